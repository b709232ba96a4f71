"""The ends of each assumption's range in the scenario that is shown, in a row each: Low and High."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.analysis.ranged import Ranged
from builder.layout.book import ready
from builder.layout.cells import Address, Area, Cell, Target
from builder.layout.place import TOTAL, VALUE
from builder.layout.sensitivity_scenarios import ScenarioTable
from builder.layout.variants import LINES, LINK, Block, Formula, Lines
from builder.model.graph import Node
from builder.model.rows import Row, Setting

_END = ready("filled(end, value)")
_ENTRY = ready("entry(values, place)")
_HELD = ready("moved if held == 1 else value")
Source = tuple[str, Row | None, Setting | None]
"""Where a range stands: `inputs`, `own` (of a scenario's own value) or `none`."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The cells with the low and the high end of an input's range, and the one with its value in effect."""

    low: Address
    high: Address
    value: Address


@dataclass(frozen=True, slots=True)
class Ranges:
    """Places the ranges of what a block reads."""

    lines: Lines
    table: ScenarioTable
    block: Block

    def inputs_of(self, driver: Ranged) -> list[Node]:
        """The inputs of the block that an assumption is the value of, in some scenario."""
        ids = {row.id for row in driver.rows}
        model = self.lines.model
        return [
            node for node in model.nodes.values()
            if node.rows and node.id in self.block.rows
            and any((row := node.rows[each]) is not None and row.id in ids for each in self.block.standing.scenarios)
        ]  # fmt: skip

    def ends(self, driver: Ranged) -> dict[str, Ends]:
        """The ends of the range of each input that an assumption is the value of, by id; both its value where none."""
        return {node.id: self._ends_of(driver, node) for node in self.inputs_of(driver)}

    def moved(self, driver: Ranged, cell: Address, ends: Mapping[str, Ends]) -> dict[str, Formula]:
        """Each input's value where an assumption is moved to what a cell says."""
        found: dict[str, Formula] = {}
        for node in self.inputs_of(driver):
            held = {each: float(self._source(driver, node, each)[0] != "elsewhere")
                    for each in self.block.standing.scenarios}  # fmt: skip
            if all(held.values()):
                found[node.id] = LINK, {"cell": cell}
                continue
            what = self.lines.speech.say("{input}: moved", input=self.lines.speech.text(node.label))
            place = self.table.pick(held, self.block.standing, what)
            found[node.id] = _HELD, {"moved": cell, "held": place, "value": ends[node.id].value}
        return found

    def _ends_of(self, driver: Ranged, node: Node) -> Ends:
        scenarios = self.block.standing.scenarios
        sources = [self._source(driver, node, each) for each in scenarios]
        distinct = [each for i, each in enumerate(sources) if _key(each) not in map(_key, sources[:i])]
        value = Address(LINES, self.block.rows[node.id], VALUE, "c")
        rows = [self._row(node, each, value) for each in distinct]
        if len(rows) > 1:
            keys = list(map(_key, distinct))
            chosen = {s: float(1 + keys.index(_key(each))) for s, each in zip(scenarios, sources, strict=True)}
            what = self.lines.speech.say("{input}: which range holds", input=self.lines.speech.text(node.label))
            place = self.table.pick(chosen, self.block.standing, what)
            at = self._labelled(node)
            for column in (VALUE, TOTAL):
                area = Area(Address(LINES, rows[0], column, "r"), Address(LINES, rows[-1], column, "r"))
                targets: dict[str, Target] = {"values": area, "place": place}
                self.lines.book.formula(Address(LINES, at, column), _ENTRY, targets, "link", self.lines.format_of(node))
            rows = [at]
        low, high = (Address(LINES, rows[0], column) for column in (VALUE, TOTAL))
        return Ends(low, high, value)

    def _source(self, driver: Ranged, node: Node, scenario: int) -> Source:
        row = node.rows[scenario]
        if row is None or row.id not in {each.id for each in driver.rows}:
            return "elsewhere", None, None
        setting = row.setting(scenario)
        if scenario not in driver.spans or setting is None:
            return "none", None, None
        told = row.general or next(iter(row.overrides.values()), None)
        return ("inputs", row, None) if setting is told else ("own", row, setting)

    def _row(self, node: Node, source: Source, value: Address) -> int:
        kind, row, setting = source
        at, form = self._labelled(node, row), self.lines.format_of(node)
        for end, column in enumerate((VALUE, TOTAL)):
            cell = Address(LINES, at, column)
            own = (setting.low, setting.high)[end] if setting else None
            if kind == "inputs" and row is not None:
                told = self.lines.places.ranges[row.id][end].locked("r")
                self.lines.book.formula(cell, _END, {"end": told, "value": value}, "link", form)
            elif own is not None:
                self.lines.book.sheets[LINES].put(at, column, Cell(own, "constant", number_format=form))
            else:
                self.lines.book.formula(cell, LINK, {"cell": value}, "link", form)
        return at

    def _labelled(self, node: Node, row: Row | None = None) -> int:
        id = row.id if row else node.id
        return self.lines.labelled(id, self.lines.speech.text(node.label), node.unit_text)


def _key(source: Source) -> tuple[str, str, float | None, float | None]:
    kind, row, setting = source
    return (
        kind if kind != "elsewhere" else "none", row.id if row else "",
        setting.low if setting else None, setting.high if setting else None,
    )  # fmt: skip
