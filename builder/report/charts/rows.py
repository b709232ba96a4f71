"""Bars that lie: groups below each other, values to the right. Room for long words and for many groups."""

from __future__ import annotations

from dataclasses import dataclass, replace

from builder.report.charts.bars import Bar, BarPlot, Group
from builder.report.charts.block import Align, Block, block
from builder.report.charts.chart import Canvas, Format
from builder.report.charts.foot import foot
from builder.report.charts.legend import legend
from builder.report.charts.parts import drawn_parts
from builder.report.charts.svg import Box, line
from builder.report.charts.theme import Theme
from builder.report.charts.ticks import Scale, labelled_ticks

_LABEL_SHARE, _CAPTION_SHARE, _NOTE_SHARE, _END_SHARE = 0.26, 0.2, 0.16, 0.14
_GAP = 4.0
_BETWEEN = 12.0


@dataclass(frozen=True, slots=True)
class _Pitch:
    """How thick bars are, and how far they and groups stand from each other."""

    bar: float
    gap: float
    captioned_gap: float
    group_gap: float


_ROOMY, _CLOSE = _Pitch(15.0, 2.0, 5.0, 12.0), _Pitch(12.0, 0.0, 0.5, 7.0)
_MANY = 18
"""Bars from which on they stand close."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A bar with its place and its words."""

    bar: Bar
    top: float
    height: float
    end: Block
    caption: Block
    thickness: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    def box(self, low: float, high: float, scale: Scale) -> Box:
        """The row between two values."""
        left, right = sorted((scale(low), scale(high)))
        return Box(left, self.middle - self.thickness / 2, right - left, self.thickness)


