"""Addresses, areas and cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from builder.errors import Problem, WorkbookError

_PLAIN_SHEET = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LOOKS_LIKE_CELL = re.compile(r"[a-z]{1,3}[0-9]+|r[0-9]*(c[0-9]*)?|c[0-9]*|true|false", re.IGNORECASE)
MAX_TEXT = 32_767
"""How much text Excel takes in a cell, in 16-bit units: an emoji is two of them."""


@lru_cache(maxsize=2048)
def column_letters(column: int) -> str:
    """The letters of a column, 1 the first.

    >>> column_letters(1), column_letters(27)
    ('A', 'AA')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def quoted(sheet: str) -> str:
    """A sheet's name as it stands before the `!`, in quotes where it needs them.

    >>> quoted("Inputs"), quoted("7b-5k"), quoted("R1C1")
    ('Inputs', "'7b-5k'", "'R1C1'")
    """
    if _PLAIN_SHEET.fullmatch(sheet) and not _LOOKS_LIKE_CELL.fullmatch(sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Address:
    """One cell: sheet, row and column, both from 1. `fixed` marks what does not move when the formula is copied."""

    sheet: str
    row: int
    column: int
    fixed: str = ""

    def __str__(self) -> str:
        return f"{quoted(self.sheet)}!{column_letters(self.column)}{self.row}"

    @property
    def cell(self) -> str:
        """The address within its sheet, without dollar signs."""
        return f"{column_letters(self.column)}{self.row}"

    def seen_from(self, sheet: str) -> str:
        """The reference as a formula on `sheet` writes it."""
        column = ("$" if "c" in self.fixed else "") + column_letters(self.column)
        row = ("$" if "r" in self.fixed else "") + str(self.row)
        return column + row if sheet == self.sheet else f"{quoted(self.sheet)}!{column}{row}"

    def locked(self, what: str) -> Address:
        """The same cell with its column (`c`), its row (`r`) or both fixed."""
        return Address(self.sheet, self.row, self.column, what)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells on one sheet, from its first to its last cell."""

    first: Address
    last: Address

    def seen_from(self, sheet: str) -> str:
        """The reference as a formula on `sheet` writes it."""
        first = self.first.seen_from(sheet)
        last = self.last.seen_from(self.last.sheet)
        return first if self.first == self.last else f"{first}:{last}"

    def addresses(self) -> list[Address]:
        """Every cell, row by row."""
        rows = range(self.first.row, self.last.row + 1)
        columns = range(self.first.column, self.last.column + 1)
        return [Address(self.first.sheet, row, column) for row in rows for column in columns]


Target = Address | Area | tuple[Address | Area, ...]
"""What a name in a formula reads: one cell, one area, or several of them."""


def written(target: Target, sheet: str) -> str:
    """The reference to a target as a formula on `sheet` writes it."""
    parts = target if isinstance(target, tuple) else (target,)
    return ",".join(part.seen_from(sheet) for part in parts)


def addresses_of(target: Target) -> list[Address]:
    """Every cell of a target, in order."""
    parts = target if isinstance(target, tuple) else (target,)
    return [each for part in parts for each in (part.addresses() if isinstance(part, Area) else [part])]


def merged(addresses: list[Address]) -> tuple[Address | Area, ...]:
    """Cells of one row or one column as few areas: runs of neighbours become one."""
    areas: list[Area] = []
    for each in addresses:
        last = areas[-1].last if areas else None
        below = last is not None and (each.row, each.column) == (last.row + 1, last.column)
        beside = last is not None and (each.row, each.column) == (last.row, last.column + 1)
        vertical = areas and areas[-1].first.column == each.column
        horizontal = areas and areas[-1].first.row == each.row
        if (below and vertical) or (beside and horizontal):
            areas[-1] = Area(areas[-1].first, each)
        else:
            areas.append(Area(each, each))
    return tuple(area.first if area.first == area.last else area for area in areas)


def check_text(text: str, where: str) -> None:
    """Raise WorkbookError for a text that is too long for a cell."""
    length = len(text) + sum(char > "\uffff" for char in text)
    if length > MAX_TEXT:
        what = f"the text {text[:40]!r}... has {length:,} characters; a cell takes {MAX_TEXT:,}"
        raise WorkbookError(Problem(where, what, "shorten it in the study"))


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: a text, a number, or a formula with its cached value; how it looks is named, not drawn."""

    value: str | float | None
    style: str = "text"
    formula: str = ""
    number_format: str = "General"
    link: str = ""


@dataclass(frozen=True, slots=True)
class Validation:
    """What may be typed into cells, and the message shown when something else is."""

    cells: tuple[str, ...]
    kind: str
    low: float | None
    high: float | None
    choices: tuple[str, ...]
    title: str
    message: str
    source: Area | None = None
    """Where the choices stand, in place of `choices`."""


@dataclass(frozen=True, slots=True)
class SeriesRef:
    """One series of a native chart: where its name and its values stand.

    `tone` is its place among the colours; a `marker` is a point of its own, at `at` along the axis.
    """

    name: Address
    values: Area
    tone: int = 0
    at: Area | None = None
    marker: bool = False


@dataclass(frozen=True, slots=True)
class NativeChart:
    """A chart of the workbook, drawn by the spreadsheet program from cells; its size is in centimetres.

    `grouped` bars stand side by side, `stacked` ones upon each other; those of a `tornado` lie, from a common line to
    either side; `lines` run over the numbers of `categories`.
    """

    title: str
    kind: Literal["grouped", "stacked", "tornado", "lines"]
    categories: Area
    series: tuple[SeriesRef, ...]
    anchor: str
    number_format: str
    size: tuple[float, float] = (16.0, 8.0)
    value_title: str = ""
    category_title: str = ""
    rows: int = 18
    """How many rows of their usual height it covers."""
