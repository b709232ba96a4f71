"""Labels along the foot of a plot: as many as stand clear of each other, none off the canvas."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from builder.report.charts.block import Align, Block, block
from builder.report.charts.svg import Box, line
from builder.report.charts.theme import Theme
from builder.report.charts.ticks import Scale

_TICK = 4.0
_TO_LABEL = 6.0
_BELOW = 3.0
_BETWEEN = 10.0
_STRIDES = (1, 2, 3, 4, 6)
_LONG_STRIDE = 12
"""People count months and years by these."""


@dataclass(frozen=True, slots=True)
class Foot:
    """Labels with their places and their boxes at the height zero, and the height they take."""

    labels: tuple[tuple[float, Block, Box], ...]
    height: float

    @property
    def places(self) -> list[float]:
        """Where the labelled places lie."""
        return [place for place, _, _ in self.labels]

    def at(self, bottom: float, theme: Theme) -> str:
        """Ticks and labels below the line at this height."""
        drawn = []
        for place, label, box in self.labels:
            drawn.append(line((place, bottom), (place, bottom + _TICK), stroke=theme.muted, stroke_width=0.75))
            drawn.append(label.at(box.x, bottom + _TO_LABEL))
        return "".join(drawn)


def foot(marks: Iterable[tuple[float, str]], x: Scale, width: float, theme: Theme) -> Foot:
    """The labels of these values on a canvas of this width, thinned out to a stride people count by.

    An empty label leaves its place out.
    """
    every = []
    for value, text in marks:
        label, place = block(text, theme.small, theme), x(value)
        middle = max(label.width / 2, min(place, width - label.width / 2))
        if text:
            every.append((place, label, label.box(middle, 0, Align.MIDDLE)))
    kept = every
    for stride in (*_STRIDES, *range(_LONG_STRIDE, len(every) + _LONG_STRIDE, _LONG_STRIDE)):
        kept = every[::stride]
        if all(one.right + _BETWEEN <= other.x for (_, _, one), (_, _, other) in pairwise(kept)):
            break
    return Foot(tuple(kept), max((label.height for _, label, _ in kept), default=0.0) + _TO_LABEL + _BELOW)
