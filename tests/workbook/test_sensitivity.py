"""The Sensitivity sheet shows, in the scenario that is chosen, what the engine gives for the same change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest

from builder.analysis.ranged import Ranged
from builder.engine import Changes, case_results, evaluate_model, run
from builder.layout.cells import Address
from builder.layout.layout import Layout, lay_out
from builder.layout.place import ID, LABEL, VALUE
from builder.layout.sensitivity_choice import Choice, choice
from builder.layout.sensitivity_grid import FIRST, OWN, STEPS, USED
from builder.layout.sensitivity_page import SENSITIVITY
from builder.layout.sensitivity_tornado import AT_HIGH, AT_LOW, CHANGE_HIGH, CHANGE_LOW, HIGH, LOW, SAID
from builder.model.graph import Model
from builder.results import Results
from builder.study.loader import load_study
from builder.workbook.writer import workbook_bytes
from tests.support.one_sheet import libreoffice_sheets
from tests.support.recalculation import (
    ErrorValue,
    Value,
    WhatIf,
    cached_values,
    differences,
    formualizer_values,
    formula_cells,
)
from tests.workbook import books
from tests.workbook.books import OWN as STUDIES

RELATIVE = 1e-9
ABSOLUTE = 1e-9
NAMES = ("reference", "moving")
Cell = tuple[str, str]
Typed = Mapping[tuple[str, int | None], Any]
"""What a person types into Inputs: by row and scenario."""


NOTHING: Typed = {}


@cache
def results(name: str) -> Results:
    return run(load_study(STUDIES / "moving.yaml")) if name == "moving" else books.results(name)


@cache
def layout(name: str) -> Layout:
    return lay_out(results(name), books.language("en"))


@cache
def xlsx(name: str) -> bytes:
    return workbook_bytes(layout(name))


@cache
def opened(name: str) -> WhatIf:
    return WhatIf(xlsx(name))


@cache
def chosen(name: str) -> Choice:
    return choice(layout(name).places)


def rows(name: str) -> dict[str, int]:
    """Each assumption's row of the tornado."""
    cells = layout(name).book.sheets[SENSITIVITY].cells
    names = {each.name for each in chosen(name).drivers}
    named = {row: str(cell.value) for (row, column), cell in cells.items() if column == ID and cell.value in names}
    found = {name: row for row, name in named.items() if (row, AT_LOW) in cells and (row, CHANGE_HIGH) in cells}
    assert found.keys() == names
    return found


def top_of_grid(name: str) -> int:
    """The row with the yellow cells across."""
    return min(row for row, _ in layout(name).book.sheets[SENSITIVITY].unlocked)


def typed_cells(name: str, typed: Typed, scenario: int) -> dict[Cell, Any]:
    """The cells that are typed into, the list box among them."""
    places = layout(name).places
    at = [(places.inputs[key], value) for key, value in typed.items()]
    box = places.chosen, layout(name).book.value(Address("Results", 3, 5 + scenario))
    return {(address.sheet, address.cell): value for address, value in [*at, box]}


def asked(name: str) -> dict[str, Cell]:
    """Every cell of the sheet that shows something computed, by what it shows."""
    found: dict[str, Cell] = {}
    for driver, row in rows(name).items():
        columns = {"value": VALUE, "low": LOW, "high": HIGH, "at low": AT_LOW, "at high": AT_HIGH,
                   "change at low": CHANGE_LOW, "change at high": CHANGE_HIGH, "said": SAID}  # fmt: skip
        found |= {f"{driver}: {what}": (SENSITIVITY, Address("", row, column).cell) for what, column in columns.items()}
    top = top_of_grid(name)
    for i in range(len(STEPS)):
        found[f"down {i}"] = SENSITIVITY, Address("", top + 2 + i, USED).cell
        found[f"across {i}"] = SENSITIVITY, Address("", top + 1, FIRST + i).cell
        found |= {f"grid {i} {j}": (SENSITIVITY, Address("", top + 2 + i, FIRST + j).cell) for j in range(len(STEPS))}
    return found | {f"case {case}: {id}": cell for case, id, cell in case_cells(name)}


def case_cells(name: str) -> Iterator[tuple[str, str, Cell]]:
    """The cell with each result of each case; the study as it stands is the case without a name."""
    cells = layout(name).book.sheets[SENSITIVITY].cells
    head = next(row for (row, column), cell in cells.items() if column == LABEL and cell.value == "Result")
    cases = ["", *results(name).model.loaded.study.cases]
    row = head + 1
    while (row, ID) in cells:
        for position, case in enumerate(cases):
            if (row, VALUE + position) in cells:
                yield case, str(cells[row, ID].value), (SENSITIVITY, Address("", row, VALUE + position).cell)
        row += 1


