"""The computed sentence of a comparison: true whichever way the numbers fall."""

from __future__ import annotations

from enum import Enum

from markupsafe import Markup

from builder.report.writer import Writer
from builder.results import Results


class Side(Enum):
    """Which of two options is cheaper over the scenarios of a comparison."""

    SUBJECT = "subject"
    ALTERNATIVE = "alternative"
    EITHER = "either"
    EQUAL = "equal"


def cheaper(writer: Writer, comparison: str, alternative: str) -> Side:
    """Which side is cheaper throughout, judged by the range of ratios."""
    return cheaper_in(writer.basis.results, comparison, alternative)


def cheaper_in(results: Results, comparison: str, alternative: str) -> Side:
    """The same under other results, such as those of a case."""
    low, high = (results.value(f"{comparison}:{alternative}.ratio_{end}") for end in ("min", "max"))
    if low > 1:
        return Side.SUBJECT
    if high < 1:
        return Side.ALTERNATIVE
    return Side.EQUAL if low == high else Side.EITHER


def outcome(writer: Writer, comparison: str, alternative: str) -> Markup:
    """Which option is cheaper, in a short sentence for those who have read the verdict."""
    spec = writer.basis.study.comparisons[comparison]
    names: dict[str, object] = {"alternative": writer.option(alternative), "subject": writer.option(spec.subject)}
    match cheaper(writer, comparison, alternative):
        case Side.SUBJECT:
            return writer.say("{subject} saves {saving} against {alternative}.",
                              **names, saving=writer.saving(comparison, alternative))  # fmt: skip
        case Side.ALTERNATIVE:
            return writer.say("{alternative} costs less than {subject}.", **names)
        case Side.EQUAL:
            return writer.say("{alternative} costs as much as {subject}.", **names)
        case Side.EITHER:
            return writer.say("Whether {subject} or {alternative} costs less depends on the scenario.", **names)


def verdict(writer: Writer, comparison: str, alternative: str) -> Markup:
    """What the comparison comes to, in one sentence."""
    subject = writer.basis.study.comparisons[comparison].subject
    names: dict[str, object] = {"alternative": writer.option(alternative), "subject": writer.option(subject)}
    names["ratio"] = writer.ratio(comparison, alternative)
    match cheaper(writer, comparison, alternative):
        case Side.SUBJECT:
            return writer.say(
                "{alternative} costs {ratio} as much as {subject}; choosing {subject} saves {saving}.",
                **names, saving=writer.saving(comparison, alternative))  # fmt: skip
        case Side.ALTERNATIVE:
            if len(writer.basis.study.comparisons[comparison].scenarios) == 1:
                return writer.say(
                    "{alternative} costs less than {subject}: {ratio} as much.",
                    **names)  # fmt: skip
            return writer.say(
                "{alternative} costs less than {subject} in every scenario: {ratio} as much.",
                **names)  # fmt: skip
        case Side.EQUAL:
            return writer.say("{alternative} costs as much as {subject}.", **names)
        case Side.EITHER:
            return writer.say(
                "{alternative} costs {ratio} as much as {subject}; which is cheaper depends on the scenario.",
                **names)  # fmt: skip
