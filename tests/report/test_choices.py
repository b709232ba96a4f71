"""What a study chooses of its paper: chapters and their order, charts, a brief, a logo, the size of the page."""

import base64
import io
import re
import struct
import zlib

import pypdf
import pytest

from builder.errors import ReportError
from builder.paths import templates_dir
from builder.report.pdf import paper_pdf
from tests.report.papers import INPUTS, MINIMAL, REFERENCE, body, minimal, paper_of, text, variant

BRIEF = (("report.form", "brief"),)


def chapters(paper):
    return re.findall(r'<h2 id="([a-z]+)"', body(paper))


def chosen(folder, **report):
    return paper_of(variant(folder, report=report))


def test_chapters_stand_in_the_order_of_the_study_and_appendices_last(tmp_path):
    paper = chosen(tmp_path, sections=["analysis", "sources", "summary", "conclusion"])
    assert chapters(paper) == ["contents", "analysis", "summary", "conclusion", "sources"]


def test_references_to_what_is_left_out_are_left_out(tmp_path):
    said = text(body(chosen(tmp_path, sections=["summary", "method"])))
    assert "has the details" not in said
    assert "has the details" in text(body(minimal()))


def test_footnotes_lead_to_themselves_where_there_is_no_list_of_sources(tmp_path):
    html = chosen(tmp_path, sections=["method"]).document
    calls = set(re.findall(r'<a class="call" href="#([\w-]+)"', html))
    assert calls
    assert all(f'id="{each}"' in html for each in calls)


@pytest.mark.parametrize(
    ("key", "wrong", "meant"), [("sections", "sumary", "summary"), ("charts", "tornadoes", "tornado")]
)
def test_an_unknown_choice_says_what_was_meant(tmp_path, key, wrong, meant):
    with pytest.raises(ReportError) as refused:
        chosen(tmp_path, **{key: [wrong]})
    assert f"report.{key}.0: the paper has no" in str(refused.value)
    assert f"did you mean '{meant}'" in str(refused.value)


def test_only_the_charts_that_are_chosen_are_drawn(tmp_path):
    drawn = re.compile(r'id="figure-all-(\w+)-title"')
    assert set(drawn.findall(chosen(tmp_path, charts=["cost"]).document)) == {"cost"}
    assert set(drawn.findall(minimal().document)) >= {"cost", "drivers", "parts", "cashflow"}


@pytest.mark.parametrize("code", ["en", "ko"])
def test_a_brief_of_the_reference_has_two_pages(code):
    paper = paper_of(REFERENCE, code, BRIEF)
    assert len(pypdf.PdfReader(io.BytesIO(paper_pdf(paper))).pages) == 2
    assert paper.document.count('class="claim"') == 3
    assert 'id="tab-glance"' in paper.document
    assert 'id="fig-small-cost"' in paper.document
    assert 'id="care"' in paper.document


@pytest.mark.parametrize("study", ["minimal.yaml", "llm-inferencing-today.yaml"])
def test_every_study_has_a_brief_of_two_pages(study):
    paper = paper_of(INPUTS / study, settings=BRIEF)
    assert len(pypdf.PdfReader(io.BytesIO(paper_pdf(paper))).pages) == 2


def test_a_brief_says_who_paid_for_it_and_that_it_is_a_draft(tmp_path):
    control = {"status": "draft", "commissioned_by": "Example Corp."}
    paper = paper_of(variant(tmp_path, document=control, report={"form": "brief"}))
    pages = pypdf.PdfReader(io.BytesIO(paper_pdf(paper))).pages
    assert all("Draft" in page.extract_text() for page in pages)
    assert "Example Corp." in pages[1].extract_text()


def picture(colour=(200, 40, 40)):
    """A PNG of one colour."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\x00" + bytes(colour) * 8) * 8
    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_a_customers_logo_stands_on_the_cover_in_both_editions(tmp_path):
    (tmp_path / "acme.png").write_bytes(picture())
    paper = paper_of(variant(tmp_path, customer="Acme", customer_logo="acme.png"))
    cover = paper.document.split("</header>")[0]
    assert 'alt="Acme"' in cover
    assert base64.b64encode(picture()).decode() in paper.html
    assert paper_pdf(paper)


def test_a_drawing_may_be_a_customers_logo(tmp_path):
    (tmp_path / "acme.svg").write_bytes((templates_dir() / "brands" / "default" / "logo.svg").read_bytes())
    assert 'src="asset:customer-logo"' in paper_of(variant(tmp_path, customer_logo="acme.svg")).document


@pytest.mark.parametrize("name", ["../acme.png", "/etc/passwd", "nowhere.png"])
def test_a_customers_logo_lies_in_the_studys_folder(tmp_path, name):
    inside = tmp_path / "study"
    inside.mkdir()
    (tmp_path / "acme.png").write_bytes(picture())
    with pytest.raises(ReportError, match=r"outside its folder|there is no such file"):
        paper_of(variant(inside, customer_logo=name))


def test_what_is_no_picture_is_no_logo(tmp_path):
    (tmp_path / "acme.png").write_bytes(b"GIF89a")
    with pytest.raises(ReportError, match="not an SVG, nor a PNG or JPEG picture"):
        paper_of(variant(tmp_path, customer_logo="acme.png"))


def test_a_picture_that_is_too_large_is_refused(tmp_path):
    (tmp_path / "acme.png").write_bytes(picture() + b"\x00" * 2_000_001)
    with pytest.raises(ReportError, match="larger than"):
        paper_of(variant(tmp_path, customer_logo="acme.png"))


def test_the_size_of_the_page_is_the_brands_where_the_study_names_none(tmp_path):
    import shutil

    shutil.copytree(templates_dir() / "brands" / "default", tmp_path / "brand")
    file = tmp_path / "brand" / "brand.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "page_size: Letter\n", encoding="utf-8")
    assert "size: Letter;" in paper_of(variant(tmp_path, brand="brand")).document
    shutil.copytree(tmp_path / "brand", tmp_path / "other" / "brand")
    assert "size: A4;" in paper_of(variant(tmp_path / "other", brand="brand", document={"page_size": "A4"})).document
    assert "size: A4;" in paper_of(MINIMAL).document
