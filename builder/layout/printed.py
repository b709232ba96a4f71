"""A line's Excel texts, as they stand in the row of a sheet with a column for each period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from builder.formula.excel import Slot, Template, template
from builder.formula.functions import Shape, View
from builder.formula.nodes import Node as Tree
from builder.layout.cells import Address, column_letters, merged, written
from builder.layout.place import FIRST_PERIOD, OPENING, TOTAL, VALUE, Places
from builder.model.graph import Node


@dataclass(frozen=True, slots=True)
class Printed:
    """A line's Excel texts, the same on every scenario sheet, but for what reads a table of its own."""

    node: Node
    cells: tuple[str, ...]
    total: str
    opening: str
    own_tables: Template | None

    @classmethod
    def of(cls, node: Node, places: Places, areas: Mapping[str, str] | None = None) -> Printed:
        """The texts of a line whose own row, and those of what it reads, `places` knows.

        `areas` are references to the tables that it reads; without them, texts that need one are left to be filled.
        """
        if node.tree is None:
            raise TypeError(node.id)
        form = _form(node.tree)
        tables = not areas and any(_is_of_its_own(part, node, places) for part in form.parts)
        columns = range(FIRST_PERIOD, FIRST_PERIOD + places.periods) if node.shape is Shape.PERIOD else [VALUE]

        def printed(column: int) -> str:
            return form.fill(lambda slot: reference(node, slot, column, places, areas))

        cells = () if tables else tuple(map(printed, columns))
        total, total_node = "", places.over_periods(node.id)
        if total_node is not None and total_node.tree is not None:
            total = _form(total_node.tree).fill(lambda slot: reference(total_node, slot, TOTAL, places))
        opening = (
            _form(node.opening).fill(lambda slot: reference(node, slot, OPENING, places)) if node.opening else ""
        )
        return cls(node, cells, total, opening, form if tables else None)


@lru_cache(maxsize=2048)
def _form(tree: Tree) -> Template:
    """A tree's text with slots: the same line is printed again for each variant of the Sensitivity sheets."""
    return template(tree)


def _is_of_its_own(part: str | Slot, node: Node, places: Places) -> bool:
    """Whether a part of a line reads a table of which each scenario may have another."""
    is_table = isinstance(part, Slot) and part.view is View.TABLE
    return is_table and node.bindings[part.name].node not in places.written  # type: ignore[union-attr]  # it is a slot


def reference(node: Node, slot: Slot, column: int, places: Places, tables: Mapping[str, str] | None = None) -> str:
    """The reference a slot of a line needs in a column of a scenario sheet; every row is on the same sheet."""
    if slot.view is View.GROUP:
        cells = [
            Address("", _row_of(member, places), _column_of(member, column, places))
            for member in node.groups[slot.name]
        ]
        return written(merged(cells), "")
    if slot.view is View.TABLE and tables and slot.name in tables:
        return tables[slot.name]
    id = node.bindings[slot.name].node
    if id in places.written:
        return places.written_in(id, max(0, column - FIRST_PERIOD)).seen_from("")
    row = _row_of(id, places)
    if places.model.nodes[id].shape is Shape.CONSTANT:
        return f"${column_letters(_column_of(id, column, places))}{row}"
    return _in_row(slot.view, column, row, places)


def _in_row(view: View, column: int, row: int, places: Places) -> str:
    """The reference to a line that varies by period, read by a view from a column of the same sheet."""
    first, last = f"${column_letters(FIRST_PERIOD)}{row}", f"${column_letters(FIRST_PERIOD + places.periods - 1)}{row}"
    here, before = f"{column_letters(column)}{row}", f"{column_letters(column - 1)}{row}"
    found = {
        View.PREVIOUS: before,
        View.FOLLOWING: f"{column_letters(column + 1)}{row}",
        View.EARLIER: f"${column_letters(OPENING)}{row}:{before}",
        View.ALL: f"{first}:{last}",
        View.TO_DATE: f"{first}:{here}",
        View.FIRST: first,
        View.LAST: last,
    }
    return found.get(view, here)


def _row_of(id: str, places: Places) -> int:
    return places.rows[places.model.nodes[id].total_of or id]


def _column_of(id: str, column: int, places: Places) -> int:
    node = places.model.nodes[id]
    if node.total_of:
        return TOTAL
    return VALUE if node.shape is Shape.CONSTANT else column
