"""A distribution: how often a result came out where, with its percentiles marked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from builder.report.charts.block import Align, Block, block
from builder.report.charts.chart import Canvas, Chart, Mark, Numbers, Words, finished
from builder.report.charts.checks import checked_finite
from builder.report.charts.colour import mix
from builder.report.charts.fill import Fill, painted
from builder.report.charts.place import spread
from builder.report.charts.plane import Places, place_labels
from builder.report.charts.svg import Box, element, line, path
from builder.report.charts.theme import Theme
from builder.report.charts.ticks import Scale, nice_ticks
from builder.report.charts.told import told_marks

_OUTSIDE_TINT = 0.6
_GAP = 4.0
_BETWEEN = 14.0
_BIN_GAP = 0.5
_LEADER = 16.0
_LEAST_PLOT = 100.0
_MARK_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Distribution:
    """Counts between ascending `edges`, one fewer than these, and the values to mark.

    Bins outside `core`, such as the span between two percentiles, are drawn lighter. `tone` is the option's.
    """

    edges: tuple[float, ...]
    counts: tuple[float, ...]
    marks: tuple[Mark, ...] = ()
    core: tuple[float, float] | None = None
    tone: int = 0
    words: Words = Words()


def distribution(data: Distribution, theme: Theme, numbers: Numbers, canvas: Canvas) -> Chart:
    """A histogram without a scale of counts, which mean nothing to its reader, and its marks named above it."""
    _check(data)
    title = block(data.words.axis, theme.small, theme, canvas.width)
    names = [_name(mark, theme, numbers, canvas.width) for mark in data.marks]
    above = max((label.height + value.height for label, value in names), default=0.0)
    top = above + (_LEADER if names else 0.0)
    x = Scale(data.edges[0], data.edges[-1], 0.5, canvas.width - 0.5)
    ticks = [tick for tick in nice_ticks(x.low, x.high, 8) if x.low <= tick <= x.high]
    labels = place_labels(Places(tuple(ticks), tuple(map(numbers.axis, ticks))), x, theme)
    below = max((label.height for _, label in labels), default=0.0) + 2 * _GAP + title.height
    height = max(canvas.height, top + _LEAST_PLOT + below)
    bottom = height - below
    drawn = [*_bins(data, x, Scale(0, max(data.counts), bottom, top + _GAP), theme), *_marks(data, names, x, bottom, theme)]
    drawn.append(line((0, bottom), (canvas.width, bottom), stroke=theme.ink, stroke_width=1.0))
    for place, label in labels:
        drawn.append(line((place, bottom), (place, bottom + _GAP), stroke=theme.muted, stroke_width=0.75))
        middle = max(label.width / 2, min(place, canvas.width - label.width / 2))
        drawn.append(label.at(middle, bottom + 1.5 * _GAP, Align.MIDDLE))
    drawn.append(title.at(canvas.width / 2, height - title.height, Align.MIDDLE))
    return finished(drawn, height, told_marks(data.words, data.marks, numbers), theme, canvas)
