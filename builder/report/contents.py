"""What each chapter computes: one function per chapter, asked in the order in which the chapters stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from builder.analysis.findings import Findings
from builder.report.blocks import Table
from builder.report.sections.assumptions import assumptions
from builder.report.sections.cashflow import cash_flow
from builder.report.sections.comparisons import Compared, compared
from builder.report.sections.configurations import configurations
from builder.report.sections.evidence import proof
from builder.report.sections.firmness import firmness
from builder.report.sections.lines import lines
from builder.report.sections.method import Method, method, options_in_words
from builder.report.sections.overturning import overturned
from builder.report.sections.simulation import simulation
from builder.report.sections.sources import sources
from builder.report.sections.summary import outcomes, summary
from builder.report.sections.totals import totals
from builder.report.writer import Writer


@dataclass(frozen=True, slots=True)
class Approach:
    """The method, and the configurations that it leads to."""

    method: Method
    configurations: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """The comparisons, or where there is none what each option costs."""

    comparisons: tuple[Compared, ...]
    totals: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """What the conclusion says where the study does not."""

    outcomes: tuple[Markup, ...]


CONTENTS: Mapping[str, Callable[[Writer, Findings], Any]] = {
    "summary": summary,
    "introduction": lambda writer, _: options_in_words(writer),
    "method": lambda writer, _: Approach(method(writer), configurations(writer)),
    "analysis": lambda writer, _: Analysis(compared(writer), totals(writer)),
    "cashflow": lambda writer, found: cash_flow(writer, found.crossed),
    "firmness": lambda writer, found: firmness(writer, found.overturning),
    "simulation": lambda writer, found: simulation(writer, found.simulated),
    "issues": lambda writer, found: overturned(writer, found.overturning),
    "conclusion": lambda writer, _: Closing(outcomes(writer)),
    "assumptions": lambda writer, _: assumptions(writer),
    "lines": lambda writer, _: lines(writer),
    "evidence": lambda writer, _: proof(writer, writer.numbers.evidence),
    "sources": lambda writer, _: sources(writer),
}

LAST = "evidence"
"""What tells of everything else is computed after it, wherever it stands."""
