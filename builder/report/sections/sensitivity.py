"""What moves each comparison's ratio: a drawing of the strongest levers, and one table of all that is known of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from builder.analysis.overturning import Overturning
from builder.analysis.sensitivity import Swing
from builder.report.blocks import Column, Figure, Head, Row, Table
from builder.report.charts.chart import Canvas, Mark, Numbers, Words
from builder.report.charts.kinds.tornado import Swing as Bar
from builder.report.charts.kinds.tornado import Tornado, tornado
from builder.report.forms import Form
from builder.report.knobs import knob_name, located, standing, with_unit, written
from builder.report.levers import Lever, levers
from builder.report.numbers import status_mark
from builder.report.sections.overturning import RATIO, comparison_name, opening, ratio_id
from builder.report.writer import Writer

_TICK = Form("multiple", 1)
_MOVE = Form("percent", 0)
_MOST_BARS = 6
_MOST_ROWS = 10
"""The strongest levers stand; the number of the others is told."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What the section shows of one comparison."""

    title: Markup
    opening: Markup
    unmoved: Markup | None
    figure: Figure | None
    table: Table | None


def sensitivities(writer: Writer, found: Mapping[str, Overturning]) -> tuple[Sensitivity, ...]:
    """Every comparison, by the pair in which its subject stands weakest."""
    return tuple(_sensitivity(writer, id, each) for id, each in found.items())


def _sensitivity(writer: Writer, id: str, found: Overturning) -> Sensitivity:
    moved = bool(found.tornado.swings)
    drawn = moved and "tornado" in writer.charts
    every = levers(found)
    return Sensitivity(
        comparison_name(writer, id),
        opening(writer, found),
        None if moved else writer.say("No assumption behind this ratio has a range in the study that moves it."),
        _figure(writer, id, found) if drawn else None,
        _table(writer, id, found, every) if every else None,
    )


def _table(writer: Writer, id: str, found: Overturning, every: tuple[Lever, ...]) -> Table:
    columns = (
        Column(writer.say("Assumption"), 33), Column(writer.say("Low"), 8.5, True),
        Column(writer.say("Today"), 9.5, True), Column(writer.say("High"), 8.5, True),
        Column(writer.say("at low"), 7, True), Column(writer.say("at high"), 7, True),
        Column(writer.say("Overturned at"), 12.5, True), Column(writer.say("Favours"), 14),
    )  # fmt: skip
    heads = (Head("", 1), Head(writer.say("Value"), 3), Head(writer.say("Cost ratio"), 2), Head("", 2))
    rows = tuple(_row(writer, each, found) for each in every[:_MOST_ROWS])
    caption = writer.say("Levers of the cost ratio, each assumption alone: {comparison}",
                         comparison=comparison_name(writer, id))  # fmt: skip
    notes = (*_reading(writer, found, every[:_MOST_ROWS]), *_others(writer, every))
    return Table(f"tab-levers-{id}", caption, columns, rows, heads, notes, True, False)


def _row(writer: Writer, lever: Lever, found: Overturning) -> Row:
    knob, pair, id = lever.knob, found.pair, ratio_id(found)
    today = standing(writer, knob, lever.today, pair.scenario, bare=True) + status_mark(writer.basis, lever.status)
    swing = lever.swing
    spans = (Markup("–"),) * 2 if swing is None else _ends(writer, swing)
    ratios = (
        (Markup("–"),) * 2
        if swing is None
        else tuple(writer.numbers.asked(id, each, RATIO, pair.scenario) for each in (swing.at_low, swing.at_high))
    )
    favours = writer.option(lever.favours) if lever.favours else Markup("–")
    cells = (with_unit(writer, knob), spans[0], today, spans[1], *ratios, _flip(writer, lever, id), favours)
    return Row(cells)


def _ends(writer: Writer, swing: Swing) -> tuple[Markup, Markup]:
    """The ends of a span, in grey where the study states none."""
    low, high = (written(writer, swing.knob, each, bare=True) for each in (swing.span.low, swing.span.high))
    if swing.span.stated:
        return low, high
    grey = Markup('<span class="aside">{}</span>')
    return grey.format(low), grey.format(high)


def _flip(writer: Writer, lever: Lever, id: str) -> Markup:
    """Where the verdict is overturned, with how far that is."""
    if lever.flip is None or lever.flip.value is None:
        return Markup("–")
    place = located(writer, lever.knob, lever.flip.value, bare=True)
    if lever.flip.move is None:
        return place
    return place + Markup(' <span class="aside">({})</span>').format(writer.numbers.asked(id, lever.flip.move, _MOVE))


def _reading(writer: Writer, found: Overturning, shown: tuple[Lever, ...]) -> tuple[Markup, ...]:
    """How the table is to be read, as far as it has what has to be explained."""
    subject = writer.option(found.pair.subject)
    said = [
        writer.say("Overturned at: the nearest value, from a tenth to ten times that of today, beyond which {subject}"
                   " becomes the cheaper.", subject=subject)
        if found.ledger.base <= 1
        else writer.say("Overturned at: the nearest value, from a tenth to ten times that of today, beyond which"
                        " {subject} is no longer the cheaper.", subject=subject)
    ]  # fmt: skip
    if any(each.swing and not each.swing.span.stated for each in shown):
        said.append(writer.say("Ends in grey lie a tenth to either side, where the study states no range."))
    if any(each.favours for each in shown):
        said.append(writer.say("A weakly founded value favours the option on whose side it lies within its range."))
    return tuple(said)


def _others(writer: Writer, every: tuple[Lever, ...]) -> tuple[Markup, ...]:
    left = len(every) - _MOST_ROWS
    if left <= 0:
        return ()
    said = writer.basis.language.say_many("{n} more assumption moves it less.", "{n} more assumptions move it less.",
                                          left, n=writer.numbers.count(left))  # fmt: skip
    return (Markup(said),)


def _figure(writer: Writer, id: str, found: Overturning) -> Figure:
    numbers, ratio, scenario = writer.numbers, ratio_id(found), found.pair.scenario
    bars = tuple(_bar(writer, each, ratio, scenario) for each in found.tornado.swings[:_MOST_BARS])
    base = numbers.asked_plotted(ratio, found.tornado.base, RATIO, scenario)
    words = Words(str(writer.say("Assumption")), str(writer.say("Cost ratio")))
    data = Tornado(
        Mark(str(writer.say("As the study stands")), base),
        bars, str(writer.say("Low")), str(writer.say("High")), words=words)  # fmt: skip
    written_as = Numbers(numbers.writer(RATIO), numbers.scale(_TICK))
    chart = tornado(data, writer.theme, written_as, Canvas(f"figure-{id}-tornado"))
    caption = writer.say("What moves the cost ratio: {comparison}", comparison=comparison_name(writer, id))
    note = writer.say("Each bar moves one assumption from the low to the high end of its range and leaves all others.")
    return Figure(f"fig-{id}-tornado", caption, Markup(chart.svg), (note,))


def _bar(writer: Writer, swing: Swing, ratio: str, scenario: int) -> Bar:
    knob = swing.knob
    low, high = (written(writer, knob, each).striptags() for each in (swing.span.low, swing.span.high))
    at_low, at_high = (
        writer.numbers.asked_plotted(ratio, each, RATIO, scenario) for each in (swing.at_low, swing.at_high)
    )
    detail = writer.basis.language.say("{low} to {high}", low=low, high=high)
    return Bar(knob_name(writer, knob).striptags(), at_low, at_high, detail)
