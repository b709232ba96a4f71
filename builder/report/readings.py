"""Other readings of a study: the ratios of a comparison under its cases, and the one that overturns it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from builder.report.verdict import Side, cheaper, cheaper_in
from builder.report.writer import Writer


def readings_of(writer: Writer, comparison: str) -> tuple[str, ...]:
    """The cases that are about a comparison."""
    basis = writer.basis
    return tuple(each for each in basis.cases if _is_about(writer, each, comparison))


def in_reading(writer: Writer, cases: Sequence[str], comparison: str, alternative: str) -> Markup:
    """The range of a pair's ratios over scenarios and some cases; one number where both ends read alike."""
    pair, results = f"{comparison}:{alternative}", writer.basis.cases
    lowest = min(cases, key=lambda each: results[each].value(f"{pair}.ratio_min"))
    highest = max(cases, key=lambda each: results[each].value(f"{pair}.ratio_max"))
    low = writer.numbers.in_case(lowest, results[lowest], f"{pair}.ratio_min")
    high = writer.numbers.in_case(highest, results[highest], f"{pair}.ratio_max")
    return low if low.striptags() == high.striptags() else writer.say("{low} to {high}", low=low, high=high)


def overturning_reading(writer: Writer, comparison: str, alternative: str) -> str | None:
    """The case that goes farthest against the cheaper option of a pair and overturns it; None where none does."""
    results, pair = writer.basis.cases, f"{comparison}:{alternative}"
    side = cheaper(writer, comparison, alternative)
    turned = [each for each in readings_of(writer, comparison)
              if cheaper_in(results[each], comparison, alternative) is not side]  # fmt: skip
    if side is Side.SUBJECT:
        return min(turned, key=lambda each: results[each].value(f"{pair}.ratio_min"), default=None)
    if side is Side.ALTERNATIVE:
        return max(turned, key=lambda each: results[each].value(f"{pair}.ratio_max"), default=None)
    return None


def _is_about(writer: Writer, case: str, comparison: str) -> bool:
    about = writer.basis.study.cases[case].comparisons
    return not about or comparison in about
