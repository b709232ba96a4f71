"""How firm each comparison is: what is cheapest, what moves that and overturns it, which option weak inputs favour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isclose

from builder.analysis.flips import Flip, flips
from builder.analysis.ledger import Ledger, ledger
from builder.analysis.outputs import Pair, pairs_of
from builder.analysis.sensitivity import Tornado, tornado
from builder.results import Results


@dataclass(frozen=True, slots=True)
class Cheapest:
    """The options that cost least, several where they cost the same, and the scenarios in which they do."""

    options: tuple[str, ...]
    scenarios: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Overturning:
    """The answers for one pair of a comparison: the one in which the subject's advantage is smallest."""

    pair: Pair
    tornado: Tornado
    flips: tuple[Flip, ...]
    ledger: Ledger
    cheapest: tuple[Cheapest, ...]


def overturnings(results: Results) -> dict[str, Overturning]:
    """The answers for the weakest pair of each comparison, over all its alternatives and scenarios."""
    model = results.model
    found = {}
    for name, comparison in model.loaded.study.comparisons.items():
        pairs = pairs_of(model, comparison)
        pair = min(pairs, key=lambda each: _ratio(results, each))
        swings = tornado(model, pair.output(model, "ratio"))
        there = [each for each in pairs if each.scenario == pair.scenario]
        found[name] = Overturning(
            pair, swings, tuple(flips(model, pair)), ledger(model, pair, there), _cheapest(results, pairs)
        )
    return found


def _cheapest(results: Results, pairs: Iterable[Pair]) -> tuple[Cheapest, ...]:
    """Who costs least in which scenarios, by their first scenario."""
    compared: dict[int, dict[str, float]] = {}
    for pair in pairs:
        costs = compared.setdefault(pair.scenario, {})
        for option in (pair.subject, pair.alternative):
            costs[option] = results.value(f"{option}.total_cost.total", pair.scenario)
    found: dict[tuple[str, ...], list[int]] = {}
    for scenario, costs in compared.items():
        least = min(costs.values())
        options = tuple(option for option, cost in costs.items() if isclose(cost, least))
        found.setdefault(options, []).append(scenario)
    return tuple(Cheapest(options, tuple(scenarios)) for options, scenarios in found.items())


def _ratio(results: Results, pair: Pair) -> float:
    return results.value(f"{pair.alternative}_vs_{pair.subject}.ratio", pair.scenario)
