"""Levers of a comparison: for each assumption its range and what that makes of the ratio, its flip, whom it favours."""

from __future__ import annotations

from dataclasses import dataclass, replace

from builder.analysis.flips import Flip
from builder.analysis.inputs import Knob
from builder.analysis.overturning import Overturning
from builder.analysis.sensitivity import Swing
from builder.model.assumptions import Setting

_FAR = 10.0
"""A value more than so many times today's, or less than so small a part of it, is no lever that a reader could pull."""


@dataclass(frozen=True, slots=True)
class Lever:
    """All that is known of one assumption; a swing without a stated range is a tenth to either side."""

    knob: Knob
    setting: Setting
    swing: Swing | None = None
    flip: Flip | None = None
    favours: str | None = None

    @property
    def today(self) -> float:
        """The value as the study has it."""
        return float(self.setting.value)  # type: ignore[arg-type]  # levers are numbers and flags

    @property
    def status(self) -> str:
        """How firm that value is."""
        return self.setting.status

    @property
    def stated(self) -> bool:
        """Whether the study states the range."""
        return self.swing is not None and self.swing.span.stated


def levers(found: Overturning) -> tuple[Lever, ...]:
    """What has a range first, then what is weakly founded, then what could overturn the result; the strongest ahead."""
    made: dict[tuple[str, int | None], Lever] = {}
    for swing in found.tornado.swings:
        made[_key(swing.knob)] = Lever(swing.knob, swing.setting, swing)
    for entry in found.ledger.entries:
        key = _key(entry.swing.knob)
        if entry.moved or key in made:
            known = made.get(key, Lever(entry.swing.knob, entry.swing.setting, entry.swing))
            made[key] = replace(known, favours=entry.favours)
    for flip in found.flips:
        key = _key(flip.knob)
        if key in made or _is_near(flip):
            made[key] = replace(made.get(key, Lever(flip.knob, flip.setting)), flip=flip if _is_near(flip) else None)
    return tuple(made.values())


def _is_near(flip: Flip) -> bool:
    if flip.value is None or not flip.base:
        return False
    return 1 / _FAR <= flip.value / flip.base <= _FAR


def _key(knob: Knob) -> tuple[str, int | None]:
    return knob.row.id, knob.scenario
