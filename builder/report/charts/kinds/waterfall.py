"""A waterfall: from what the alternative costs to what the subject costs, category by category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import isclose

from builder.report.charts.block import Block, block
from builder.report.charts.chart import NO_WORDS, Canvas, Chart, Mark, Numbers, Words, finished
from builder.report.charts.checks import checked_finite
from builder.report.charts.colour import mix
from builder.report.charts.fill import Fill, painted
from builder.report.charts.foot import foot
from builder.report.charts.svg import Box, line
from builder.report.charts.theme import Theme
from builder.report.charts.ticks import Scale, labelled_ticks
from builder.report.charts.told import told_marks

_LABEL_SHARE, _VALUE_SHARE = 0.36, 0.2
_THICKNESS = 18.0
_ROW_GAP = 8.0
_GAP = 4.0
_BETWEEN = 14.0
_STEP_TINT = 0.6
_DUST = 1e-9


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Two totals and the steps that lead from the first to the last.

    `tones` are those of the two options; a step down takes a tint of the last one's colour, a step up of the
    first one's.
    """

    first: Mark
    steps: tuple[Mark, ...]
    last: Mark
    tones: tuple[int, int] = (1, 0)
    words: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class _Row:
    """A bar between two values, with its words."""

    start: float
    end: float
    fill: Fill
    label: Block
    value: Block


def waterfall(data: Waterfall, theme: Theme, numbers: Numbers, canvas: Canvas) -> Chart:
    """A row for each total and step, every step beginning where the one above it ends."""
    _check(data)
    rows = _rows(data, theme, numbers, canvas.width)
    left = max(row.label.width for row in rows) + _BETWEEN
    right = canvas.width - max(row.value.width for row in rows) - 2 * _GAP
    values = [0.0, *(row.start for row in rows), *(row.end for row in rows)]
    scale = Scale(min(values), max(values) if any(values) else 1.0, left, right)
    ticks = [tick for tick in labelled_ticks(scale.low, scale.high, numbers.axis) if scale.low <= tick[0] <= scale.high]
    below = foot(ticks, scale, canvas.width, theme)
    title = block(data.words.axis, theme.small, theme, canvas.width - left)
    tops = list(
        accumulate(
            (max(_THICKNESS, row.label.height, row.value.height) + _ROW_GAP for row in rows), initial=_ROW_GAP / 2
        )
    )
    bottom = tops[-1]
    middles = [(top + after - _ROW_GAP) / 2 for top, after in pairwise(tops)]
    drawn = [line((x, 0), (x, bottom), stroke=theme.grid, stroke_width=0.75) for x in below.places]
    drawn += [_drawn(row, middle, scale, theme) for row, middle in zip(rows, middles, strict=True)]
    drawn += _joints(rows, middles, scale, theme)
    drawn.append(line((scale(0), 0), (scale(0), bottom), stroke=theme.ink, stroke_width=1.0))
    drawn.append(below.at(bottom, theme))
    drawn.append(title.at(left, bottom + below.height))
    told = told_marks(data.words, (data.first, *data.steps, data.last), numbers)
    return finished(drawn, bottom + below.height + title.height, told, theme, canvas)


def _check(data: Waterfall) -> None:
    for mark in (data.first, *data.steps, data.last):
        checked_finite("waterfall", mark.label, (mark.value,))
    reached = data.first.value + sum(step.value for step in data.steps)
    largest = max(abs(mark.value) for mark in (data.first, *data.steps, data.last))
    if not isclose(reached, data.last.value, rel_tol=_DUST, abs_tol=_DUST * largest):
        raise ValueError(
            f"waterfall: the steps lead from {data.first.value} to {reached}, not to {data.last.value}"
            f" ({data.last.label!r})"
        )


def _rows(data: Waterfall, theme: Theme, numbers: Numbers, width: float) -> list[_Row]:
    first, last = (theme.option_fill(tone) for tone in data.tones)
    up, down = (Fill(mix(fill.colour, theme.background, _STEP_TINT)) for fill in (first, last))

    def row(mark: Mark, start: float, fill: Fill, *, total: bool = False) -> _Row:
        lettering = theme.body.strong() if total else theme.body
        label = block(mark.label, lettering, theme, width * _LABEL_SHARE)
        return _Row(
            start,
            start + mark.value,
            fill,
            label,
            block(numbers.value(mark.value), lettering, theme, width * _VALUE_SHARE),
        )

    reached: Sequence[float] = list(accumulate((step.value for step in data.steps), initial=data.first.value))
    steps = [row(step, start, up if step.value > 0 else down) for step, start in zip(data.steps, reached, strict=False)]
    return [row(data.first, 0.0, first, total=True), *steps, row(data.last, 0.0, last, total=True)]


def _drawn(row: _Row, middle: float, scale: Scale, theme: Theme) -> str:
    left, right = sorted((scale(row.start), scale(row.end)))
    bar = painted(Box(left, middle - _THICKNESS / 2, right - left, _THICKNESS), row.fill)
    value = row.value.plated(right + _GAP, middle - row.value.height / 2, theme.background)
    return row.label.centred(0, middle) + bar + value


def _joints(rows: list[_Row], middles: list[float], scale: Scale, theme: Theme) -> list[str]:
    """Fine lines from the end of each bar to the next one."""
    return [
        line(
            (scale(row.end), middle + _THICKNESS / 2),
            (scale(row.end), below - _THICKNESS / 2),
            stroke=theme.muted,
            stroke_width=0.75,
        )
        for row, (middle, below) in zip(rows, pairwise(middles), strict=False)
    ]
