"""What drives the difference between two options: from one's total to the other's, category by category."""

from __future__ import annotations

from dataclasses import dataclass

from builder.analysis.courses import largest_scenario
from builder.results import Results
from builder.study.schema import Comparison


@dataclass(frozen=True, slots=True)
class Step:
    """What the subject costs more than the alternative in a category; None stands for an option that has none of it."""

    category: str
    subject: str | None
    alternative: str | None
    value: float


@dataclass(frozen=True, slots=True)
class Descent:
    """The steps between the totals of an alternative and the subject in one scenario, in the order of the categories.

    A category in which both cost the same makes no step.
    """

    subject: str
    alternative: str
    scenario: int
    steps: tuple[Step, ...]


def descent(results: Results, comparison: Comparison) -> Descent:
    """The steps against the alternative that costs least, in the scenario in which an option costs the most."""
    scenario = largest_scenario(results, comparison)
    nearest = min(comparison.alternatives, key=lambda each: results.value(f"{each}.total_cost.total", scenario))
    steps = [
        _step(results, category, comparison.subject, nearest, scenario)
        for category in results.model.library.vocabulary.categories
    ]
    return Descent(comparison.subject, nearest, scenario, tuple(each for each in steps if each.value))


def _step(results: Results, category: str, subject: str, alternative: str, scenario: int) -> Step:
    ids = [f"{option}.category_{category}.total" for option in (subject, alternative)]
    there = [each if each in results.model.nodes else None for each in ids]
    costs = [results.value(each, scenario) if each else 0.0 for each in there]
    return Step(category, there[0], there[1], costs[0] - costs[1])
