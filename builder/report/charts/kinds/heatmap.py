"""A heat map: one result over two assumptions, parted where it crosses a threshold."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, product
from math import ceil

from builder.report.charts.block import Align, Block, block
from builder.report.charts.chart import NO_WORDS, Canvas, Chart, Numbers, Table, Words, finished
from builder.report.charts.checks import checked_finite
from builder.report.charts.colour import ink_on, mix
from builder.report.charts.fill import Fill, painted
from builder.report.charts.foot import foot
from builder.report.charts.legend import legend
from builder.report.charts.svg import Box, Point, element, path, rectangle
from builder.report.charts.theme import Theme
from builder.report.charts.ticks import Scale
from builder.report.charts.told import listed

_LEVELS = 4
_ABOVE_TINTS = (0.5, 0.12)
_BELOW_TINTS = (0.88, 0.6)
"""Shares of the background from just beyond the threshold to farthest from it: dark above, light below, so that
grey print parts the two as well."""
_TALLEST_CELL = 34.0
_LEAST_CELL = 4.0
_GAP = 4.0
_PADDING = 3.0
_RING = 9.0
_BORDER = 2.0


@dataclass(frozen=True, slots=True)
class Heatmap:
    """A value for each row and column; rows from the lowest upwards.

    `above` and `below` say what it means when a value is over or under the threshold (which itself counts as
    over). `base` is the row and column of the base case, `base_label` its name. `tones` are the options' whose
    colours the two sides take.
    """

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    above: str
    below: str
    threshold: float = 1.0
    base: tuple[int, int] | None = None
    base_label: str = ""
    tones: tuple[int, int] = (0, 1)
    words: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class _Grid:
    """The cells' places: row 0 at the foot."""

    plot: Box
    columns: int
    rows: int

    def cell(self, row: int, column: int) -> Box:
        """The box of one cell."""
        width, height = self.plot.width / self.columns, self.plot.height / self.rows
        return Box(self.plot.x + column * width, self.plot.bottom - (row + 1) * height, width, height)


def heatmap(data: Heatmap, theme: Theme, numbers: Numbers, canvas: Canvas) -> Chart:
    """Cells in tints of the two sides' colours, with a bold line where the sides meet.

    Values are written into the cells where every one of them fits.
    """
    _check(data)
    head, top = _head(data, theme, canvas.width)
    names = [block(label, theme.small, theme) for label in data.rows]
    left = max(name.width for name in names) + 2 * _GAP
    centres = Scale(-0.5, len(data.columns) - 0.5, left, canvas.width)
    below = foot(enumerate(data.columns), centres, canvas.width, theme)
    across = block(data.words.across, theme.small, theme, canvas.width - left)
    under = below.height + across.height
    tall = min(canvas.height - top - under, len(data.rows) * _TALLEST_CELL)
    plot = Box(left, top, canvas.width - left, max(tall, len(data.rows) * _LEAST_CELL))
    grid = _Grid(plot, len(data.columns), len(data.rows))
    drawn = [head, *_cells(data, grid, theme, numbers), *_border(data, grid, theme)]
    if data.base is not None:
        ring = grid.cell(*data.base)
        drawn.append(rectangle(ring, fill="none", stroke=theme.background, stroke_width=4.0))
        drawn.append(rectangle(ring, fill="none", stroke=theme.ink, stroke_width=1.5, class_="base"))
    stride = ceil(theme.small.size * 1.3 / (plot.height / len(data.rows)))
    for row in range(0, len(data.rows), stride):
        cell = grid.cell(row, 0)
        drawn.append(names[row].centred(left - _GAP, (cell.y + cell.bottom) / 2, Align.END))
    drawn.append(below.at(plot.bottom, theme))
    drawn.append(across.at((left + canvas.width) / 2, plot.bottom + below.height, Align.MIDDLE))
    return finished(drawn, plot.bottom + under, _told(data, numbers), theme, canvas)


def _check(data: Heatmap) -> None:
    if not data.columns or not data.rows:
        raise ValueError("heat map: there is nothing to draw")
    if len(data.values) != len(data.rows):
        raise ValueError(f"heat map: {len(data.values)} rows of values for {len(data.rows)} rows")
    for label, values in zip(data.rows, data.values, strict=True):
        if len(values) != len(data.columns):
            raise ValueError(f"heat map: {label!r} has {len(values)} values for {len(data.columns)} columns")
        checked_finite("heat map", label, values)
    checked_finite("heat map", "threshold", (data.threshold,))


