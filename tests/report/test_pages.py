"""Pages as a reader turns them: none nearly empty, no heading left alone, contents, notes and references tagged."""

import re

import pytest
from pypdf.generic import ArrayObject, DictionaryObject

from tests.report.papers import body, close, reference, text
from tests.report.test_pdf import read, reference_pdf

LANGUAGES = pytest.mark.parametrize("code", ["en", "ko"])
MILLIMETRE = 72 / 25.4


def roles(reader):
    """The structure elements of a PDF by role."""
    found = {}

    def walk(element, parent):
        element = element.get_object()
        if isinstance(element, ArrayObject):
            for each in element:
                walk(each, parent)
        elif isinstance(element, DictionaryObject) and "/S" in element:
            found.setdefault(element["/S"], []).append((element, parent))
            if "/K" in element:
                walk(element["/K"], element["/S"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"], "")
    return found


def headings(reader, items=None):
    for item in reader.outline if items is None else items:
        if isinstance(item, list):
            yield from headings(reader, item)
        else:
            yield item.title, reader.get_destination_page_number(item), float(item.top)


@LANGUAGES
def test_the_paper_is_no_longer_than_it_has_to_be(code):
    reader = read(reference_pdf(code))
    starts = {title: page for title, page, _ in headings(reader)}
    appendix = starts["Assumptions" if code == "en" else "가정"]
    assert appendix <= 28
    assert len(reader.pages) - appendix <= 14


@LANGUAGES
def test_no_page_is_nearly_empty(code):
    pages = read(reference_pdf(code)).pages
    letters = [len(close(page.extract_text())) for page in pages]
    assert min(letters[1:-1]) > 400


@LANGUAGES
def test_no_heading_stands_at_the_end_of_a_page(code):
    reader = read(reference_pdf(code))
    low = [(title, page) for title, page, top in headings(reader) if top < 45 * MILLIMETRE]
    assert low == []


@LANGUAGES
def test_contents_and_notes_are_tagged_as_such(code):
    found = roles(read(reference_pdf(code)))
    assert len(found["/TOC"]) == 1
    assert {parent for _, parent in found["/TOCI"]} == {"/TOC"}
    assert len(found["/TOCI"]) == body(reference(code)).count("<x-toci ")
    notes = [element["/ID"] for element, _ in found["/Note"]]
    assert len(set(notes)) == len(notes) == body(reference(code)).count("<x-note ")


def test_a_footnote_stands_on_the_page_that_cites_it_first():
    html, pages = body(reference()), read(reference_pdf()).pages
    told = [close(page.extract_text()) for page in pages]
    notes = [text(each) for each in re.findall(r"<x-note .*?</x-note>", html, re.DOTALL)]
    assert len(notes) > 10
    caption = "Table2Whatiscostedforeachoption,andhow"
    table = next(number for number, page in enumerate(told) if caption in page)
    assert all(close(each) in "".join(told[table - 1 : table + 2]) for each in notes[:10])


def test_a_source_has_one_number_everywhere():
    html = reference().document
    listed = dict(re.findall(r'<p id="source-(\d+)" role="listitem"><span class="no">\d+</span> (.*?) <span', html))
    noted = dict(re.findall(r'<x-note [^>]*id="note-(\d+)"[^>]*><span class="no">\d+</span> (.*?)</x-note>', html))
    assert list(map(int, listed)) == list(range(1, len(listed) + 1))
    assert len(set(listed.values())) == len(listed)
    assert all(listed[number] == source for number, source in noted.items())
    calls = set(re.findall(r'<a class="call" href="#source-(\d+)">', html))
    assert calls <= set(listed)


@LANGUAGES
def test_references_in_sentences_lead_to_tables_and_figures(code):
    html = reference(code).document
    ids = re.findall(r'<a class="ref" href="#(tab-[\w-]+)">[^<]*\d+[^<]*</a>', html)
    assert len(ids) >= 8
    assert all(f'id="{each}"' in html for each in ids)
    annotated = [page for page in read(reference_pdf(code)).pages if "/Annots" in page]
    assert len(annotated) > 5


def test_running_heads_name_the_chapter():
    reader = read(reference_pdf())
    starts = {title: page for title, page, _ in headings(reader)}
    chapter = "Every line of the model in words"
    assert chapter in reader.pages[starts[chapter] + 1].extract_text()


