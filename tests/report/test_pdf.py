import gc
import hashlib
import io
import logging
import re
import subprocess
import sys
import tempfile
import zlib
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from html import unescape
from pathlib import Path

import pydyf
import pypdf
import pytest
import tinyhtml5

from builder.errors import ReportError
from builder.report import pdf as pdf_module
from builder.report.parsing import parsed
from builder.report.pdf import compress_once, paper_pdf
from builder.report.plain import without_marks
from tests.report.papers import MINIMAL, REFERENCE, WORKBOOK, body, close, minimal, paper_of, reference, text, variant

SVG = 'xmlns="http://www.w3.org/2000/svg"'
CHECKER = Path(__file__).parents[1] / "tools" / "check_pdf_conformance.py"


@lru_cache(maxsize=4)
def reference_pdf(code="en"):
    return paper_pdf(reference(code))


def run_alone(code, **environment):
    """What a piece of code prints in a process of its own."""
    command = [sys.executable, "-c", code]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, env=environment or None, cwd=root, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def read(data):
    return pypdf.PdfReader(io.BytesIO(data))


@lru_cache(maxsize=4)
def words(code="en"):
    return close("".join(page.extract_text() for page in read(reference_pdf(code)).pages))


@pytest.mark.parametrize("code", ["en", "ko"])
def test_every_claim_is_found_in_the_text(code):
    claims = [
        text(each)
        for each in re.findall(
            r'<span class="claim">(.*?)</span> ?(?:<span class="rests"|</li>)', body(reference(code)), re.DOTALL
        )
    ]
    assert len(claims) >= 10
    assert [claim for claim in claims if close(claim) not in words(code)] == []


@pytest.mark.parametrize("code", ["en", "ko"])
def test_only_the_brands_fonts_are_used_and_all_are_embedded(code):
    fonts = {}
    for page in read(reference_pdf(code)).pages:
        for reference_to in page["/Resources"]["/Font"].values():
            font = reference_to.get_object()
            descendant = font["/DescendantFonts"][0].get_object()
            fonts[font["/BaseFont"]] = descendant["/FontDescriptor"].get_object()
    assert all("/FontFile2" in descriptor for descriptor in fonts.values())
    assert {name.split("+")[1].split("-")[0] for name in fonts} == {"Pretendard"}


def test_the_workbook_is_attached_as_the_source():
    reader = read(reference_pdf())
    assert reader.attachments["llm-inferencing-2024.xlsx"] == [WORKBOOK]
    assert {file.get_object()["/AFRelationship"] for file in reader.trailer["/Root"]["/AF"]} == {"/Source"}


def test_a_study_may_keep_its_workbook_to_itself(tmp_path):
    paper = paper_of(variant(tmp_path, report={"attach": False}), workbook=WORKBOOK)
    assert paper.workbook is None


def test_title_author_and_language_are_said():
    reader = read(reference_pdf("ko"))
    assert reader.metadata.title == "대규모 언어 모델 서빙의 3년 비용"
    assert reader.metadata.author == "이븐핸드"
    assert reader.trailer["/Root"]["/Lang"] == "ko"


def test_bookmarks_hold_no_joiners():
    def titles(items):
        return [each for item in items for each in (titles(item) if isinstance(item, list) else [item.title])]

    found = titles(read(reference_pdf("ko")).outline)
    assert "경제성 분석" in found
    assert not any("\u2060" in title for title in found)


def test_running_heads_and_page_numbers_stand_on_every_page_but_the_first():
    pages = read(reference_pdf()).pages
    assert all("What serving large language models costs over three years" in page.extract_text() for page in pages[1:])
    assert "Version 1.0" in pages[5].extract_text()


def test_a_draft_is_marked_on_every_page_after_the_cover(tmp_path):
    made = read(paper_pdf(paper_of(variant(tmp_path, document={"status": "draft"}))))
    assert all("Draft" in page.extract_text() for page in made.pages)


def test_letter_pages_are_letter(tmp_path):
    made = read(paper_pdf(paper_of(variant(tmp_path, document={"page_size": "Letter"}))))
    assert {tuple(round(float(each)) for each in page.mediabox[2:]) for page in made.pages} == {(612, 792)}


