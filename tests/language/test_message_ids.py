from pathlib import Path

import pytest

from builder.formula import words
from builder.language import Language
from builder.paths import templates_dir
from tests.language.message_ids import ids_in_python, ids_in_templates

PACKAGE = Path(__file__).parents[2] / "builder"
CATALOGUES = templates_dir() / "messages"
LANGUAGES = sorted(path.stem for path in CATALOGUES.glob("*.po"))


@pytest.fixture(scope="module")
def said():
    of_formulas = dict.fromkeys(words.messages(), "formula/words.py")  # the kernel knows no language
    return {**of_formulas, **ids_in_python(PACKAGE), **ids_in_templates(templates_dir())}


def test_korean_is_among_the_languages():
    assert "ko" in LANGUAGES


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_message_is_translated(code, said):
    translated = Language.load(code, CATALOGUES).messages()
    assert {message: place for message, place in said.items() if message not in translated} == {}


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_translation_is_left_over(code, said):
    assert sorted(map(str, Language.load(code, CATALOGUES).messages() - set(said))) == []


def test_messages_are_found_in_python(tmp_path):
    (tmp_path / "module.py").write_text(
        "from builder.language import Language, message as later\n"
        'TITLES = [later("Contents")]\n'
        "def titles(language, n, ok):\n"
        '    language.say("Costs {ratio}", ratio="2x")\n'
        '    language.say("holds" if ok else "fails")\n'
        '    language.say_many("{n} node", "{n} nodes", n)\n'
        '    print("not a message")\n',
        encoding="utf-8",
    )
    assert set(ids_in_python(tmp_path)) == {
        "Contents",
        "Costs {ratio}",
        "holds",
        "fails",
        ("{n} node", "{n} nodes"),
    }


def test_messages_are_found_in_templates(tmp_path):
    (tmp_path / "paper.html.j2").write_text(
        '<h1>{{ _("Executive summary") }}</h1>\n'
        '{{ language.say("Saving {saving}", saving=saving) }}\n'
        '{{ gettext("draft" if draft else "final") }}\n'
        "{% trans name=customer %}For {{ name }}, 100%{% endtrans %}\n"
        "{% trans n=nodes %}{{ n }} node{% pluralize %}{{ n }} nodes{% endtrans %}\n"
        '{{ print("not a message") }}\n',
        encoding="utf-8",
    )
    assert set(ids_in_templates(tmp_path)) == {
        "Executive summary",
        "Saving {saving}",
        "draft",
        "final",
        "For {name}, 100%",
        ("{n} node", "{n} nodes"),
    }


def test_a_folder_without_templates_says_nothing(tmp_path):
    assert ids_in_templates(tmp_path) == {}
