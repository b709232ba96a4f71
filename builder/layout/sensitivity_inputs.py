"""The inputs in effect in the scenario that a block shows, picked from Inputs, Series and Tables by its place.

Which row of Inputs holds may differ by scenario (each workload has its own latency): then every row that may hold
stands in a row here, and one more takes the one that does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from builder.formula.functions import Shape
from builder.layout.book import Ready, ready
from builder.layout.cells import Address, Area, Target
from builder.layout.place import FIRST_PERIOD, FIRST_SCENARIO, INPUTS, SERIES, TABLES, VALUE, Places
from builder.layout.sensitivity_scenarios import ScenarioTable, Standing
from builder.layout.variants import LINES, Block, Lines
from builder.model.graph import Node
from builder.model.rows import Row

IN_EFFECT = ready("entry_or(overrides, place, general)")
PICKED = ready("entry(values, place)")
_LINK = ready("cell")


@dataclass(frozen=True, slots=True)
class InputsInEffect:
    """Places the inputs in effect of blocks."""

    lines: Lines
    table: ScenarioTable

    @property
    def places(self) -> Places:
        """Where everything stands."""
        return self.lines.places

    def block(self, scenarios: tuple[int, ...], wanted: Sequence[str]) -> Block:
        """The lines that lead to what is wanted, and their inputs, for the scenario that these show."""
        block, model = Block(self.table.standings[scenarios]), self.lines.model
        needed = self.lines.needed(wanted)
        nodes = [node for node in model.nodes.values() if node.id in needed and node.tree is None]
        for node in nodes:
            self._input(block, node)
        self.lines.lines(block, block, needed)
        return block

    def _input(self, block: Block, node: Node) -> None:
        """The value of an input, or of what a study has written, in a block."""
        if node.kind == "table":
            self._table(block, node)
        elif node.written:
            targets: dict[str, Target] = {"values": self.places.scenario_ids, "place": block.standing.place}
            self.lines.input(block, node, (PICKED, targets))
        else:
            block.rows[node.id] = self.row_in_effect(block, node, held_rows(node, block.standing))

    def row_in_effect(self, block: Block, node: Node, rows: Sequence[Row]) -> int:
        """A row with an input's value; above it, where there are several, what each row of Inputs and Series gives."""
        sources = [(row, scenario) for row in rows for scenario in (None, *self._own_series(row, block.standing))]
        found = [self._source(block, node, row, scenario, alone=len(sources) == 1) for row, scenario in sources]
        if len(found) == 1:
            return found[0]
        place = self._place_of_source(block.standing, node, sources)
        at = self.lines.labelled(node.id, self.lines.speech.text(node.label), node.unit_text)
        for column in columns_of(self.places, node):
            area = Area(Address(LINES, found[0], column, "r"), Address(LINES, found[-1], column, "r"))
            self._put(node, at, column, PICKED, {"values": area, "place": place})
        self._know(block, node, at)
        return at

    def _own_series(self, row: Row, standing: Standing) -> list[int]:
        return [each for each in standing.scenarios if (row.id, each) in self.places.series]

    def _place_of_source(self, standing: Standing, node: Node, sources: list[tuple[Row, int | None]]) -> Target:
        """The cell that says which of several sources holds in the scenario shown."""
        chosen = {}
        for scenario in standing.scenarios:
            holder = node.rows[scenario]
            own = [i for i, (row, at) in enumerate(sources) if row is holder and at == scenario]
            general = [i for i, (row, at) in enumerate(sources) if row is holder and at is None]
            chosen[scenario] = float(1 + (own or general)[0])
        what = self.lines.speech.say("{input}: which row holds", input=self.lines.speech.text(node.label))
        return self.table.pick(chosen, standing, what)

    def _source(self, block: Block, node: Node, row: Row, scenario: int | None, alone: bool) -> int:
        """A row with what one row of Inputs gives, or one scenario's own row of Series."""
        own = "" if scenario is None else f" ({self.lines.model.scenarios[scenario]})"
        id = node.id if alone else row.id + own
        at = self.lines.labelled(id, self.lines.speech.text(row.label), row.unit_text)
        for column in columns_of(self.places, node):
            period = column - FIRST_PERIOD if node.shape is Shape.PERIOD else 0
            if scenario is not None:
                cell = Address(SERIES, self.places.series[row.id, scenario], FIRST_PERIOD + period)
                self._put(node, at, column, _LINK, {"cell": cell})
            elif row.general is None:
                place = place_where_held(self.table, row, block.standing)
                self._put(node, at, column, PICKED, {"values": overrides_of(self.places, row), "place": place})
            else:
                place = block.standing.place
                general = general_of(self.places, row, period)
                overrides = overrides_of(self.places, row)
                self._put(node, at, column, IN_EFFECT, {"overrides": overrides, "place": place, "general": general})
        if alone:
            self._know(block, node, at)
        return at

    def _put(self, node: Node, row: int, column: int, form: Ready, targets: Mapping[str, Target]) -> None:
        self.lines.book.formula(Address(LINES, row, column), form, targets, "link", self.lines.format_of(node))

    def _know(self, block: Block, node: Node, row: int) -> None:
        values = [self.lines.book.value(Address(LINES, row, column)) for column in columns_of(self.places, node)]
        block.known.values[node.id] = np.array(values)[None, None, :]

    def _table(self, block: Block, node: Node) -> None:
        """A table as it stands on its sheet; where workloads have their own, its entries are picked into a row."""
        if node.written:
            block.known.values[node.id] = self.lines.results.values[node.id]
            return
        rows = held_rows(node, block.standing)
        if len(rows) == 1:
            area = block.tables[node.id] = self.places.tables[rows[0].id]
        else:
            area = block.tables[node.id] = self._picked_table(block, node, rows)
        entries = [self.lines.book.value(each) for each in area.addresses()]
        block.known.values[node.id] = np.array(entries)[None, None, None, :]

    def _picked_table(self, block: Block, node: Node, rows: list[Row]) -> Area:
        """The entries of the table that holds; a shorter one repeats its last entry, which no formula minds."""
        areas = [self.places.tables[each.id] for each in rows]
        first = min(each.first.row for each in areas)
        of_row = {row.id: float(1 + area.first.row - first) for row, area in zip(rows, areas, strict=True)}
        chosen = {s: of_row[row.id] for s in block.standing.scenarios if (row := node.rows[s]) is not None}
        what = self.lines.speech.say("{input}: which row holds", input=self.lines.speech.text(node.label))
        place = self.table.pick(chosen, block.standing, what)
        at = self.lines.labelled(node.id, self.lines.speech.text(node.label), node.unit_text)
        width, last_row = max(len(each.addresses()) for each in areas), max(each.first.row for each in areas)
        for position in range(width):
            column = VALUE + position
            values = Area(Address(TABLES, first, column, "r"), Address(TABLES, last_row, column, "r"))
            if position == 0:
                self._put(node, at, column, PICKED, {"values": values, "place": place})
            else:
                before = Address(LINES, at, column - 1)
                self._put(node, at, column, IN_EFFECT, {"overrides": values, "place": place, "general": before})
        return Area(Address(LINES, at, VALUE, "rc"), Address(LINES, at, VALUE + width - 1, "rc"))


