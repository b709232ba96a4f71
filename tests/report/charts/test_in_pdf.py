"""Charts as WeasyPrint sets them: no complaint in its log, words found by a search, widths as they were measured."""

import io
import logging
import re

import pypdf
import pytest
import weasyprint
from weasyprint.text.fonts import FontConfiguration

from builder.paths import templates_dir

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
def test_words_run_as_wide_as_they_were_measured(pdf, theme, weight):
    words = "Power and cooling AVA 전력 및 냉각 비용 $1,234"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 40" width="600" height="40" '
        f'font-family="{theme.font_family}"><title>Words</title>'
        f'<text x="10" y="20" font-size="10.5" font-weight="{weight}">{words}|</text></svg>'
    )
    places = re.findall(rb"1 0 0 -1 ([\d.]+) 20 Tm", pdf(svg, uncompressed=True))
    assert float(places[-1]) - 10 == pytest.approx(theme.measure(words, 10.5, weight), abs=0.2)