@dataclass(frozen=True, slots=True)
class _Band:
    """A group with its place and its words."""

    rows: tuple[_Row, ...]
    label: Block
    note: Block
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where the words before the bars, the bars, and the notes behind them begin and end."""

    captions: float
    left: float
    right: float
    notes: float


def rows(plot: BarPlot, theme: Theme, axis: Format, canvas: Canvas) -> tuple[str, float]:
    """The plot as rows, and its height, which follows from the number of bars."""
    pitch = _CLOSE if sum(len(group.bars) for group in plot.groups) >= _MANY else _ROOMY
    groups = [_band(group, theme, canvas.width, pitch) for group in plot.groups]
    edges = _edges(groups, canvas.width)
    scale = _scale(plot, groups, edges)
    head, top = _head(plot, theme, edges)
    ticks = _ticks(scale, theme, axis, canvas.width)
    top += max(words.height for _, words, _ in ticks) + _GAP
    bands = _placed(groups, top + _GAP, pitch.group_gap)
    end = bands[-1].bottom + _GAP
    drawn = [head]
    for x, words, box in ticks:
        drawn.append(words.at(box.x, top - _GAP / 2 - words.height))
        drawn.append(line((x, top), (x, end), stroke=theme.grid, stroke_width=0.75))
    drawn += [_row(row, scale, theme) for band in bands for row in band.rows]
    drawn.append(line((scale(0), top), (scale(0), end), stroke=theme.ink, stroke_width=1.0))
    drawn += [_band_words(band, edges, scale, theme) for band in bands]
    return "".join(drawn), end


def _band(group: Group, theme: Theme, width: float, pitch: _Pitch) -> _Band:
    """The group at the height zero."""
    captioned = any(bar.caption for bar in group.bars)
    gap = pitch.captioned_gap if captioned else pitch.gap
    placed: list[_Row] = []
    for bar in group.bars:
        lettering = theme.body.strong() if bar.strong else theme.body
        caption = block(bar.caption, theme.small, theme, width * _CAPTION_SHARE)
        top = placed[-1].top + placed[-1].height + gap if placed else 0.0
        end = block(bar.label, lettering, theme, width * _END_SHARE)
        height = max(pitch.bar, caption.height, end.height)
        placed.append(_Row(bar, top, height, end, caption, pitch.bar))
    label = block(group.label, theme.body, theme, width * _LABEL_SHARE)
    note = block(group.note, theme.body.strong(), theme, width * _NOTE_SHARE)
    bottom = max(placed[-1].top + placed[-1].height, label.height, note.height)
    return _Band(tuple(placed), label, note, 0.0, bottom)


def _placed(bands: list[_Band], top: float, gap: float) -> list[_Band]:
    """The bands below each other, the bars of each in its middle."""
    placed = []
    for band in bands:
        spare = band.bottom - (band.rows[-1].top + band.rows[-1].height)
        moved = tuple(replace(row, top=top + spare / 2 + row.top) for row in band.rows)
        placed.append(replace(band, rows=moved, top=top, bottom=top + band.bottom))
        top += band.bottom + gap
    return placed


def _edges(bands: list[_Band], width: float) -> _Edges:
    labels = max(band.label.width for band in bands)
    captions = max(row.caption.width for band in bands for row in band.rows)
    notes = max(band.note.width for band in bands)
    start = labels + _BETWEEN if labels else 0.0
    left = start + (captions + _BETWEEN if captions else 0.0)
    return _Edges(start, left, width - (notes + 2 * _BETWEEN if notes else 0.0), width)


def _scale(plot: BarPlot, bands: list[_Band], edges: _Edges) -> Scale:
    """The scale that leaves the words at the ends of the bars their room."""
    rows_ = [row for band in bands for row in band.rows]
    falling = max((row.end.width + 2 * _GAP for row in rows_ if row.bar.falls), default=0.0)
    rising = max((row.end.width + 2 * _GAP for row in rows_ if not row.bar.falls), default=0.0)
    high = 1.0 if plot.low == plot.high else plot.high
    return Scale(plot.low, high, edges.left + falling, edges.right - rising)


def _ticks(scale: Scale, theme: Theme, axis: Format, width: float) -> tuple[tuple[float, Block, Box], ...]:
    """As many ticks as stand clear of each other on a canvas of this width."""
    ticks = foot((), scale, width, theme)
    for most in (6, 4, 3, 2, 1):
        marks = [
            mark for mark in labelled_ticks(scale.low, scale.high, axis, most) if scale.low <= mark[0] <= scale.high
        ]
        ticks = foot(marks, scale, width, theme)
        if len(ticks.labels) == len(marks):
            break
    return ticks.labels


def _head(plot: BarPlot, theme: Theme, edges: _Edges) -> tuple[str, float]:
    """Legend and titles, and the height where they end."""
    room = edges.notes - edges.left
    meanings = legend(plot.legend, edges.notes, theme)
    title = block(plot.axis_title, theme.small, theme, room * 0.6)
    note = block(plot.note_title, theme.small.strong().coloured(theme.ink), theme, room * 0.36)
    top = meanings.height
    drawn = meanings.at(0, 0) + title.at(edges.left, top) + note.at(edges.notes, top, Align.END)
    deepest = max(title.height, note.height)
    return drawn, meanings.height + (deepest + _GAP if deepest else 0.0)


def _row(row: _Row, scale: Scale, theme: Theme) -> str:
    """The parts of a bar, and the mark of its total where no end shows it."""
    bar = row.bar
    drawn = [drawn_parts(bar, lambda low, high: row.box(low, high, scale), theme)]
    if bar.mixed:
        reach, x = row.thickness / 2 + _GAP / 2, scale(bar.total)
        ends = (x, row.middle - reach), (x, row.middle + reach)
        drawn.append(line(*ends, stroke=theme.background, stroke_width=2.5))
        drawn.append(line(*ends, stroke=theme.ink, stroke_width=1.25, class_="total"))
    return "".join(drawn)


def _band_words(band: _Band, edges: _Edges, scale: Scale, theme: Theme) -> str:
    """All words of a group in reading order."""
    drawn = [band.label.centred(0, (band.top + band.bottom) / 2)]
    for row in band.rows:
        drawn.append(row.caption.centred(edges.captions, row.middle))
        top = row.middle - row.end.height / 2
        if row.bar.falls:
            drawn.append(row.end.plated(scale(row.bar.bottom) - _GAP, top, theme.background, Align.END))
        else:
            drawn.append(row.end.plated(scale(row.bar.top) + _GAP, top, theme.background))
    drawn.append(band.note.centred(edges.notes, (band.top + band.bottom) / 2, Align.END))
    return "".join(drawn)
