"""A workbook broken on purpose says so in the head of every sheet."""

from collections.abc import Callable
from typing import Any

import pytest

from builder.layout.cells import Address
from builder.layout.place import TOTAL
from tests.support.package import MAIN, packed, parsed, parts, serialized, worksheet_parts
from tests.support.recalculation import SheetValues, formualizer_values, libreoffice_values, with_inputs
from tests.workbook import books

NAME = "starter"


def overwritten(at: Address, value: float) -> bytes:
    """The workbook with a number typed over a formula."""
    contents = parts(books.xlsx(NAME))
    part = worksheet_parts(contents)[at.sheet]
    root = parsed(contents[part])
    cell = next(each for each in root.iter(f"{MAIN}c") if each.get("r") == at.cell)
    cell.remove(cell.find(f"{MAIN}f"))
    cell.attrib.pop("t", None)
    cell.find(f"{MAIN}v").text = repr(value)
    return packed(contents | {part: serialized(root)})


def line(id: str, column: int) -> Address:
    return Address("people-5000", books.layout(NAME).places.rows[id], column)


def input_cell(id: str, scenario: int | None = None) -> tuple[str, str]:
    at = books.layout(NAME).places.inputs[id, scenario]
    return at.sheet, at.cell


def typed(place: tuple[str, str], value: Any) -> bytes:
    return with_inputs(books.xlsx(NAME), {place: value})


BREAKS: dict[str, Callable[[], bytes]] = {
    "a general value left blank": lambda: typed(input_cell("users"), None),
    "a text over a general value": lambda: typed(input_cell("on_prem.rack_price"), "n/a"),
    "a text over the users": lambda: typed(input_cell("users"), "many"),
    "a text over an override": lambda: typed(input_cell("users", 1), "20.000"),
    "a text in a blank override": lambda: typed(input_cell("on_prem.pue", 1), "1,3"),
    "a text in a table": lambda: typed(
        ("Tables", books.layout(NAME).places.tables["gpu_configurations"].first.cell), "x"
    ),
    "a number over a total": lambda: overwritten(line("on_prem.total_cost", TOTAL), 1e6),
    "a number over a year's total": lambda: overwritten(line("on_prem.total_cost", TOTAL + 3), 1.0),
    "a number over a category": lambda: overwritten(line("on_prem.category_facilities", TOTAL + 3), 1.0),
    "a number over a cost line's total": lambda: overwritten(line("on_prem.rack_space", TOTAL), 1.0),
    "a benefit where a cost belongs": lambda: typed(input_cell("on_prem.rack_price"), -350.0),
}
"""Ways to break a workbook that a person finds."""


@pytest.fixture(scope="module")
def broken() -> dict[str, bytes]:
    return {what: make() for what, make in BREAKS.items()}


@pytest.fixture(scope="module")
def in_libreoffice(broken: dict[str, bytes]) -> dict[str, SheetValues]:
    return libreoffice_values({"whole": books.xlsx(NAME), **broken})


def lit(values: SheetValues) -> bool:
    """Whether the master check, as every sheet shows it, is not zero."""
    shown = {cells["D1"] for sheet, cells in values.items() if "D1" in cells}
    assert shown == {values["Checks"]["D2"]}
    return shown != {0.0}


@pytest.mark.parametrize("name", books.STUDIES)
def test_a_whole_workbook_passes_its_checks(name: str) -> None:
    assert not lit(formualizer_values(books.xlsx(name)))


@pytest.mark.parametrize("what", BREAKS)
def test_a_broken_one_is_lit(what: str, broken: dict[str, bytes]) -> None:
    assert lit(formualizer_values(broken[what]))


@pytest.mark.libreoffice
def test_libreoffice_lights_the_same(in_libreoffice: dict[str, SheetValues]) -> None:
    assert [what for what, values in in_libreoffice.items() if not lit(values)] == ["whole"]
