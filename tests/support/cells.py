"""What a cell holds, and how a test points at one.

The words every module of the harness shares. A cell is the pair of its sheet and its address,
`("Inputs", "E12")`; a place is a cell or the workbook-wide name of one, `"in_users"`.
"""

from collections.abc import Collection, Iterator, Mapping

from openpyxl.utils.cell import coordinate_to_tuple


class ErrorValue(str):
    """An error as a spreadsheet shows it, `#DIV/0!`, as opposed to a text that only looks like one.

    >>> ErrorValue("#N/A") == "#N/A"
    True
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"error {self}"


Value = float | str | bool
Cell = tuple[str, str]
Place = str | Cell
SheetValues = dict[str, dict[str, Value]]
SheetFormulas = dict[str, dict[str, str]]
# None empties the cell: that is how an override is taken back. Three mappings, because a mapping
# of cells alone, or of names alone, is to a type checker no mapping of places.
Changes = Mapping[Place, Value | None] | Mapping[Cell, Value | None] | Mapping[str, Value | None]


def row_and_column(address: str) -> tuple[int, int]:
    """The row and column of an address, both counted from 1.

    >>> row_and_column("$E$12")
    (12, 5)
    """
    row, column = coordinate_to_tuple(address.replace("$", ""))
    return int(row), int(column)


def cells_of(sheets: Mapping[str, Mapping[str, object]]) -> Iterator[Cell]:
    """Every (sheet, address) of a mapping by sheet and address, in its order."""
    return ((sheet, address) for sheet, cells in sheets.items() for address in cells)


def cell_at(place: Place, names: Mapping[str, Cell], sheets: Collection[str]) -> Cell:
    """The cell a place means; names are found as Excel finds them, without regard to case.

    Raises:
        KeyError: `place` is a name that `names` lacks, or on a sheet that `sheets` lacks.
    """
    if not isinstance(place, str):
        if place[0] not in sheets:
            raise KeyError(f"there is no sheet {place[0]!r}")
        return place
    found = [cell for name, cell in names.items() if name.casefold() == place.casefold()]
    if not found:
        raise KeyError(f"no single cell is named {place!r}")
    return found[0]
