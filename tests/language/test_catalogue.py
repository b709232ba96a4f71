import pytest

from builder.language import CatalogueError, Language

GOOD = 'msgid "Costs {ratio}"\nmsgstr "Kostet {ratio}"\n'


def problems_of(language_of, entries, code="de"):
    with pytest.raises(CatalogueError) as caught:
        language_of(code, entries)
    return caught.value.problems


def test_a_fuzzy_translation_is_refused(language_of):
    [problem] = problems_of(language_of, f"#, fuzzy\n{GOOD}")
    assert problem.where.endswith("de.po:8 'Costs {ratio}'")
    assert "fuzzy" in problem.what


def test_a_fuzzy_header_is_refused(language_of, tmp_path):
    language_of("de", GOOD)
    path = tmp_path / "de.po"
    path.write_text("#, fuzzy\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(CatalogueError, match="the header is marked fuzzy"):
        Language.load("de", tmp_path)


def test_a_message_that_stands_twice_is_refused(language_of):
    [problem] = problems_of(language_of, GOOD + "\n" + GOOD)
    assert problem.where.endswith("de.po:10")
    assert "stands twice" in problem.what


def test_a_message_with_a_context_is_refused(language_of):
    [problem] = problems_of(language_of, 'msgctxt "menu"\n' + GOOD)
    assert "context" in problem.what


@pytest.mark.parametrize(
    ("translation", "complaint"),
    [
        ("Kostet viel", "loses ratio"),
        ("Kostet {ratio} {mehr}", "has no mehr"),
        ("Kostet {ratio:.2f}", "belongs to no {name}"),
    ],
)
def test_a_translation_has_the_placeholders_of_its_message(language_of, translation, complaint):
    [problem] = problems_of(language_of, f'msgid "Costs {{ratio}}"\nmsgstr "{translation}"\n')
    assert complaint in problem.what


COUNTED = """
msgid "one node in {place}"
msgid_plural "{n} nodes in {place}"
msgstr[0] "ein Knoten in {place}"
msgstr[1] "{n} Knoten in {place}"
"""


def test_only_the_count_may_be_left_out_of_a_plural_form(language_of):
    german = language_of("de", COUNTED)
    assert german.say_many("one node in {place}", "{n} nodes in {place}", 1, place="Bonn") == "ein Knoten in Bonn"
    [problem] = problems_of(language_of, COUNTED.replace("ein Knoten in {place}", "ein Knoten"))
    assert "loses place" in problem.what


def test_a_form_may_say_the_count_where_english_does_not(language_of):
    german = language_of("de", COUNTED.replace("{n} nodes in", "several nodes in"))
    assert german.say_many("one node in {place}", "several nodes in {place}", 4, place="Bonn") == "4 Knoten in Bonn"


def test_all_problems_are_reported_together(language_of):
    entries = f'#, fuzzy\n{GOOD}\nmsgid "{{low}} to {{high}}"\nmsgstr "{{low}}"\n'
    assert len(problems_of(language_of, entries)) == 2


def test_a_catalogue_says_which_language_it_is_for(language_of, tmp_path):
    language_of("de", GOOD)
    (tmp_path / "fr.po").write_text((tmp_path / "de.po").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(CatalogueError, match="its header says language 'de'"):
        Language.load("fr", tmp_path)


def test_what_is_not_a_catalogue_is_refused_with_its_path(tmp_path):
    (tmp_path / "de.po").write_text("Kostet\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"de\.po: not a gettext catalogue"):
        Language.load("de", tmp_path)


def test_a_catalogue_that_is_not_utf8_is_refused(tmp_path):
    (tmp_path / "de.po").write_bytes('msgid "a"\nmsgstr "ä"\n'.encode("latin-1"))
    with pytest.raises(CatalogueError, match="not a gettext catalogue"):
        Language.load("de", tmp_path)


def test_a_plural_with_a_missing_form_is_not_translated(language_of):
    entry = 'msgid "{n} node"\nmsgid_plural "{n} nodes"\nmsgstr[0] "{n} Knoten"\n'
    assert language_of("de", entry).messages() == frozenset()
