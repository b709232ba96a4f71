"""What turns a result round: inputs that together, each at one end of its span, make another option the cheaper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from builder.analysis.outputs import Pair
from builder.analysis.sensitivity import Swing, Tornado, tornado
from builder.analysis.what_if import what_if
from builder.formula.functions import Array
from builder.model.graph import Model

WEAK_FROM = "estimated"
"""The strongest status that is not a source: inputs of this one and all weaker ones may be other than they are."""


@dataclass(frozen=True, slots=True)
class Move:
    """An input taken to one end of its span, and what that alone makes of the ratio."""

    swing: Swing
    end: float
    ratio: float

    @property
    def place(self) -> tuple[str, int | None]:
        """The cell that is moved."""
        return self.swing.knob.row.id, self.swing.knob.scenario


@dataclass(frozen=True, slots=True)
class Condition:
    """Moves that are made together, and the ratio of a pair there; `met` says whether they turn the result round.

    Where they do not, they are all the moves there are, and the pair is the one that holds out.
    """

    pair: Pair
    moves: tuple[Move, ...]
    ratio: float
    met: bool


def is_weak(model: Model, swing: Swing) -> bool:
    """Whether an input rests on no firm source."""
    vocabulary = model.library.vocabulary
    return vocabulary.strength(swing.setting.status) >= vocabulary.strength(WEAK_FROM)


def losing(model: Model, pair: Pair, whole: Tornado) -> Condition:
    """When the subject of a pair that is the cheaper no longer is; `whole` are all inputs behind the pair's ratio."""
    moves = _moves(model, whole, -1)
    ratios = _joined(model, pair, (), moves)
    count = next((count for count, ratio in enumerate(ratios) if ratio <= 1), 0)
    if count:
        return Condition(pair, moves[:count], ratios[count], met=True)
    return Condition(pair, moves, _last(ratios), met=False)


def winning(model: Model, pairs: Sequence[Pair]) -> Condition:
    """When the subject of pairs of one scenario is cheaper than the alternatives of all of them.

    The alternative that is ahead by most is overtaken first, then what is still ahead, or again; at the end what turned
    out not to be needed is left out.
    """
    moves = {pair: _moves(model, tornado(model, pair.output(model, "ratio"), everything=True), 1) for pair in pairs}
    alone = {pair: _last(_joined(model, pair, (), moves[pair])) for pair in pairs}
    hardest = min(pairs, key=alone.__getitem__)
    if alone[hardest] <= 1:
        return Condition(hardest, moves[hardest], alone[hardest], met=False)
    held: tuple[Move, ...] = ()
    ratio, last = _least(model, pairs, held)
    while ratio <= 1:
        known = {each.place for each in held}
        fresh = tuple(each for each in moves[last] if each.place not in known)
        if not fresh:
            return Condition(last, held, ratio, met=False)
        ratios = _joined(model, last, held, fresh)[1:]
        held += fresh[: next((count for count, ratio in enumerate(ratios, 1) if ratio > 1), len(fresh))]
        ratio, last = _least(model, pairs, held)
    held = _needed(model, pairs, held)
    ratio, last = _least(model, pairs, held)
    return Condition(last, held, ratio, met=True)


def _least(model: Model, pairs: Sequence[Pair], held: tuple[Move, ...]) -> tuple[float, Pair]:
    """The smallest ratio of some pairs with these moves, and whose it is; one that is no number counts as none."""
    found = [(_joined(model, pair, held, ())[0], pair) for pair in pairs]
    return min(((ratio if np.isfinite(ratio) else 0.0, pair) for ratio, pair in found), key=lambda each: each[0])


def _needed(model: Model, pairs: Sequence[Pair], held: tuple[Move, ...]) -> tuple[Move, ...]:
    """The moves without those that win nothing, the weakest tried first, until each one is needed."""
    before: tuple[Move, ...] = ()
    while held != before:
        before = held
        for each in reversed(before):
            rest = tuple(other for other in held if other != each)
            if _least(model, pairs, rest)[0] > 1:
                held = rest
    return held


def _moves(model: Model, whole: Tornado, towards: int) -> tuple[Move, ...]:
    """Every input that has a range or is weakly founded, at its end on one side of the ratio, the strongest first."""
    found = []
    for swing in whole.swings:
        ends = ((swing.at_low, swing.span.low), (swing.at_high, swing.span.high))
        ratio, end = max(ends, key=lambda each: towards * each[0])
        if towards * (ratio - whole.base) > 0 and (swing.span.stated or is_weak(model, swing)):
            found.append(Move(swing, end, ratio))
    return tuple(sorted(found, key=lambda each: -towards * each.ratio))


def _joined(model: Model, pair: Pair, held: Iterable[Move], moves: Sequence[Move]) -> list[float]:
    """The ratio with what is held alone, then with the first move beside it, with the first two, and so on."""
    count = len(moves) + 1
    ratio = pair.output(model, "ratio")
    changes: dict[tuple[str, int | None], Array] = {}
    for first, move in [*((0, each) for each in held), *enumerate(moves, 1)]:
        values = np.full(count, move.swing.setting.value, dtype=float)
        values[first:] = move.end
        changes.update(move.swing.knob.changes(values))
    ask = what_if(model, [ratio.node.id], {row for row, _ in changes})
    return [float(each) for each in ratio.of(ask(changes), count)]


def _last(ratios: Sequence[float]) -> float:
    """The last ratio that is a number; the first, of the study as it stands, is one."""
    return next(each for each in reversed(ratios) if np.isfinite(each))
