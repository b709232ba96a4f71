"""The bias ledger: which inputs are weakly founded, whom each favours, what would overturn the result."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from builder.analysis.outputs import Pair
from builder.analysis.sensitivity import Swing, tornado
from builder.analysis.what_if import what_if
from builder.formula.functions import Array
from builder.model.graph import Model

WEAK_FROM = "estimated"
"""The strongest status that is not a source: this one and all weaker ones make an entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One input that rests on no firm source, and what its adverse end makes of the ratio.

    `favours` is the option whose side the chosen value takes within its range: the result could move farther against
    that option than for it. None where no range is stated, so that nothing can be said.
    """

    swing: Swing
    favours: str | None
    adverse: float
    ratio: float
    moved: float

    @property
    def overturns(self) -> bool:
        """Whether this input alone, at its adverse end, makes the subject no longer the cheaper."""
        return self.moved < 0 and self.ratio <= 1


@dataclass(frozen=True, slots=True)
class Ledger:
    """The entries of a pair in one scenario, the most adverse first, and the joint condition that overturns the result.

    `condition` are the inputs that together, each at its adverse end, make the subject no longer the cheaper; None
    where not even all of them do. `worst` is the ratio with all at their adverse ends.
    """

    pair: Pair
    base: float
    entries: tuple[Entry, ...]
    condition: tuple[Entry, ...] | None
    worst: float


def ledger(model: Model, pair: Pair) -> Ledger:
    """The ledger of one pair. Without a stated range a tenth to either side stands for it, or a flag's other value."""
    whole = tornado(model, pair.output(model, "ratio"), everything=True)
    entries = [_entry(each, whole.base, pair) for each in whole.swings]
    entries.sort(key=lambda entry: entry.moved)
    weakest = model.library.vocabulary.strength(WEAK_FROM)
    weak = [each for each in entries if model.library.vocabulary.strength(each.swing.setting.status) >= weakest]
    levers = [each for each in entries if each.moved < 0 and (each in weak or each.swing.span.stated)]
    ratios = _joined(model, pair, levers)
    condition = next((tuple(levers[: count + 1]) for count, ratio in enumerate(ratios) if ratio <= 1), None)
    return Ledger(pair, whole.base, tuple(weak), condition, ratios[-1] if ratios else whole.base)


def _entry(swing: Swing, base: float, pair: Pair) -> Entry:
    ends = ((swing.at_low, swing.span.low), (swing.at_high, swing.span.high))
    ratio, adverse = min(ends)
    against, towards = max(0.0, base - ratio), max(0.0, max(ends)[0] - base)
    favours = None
    if swing.span.stated or swing.knob.row.kind == "flag":
        favours = pair.subject if against > towards else pair.alternative if towards > against else None
    return Entry(swing, favours, adverse, ratio, min(0.0, ratio - base))


def _joined(model: Model, pair: Pair, levers: list[Entry]) -> list[float]:
    """The ratio with the first of these at its adverse end, with the first two, and so on."""
    count = len(levers)
    ratio = pair.output(model, "ratio")
    changes: dict[tuple[str, int | None], Array] = {}
    for position, entry in enumerate(levers):
        values = np.full(count, entry.swing.setting.value, dtype=float)
        values[position:] = entry.adverse
        changes.update(entry.swing.knob.changes(values))
    ask = what_if(model, [ratio.node.id], {entry.swing.knob.row.id for entry in levers})
    found = ratio.of(ask(changes), count) if levers else np.empty(0)
    return [float(each) for each in found if np.isfinite(each)]
