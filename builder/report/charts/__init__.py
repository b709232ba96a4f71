"""Charts as SVG: numbers and words in; a drawing, the text that stands for it and its table out.

    chart = grouped_bars(GroupedBars(...), theme, Numbers(value=usd, axis=usd_short), Canvas("cost-per-scenario"))
    chart.svg, chart.alternative, chart.table

Every word comes from the caller, already in the reader's language, and every number is written by the caller's
formats. Words are measured with the fonts they will be set in (`metrics`), wrapped (`wrap`, `block`) and only then
placed; where columns would be too narrow for theirs, bars lie down and become rows. A new kind is a file in `kinds`
and a line here.
"""

from builder.report.charts.chart import Canvas, Chart, Format, Mark, Numbers, Series, Table, Words
from builder.report.charts.kinds.distribution import Distribution, distribution
from builder.report.charts.kinds.fan import Fan, fan
from builder.report.charts.kinds.grouped import GroupedBars, grouped_bars
from builder.report.charts.kinds.heatmap import Heatmap, heatmap
from builder.report.charts.kinds.lines import Crossing, Lines, lines
from builder.report.charts.kinds.stacked import StackedBar, StackedBars, stacked_bars
from builder.report.charts.kinds.tornado import Swing, Tornado, tornado
from builder.report.charts.kinds.waterfall import Waterfall, waterfall
from builder.report.charts.metrics import FontMetrics, TextWidths
from builder.report.charts.theme import Measure, Theme

__all__ = [
    "Canvas",
    "Chart",
    "Crossing",
    "Distribution",
    "Fan",
    "FontMetrics",
    "Format",
    "GroupedBars",
    "Heatmap",
    "Lines",
    "Mark",
    "Measure",
    "Numbers",
    "Series",
    "StackedBar",
    "StackedBars",
    "Swing",
    "Table",
    "TextWidths",
    "Theme",
    "Tornado",
    "Waterfall",
    "Words",
    "distribution",
    "fan",
    "grouped_bars",
    "heatmap",
    "lines",
    "stacked_bars",
    "tornado",
    "waterfall",
]
