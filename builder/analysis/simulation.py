"""Monte Carlo: results under many draws of the uncertain values, in memory that does not grow with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from builder.analysis.draws import CHUNK, draw_chunk
from builder.analysis.drivers import CHUNKS, LEAST, Driver, drivers
from builder.analysis.outputs import Output, cells_behind, chosen_pairs, output
from builder.analysis.tally import Tally
from builder.analysis.uncertain import Uncertain, Uncertainty
from builder.analysis.verdicts import Chance, Verdict, verdicts
from builder.analysis.what_if import WhatIf, what_if
from builder.errors import ModelError, Problem
from builder.formula.functions import Array
from builder.model.graph import Model

Vector = NDArray[np.float64]
SLICE = 2_500
"""Draws evaluated at a time: so few that what one line gives is still in the processor's cache for the next."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """What the draws came to; `redrawn` is for each uncertain value the share drawn again to stay within its limits.

    `drivers` are of each result the uncertain values that it is computed from; the results `over_time` come after the
    outputs and have none.
    """

    draws: int
    seed: int
    cells: tuple[Uncertain, ...]
    redrawn: tuple[float, ...]
    outputs: tuple[Output, ...]
    tallies: tuple[Tally, ...]
    drivers: tuple[Driver, ...]
    chances: tuple[Chance, ...]
    over_time: tuple[Output, ...] = ()

    def tally(self, output: Output) -> Tally:
        """What the draws of one result came to."""
        asked = [each.place for each in (*self.outputs, *self.over_time)]
        return self.tallies[asked.index(output.place)]

    def drivers_of(self, result: int) -> list[Driver]:
        """The drivers of one result, the strongest first."""
        return sorted((each for each in self.drivers if each.result == result), key=lambda each: -each.share)


def default_outputs(model: Model) -> list[Output]:
    """The results that the study names; otherwise of each pair both totals and the ratio."""
    named = model.loaded.study.simulation.outputs
    if named:
        where = model.loaded.document.where(("simulation", "outputs"))
        return [output(model, name, where) for name in named]
    found = [
        each
        for pair in chosen_pairs(model)
        for each in (pair.total(model, pair.subject), pair.total(model, pair.alternative), pair.output(model, "ratio"))
    ]
    return list({(each.node.id, each.scenario): each for each in found}.values())


def simulate(
    model: Model,
    uncertain: Uncertainty,
    draws: int,
    seed: int,
    outputs: Sequence[Output],
    step: Callable[[int, int], None] = lambda _done, _whole: None,
    over_time: Sequence[Output] = (),
) -> Simulation:
    """Evaluate the outputs, and whether pairs, comparisons and claims hold, under so many draws.

    The same seed gives the same numbers, and fewer draws are the first of more. `step` is told how many are done. What
    drives the results `over_time` is not asked.

    Raises StudyError where a distribution hardly meets its limits, ModelError where a result is not finite.
    """
    asked = verdicts(model)
    every = (*outputs, *over_time)
    wanted = {each.node.id for each in every} | {each.node.id for verdict in asked for each in verdict.reads}
    ask = what_if(model, wanted, {each.knob.row.id for each in uncertain.cells})
    centres = [float(each.of(ask.base.values, 1)[0]) for each in every]
    kept = _Kept([Tally(each) for each in centres], np.zeros(len(uncertain.cells)), np.zeros(len(asked), np.int64))
    chunks = -(-draws // CHUNK)
    for chunk in range(chunks):
        drawn, redrawn = draw_chunk(uncertain, seed, chunk)
        kept.redrawn += redrawn
        drawn = [each[: draws - chunk * CHUNK] for each in drawn]
        results = _evaluated(ask, uncertain, drawn, every, asked, kept.held)
        _check_finite(results, every, uncertain, drawn, model)
        for tally, values in zip(kept.tallies, results, strict=True):
            tally.add(values)
        if chunk < CHUNKS and len(drawn[0]) >= LEAST:
            kept.found.append((len(drawn[0]), *drivers(drawn, results[: len(outputs)])))
        step(min(draws, (chunk + 1) * CHUNK), draws)
    chances = tuple(Chance(verdict, int(held), draws) for verdict, held in zip(asked, kept.held, strict=True))
    redrawn_shares = tuple(float(each) / (chunks * CHUNK) for each in kept.redrawn)
    return Simulation(
        draws, seed, uncertain.cells, redrawn_shares, tuple(outputs), tuple(kept.tallies),
        _driving(model, uncertain, outputs, kept), chances, tuple(over_time),
    )  # fmt: skip


def _driving(model: Model, uncertain: Uncertainty, outputs: Sequence[Output], kept: _Kept) -> tuple[Driver, ...]:
    """What drives each output, without inputs that the output does not read: they move it by chance alone."""
    behind = [{(cell.row.id, cell.scenario) for cell in cells_behind(model, each)} for each in outputs]
    return tuple(each for each in kept.drivers() if uncertain.cells[each.cell].place in behind[each.result])


@dataclass(slots=True)
class _Kept:
    """What is kept from chunk to chunk: so much of it that more draws need no more room."""

    tallies: list[Tally]
    redrawn: Vector
    held: NDArray[np.int64]
    found: list[tuple[int, Vector, Vector]] = field(default_factory=list)

    def drivers(self) -> tuple[Driver, ...]:
        """The drivers over the first chunks, by the number of their draws; none where these are too few."""
        if not self.found:
            return ()
        weights = [each[0] for each in self.found]
        ranks, shares = (np.average([each[part] for each in self.found], axis=0, weights=weights) for part in (1, 2))
        return tuple(
            Driver(cell, result, float(ranks[cell, result]), float(shares[cell, result]))
            for cell, result in np.ndindex(*ranks.shape)
        )


def _evaluated(
    ask: WhatIf,
    uncertain: Uncertainty,
    drawn: list[Vector],
    outputs: Sequence[Output],
    asked: list[Verdict],
    held: NDArray[np.int64],
) -> list[Vector]:
    """Each output's values under the draws of a chunk, slice by slice; what held is counted on the way."""
    results = [np.empty(len(drawn[0])) for _ in outputs]
    for start in range(0, len(drawn[0]), SLICE):
        part = slice(start, start + SLICE)
        changes: dict[tuple[str, int | None], Array] = {}
        for cell, values in zip(uncertain.cells, drawn, strict=True):
            changes.update(cell.knob.changes(values[part]))
        samples = len(drawn[0][part])
        found = ask(changes)
        for result, each in zip(results, outputs, strict=True):
            result[part] = each.of(found, samples)
        held += np.array([np.count_nonzero(verdict.test(found, samples)) for verdict in asked], np.int64)
    return results


def _check_finite(
    results: list[Vector], outputs: Sequence[Output], uncertain: Uncertainty, drawn: list[Vector], model: Model
) -> None:
    problems = []
    for each, values in zip(outputs, results, strict=True):
        wrong = np.flatnonzero(~np.isfinite(values))
        if wrong.size:
            inputs = ", ".join(
                f"{cell.name} {values[wrong[0]]:g}" for cell, values in zip(uncertain.cells, drawn, strict=True)
            )
            problems.append(
                Problem(
                    each.node.where,
                    f"{each.name(model)} is not a finite number where {inputs}",
                    "give these assumptions limits (min:, max:) within which the model holds",
                )
            )
    if problems:
        raise ModelError(*problems)
