"""Bars that stand: groups side by side along the foot, values upwards."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from builder.report.charts.bars import Bar, BarPlot, Group
from builder.report.charts.block import Align, Block, block
from builder.report.charts.chart import Canvas, Format
from builder.report.charts.legend import legend
from builder.report.charts.parts import drawn_parts
from builder.report.charts.svg import Box, line
from builder.report.charts.theme import Theme
from builder.report.charts.ticks import Scale, labelled_ticks

_LEAST_PLOT = 120.0
_WIDEST_PITCH = 110.0
_GROUP_SHARE = 0.8
"""Of the room of a group, what its bars take; the rest parts it from the next."""
_WIDEST_BAR = 60.0
_BAR_SHARE, _CAPTIONED_BAR_SHARE = 0.92, 0.72
_MOST_LINES = 3
_GAP = 4.0


@dataclass(frozen=True, slots=True)
class _Column:
    """A bar with its place along the foot and its words, `end` above it and `caption` below."""

    bar: Bar
    centre: float
    width: float
    end: Block
    caption: Block

    def box(self, low: float, high: float, scale: Scale) -> Box:
        """The column between two values."""
        top, bottom = sorted((scale(low), scale(high)))
        return Box(self.centre - self.width / 2, top, self.width, bottom - top)

    def end_top(self, scale: Scale) -> float:
        """Where the words at the end begin: above the bar, or below one that only goes down."""
        if self.bar.falls:
            return scale(self.bar.bottom) + _GAP / 2
        return scale(self.bar.top) - _GAP / 2 - self.end.height


@dataclass(frozen=True, slots=True)
class _Slot:
    """A group with its place along the foot and its words, `note` above it and `label` below."""

    centre: float
    room: float
    columns: tuple[_Column, ...]
    label: Block
    note: Block

    @property
    def overrun(self) -> bool:
        """Whether the words at the end of a bar leave the room of the group."""
        reaches = (abs(column.centre - self.centre) + column.end.width / 2 for column in self.columns)
        return max(reaches) > self.room / 2


@dataclass(frozen=True, slots=True)
class _Levels:
    """The heights at which things stand: notes, the foot of the plot, captions, labels, the end of it all."""

    notes: float
    top: float
    bottom: float
    captions: float
    labels: float
    end: float


def columns(plot: BarPlot, theme: Theme, axis: Format, canvas: Canvas) -> tuple[str, float] | None:
    """The plot as columns, and its height; None where its words would not fit."""
    ticks = [(tick, block(text, theme.small, theme)) for tick, text in labelled_ticks(plot.low, plot.high, axis)]
    left = max(words.width for _, words in ticks) + 2 * _GAP
    slots = _slots(plot.groups, left, canvas.width, theme)
    head, below_head = _head(plot, theme, canvas.width)
    levels = _levels(slots, below_head, canvas.height)
    scale = Scale(plot.low, ticks[-1][0], levels.bottom, levels.top)
    if _cramped(slots) or _crowded(slots, scale):
        return None
    drawn = [head]
    for tick, words in ticks:
        if tick < plot.low:
            continue
        y = scale(tick)
        drawn.append(line((left, y), (canvas.width, y), stroke=theme.grid, stroke_width=0.75))
        drawn.append(words.centred(left - 2 * _GAP, y, Align.END))
    drawn += [_column(column, scale, theme) for slot in slots for column in slot.columns]
    drawn.append(line((left, scale(0)), (canvas.width, scale(0)), stroke=theme.ink, stroke_width=1.0))
    drawn += [_slot_words(slot, levels, scale, theme) for slot in slots]
    return "".join(drawn), levels.end


def _slots(groups: tuple[Group, ...], left: float, right: float, theme: Theme) -> list[_Slot]:
    """Groups side by side in the middle between the two edges."""
    widest = _WIDEST_PITCH * max(2, *(len(group.bars) for group in groups))
    room = min((right - left) / len(groups), widest)
    start = (left + right - room * len(groups)) / 2
    return [_slot(group, start + (index + 0.5) * room, room, theme) for index, group in enumerate(groups)]


def _slot(group: Group, centre: float, room: float, theme: Theme) -> _Slot:
    captioned = any(bar.caption for bar in group.bars)
    pitch = room * _GROUP_SHARE / len(group.bars)
    width = min(pitch * (_CAPTIONED_BAR_SHARE if captioned else _BAR_SHARE), _WIDEST_BAR)
    step = pitch if captioned else min(pitch, width / _BAR_SHARE)
    first = centre - step * (len(group.bars) - 1) / 2
    return _Slot(
        centre,
        room,
        tuple(_words(bar, first + index * step, (width, pitch), theme) for index, bar in enumerate(group.bars)),
        block(group.label, theme.body, theme, room - 2 * _GAP),
        block(group.note, theme.body.strong(), theme, room - 2 * _GAP),
    )


def _words(bar: Bar, centre: float, room: tuple[float, float], theme: Theme) -> _Column:
    width, pitch = room
    lettering = theme.body.strong() if bar.strong else theme.body
    caption = block(bar.caption, theme.small, theme, pitch - _GAP)
    return _Column(bar, centre, width, block(bar.label, lettering, theme), caption)


def _head(plot: BarPlot, theme: Theme, width: float) -> tuple[str, float]:
    """Legend and titles, and the height where they end."""
    meanings = legend(plot.legend, width, theme)
    title = block(plot.axis_title, theme.small, theme, width * 0.48)
    note = block(plot.note_title, theme.small.strong().coloured(theme.ink), theme, width * 0.48)
    drawn = meanings.at(0, 0) + title.at(0, meanings.height) + note.at(width, meanings.height, Align.END)
    deepest = max(title.height, note.height)
    return drawn, meanings.height + (deepest + _GAP if deepest else 0.0)


def _levels(slots: list[_Slot], below_head: float, height: float) -> _Levels:
    """Heights that leave every row of words its room; the whole grows where the height asked for is too little."""
    every = [column for slot in slots for column in slot.columns]
    end_room = max(column.end.height for column in every) + _GAP
    notes = max(slot.note.height for slot in slots)
    top = below_head + (notes + _GAP if notes else 0.0) + end_room
    captions = max(column.caption.height for column in every)
    labels = max(slot.label.height for slot in slots)
    foot = (
        (end_room if any(column.bar.falls for column in every) else 0.0)
        + _GAP
        + (captions + _GAP if captions else 0.0)
        + labels
    )
    end = max(height, top + _LEAST_PLOT + foot)
    return _Levels(
        below_head, top, end - foot, end - labels - (captions + _GAP if captions else 0.0), end - labels, end
    )


def _cramped(slots: list[_Slot]) -> bool:
    """Whether words below or above the columns are broken, run over too many lines or into the next group."""
    words = [piece for slot in slots for piece in (slot.label, slot.note, *(c.caption for c in slot.columns))]
    return any(slot.overrun for slot in slots) or any(_misfits(piece) for piece in words)


def _misfits(words: Block) -> bool:
    return words.broken or len(words.lines) > _MOST_LINES


def _crowded(slots: list[_Slot], scale: Scale) -> bool:
    """Whether the words at the end of a bar meet those of another, or another bar."""
    every = [column for slot in slots for column in slot.columns]
    ends = [column.end.box(column.centre, column.end_top(scale), Align.MIDDLE) for column in every]
    bodies = [column.box(column.bar.bottom, column.bar.top, scale) for column in every]
    apart = all(not one.meets(other) for one, other in combinations(ends, 2))
    return not apart or any(end.meets(body) for end in ends for body in bodies)


def _column(column: _Column, scale: Scale, theme: Theme) -> str:
    """The parts of a bar, and the mark of its total where no end shows it."""
    bar = column.bar
    drawn = [drawn_parts(bar, lambda low, high: column.box(low, high, scale), theme)]
    if bar.mixed:
        reach, y = column.width / 2 + _GAP / 2, scale(bar.total)
        ends = (column.centre - reach, y), (column.centre + reach, y)
        drawn.append(line(*ends, stroke=theme.background, stroke_width=2.5))
        drawn.append(line(*ends, stroke=theme.ink, stroke_width=1.25, class_="total"))
    return "".join(drawn)


def _slot_words(slot: _Slot, levels: _Levels, scale: Scale, theme: Theme) -> str:
    """All words of a group, from its note down to its label."""
    drawn = [slot.note.at(slot.centre, levels.notes, Align.MIDDLE)]
    if slot.note.lines:
        first, last, y = slot.columns[0], slot.columns[-1], levels.notes + slot.note.height + _GAP / 2
        ends = (first.centre - first.width / 2, y), (last.centre + last.width / 2, y)
        drawn.append(line(*ends, stroke=theme.muted, stroke_width=0.75))
    for column in slot.columns:
        drawn.append(column.end.plated(column.centre, column.end_top(scale), theme.background, Align.MIDDLE))
        drawn.append(column.caption.at(column.centre, levels.captions, Align.MIDDLE))
    drawn.append(slot.label.at(slot.centre, levels.labels, Align.MIDDLE))
    return "".join(drawn)
