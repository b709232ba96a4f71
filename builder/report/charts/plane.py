"""The plane of a chart with two axes: values upwards on a fine grid, and labelled places along the foot."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from builder.report.charts.block import Align, Block, block
from builder.report.charts.chart import Canvas, Format, Words
from builder.report.charts.svg import Box, Point, line
from builder.report.charts.theme import Theme
from builder.report.charts.ticks import Scale, nice_ticks

_GAP = 4.0
_BETWEEN = 10.0
_STRIDES = (1, 2, 3, 4, 6, 12)


@dataclass(frozen=True, slots=True)
class Places:
    """Places along the foot: ascending numbers and what stands below them. An empty label leaves a place out."""

    values: tuple[float, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plane:
    """A grid ready to be drawn on: its scales, its edges, what has been drawn and how high it all is."""

    x: Scale
    y: Scale
    plot: Box
    drawn: str
    height: float

    def point(self, x: float, y: float) -> Point:
        """Where the two values meet."""
        return self.x(x), self.y(y)


@dataclass(frozen=True, slots=True)
class Room:
    """What a plane must leave free: width on the right, height above the plot, and the least height of the plot."""

    right: float = 0.0
    above: float = 0.0
    least: float = 120.0


def plane(
    places: Places, span: tuple[float, float], room: Room, words: Words, axis: Format, theme: Theme, canvas: Canvas
) -> Plane:
    """The plane for values in the span, with its titles, grid and labels drawn."""
    marks = nice_ticks(*span)
    ticks = [block(axis(mark), theme.small, theme) for mark in marks]
    left = max(label.width for label in ticks) + 2 * _GAP
    right = canvas.width - room.right
    x = Scale(places.values[0], places.values[-1], left + _BETWEEN, right)
    title = block(words.axis, theme.small, theme, canvas.width)
    labels, foot = place_labels(places, x, theme), block(words.across, theme.small, theme, right - left)
    below = max((label.height for _, label in labels), default=0.0) + 2 * _GAP + foot.height
    top = title.height + room.above + theme.size
    height = max(canvas.height, top + room.least + below)
    plot = Box(left, top, right - left, height - below - top)
    y = Scale(marks[0], marks[-1], plot.bottom, plot.y)
    drawn = [title.at(0, 0), *(_grid_line(y(mark), label, plot, theme) for mark, label in zip(marks, ticks, strict=True))]
    drawn.append(line((left, y(0)), (right, y(0)), stroke=theme.ink, stroke_width=1.0) if marks[0] <= 0 <= marks[-1] else "")
    for place, label in labels:
        drawn.append(line((place, plot.bottom), (place, plot.bottom + _GAP), stroke=theme.muted, stroke_width=0.75))
        drawn.append(label.at(_inside(place, label, canvas.width), plot.bottom + 1.5 * _GAP, Align.MIDDLE))
    drawn.append(foot.at((left + right) / 2, height - foot.height, Align.MIDDLE))
    return Plane(x, y, plot, "".join(drawn), height)


def _grid_line(y: float, label: Block, plot: Box, theme: Theme) -> str:
    drawn = line((plot.x, y), (plot.right, y), stroke=theme.grid, stroke_width=0.75)
    return drawn + label.centred(plot.x - 2 * _GAP, y, Align.END)


def place_labels(places: Places, x: Scale, theme: Theme) -> list[tuple[float, Block]]:
    """As many labels as stand clear of each other, at a stride people count by."""
    every = [
        (x(value), block(label, theme.small, theme))
        for value, label in zip(places.values, places.labels, strict=True)
        if label
    ]
    kept = every
    for stride in (*_STRIDES, *range(_STRIDES[-1] * 2, len(every) + _STRIDES[-1] * 2, _STRIDES[-1])):
        kept = every[::stride]
        boxes = [label.box(place, 0, Align.MIDDLE) for place, label in kept]
        if all(one.right + _BETWEEN <= other.x for one, other in pairwise(boxes)):
            break
    return kept


def _inside(place: float, label: Block, width: float) -> float:
    """The middle nearest to the place at which the label stays on the canvas."""
    return max(label.width / 2, min(place, width - label.width / 2))
