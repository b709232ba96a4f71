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
from builder.report.marks import legend, status_mark
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
    favours: bool
    figure: Figure | None
    table: Table | None


def sensitivities(writer: Writer, found: Mapping[str, Overturning]) -> tuple[Sensitivity, ...]:
    """Every comparison, by the pair in which its subject stands weakest."""
    return tuple(_sensitivity(writer, id, each) for id, each in found.items())


def _sensitivity(writer: Writer, id: str, found: Overturning) -> Sensitivity:
    moved = bool(found.tornado.swings)
    drawn = moved and "tornado" in writer.charts
    every = levers(found)
    favours = any(each.favours for each in every[:_MOST_ROWS])
    return Sensitivity(
        comparison_name(writer, id),
        opening(writer, found),
        None if moved else writer.say("No assumption with a range in the study moves this ratio."),
        favours,
        _figure(writer, id, found) if drawn else None,
        _table(writer, id, found, every, favours) if every else None,
    )


def _table(writer: Writer, id: str, found: Overturning, every: tuple[Lever, ...], favours: bool) -> Table:
    shown = every[:_MOST_ROWS]
    columns = (
        Column(writer.say("Assumption"), 33 if favours else 45), Column(writer.say("Low"), 8.5, True),
        Column(writer.say("Base"), 9.5, True), Column(writer.say("High"), 8.5, True),
        Column(writer.say("at low"), 7, True), Column(writer.say("at high"), 7, True),
        Column(writer.say("Overturned at"), 12.5 if favours else 14.5, True),
        *((Column(writer.say("Favours"), 14),) if favours else ()),
    )  # fmt: skip
    heads = (Head("", 1), Head(writer.say("Value"), 3), Head(writer.say("Cost ratio"), 2), Head("", 1 + favours))
    rows = tuple(_row(writer, each, found, favours) for each in shown)
    caption = writer.say("Levers of the cost ratio, one assumption at a time: {comparison}",
                         comparison=comparison_name(writer, id))  # fmt: skip
    notes = (*_reading(writer, found, shown, favours), *legend(writer.basis, rows), *_others(writer, every))
    return Table(f"tab-levers-{id}", caption, columns, rows, heads, notes, True, False)


def _row(writer: Writer, lever: Lever, found: Overturning, favours: bool) -> Row:
    knob, pair, id = lever.knob, found.pair, ratio_id(found)
    today = standing(writer, knob, lever.today, pair.scenario, bare=True) + status_mark(writer.basis, lever.status)
    swing = lever.swing
    spans = (Markup("–"),) * 2 if swing is None else _ends(writer, swing)
    ratios = (
        (Markup("–"),) * 2
        if swing is None
        else tuple(writer.numbers.asked(id, each, RATIO, pair.scenario) for each in (swing.at_low, swing.at_high))
    )
    cells = (with_unit(writer, knob, pair.scenario), spans[0], today, spans[1], *ratios, _flip(writer, lever, id))
    if not favours:
        return Row(cells)
    return Row((*cells, writer.option(lever.favours) if lever.favours else Markup("–")))


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


def _reading(writer: Writer, found: Overturning, shown: tuple[Lever, ...], favours: bool) -> tuple[Markup, ...]:
    """How the table is to be read, as far as it has what has to be explained."""
    subject = writer.option(found.pair.subject)
    said = [
        writer.say("Overturned at: the nearest value, from a tenth to ten times the base value, beyond which"
                   " {subject} becomes the cheaper.", subject=subject)
        if found.ledger.base <= 1
        else writer.say("Overturned at: the nearest value, from a tenth to ten times the base value, beyond"
                        " which {subject} is no longer the cheaper.", subject=subject)
    ]  # fmt: skip
    if any(each.swing and not each.swing.span.stated for each in shown):
        said.append(writer.say("Grey: a tenth to either side, or one of what is counted whole, where the study states"
                               " no range."))  # fmt: skip
    if favours:
        said.append(writer.say("Favours: the option towards whose better end a weakly supported value lies in its"
                               " range; none near the middle."))  # fmt: skip
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
    note = writer.say("Each bar moves one assumption across its range; all others stay as they are.")
    return Figure(f"fig-{id}-tornado", caption, Markup(chart.svg), (note,))


def _bar(writer: Writer, swing: Swing, ratio: str, scenario: int) -> Bar:
    knob = swing.knob
    low, high = (written(writer, knob, each).striptags() for each in (swing.span.low, swing.span.high))
    at_low, at_high = (
        writer.numbers.asked_plotted(ratio, each, RATIO, scenario) for each in (swing.at_low, swing.at_high)
    )
    detail = writer.basis.language.say("{low} to {high}", low=low, high=high)
    return Bar(knob_name(writer, knob, scenario).striptags(), at_low, at_high, detail)
