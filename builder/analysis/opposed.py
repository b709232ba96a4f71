"""Where a total and a net present value point to different options, and what turns the sign between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from builder.analysis.outputs import Pair, pairs_of
from builder.results import Results

Cause = Literal["financing", "tax", "discounting"]

_DUST = 0.005
"""Less money than this is no difference between two options."""


@dataclass(frozen=True, slots=True)
class Opposed:
    """A pair of which total and net present value differ in sign.

    `dearer` where the subject costs more in total and its net present value is positive; `causes` are the steps from
    the one to the other that turn the sign.
    """

    pair: Pair
    dearer: bool
    causes: tuple[Cause, ...]


def opposed(results: Results) -> Iterator[Opposed]:
    """Every pair of the study's comparisons, each once, for which total and net present value differ in sign."""
    model = results.model
    pairs = (pair for each in model.loaded.study.comparisons.values() for pair in pairs_of(model, each))
    for pair in dict.fromkeys(pairs):
        steps = [(cause, side) for cause, value in _steps(results, pair) if (side := _side(value))]
        (_, total), (_, present) = steps[0], steps[-1]
        if total != present and steps[0][0] is None and steps[-1][0] == "discounting":
            causes = tuple(cause for (_, one), (cause, other) in pairwise(steps) if cause and one != other)
            yield Opposed(pair, total < 0, causes)


def _steps(results: Results, pair: Pair) -> Iterator[tuple[Cause | None, float]]:
    """What is saved in total, without financing lines, after tax and discounted, each with what it comes from."""
    versus = f"{pair.alternative}_vs_{pair.subject}"
    yield None, results.value(f"{versus}.difference", pair.scenario)
    costs = [f"{option}.unfinanced_cost.total" for option in (pair.alternative, pair.subject)]
    taxed = is_after_tax(results, versus)
    if taxed and all(each in results.values for each in costs):
        theirs, ours = (results.value(each, pair.scenario) for each in costs)
        yield "financing", theirs - ours
    yield "tax" if taxed else "financing", results.value(f"{versus}.cumulative_cash_flow", pair.scenario, -1)
    yield "discounting", results.value(f"{versus}.net_present_value", pair.scenario)


def is_after_tax(results: Results, versus: str) -> bool:
    """Whether the cash flow of a pair is after income tax."""
    return results.model.nodes[f"{versus}.cash_flow"].bindings["subject_cost"].node.endswith(".after_tax_cost")


def _side(value: float) -> int:
    return 0 if abs(value) < _DUST else (1 if value > 0 else -1)