def _head(data: Heatmap, theme: Theme, width: float) -> tuple[str, float]:
    """What the two sides and the ring mean, the title of the rows, and the height where they end."""
    ring = block(data.base_label if data.base else "", theme.body, theme, width * 0.3)
    taken = ring.width + 2 * _RING + 2 * _GAP if ring.lines else 0.0
    sides = ((data.above, _fill(data, theme, 1.0)), (data.below, _fill(data, theme, -1.0)))
    key = legend(sides, width - taken, theme)
    title = block(data.words.axis, theme.small, theme, width)
    drawn = key.at(0, 0) + ring.at(width, 0, Align.END) + title.at(0, key.height)
    if ring.lines:
        swatch = Box(width - ring.width - _RING - _GAP, theme.body.size * 0.61 - _RING / 2, _RING, _RING)
        drawn += rectangle(swatch, fill="none", stroke=theme.ink, stroke_width=1.5)
    return drawn, key.height + title.height + _GAP


def _fill(data: Heatmap, theme: Theme, share: float) -> Fill:
    """The fill so far from the threshold: 1 for farthest above, -1 for farthest below."""
    tone, (near, far) = (data.tones[0], _ABOVE_TINTS) if share >= 0 else (data.tones[1], _BELOW_TINTS)
    level = min(int(abs(share) * _LEVELS), _LEVELS - 1)
    tint = near + (far - near) * level / (_LEVELS - 1)
    return Fill(mix(theme.option_fill(tone).colour, theme.background, tint))


def _cells(data: Heatmap, grid: _Grid, theme: Theme, numbers: Numbers) -> list[str]:
    away = [[value - data.threshold for value in values] for values in data.values]
    reach = max(abs(distance) for distances in away for distance in distances) or 1.0
    fills = [[_fill(data, theme, distance / reach) for distance in distances] for distances in away]
    every = [(grid.cell(row, column), row, column) for row, column in product(range(grid.rows), range(grid.columns))]

    def words(row: int, column: int) -> Block:
        ink = ink_on(fills[row][column].colour, theme.ink, theme.background)
        return block(numbers.value(data.values[row][column]), theme.small.coloured(ink), theme)

    if not all(_fits(words(row, column), cell) for cell, row, column in every):
        return _runs(fills, grid)
    return [
        *(painted(cell, fills[row][column], "cell", edge=theme.background) for cell, row, column in every),
        *(words(row, column).centred(*cell.middle, Align.MIDDLE) for cell, row, column in every),
    ]


def _fits(words: Block, cell: Box) -> bool:
    return words.width + 2 * _PADDING <= cell.width and words.height + _PADDING <= cell.height


def _runs(fills: list[list[Fill]], grid: _Grid) -> list[str]:
    """Neighbours of one fill as one box, edged in their own colour so that no seam shows."""
    drawn = []
    for row, row_fills in enumerate(fills):
        column = 0
        for fill, run in groupby(row_fills):
            length = len(list(run))
            first, last = grid.cell(row, column), grid.cell(row, column + length - 1)
            box = Box(first.x, first.y, last.right - first.x, first.height)
            drawn.append(painted(box, fill, "cell", edge=fill.colour))
            column += length
    return drawn


def _border(data: Heatmap, grid: _Grid, theme: Theme) -> list[str]:
    """The line along the edges between cells on different sides of the threshold."""
    above = [[value >= data.threshold for value in values] for values in data.values]
    edges: list[tuple[Point, Point]] = []
    for row, column in product(range(grid.rows), range(grid.columns)):
        cell = grid.cell(row, column)
        if column + 1 < grid.columns and above[row][column] != above[row][column + 1]:
            edges.append(((cell.right, cell.y), (cell.right, cell.bottom)))
        if row + 1 < grid.rows and above[row][column] != above[row + 1][column]:
            edges.append(((cell.x, cell.y), (cell.right, cell.y)))
    if not edges:
        return []
    way = "".join(path(_inset(point, grid.plot) for point in edge) for edge in edges)
    thick = {"fill": "none", "stroke_linecap": "square"}
    return [
        element("path", d=way, stroke=theme.background, stroke_width=2 * _BORDER, **thick),
        element("path", d=way, stroke=theme.ink, stroke_width=_BORDER, class_="border", **thick),
    ]


def _inset(point: Point, plot: Box) -> Point:
    """The point, far enough inside that the square end of a line does not stand out."""
    x, y = point
    return max(plot.x + _BORDER, min(x, plot.right - _BORDER)), max(plot.y + _BORDER, min(y, plot.bottom - _BORDER))


def _told(data: Heatmap, numbers: Numbers) -> tuple[str, Table]:
    """The text alternative and the table, whose first row is the highest, as in the chart."""
    rows = tuple(
        (label, *map(numbers.value, values))
        for label, values in reversed(list(zip(data.rows, data.values, strict=True)))
    )
    alternative = data.words.alternative or listed(
        (label, zip(data.columns, written, strict=True)) for label, *written in rows
    )
    return alternative, Table((data.words.heading, *data.columns), rows)
