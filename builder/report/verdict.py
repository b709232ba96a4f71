"""The computed sentence of a comparison: true whichever way the numbers fall."""

from __future__ import annotations

from enum import Enum

from markupsafe import Markup

from builder.report.writer import Writer


class Side(Enum):
    """Which of two options is cheaper over the scenarios of a comparison."""

    SUBJECT = "subject"
    ALTERNATIVE = "alternative"
    EITHER = "either"
    EQUAL = "equal"


def cheaper(writer: Writer, comparison: str, alternative: str) -> Side:
    """Which side is cheaper throughout, judged by the range of ratios."""
    results = writer.basis.results
    low, high = (results.value(f"{comparison}:{alternative}.ratio_{end}") for end in ("min", "max"))
    if low > 1:
        return Side.SUBJECT
    if high < 1:
        return Side.ALTERNATIVE
    return Side.EQUAL if low == high else Side.EITHER


def verdict(writer: Writer, comparison: str, alternative: str) -> Markup:
    """What the comparison comes to, in one sentence."""
    subject = writer.basis.study.comparisons[comparison].subject
    names: dict[str, object] = {"alternative": writer.option(alternative), "subject": writer.option(subject)}
    names["ratio"] = writer.ratio(comparison, alternative)
    match cheaper(writer, comparison, alternative):
        case Side.SUBJECT:
            return writer.say(
                "The cost of {alternative} is {ratio} that of {subject}; the saving with {subject} is {saving}.",
                **names, saving=writer.saving(comparison, alternative))  # fmt: skip
        case Side.ALTERNATIVE:
            if len(writer.basis.study.comparisons[comparison].scenarios) == 1:
                return writer.say(
                    "The cost of {alternative} is {ratio} that of {subject}, which is the dearer of the two.",
                    **names)  # fmt: skip
            return writer.say(
                "The cost of {alternative} is {ratio} that of {subject},"
                " which is the dearer of the two in every scenario.",
                **names)  # fmt: skip
        case Side.EQUAL:
            return writer.say("{alternative} costs as much as {subject}.", **names)
        case Side.EITHER:
            return writer.say(
                "The cost of {alternative} is {ratio} that of {subject};"
                " which of the two is cheaper depends on the scenario.",
                **names)  # fmt: skip
