"""A brief of two pages: the headline and its figures, a chart, a table, claims and caveats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from builder.analysis.overturning import Overturning
from builder.report.blocks import Figure, Table
from builder.report.figures import HALF, comparison_figures, cost_figure, fits_half
from builder.report.sections.overturning import Overturned, overturned
from builder.report.sections.summary import Summary, summary
from builder.report.sections.totals import totals
from builder.report.writer import Writer

_MOST_FIGURES = 2
_MOST_SENTENCES = 5
_MOST_CONDITIONS = 3


@dataclass(frozen=True, slots=True)
class Brief:
    """What the two pages show."""

    summary: Summary
    sentences: tuple[Markup, ...]
    figures: tuple[Figure, ...]
    totals: tuple[Table, ...]
    conditions: tuple[Overturned, ...]


def brief(writer: Writer, found: Mapping[str, Overturning]) -> Brief:
    """The summary of a study, the cost of its first comparisons, and what would overturn them."""
    told = summary(writer)
    claims = [each.sentence for each in writer.claims]
    chosen = dict(list(found.items())[:_MOST_CONDITIONS])
    return Brief(
        told,
        (*told.verdicts, *claims)[:_MOST_SENTENCES],
        _figures(writer),
        totals(writer)[:1],
        overturned(writer, chosen),
    )


def _figures(writer: Writer) -> tuple[Figure, ...]:
    """Two comparisons side by side where they have the room, or the first with what makes its difference."""
    pairs = list(writer.basis.study.comparisons.items())
    if not pairs:
        return ()
    if len(pairs) >= _MOST_FIGURES and all(fits_half(each) for _, each in pairs[:_MOST_FIGURES]):
        return tuple(cost_figure(writer, id, each, HALF) for id, each in pairs[:_MOST_FIGURES])
    return tuple(comparison_figures(writer, *pairs[0]))[:_MOST_FIGURES]
