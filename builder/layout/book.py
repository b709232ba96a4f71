"""Sheets being filled: texts, numbers, and formulas that are printed and evaluated from the same tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from builder.errors import Problem, WorkbookError
from builder.formula.evaluate import Frame, Program, evaluate, program
from builder.formula.excel import Slot, Template, template
from builder.formula.functions import Array, View
from builder.formula.nodes import Node
from builder.formula.parse import parse
from builder.layout.cells import Address, Cell, NativeChart, Target, Validation, addresses_of, check_text, written

MAX_FORMULA = 8192
"""Excel's own limit; that ours stay short is checked by the proof, not here."""


@dataclass(slots=True)
class Sheet:
    """One sheet: its cells by (row, column), and how it is shown and printed.

    `last_printed` and `last_printed_row` are the last column and row of the print area; 0 prints all.
    """

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    freeze: tuple[int, int] = (1, 1)
    title_rows: tuple[int, int] = (1, 1)
    validations: list[Validation] = field(default_factory=list)
    charts: list[NativeChart] = field(default_factory=list)
    unlocked: set[tuple[int, int]] = field(default_factory=set)
    landscape: bool = True
    last_printed: int = 0
    last_printed_row: int = 0
    breaks: set[int] = field(default_factory=set)
    """Rows with which a new printed page begins."""

    def put(self, row: int, column: int, cell: Cell) -> Address:
        """Place a cell and give its address. Raises WorkbookError for a text that no cell can hold."""
        address = Address(self.name, row, column)
        if isinstance(cell.value, str):
            check_text(cell.value, str(address))
        self.cells[row, column] = cell
        return address

    def text(self, row: int, column: int, text: str, style: str = "text", link: str = "") -> Address:
        """Place a text."""
        return self.put(row, column, Cell(text, style, link=link))


@dataclass(frozen=True, slots=True)
class Ready:
    """A formula parsed once, to be placed many times."""

    text: Template
    run: Program


def ready(formula: str | Node) -> Ready:
    """A formula's printed and runnable forms."""
    tree = parse(formula) if isinstance(formula, str) else formula
    return Ready(template(tree), program(tree))


_LINK = ready("cell")


@dataclass(slots=True)
class Book:
    """All sheets in order, the names of cells, and the value of every cell."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    names: dict[str, Address] = field(default_factory=dict)

    def sheet(self, name: str) -> Sheet:
        """A new sheet at the end."""
        if len(name) > 31 or name.lower() in (each.lower() for each in self.sheets):
            what = "a sheet's name has at most 31 characters and is not used twice"
            raise WorkbookError(Problem(f"sheet {name}", what, "rename the scenario"))
        self.sheets[name] = Sheet(name)
        return self.sheets[name]

    def name(self, name: str, address: Address) -> None:
        """Give a cell a workbook-wide name."""
        self.names[name] = address

    def value(self, address: Address) -> str | float | None:
        """What a cell shows: None where it is blank."""
        cell = self.sheets[address.sheet].cells.get((address.row, address.column))
        return cell.value if cell else None

    def formula(self, at: Address, formula: Ready | str, targets: Mapping[str, Target], style: str = "calculation",
                number_format: str = "General") -> Address:  # fmt: skip
        """Place a formula whose names read the targets; its value is evaluated from what stands there."""
        form = formula if isinstance(formula, Ready) else ready(formula)
        printed = form.text.fill(lambda slot: written(targets[slot.name], at.sheet))
        value = evaluate(form.run, self._frame(form.run, targets))
        return self.place(at, printed, value.item(), style, number_format)

    def link(self, at: Address, cell: Address, style: str = "link", number_format: str = "General") -> Address:
        """Place a formula that shows another cell, whose value has been evaluated."""
        value = self.value(cell)
        if value is None:
            raise TypeError(f"{cell} is blank")
        return self.place(at, _LINK.text.fill(lambda _: cell.seen_from(at.sheet)), value, style, number_format)

    def place(
        self, at: Address, printed: str, value: float | str, style: str, number_format: str = "General"
    ) -> Address:
        """Place a formula that is printed and evaluated already."""
        if len(printed) > MAX_FORMULA:
            what = f"the formula has {len(printed):,} characters; Excel takes {MAX_FORMULA:,}"
            raise WorkbookError(Problem(str(at), what, "split the line into several"))
        value = value if isinstance(value, str) else float(value) + 0.0  # a spreadsheet has no minus zero
        return self.sheets[at.sheet].put(at.row, at.column, Cell(value, style, printed, number_format))

    def _frame(self, run: Program, targets: Mapping[str, Target]) -> Frame:
        values: dict[str, Array] = {}
        groups: dict[str, list[Array]] = {}
        for each in run.reads:
            found = [self.value(address) for address in addresses_of(targets[each.name])]
            if each.view is View.VALUE:
                found = [0.0 if value is None else value for value in found]  # what a blank cell is to a formula
            if each.view is View.GROUP:
                groups[each.name] = [_array([value if isinstance(value, int | float) else 0.0]) for value in found]
            else:
                values[each.name] = _array(found, table=each.view is View.TABLE)
        return Frame(values, groups)


def _array(found: list[str | float | None], table: bool = False) -> Array:
    texts = [isinstance(value, str) for value in found]
    blank: str | float = "" if any(texts) else np.nan
    mixed = any(texts) and not all(text or value is None for text, value in zip(texts, found, strict=True))
    array = np.array([blank if value is None else value for value in found], dtype=object if mixed else None)
    return array[None, None, None, :] if table else array[None, None, :]


__all__ = ["Book", "Ready", "Sheet", "Slot", "ready"]
