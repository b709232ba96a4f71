"""Native charts: their caches are the cells they point at, and they are drawn."""

import io
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import openpyxl
import pypdf
import pytest
from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple

from builder.layout.cells import NativeChart
from builder.layout.place import CASH_FLOW, SUMMARY
from builder.workbook.styles import Palette
from tests.support.libreoffice import converted
from tests.support.package import parsed, parts
from tests.workbook import books

COLOURS = Palette().options
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def charts(name: str) -> list[Any]:
    contents = parts(books.xlsx(name))
    return [parsed(contents[part]) for part in sorted(contents) if part.startswith("xl/charts/chart")]


def references(chart: Any) -> Iterator[tuple[str, list[str | None]]]:
    """Each reference of a chart with its cache, None for a blank; without one it would be drawn empty."""
    for kind in ("strRef", "numRef"):
        for each in chart.iter(f"{CHART}{kind}"):
            cache = each.find(f"{CHART}{kind[:3]}Cache")
            points = {int(point.get("idx")): point.findtext(f"{CHART}v") for point in cache.iter(f"{CHART}pt")}
            yield (
                each.findtext(f"{CHART}f"),
                [points.get(i) for i in range(int(cache.find(f"{CHART}ptCount").get("val")))],
            )


def drawn(name: str) -> Iterator[tuple[str, NativeChart]]:
    """Each chart of the layout with its sheet."""
    for sheet in books.layout(name).book.sheets.values():
        yield from ((sheet.name, chart) for chart in sheet.charts)


@pytest.mark.parametrize("name", books.STUDIES)
def test_what_a_chart_remembers_is_what_its_cells_show(name: str) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(books.xlsx(name)), data_only=True)
    assert len(charts(name)) == len(list(drawn(name)))
    for chart in charts(name):
        found = list(references(chart))
        series = list(chart.iter(f"{CHART}ser"))
        assert len(found) == 3 * len(series) > 0
        for formula, points in found:
            sheet, area = formula.split("!")
            first, top, last, bottom = range_boundaries(area.replace("$", ""))
            cells = [workbook[sheet.strip("'")].cell(row, column).value
                     for row in range(top, bottom + 1) for column in range(first, last + 1)]  # fmt: skip
            assert cells != [None] * len(cells), formula
            for point, value in zip(points, cells, strict=True):
                if isinstance(value, str):
                    assert point in (value, None)  # among numbers, a text has no point
                elif value is not None:
                    assert float(point or "nan") == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("name", books.STUDIES)
def test_there_is_a_chart_of_every_kind_that_is_asked_for(name: str) -> None:
    comparisons = books.study(name).study.comparisons
    kinds = [(sheet, chart.kind) for sheet, chart in drawn(name)]
    assert kinds.count((SUMMARY, "grouped")) == max(len(comparisons), 1)
    assert kinds.count((SUMMARY, "stacked")) == 1
    assert kinds.count((CASH_FLOW, "lines")) == 1
    assert all(chart.title and chart.value_title for _, chart in drawn(name) if chart.kind != "tornado")


@pytest.mark.parametrize("name", books.STUDIES)
def test_axes_are_drawn_and_bars_begin_at_zero(name: str) -> None:
    for chart in charts(name):
        assert [each.get("val") for each in chart.iter(f"{CHART}delete")] == ["0", "0"]
        assert chart.find(f".//{CHART}legendPos").get("val") == "b"
        assert chart.find(f".//{CHART}view3D") is None
        bars = chart.find(f".//{CHART}barChart")
        if bars is not None and bars.find(f"{CHART}overlap").get("val") == "-5":
            assert chart.find(f".//{CHART}valAx/{CHART}scaling/{CHART}min").get("val") == "0"
    stacked = [each for each in charts(name) if each.find(f".//{CHART}grouping[@val='stacked']") is not None]
    assert [each.find(f".//{CHART}overlap").get("val") for each in stacked] == ["100"]


@pytest.mark.parametrize("name", books.STUDIES)
def test_series_differ_in_colour(name: str) -> None:
    for chart in charts(name):
        if chart.find(f".//{CHART}barChart") is None:
            continue
        fills = [each.find(f"{CHART}spPr/{{*}}solidFill/{{*}}srgbClr").get("val") for each in chart.iter(f"{CHART}ser")]
        assert len(set(fills)) == len(fills)


@pytest.mark.parametrize("name", books.STUDIES)
def test_lines_of_costs_meet_where_the_mark_of_break_even_stands(name: str) -> None:
    """The mark lies on the subject's line and on the alternative's, between two of their points."""
    book, results = books.layout(name).book, books.results(name)
    ((_, chart),) = [each for each in drawn(name) if each[1].kind == "lines"]

    def values(area: Any) -> list[float]:
        return [float(book.value(each) or 0) for each in area.addresses()]

    times = values(chart.categories)
    lines = {str(book.value(each.name)): values(each.values) for each in chart.series if not each.marker}
    met = 0
    for mark in (each for each in chart.series if each.marker):
        assert mark.at is not None
        (along,), (height,) = values(mark.at), values(mark.values)
        if along <= 0:
            continue  # nothing to recover, or never recovered: outside the axis
        on = [line for line in lines.values() if np.interp(along, times, line) == pytest.approx(height, rel=1e-9)]
        assert len(on) >= 2, (name, along)
        met += 1
    assert met or results.model.loaded.name != "llm-inferencing-2024"


@pytest.mark.parametrize("name", books.STUDIES)
def test_a_chart_covers_no_cell(name: str) -> None:
    for sheet, chart in drawn(name):
        row, _ = coordinate_to_tuple(chart.anchor)
        height = chart.size[1] / 2.54 * 72
        heights = books.layout(name).book.sheets[sheet].heights
        covered = row
        while height > 0:
            height -= heights.get(covered, 15.0)
            covered += 1
        cells = [at for at, cell in books.layout(name).book.sheets[sheet].cells.items()
                 if row <= at[0] < covered and cell.value is not None]  # fmt: skip
        assert cells == [], (sheet, chart.title)


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["reference", "minimal"])
def test_charts_are_drawn(name: str) -> None:
    """LibreOffice's PDF of the workbook has filled shapes in the colour of each option."""
    pdf = pypdf.PdfReader(io.BytesIO(converted({"it": books.xlsx(name)}, "pdf")["it"]))
    drawing = "\n".join(page.get_contents().get_data().decode("latin-1") for page in pdf.pages[:8])
    bars = {colour: _areas(drawing, colour) for colour in COLOURS[:3]}
    assert all(areas >= 2 for areas in bars.values()), bars


def _areas(drawn: str, colour: str) -> int:
    """How many shapes a page's content fills in a colour."""
    wanted = tuple(round(int(colour[i : i + 2], 16) / 255, 2) for i in (0, 2, 4))
    count, current = 0, (0.0, 0.0, 0.0)
    for match in re.finditer(r"([\d.]+) ([\d.]+) ([\d.]+) rg|\b(f\*?)\s", drawn):
        if match[4] is None:
            current = tuple(round(float(match[i]), 2) for i in (1, 2, 3))  # type: ignore[assignment]
        elif current == wanted:
            count += 1
    return count
