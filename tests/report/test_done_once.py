from collections import Counter
from dataclasses import replace

import pydyf
import pytest
from weasyprint import html as weasyprint_html
from weasyprint.layout import inline
from weasyprint.text import line_break

from builder.report import done_once as module
from builder.report import parsing
from builder.report.done_once import done_once
from builder.report.parsing import narrowed
from builder.report.pdf import paper_pdf
from tests.report.papers import minimal

TEXTS = """
<p style="text-align: justify; width: 40mm">Words that are set further apart, so that each line is full, and words that
are set further apart, so that each line is full</p>
<p style="text-align: justify; width: 52mm">Words that are set further apart, so that each line is full</p>
<div style="text-align: justify; width: 40mm"><p>The same words, each time set apart by something else:</p>
<p><b>Two words here</b> and others that fill the line</p><p><b>Two words here</b> extraordinarily differently</p></div>
<p>A line<br>and its second<br></p><p style="white-space: pre">As it    is
written</p><p style="white-space: pre-wrap; width: 12mm"> As it   is
written, on lines </p>
<p style="width: 20mm; overflow: hidden; text-overflow: ellipsis; white-space: nowrap">More than there is room for</p>
<p style="width: 30mm; letter-spacing: 0.1em; overflow-wrap: break-word">Overwhelmingly-long-and-unbreakable
overwhelminglylongandunbreakable words</p>
<p style="width: 20mm; hyphens: auto">Incomprehensibilities of hyphenation, soft\u00adhyphenations too</p>
<p style="font-variant-numeric: tabular-nums; word-spacing: 2mm; text-decoration: underline">1 111 <b>2</b></p>
<ul style="columns: 3"><li>One and two</li><li>Three and four and five</li><li>Six and seven</li><li>Eight</li></ul>
<ol><li>One and two</li><li>Two and three</li></ol>
"""


def odd_paper():
    plain = minimal()
    chapter = f'<main><section class="chapter">{TEXTS}</section>'
    return replace(plain, document=plain.document.replace("<main>", chapter, 1))


def test_the_same_bytes_come_of_it(monkeypatch):
    paper = odd_paper()
    quick = paper_pdf(paper)
    monkeypatch.setattr(module, "_CHANGES", ())
    monkeypatch.setattr(parsing, "narrowed", lambda sheet: sheet)
    assert quick == paper_pdf(paper)


def test_a_third_of_the_layouts_are_not_made(monkeypatch):
    made = Counter()
    setup = line_break.Layout.setup

    def counted(layout, style):
        made[bool(module._CHANGES)] += 1
        setup(layout, style)

    monkeypatch.setattr(line_break.Layout, "setup", counted)
    paper_pdf(minimal())
    monkeypatch.setattr(module, "_CHANGES", ())
    paper_pdf(minimal())
    assert 0 < made[True] < made[False] * 2 / 3


def test_references_follow_the_pages():
    pdf = pydyf.PDF()
    with done_once():
        for count in range(3):
            assert len(pdf.page_references) == count
            assert pdf.page_references is pdf.page_references
            pdf.add_page(pydyf.Dictionary())
        within = pdf.page_references
    assert pdf.page_references == within


def test_weasyprint_is_left_as_it_was():
    def state():
        return pydyf.PDF.page_references, line_break.Layout, inline.split_first_line

    def failing():
        with done_once():
            assert not set(state()) & set(before)
            raise ZeroDivisionError

    before = state()
    with pytest.raises(ZeroDivisionError):
        failing()
    assert state() == before


def test_markers_and_notes_are_for_what_has_them():
    plain = weasyprint_html.UA_STYLESHEET
    everywhere = {entry[3] for entry in plain.matcher.other_selectors} - {None}
    # If there is one more, either an element of ours needs it, or it is one more style for every element.
    assert everywhere == {"marker", "footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"}
    matcher = narrowed(plain).matcher
    assert {entry[3] for entry in matcher.other_selectors} == {None}
    assert "marker" in {entry[3] for entry in matcher.lower_local_name_selectors["li"]}
    assert {entry[3] for entry in matcher.class_selectors["footnote"]} == {"footnote-call", "footnote-marker"}
    assert {entry[3] for entry in plain.matcher.other_selectors} - {None} == everywhere
