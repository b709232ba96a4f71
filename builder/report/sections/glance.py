"""The comparisons at a glance: what both sides cost in all, the ratio under other readings, and when money is back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from builder.report.blocks import Column, Head, Row, Table
from builder.report.forms import Form
from builder.report.readings import in_reading, readings_of
from builder.report.writer import Writer

YEARS = Form("number", 2)


@dataclass(frozen=True, slots=True)
class _Shown:
    """Which columns the table has: those about other readings in place of the cost per user, and those on time."""

    readings: bool
    payback: bool


def glance(writer: Writer) -> Table:
    """Every comparison in a row, each value over its scenarios."""
    basis = writer.basis
    pairs = list(basis.pairs())
    shown = _Shown(
        any(readings_of(writer, id) for id, _, _ in pairs),
        all(_payback_id(each.subject, alternative) in basis.nodes for _, each, alternative in pairs),
    )
    rows = tuple(row for id in basis.study.comparisons for row in _rows(writer, id, shown))
    several = any(len(comparison.scenarios) > 1 for _, comparison, _ in pairs)
    notes = [writer.say("Smallest to largest over the scenarios of each comparison.")] if several else []
    caption = writer.say("The comparisons at a glance")
    return Table("tab-glance", caption, tuple(_columns(writer, shown)), rows, tuple(_heads(writer, shown)),
                 (*notes, writer.rounded()), True)  # fmt: skip


def _rows(writer: Writer, id: str, shown: _Shown) -> Iterator[Row]:
    """A row for each alternative, under the name of the comparison where there are several."""
    comparison = writer.basis.study.comparisons[id]
    name, first, *others = writer.basis.name(comparison.label), *comparison.alternatives
    if others:
        blank = len(tuple(_columns(writer, shown))) - 1
        yield Row((name, *[Markup("")] * blank), "group")
    for alternative in (first, *others):
        versus = writer.say("{subject} against {alternative}", subject=writer.option(comparison.subject),
                            alternative=writer.option(alternative))  # fmt: skip
        label = versus if others else Markup('{}<br><span class="aside">{}</span>').format(name, versus)
        yield Row((label, *_cells(writer, id, alternative, shown)), "sub" if others else "")


def _heads(writer: Writer, shown: _Shown) -> Iterator[Head]:
    yield Head("", 1)
    yield Head(writer.numbers.in_amounts(writer.say("Total cost")), 2)
    yield Head(writer.say("Cost ratio") if shown.readings else writer.say("Per user and month"), 2)
    if shown.payback:
        yield Head("", 1)


def _columns(writer: Writer, shown: _Shown) -> Iterator[Column]:
    sides = (Column(writer.say("Subject"), 13, True), Column(writer.say("Alternative"), 14, True))
    yield Column(writer.say("Comparison"), 34 if shown.payback else 46)
    yield from sides
    if shown.readings:
        yield Column(writer.say("As the study stands"), 13, True)
        yield Column(writer.say("Other readings"), 14, True)
    else:
        yield from sides
    if shown.payback:
        yield Column(writer.say("Payback, in years"), 12, True)


def _cells(writer: Writer, id: str, alternative: str, shown: _Shown) -> Iterator[Markup]:
    comparison, numbers = writer.basis.study.comparisons[id], writer.numbers
    scenarios, options = writer.basis.scenarios_of(comparison), (comparison.subject, alternative)
    for option in options:
        yield numbers.span(f"{option}.total_cost.total", scenarios, numbers.amounts)
    if shown.readings:
        cases = readings_of(writer, id)
        yield writer.ratio(id, alternative)
        yield in_reading(writer, cases, id, alternative) if cases else Markup("–")
    else:
        for option in options:
            yield numbers.span(f"{option}.per_user_month", scenarios)
    if shown.payback:
        yield payback(writer, _payback_id(comparison.subject, alternative), scenarios)


def payback(writer: Writer, id: str, scenarios: tuple[int, ...]) -> Markup:
    """When an outlay is recovered, in years, over scenarios: at once, from when to when, not in some of them."""
    values = {each: writer.basis.results.value(id, each) for each in scenarios}
    reached = [each for each, value in values.items() if value > 0]
    told = [writer.say("at once")] if any(value == 0 for value in values.values()) else []
    if reached:
        told.append(writer.numbers.span(id, reached, YEARS))
    if any(value < 0 for value in values.values()):
        told.append(writer.say("not reached"))
    return Markup("<br>").join(told)


def _payback_id(subject: str, alternative: str) -> str:
    return f"{alternative}_vs_{subject}.payback"