def test_the_same_study_gives_the_same_bytes_in_another_process_with_another_seed():
    code = ("import hashlib; from tests.report.papers import minimal; from builder.report.pdf import paper_pdf; "
            "print(hashlib.sha256(paper_pdf(minimal())).hexdigest())")  # fmt: skip
    here = hashlib.sha256(paper_pdf(minimal())).hexdigest()
    assert run_alone(code, PYTHONHASHSEED="7", PATH="") == here


@pytest.mark.parametrize(
    "html",
    [
        '<img src="file:///etc/passwd" alt="x">',
        '<img src="http://example.org/x.png" alt="x">',
        '<img src="../secret.png" alt="x">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<link rel="stylesheet" href="http://example.org/x.css">',
        '<style>p { background: url("http://example.org/x.png") }</style>',
        '<style>@import "file:///etc/passwd";</style>',
        f'<svg {SVG}><title>x</title><image href="file:///etc/passwd" width="9" height="9"/></svg>',
        '<object data="file:///etc/passwd"></object>',
    ],
)
def test_nothing_is_loaded_from_outside(html):
    paper = replace(minimal(), document=minimal().document.replace("<main>", f"<main><p>x</p>{html}"))
    with pytest.raises(ReportError):
        paper_pdf(paper)


def test_a_rule_that_is_not_understood_stops_the_build():
    paper = replace(minimal(), document=minimal().document.replace("</style>", "p { colour: red }</style>", 1))
    with pytest.raises(ReportError, match="colour"):
        paper_pdf(paper)


def test_a_word_of_the_library_is_not_swallowed(monkeypatch):
    from builder.report.silence import no_word

    with pytest.raises(ReportError, match="notdef"), no_word("PDF"):
        logging.getLogger("weasyprint").warning(".notdef glyph rendered")


@pytest.mark.parametrize(
    ("error", "remedy"),
    [(ImportError("no module"), "pip install"), (OSError("cannot load library 'libpango'"), "libpango-1.0-0")],
)
def test_what_is_missing_is_named(monkeypatch, error, remedy):
    def fail(name):
        raise error

    monkeypatch.setattr(pdf_module.importlib, "import_module", fail)
    with pytest.raises(ReportError, match=remedy):
        paper_pdf(minimal())


def test_html_needs_no_weasyprint():
    code = (
        "import sys; sys.modules['weasyprint'] = None; "
        "from tests.report.papers import minimal; print(len(minimal().html))"
    )
    assert int(run_alone(code)) > 100_000


@lru_cache(maxsize=2)
def other_brand_pdf(code):
    return paper_pdf(paper_of(REFERENCE, code, (("brand", "plumbline"),), workbook=WORKBOOK))


def brief_pdf(code):
    return paper_pdf(paper_of(REFERENCE, code, (("report.form", "brief"),), workbook=WORKBOOK))


def brief_of_one_comparison(code):
    settings = (("report.form", "brief"), ("languages", ("en", "ko")))
    return paper_pdf(paper_of(MINIMAL, code, settings, workbook=WORKBOOK))


@pytest.mark.conformance
@pytest.mark.parametrize("code", ["en", "ko"])
@pytest.mark.parametrize(
    "made", [reference_pdf, other_brand_pdf, brief_pdf, brief_of_one_comparison],
    ids=["default", "plumbline", "brief", "brief-of-one"])
def test_the_file_is_pdf_ua_and_pdf_a(tmp_path, code, made):
    pytest.importorskip("jpype")
    path = tmp_path / "paper.pdf"
    path.write_bytes(made(code))
    said = subprocess.run(
        [sys.executable, str(CHECKER), "ua1,3a", str(path)], capture_output=True, text=True, check=False
    )
    assert said.stdout.count("PASS") == 2, said.stdout


def test_headings_of_the_other_brand_are_set_in_its_own_font():
    fonts = {str(font["/BaseFont"]) for page in read(other_brand_pdf("en")).pages
             for font in (each.get_object() for each in page["/Resources"]["/Font"].values())}  # fmt: skip
    assert any("Nanum-Myeongjo" in each for each in fonts)


