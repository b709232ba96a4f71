"""Charts as WeasyPrint sets them: no complaint in its log, words found by a search, widths as they were measured."""

import io
import logging
import re
import subprocess

import pypdf
import pytest
import weasyprint
from weasyprint.text.fonts import FontConfiguration

from builder.paths import templates_dir
from builder.report.svg_words import whole_words

FONTS = {
    ("Pretendard", 400): "Pretendard-Regular",
    ("Pretendard", 600): "Pretendard-SemiBold",
    ("Noto Sans KR", 400): "NotoSansKR-Regular",
}


@pytest.fixture(scope="module")
def pdf():
    """`pdf(svgs)` sets them on pages of a tagged document and gives its bytes; any line in the log fails."""
    folder = templates_dir() / "fonts"
    faces = "".join(
        f"@font-face {{ font-family: '{family}'; font-weight: {weight}; src: url({(folder / file).as_uri()}.ttf) }}"
        for (family, weight), file in FONTS.items()
    )
    fonts = FontConfiguration()
    style = weasyprint.CSS(string=faces + "@page { size: A4; margin: 20mm }", font_config=fonts)

    def make(*svgs, uncompressed=False):
        lines = []
        handler = logging.Handler()
        handler.emit = lambda record: lines.append(record.getMessage())
        logger = logging.getLogger("weasyprint")
        logger.addHandler(handler)
        try:
            html = "<!doctype html><html lang=en><title>Charts</title><h1>Charts</h1>" + "".join(svgs)
            with whole_words():
                made = weasyprint.HTML(string=html).write_pdf(
                    stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1", uncompressed_pdf=uncompressed
                )
        finally:
            logger.removeHandler(handler)
        assert lines == []
        return made

    return make


def test_every_kind_can_be_set_and_searched(pdf, samples, korean, picture):
    charts = [*samples(), *samples(korean, "korean-")]
    pages = pypdf.PdfReader(io.BytesIO(pdf(*(chart.svg for chart in charts)))).pages
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    for words in {words for chart in charts for words in picture(chart).words}:
        assert words in text
    assert "Power and cooling" in text
    assert "인프라스트럭처 관리" in text


def test_the_title_becomes_the_alternative_text_of_a_figure(pdf, samples):
    charts = samples()
    reader = pypdf.PdfReader(io.BytesIO(pdf(*(chart.svg for chart in charts))))
    figures = _figures(reader.trailer["/Root"]["/StructTreeRoot"])
    assert [figure["/Alt"] for figure in figures] == [chart.alternative for chart in charts]


def _figures(node):
    """The figures among an element of the structure tree and all below it."""
    node = node.get_object()
    if isinstance(node, list):
        return [figure for child in node for figure in _figures(child)]
    if not isinstance(node, dict):
        return []
    found = [node] if node.get("/S") == "/Figure" else []
    return found + _figures(node.get("/K", pypdf.generic.NullObject()))


@pytest.mark.parametrize("weight", [400, 600])
def test_words_run_as_wide_as_they_were_measured(pdf, theme, weight, tmp_path):
    words = "Power and cooling AVA 전력 및 냉각 비용 $1,234"
    (tmp_path / "words.pdf").write_bytes(pdf(drawing(theme, f'x="10" y="20" font-weight="{weight}"', words)))
    said = subprocess.run(
        ["pdftotext", "-bbox", str(tmp_path / "words.pdf"), "-"], capture_output=True, text=True, check=True
    )
    *_, line = re.findall(r'(?:<word xMin="[^>]*>[^<]*</word>\s*)+', said.stdout)
    edges = [float(each) for each in re.findall(r'xM(?:in|ax)="([\d.]+)"', line)][2:]  # after the heading
    assert (max(edges) - min(edges)) / 0.75 == pytest.approx(theme.measure(words, 10.5, weight), abs=0.2)


def drawing(theme, attributes, words):
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 40" width="600" height="40" '
        f'font-family="{theme.font_family}"><title>Words</title>'
        f'<text font-size="10.5" {attributes}>{words}</text></svg>'
    )


def test_words_are_set_whole(pdf, theme):
    made = pdf(drawing(theme, 'x="10" y="20"', "Power and cooling"), uncompressed=True)
    assert made.count(b" 20 Tm") == 1


@pytest.mark.parametrize("asked", ['x="10 60" y="20"', 'x="10" y="20" text-anchor="end"', 'x="10" y="20" rotate="9"'])
def test_words_that_ask_for_more_than_a_place_are_left_to_the_library(pdf, theme, asked):
    assert pdf(drawing(theme, asked, "Power"), uncompressed=True).count(b" Tm") > len("Power")


def test_nothing_is_changed_after(pdf, theme):
    before = weasyprint.svg.TAGS["text"]
    pdf(drawing(theme, 'x="10" y="20"', "Power"))
    assert weasyprint.svg.TAGS["text"] is before
