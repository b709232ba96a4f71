"""What decides each comparison: who costs less from where on, a reading that overturns it, its strongest driver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from builder.analysis.findings import Findings
from builder.analysis.overturning import Overturning
from builder.analysis.sensitivity import Swing
from builder.report.knobs import in_words, knob_name
from builder.report.levers import levers
from builder.report.readings import in_reading, overturning_reading
from builder.report.sections.breakeven import changeover
from builder.report.sections.glance import YEARS
from builder.report.sections.overturning import RATIO, comparison_name, ratio_id
from builder.report.units import quantity
from builder.report.verdict import Side, cheaper, outcome
from builder.report.writer import Writer


@dataclass(frozen=True, slots=True)
class Decided:
    """What is said of one comparison, under its name."""

    title: Markup
    sentences: tuple[Markup, ...]


def deciding(writer: Writer, found: Findings, *, short: bool = False) -> tuple[Decided, ...]:
    """Every comparison of which there is something to say.

    A `short` paper tells when the outlay is recovered in place of the driver, which is among its conditions.
    """
    every = (
        Decided(comparison_name(writer, id), tuple(_said(writer, id, found, short)))
        for id in writer.basis.study.comparisons
    )
    return tuple(each for each in every if each.sentences)


def _said(writer: Writer, id: str, found: Findings, short: bool) -> Iterator[Markup]:
    for alternative in writer.basis.study.comparisons[id].alternatives:
        yield from _of_pair(writer, id, alternative, found)
        if short:
            yield from _recovered(writer, id, alternative)
    if id in found.overturning and not short:
        yield from _driver(writer, id, found.overturning[id])


def _of_pair(writer: Writer, id: str, alternative: str, found: Findings) -> Iterator[Markup]:
    """Who costs less where the key figure does not tell that it is the subject, and what turns it."""
    reading = overturning_reading(writer, id, alternative)
    if reading is not None:
        yield _overturned(writer, id, alternative, reading)
    side = cheaper(writer, id, alternative)
    turns = changeover(writer, found.crossed, id, alternative)
    if side in (Side.ALTERNATIVE, Side.EQUAL) or (side is Side.EITHER and turns is None):
        yield outcome(writer, id, alternative)
    if side is Side.EITHER and turns is None:
        yield from _scenarios(writer, id, alternative)
    if turns is not None:
        yield turns


def _overturned(writer: Writer, id: str, alternative: str, reading: str) -> Markup:
    """What a pair comes to under a reading that overturns its result, in strong words."""
    spec = writer.basis.study
    return Markup('<span class="turned">{}</span>').format(writer.say(
        "Another reading overturns the result ({reading}): {alternative} then costs {ratio} as much as {subject}.",
        reading=writer.basis.name(spec.cases[reading].label), ratio=in_reading(writer, (reading,), id, alternative),
        alternative=writer.option(alternative), subject=writer.option(spec.comparisons[id].subject)))  # fmt: skip


def _recovered(writer: Writer, id: str, alternative: str) -> Iterator[Markup]:
    """After how long the subject has recovered its outlay, where it has to and does in every scenario."""
    basis, spec = writer.basis, writer.basis.study.comparisons[id]
    payback, scenarios = f"{alternative}_vs_{spec.subject}.payback", basis.scenarios_of(spec)
    if payback in basis.nodes and all(basis.results.value(payback, each) > 0 for each in scenarios):
        shown = writer.numbers.span(payback, scenarios, YEARS)
        years = quantity(basis.language, shown, shown.striptags() == "1", ("year",), ())
        yield writer.say("{subject} breaks even with {alternative} after {years}.", subject=writer.option(spec.subject),
                         alternative=writer.option(alternative), years=years)  # fmt: skip


def _scenarios(writer: Writer, id: str, alternative: str) -> Iterator[Markup]:
    """In which scenarios the subject is the cheaper one."""
    basis, spec = writer.basis, writer.basis.study.comparisons[id]
    ratio = f"{alternative}_vs_{spec.subject}.ratio"
    cheap = [each for each in basis.scenarios_of(spec) if basis.results.value(ratio, each) > 1]
    if cheap:
        yield writer.say("{subject} costs less in {scenarios}.", subject=writer.option(spec.subject),
                         scenarios=writer.listed(map(writer.scenario, cheap)))  # fmt: skip


def _driver(writer: Writer, id: str, found: Overturning) -> Iterator[Markup]:
    """What moves the ratio most, where the subject stands weakest."""
    swing = _strongest(found)
    if swing is None:
        return
    start, end = (in_words(writer, swing.knob, each) for each in (swing.span.low, swing.span.high))
    low, high = (
        writer.numbers.asked(ratio_id(found), each, RATIO, found.pair.scenario)
        for each in (swing.at_low, swing.at_high)
    )
    values = {"driver": knob_name(writer, swing.knob), "start": start, "end": end, "low": low, "high": high}
    comparison, pair = writer.basis.study.comparisons[id], found.pair
    where = [writer.option(pair.alternative)] if len(comparison.alternatives) > 1 else []
    where += [writer.scenario(pair.scenario)] if len(comparison.scenarios) > 1 else []
    if where:
        yield writer.say("Strongest driver: {driver}. From {start} to {end}, it moves the cost ratio from {low} to"
                         " {high} ({where}).", **values, where=Markup(", ").join(where))  # fmt: skip
    else:
        yield writer.say("Strongest driver: {driver}. From {start} to {end}, it moves the cost ratio from {low} to"
                         " {high}.", **values)  # fmt: skip


def _strongest(found: Overturning) -> Swing | None:
    """The widest swing among those with a stated range; among the others where there is none."""
    if found.tornado.swings:
        return found.tornado.swings[0]
    others = (each.swing for each in levers(found) if each.swing is not None)
    return max(others, key=lambda each: each.reach(found.tornado.base), default=None)
