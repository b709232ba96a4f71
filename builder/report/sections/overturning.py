"""What would overturn each comparison: what moves its ratio, where it flips, whom its weakly founded inputs favour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from builder.analysis.flips import Flip
from builder.analysis.ledger import Entry, Ledger
from builder.analysis.overturning import Overturning
from builder.analysis.sensitivity import Swing
from builder.report.blocks import Column, Figure, Row, Table
from builder.report.charts.chart import Canvas, Mark, Numbers, Words
from builder.report.charts.kinds.tornado import Swing as Bar
from builder.report.charts.kinds.tornado import Tornado, tornado
from builder.report.forms import Form
from builder.report.knobs import in_words, knob_name, located, standing, with_unit, written
from builder.report.numbers import status_mark
from builder.report.writer import Writer

_RATIO = Form("multiple", 2)
_TICK = Form("multiple", 1)
_MOVE = Form("percent", 0)
_MOST = 6
"""The most rows of a table; the strongest stand, and the number of the others is told."""


@dataclass(frozen=True, slots=True)
class Overturned:
    """What the section shows of one comparison."""

    title: Markup
    opening: Markup
    condition: Markup
    unmoved: Markup | None
    figure: Figure | None
    tables: tuple[Table, ...]
    unmet: Markup | None


def overturned(writer: Writer, found: Mapping[str, Overturning]) -> tuple[Overturned, ...]:
    """Every comparison, by the pair in which its subject stands weakest."""
    return tuple(_overturned(writer, id, each) for id, each in found.items())


def _overturned(writer: Writer, id: str, found: Overturning) -> Overturned:
    moved = bool(found.tornado.swings)
    met = [each for each in found.flips if each.value is not None]
    tables = (
        *((_swings(writer, id, found),) if moved else ()),
        *((_flips(writer, id, found, met),) if met else ()),
        *((_ledger(writer, id, found.ledger),) if found.ledger.entries else ()),
    )
    return Overturned(
        writer.basis.name(writer.basis.study.comparisons[id].label),
        _opening(writer, found),
        _condition(writer, found.ledger),
        None if moved else writer.say("No assumption behind this ratio has a range in the study that moves it."),
        _figure(writer, id, found) if moved else None,
        tables,
        None if met else _never(writer, found),
    )


def _names(writer: Writer, found: Overturning | Ledger) -> dict[str, object]:
    pair = found.pair
    return {
        "subject": writer.option(pair.subject),
        "alternative": writer.option(pair.alternative),
        "scenario": writer.scenario(pair.scenario),
    }


def _ratio_id(found: Overturning | Ledger) -> str:
    return f"{found.pair.alternative}_vs_{found.pair.subject}.ratio"


def _opening(writer: Writer, found: Overturning) -> Markup:
    ratio = writer.numbers.value(_ratio_id(found), found.pair.scenario, _RATIO)
    return writer.say(
        "{subject} stands weakest against {alternative} in this scenario: {scenario}."
        " The cost of the alternative there is {ratio} that of the subject.",
        **_names(writer, found), ratio=ratio)  # fmt: skip


def _condition(writer: Writer, found: Ledger) -> Markup:
    """A condition under which the subject is not the cheaper, or that none was found."""
    names = _names(writer, found)
    if found.base <= 1:
        return writer.say("{subject} is not the cheapest as the study stands: {alternative} costs less or as much.",
                          **names)  # fmt: skip
    if found.condition is None:
        worst = writer.numbers.asked(_ratio_id(found), found.worst, _RATIO, found.pair.scenario)
        return writer.say(
            "No condition was found within the ranges under which {subject} is not the cheapest: with every input at"
            " its adverse end at once, the cost of {alternative} is still {worst} that of {subject}.",
            **names, worst=worst)  # fmt: skip
    ends = [
        writer.say("{name} at {value}", name=knob_name(writer, each.swing.knob),
                   value=in_words(writer, each.swing.knob, each.adverse))
        for each in found.condition
    ]  # fmt: skip
    if len(ends) == 1:
        return writer.say("{subject} is not the cheapest under this condition: {condition}.",
                          **names, condition=ends[0])  # fmt: skip
    return writer.say("{subject} is not the cheapest where these conditions meet: {conditions}.",
                      **names, conditions=Markup("; ").join(ends))  # fmt: skip


def _swings(writer: Writer, id: str, found: Overturning) -> Table:
    columns = (
        Column(writer.say("Assumption"), 40), Column(writer.say("Low"), 12, True),
        Column(writer.say("Today"), 12, True), Column(writer.say("High"), 12, True),
        Column(writer.say("Ratio at low"), 12, True), Column(writer.say("Ratio at high"), 12, True),
    )  # fmt: skip
    rows = tuple(_swing_row(writer, each, found) for each in found.tornado.swings[:_MOST])
    caption = writer.say("What moves the cost ratio, each assumption alone: {comparison}",
                         comparison=_label(writer, id))  # fmt: skip
    return Table(f"tab-swings-{id}", caption, columns, rows, (), _more(writer, len(found.tornado.swings)), whole=False)


def _swing_row(writer: Writer, swing: Swing, found: Overturning) -> Row:
    pair, id, knob = found.pair, _ratio_id(found), swing.knob
    today = float(swing.setting.value)  # type: ignore[arg-type]  # swings with a range are numbers
    ends = (writer.numbers.asked(id, each, _RATIO, pair.scenario) for each in (swing.at_low, swing.at_high))
    low, high = (written(writer, knob, each) for each in (swing.span.low, swing.span.high))
    return Row((with_unit(writer, knob), low, standing(writer, knob, today, pair.scenario), high, *ends))


def _flips(writer: Writer, id: str, found: Overturning, met: list[Flip]) -> Table:
    columns = (
        Column(writer.say("Assumption"), 44), Column(writer.say("Today"), 14, True),
        Column(writer.say("Overturned at"), 16, True), Column(writer.say("Change"), 12, True),
        Column(writer.say("In its range"), 14, True),
    )  # fmt: skip
    rows = tuple(_flip_row(writer, each, found) for each in met[:_MOST])
    subject, label = writer.option(found.pair.subject), _label(writer, id)
    if found.ledger.base <= 1:
        caption = writer.say("What would make {subject} the cheaper, each assumption alone: {comparison}",
                             subject=subject, comparison=label)  # fmt: skip
    else:
        caption = writer.say("Where {subject} stops being the cheaper, each assumption alone: {comparison}",
                             subject=subject, comparison=label)  # fmt: skip
    never = _never(writer, found)
    notes = (*_more(writer, len(met)), *((never,) if never else ()))
    return Table(f"tab-flips-{id}", caption, columns, rows, (), notes, whole=False)


def _flip_row(writer: Writer, flip: Flip, found: Overturning) -> Row:
    knob = flip.knob
    place = Markup("–") if flip.value is None else located(writer, knob, flip.value)
    change = Markup("–") if flip.move is None else writer.numbers.asked(_ratio_id(found), flip.move, _MOVE)
    within = writer.say("no range") if flip.within is None else writer.say("yes" if flip.within else "no")
    return Row((with_unit(writer, knob), standing(writer, knob, flip.base, found.pair.scenario), place, change, within))


def _never(writer: Writer, found: Overturning) -> Markup | None:
    count = sum(each.value is None for each in found.flips)
    if not count:
        return None
    return Markup(writer.basis.language.say_many(
        "{n} other assumption alone cannot overturn it within its hard limits, or a thousand times its value",
        "{n} other assumptions alone cannot overturn it within their hard limits, or a thousand times their value",
        count, n=writer.numbers.count(count))) + Markup(".")  # fmt: skip


def _ledger(writer: Writer, id: str, found: Ledger) -> Table:
    columns = (
        Column(writer.say("Weakly founded input"), 40), Column(writer.say("Favours"), 20),
        Column(writer.say("Today"), 12, True), Column(writer.say("Adverse end"), 14, True),
        Column(writer.say("Ratio there"), 14, True),
    )  # fmt: skip
    rows = tuple(_entry_row(writer, each, found) for each in found.entries[:_MOST])
    caption = writer.say("Whom the weakly founded inputs favour: {comparison}", comparison=_label(writer, id))
    note = writer.say(
        "An input favours the option on whose side its value lies within its range. The adverse end is the end of the"
        " range that is worse for {subject}; where the study states no range, a tenth to either side stands for it, and"
        " nothing is said of whom the value favours. As the study stands, the ratio is {ratio}.",
        subject=writer.option(found.pair.subject),
        ratio=writer.numbers.value(_ratio_id(found), found.pair.scenario, _RATIO),
    )
    return Table(
        f"tab-ledger-{id}", caption, columns, rows, (), (note, *_more(writer, len(found.entries))), whole=False
    )


def _entry_row(writer: Writer, entry: Entry, found: Ledger) -> Row:
    swing, knob, scenario = entry.swing, entry.swing.knob, found.pair.scenario
    today = float(swing.setting.value)  # type: ignore[arg-type]  # entries are numbers and flags
    mark = status_mark(writer.basis, swing.setting.status)
    favours = writer.option(entry.favours) if entry.favours else Markup("–")
    adverse = written(writer, knob, entry.adverse) if entry.moved else Markup("–")
    ratio = writer.numbers.asked(_ratio_id(found), entry.ratio, _RATIO, scenario) if entry.moved else Markup("–")
    return Row((with_unit(writer, knob), favours, standing(writer, knob, today, scenario) + mark, adverse, ratio))


def _more(writer: Writer, count: int) -> tuple[Markup, ...]:
    left = count - _MOST
    if left <= 0:
        return ()
    said = writer.basis.language.say_many("{n} more moves less or lies farther.", "{n} more move less or lie farther.",
                                          left, n=writer.numbers.count(left))  # fmt: skip
    return (Markup(said),)


def _figure(writer: Writer, id: str, found: Overturning) -> Figure:
    numbers, ratio, scenario = writer.numbers, _ratio_id(found), found.pair.scenario
    bars = tuple(_bar(writer, each, ratio, scenario) for each in found.tornado.swings[:_MOST])
    base = numbers.asked_plotted(ratio, found.tornado.base, _RATIO, scenario)
    words = Words(str(writer.say("Assumption")), str(writer.say("Cost ratio")))
    data = Tornado(
        Mark(str(writer.say("As the study stands")), base),
        bars, str(writer.say("Low")), str(writer.say("High")), words=words)  # fmt: skip
    written_as = Numbers(numbers.writer(_RATIO), numbers.writer(_TICK))
    chart = tornado(data, writer.theme, written_as, Canvas(f"figure-{id}-tornado"))
    caption = writer.say("What moves the cost ratio: {comparison}", comparison=_label(writer, id))
    return Figure(f"fig-{id}-tornado", caption, Markup(chart.svg), (_alone(writer),))


def _bar(writer: Writer, swing: Swing, ratio: str, scenario: int) -> Bar:
    knob = swing.knob
    low, high = (written(writer, knob, each).striptags() for each in (swing.span.low, swing.span.high))
    at_low, at_high = (
        writer.numbers.asked_plotted(ratio, each, _RATIO, scenario) for each in (swing.at_low, swing.at_high)
    )
    detail = writer.basis.language.say("{low} to {high}", low=low, high=high)
    return Bar(knob_name(writer, knob).striptags(), at_low, at_high, detail)


def _alone(writer: Writer) -> Markup:
    return writer.say("Each bar moves one assumption from the low to the high end of its range and leaves all others.")


def _label(writer: Writer, id: str) -> Markup:
    return writer.basis.name(writer.basis.study.comparisons[id].label)
