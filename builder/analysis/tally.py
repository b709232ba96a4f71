"""What is kept of many draws of a result: its moments, and a histogram of bounded size that gives percentiles."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

_BITS = 13
"""Bins to a doubling of the value: 2 to this power."""

RELATIVE_ERROR = 2.0 ** -(_BITS + 1)
"""How far a percentile may lie from the draw it stands for, as a share of it: half a bin."""

_SHIFT = 52 - _BITS
_LEAST = 1e-9
"""Smaller values count as this; it keeps the histogram short where a result passes zero."""

_OUTER = 0.001
_NARROW = 0.01
"""Shares of the draws that a drawn histogram leaves out at either end; of a value that never moves, how wide it is."""


@dataclass(slots=True)
class Bins:
    """Counts of positive numbers by their leading binary digits, which are read from the floats as they stand."""

    first: int = 0
    counts: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))

    def add(self, values: Vector) -> None:
        """Count the values."""
        keys = np.maximum(values, _LEAST).view(np.int64) >> _SHIFT
        low, high = int(keys.min()), int(keys.max())
        if not self.counts.size:
            self.first, self.counts = low, np.zeros(high - low + 1, np.int64)
        before, after = max(0, self.first - low), max(0, high - self.first - self.counts.size + 1)
        if before or after:
            self.first, self.counts = self.first - before, np.pad(self.counts, (before, after))
        self.counts += np.bincount(keys - self.first, minlength=self.counts.size)

    def middles(self) -> Vector:
        """The middle of each bin."""
        keys = np.arange(self.first, self.first + self.counts.size, dtype=np.int64)
        return ((keys << _SHIFT).view(np.float64) + ((keys + 1) << _SHIFT).view(np.float64)) / 2


@dataclass(slots=True)
class Tally:
    """The draws of one result so far. The order of adding changes nothing, not even in the last digit.

    Sums are taken around `centre`, chunk by chunk, and added up exactly; `up_to_centre` draws do not exceed it.
    """

    centre: float
    count: int = 0
    up_to_centre: int = 0
    low: float = math.inf
    high: float = -math.inf
    sums: list[float] = field(default_factory=list)
    squares: list[float] = field(default_factory=list)
    above: Bins = field(default_factory=Bins)
    below: Bins = field(default_factory=Bins)

    def add(self, values: Vector) -> None:
        """Take in the values of one chunk, which are finite."""
        away = values - self.centre
        self.count += values.size
        self.up_to_centre += int(np.count_nonzero(values <= self.centre))
        self.low, self.high = min(self.low, float(values.min())), max(self.high, float(values.max()))
        self.sums.append(float(away.sum()))
        self.squares.append(float(away @ away))
        if self.low >= 0:
            self.above.add(values)
            return
        for bins, part in ((self.above, values[values >= 0]), (self.below, -values[values < 0])):
            if part.size:
                bins.add(part)

    @property
    def share_up_to_centre(self) -> float:
        """The share of the draws that do not exceed the centre, counted and not read from the histogram."""
        return self.up_to_centre / self.count

    @property
    def mean(self) -> float:
        """The mean of the draws."""
        return self.centre + math.fsum(self.sums) / self.count

    @property
    def sd(self) -> float:
        """The standard deviation of the draws."""
        if self.count < 2:
            return 0.0
        total = math.fsum(self.sums)
        return math.sqrt(max(0.0, (math.fsum(self.squares) - total * total / self.count) / (self.count - 1)))

    def percentiles(self, *shares: float) -> list[float]:
        """For each share the least value that so many of the draws do not exceed, within RELATIVE_ERROR."""
        middles, counts = self.bins()
        wanted = [max(1, math.ceil(share * self.count)) for share in shares]
        reached = middles[np.searchsorted(np.cumsum(counts), wanted)]
        return [min(max(float(each), self.low), self.high) for each in reached]

    def histogram(self, count: int) -> tuple[Vector, Vector]:
        """Edges of so many classes of equal width, and the draws in each; the outer thousandths are left out."""
        low, high = self.percentiles(_OUTER, 1 - _OUTER)
        if not low < high:
            reach = max(abs(low), 1.0) * _NARROW
            low, high, count = low - reach, high + reach, 1
        middles, counts = self.bins()
        within = np.clip(middles, self.low, self.high)
        drawn, edges = np.histogram(within, bins=np.linspace(low, high, count + 1), weights=counts)
        return edges, drawn

    def bins(self) -> tuple[Vector, NDArray[np.int64]]:
        """Middles and counts of all bins, in ascending order."""
        middles = np.concatenate([-self.below.middles()[::-1], self.above.middles()])
        return middles, np.concatenate([self.below.counts[::-1], self.above.counts])
