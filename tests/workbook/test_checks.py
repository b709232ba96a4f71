"""A workbook broken on purpose says so in the head of every sheet."""

from collections.abc import Callable
from typing import Any

import pytest

from builder.layout.cells import Address
from builder.layout.place import ID, TOTAL, VALUE
from builder.model.names import adjustment_name
from tests.support.package import MAIN, packed, parsed, parts, serialized, worksheet_parts
from tests.support.recalculation import SheetValues, formualizer_values, libreoffice_values, with_inputs
from tests.workbook import books

NAME = "starter"


def overwritten(at: Address, value: float | str) -> bytes:
    """The workbook with a number or a text typed over a formula."""
    contents = parts(books.xlsx(NAME))
    part = worksheet_parts(contents)[at.sheet]
    root = parsed(contents[part])
    cell = next(each for each in root.iter(f"{MAIN}c") if each.get("r") == at.cell)
    cell.remove(cell.find(f"{MAIN}f"))
    cell.attrib.pop("t", None)
    if isinstance(value, str):
        cell.set("t", "str")
    cell.find(f"{MAIN}v").text = str(value)
    return packed(contents | {part: serialized(root)})


def line(id: str, column: int) -> Address:
    return Address("people-5000", books.layout(NAME).places.rows[id], column)


def input_cell(id: str, scenario: int | None = None) -> tuple[str, str]:
    at = books.layout(NAME).places.inputs[id, scenario]
    return at.sheet, at.cell


def adjustment(option: str, part: str) -> tuple[str, str]:
    at = books.layout(NAME).book.names[adjustment_name(option, 2, part)]
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
    "a value pasted below the least possible": lambda: typed(input_cell("on_prem.pue"), 0.5),
    "an override pasted above the most possible": lambda: typed(input_cell("on_prem.pue", 1), 30.0),
    "an entry of a table below the least possible": lambda: typed(
        ("Tables", books.layout(NAME).places.tables["gpu_configurations"].first.cell), 0.5
    ),
    "half a node": lambda: overwritten(line("nodes", VALUE), 12.5),
    "a configuration that nobody sells": lambda: overwritten(line("gpus", VALUE), 47.0),
    "a text over a total": lambda: overwritten(line("on_prem.total_cost", TOTAL), "none"),
    "a text for an adjustment's amount": lambda: typed(adjustment("on_prem", "1"), "1,200"),
    "an adjustment of a scenario that is none": lambda: typed(adjustment("on_prem", "scenario"), "people-500"),
}
"""Ways to break a workbook that a person finds."""


@pytest.fixture(scope="module")
def broken() -> dict[str, bytes]:
    return {what: make() for what, make in BREAKS.items()}


@pytest.fixture(scope="module")
def in_libreoffice(broken: dict[str, bytes]) -> dict[str, SheetValues]:
    return libreoffice_values({"whole": books.xlsx(NAME), **broken})


def lit(values: SheetValues) -> bool:
    """Whether the master check, as every sheet shows it, counts a failure: a number, whatever was typed."""
    master = values["Checks"]["D2"]
    assert isinstance(master, float), master
    shown = {cells["D1"] for cells in values.values() if "D1" in cells}
    assert shown == {master}
    return master > 0


@pytest.mark.parametrize("name", books.STUDIES)
def test_a_whole_workbook_passes_its_checks(name: str) -> None:
    assert not lit(formualizer_values(books.xlsx(name)))


@pytest.mark.parametrize("what", BREAKS)
def test_a_broken_one_is_lit(what: str, broken: dict[str, bytes]) -> None:
    assert lit(formualizer_values(broken[what]))


@pytest.mark.libreoffice
def test_libreoffice_lights_the_same(in_libreoffice: dict[str, SheetValues]) -> None:
    assert [what for what, values in in_libreoffice.items() if not lit(values)] == ["whole"]


