"""Where an alternative and the subject cost the same, over an assumption; and who is cheaper over two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.analysis.crossings import Crossing, crossings
from builder.analysis.inputs import Knob
from builder.analysis.outputs import Pair
from builder.analysis.ranges import Span
from builder.analysis.what_if import what_if
from builder.errors import Problem, StudyError
from builder.model.graph import Model

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The crossings of one pair's total costs; none is an answer. `ratios` are alternative / subject at both ends."""

    pair: Pair
    crossings: tuple[Crossing, ...]
    ratios: tuple[float, float]

    def cheaper_after(self, crossing: Crossing) -> str:
        """The option that is cheaper beyond a crossing."""
        return self.pair.subject if crossing.sides[1] >= 0 else self.pair.alternative

    @property
    def cheaper_at_start(self) -> str:
        """The option that is cheaper where the range begins."""
        return self.pair.subject if self.ratios[0] > 1 else self.pair.alternative


def break_even(model: Model, knob: Knob, span: Span, pairs: Sequence[Pair]) -> list[BreakEven]:
    """For each pair every value of the assumption in the span at which the cheaper of the two changes.

    A jump over equality, as where one more server is needed, is located to the step.
    """
    differences = [pair.output(model, "difference") for pair in pairs]
    ratios = [pair.output(model, "ratio") for pair in pairs]
    ask = what_if(model, {each.node.id for each in (*differences, *ratios)}, [knob.row.id])

    def curves(places: Vector) -> Vector:
        values = ask(knob.changes(places))
        return np.stack([each.of(values, len(places)) for each in differences], axis=1)

    found = crossings(curves, span.places())
    ends = ask(knob.changes(np.array([span.low, span.high])))
    result = []
    for pair, ratio, each in zip(pairs, ratios, found, strict=True):
        low, high = _finite(ratio.of(ends, 2), model, pair, f"{span.low:g} or {span.high:g} for {knob.row.id}")
        changing = tuple(
            crossing for crossing in each if crossing.sides[0] != crossing.sides[1] or not any(crossing.sides)
        )
        result.append(BreakEven(pair, changing, (float(low), float(high))))
    return result


def costs_over(model: Model, knob: Knob, places: Vector, pair: Pair) -> tuple[Vector, Vector]:
    """The total costs of subject and alternative at each value of an assumption."""
    totals = [pair.total(model, option) for option in (pair.subject, pair.alternative)]
    values = what_if(model, {each.node.id for each in totals}, [knob.row.id])(knob.changes(places))
    return totals[0].of(values, len(places)), totals[1].of(values, len(places))


def crossover(model: Model, across: tuple[Knob, Vector], up: tuple[Knob, Vector], pair: Pair) -> Vector:
    """The cost ratio of a pair over two assumptions: a row for each value of `up`, a column for each of `across`."""
    ratio = pair.output(model, "ratio")
    columns, rows = np.meshgrid(across[1], up[1])
    changes = {**across[0].changes(columns.ravel()), **up[0].changes(rows.ravel())}
    values = what_if(model, [ratio.node.id], [across[0].row.id, up[0].row.id])(changes)
    where = f"some values of {across[0].row.id} and {up[0].row.id}"
    return _finite(ratio.of(values, columns.size), model, pair, where).reshape(columns.shape)


def _finite(ratios: Vector, model: Model, pair: Pair, where: str) -> Vector:
    if not np.isfinite(ratios).all():
        what = f"{pair.output(model, 'ratio').name(model)} is not a finite number at {where}"
        raise StudyError(Problem("--from, --to", what, "stay clear of where a line divides by zero"))
    return ratios