def held_rows(node: Node, standing: Standing) -> list[Row]:
    """The rows of Inputs of which one holds for an input in each of the scenarios, each once."""
    held = [row for each in standing.scenarios if (row := node.rows[each]) is not None]
    return list({row.id: row for row in held}.values())


def columns_of(places: Places, node: Node) -> Sequence[int]:
    """The columns that an input's values stand in."""
    return range(FIRST_PERIOD, FIRST_PERIOD + places.periods) if node.shape is Shape.PERIOD else (VALUE,)


def overrides_of(places: Places, row: Row) -> Area:
    """The cells of a row of Inputs in which each scenario may have a value of its own."""
    at = places.inputs[row.id, None].row
    last = FIRST_SCENARIO + len(places.model.scenarios) - 1
    return Area(Address(INPUTS, at, FIRST_SCENARIO, "c"), Address(INPUTS, at, last, "c"))


def general_of(places: Places, row: Row, period: int) -> Address:
    """The cell with the general value of a row: on Inputs, or in the period's column on Series."""
    series = places.series.get((row.id, None))
    if series is not None:
        return Address(SERIES, series, FIRST_PERIOD + period)
    return places.inputs[row.id, None].locked("c")


def place_where_held(table: ScenarioTable, row: Row, standing: Standing) -> Address:
    """The place of a scenario that has a value of a row without a general one: the one shown, or else the first."""
    held = [each for each in standing.scenarios if each in row.active]
    if len(held) == len(standing.scenarios):
        return standing.place
    values = {each: float(1 + (each if each in held else held[0])) for each in standing.scenarios}
    what = table.speech.say("{input}: where it has a value", input=table.speech.text(row.label))
    return table.pick(values, standing, what)
