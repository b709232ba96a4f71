"""What is asked of a study beyond its results, once for all of its documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.analysis.crossed import Crossed, crossed
from builder.analysis.overturning import Overturning, overturnings
from builder.analysis.simulated import Simulated, simulated
from builder.results import Results


@dataclass(frozen=True, slots=True)
class Findings:
    """What would overturn each comparison, what the draws of uncertain values came to, and the break-even.

    The last two are None where there is nothing to draw, or nothing to search over.
    """

    overturning: Mapping[str, Overturning]
    simulated: Simulated | None
    crossed: Crossed | None


def findings(results: Results) -> Findings:
    """Ask everything. Raises StudyError for wrong distributions, ModelError where a draw has no finite result."""
    overturning = overturnings(results)
    weakest = {name: each.pair for name, each in overturning.items()}
    return Findings(overturning, simulated(results, weakest), crossed(results, overturning))
