"""A distribution: how often a result came out where, with its percentiles marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise

from builder.report.charts.block import Align, Block, block
from builder.report.charts.chart import NO_WORDS, Canvas, Chart, Mark, Numbers, Words, finished
from builder.report.charts.checks import checked_finite, checked_places
from builder.report.charts.colour import mix
from builder.report.charts.fill import Fill, painted
from builder.report.charts.foot import foot
from builder.report.charts.place import spread
from builder.report.charts.svg import Attribute, Box, element, line, path
from builder.report.charts.theme import Theme
from builder.report.charts.ticks import Scale, labelled_ticks
from builder.report.charts.told import told_marks

_CORE_TINT, _OUTSIDE_TINT = 0.45, 0.78
_BIN_GAP = 0.75
_BETWEEN = 14.0
_LEADER = 18.0
_ELBOW = 6.0
_LEAST_PLOT = 100.0
_MARK: Mapping[str, Attribute] = {"stroke_width": 1.0, "class_": "mark"}
_LEAD: Mapping[str, Attribute] = {"stroke_width": 1.0, "class_": "lead"}
_STANDING: Mapping[str, Attribute] = {"stroke_width": 1.6, "stroke_dasharray": "4 2.5", "class_": "standing"}


@dataclass(frozen=True, slots=True)
class Distribution:
    """Counts between ascending `edges`, one fewer than these, and the values to mark.

    Bins outside `core`, such as the span between two percentiles, are drawn lighter. `tone` is the option's. Those
    below `even`, where two options cost the same, take the other option's, `even_tone`, and a line parts them.
    `standing` is the value that the counts were drawn around: a broken line, which may lie beyond the edges.
    """

    edges: tuple[float, ...]
    counts: tuple[float, ...]
    marks: tuple[Mark, ...] = ()
    core: tuple[float, float] | None = None
    tone: int = 0
    even: float | None = None
    even_tone: int = 1
    words: Words = NO_WORDS
    standing: Mark | None = None

    @property
    def named(self) -> tuple[Mark, ...]:
        """All that has a name above the bins, by value."""
        every = self.marks if self.standing is None else (*self.marks, self.standing)
        return tuple(sorted(every, key=lambda mark: mark.value))


def distribution(data: Distribution, theme: Theme, numbers: Numbers, canvas: Canvas) -> Chart:
    """A histogram without a scale of counts, which mean nothing to its reader, and its marks named above it."""
    _check(data)
    places = (data.edges[0], data.edges[-1], *(mark.value for mark in data.named))
    x = Scale(min(places), max(places), 1.0, canvas.width - 1.0)
    names = [_name(mark, theme, numbers, canvas.width / len(data.named)) for mark in data.named]
    top = max((name.height + value.height for name, value in names), default=0.0) + (_LEADER if names else 0.0)
    title = block(data.words.axis, theme.small, theme, canvas.width)
    ticks = [tick for tick in labelled_ticks(x.low, x.high, numbers.axis, 8) if x.low <= tick[0] <= x.high]
    below = foot(ticks, x, canvas.width, theme)
    height = max(canvas.height, top + _LEAST_PLOT + below.height + title.height)
    bottom = height - below.height - title.height
    drawn = [
        *_bins(data, x, Scale(0, max(data.counts), bottom, top), theme),
        line((0, bottom), (canvas.width, bottom), stroke=theme.ink, stroke_width=1.0),
        *_even(data, x, (top, bottom), theme),
        *_marks(data, names, x, (top, bottom), theme),
        below.at(bottom, theme),
        title.at(canvas.width / 2, height - title.height, Align.MIDDLE),
    ]
    return finished(drawn, height, told_marks(data.words, data.named, numbers), theme, canvas)


def _check(data: Distribution) -> None:
    checked_places("distribution", data.edges, ["" for _ in data.edges])
    checked_finite("distribution", "counts", data.counts)
    if len(data.counts) != len(data.edges) - 1:
        raise ValueError(f"distribution: {len(data.counts)} counts between {len(data.edges)} edges")
    if min(data.counts) < 0 or not any(data.counts):
        raise ValueError("distribution: counts must be zero or more, and not all zero")
    for mark in data.marks:
        checked_finite("distribution", mark.label, (mark.value,))
        if not data.edges[0] <= mark.value <= data.edges[-1]:
            raise ValueError(f"distribution: {mark.label!r} lies at {mark.value}, outside the edges")
    if data.standing is not None:
        checked_finite("distribution", data.standing.label, (data.standing.value,))


def _name(mark: Mark, theme: Theme, numbers: Numbers, room: float) -> tuple[Block, Block]:
    name = block(mark.label, theme.small, theme, room - _BETWEEN)
    return name, block(numbers.value(mark.value), theme.body.strong(), theme, room - _BETWEEN)


def _bins(data: Distribution, x: Scale, y: Scale, theme: Theme) -> list[str]:
    low, high = data.core or (data.edges[0], data.edges[-1])
    drawn = []
    for (start, end), count in zip(pairwise(data.edges), data.counts, strict=True):
        middle = (start + end) / 2
        tone = data.even_tone if data.even is not None and middle < data.even else data.tone
        tint = _CORE_TINT if low <= middle <= high else _OUTSIDE_TINT
        fill = Fill(mix(theme.option_fill(tone).colour, theme.background, tint))
        box = Box(x(start) + _BIN_GAP / 2, y(count), x(end) - x(start) - _BIN_GAP, y(0) - y(count))
        if count:
            drawn.append(painted(box, fill))
    return drawn


def _even(data: Distribution, x: Scale, edges: tuple[float, float], theme: Theme) -> list[str]:
    """The line where two options cost the same, as far as draws lie on both its sides."""
    if data.even is None or not data.edges[0] < data.even < data.edges[-1]:
        return []
    top, bottom = edges
    place = x(data.even)
    return [line((place, top), (place, bottom), stroke=theme.ink, stroke_width=2.0, class_="even")]


def _marks(
    data: Distribution, names: list[tuple[Block, Block]], x: Scale, edges: tuple[float, float], theme: Theme
) -> list[str]:
    """A line through the bins at each mark, and its name above, moved aside where marks stand near each other.

    Through the bins, the line of `standing` is broken, so that it is told from the percentiles in grey, too.
    """
    top, bottom = edges
    widths = [max(name.width, value.width) + _BETWEEN for name, value in names]
    places = [x(mark.value) for mark in data.named]
    # No name wishes to stand before that of a smaller value, however wide it is: their lines would cross.
    wishes = list(accumulate((place - width / 2 for place, width in zip(places, widths, strict=True)), max))
    starts = spread(wishes, widths, x.start - _BETWEEN / 2, x.end + _BETWEEN / 2)
    drawn = []
    for mark, place, start, width, (name, value) in zip(data.named, places, starts, widths, names, strict=True):
        middle, under = start + width / 2, top - _LEADER
        lead = [(middle, under + 2), (middle, under + _ELBOW), (place, top - _ELBOW)]
        through = (place, bottom)
        if mark is data.standing:
            drawn.append(element("path", d=path(lead), fill="none", stroke=theme.ink, **_LEAD))
            drawn.append(element("path", d=path([lead[-1], through]), fill="none", stroke=theme.ink, **_STANDING))
        else:
            drawn.append(element("path", d=path([*lead, through]), fill="none", stroke=theme.ink, **_MARK))
        drawn.append(name.at(middle, under - value.height - name.height, Align.MIDDLE))
        drawn.append(value.at(middle, under - value.height, Align.MIDDLE))
    return drawn
