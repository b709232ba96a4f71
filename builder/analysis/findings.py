"""What is asked of a study beyond its results, once for all of its documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.analysis.overturning import Overturning, overturnings
from builder.analysis.simulated import Simulated, simulated
from builder.results import Results


@dataclass(frozen=True, slots=True)
class Findings:
    """What would overturn each comparison, and what the draws of uncertain values came to, where there are any."""

    overturning: Mapping[str, Overturning]
    simulated: Simulated | None


def findings(results: Results) -> Findings:
    """Ask everything. Raises StudyError for wrong distributions, ModelError where a draw has no finite result."""
    overturning = overturnings(results)
    weakest = {name: each.pair for name, each in overturning.items()}
    return Findings(overturning, simulated(results, weakest))