@dataclass(frozen=True)
class Engine:
    """The engine's answers for one scenario, with something typed into Inputs."""

    name: str
    scenario: int
    typed: Typed

    @property
    def model(self) -> Model:
        return results(self.name).model

    def value(self, id: str, changes: Typed = NOTHING, model: Model | None = None) -> float | None:
        """A result; None where it is not weighed in the scenario."""
        model = model or self.model
        if self.scenario not in model.nodes[id].scenarios:
            return None
        typed = {key: value for key, value in self.typed.items() if not self.sets(model, *key)}
        arrays: Changes = {key: np.full((1, 1, 1), value) for key, value in {**typed, **changes}.items()}
        return evaluate_model(model, arrays).value(id, self.scenario)

    def sets(self, case: Model, id: str, scenario: int | None) -> bool:
        """Whether a case sets a value, which then holds whatever is typed."""
        values = [each.general if scenario is None else each.overrides.get(scenario)
                  for each in (self.model.assumptions.row(id), case.assumptions.row(id))]  # fmt: skip
        return (values[0] and values[0].value) != (values[1] and values[1].value)

    def moved(self, driver: Ranged, to: float) -> dict[tuple[str, int | None], float]:
        """An assumption moved, where one of its rows holds in the scenario."""
        row = driver.row(self.scenario)
        return {(row.id, self.scenario): to} if row and self.scenario in row.active else {}


def wrong(engine: Engine, read: Mapping[str, Value]) -> dict[str, tuple[Any, Any]]:
    """What the sheet shows and the engine does not say."""
    expected = dict(expectations(engine, read))
    assert {each for each in read if not each.endswith(("value", "low", "high", "said"))} <= expected.keys()
    return {
        what: (value, read[what])
        for what, value in expected.items()
        if (value is None and read[what] not in ("not weighed here", "–"))
        or (value is not None and read[what] != pytest.approx(value, rel=RELATIVE, abs=ABSOLUTE))
    }


def expectations(engine: Engine, read: Mapping[str, Value]) -> Iterator[tuple[str, float | None]]:
    """What the engine says of every cell that was read; ranges and values of the grid are taken from the sheet."""
    picked, cases = chosen(engine.name), case_models(engine.name)
    result = picked.result.id
    base = engine.value(result)
    for driver in picked.drivers:
        for end in ("low", "high"):
            to = read[f"{driver.name}: {end}"]
            ranged = isinstance(to, float) and engine.scenario in driver.spans
            there = engine.value(result, engine.moved(driver, float(to)) if ranged else {})
            yield f"{driver.name}: at {end}", there
            yield f"{driver.name}: change at {end}", None if there is None or base is None else there - base
    if picked.grid:
        for i in range(len(STEPS)):
            for j in range(len(STEPS)):
                ends = read[f"down {i}"], read[f"across {j}"]
                moves = [engine.moved(d, to) for d, to in zip(picked.grid, ends, strict=True) if isinstance(to, float)]
                yield f"grid {i} {j}", engine.value(result, {key: v for each in moves for key, v in each.items()})
            for axis in ("down", "across"):
                told = read[f"{axis} {i}"]
                yield f"{axis} {i}", told if isinstance(told, float) else None
    for case, id, _ in case_cells(engine.name):
        yield f"case {case}: {id}", engine.value(id, {}, cases[case] if case else None)


@cache
def case_models(name: str) -> dict[str, Model]:
    loaded = results(name).model.loaded
    return {case: each.model for case, each in case_results(loaded, tuple(loaded.study.cases)).items()}


def read(name: str, typed: Typed, scenario: int, more: Mapping[Cell, Any] | None = None) -> dict[str, Value]:
    places = asked(name)
    found = opened(name).with_values({**typed_cells(name, typed, scenario), **(more or {})}, places.values())
    return {what: found[cell] for what, cell in places.items()}


def scenarios(name: str) -> range:
    return range(len(results(name).model.scenarios))


TYPED: dict[str, list[Typed]] = {
    "reference": [{("users", None): 30000.0, ("on_prem.pue", 1): 1.5, ("tokens_in", None): 700.0},
                  {("sizing_queries", 0): 55.0, ("mistral-7b.latency", None): 0.6, ("users", 3): None}],
    "moving": [{("users", None): 1200.0, ("users", 0): 2100.0, ("small.latency", None): 3.0},
               {("users", 1): None, ("api.price_in", None): 7.0, ("contract", 0): "on demand", ("own.pue", 3): 1.7}],
}  # fmt: skip
"""Values that no case sets, typed over general ones and into single scenarios; an override deleted."""


@pytest.mark.parametrize("name", NAMES)
def test_what_is_looked_at_leaves_nothing_out(name: str) -> None:
    """Each kind of what has to be followed is there."""
    assert len(chosen(name).drivers) >= 8
    assert chosen(name).grid is not None
    assert len(list(case_cells(name))) > 20
    shown = [read(name, {}, each) for each in scenarios(name)]
    assert any("not weighed here" in each.values() for each in shown)
    assert any("no range in this scenario" in each.values() for each in shown)


