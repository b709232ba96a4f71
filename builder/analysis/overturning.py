"""How firm each comparison is: what moves it, what would overturn it, whom its weak inputs favour."""

from __future__ import annotations

from dataclasses import dataclass

from builder.analysis.flips import Flip, flips
from builder.analysis.ledger import Ledger, ledger
from builder.analysis.outputs import Pair, pairs_of
from builder.analysis.sensitivity import Tornado, tornado
from builder.results import Results


@dataclass(frozen=True, slots=True)
class Overturning:
    """The answers for one pair of a comparison: the one in which the subject's advantage is smallest."""

    pair: Pair
    tornado: Tornado
    flips: tuple[Flip, ...]
    ledger: Ledger


def overturnings(results: Results) -> dict[str, Overturning]:
    """The answers for the weakest pair of each comparison, over all its alternatives and scenarios."""
    model = results.model
    found = {}
    for name, comparison in model.loaded.study.comparisons.items():
        pair = min(pairs_of(model, comparison), key=lambda each: _ratio(results, each))
        swings = tornado(model, pair.output(model, "ratio"))
        found[name] = Overturning(pair, swings, tuple(flips(model, pair)), ledger(model, pair))
    return found


def _ratio(results: Results, pair: Pair) -> float:
    return results.value(f"{pair.alternative}_vs_{pair.subject}.ratio", pair.scenario)
