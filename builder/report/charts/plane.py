"""The plane of a chart with two axes: values upwards on a fine grid, and labelled places along the foot."""

from __future__ import annotations

from dataclasses import dataclass

from builder.report.charts.block import Align, Block, block
from builder.report.charts.chart import Canvas, Format, Words
from builder.report.charts.foot import foot
from builder.report.charts.svg import Box, Point, line
from builder.report.charts.theme import Theme
from builder.report.charts.ticks import Scale, labelled_ticks

_GAP = 4.0
_TO_AXIS = 10.0


@dataclass(frozen=True, slots=True)
class Places:
    """Ascending numbers along the foot and what stands below them; an empty label leaves its place out."""

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
    """What a plane must leave free on the right, and the least height of its plot."""

    right: float
    least: float


def plane(
    places: Places, span: tuple[float, float], room: Room, words: Words, axis: Format, theme: Theme, canvas: Canvas
) -> Plane:
    """The plane for values in the span, with its titles, grid and labels drawn."""
    ticks = [(tick, block(text, theme.small, theme)) for tick, text in labelled_ticks(*span, axis)]
    left, right = max(label.width for _, label in ticks) + 2 * _GAP, canvas.width - room.right
    x = Scale(places.values[0], places.values[-1], left + _TO_AXIS, right)
    below = foot(zip(places.values, places.labels, strict=True), x, canvas.width, theme)
    title = block(words.axis, theme.small, theme, canvas.width)
    across = block(words.across, theme.small, theme, right - left)
    top = title.height + 1.5 * theme.size
    under = below.height + across.height
    height = max(canvas.height, top + room.least + under)
    plot = Box(left, top, right - left, height - under - top)
    y = Scale(ticks[0][0], ticks[-1][0], plot.bottom, plot.y)
    drawn = [title.at(0, 0)]
    drawn += [_grid_line(y(tick), tick == 0, label, plot, theme) for tick, label in ticks]
    drawn.append(below.at(plot.bottom, theme))
    drawn.append(across.at((left + right) / 2, height - across.height, Align.MIDDLE))
    return Plane(x, y, plot, "".join(drawn), height)


def _grid_line(y: float, zero: bool, label: Block, plot: Box, theme: Theme) -> str:
    colour, width = (theme.ink, 1.0) if zero else (theme.grid, 0.75)
    drawn = line((plot.x, y), (plot.right, y), stroke=colour, stroke_width=width)
    return drawn + label.centred(plot.x - 2 * _GAP, y, Align.END)
