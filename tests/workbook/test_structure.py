"""How the sheets are built: the same rows everywhere, one formula a row, inputs apart, open and guarded."""

import io
import re
from functools import cache

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.utils import column_index_from_string
from openpyxl.workbook import Workbook

from builder.formula.functions import Shape
from builder.layout.cells import Address, quoted
from builder.layout.place import FIRST_PERIOD, FIRST_SCENARIO, ID, INPUTS, TABLES, VALUE
from builder.layout.sensitivity_grid import STEPS
from builder.layout.sensitivity_page import SENSITIVITY
from tests.support.recalculation import formula_cells
from tests.workbook import books

pytestmark = pytest.mark.parametrize("name", books.STUDIES)
REFERENCE = re.compile(r"(?<![A-Za-z!'])(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\d(])")


@cache
def opened(name: str) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(books.xlsx(name)))


def relative(formula: str, row: int, column: int) -> str:
    """A formula in R1C1 terms: what is copied along a row reads the same."""

    def one(match: re.Match[str]) -> str:
        fixed_column, letters, fixed_row, number = match.groups()
        c, r = column_index_from_string(letters), int(number)
        return (f"R{r}" if fixed_row else f"R[{r - row}]") + (f"C{c}" if fixed_column else f"C[{c - column}]")

    return REFERENCE.sub(one, formula)


def test_scenario_sheets_have_the_same_rows_and_columns(name: str) -> None:
    scenarios = books.results(name).model.scenarios
    heads = [
        [[cell.value for cell in row[:3]] for row in opened(name)[each].iter_rows(min_row=4)] for each in scenarios
    ]
    columns = [[cell.value for cell in opened(name)[each][4]] for each in scenarios]
    assert all(each == heads[0] for each in heads)
    assert all(each == columns[0] for each in columns)
    assert columns[0][VALUE - 1 :][:5] == ["Value", "Total or peak", "Opening", "Start", "Year 1"]


def test_a_line_is_one_formula_along_its_periods_and_on_every_sheet(name: str) -> None:
    model, places = books.results(name).model, books.layout(name).places
    for id, row in places.rows.items():
        node = model.nodes[id]
        if node.tree is None:
            continue
        texts = set()
        for scenario in node.scenarios:
            sheet = opened(name)[model.scenarios[scenario]]
            first, count = (FIRST_PERIOD, places.periods) if node.shape is Shape.PERIOD else (VALUE, 1)
            for column in range(first, first + count):
                texts.add(relative(sheet.cell(row, column).value, row, column))
        reads_tables = any(model.nodes[each.node].kind == "table" for each in node.bindings.values())
        assert len(texts) == 1 or reads_tables, (id, texts)


def test_an_assumption_in_effect_is_its_override_or_else_its_general_value(name: str) -> None:
    model, places = books.results(name).model, books.layout(name).places
    seen = 0
    for id, row in places.rows.items():
        node = model.nodes[id]
        for scenario in node.scenarios if node.rows else ():
            holder = node.rows[scenario]
            assert holder is not None
            override, general = places.inputs[holder.id, scenario], places.inputs[holder.id, None]
            expected = f'=IF(Inputs!{override.cell}="",Inputs!$D{general.row},Inputs!{override.cell})'
            assert opened(name)[model.scenarios[scenario]].cell(row, VALUE).value == expected
            assert override.row == general.row
            seen += 1
    assert seen > 40


def test_a_scenario_that_does_not_weigh_an_option_says_so_in_every_row_of_it(name: str) -> None:
    model, places = books.results(name).model, books.layout(name).places
    for id, row in places.rows.items():
        for scenario in set(range(len(model.scenarios))) - set(model.nodes[id].scenarios):
            filled = [
                cell.value
                for cell in opened(name)[model.scenarios[scenario]][row][VALUE - 1 : FIRST_PERIOD + places.periods - 1]
            ]
            assert [each for each in filled if each is not None] == ["not weighed here"], (id, scenario)


def test_inputs_are_as_the_study_has_them_and_blank_where_the_general_value_holds(name: str) -> None:
    model, places = books.results(name).model, books.layout(name).places
    sheet = opened(name)[INPUTS]
    for row in model.assumptions.rows:
        if row.kind == "table":
            entries = [opened(name)[TABLES][each.cell].value for each in places.tables[row.id].addresses()]
            assert row.general is not None
            assert tuple(entries) == row.general.value
            continue
        for scenario in (None, *range(len(model.scenarios))):
            cell = sheet[places.inputs[row.id, scenario].cell]
            setting = row.general if scenario is None else row.overrides.get(scenario)
            assert cell.value == (None if setting is None else setting.value), cell.coordinate
            used = scenario is None or scenario in row.active
            assert cell.protection.locked is not used
            assert cell.style == "tco unused" or used
            assert cell.fill.start_color.rgb == "FFF0F0F0" or used


