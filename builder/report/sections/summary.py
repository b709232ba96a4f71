"""The executive summary: the key figures, the headline claims, and what they rest on."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from builder.report.claims import Said
from builder.report.sections.firmness import Firmness
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
    calibrated: bool
    readings: bool
    warnings: bool


def summary(writer: Writer, firm: Firmness) -> Summary:
    """The summary of a study; where it makes no claim, the computed verdicts stand for them."""
    basis = writer.basis
    pairs = list(basis.pairs())
    opening = writer.say(
        "This paper weighs {options} over {years}, at prices of {date}.",
        options=writer.listed(writer.option(each) for each in basis.study.options),
        years=writer.numbers.quantity("cost_horizon", (0,)), date=basis.day(basis.study.as_of))  # fmt: skip
    return Summary(
        opening,
        tuple(_figure(writer, id, c.subject, a, Markup(basis.name(c.label))) for id, c, a in pairs),
        writer.claims_of("summary"),
        tuple(verdict(writer, id, alternative) for id, _, alternative in pairs),
        any(writer.rests_on_calibration(id, alternative) for id, _, alternative in pairs),
        firm.readings is not None,
        bool(firm.warnings),
    )


def _figure(writer: Writer, id: str, subject: str, alternative: str, label: Markup) -> KeyFigure:
    names = {"alternative": writer.option(alternative), "subject": writer.option(subject)}
    number = writer.ratio(id, alternative)
    if cheaper(writer, id, alternative) is Side.SUBJECT:
        detail = writer.say("{alternative} as a multiple of {subject}; {saving} saved", **names, saving=writer.saving(id, alternative))
    else:
        detail = writer.say("{alternative} as a multiple of {subject}", **names)
    return KeyFigure(number, label, detail)
