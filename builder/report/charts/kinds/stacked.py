"""Stacked bars: what the cost of every option is made of."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from builder.report.charts.bars import Bar, BarPlot, Group, Part
from builder.report.charts.chart import NO_WORDS, Canvas, Chart, Numbers, Table, Words, finished
from builder.report.charts.checks import checked_finite
from builder.report.charts.columns import columns
from builder.report.charts.rows import rows
from builder.report.charts.theme import Theme
from builder.report.charts.told import listed


@dataclass(frozen=True, slots=True)
class StackedBar:
    """The parts of one bar, a value for each category; neighbours of one group (scenario) stand together."""

    group: str
    label: str
    values: tuple[float, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Bars of the same categories. A negative part hangs below zero; `total` heads the totals in the table."""

    categories: tuple[str, ...]
    bars: tuple[StackedBar, ...]
    total: str = ""
    tones: tuple[int, ...] = ()
    words: Words = NO_WORDS


def stacked_bars(data: StackedBars, theme: Theme, numbers: Numbers, canvas: Canvas) -> Chart:
    """Stacked columns with their totals above them; rows where the columns would be too narrow for their words."""
    _check(data)
    fills = [theme.category_fill(tone) for tone in data.tones or range(len(data.categories))]

    def bar(one: StackedBar) -> Bar:
        parts = [Part(value, fill, numbers.value(value)) for value, fill in zip(one.values, fills, strict=True)]
        return Bar(tuple(parts), numbers.value(sum(one.values)), one.label, one.strong)

    groups = tuple(
        Group(label, tuple(bar(one) for one in bars)) for label, bars in groupby(data.bars, lambda one: one.group)
    )
    used = [any(one.values[index] for one in data.bars) for index in range(len(data.categories))]
    meanings = zip(data.categories, fills, used, strict=True)
    legend = tuple((label, fill) for label, fill, there in meanings if there)
    plot = BarPlot(groups, legend, data.words.axis)
    drawn, height = columns(plot, theme, numbers.axis, canvas) or rows(plot, theme, numbers.axis, canvas)
    return finished(drawn, height, _told(data, numbers), theme, canvas)


def _check(data: StackedBars) -> None:
    if not data.categories or not data.bars:
        raise ValueError("stacked bars: there is nothing to draw")
    if data.tones and len(data.tones) != len(data.categories):
        raise ValueError(f"stacked bars: {len(data.tones)} tones for {len(data.categories)} categories")
    for one in data.bars:
        name = _name(one)
        if len(one.values) != len(data.categories):
            raise ValueError(
                f"stacked bars: {name!r} has {len(one.values)} values for {len(data.categories)} categories"
            )
        checked_finite("stacked bars", name, (*one.values, sum(one.values)))


def _name(bar: StackedBar) -> str:
    return " ".join(word for word in (bar.group, bar.label) if word)


def _told(data: StackedBars, numbers: Numbers) -> tuple[str, Table]:
    """The text alternative and the table, whose columns are the bars."""
    totals = [numbers.value(sum(one.values)) for one in data.bars]
    written = [
        (category, *(numbers.value(one.values[index]) for one in data.bars))
        for index, category in enumerate(data.categories)
    ]
    bottom = [(data.total, *totals)] if data.total else []
    alternative = data.words.alternative or listed(
        (_name(one), zip(data.categories, map(numbers.value, one.values), strict=True)) for one in data.bars
    )
    return alternative, Table((data.words.heading, *map(_name, data.bars)), (*written, *bottom))