def test_all_but_inputs_is_locked_and_every_input_is_guarded(name: str) -> None:
    model, places = books.results(name).model, books.layout(name).places
    inputs = {(at.sheet, at.cell) for (row, s), at in places.inputs.items()
              if s is None or s in model.assumptions.row(row).active}  # fmt: skip
    inputs |= {
        (INPUTS.replace("Inputs", "Tables"), at.cell) for area in places.tables.values() for at in area.addresses()
    }
    names = books.layout(name).book.names
    inputs |= {(at.sheet, at.cell) for each, at in names.items() if re.search(r"_adjustment_\d+_", each)}
    inputs.add((places.chosen.sheet, places.chosen.cell))
    steps = {(SENSITIVITY, Address("", *at).cell) for at in books.layout(name).book.sheets[SENSITIVITY].unlocked}
    assert len(steps) in (0, 2 * len(STEPS))
    inputs |= steps
    unlocked, guarded = set(), set()
    for sheet in opened(name):
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        unlocked |= {(sheet.title, c.coordinate) for row in sheet for c in row if not c.protection.locked}
        for rule in sheet.data_validations.dataValidation:
            assert rule.showErrorMessage
            assert rule.error
            guarded |= {(sheet.title, cell.coord) for cell in rule.sqref.ranges}
    assert unlocked == inputs
    assert guarded == inputs


def test_what_is_counted_whole_takes_no_part_of_a_thing(name: str) -> None:
    layout = books.layout(name)
    rows = [each for each in layout.places.model.assumptions.rows if each.whole and each.kind != "table"]
    expected = {layout.places.inputs[each.id, None].cell for each in rows if each.general is not None}
    rules = next(sheet for sheet in opened(name) if sheet.title == INPUTS).data_validations.dataValidation
    whole = {cell.coord for rule in rules if rule.type == "whole" and (rule.formula1, rule.formula2) != ("0", "1")
             for cell in rule.sqref.ranges}  # fmt: skip
    assert expected
    assert expected <= whole


def test_inputs_and_tables_hold_no_formula_but_the_master_check(name: str) -> None:
    formulas = formula_cells(books.xlsx(name))
    assert formulas[INPUTS] == {"D1": "=Checks!$D$2"}
    assert formulas[TABLES] == {"D1": "=Checks!$D$2"}


def test_every_sheet_shows_the_master_check_in_its_frozen_head(name: str) -> None:
    for sheet in opened(name):
        if sheet.title not in ("Cover", "Checks"):
            assert sheet["D1"].value == "=Checks!$D$2", sheet.title
            assert sheet.freeze_panes
            assert sheet.print_title_rows


def test_each_row_of_the_model_carries_its_id(name: str) -> None:
    places, model = books.layout(name).places, books.results(name).model
    for id, row in places.rows.items():
        assert opened(name)[model.scenarios[0]].cell(row, ID).value == id
    for row in model.assumptions.rows:
        if row.kind != "table":
            assert opened(name)[INPUTS].cell(places.inputs[row.id, None].row, ID).value == row.id
    assert FIRST_SCENARIO == VALUE + 1
    assert all(quoted(each) in (each, f"'{each}'") for each in model.scenarios)


def own_column(cell: Cell) -> str:
    """A cell's formula, with what it reads of its own column on Inputs or on its own sheet in terms of that column."""
    own, tables = cell.column_letter, r"Tables!\$[A-Z]+\$\d+:\$[A-Z]+\$\d+"  # a workload may have its own
    formula = re.sub(tables, "(table)", str(cell.value))
    return re.sub(rf"(Inputs!|[(,]){own}(\$?\d+)(:{own})?", r"\1(here)\2", formula)


@pytest.mark.parametrize("sheet", ["Results", "Checks"])
def test_a_row_of_scenarios_differs_by_the_scenarios_sheet_alone(name: str, sheet: str) -> None:
    scenarios, places = books.results(name).model.scenarios, books.layout(name).places
    last = min(places.by_period.values()) - 2 if sheet == "Results" else None  # below it, a column is a period
    columns = {"min_col": FIRST_SCENARIO, "max_col": FIRST_SCENARIO + len(scenarios) - 1}
    for row in opened(name)[sheet].iter_rows(max_row=last, **columns):
        formulas = {own_column(cell).replace(f"{quoted(scenarios[position])}!", "!")
                    for position, cell in enumerate(row) if cell.data_type == "f"}  # fmt: skip
        following = {re.sub(r"'[^']+'!|\b\w+!", "(other)!", each) for each in formulas}
        assert len(following) <= 1, formulas
