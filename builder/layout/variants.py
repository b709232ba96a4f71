"""Copies of the model's lines on one sheet: for the chosen scenario, and again with some inputs replaced.

A *block* holds lines computed from inputs in effect; a *variant* of it only those that read a replaced input, however
far up, and lead to what is wanted. All are printed from the model's own trees and evaluated by the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite

import numpy as np

from builder.analysis.what_if import upstream
from builder.engine import Known, evaluate_node
from builder.errors import Problem, WorkbookError
from builder.formula.functions import Array, Shape
from builder.layout.book import Book, Ready, ready
from builder.layout.cells import Address, Area, Target
from builder.layout.formats import number_format
from builder.layout.place import FIRST_PERIOD, ID, LABEL, OPENING, TOTAL, UNIT, VALUE, Places
from builder.layout.printed import Printed
from builder.layout.sensitivity_scenarios import Standing
from builder.layout.speech import Speech
from builder.model.graph import Model, Node
from builder.results import Results

LINES = "Sensitivity lines"
LINK = ready("cell")
Formula = tuple[Ready, Mapping[str, Target]]
"""A formula and what its names read."""


@dataclass(slots=True)
class Block:
    """Lines and inputs by node id: their rows on the sheet, and their values as they stand."""

    standing: Standing
    rows: dict[str, int] = field(default_factory=dict)
    known: Known = field(default_factory=Known)
    tables: dict[str, Area] = field(default_factory=dict)

    def with_variants(self, *others: Block) -> Block:
        """The block with the rows of variants in place of its own."""
        found = Block(self.standing, dict(self.rows), Known(dict(self.known.values), dict(self.known.openings)),
                      dict(self.tables))  # fmt: skip
        for each in others:
            found.rows.update(each.rows)
            found.known.values.update(each.known.values)
            found.known.openings.update(each.known.openings)
            found.tables.update(each.tables)
        return found


@dataclass(slots=True)
class Lines:
    """Fills the sheet of lines from its first free row on."""

    book: Book
    places: Places
    speech: Speech
    results: Results
    row: int
    formats: dict[str, str] = field(default_factory=dict)
    leading: dict[tuple[str, ...], set[str]] = field(default_factory=dict)
    reads: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def model(self) -> Model:
        """The model whose lines are copied."""
        return self.places.model

    def heading(self, text: str, deep: bool = False) -> None:
        """A row that names what follows, with an empty one above it."""
        self.row += 1
        self.book.sheets[LINES].text(self.row, LABEL, text, "subsection" if deep else "section")
        self.row += 1

    def labelled(self, id: str, label: str, unit_text: str = "") -> int:
        """A new row with its id, label and unit; gives its number."""
        sheet, row = self.book.sheets[LINES], self.row
        sheet.text(row, ID, id, "id")
        sheet.text(row, LABEL, label, "text")
        if unit_text:
            sheet.text(row, UNIT, self.speech.unit(unit_text), "unit")
        self.row += 1
        return row

    def input(self, block: Block, node: Node, formula: Formula) -> None:
        """A row with one value of an input, in the place of what the block has."""
        row = block.rows[node.id] = self.labelled(node.id, self.speech.text(node.label), node.unit_text)
        at = self.book.formula(Address(LINES, row, VALUE), *formula, "link", self.format_of(node))
        block.known.values[node.id] = np.full((1, 1, 1), self.book.value(at))

    def variant(self, block: Block, inputs: Mapping[str, Formula], wanted: Sequence[str]) -> Block:
        """The lines that change with some inputs and lead to what is wanted, below those inputs."""
        own, needed = Block(block.standing), self.needed(wanted)
        for id, formula in inputs.items():
            if id in needed:
                self.input(own, self.model.nodes[id], formula)
        self.changed(block, own, wanted)
        return own

    def changed(self, block: Block, own: Block, wanted: Sequence[str]) -> None:
        """The lines that change with the inputs placed in a variant and lead to what is wanted, added to it."""
        self.lines(own, block, self.affected(own.known.values) & self.needed(wanted))

    def needed(self, wanted: Sequence[str]) -> set[str]:
        """Ids of all that some results are computed from, themselves among them."""
        if tuple(wanted) not in self.leading:
            self.leading[tuple(wanted)] = upstream(self.model, wanted)
        return self.leading[tuple(wanted)]

    def affected(self, inputs: Iterable[str]) -> set[str]:
        """Ids of the lines that read one of some inputs, however far up."""
        if not self.reads:
            self.reads.update((id, tuple(self.model.nodes[id].reads())) for id in self.model.order)
        given = set(inputs)
        found = set(given)
        for id, read in self.reads.items():
            if not found.isdisjoint(read):
                found.add(id)
        return found - given

    def lines(self, own: Block, read: Block, ids: Iterable[str]) -> None:
        """Rows for some lines, in the author's order; what is not among them is read from another block."""
        wanted = set(ids)
        placed = [node for node in self.model.nodes.values() if node.id in wanted and node.tree is not None]
        for node in placed:
            if not node.total_of:
                own.rows[node.id] = self.labelled(node.id, self.speech.text(node.label), node.unit_text)
        whole = read.with_variants(own)
        for id in self.model.order:
            if id in wanted and self.model.nodes[id].tree is not None:
                own.known.values[id] = whole.known.values[id] = evaluate_node(
                    self.model.nodes[id], self.model, whole.known, {}
                )
                if id in whole.known.openings:
                    own.known.openings[id] = whole.known.openings[id]
        at = replace(self.places, rows=whole.rows)
        for node in placed:
            if not node.total_of:
                self._line(node, whole, Printed.of(node, at, self._tables(node, whole)), wanted)

    def result(self, block: Block, id: str) -> Address:
        """The cell of a result that is one number."""
        node = self.model.nodes[id]
        return Address(LINES, block.rows[node.total_of or id], TOTAL if node.total_of else VALUE)

    def shown(self, block: Block, id: str) -> Address:
        """The cell with the value of an input; of one that differs by period, that of the first period."""
        column = FIRST_PERIOD + 1 if self.model.nodes[id].shape is Shape.PERIOD else VALUE
        return Address(LINES, block.rows[id], column)

    def format_of(self, node: Node) -> str:
        """The number format of a node, from its values as the study stands."""
        if node.id not in self.formats:
            values = self.results.values[node.id].ravel()[:400]
            numbers = [] if node.kind == "choice" else [float(each) for each in values]
            limit = 6 if node.rows else 4
            form = number_format(node.unit_text, node.format, numbers, limit)
            self.formats[node.id] = "General" if node.kind == "choice" else form
        return self.formats[node.id]

    def _tables(self, node: Node, block: Block) -> dict[str, str]:
        read = {name: block.tables.get(binding.node) for name, binding in node.bindings.items()}
        return {name: area.seen_from(LINES) for name, area in read.items() if area is not None}

    def _line(self, node: Node, block: Block, printed: Printed, wanted: set[str]) -> None:
        row, form = block.rows[node.id], self.format_of(node)
        first = FIRST_PERIOD if node.shape is Shape.PERIOD else VALUE
        for period, text in enumerate(printed.cells):
            self._place(row, first + period, text, block.known.values[node.id], period, form)
        whole = self.places.over_periods(node.id)
        if whole is not None and whole.id in wanted:
            self._place(row, TOTAL, printed.total, block.known.values[whole.id], 0, form, "sum")
        if printed.opening and node.opening is not None:
            self._place(row, OPENING, printed.opening, block.known.openings[node.id], 0, form, "opening")

    def _place(self, row: int, column: int, text: str, values: Array, period: int, form: str,
               style: str = "calculation") -> None:  # fmt: skip
        at, value = Address(LINES, row, column), _number(values, period)
        if not isfinite(value):
            what = f"{self.book.value(Address(LINES, row, ID))} has no finite value there"
            remedy = "look at the ranges and the cases of the study"
            raise WorkbookError(Problem(str(at), what, remedy))
        self.book.place(at, text, value, style, form)


def _number(values: Array, period: int) -> float:
    return float(values[0, 0, period if values.shape[2] > 1 else 0])
