"""What holds for a chart of any kind."""

import math
import re
import xml.etree.ElementTree as ET
from dataclasses import fields, is_dataclass, replace

import pytest

from builder.report.charts import (
    Canvas,
    Crossing,
    Distribution,
    Fan,
    GroupedBars,
    Heatmap,
    Lines,
    Mark,
    Series,
    StackedBar,
    StackedBars,
    Swing,
    Tornado,
    Waterfall,
    distribution,
    fan,
    grouped_bars,
    heatmap,
    lines,
    stacked_bars,
    tornado,
    waterfall,
)

SVG = "{http://www.w3.org/2000/svg}"


def test_the_title_comes_first_and_is_the_text_alternative(sample):
    chart = sample()
    root = ET.fromstring(chart.svg)
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == chart.alternative
    assert root.get("aria-labelledby") == root[0].get("id")


def test_without_a_sentence_the_alternative_lists_labels_and_numbers(sample, kind):
    expected = {
        "grouped": "On-premises: Mistral 7B, 5,000 users $291K, Mistral 7B, 50,000 users $361K; Amazon EC2: ",
        "stacked": "Mistral 7B, 5,000 users On-premises: Initial purchase $190K, Depreciation benefit −$25K, ",
        "lines": "On-premises: 0 $1.9M, 1 $1.96M, ",
        "fan": "P5: Start $1M, Year 1 $1.6M, ",
        "tornado": "Base case: $4M; Purchase price: Low $3.1M, High $5.2M; ",
        "distribution": "P10: $2M; P50: $2.7M; P90: $4.5M",
        "waterfall": "Amazon EC2: $582K; Cloud spend: −$400K; ",
        "heatmap": "$120K: 40 h 0.5x, 80 h 0.9x, 168 h 1.4x; $60K: ",
    }
    assert sample().alternative.startswith(expected[kind])


def test_every_row_of_the_table_is_as_long_as_its_head(sample):
    table = sample().table
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.head)}


def test_the_same_input_gives_the_same_bytes(sample):
    assert sample() == sample()


def test_charts_in_one_document_share_no_id(samples):
    ids = re.findall(r' id="([^"]+)"', "".join(chart.svg for chart in samples()))
    assert len(ids) == len(set(ids))


def test_a_key_that_cannot_be_an_id_is_refused(sample):
    with pytest.raises(ValueError, match="'two words' cannot be an id"):
        sample(canvas=Canvas("two words"))


def test_markup_in_words_is_printed_not_obeyed(sample, picture):
    """Whatever a customer writes is data."""
    chart = sample(say=lambda words: f"<b>&\"{words}'")
    assert "<b>" not in chart.svg
    assert '<b>&"' in chart.alternative
    assert any(words.startswith('<b>&"') for words in picture(chart).words)


def test_a_character_xml_forbids_is_refused(sample):
    with pytest.raises(ValueError, match="cannot stand in SVG"):
        sample(say=lambda words: words + "\x00")


def test_nothing_is_drawn_that_the_pdf_would_lose(sample):
    """Document CSS does not reach inline SVG, opacity breaks PDF/UA, text-anchor loses spaces in extracted text."""
    svg = sample().svg
    for word in ("<style", "style=", "class_", "opacity", "text-anchor", "href", "url(", "<pattern", "var(", "script"):
        assert word not in svg


def test_words_stay_on_the_canvas_and_clear_of_each_other(sample, picture, korean):
    long = {"On-premises": "On-premises servers with eight accelerators and five years of next-business-day support"}
    for say in (str, korean, lambda words: long.get(words, words)):
        seen = picture(sample(say=say))
        assert seen.outside() == []
        assert seen.overlaps() == []


@pytest.mark.parametrize(("width", "height"), [(640, 120), (420, 300), (640, 520), (900, 300)])
def test_words_stay_clear_of_each_other_at_any_size(sample, picture, width, height):
    seen = picture(sample(canvas=Canvas("figure", width, height)))
    assert seen.canvas.width == width
    assert seen.outside() == []
    assert seen.overlaps() == []


def test_every_word_is_the_callers(sample, picture):
    """A chart has no words of its own, so that any language can be drawn."""
    marked = picture(sample(say=lambda words: re.sub(r"\S+", "가", words)))
    numeric = re.compile(r"[−$\d.,]+[MKx]?")
    assert [
        word for words in marked.words for word in words.split() if word != "가" and not numeric.fullmatch(word)
    ] == []


def test_words_can_be_read_on_what_lies_behind_them(samples, picture):
    from builder.report.charts.colour import contrast

    for chart in samples():
        seen = picture(chart)
        behind = list(zip(seen.boxes("bar") + seen.boxes("cell"), seen.fills("bar") + seen.fills("cell"), strict=True))
        for writing in seen.writings:
            ground = next((fill for box, fill in reversed(behind) if writing.box.within(box)), "#ffffff")
            assert contrast(writing.colour, ground) >= 4.5, (writing.words, writing.colour, ground)


DATA = {
    grouped_bars: GroupedBars(("a",), (Series("one", (1.0,)),)),
    stacked_bars: StackedBars(("part",), (StackedBar("a", "b", (1.0,)),)),
    lines: Lines((0, 1), ("a", "b"), (Series("one", (1.0, 2.0)),), (Crossing(0.5, 1.5, "here"),)),
    fan: Fan((0, 1), ("a", "b"), (Series("one", (1.0, 2.0)),)),
    tornado: Tornado(Mark("base", 1.0), (Swing("one", 0.5, 2.0),), "low", "high"),
    distribution: Distribution((0, 1, 2), (3.0, 4.0), (Mark("one", 1.0),)),
    waterfall: Waterfall(Mark("a", 3.0), (Mark("b", -1.0),), Mark("c", 2.0)),
    heatmap: Heatmap(("a",), ("b",), ((1.0,),), "over", "under"),
}


@pytest.mark.parametrize("draw", DATA, ids=lambda draw: draw.__name__)
@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_not_finite_is_refused(draw, bad, theme, numbers):
    seen = 0
    for data in _with_each_float_replaced(DATA[draw], bad):
        seen += 1
        with pytest.raises(ValueError, match="which cannot be drawn"):
            draw(data, theme, numbers, Canvas("figure"))
    assert seen


def _with_each_float_replaced(data, bad):
    """The data with one of its floats after the other made bad."""
    if isinstance(data, float):
        yield bad
    elif isinstance(data, tuple):
        for index, item in enumerate(data):
            for changed in _with_each_float_replaced(item, bad):
                yield (*data[:index], changed, *data[index + 1 :])
    elif is_dataclass(data):
        for field in fields(data):
            for changed in _with_each_float_replaced(getattr(data, field.name), bad):
                yield replace(data, **{field.name: changed})


@pytest.mark.parametrize(
    ("draw", "data"),
    [
        (grouped_bars, GroupedBars((), ())),
        (grouped_bars, GroupedBars(("a",), ())),
        (stacked_bars, StackedBars((), ())),
        (lines, Lines((0, 1), ("a", "b"), ())),
        (fan, Fan((0, 1), ("a", "b"), ())),
        (tornado, Tornado(Mark("base", 1.0), (), "low", "high")),
        (heatmap, Heatmap((), (), (), "over", "under")),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_chart_of_nothing_is_refused(draw, data, theme, numbers):
    with pytest.raises(ValueError, match="nothing to draw"):
        draw(data, theme, numbers, Canvas("figure"))
