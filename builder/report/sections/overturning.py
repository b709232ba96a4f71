"""What would overturn each comparison: where its subject stands weakest, and under which condition that turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from builder.analysis.conditions import Move
from builder.analysis.ledger import Ledger
from builder.analysis.overturning import Cheapest, Overturning
from builder.analysis.ranges import SHARE
from builder.report.blocks import Column, Row, Table
from builder.report.forms import Form
from builder.report.knobs import standing, with_unit, written
from builder.report.writer import Writer

RATIO = Form("multiple", 2)


@dataclass(frozen=True, slots=True)
class Overturned:
    """What the section says of one comparison; the assumptions that have to change stand in the table."""

    title: Markup
    sentences: tuple[Markup, ...]
    table: Table | None


def overturned(writer: Writer, found: Mapping[str, Overturning]) -> tuple[Overturned, ...]:
    """Every comparison, by the pair in which its subject stands weakest."""
    return tuple(_overturned(writer, id, each) for id, each in found.items())


def comparison_name(writer: Writer, id: str) -> Markup:
    """What a comparison is called."""
    return writer.basis.name(writer.basis.study.comparisons[id].label)


def ratio_id(found: Overturning | Ledger) -> str:
    """The node of the ratio that is asked about."""
    return f"{found.pair.alternative}_vs_{found.pair.subject}.ratio"


def opening(writer: Writer, found: Overturning) -> Markup:
    """The scenario and the alternative in which the subject stands weakest, with the ratio there."""
    ratio = writer.numbers.value(ratio_id(found), found.pair.scenario, RATIO)
    return writer.say(
        "{subject} stands weakest against {alternative} in the scenario {scenario}, where the alternative"
        " costs {ratio} as much.",
        subject=writer.option(found.pair.subject), alternative=writer.option(found.pair.alternative),
        scenario=writer.scenario(found.pair.scenario), ratio=ratio)  # fmt: skip


def _overturned(writer: Writer, id: str, found: Overturning) -> Overturned:
    said = [opening(writer, found), _turned(writer, found.ledger)]
    if not found.ledger.wins:
        said.insert(0, _cheapest(writer, found.cheapest))
    table = _table(writer, id, found.ledger) if found.ledger.condition.met else None
    return Overturned(comparison_name(writer, id), tuple(said), table)


def _cheapest(writer: Writer, found: tuple[Cheapest, ...]) -> Markup:
    """Who costs least, in all scenarios of a comparison or in which of them."""
    if len(found) > 1:
        each = (Markup("{} ({})").format(writer.listed(map(writer.option, one.options)),
                                         Markup("; ").join(map(writer.scenario, one.scenarios)))
                for one in found)  # fmt: skip
        return writer.say("The cheapest option depends on the scenario: {options}.", options=Markup(", ").join(each))
    (only,) = found
    options = writer.listed(map(writer.option, only.options))
    if len(only.scenarios) > 1:
        return writer.say("In every scenario the lowest cost is that of {options}.", options=options)
    return writer.say("The lowest cost is that of {options}.", options=options)


def _turned(writer: Writer, found: Ledger) -> Markup:
    """What turns the result round, which the table then lists, or that nothing does."""
    condition, several = found.condition, len(found.condition.moves) > 1
    subject = {"subject": writer.option(found.pair.subject)}
    if condition.met and found.wins:
        if several:
            return writer.say("{subject} is no longer the cheapest if all of these assumptions change together:",
                              **subject)  # fmt: skip
        return writer.say("{subject} is no longer the cheapest if this assumption alone changes:", **subject)
    if condition.met:
        if several:
            return writer.say("{subject} becomes the cheapest there if all of these assumptions change together:",
                              **subject)  # fmt: skip
        return writer.say("{subject} becomes the cheapest there if this assumption alone changes:", **subject)
    id = f"{condition.pair.alternative}_vs_{condition.pair.subject}.ratio"
    reached = writer.numbers.asked(id, condition.ratio, RATIO, condition.pair.scenario)
    names = {"alternative": writer.option(condition.pair.alternative), **subject}
    if found.wins:
        return writer.say(
            "No condition within the ranges overturns the result: even with every input that moves the ratio at its"
            " adverse end, {alternative} costs {worst} as much as {subject}.",
            **names, worst=reached)  # fmt: skip
    return writer.say(
        "No condition was found within the ranges that makes {subject} the cheapest there: even with the inputs that"
        " move the ratio at their favourable ends, {alternative} costs {best} as much.",
        **names, best=reached)  # fmt: skip


def _table(writer: Writer, id: str, found: Ledger) -> Table:
    """The assumptions that change together: what each is, and what it would have to be."""
    comparison = comparison_name(writer, id)
    if found.wins:
        caption = writer.say("What overturns the result: {comparison}", comparison=comparison)
        changed = writer.say("Adverse value")
    else:
        caption = writer.say("What would make {subject} the cheapest: {comparison}",
                             subject=writer.option(found.pair.subject), comparison=comparison)  # fmt: skip
        changed = writer.say("Value needed")
    columns = (Column(writer.say("Assumption"), 46), Column(writer.say("Base"), 13, True),
               Column(changed, 15, True), Column(writer.say("Range"), 26))  # fmt: skip
    rows = tuple(_row(writer, each, found.pair.scenario) for each in found.condition.moves)
    return Table(f"tab-overturning-{id}", caption, columns, rows, dense=True)


def _row(writer: Writer, move: Move, scenario: int) -> Row:
    knob, value = move.swing.knob, float(move.swing.setting.value)  # type: ignore[arg-type]  # a number or flag
    return Row((with_unit(writer, knob, scenario), standing(writer, knob, value, scenario, bare=True),
                written(writer, knob, move.end, bare=True), _range(writer, move)))  # fmt: skip


def _range(writer: Writer, move: Move) -> Markup:
    """Where the end comes from that an assumption is taken to."""
    swing, language = move.swing, writer.basis.language
    if swing.span.stated:
        return writer.say("stated in the study")
    if swing.knob.row.kind == "flag":
        return writer.say("the other choice")
    whole = swing.reach_in_whole_ones
    reach = Markup('<span class="count">±{}</span>').format(
        language.percent(SHARE, 0) if whole is None else language.number(whole, 0)
    )
    return writer.say("{reach}, as the study gives no range", reach=reach)
