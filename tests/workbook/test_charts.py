"""Native charts: their caches are the cells they point at, and they are drawn."""

import io
import re
from collections.abc import Iterator
from typing import Any

import openpyxl
import pypdf
import pytest
from openpyxl.utils import range_boundaries

from builder.workbook.charts import COLOURS
from tests.support.libreoffice import converted
from tests.support.package import parsed, parts
from tests.workbook import books

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


@pytest.mark.parametrize("name", books.STUDIES)
def test_what_a_chart_remembers_is_what_its_cells_show(name: str) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(books.xlsx(name)), data_only=True)
    comparisons = books.study(name).study.comparisons
    assert len(charts(name)) == max(len(comparisons), 1)
    for chart in charts(name):
        found = list(references(chart))
        series = list(chart.iter(f"{CHART}ser"))
        assert len(found) == 3 * len(series) > 0
        for formula, points in found:
            sheet, area = formula.split("!")
            first, top, last, bottom = range_boundaries(area.replace("$", ""))
            cells = [workbook[sheet.strip("'")].cell(row, column).value
                     for row in range(top, bottom + 1) for column in range(first, last + 1)]  # fmt: skip
            if formula.endswith("!$B$" + str(top)) or isinstance(cells[0], str):
                assert points == cells, formula
            else:
                assert [each and float(each) for each in points] == [
                    each and pytest.approx(each, rel=1e-12) for each in cells
                ]


@pytest.mark.parametrize("name", books.STUDIES)
def test_axes_are_drawn_and_begin_at_zero(name: str) -> None:
    for chart in charts(name):
        assert [each.get("val") for each in chart.iter(f"{CHART}delete")] == ["0", "0"]
        assert chart.find(f".//{CHART}valAx/{CHART}scaling/{CHART}min").get("val") == "0"


@pytest.mark.libreoffice
def test_bars_are_drawn() -> None:
    """LibreOffice's PDF of the workbook has filled shapes in the colour of each series."""
    pdf = pypdf.PdfReader(io.BytesIO(converted({"it": books.xlsx("reference")}, "pdf")["it"]))
    drawn = "\n".join(page.get_contents().get_data().decode("latin-1") for page in pdf.pages[:3])
    bars = {colour: _areas(drawn, colour) for colour in COLOURS[:2]}
    scenarios = sum(len(each.scenarios) for each in books.study("reference").study.comparisons.values())
    assert all(areas >= scenarios for areas in bars.values()), bars


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
