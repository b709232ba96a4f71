"""The widths of a table's columns: the shares asked for, but never less than the longest word in a column needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from markupsafe import Markup

from builder.report.blocks import Column, Table
from builder.report.charts.theme import Measure

_ROOM = 170 / 25.4 * 72
"""The width of a table in points."""
_SIZE, _DENSE, _WIDE, _WIDE_DENSE = 8.2, 7.4, 7.7, 7.2
_PADDING, _WIDE_PADDING = 3.3 / 25.4 * 72, 1.7 / 25.4 * 72
_HEAD, _BODY = 600, 400
_MANY = 6
_BREAKS = re.compile(r"\s+|(?<=[-/·])")


def fitted(table: Table, measure: Measure) -> tuple[Column, ...]:
    """A table's columns, those wider in which a word would stick out, the others narrower by what they can spare.

    Figures are never broken: a column of them is as wide as its widest. Where all together have too little room the
    columns stay as they are.
    """
    wide = len(table.columns) > _MANY
    size = (_WIDE_DENSE if table.dense else _WIDE) if wide else (_DENSE if table.dense else _SIZE)
    padding = _WIDE_PADDING if wide else _PADDING

    def least(index: int, column: Column) -> float:
        texts = [(word, _HEAD) for word in _words(column.label)]
        for row in table.rows:
            if index < len(row.cells) and row.kind != "group":
                whole = _figures(row.cells[index]) if column.numeric else _words(row.cells[index])
                texts += [(text, _HEAD if row.kind == "total" else _BODY) for text in whole]
        return 100 * (max((measure(text, size, weight) for text, weight in texts), default=0.0) + padding) / _ROOM

    return tuple(_shared(table.columns, [least(index, each) for index, each in enumerate(table.columns)]))


def _words(text: str) -> list[str]:
    return _BREAKS.split(Markup(text).striptags())


def _figures(text: str) -> list[str]:
    return [Markup(text).striptags()]


def _shared(columns: tuple[Column, ...], least: list[float]) -> Iterable[Column]:
    """Each column with at least its least; what that takes comes from those with more, by how much more they have."""
    if sum(least) > 100:
        yield from columns
        return
    lacking = sum(max(0.0, low - each.width) for each, low in zip(columns, least, strict=True))
    spare = sum(max(0.0, each.width - low) for each, low in zip(columns, least, strict=True))
    given = min(1.0, lacking / spare) if spare else 0.0
    for each, low in zip(columns, least, strict=True):
        more = each.width - low
        yield replace(each, width=each.width - given * more if more > 0 else low)
