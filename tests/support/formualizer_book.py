"""A workbook open in formualizer: every formula recalculated, and what-ifs in well under a millisecond."""

from collections.abc import Iterable, Mapping
from typing import Any

from formualizer import Workbook

from tests.support.cells import (
    Cell,
    Changes,
    ErrorValue,
    Place,
    SheetValues,
    Value,
    cell_at,
    cells_of,
    row_and_column,
)
from tests.support.workbook_file import formula_cells, named_cells, without_cached_values

_ERRORS = {
    "Div": "#DIV/0!",
    "Na": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
}


def formualizer_values(xlsx: bytes) -> SheetValues:
    """The value of every formula cell as formualizer computes it, whatever the file has stored."""
    book = _opened(xlsx)
    return {
        sheet: {address: _read(book, (sheet, address)) for address in cells}
        for sheet, cells in formula_cells(xlsx).items()
    }


class WhatIf:
    """A workbook held open, to ask what its results would be if its inputs were other.

    The file is loaded and calculated once; each question then recalculates what depends on the
    cells that changed. Places are (sheet, address) or workbook-wide names.
    """

    def __init__(self, xlsx: bytes) -> None:
        self._book = _opened(xlsx)
        self._names = named_cells(xlsx)
        self._formulas = set(cells_of(formula_cells(xlsx)))
        self._originals: dict[Cell, Any] = {}
        self._current = True

    def set(self, changes: Changes) -> None:
        """Put other values into inputs, on top of what was put there before; None empties the cell.

        Raises:
            KeyError: no single cell has that name.
            ValueError: the cell holds a formula, so it is not an input. Nothing is changed then.
        """
        cells = {self.cell(place): value for place, value in changes.items()}
        for sheet, address in cells.keys() & self._formulas:
            raise ValueError(f"{sheet}!{address} holds a formula: it is not an input")
        for cell, value in cells.items():
            self._originals.setdefault(cell, self._stored(cell))
            self._put(cell, value)

    def read(self, places: Iterable[Place]) -> dict[Place, Value]:
        """The values at these places, recalculated."""
        if not self._current:
            # All of it and not single cells: evaluate_cell took ten times as long for one of 5,000.
            self._book.evaluate_all()
            self._current = True
        return {place: _read(self._book, self.cell(place)) for place in places}

    def reset(self) -> None:
        """Put every input back to what the file says."""
        for cell, value in self._originals.items():
            self._put(cell, value)
        self._originals.clear()

    def with_values(self, changes: Changes, outputs: Iterable[Place]) -> dict[Place, Value]:
        """The outputs as they would be with these inputs; the workbook is as before afterwards."""
        try:
            self.set(changes)
            return self.read(outputs)
        finally:
            self.reset()

    def cell(self, place: Place) -> Cell:
        """The cell that a place means; formualizer itself would take an unknown sheet for an empty one."""
        return cell_at(place, self._names, self._book.sheet_names)

    @property
    def names(self) -> Mapping[str, Cell]:
        """The cell behind each workbook-wide name."""
        return self._names

    def _stored(self, cell: Cell) -> Any:
        sheet, address = cell
        return self._book.get_value(sheet, *row_and_column(address))

    def _put(self, cell: Cell, value: Any) -> None:
        sheet, address = cell
        self._book.set_value(sheet, *row_and_column(address), value)
        self._current = False


def _opened(xlsx: bytes) -> Workbook:
    book = Workbook.from_bytes(without_cached_values(xlsx))
    book.set_temporal_egress("serial")  # dates as the numbers they are
    book.evaluate_all()
    return book


def _read(book: Workbook, cell: Cell) -> Value:
    sheet, address = cell
    match book.get_value(sheet, *row_and_column(address)):
        case {"type": "Error", "kind": kind}:
            return ErrorValue(_ERRORS.get(kind, f"#{kind.upper()}!"))
        case bool() | str() as value:
            return value
        case int() | float() as number:
            return float(number)
        case None:
            return ""
        case other:
            raise TypeError(f"{sheet}!{address} gives {other!r}, which no single cell can hold")
