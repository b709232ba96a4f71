"""What a page is built of besides sentences: tables and figures, as plain values that any template can set."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its share of the width, and whether numbers stand in it."""

    label: str
    width: float
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A heading over several columns; an empty one spans columns that have none."""

    label: str
    columns: int


@dataclass(frozen=True, slots=True)
class Row:
    """Cells from left to right, the first of them the row's heading. `kind` is `total`, `group`, `sub` or nothing."""

    cells: tuple[str, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is numbered and captioned. `key` is its id; a `whole` one keeps to one page if it can."""

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    heads: tuple[Head, ...] = ()
    notes: tuple[str, ...] = ()
    dense: bool = False
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing that is numbered and captioned; a `half` one shares the width of the page with another."""

    key: str
    caption: str
    svg: Markup
    notes: tuple[str, ...] = ()
    half: bool = False


def even(total: float, count: int) -> float:
    """The width of each of several columns that share a width."""
    return total / max(count, 1)
