"""The bias ledger: which inputs are weakly founded, which option each favours, what would turn the result round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.analysis.conditions import Condition, is_weak, losing, winning
from builder.analysis.outputs import Pair
from builder.analysis.sensitivity import Swing, tornado
from builder.model.graph import Model

MIDDLE = 0.1
"""A value within so great a share of its range from the middle favours nobody."""

_DUST = 1e-9


@dataclass(frozen=True, slots=True)
class Entry:
    """One input that rests on no firm source, and what its adverse end makes of the ratio.

    `favours` is the option towards whose better end the value lies within its range. None about the middle, where
    both ends come to the same, and where no range is stated, so that nothing can be said.
    """

    swing: Swing
    favours: str | None
    adverse: float
    ratio: float
    moved: float


@dataclass(frozen=True, slots=True)
class Ledger:
    """The entries of a pair in one scenario, the most adverse first, and the condition that turns the result round.

    Where the subject is the cheaper (`base` above 1), that makes it lose against the alternative; otherwise it makes
    the subject the cheapest.
    """

    pair: Pair
    base: float
    entries: tuple[Entry, ...]
    condition: Condition

    @property
    def wins(self) -> bool:
        """Whether the subject is the cheaper as the study stands."""
        return self.base > 1


def ledger(model: Model, pair: Pair, rivals: Sequence[Pair] = ()) -> Ledger:
    """The ledger of one pair. Without a stated range a tenth to either side stands for it, or a flag's other value.

    `rivals` are the pairs of the same subject in the scenario that it has to win as well, if it does not win this one.
    """
    whole = tornado(model, pair.output(model, "ratio"), everything=True)
    entries = sorted((_entry(each, whole.base, pair) for each in whole.swings if is_weak(model, each)),
                     key=lambda entry: entry.moved)  # fmt: skip
    turned = losing(model, pair, whole) if whole.base > 1 else winning(model, tuple(dict.fromkeys((pair, *rivals))))
    return Ledger(pair, whole.base, tuple(entries), turned)


def _entry(swing: Swing, base: float, pair: Pair) -> Entry:
    ratio, adverse = min((swing.at_low, swing.span.low), (swing.at_high, swing.span.high))
    return Entry(swing, _favours(swing, pair), adverse, ratio, min(0.0, ratio - base))


def _favours(swing: Swing, pair: Pair) -> str | None:
    """The option that is better off at the end that the value lies nearer to."""
    span = swing.span
    if swing.at_low == swing.at_high or not (span.stated or swing.knob.row.kind == "flag"):
        return None
    way = (float(swing.setting.value) - span.low) / (span.high - span.low)  # type: ignore[arg-type]  # a number or flag
    if abs(way - 0.5) <= MIDDLE + _DUST:
        return None
    return pair.subject if (way > 0.5) == (swing.at_high > swing.at_low) else pair.alternative