def failing(values: SheetValues, name: str = NAME) -> set[str]:
    """The ids of the checks that count a failure in some scenario."""
    cells = books.layout(name).book.sheets["Checks"].cells
    ids = {row: str(cell.value) for (row, column), cell in cells.items() if column == ID and cell.style == "id"}
    return {id for row, id in ids.items() if values["Checks"].get(f"D{row}", 0.0) != 0.0}


@pytest.mark.parametrize(
    ("what", "check"),
    [
        ("a value pasted below the least possible", "Inputs.general.limits.least"),
        ("an override pasted above the most possible", "Inputs.overrides.limits.most"),
        ("an entry of a table below the least possible", "Tables!D5.least"),
        ("half a node", "nodes.whole"),
        ("a configuration that nobody sells", "gpus.configuration"),
        ("a text for an adjustment's amount", "on_prem.adjustments.amounts"),
        ("an adjustment of a scenario that is none", "on_prem.adjustments.scenarios"),
        ("a text over a total", "on_prem.coverage"),
    ],
)
def test_the_check_that_is_meant_for_it_fails(what: str, check: str, broken: dict[str, bytes]) -> None:
    found = failing(formualizer_values(broken[what]))
    assert check in found
    assert failing(formualizer_values(books.xlsx(NAME))).isdisjoint({check})


def test_an_implausible_value_is_a_warning_and_no_failure() -> None:
    whole, odd = (formualizer_values(each) for each in (books.xlsx(NAME), typed(input_cell("on_prem.pue"), 2.9)))
    assert "Inputs.general.plausible.most" in failing(odd) - failing(whole)
    assert odd["Checks"]["D3"] == whole["Checks"]["D3"] + 1
    assert not lit(odd)


def choice_cell(id: str, scenario: int | None = None) -> tuple[str, str]:
    at = books.layout("every-kind").places.inputs[id, scenario]
    return at.sheet, at.cell


def a_flag() -> tuple[str, str]:
    row = next(each for each in books.results("every-kind").model.assumptions.rows if each.kind == "flag")
    return choice_cell(row.id)


WRONG_CHOICES: dict[str, tuple[Callable[[], tuple[str, str]], Any, str]] = {
    "a choice that is none": (lambda: choice_cell("contract"), "leased", "contract.choice"),
    "a number for a choice": (lambda: choice_cell("contract"), 7.0, "contract.choice"),
    "a choice left blank": (lambda: choice_cell("contract"), None, "contract.choice"),
    "an override that is no choice": (lambda: choice_cell("contract", 1), "leased", "contract.choices"),
    "half a yes": (a_flag, 0.5, ".flags"),
    "a scenario that is none": (lambda: ("Summary", "B4"), "the moon", "Summary.scenario"),
    "a scenario by its first letters": (lambda: ("Summary", "B4"), "*", "Summary.scenario"),
    "no scenario": (lambda: ("Summary", "B4"), None, "Summary.scenario"),
}
"""What is pasted over a list box: validation stops only what is typed."""


def wrongly_chosen(what: str) -> bytes:
    place, value, _ = WRONG_CHOICES[what]
    return with_inputs(books.xlsx("every-kind"), {place(): value})


@pytest.mark.parametrize("what", WRONG_CHOICES)
def test_a_wrong_choice_that_is_pasted_fails_its_check(what: str) -> None:
    values = formualizer_values(wrongly_chosen(what))
    check = WRONG_CHOICES[what][2]
    assert lit(values)
    assert any(each.endswith(check) for each in failing(values, "every-kind"))


@pytest.mark.libreoffice
def test_libreoffice_fails_the_same_choices() -> None:
    files = {what: wrongly_chosen(what) for what in WRONG_CHOICES}
    found = libreoffice_values({"whole": books.xlsx("every-kind"), **files})
    assert not lit(found["whole"])
    for what, (_, _, check) in WRONG_CHOICES.items():
        assert lit(found[what]), what
        assert any(each.endswith(check) for each in failing(found[what], "every-kind")), what
