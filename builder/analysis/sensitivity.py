"""What moves a result: a tornado over the ranges of the assumptions behind it."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np

from builder.analysis.inputs import Knob
from builder.analysis.outputs import Output, Pair, cells_behind, pairs_of
from builder.analysis.ranges import Span, swing_span
from builder.analysis.what_if import base_values, what_if
from builder.engine import Changes
from builder.formula.functions import Array
from builder.model.assumptions import Setting
from builder.model.graph import Model

MOVED = ("number", "flag")
"""Kinds of assumption that have a low and a high end."""


@dataclass(frozen=True, slots=True)
class Swing:
    """One assumption's cell at the ends of its span, and the result there. The span may be a tenth to either side."""

    knob: Knob
    setting: Setting
    span: Span
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How far the result moves from one end to the other, or to the base and back."""
        return abs(self.at_high - self.at_low)

    @property
    def reach_in_whole_ones(self) -> float | None:
        """How far what is counted in whole ones is moved, where the study states no range; None for all else."""
        if self.span.stated or not self.knob.row.whole:
            return None
        value = float(self.setting.value)  # type: ignore[arg-type]  # a number
        return max(self.span.high - value, value - self.span.low)

    def reach(self, base: float) -> float:
        """How far from the base the result gets at most."""
        return max(abs(self.at_low - base), abs(self.at_high - base))


@dataclass(frozen=True, slots=True)
class Tornado:
    """A result as the study stands, and what each assumption alone makes of it, the strongest first.

    `still` counts the assumptions behind the result that have a span and do not move it. Of those in `undefined` an end
    gives no finite result, as where a line would divide by zero.
    """

    output: Output
    base: float
    swings: tuple[Swing, ...]
    still: int
    undefined: tuple[Knob, ...] = ()


def weakest_pairs(model: Model) -> dict[str, Pair]:
    """For each comparison its first alternative, in the scenario in which the subject's advantage is smallest."""
    base = base_values(model).values
    found = {}
    for name, comparison in model.loaded.study.comparisons.items():
        pairs = [each for each in pairs_of(model, comparison) if each.alternative == comparison.alternatives[0]]
        found[name] = min(pairs, key=lambda pair: float(pair.output(model, "ratio").of(base, 1)[0]))
    return found


def tornado(model: Model, output: Output, everything: bool = False) -> Tornado:
    """Every assumption behind a result at both ends of its range, two runs of the engine each.

    With `everything`, those without a range are moved by a tenth to either side, flags to their other value; the
    calendar and the guards of the library stay as they are.
    """
    knobs = moved_cells(model, output, everything)
    settings = [cell_setting(knob) for knob in knobs]
    spans = [swing_span(knob, setting) for knob, setting in zip(knobs, settings, strict=True)]
    ask = what_if(model, [output.node.id], {knob.row.id for knob in knobs})
    values = output.of(ask(_one_by_one(knobs, settings, spans)), 2 * len(knobs)) if knobs else np.empty(0)
    base = float(output.of(ask.base.values, 1)[0])
    swings = [
        Swing(knob, setting, span, float(low), float(high))
        for knob, setting, span, low, high in zip(knobs, settings, spans, values[::2], values[1::2], strict=True)
    ]
    defined = [each for each in swings if isfinite(each.at_low) and isfinite(each.at_high)]
    moving = sorted((each for each in defined if each.reach(base)), key=lambda each: -each.reach(base))
    undefined = tuple(each.knob for each in swings if each not in defined)
    return Tornado(output, base, tuple(moving), len(defined) - len(moving), undefined)


def moved_cells(model: Model, output: Output, everything: bool) -> list[Knob]:
    """The cells behind a result that have a range, or all that can be moved."""
    calendar = {key for file in model.library.scenario if file.owner == "study" for key in file.inputs}
    return [
        knob
        for knob in cells_behind(model, output)
        if knob.row.kind in MOVED
        and not knob.row.is_series
        and (_has_range(knob) or (everything and knob.row.key not in calendar))
    ]


def cell_setting(knob: Knob) -> Setting:
    """What stands in a cell that is in effect, so that something does."""
    setting = knob.setting()
    if setting is None:
        raise TypeError(f"{knob.row.id} has no value")
    return setting


def _has_range(knob: Knob) -> bool:
    setting = cell_setting(knob)
    return knob.row.kind == "number" and (setting.low is not None or setting.high is not None)


def _one_by_one(knobs: list[Knob], settings: list[Setting], spans: list[Span]) -> Changes:
    """Two samples for each cell: all others as they stand, this one at the low end, then at the high one."""
    changes: dict[tuple[str, int | None], Array] = {}
    for position, (knob, setting, span) in enumerate(zip(knobs, settings, spans, strict=True)):
        column = np.full(2 * len(knobs), setting.value, dtype=float)
        column[2 * position], column[2 * position + 1] = span.low, span.high
        changes.update(knob.changes(column))
    return changes
