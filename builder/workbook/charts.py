"""Native charts, with their caches filled from the same cells, so that a preview draws them."""

from __future__ import annotations

from typing import Any

from openpyxl.chart import BarChart, Reference, ScatterChart, Series
from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumRef, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.series import SeriesLabel, XYSeries
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.worksheet.worksheet import Worksheet

from builder.layout.book import Book
from builder.layout.cells import Address, Area, NativeChart, SeriesRef, quoted
from builder.workbook.styles import Palette

POINT = 12_700
"""English metric units in a point, in which lines are measured."""
_DASHES = ("solid", "dash", "sysDot", "dashDot", "lgDash")
"""Lines that differ by more than their colour."""
_MARKER = "diamond"


def add_chart(worksheet: Worksheet, chart: NativeChart, book: Book, palette: Palette, font: str) -> None:
    """Draw one chart on a worksheet."""
    drawn = _Drawing(worksheet, chart, book, palette, font)
    made = {"lines": drawn.lines, "tornado": drawn.tornado}.get(chart.kind, drawn.bars)()
    worksheet.add_chart(made, chart.anchor)


class _Drawing:
    """One chart being drawn in openpyxl's terms."""

    def __init__(self, worksheet: Worksheet, chart: NativeChart, book: Book, palette: Palette, font: str) -> None:
        self.worksheet, self.chart, self.book, self.palette, self.font = worksheet, chart, book, palette, font

    def bars(self) -> BarChart:
        """Bars in groups, or upon each other."""
        bars, stacked = BarChart(), self.chart.kind == "stacked"
        bars.type, bars.grouping = "col", "stacked" if stacked else "clustered"
        bars.gapWidth, bars.overlap = (70, 100) if stacked else (60, -5)
        for each in self.chart.series:
            colour = self.palette.category(each.tone) if stacked else self.option(each.tone)
            bars.series.append(self.bar(each, colour))
        if not stacked:
            bars.y_axis.scaling.min = 0
        self.dress(bars)
        return bars

    def tornado(self) -> BarChart:
        """Bars that lie, the first on top, from the axis to either side."""
        bars = BarChart()
        bars.type, bars.grouping, bars.gapWidth, bars.overlap = "bar", "clustered", 40, 100
        for tone, each in enumerate(self.chart.series):
            bars.series.append(self.bar(each, self.option(tone)))
        bars.x_axis.scaling.orientation = "maxMin"
        self.dress(bars)
        bars.y_axis.crosses = "max"  # below the last bar, since the first one is on top
        return bars

    def bar(self, each: SeriesRef, colour: str) -> Any:
        """One series of bars."""
        series = Series(self.reference(each.values), title_from_data=False)
        series.tx = _name(each.name, self.book)
        series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line = LineProperties(w=POINT // 2, solidFill="FFFFFF")
        series.invertIfNegative = False
        series.val.numRef = _numbers(each.values, self.book, self.chart.number_format)
        series.cat = AxDataSource(strRef=_texts(self.chart.categories, self.book))
        return series

    def lines(self) -> ScatterChart:
        """Straight lines over a numeric axis, and points of their own."""
        lines = ScatterChart()
        lines.scatterStyle = "lineMarker"
        for each in self.chart.series:
            lines.series.append(self.point(each) if each.marker else self.line(each))
        lines.x_axis.scaling.min, lines.x_axis.scaling.max = 0, self.last(self.chart.categories)
        lines.x_axis.majorUnit = 1
        lines.x_axis.number_format = "0"
        self.dress(lines)
        return lines

    def line(self, each: SeriesRef) -> XYSeries:
        """One line without marks; colour and dashes tell it apart."""
        series = self.series(each, self.chart.categories)
        stroke = LineProperties(w=2 * POINT, solidFill=self.option(each.tone), cap="rnd")
        stroke.prstDash = _DASHES[each.tone % len(_DASHES)]
        series.graphicalProperties = GraphicalProperties(ln=stroke)
        series.marker.symbol = "none"
        return series

    def point(self, each: SeriesRef) -> XYSeries:
        """A mark where two lines meet."""
        series = self.series(each, each.at or self.chart.categories)
        series.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
        series.marker.symbol, series.marker.size = _MARKER, 10
        series.marker.graphicalProperties = GraphicalProperties(
            solidFill=self.option(each.tone), ln=LineProperties(w=POINT, solidFill=self.palette.ink)
        )
        return series

    def option(self, tone: int) -> str:
        """The colour of an option."""
        return self.palette.options[tone % len(self.palette.options)]

    def series(self, each: SeriesRef, along: Area) -> XYSeries:
        """A series of points, smoothed nowhere."""
        series = XYSeries(
            tx=_name(each.name, self.book),
            xVal=AxDataSource(numRef=_numbers(along, self.book, "General")),
            yVal=NumDataSource(numRef=_numbers(each.values, self.book, self.chart.number_format)),
        )
        series.smooth = False
        series.marker = XYSeries.marker.expected_type()
        return series

    def dress(self, drawn: Any) -> None:
        """Title, axes, legend and size, the same on every chart."""
        chart = self.chart
        drawn.title = self.title(chart.title, 1200, bold=True)
        drawn.style, drawn.roundedCorners = 10, False
        drawn.width, drawn.height = chart.size
        drawn.legend.position, drawn.legend.overlay = "b", False
        drawn.legend.txPr = self.text(900)
        drawn.graphical_properties = GraphicalProperties(ln=LineProperties(noFill=True))
        rule = LineProperties(w=POINT // 2, solidFill=self.palette.rule)
        for axis, words in ((drawn.x_axis, chart.category_title), (drawn.y_axis, chart.value_title)):
            axis.delete = False  # left out, the element reads as deleted
            axis.title = self.title(words, 900, bold=False) if words else None
            axis.txPr = self.text(900)
            axis.majorTickMark = "none"
            axis.graphicalProperties = GraphicalProperties(ln=rule)
        drawn.x_axis.majorGridlines = None
        drawn.x_axis.tickLblPos = "low"
        drawn.y_axis.majorGridlines.spPr = GraphicalProperties(ln=rule)
        drawn.y_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
        drawn.y_axis.number_format, drawn.y_axis.numFmt.sourceLinked = chart.number_format, False

    def title(self, words: str, size: int, bold: bool) -> Title:
        """A title above the chart or along an axis, which leaves its room to it."""
        run = RegularTextRun(rPr=self.letters(size, bold), t=words)
        title = Title(overlay=False)
        title.tx = Title.tx.expected_type(rich=RichText(p=[Paragraph(pPr=ParagraphProperties(), r=[run])]))
        return title

    def text(self, size: int) -> RichText:
        """How a legend's or an axis' letters look."""
        letters = ParagraphProperties(defRPr=self.letters(size, bold=False))
        return RichText(p=[Paragraph(pPr=letters, endParaRPr=CharacterProperties())])

    def letters(self, size: int, bold: bool) -> CharacterProperties:
        """Letters in the workbook's font and ink; `size` in hundredths of a point."""
        face = Font(typeface=self.font)
        return CharacterProperties(sz=size, b=bold, solidFill=self.palette.ink, latin=face, ea=face)

    def last(self, area: Area) -> float:
        """The number in the last cell of an area."""
        value = self.book.value(area.last)
        return float(value) if isinstance(value, int | float) else 0.0

    def reference(self, area: Area) -> Reference:
        """An area in openpyxl's terms."""
        first, last = area.first, area.last
        return Reference(
            self.worksheet, min_col=first.column, min_row=first.row, max_col=last.column, max_row=last.row
        )


def _absolute(area: Area) -> str:
    first, last = area.first.locked("rc"), area.last.locked("rc")
    return f"{quoted(first.sheet)}!{Area(first, last).seen_from(first.sheet)}"


def _numbers(area: Area, book: Book, form: str) -> NumRef:
    values = [book.value(each) for each in area.addresses()]
    points = [NumVal(idx=i, v=repr(float(value))) for i, value in enumerate(values) if isinstance(value, int | float)]
    return NumRef(f=_absolute(area), numCache=NumData(formatCode=form, ptCount=len(values), pt=points))


def _texts(area: Area, book: Book) -> StrRef:
    values = [str(book.value(each) or "") for each in area.addresses()]
    cache = StrData(ptCount=len(values), pt=[StrVal(idx=i, v=value) for i, value in enumerate(values)])
    return StrRef(f=_absolute(area), strCache=cache)


def _name(address: Address, book: Book) -> SeriesLabel:
    return SeriesLabel(strRef=_texts(Area(address, address), book))
