"""What would have to be true: how far each assumption has to move until another option is the cheaper."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from builder.analysis.crossings import Crossing, crossings
from builder.analysis.inputs import Knob
from builder.analysis.outputs import Pair
from builder.analysis.ranges import Span, farthest, limits
from builder.analysis.sensitivity import cell_setting, moved_cells
from builder.analysis.what_if import base_values, what_if
from builder.model.assumptions import Setting
from builder.model.graph import Model

_PLACES = 1025
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Flip:
    """The value nearest to an assumption's own at which the cheaper option changes, or None within `searched`.

    At `value` itself, the first beyond equality or the step, the verdict is overturned: of what is counted in whole
    ones a whole number. `within` says whether that lies in the range that the study states; None where it states none.
    """

    knob: Knob
    setting: Setting
    searched: Span
    value: float | None

    @property
    def base(self) -> float:
        """The value as the study has it."""
        return float(self.setting.value)  # type: ignore[arg-type]  # flips are asked of numbers

    @property
    def move(self) -> float | None:
        """How far that is, as a share of the value."""
        return None if self.value is None or not self.base else self.value / self.base - 1

    @property
    def within(self) -> bool | None:
        """Whether the flip lies between the stated low and high."""
        low, high = self.setting.low, self.setting.high
        if low is None and high is None:
            return None
        stated = Span(self.base if low is None else low, self.base if high is None else high)
        return self.value is not None and stated.holds(self.value)

    @property
    def limited(self) -> bool:
        """Whether all that the hard limits allow was searched."""
        whole = limits(self.knob)
        return isfinite(whole.low) and isfinite(whole.high)


def flips(model: Model, pair: Pair, everything: bool = True) -> list[Flip]:
    """For each assumption behind a pair's ratio where the verdict is overturned; the nearest first, then the others."""
    base = base_values(model)
    difference, ratio = pair.output(model, "difference"), pair.output(model, "ratio")
    found = []
    for knob in moved_cells(model, ratio, everything):
        setting = cell_setting(knob)
        ask = what_if(model, [difference.node.id], [knob.row.id], base)
        if knob.row.kind != "number" or not ask.order:
            continue

        def curves(places: Vector, knob: Knob = knob) -> Vector:
            asked = np.rint(places) if knob.row.whole else places
            return difference.of(ask(knob.changes(asked)), len(asked))[:, None]  # noqa: B023  # called in this turn

        span = farthest(knob, float(setting.value))  # type: ignore[arg-type]  # a number
        met = crossings(curves, span.places(_PLACES))[0] if span.low < span.high else []
        nearest = _nearest(met, float(setting.value))  # type: ignore[arg-type]
        if nearest is not None and knob.row.whole:
            nearest = float(round(nearest))
        found.append(Flip(knob, setting, span, nearest))
    return sorted(found, key=lambda flip: (flip.value is None, abs(flip.move) if flip.move is not None else np.inf))


def _nearest(met: list[Crossing], base: float) -> float | None:
    """The first value beyond the nearest crossing on either side."""
    turning = [each for each in met if each.sides[0] != each.sides[1]]
    ends = [each.high if each.high > base else each.low for each in turning]
    return min(ends, key=lambda value: abs(value - base), default=None)
