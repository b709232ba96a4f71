"""A brief of two pages: the headline and its figures, charts, what decides, a table, claims and caveats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from builder.analysis.findings import Findings
from builder.report.blocks import Figure, Table
from builder.report.crossed_figures import curves_figure
from builder.report.crossed_numbers import CrossedNumbers
from builder.report.figures import HALF, comparison_figures, cost_figure
from builder.report.sections.overturning import Overturned, overturned
from builder.report.sections.summary import Summary, summary
from builder.report.sections.totals import totals
from builder.report.sections.warnings import warnings
from builder.report.verdict import verdict
from builder.report.writer import Writer
from builder.study.schema import Comparison

THIRD = 202.0
"""The width of a figure that shares the page with two others."""

_MOST_FIGURES = 3
_MOST_BARS = 12
_MOST_SENTENCES = 5
_MOST_CONDITIONS = 3
_MOST_WARNINGS = 3


@dataclass(frozen=True, slots=True)
class Brief:
    """What the two pages show: `figures` side by side, and one of where both sides cost the same."""

    summary: Summary
    sentences: tuple[Markup, ...]
    figures: tuple[Figure, ...]
    curves: Figure | None
    totals: tuple[Table, ...]
    conditions: tuple[Overturned, ...]
    warnings: tuple[Markup, ...]


def brief(writer: Writer, found: Findings) -> Brief:
    """The summary of a study, the cost of its first comparisons, what would overturn them, and the warnings."""
    told = summary(writer, found, short=True)
    return Brief(
        told,
        tuple(_sentences(writer, told))[:_MOST_SENTENCES],
        _figures(writer),
        _curves(writer, found),
        totals(writer)[:1],
        overturned(writer, dict(list(found.overturning.items())[:_MOST_CONDITIONS])),
        tuple(_warnings(writer)),
    )


def _sentences(writer: Writer, told: Summary) -> Iterator[Markup]:
    """The headline claims, and the verdict of each pair that none of them is about."""
    basis = writer.basis
    reads = {
        read
        for claim in told.claims
        for key in basis.study.report.claims[claim.name].values
        for read in basis.nodes[f"claim.{claim.name}.{key}"].reads()
    }
    yield from (each.sentence for each in told.claims)
    for id, _, alternative in basis.pairs():
        if not any(each.startswith(f"{id}:{alternative}.") for each in reads):
            yield verdict(writer, id, alternative)


def _figures(writer: Writer) -> tuple[Figure, ...]:
    """A chart of each of the first comparisons, side by side; of a single one also what makes its difference."""
    pairs = list(writer.basis.study.comparisons.items())[:_MOST_FIGURES]
    if len(pairs) == 1:
        return tuple(comparison_figures(writer, *pairs[0]))
    if "cost" not in writer.charts:
        return ()
    width = HALF if len(pairs) == 2 else THIRD
    return tuple(cost_figure(writer, id, each, width) for id, each in pairs if _bars(each) <= _MOST_BARS)


def _bars(comparison: Comparison) -> int:
    return len(comparison.scenarios) * (1 + len(comparison.alternatives))


def _curves(writer: Writer, found: Findings) -> Figure | None:
    """Of a single comparison, where both sides cost the same, if they do anywhere."""
    crossed, ids = found.crossed, list(writer.basis.study.comparisons)
    if crossed is None or len(ids) != 1 or "breakeven" not in writer.charts:
        return None
    compared = crossed.comparisons[ids[0]]
    if not compared.drawn.found.crossings:
        return None
    return curves_figure(writer, CrossedNumbers(writer, crossed), ids[0], compared)


def _warnings(writer: Writer) -> Iterator[Markup]:
    """The first warnings, and how many more there are."""
    every = tuple(warnings(writer))
    left = len(every) - _MOST_WARNINGS
    yield from every[:_MOST_WARNINGS]
    if left > 0:
        yield Markup(writer.basis.language.say_many(
            "{n} more warning is listed in the workbook.", "{n} more warnings are listed in the workbook.",
            left, n=writer.numbers.count(left)))  # fmt: skip
