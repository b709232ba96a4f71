"""A study's own simulation, as its documents tell it: each comparison where its subject stands weakest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.analysis.outputs import Output, Pair, output
from builder.analysis.simulation import Simulation, simulate
from builder.analysis.uncertain import is_uncertain, uncertainty
from builder.analysis.verdicts import Chance
from builder.model.graph import Model
from builder.results import Results


@dataclass(frozen=True, slots=True)
class Drawn:
    """One comparison under the draws: its weakest pair, and how probably the subject is the cheaper.

    `cheaper` is of this pair, `throughout` of every alternative in every scenario of the comparison. `saved` is what
    the alternative has cost more by the end of each period, financing lines left out.
    """

    pair: Pair
    ratio: Output
    subject: Output
    alternative: Output
    saved: tuple[Output, ...]
    cheaper: Chance
    throughout: Chance


@dataclass(frozen=True, slots=True)
class Simulated:
    """The draws of a study: its comparisons by name, the results that it asks for by name, and its claims by name."""

    simulation: Simulation
    comparisons: Mapping[str, Drawn]
    named: tuple[Output, ...]
    claims: Mapping[str, Chance]


def simulated(results: Results, weakest: Mapping[str, Pair]) -> Simulated | None:
    """The simulation that a study asks for; nothing where it says of no value how uncertain it is, or compares nothing.

    `weakest` gives the pair of each comparison. Raises StudyError for what is wrong with distributions, ModelError
    where a draw gives no finite result.
    """
    model, study = results.model, results.model.loaded.study
    asked = study.simulation
    if not is_uncertain(model, asked.ranges) or not (weakest or asked.outputs):
        return None
    where = model.loaded.document.where(("simulation", "outputs"))
    named = tuple(output(model, name, where) for name in asked.outputs)
    outputs = {each.place: each for pair in weakest.values() for each in _outputs(model, pair)}
    outputs |= {each.place: each for each in named}
    over_time = {each.place: each for pair in weakest.values() for each in _saved(results, pair)}
    found = simulate(model, uncertainty(model, asked.ranges), asked.draws, asked.seed, tuple(outputs.values()),
                     over_time=tuple(over_time.values()))  # fmt: skip
    compared = {name: _drawn(results, found, name, pair) for name, pair in weakest.items()}
    claims = {each.verdict.name: each for each in found.chances if each.verdict.kind == "claim"}
    return Simulated(found, compared, named, claims)


def _outputs(model: Model, pair: Pair) -> tuple[Output, Output, Output]:
    """The ratio of a pair and both totals."""
    return pair.output(model, "ratio"), pair.total(model, pair.subject), pair.total(model, pair.alternative)


def _saved(results: Results, pair: Pair) -> tuple[Output, ...]:
    """What the subject has saved by the end of each period; nothing where an edition leaves out when costs fall."""
    node = results.model.nodes.get(f"{pair.alternative}_vs_{pair.subject}.cumulative_cash_flow")
    if node is None:
        return ()
    return tuple(Output(node, pair.scenario, period) for period in range(results.values[node.id].shape[2]))


def _drawn(results: Results, found: Simulation, name: str, pair: Pair) -> Drawn:
    own = [each for each in found.chances if each.verdict.name == name]
    cheaper = next(each for each in own if each.verdict.pair == pair)
    throughout = next(each for each in own if each.verdict.kind == "comparison")
    return Drawn(pair, *_outputs(results.model, pair), _saved(results, pair), cheaper, throughout)