@pytest.mark.parametrize("name", NAMES)
def test_each_variant_is_the_engines_in_each_scenario(name: str) -> None:
    for scenario in scenarios(name):
        found = read(name, {}, scenario)
        assert not [each for each in found.values() if isinstance(each, ErrorValue)]
        assert wrong(Engine(name, scenario, {}), found) == {}, results(name).model.scenarios[scenario]


@pytest.mark.parametrize("name", NAMES)
def test_it_still_is_after_something_else_was_typed(name: str) -> None:
    for typed in TYPED[name]:
        for scenario in scenarios(name):
            engine = Engine(name, scenario, blank(name, typed))
            assert wrong(engine, read(name, typed, scenario)) == {}, (typed, scenario)


def blank(name: str, typed: Typed) -> dict[tuple[str, int | None], Any]:
    """As the engine takes a cell that was emptied."""
    kinds = {row.id: row.kind for row in results(name).model.assumptions.rows}
    empty = {key: "" if kinds[key[0]] == "choice" else np.nan for key in typed}
    return {key: empty[key] if value is None else value for key, value in typed.items()}


@pytest.mark.parametrize("name", NAMES)
def test_every_range_is_the_one_the_study_states(name: str) -> None:
    for scenario in scenarios(name):
        found = read(name, {}, scenario)
        for driver in chosen(name).drivers:
            row = driver.row(scenario)
            setting = row.setting(scenario) if row else None
            if scenario not in chosen(name).result.scenarios or setting is None:
                continue
            low, high = (found[f"{driver.name}: {end}"] for end in ("low", "high"))
            if scenario in driver.spans:
                span = driver.spans[scenario]
                assert (low, high) == (pytest.approx(span.low), pytest.approx(span.high)), driver.name
                assert found[f"{driver.name}: said"] == "as the study states it"
            else:
                assert low == high == found[f"{driver.name}: value"] == pytest.approx(setting.value)
                assert found[f"{driver.name}: said"] == "no range in this scenario"


@pytest.mark.parametrize("name", NAMES)
def test_values_of_a_persons_own_take_the_place_of_those_in_the_grid(name: str) -> None:
    top, scenario = top_of_grid(name), chosen(name).result.scenarios[-1]
    before = read(name, {}, scenario)
    own = {(SENSITIVITY, Address("", top, FIRST + 1).cell): float(before["across 1"]) * 1.01,
           (SENSITIVITY, Address("", top + 2 + 4, OWN).cell): float(before["down 4"]) * 0.99}  # fmt: skip
    after = read(name, {}, scenario, own)
    assert after["across 1"] == pytest.approx(float(before["across 1"]) * 1.01)
    assert after["down 4"] == pytest.approx(float(before["down 4"]) * 0.99)
    assert wrong(Engine(name, scenario, {}), after) == {}


def test_what_is_stored_is_what_another_program_computes() -> None:
    file = xlsx("moving")
    found = differences(cached_values(file), formualizer_values(file), RELATIVE, ABSOLUTE, formula_cells(file))
    assert found == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", NAMES)
def test_libreoffice_agrees_in_each_scenario(name: str) -> None:
    """Of what is typed, LibreOffice writes a share as a text, rounded: ends of ranges are read elsewhere."""
    typed = [{}, *TYPED[name]]
    changes = {f"{number} {scenario}": typed_cells(name, each, scenario)
               for number, each in enumerate(typed) for scenario in scenarios(name)}  # fmt: skip
    sheets = libreoffice_sheets(xlsx(name), changes, SENSITIVITY)
    for number, each in enumerate(typed):
        for scenario in scenarios(name):
            cells, found = sheets[f"{number} {scenario}"], read(name, each, scenario)
            results_there = [what for what in found if what.startswith(("grid", "case")) or " at " in what]
            found |= {what: cells.get(asked(name)[what][1], "") for what in results_there}
            assert wrong(Engine(name, scenario, blank(name, each)), found) == {}, (each, scenario)


def test_a_driver_that_is_replaced_in_one_variant_only_would_be_seen() -> None:
    """The proof can fail: with another result in one cell, it does."""
    found = read("reference", {}, 0)
    what = next(each for each in found if each.endswith(": at high"))
    assert wrong(Engine("reference", 0, {}), {**found, what: float(found[what]) + 1e-6}).keys() == {what}


def test_a_case_that_changes_the_model_is_named_and_not_shown() -> None:
    shown = {case for case, _, _ in case_cells("moving")}
    assert "another" not in shown
    assert shown == {"", "general", "single", "lists", "workloads"}
    said = [str(cell.value) for cell in layout("moving").book.sheets[SENSITIVITY].cells.values()]
    assert "Not shown, since they change more than values: Another line." in said


def test_without_a_range_it_says_so() -> None:
    cells = books.layout("minimal").book.sheets[SENSITIVITY].cells
    assert any("No assumption behind this result has a range" in str(cell.value) for cell in cells.values())
    assert "Sensitivity lines" not in books.layout("minimal").book.sheets
