"""Round numbers along an axis, and the straight scale that carries values to places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0, 20.0)
_DIGITS = 12
"""Significant digits kept: drops the dust of 3 * 0.1."""
_NEAR = 1e-9
"""Two values nearer to each other than this, as a share of the larger, are one: their axis then begins at zero."""
_LEAST_SPAN = 1e-290


def nice_ticks(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """Multiples of 1, 2, 2.5 or 5 times a power of ten, in at most so many steps, from low or below to high or above.

    >>> nice_ticks(0, 581_919, most=7)
    (0.0, 100000.0, 200000.0, 300000.0, 400000.0, 500000.0, 600000.0)
    >>> nice_ticks(-0.3, 1.1, most=4)
    (-0.5, 0.0, 0.5, 1.0, 1.5)
    """
    if not (isfinite(low) and isfinite(high) and low <= high):
        raise ValueError(f"there is no axis from {low} to {high}")
    if high - low < _NEAR * max(abs(low), abs(high)):
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low < _LEAST_SPAN:
        low, high = 0.0, 1.0
    power = 10.0 ** floor(log10((high - low) / most))
    for step in (step * power for step in _STEPS):
        first, last = floor(_clean(low / step)), ceil(_clean(high / step))
        if last - first <= most:
            return tuple(_clean(count * step) for count in range(first, last + 1))
    raise AssertionError(f"no step of {_STEPS} spans {low} to {high}")


def labelled_ticks(low: float, high: float, write: Callable[[float], str], most: int = 6) -> list[tuple[float, str]]:
    """Nice ticks as they are written, fewer where some would read alike.

    >>> labelled_ticks(0, 3, "{:.0f}".format)
    [(0.0, '0'), (1.0, '1'), (2.0, '2'), (3.0, '3')]
    """
    ticks: list[tuple[float, str]] = []
    for steps in range(most, 0, -1):
        ticks = [(tick, write(tick)) for tick in nice_ticks(low, high, steps)]
        if len({text for _, text in ticks}) == len(ticks):
            break
    return ticks


def _clean(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}") + 0.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Carries values between `low` and `high` to places between `start` and `end`.

    >>> Scale(0, 200, start=300, end=100)(50)
    250.0
    """

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of the value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)
