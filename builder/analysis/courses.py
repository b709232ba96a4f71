"""What options have cost by the end of each period, as net present value and payback see it, and where two meet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from builder.results import Results
from builder.study.schema import Comparison


@dataclass(frozen=True, slots=True)
class Course:
    """The cost of one option added up over the periods, the start first; `node` is the line it adds up.

    `met_at` is when the subject has recovered its outlay against this option, in years, and `height` the cost of both
    then; None for the subject itself, and where nothing has to be recovered or it is not recovered in time.
    """

    option: str
    node: str
    values: tuple[float, ...]
    met_at: float | None = None
    height: float = 0.0


def years(results: Results) -> tuple[float, ...]:
    """When each period ends, in years; the start is 0."""
    return tuple(float(each) for each in results.values["period_end"][0, 0])


def courses(results: Results, comparison: Comparison, scenario: int) -> tuple[Course, ...]:
    """The courses of a comparison's options in a scenario, the subject's first."""
    subject = comparison.subject
    pairs = [f"{alternative}_vs_{subject}" for alternative in comparison.alternatives]
    bound = [results.model.nodes[f"{pair}.cash_flow"].bindings for pair in pairs]
    own = _added_up(results, bound[0]["subject_cost"].node, scenario)
    found = [Course(subject, bound[0]["subject_cost"].node, tuple(own))]
    for alternative, pair, bindings in zip(comparison.alternatives, pairs, bound, strict=True):
        node = bindings["alternative_cost"].node
        payback = results.value(f"{pair}.payback", scenario)
        met = payback if payback > 0 else None
        height = 0.0 if met is None else float(np.interp(met, years(results), own))
        found.append(Course(alternative, node, tuple(_added_up(results, node, scenario)), met, height))
    return tuple(found)


def largest_scenario(results: Results, comparison: Comparison) -> int:
    """The scenario of a comparison in which one of its options costs the most."""
    options = (comparison.subject, *comparison.alternatives)
    scenarios = [results.model.scenarios.index(each) for each in comparison.scenarios]
    return max(scenarios, key=lambda each: max(results.value(f"{id}.total_cost.total", each) for id in options))


def _added_up(results: Results, node: str, scenario: int) -> list[float]:
    costs = [results.value(node, scenario, period) for period in range(len(years(results)))]
    return [float(each) for each in np.cumsum(costs)]
