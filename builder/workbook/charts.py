"""Native charts, with their caches filled from the same cells, so that a preview draws them."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.data_source import NumData, NumVal, StrData, StrVal
from openpyxl.worksheet.worksheet import Worksheet

from builder.layout.book import Book
from builder.layout.cells import Address, Area, NativeChart, quoted

COLOURS = ("1F3864", "C55A11", "7F7F7F", "2E75B6", "548235")


def add_chart(worksheet: Worksheet, chart: NativeChart, book: Book) -> None:
    """Draw one chart of grouped bars on a worksheet."""
    bars = BarChart()
    bars.type, bars.grouping, bars.gapWidth, bars.overlap = "col", "clustered", 60, -5
    bars.title, bars.style = chart.title, 10
    bars.width, bars.height = chart.size
    bars.y_axis.delete = bars.x_axis.delete = False  # left out, the element reads as deleted
    bars.y_axis.numFmt = chart.number_format
    bars.y_axis.number_format = chart.number_format
    bars.y_axis.scaling.min = 0
    bars.legend.position = "b"
    for index, each in enumerate(chart.series):
        series = Series(_reference(worksheet, each.values), title_from_data=False)
        series.tx = _name(each.name, book)
        series.graphicalProperties.solidFill = COLOURS[index % len(COLOURS)]
        series.invertIfNegative = False
        series.val.numRef.f = _absolute(each.values)
        series.val.numRef.numCache = _numbers(each.values, book, chart.number_format)
        bars.series.append(series)
    bars.set_categories(_reference(worksheet, chart.categories))
    for series in bars.series:
        series.cat.strRef = _texts(chart.categories, book)
        series.cat.numRef = None
    worksheet.add_chart(bars, chart.anchor)


def _reference(worksheet: Worksheet, area: Area) -> Reference:
    return Reference(
        worksheet, min_col=area.first.column, min_row=area.first.row, max_col=area.last.column, max_row=area.last.row
    )


def _absolute(area: Area) -> str:
    first, last = area.first.locked("rc"), area.last.locked("rc")
    return f"{quoted(first.sheet)}!{Area(first, last).seen_from(first.sheet)}"


def _numbers(area: Area, book: Book, form: str) -> NumData:
    values = [book.value(each) for each in area.addresses()]
    points = [NumVal(idx=i, v=repr(float(value))) for i, value in enumerate(values) if isinstance(value, (int, float))]
    return NumData(formatCode=form, ptCount=len(values), pt=points)


def _texts(area: Area, book: Book) -> object:
    from openpyxl.chart.data_source import StrRef

    values = [str(book.value(each) or "") for each in area.addresses()]
    cache = StrData(ptCount=len(values), pt=[StrVal(idx=i, v=value) for i, value in enumerate(values)])
    return StrRef(f=_absolute(area), strCache=cache)


def _name(address: Address, book: Book) -> object:
    from openpyxl.chart.series import SeriesLabel

    return SeriesLabel(strRef=_texts(Area(address, address), book))
