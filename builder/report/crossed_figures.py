"""The figures of a break-even: what both options cost over an assumption, and who is cheaper over two of them."""

from __future__ import annotations

from markupsafe import Markup

from builder.analysis.crossed import Compared, Map
from builder.analysis.outputs import Pair
from builder.report.blocks import Figure
from builder.report.charts.chart import Canvas, Numbers, Series, Words
from builder.report.charts.kinds.heatmap import Heatmap, heatmap
from builder.report.charts.kinds.lines import Crossing, Lines, lines
from builder.report.crossed_numbers import CrossedNumbers
from builder.report.figures import HALF, WHOLE, chart_heading, chart_money
from builder.report.forms import Form
from builder.report.knobs import knob_name, with_unit
from builder.report.writer import Writer

_HEIGHT, _MAP_HEIGHT = 200.0, 250.0
_MOST_MARKS = 3
_RATIO, _TICK = Form("multiple"), Form("multiple", 1)


def curves_figure(writer: Writer, numbers: CrossedNumbers, id: str, found: Compared) -> Figure:
    """The total cost of both options over the assumption, with a mark where they cost the same."""
    pair, curves, (money, axis) = found.drawn.found.pair, found.curves, chart_money(writer)
    written = writer.numbers.writer(money)
    series = []
    for tone, option, values in ((0, pair.subject, curves.subject), (1, pair.alternative, curves.alternative)):
        for end in (values[0], values[-1]):
            numbers.plotted_cost(option, pair, float(end), money)
        label = writer.basis.text(writer.basis.option(option).label)
        own = tone if tone == 0 else writer.basis.tone(id, option)
        series.append(Series(label, tuple(map(float, values)), own))
    places = tuple(map(float, curves.places))
    labels = tuple(numbers.on_axis(numbers.found.over, each) if each in curves.marked else "" for each in places)
    heights = dict(zip(places, curves.subject, strict=True))
    met = [each.high for each in found.drawn.found.crossings if each.high in heights][:_MOST_MARKS]
    marks = tuple(Crossing(each, float(heights[each]), numbers.found_at(each).striptags()) for each in met)
    ends = [writer.say("{option} {low} to {high}", option=each.label, low=written(each.values[0]),
                       high=written(each.values[-1])) for each in series]  # fmt: skip
    alternative = writer.say(
        "Total cost over {range}: {lines}.", range=numbers.between(places[0], places[-1]),
        lines=Markup("; ").join(ends))  # fmt: skip
    over = str(with_unit(writer, numbers.found.over).striptags())
    words = Words(over, str(chart_heading(writer, writer.say("Total cost"))), over, alternative.striptags())
    width = HALF if found.map and "crossover" in writer.charts else WHOLE
    chart = lines(
        Lines(places, labels, tuple(series), marks, words), writer.theme,
        Numbers(written, writer.numbers.scale(axis)), Canvas(f"figure-{id}-breakeven", width, _HEIGHT))  # fmt: skip
    caption = writer.say(
        "{assumption}: total cost of {subject} and {alternative}",
        assumption=knob_name(writer, numbers.found.over), subject=writer.option(pair.subject),
        alternative=writer.option(pair.alternative))  # fmt: skip
    notes = (_otherwise(writer, pair), writer.rounded())
    return Figure(f"fig-{id}-breakeven", caption, Markup(chart.svg), notes, width < WHOLE)


def map_figure(writer: Writer, numbers: CrossedNumbers, id: str, pair: Pair, found: Map) -> Figure:
    """The cost ratio over two assumptions, with a bold line between the fields of either option."""
    above, below = (
        str(writer.say("{option} cheaper", option=writer.basis.text(writer.basis.option(each).label)))
        for each in (pair.subject, pair.alternative)
    )
    columns = tuple(numbers.on_axis(found.across, float(each)) for each in found.columns)
    rows = tuple(numbers.on_axis(found.up, float(each)) for each in found.rows)
    ratios = tuple(tuple(numbers.plotted_ratio(pair, float(each), _RATIO) for each in row) for row in found.ratios)
    across, up = (str(with_unit(writer, each).striptags()) for each in (found.across, found.up))
    data = Heatmap(
        columns, rows, ratios, above, below, base=found.base, base_label=str(writer.say("As the study stands")),
        tones=(0, writer.basis.tone(id, pair.alternative)), words=Words(up, up, across),
    )  # fmt: skip
    half = "breakeven" in writer.charts
    chart = heatmap(
        data, writer.theme, Numbers(writer.numbers.writer(_RATIO), writer.numbers.scale(_TICK)),
        Canvas(f"figure-{id}-crossover", HALF if half else WHOLE, _MAP_HEIGHT))  # fmt: skip
    caption = writer.say(
        "The cheaper option over two assumptions: {subject} or {alternative}",
        subject=writer.option(pair.subject), alternative=writer.option(pair.alternative))  # fmt: skip
    even = writer.say("Cells show the cost ratio.")
    if found.ratios.min() < 1 <= found.ratios.max():
        even += Markup(" ") + writer.say("The bold line marks break-even.")
    return Figure(f"fig-{id}-crossover", caption, Markup(chart.svg), (even, _otherwise(writer, pair)), half)


def _otherwise(writer: Writer, pair: Pair) -> Markup:
    """Of which scenario everything is that is not moved."""
    return writer.say("All else as in this scenario: {scenario}.", scenario=writer.scenario(pair.scenario))
