"""What a chart is made of and what it gives: series of numbers in; SVG, its words and its table out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from builder.report.charts.svg import content, element, number
from builder.report.charts.theme import Theme

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")

Format = Callable[[float], str]
"""Writes a number as the reader sees it, in the language and with the unit of the document."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words around a chart, in the reader's language.

    `heading` heads the first column of the table, `axis` says what the values are (and their unit), `across` what
    the other axis is. `alternative` is the sentence that stands for the chart where it cannot be seen; without it,
    the numbers are listed.
    """

    heading: str = ""
    axis: str = ""
    across: str = ""
    alternative: str = ""


NO_WORDS = Words()


@dataclass(frozen=True, slots=True)
class Numbers:
    """How values are written: on the marks, and shorter on the axis, where every tick must read differently."""

    value: Format
    axis: Format


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where a chart is drawn. `key` is unique in the document: the one id of the chart is `KEY-title`.

    A chart becomes taller than the height asked for where its labels need the room; charts of rows take the height
    of their rows.
    """

    key: str
    width: float = 640.0
    height: float = 300.0


@dataclass(frozen=True, slots=True)
class Series:
    """Values under one label. `tone` picks its colour, so that an option keeps it from chart to chart.

    Tone 0 is the subject, 1 the first alternative; without one, the place in the chart counts.
    """

    label: str
    values: tuple[float, ...]
    tone: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """One labelled value."""

    label: str
    value: float


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a chart as already written text, a row as long as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """An inline `<svg>`, the text that stands for it, and its numbers."""

    svg: str
    alternative: str
    table: Table


def finished(drawn: Iterable[str], height: float, words: tuple[str, Table], theme: Theme, canvas: Canvas) -> Chart:
    """The chart with what was drawn on it; `words` are its text alternative and its table."""
    alternative, table = words
    if not _KEY.fullmatch(canvas.key):
        raise ValueError(f"{canvas.key!r} cannot be an id: write a letter, then letters, digits, - and _")
    title = element("title", content(alternative), id=f"{canvas.key}-title")
    svg = element(
        "svg",
        title + "".join(drawn),
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        aria_labelledby=f"{canvas.key}-title",
        viewBox=f"0 0 {number(canvas.width)} {number(height)}",
        width=canvas.width,
        height=height,
        font_family=theme.font_family,
    )
    return Chart(svg, alternative, table)
