"""The executive summary: the key figures, the headline claims, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from builder.report.blocks import Column, Head, Row, Table
from builder.report.claims import Said
from builder.report.sections.firmness import cautions
from builder.report.verdict import Side, cheaper, verdict
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
    verdicts: tuple[Markup, ...]
    glance: Table | None
    cautions: tuple[Markup, ...]


def summary(writer: Writer) -> Summary:
    """The summary of a study; where it makes no claim, or one does not hold, the computed verdicts are told."""
    basis = writer.basis
    pairs, claims = list(basis.pairs()), writer.claims_of("summary")
    meant = sum(each.section == "summary" for each in basis.study.report.claims.values())
    opening = writer.say(
        "This paper weighs {options} over {years}, at prices of {date}.",
        options=writer.listed(writer.option(each) for each in basis.study.options),
        years=writer.numbers.quantity("cost_horizon", (0,)), date=basis.day(basis.study.as_of))  # fmt: skip
    return Summary(
        opening,
        tuple(_figure(writer, id, c.subject, a, basis.name(c.label)) for id, c, a in pairs) or tuple(_costs(writer)),
        claims,
        verdicts(writer) if len(claims) < meant or not claims else (),
        _glance(writer) if pairs else None,
        tuple(cautions(writer)),
    )


def verdicts(writer: Writer) -> tuple[Markup, ...]:
    """The computed sentence of every pair."""
    return tuple(verdict(writer, id, alternative) for id, _, alternative in writer.basis.pairs())


def _glance(writer: Writer) -> Table:
    """Every comparison in a row: cost per user and month, ratio and saving, each over its scenarios."""
    basis, numbers = writer.basis, writer.numbers
    rows = []
    for id, comparison, alternative in basis.pairs():
        scenarios = basis.scenarios_of(comparison)
        cells = [numbers.span(f"{option}.per_user_month", scenarios) for option in (comparison.subject, alternative)]
        label = Markup('{}<br><span class="aside">{}</span>').format(
            basis.name(comparison.label),
            writer.say("{subject} against {alternative}", subject=writer.option(comparison.subject),
                       alternative=writer.option(alternative)))  # fmt: skip
        saves = cheaper(writer, id, alternative) is Side.SUBJECT
        saving = writer.saving(id, alternative) if saves else Markup("–")
        rows.append(Row((label, *cells, writer.ratio(id, alternative), saving)))
    columns = (
        Column(writer.say("Comparison"), 42), Column(writer.say("Subject"), 16, True),
        Column(writer.say("Alternative"), 16, True), Column(writer.say("Ratio"), 13, True),
        Column(writer.say("Saving"), 13, True),
    )  # fmt: skip
    heads = (Head("", 1), Head(writer.say("Per user and month"), 2), Head("", 2))
    several = any(len(comparison.scenarios) > 1 for _, comparison, _ in basis.pairs())
    notes = [writer.say("Smallest to largest over the scenarios of each comparison.")] if several else []
    caption = writer.say("The comparisons at a glance")
    return Table("tab-glance", caption, columns, tuple(rows), heads, (*notes, writer.rounded()))


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
