"""The inputs that a case sets, in the scenario that is shown: its values in the place of what stands on Inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from builder.layout.book import Ready
from builder.layout.cells import Address, Area, Cell, Target
from builder.layout.place import FIRST_PERIOD, VALUE
from builder.layout.sensitivity_inputs import (
    IN_EFFECT,
    PICKED,
    columns_of,
    general_of,
    overrides_of,
    place_where_held,
)
from builder.layout.sensitivity_scenarios import ScenarioTable
from builder.layout.variants import LINES, LINK, Block, Lines
from builder.model.graph import Node
from builder.model.rows import Assumptions, Row, Setting, Value


@dataclass(frozen=True, slots=True)
class CaseInputs:
    """Places what a case sets of the inputs of one block."""

    lines: Lines
    table: ScenarioTable
    block: Block
    assumptions: Assumptions
    case: str

    def placed(self, wanted: Sequence[str]) -> Block:
        """The inputs that the case changes in some scenario of the block and that lead to what is wanted."""
        own, model = Block(self.block.standing), self.lines.model
        needed = self.lines.needed(wanted)
        for node in model.nodes.values():
            if node.id in needed and node.rows and self._changes(node):
                if node.kind == "table":
                    self._table(own, node)
                else:
                    self._input(own, node)
        return own

    def row_of(self, node: Node, scenario: int) -> Row | None:
        """The row that holds for an input in the case; the study's own where the case knows none."""
        base = node.rows[scenario]
        if base is None:
            return None
        held = self.assumptions.options.get(node.owner, {}) if node.scope == "option" else self.assumptions.general
        ids = held.get(base.key)
        id = ids[scenario] if ids else None
        return next((each for each in self.assumptions.rows if each.id == id), base)

    def _changes(self, node: Node) -> bool:
        for scenario in self.block.standing.scenarios:
            now, then = node.rows[scenario], self.row_of(node, scenario)
            if now is None or then is None:
                continue
            own = _value(now.overrides.get(scenario)) != _value(then.overrides.get(scenario))
            if now.id != then.id or _value(now.general) != _value(then.general) or own:
                return True
        return False

    def _input(self, own: Block, node: Node) -> None:
        scenarios = self.block.standing.scenarios
        of = {each: row for each in scenarios if (row := self.row_of(node, each)) is not None}
        rows = list({row.id: row for row in of.values()}.values())
        found = [self._row(node, row) for row in rows]
        at = found[0]
        if len(found) > 1:
            ids = [row.id for row in rows]
            say, label = self.lines.speech.say, self.lines.speech.text(node.label)
            chosen = {each: float(1 + ids.index(row.id)) for each, row in of.items()}
            place = self.table.pick(chosen, self.block.standing, say("{input}: which row holds", input=label))
            at = self._labelled(node, node.id)
            for column in columns_of(self.lines.places, node):
                area = Area(Address(LINES, found[0], column, "r"), Address(LINES, found[-1], column, "r"))
                self._put(node, at, column, PICKED, {"values": area, "place": place})
        own.rows[node.id] = at
        values = [self.lines.book.value(Address(LINES, at, column)) for column in columns_of(self.lines.places, node)]
        own.known.values[node.id] = np.array(values)[None, None, :]

    def _row(self, node: Node, row: Row) -> int:
        """A row with what one row of Inputs gives in the case; above it the general value that the case sets."""
        base = next((each for each in self.lines.model.assumptions.rows if each.id == row.id), None)
        general = self._general_row(node, row, base)
        places, standing = self.lines.places, self.block.standing
        own = self._own_values(row, base)
        at = self._labelled(node, row.id)
        for column in columns_of(places, node):
            period = max(0, column - FIRST_PERIOD)
            if general is not None:
                target: Address | None = Address(LINES, general, column)
            else:
                target = general_of(places, row, period) if row.general is not None else None
            if base is None:
                self._put(node, at, column, LINK, {"cell": target or standing.place})
            elif target is None:
                place = place_where_held(self.table, base, standing)
                self._put(node, at, column, PICKED, {"values": overrides_of(places, base), "place": place})
            else:
                overrides = overrides_of(places, base)
                both: dict[str, Target] = {"overrides": overrides, "place": standing.place, "general": target}
                self._put(node, at, column, IN_EFFECT, both)
        return self._with_own(node, row, own, at)

    def _general_row(self, node: Node, row: Row, base: Row | None) -> int | None:
        """A row with the general value that the case sets; None where it leaves that as it stands on Inputs."""
        if row.general is None or (base is not None and _value(row.general) == _value(base.general)):
            return None
        values = _by_column(row.general.value, len(columns_of(self.lines.places, node)))
        at = self._labelled(node, f"{row.id} (general)")
        for column, value in zip(columns_of(self.lines.places, node), values, strict=True):
            cell = Cell(value, "constant", number_format=self.lines.format_of(node))
            self.lines.book.sheets[LINES].put(at, column, cell)
        return at

    def _own_values(self, row: Row, base: Row | None) -> dict[int, Value]:
        """The values that the case sets for single scenarios."""
        before = base.overrides if base else {}
        return {each: setting.value for each, setting in row.overrides.items()
                if each in self.block.standing.scenarios and setting.value != _value(before.get(each))}  # fmt: skip

    def _with_own(self, node: Node, row: Row, own: dict[int, Value], at: int) -> int:
        """One more row where the case sets values for single scenarios: what it sets, or else what stands above."""
        if not own:
            return at
        values = [own.get(each) for each in range(len(self.lines.model.scenarios))]
        what = f"{self.lines.speech.text(row.label)} ({self.case})"
        area = self.table.area([None if isinstance(each, tuple) else each for each in values], what,
                               self.lines.format_of(node))  # fmt: skip
        below = self._labelled(node, f"{row.id} (scenario)")
        for column in columns_of(self.lines.places, node):
            targets: dict[str, Target] = {"overrides": area, "place": self.block.standing.place,
                                          "general": Address(LINES, at, column)}  # fmt: skip
            self._put(node, below, column, IN_EFFECT, targets)
        return below

    def _table(self, own: Block, node: Node) -> None:
        """The entries of a table that the case sets."""
        rows = [row for each in self.block.standing.scenarios if (row := self.row_of(node, each)) is not None]
        entries = rows[0].general.value if rows and rows[0].general else ()
        at = self._labelled(node, node.id)
        cells = []
        for column, entry in enumerate(entries if isinstance(entries, tuple) else (), VALUE):
            cells.append(self.lines.book.sheets[LINES].put(at, column, Cell(entry, "constant")).locked("rc"))
        own.tables[node.id] = Area(cells[0], cells[-1])
        own.known.values[node.id] = np.array(entries)[None, None, None, :]

    def _labelled(self, node: Node, id: str) -> int:
        return self.lines.labelled(id, self.lines.speech.text(node.label), node.unit_text)

    def _put(self, node: Node, row: int, column: int, form: Ready, targets: Mapping[str, Target]) -> None:
        self.lines.book.formula(Address(LINES, row, column), form, targets, "link", self.lines.format_of(node))


def _value(setting: Setting | None) -> Value | None:
    return setting.value if setting else None


def _by_column(value: Value, columns: int) -> Sequence[float | str]:
    """A value for each column: a list begins with the first period's value, at the start."""
    return (value[0], *value) if isinstance(value, tuple) else (value,) * columns