def elements(node, kind):
    """The elements of a kind in the structure tree, below an element and itself."""
    node = node.get_object()
    if isinstance(node, list):
        return [each for child in node for each in elements(child, kind)]
    if not isinstance(node, dict):
        return []
    own = [node] if node.get("/S") == f"/{kind}" else []
    return own + elements(node.get("/K", pypdf.generic.NullObject()), kind)


@lru_cache(maxsize=1)
def tree():
    return read(reference_pdf()).trailer["/Root"]["/StructTreeRoot"]


def test_every_drawing_has_its_alternative():
    drawings = re.findall(r"<svg\b.*?<title[^>]*>(.*?)</title>", reference().document, re.DOTALL)
    told = [str(each.get("/Alt")) for each in elements(tree(), "Figure")]
    assert len(drawings) > 10
    assert [each for each in map(unescape, drawings) if each not in told] == []


def test_every_heading_of_a_table_says_what_it_heads():
    heads = elements(tree(), "TH")
    scopes = Counter(str(each["/A"]["/Scope"]) for each in heads)
    assert set(scopes) == {"/Row", "/Column"}
    assert scopes["/Row"] == len(re.findall(r'<th scope="row', reference().document))
    assert sum(scopes.values()) == len(heads) > 200
    assert len(elements(tree(), "Table")) >= reference().document.count("<table")  # one for each page that it stands on


def test_contents_and_notes_are_tagged_as_what_they_are():
    assert len(elements(tree(), "TOC")) == 1
    assert len(elements(tree(), "TOCI")) == reference().document.count("<x-toci")
    assert len(elements(tree(), "Note")) >= reference().document.count("<x-note") > 10  # a note of two lines is two


@pytest.mark.parametrize("code", ["en", "ko"])
def test_the_words_of_charts_can_be_found(code):
    drawings = "".join(re.findall(r"<svg\b.*?</svg>", reference(code).document, re.DOTALL))
    labels = {unescape(each) for each in re.findall(r"<text[^>]*>(.*?)</text>", drawings)}
    assert len(labels) > 100
    assert [each for each in labels if close(each) not in words(code)] == []


@pytest.mark.parametrize("code", ["en", "ko"])
def test_the_document_is_the_tree_that_a_browser_makes_of_it(code):
    document = without_marks(reference(code).document)
    browsers = tinyhtml5.parse(document, namespace_html_elements=False)
    assert canonical(parsed(document)) == canonical(browsers)


def canonical(root):
    """A tree as nested lists, without comments and without blanks between elements."""
    texts = [" ".join((each or "").split()) for each in (root.text, root.tail)]
    children = [canonical(each) for each in root if isinstance(each.tag, str)]
    attributes = {key: value for key, value in root.attrib.items() if not key.endswith("xmlns")}
    return [root.tag, attributes, texts, children]


def test_streams_are_compressed_once_and_hold_what_they_held():
    made = pydyf.PDF()
    plain = pydyf.Stream([b"0 0 9 9 re f", "1 0 0 rg"] * 50)
    stream = pydyf.Stream(plain.stream, compress=True)
    made.add_object(stream)
    compress_once(None, made)
    compressed, = stream.stream
    compress_once(None, made)
    assert (stream.stream, stream.compress, stream.extra["Filter"]) == ([compressed], False, "/FlateDecode")
    assert zlib.decompress(compressed) in plain.data
    assert len(zlib.decompress(compressed)) > 50 * len("0 0 9 9 re f")


def test_no_file_of_a_paper_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gc.disable()  # which would tidy up some time later
    try:
        paper_pdf(minimal())
        assert list(tmp_path.iterdir()) == []
    finally:
        gc.enable()


def test_a_character_no_font_has_stops_the_paper_and_is_named(tmp_path):
    with pytest.raises(ReportError, match=r"no font of the brand has 'ก' \(U\+0E01\)"):
        paper_of(variant(tmp_path, title="An assistant ก"))


def test_the_minimal_study_makes_a_pdf():
    assert len(read(paper_pdf(paper_of(MINIMAL))).pages) > 8
