"""The executive summary: the key figures, the headline claims, what decides each comparison, what they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from builder.analysis.findings import Findings
from builder.report.blocks import Table
from builder.report.claims import Said
from builder.report.sections.deciding import Decided, deciding
from builder.report.sections.firmness import cautions, is_warned
from builder.report.sections.glance import glance
from builder.report.verdict import Side, cheaper, outcome
from builder.report.writer import Writer


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One large number with what it says."""

    number: Markup
    label: Markup
    detail: Markup


@dataclass(frozen=True, slots=True)
class Summary:
    """What the executive summary shows."""

    opening: Markup
    figures: tuple[KeyFigure, ...]
    claims: tuple[Said, ...]
    deciding: tuple[Decided, ...]
    glance: Table | None
    cautions: tuple[Markup, ...]
    warned: bool


def summary(writer: Writer, found: Findings, *, short: bool = False) -> Summary:
    """The summary of a study, also for a `short` paper."""
    basis = writer.basis
    pairs = list(basis.pairs())
    opening = writer.say(
        "This paper sets out what {options} cost over {years}, at prices of {date}.",
        options=writer.listed(writer.option(each) for each in basis.study.options),
        years=writer.numbers.quantity("cost_horizon", (0,)), date=basis.day(basis.study.as_of))  # fmt: skip
    return Summary(
        opening,
        tuple(_figure(writer, id, c.subject, a, basis.name(c.label)) for id, c, a in pairs) or tuple(_costs(writer)),
        writer.claims_of("summary"),
        deciding(writer, found, short=short),
        glance(writer) if pairs else None,
        tuple(cautions(writer)),
        is_warned(writer),
    )


def outcomes(writer: Writer) -> tuple[Markup, ...]:
    """Which option of every pair is cheaper, for the conclusion."""
    return tuple(outcome(writer, id, alternative) for id, _, alternative in writer.basis.pairs())


def _costs(writer: Writer) -> Iterator[KeyFigure]:
    """What each option costs, where nothing is compared."""
    for option in writer.basis.study.options:
        id = f"{option}.per_user_month"
        number = writer.numbers.span(id, writer.basis.nodes[id].scenarios)
        yield KeyFigure(number, writer.option(option), writer.say("Cost per user and month"))


def _figure(writer: Writer, id: str, subject: str, alternative: str, label: Markup) -> KeyFigure:
    names = {"alternative": writer.option(alternative), "subject": writer.option(subject)}
    number = writer.ratio(id, alternative)
    if cheaper(writer, id, alternative) is Side.SUBJECT:
        detail = writer.say(
            "{alternative} as a multiple of {subject}; {saving} saved", **names, saving=writer.saving(id, alternative)
        )
    else:
        detail = writer.say("{alternative} as a multiple of {subject}", **names)
    return KeyFigure(number, label, detail)
