"""Grouped bars: the cost of every option, scenario by scenario."""

from __future__ import annotations

from dataclasses import dataclass

from builder.report.charts.bars import Bar, BarPlot, Group, Part
from builder.report.charts.chart import NO_WORDS, Canvas, Chart, Numbers, Series, Table, Words, finished
from builder.report.charts.checks import checked_series
from builder.report.charts.columns import columns
from builder.report.charts.rows import rows
from builder.report.charts.theme import Theme
from builder.report.charts.told import told_series


@dataclass(frozen=True, slots=True)
class GroupedBars:
    """A value per group (scenario) and series (option); `notes`, one a group, say what compares them."""

    groups: tuple[str, ...]
    series: tuple[Series, ...]
    notes: tuple[str, ...] = ()
    note_title: str = ""
    words: Words = NO_WORDS


def grouped_bars(data: GroupedBars, theme: Theme, numbers: Numbers, canvas: Canvas) -> Chart:
    """Columns with their values above them; rows instead where the columns would be too narrow for their words."""
    checked_series("grouped bars", data.series, len(data.groups))
    if data.notes and len(data.notes) != len(data.groups):
        raise ValueError(f"grouped bars: {len(data.notes)} notes for {len(data.groups)} groups")
    tones = [index if one.tone is None else one.tone for index, one in enumerate(data.series)]
    fills = [theme.option_fill(tone) for tone in tones]
    alone = len(data.groups) == 1  # then the options stand at the feet of their bars, and need no legend
    groups = tuple(
        Group(
            label,
            tuple(
                Bar(
                    (Part(one.values[index], fill),),
                    numbers.value(one.values[index]),
                    one.label if alone else "",
                    strong=tone == 0,
                )
                for one, fill, tone in zip(data.series, fills, tones, strict=True)
            ),
            data.notes[index] if data.notes else "",
        )
        for index, label in enumerate(data.groups)
    )
    meanings = () if alone else tuple((one.label, fill) for one, fill in zip(data.series, fills, strict=True))
    plot = BarPlot(groups, meanings, data.words.axis, data.note_title)
    drawn, height = columns(plot, theme, numbers.axis, canvas) or rows(plot, theme, numbers.axis, canvas)
    return finished(drawn, height, _told(data, numbers), theme, canvas)


def _told(data: GroupedBars, numbers: Numbers) -> tuple[str, Table]:
    """The text alternative and the table, the notes in its last column."""
    alternative, table = told_series(data.words, data.groups, data.series, numbers)
    if not data.notes:
        return alternative, table
    rows_ = tuple((*row, note) for row, note in zip(table.rows, data.notes, strict=True))
    return alternative, Table((*table.head, data.note_title), rows_)
