"""Where curves pass zero, to the last digits: through it, across a step, or along it.

Curves of this domain have steps (whole servers), kinks and level stretches, so nothing is assumed of them but that what
happens between two places that are looked at is looked at again more closely where it may matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import isfinite
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Curves = Callable[[Vector], Vector]
"""Values at some places: shape (places, curves). Not-a-number where a curve has no value."""

PLACES = 4097
_PARTS = 16
_LEVELS = 2
_MOST_PLACES = 200_000
_NARROW = 1e-13
_ROUNDS = 24


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where a curve meets zero, from `low` to `high`.

    *through*: both are the place. *step*: the curve jumps over zero; the last place before and the first after.
    *level*: the curve is zero from one to the other. `values` are the curve's at these places, `sides` its signs before
    and after (0 at an end of the range); they are equal where it turns back.
    """

    kind: Literal["through", "step", "level"]
    low: float
    high: float
    values: tuple[float, float]
    sides: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Change:
    """Between `low` and `high` the sign of a curve is no longer what it is at `low`."""

    curve: int
    low: float
    high: float
    at_low: float
    at_high: float
    rise: float
    width: float

    @property
    def sides(self) -> tuple[int, int]:
        return int(np.sign(self.at_low)), int(np.sign(self.at_high))

    @property
    def narrow(self) -> bool:
        return self.high - self.low <= _NARROW * max(abs(self.low), abs(self.high))

    @property
    def jumps(self) -> bool:
        """Whether so narrow a place moves the curve by far more than its part of the rise over the width around it."""
        jump, part = abs(self.at_high - self.at_low), (self.high - self.low) / self.width
        return jump > self.rise * max(1000 * part, 1e-6)


def crossings(curves: Curves, places: Vector) -> list[list[Crossing]]:
    """All meetings with zero of each curve between the first and the last place, in order.

    Two crossings between neighbouring places are found where the curve bends or jumps there; places are refined so
    that this is about one part in a million of the range.
    """
    places, values = _refined(curves, places)
    found = []
    changes = _located(
        curves, [each for curve in range(values.shape[1]) for each in _changes(places, values[:, curve], curve)]
    )
    for curve in range(values.shape[1]):
        numbers = np.isfinite(values[:, curve])
        mine = sorted((each for each in changes if each.curve == curve), key=lambda each: each.low)
        ends = (float(places[numbers][0]), float(places[numbers][-1])) if numbers.any() else (0.0, 0.0)
        starts_level = bool(numbers.any() and values[numbers, curve][0] == 0)
        found.append(list(_told(mine, ends, starts_level)))
    return found


def _refined(curves: Curves, places: Vector) -> tuple[Vector, Vector]:
    """The places and values, with more of them where a curve that is near zero does not run straight."""
    values = curves(places)
    for _ in range(_LEVELS):
        uneven = _uneven(places, values)
        if not uneven.any() or uneven.sum() * _PARTS > _MOST_PLACES:
            break
        shares = np.arange(1, _PARTS) / _PARTS
        more = (places[:-1][uneven, None] + np.diff(places)[uneven, None] * shares).ravel()
        order = np.argsort(np.concatenate([places, more]), kind="stable")
        places, values = np.concatenate([places, more])[order], np.concatenate([values, curves(more)])[order]
    return places, values


def _uneven(places: Vector, values: Vector) -> NDArray[np.bool_]:
    """Gaps between places where some curve may cross zero twice: it bends or jumps, and by enough to reach zero."""
    widths, rises = np.diff(places)[:, None], np.diff(values, axis=0)
    bends = np.abs(rises[1:] / widths[1:] - rises[:-1] / widths[:-1])
    bent = np.zeros_like(rises)
    bent[:-1] = bends
    bent[1:] = np.maximum(bent[1:], bends)
    bent *= widths
    largest = np.nanmax(np.abs(values), axis=0, initial=0)
    near = np.minimum(np.abs(values[:-1]), np.abs(values[1:])) <= 2 * bent + np.abs(rises)
    uneven: NDArray[np.bool_] = ((bent > 1e-7 * largest) & near).any(axis=1)
    return uneven


def _changes(places: Vector, values: Vector, curve: int) -> Iterator[_Change]:
    numbers = np.isfinite(values)
    places, values = places[numbers], values[numbers]
    signs = np.sign(values)
    for index in np.flatnonzero(signs[1:] != signs[:-1]):
        low, high = float(places[index]), float(places[index + 1])
        before, after = float(values[index]), float(values[index + 1])
        yield _Change(curve, low, high, before, after, abs(after - before), high - low)


def _located(curves: Curves, changes: list[_Change]) -> list[_Change]:
    """Each change narrowed to the last digits. One that was two, with zero in between, becomes two."""
    done: list[_Change] = []
    waiting = changes
    while waiting:
        narrowed = _narrowed(curves, waiting)
        done += narrowed
        waiting = [
            replace(wide, low=narrow.high, at_low=narrow.at_high)
            for wide, narrow in zip(waiting, narrowed, strict=True)
            if narrow.sides[1] != wide.sides[1] and narrow.high < wide.high
        ]
    return done


def _narrowed(curves: Curves, changes: list[_Change]) -> list[_Change]:
    shares = np.arange(1, _PARTS) / _PARTS
    now = list(changes)
    for _ in range(_ROUNDS):
        open_ones = [index for index, each in enumerate(now) if not each.narrow]
        if not open_ones:
            break
        inner = np.array([now[index].low + (now[index].high - now[index].low) * shares for index in open_ones])
        values = curves(inner.ravel()).reshape(*inner.shape, -1)
        for row, index in enumerate(open_ones):
            now[index] = _part(now[index], inner[row], values[row, :, now[index].curve])
    return now


def _part(change: _Change, inner: Vector, values: Vector) -> _Change:
    """The first of the parts in which the sign changes. A place without a value counts as the one before it."""
    places = [change.low, *map(float, inner), change.high]
    known = [change.at_low]
    for each in (*map(float, values), change.at_high):
        known.append(each if isfinite(each) else known[-1])
    first = next(index for index, each in enumerate(known) if np.sign(each) != np.sign(change.at_low))
    return replace(change, low=places[first - 1], at_low=known[first - 1], high=places[first], at_high=known[first])


def _told(changes: list[_Change], ends: tuple[float, float], starts_level: bool) -> Iterator[Crossing]:
    """Changes of sign as crossings: those into and out of zero together make a level stretch."""
    if not changes and starts_level:
        yield Crossing("level", *ends, (0.0, 0.0), (0, 0))
    into: _Change | None = None
    for change in changes:
        before, after = change.sides
        if before and after:
            yield _single(change)
        elif not before:
            start, side = (into.high, into.sides[0]) if into else (ends[0], 0)
            yield _level(start, change.low, (side, after), jumps=change.jumps or (into is not None and into.jumps))
        into = None if after else change
    if into is not None:
        yield _level(into.high, ends[1], (into.sides[0], 0), jumps=into.jumps)


def _single(change: _Change) -> Crossing:
    if change.jumps:
        return Crossing("step", change.low, change.high, (change.at_low, change.at_high), change.sides)
    share = change.at_low / (change.at_low - change.at_high)
    place = change.low + (change.high - change.low) * share
    return Crossing("through", place, place, (0.0, 0.0), change.sides)


def _level(low: float, high: float, sides: tuple[int, int], *, jumps: bool) -> Crossing:
    if not jumps and high - low <= 1e-9 * max(abs(low), abs(high)):
        return Crossing("through", low, low, (0.0, 0.0), sides)
    return Crossing("level", low, high, (0.0, 0.0), sides)
