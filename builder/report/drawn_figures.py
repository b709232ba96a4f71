"""The figures of a simulation: how the cost ratio is distributed, and what is saved as time goes by."""

from __future__ import annotations

from markupsafe import Markup
from numpy import float64
from numpy.typing import NDArray

from builder.analysis.courses import years
from builder.analysis.simulated import Drawn
from builder.report.blocks import Figure
from builder.report.charts.chart import Canvas, Mark, Numbers, Series, Words
from builder.report.charts.kinds.distribution import Distribution, distribution
from builder.report.charts.kinds.fan import Fan, fan
from builder.report.drawn_numbers import RATIO, DrawnNumbers
from builder.report.figures import HALF, WHOLE, chart_heading, chart_money
from builder.report.forms import Form, is_whole
from builder.report.writer import Writer

Vector = NDArray[float64]

_MARKED = (0.05, 0.5, 0.95)
_CURVES = (0.05, 0.25, 0.5, 0.75, 0.95)
_BINS = 36
_TICK, _YEAR = Form("multiple", 1), Form("number", 0)
_HEIGHT = 190.0
_EVEN = 1.0
"""The cost ratio at which two options cost the same."""


def ratio_figure(writer: Writer, numbers: DrawnNumbers, id: str, drawn: Drawn) -> Figure:
    """How often the cost ratio came out where; lighter outside nine draws of ten."""
    edges, counts = numbers.simulation.tally(drawn.ratio).histogram(_BINS)
    marks = tuple(
        Mark(str(numbers.percentile_name(share).striptags()), numbers.plotted_percentile(drawn.ratio, share, RATIO))
        for share in _MARKED
    )
    standing = Mark(
        str(writer.say("As the study stands")),
        writer.numbers.plotted(drawn.ratio.node.id, drawn.pair.scenario, RATIO),
    )
    half = "fan" in writer.charts
    data = Distribution(
        tuple(map(float, edges)), tuple(map(float, counts)), marks, (marks[0].value, marks[-1].value),
        even=_EVEN, words=Words(str(writer.say("Percentile")), str(writer.say("Cost ratio"))), standing=standing,
    )  # fmt: skip
    chart = distribution(
        data, writer.theme, Numbers(writer.numbers.writer(RATIO), writer.numbers.scale(_TICK)),
        Canvas(f"figure-{id}-distribution", HALF if half else WHOLE, _HEIGHT))  # fmt: skip
    caption = writer.say("Spread of the cost ratio, {scenario}", scenario=writer.scenario(drawn.pair.scenario))
    return Figure(f"fig-{id}-distribution", caption, Markup(chart.svg), _parted(writer, drawn, edges), half)


def _parted(writer: Writer, drawn: Drawn, edges: Vector) -> tuple[Markup, ...]:
    """What the colours mean, where draws lie on both sides of equal cost."""
    if not edges[0] < _EVEN < edges[-1]:
        return ()
    return (writer.say("To the left of the line, {subject} costs more than {alternative}.",
                       subject=writer.option(drawn.pair.subject),
                       alternative=writer.option(drawn.pair.alternative)),)  # fmt: skip


def saved_figure(writer: Writer, numbers: DrawnNumbers, id: str, drawn: Drawn, *, half: bool) -> Figure:
    """What the subject has saved by the end of each period, as percentiles; below zero it has cost more."""
    money, axis = chart_money(writer)
    curves = tuple(
        Series(
            str(numbers.percentile_name(share).striptags()),
            tuple(numbers.plotted_percentile(each, share, money) for each in drawn.saved),
        )
        for share in _CURVES
    )
    places = years(writer.basis.results)
    label = writer.numbers.scale(_YEAR)
    labels = tuple(label(round(each)) if is_whole(each) else "" for each in places)
    words = Words(
        str(writer.say("Percentile")),
        str(chart_heading(writer, writer.say("Cumulative saving without financing lines"))),
        str(writer.say("Years from the start")),
    )
    chart = fan(
        Fan(places, labels, curves, words=words), writer.theme,
        Numbers(writer.numbers.writer(money), writer.numbers.scale(axis)),
        Canvas(f"figure-{id}-fan", HALF if half else WHOLE, _HEIGHT))  # fmt: skip
    caption = writer.say("Cumulative saving, {scenario}", scenario=writer.scenario(drawn.pair.scenario))
    subject, alternative = writer.option(drawn.pair.subject), writer.option(drawn.pair.alternative)
    note = writer.say("How much more {alternative} has cost than {subject} by then.",
                      subject=subject, alternative=alternative)  # fmt: skip
    return Figure(f"fig-{id}-fan", caption, Markup(chart.svg), (note,), half)
