"""A tornado: how far each driver alone moves the result, down and up."""

from __future__ import annotations

from dataclasses import dataclass

from builder.report.charts.block import Align, Block, block
from builder.report.charts.chart import NO_WORDS, Canvas, Chart, Mark, Numbers, Table, Words, finished
from builder.report.charts.checks import checked_finite
from builder.report.charts.colour import mix
from builder.report.charts.fill import Fill, painted
from builder.report.charts.foot import foot
from builder.report.charts.legend import legend
from builder.report.charts.svg import Box, line
from builder.report.charts.theme import Theme
from builder.report.charts.ticks import Scale, labelled_ticks
from builder.report.charts.told import listed

_LABEL_SHARE = 0.36
_THICKNESS = 16.0
_HALF = 12.0
_ROW_GAP = 9.0
_GAP = 4.0
_BETWEEN = 14.0
_LOW_TINT = 0.62


@dataclass(frozen=True, slots=True)
class Swing:
    """A driver and the result at its low and its high value; `detail` tells these values."""

    label: str
    low: float
    high: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Tornado:
    """Drivers in the order they are drawn, around the result of the base case.

    `low` and `high` name the two ends in the legend and the table. `tone` is the option's.
    """

    base: Mark
    swings: tuple[Swing, ...]
    low: str
    high: str
    tone: int = 0
    words: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class _End:
    """The result at one end of a driver, its words, and the side of the base they stand on."""

    value: float
    words: Block
    leftward: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """A driver ready to be drawn: its label and detail, and its two ends."""

    label: Block
    detail: Block
    ends: tuple[_End, _End]

    @property
    def one_sided(self) -> bool:
        """Whether both ends stand on one side of the base."""
        return self.ends[0].leftward == self.ends[1].leftward

    @property
    def height(self) -> float:
        """The height of the bars or of the words, whichever is more."""
        return max(2 * _HALF if self.one_sided else _THICKNESS, self.label.height + self.detail.height)


def tornado(data: Tornado, theme: Theme, numbers: Numbers, canvas: Canvas) -> Chart:
    """A row for each driver, light towards its low value and dark towards its high one, each end with its result.

    Where both ends lie on one side of the base, the bars are drawn one below the other.
    """
    _check(data)
    colour = theme.option_fill(data.tone).colour
    fills = Fill(mix(colour, theme.background, _LOW_TINT)), Fill(colour)
    rows = [_row(swing, data.base.value, theme, numbers, canvas.width) for swing in data.swings]
    left = max(max(row.label.width, row.detail.width) for row in rows) + _BETWEEN
    scale = _scale(data, rows, left, canvas.width)
    meanings = legend(((data.low, fills[0]), (data.high, fills[1])), canvas.width, theme)
    base = block(f"{data.base.label} {numbers.value(data.base.value)}", theme.body.strong(), theme, canvas.width - left)
    top = meanings.height + base.height + _GAP
    bottom = top + sum(row.height + _ROW_GAP for row in rows)
    ticks = [tick for tick in labelled_ticks(scale.low, scale.high, numbers.axis) if scale.low <= tick[0] <= scale.high]
    below = foot(ticks, scale, canvas.width, theme)
    title = block(data.words.axis, theme.small, theme, canvas.width - left)
    axis = scale(data.base.value)
    middle = max(left + base.width / 2, min(axis, canvas.width - base.width / 2))
    drawn = [meanings.at(0, 0), base.at(middle, meanings.height, Align.MIDDLE)]
    drawn += [line((x, top), (x, bottom), stroke=theme.grid, stroke_width=0.75) for x in below.places]
    down = top + _ROW_GAP / 2
    for row in rows:
        drawn.append(_drawn_row(row, down, axis, scale, fills, theme))
        down += row.height + _ROW_GAP
    drawn.append(line((axis, top), (axis, bottom), stroke=theme.ink, stroke_width=1.0, class_="base"))
    drawn.append(below.at(bottom, theme))
    drawn.append(title.at((left + canvas.width) / 2, bottom + below.height, Align.MIDDLE))
    return finished(drawn, bottom + below.height + title.height, _told(data, numbers), theme, canvas)


def _check(data: Tornado) -> None:
    if not data.swings:
        raise ValueError("tornado: there is nothing to draw")
    checked_finite("tornado", data.base.label, (data.base.value,))
    for swing in data.swings:
        checked_finite("tornado", swing.label, (swing.low, swing.high))


def _row(swing: Swing, base: float, theme: Theme, numbers: Numbers, width: float) -> _Row:
    def end(value: float, other: float) -> _End:
        leftward = value < base or (value == base and other > base)
        return _End(value, block(numbers.value(value), theme.small.coloured(theme.ink), theme), leftward)

    return _Row(
        block(swing.label, theme.body, theme, width * _LABEL_SHARE),
        block(swing.detail, theme.small, theme, width * _LABEL_SHARE),
        (end(swing.low, swing.high), end(swing.high, swing.low)),
    )


def _scale(data: Tornado, rows: list[_Row], left: float, right: float) -> Scale:
    """The scale that leaves the words at both ends their room."""
    values = [data.base.value, *(end.value for row in rows for end in row.ends)]
    low, high = min(values), max(values)
    if low == high:
        high += abs(high) or 1.0
    ends = [end for row in rows for end in row.ends]
    before = max((end.words.width for end in ends if end.leftward), default=0.0)
    after = max((end.words.width for end in ends if not end.leftward), default=0.0)
    return Scale(low, high, left + before + 2 * _GAP, right - after - 2 * _GAP)


def _drawn_row(row: _Row, top: float, axis: float, scale: Scale, fills: tuple[Fill, Fill], theme: Theme) -> str:
    middle = top + row.height / 2
    text_top = middle - (row.label.height + row.detail.height) / 2
    drawn = [row.label.at(0, text_top), row.detail.at(0, text_top + row.label.height)]
    for end, fill, side in zip(row.ends, fills, (-1, 1), strict=True):
        x = scale(end.value)
        thick = _HALF - 1 if row.one_sided else _THICKNESS
        centre = middle + side * _HALF / 2 if row.one_sided else middle
        drawn.append(painted(Box(min(x, axis), centre - thick / 2, abs(x - axis), thick), fill))
        place, align = (x - _GAP, Align.END) if end.leftward else (x + _GAP, Align.START)
        drawn.append(end.words.plated(place, centre - end.words.height / 2, theme.background, align))
    return "".join(drawn)


def _told(data: Tornado, numbers: Numbers) -> tuple[str, Table]:
    """The text alternative and the table."""
    ends = [((data.low, numbers.value(one.low)), (data.high, numbers.value(one.high))) for one in data.swings]
    base = f"{data.base.label}: {numbers.value(data.base.value)}; "
    swings = listed((one.label, pair) for one, pair in zip(data.swings, ends, strict=True))
    rows = tuple((one.label, low, high) for one, ((_, low), (_, high)) in zip(data.swings, ends, strict=True))
    return data.words.alternative or base + swings, Table((data.words.heading, data.low, data.high), rows)
