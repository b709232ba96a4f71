"""What would overturn each comparison: where its subject stands weakest, and under which condition it loses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from builder.analysis.ledger import Ledger
from builder.analysis.overturning import Overturning
from builder.report.forms import Form
from builder.report.knobs import in_words, knob_name
from builder.report.writer import Writer

RATIO = Form("multiple", 2)


@dataclass(frozen=True, slots=True)
class Overturned:
    """What the section says of one comparison."""

    title: Markup
    opening: Markup
    condition: Markup


def overturned(writer: Writer, found: Mapping[str, Overturning]) -> tuple[Overturned, ...]:
    """Every comparison, by the pair in which its subject stands weakest."""
    return tuple(
        Overturned(comparison_name(writer, id), opening(writer, each), _condition(writer, each.ledger))
        for id, each in found.items()
    )


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
        "{subject} stands weakest against {alternative} in this scenario: {scenario}."
        " The cost of the alternative there is {ratio} that of the subject.",
        **_names(writer, found), ratio=ratio)  # fmt: skip


def _names(writer: Writer, found: Overturning | Ledger) -> dict[str, object]:
    pair = found.pair
    return {
        "subject": writer.option(pair.subject),
        "alternative": writer.option(pair.alternative),
        "scenario": writer.scenario(pair.scenario),
    }


def _condition(writer: Writer, found: Ledger) -> Markup:
    """A condition under which the subject is not the cheaper, or that none was found."""
    names = _names(writer, found)
    if found.base <= 1:
        return writer.say(
            "{subject} is not the cheapest as the study stands: {alternative} costs less or as much ({scenario}).",
            **names)  # fmt: skip
    if found.condition is None:
        worst = writer.numbers.asked(ratio_id(found), found.worst, RATIO, found.pair.scenario)
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
