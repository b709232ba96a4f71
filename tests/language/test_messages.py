import pickle

import pytest
from markupsafe import Markup

from builder.errors import TcoError
from builder.language import Language, MissingMessageError, MissingTextError, PlaceholderError, UnknownLanguageError

KOREAN_ENTRIES = """
msgid "Costs {ratio}"
msgstr "{ratio}(을/를) 지출"

msgid "{option} against {other}"
msgstr "{other}(과/와) {option}"

msgid "{n} node"
msgid_plural "{n} nodes"
msgstr[0] "노드 {n}개"

msgid "not yet"
msgstr ""
"""


@pytest.fixture
def translated(language_of):
    return language_of("ko", KOREAN_ENTRIES, plurals="nplurals=1; plural=0;")


def test_english_says_the_message_itself(english):
    assert english.say("Costs {ratio}", ratio="1.6x") == "Costs 1.6x"
    assert english.say("Contents") == "Contents"
    assert english.messages() == frozenset()


def test_a_catalogue_translates(translated):
    assert translated.say("Costs {ratio}", ratio="2,250만 달러") == "2,250만 달러를 지출"
    assert translated.say("Costs {ratio}", ratio="2,250만 원") == "2,250만 원을 지출"
    assert translated.say("{option} against {other}", option="EC2", other="GPT-4 Turbo") == "GPT-4 Turbo와 EC2"


def test_messages_lists_what_is_translated(translated):
    assert translated.messages() == {
        "Costs {ratio}",
        "{option} against {other}",
        ("{n} node", "{n} nodes"),
    }


@pytest.mark.parametrize("unsaid", ["Saves {ratio}", "not yet", "", "{n} node"])
def test_a_missing_message_names_language_and_message(translated, unsaid):
    with pytest.raises(MissingMessageError) as caught:
        translated.say(unsaid, ratio="1", n="1")
    assert "'ko'" in str(caught.value)
    assert repr(unsaid) in str(caught.value)
    assert isinstance(caught.value, TcoError)


def test_a_missing_plural_names_both_forms(translated):
    with pytest.raises(MissingMessageError, match=r"\('one', '\{n\} more'\)"):
        translated.say_many("one", "{n} more", 2)


def test_messages_that_count(english, translated):
    assert english.say_many("{n} node", "{n} nodes", 1) == "1 node"
    assert english.say_many("{n} node", "{n} nodes", 1200) == "1,200 nodes"
    assert english.say_many("{n} node", "{n} nodes", 0) == "0 nodes"
    assert english.say_many("{n} node", "{n} nodes", 2, n="two") == "two nodes"
    assert translated.say_many("{n} node", "{n} nodes", 1200) == "노드 1,200개"


@pytest.mark.parametrize(
    "value",
    ["{other}", "{0.__class__}", "%(other)s", "(을/를)", "{{", "\\1", "<b>", "{other:>9999999}"],
)
def test_a_value_is_data(english, translated, value):
    assert english.say("Costs {ratio}", ratio=value) == f"Costs {value}"
    assert translated.fill("{ratio}!", ratio=value, other="secret") == f"{value}!"


@pytest.mark.parametrize(
    "message", ["{ratio.real}", "{ratio!r}", "{ratio:>99}", "{}", "{0}", "open {", "close }", "{a b}"]
)
def test_a_placeholder_is_a_bare_name(english, message):
    with pytest.raises(PlaceholderError, match="belongs to no"):
        english.say(message, ratio="1")


def test_doubled_braces_are_braces(english):
    assert english.say("{{{name}}} and {{}}", name="x") == "{x} and {}"


def test_a_value_that_is_not_given_is_refused(english):
    with pytest.raises(PlaceholderError, match=r"no value for \{ratio\}") as caught:
        english.say("Costs {ratio}", ration="1.6x")
    assert "given: ration" in str(caught.value)


def test_a_bare_number_is_refused_because_it_has_no_language(english):
    with pytest.raises(PlaceholderError, match="ratio is a bare number"):
        english.say("Costs {ratio}", ratio=1.6124)


def test_the_message_and_its_values_may_have_any_name(english):
    assert english.say("{self} {english} {text}", self="a", english="b", text="c") == "a b c"


def test_where_a_value_is_html_the_rest_is_escaped(english, translated):
    number = Markup('<span class="number">38%</span>')
    said = english.say("<{name}> saves {saving}", name="R&D", saving=number)
    assert said == Markup('&lt;R&amp;D&gt; saves <span class="number">38%</span>')
    assert isinstance(said, Markup)
    assert translated.say("Costs {ratio}", ratio=number) == Markup(f"{number}를 지출")


def test_where_no_value_is_html_the_message_is_plain_text(english):
    assert type(english.say("<{name}>", name="R&D")) is str


def test_a_text_of_the_study_is_for_all_languages_or_one_for_each(english, korean):
    assert english.text("Llama 2 70B") == korean.text("Llama 2 70B") == "Llama 2 70B"
    text = {"en": "on-premises", "ko": "온프레미스"}
    assert english.text(text) == "on-premises"
    assert korean.text(text) == "온프레미스"


def test_a_text_the_study_does_not_have_is_refused(korean):
    with pytest.raises(MissingTextError, match="'on-premises': it is given in en, de") as caught:
        korean.text({"en": "on-premises", "de": "vor Ort"})
    assert "add it under ko" in str(caught.value)


def test_a_claim_of_the_study_is_filled_like_a_message(korean):
    assert korean.fill("온프레미스(이/가) {ratio} 더 비용 효율적", ratio="3.3배") == "온프레미스가 3.3배 더 비용 효율적"


@pytest.mark.parametrize("code", ["de", "../secret", "KO", "", "ko_KR", "deutsch"])
def test_an_unknown_language_names_those_there_are(code, translated, tmp_path):
    with pytest.raises(UnknownLanguageError, match="use one of: en, ko"):
        Language.load(code, tmp_path)


def test_a_catalogue_outside_the_folder_is_not_reached(language_of, tmp_path):
    language_of("ko", KOREAN_ENTRIES)
    inner = tmp_path / "inner"
    inner.mkdir()
    with pytest.raises(UnknownLanguageError, match="there is no catalogue"):
        Language.load("../ko", inner)


def test_a_language_travels_to_another_process(translated):
    copy = pickle.loads(pickle.dumps(translated))
    assert copy.say_many("{n} node", "{n} nodes", 3) == "노드 3개"
    assert copy.money(12.5, "USD") == "12.50달러"
