"""Workbooks edited and saved by LibreOffice, as a person would: rows inserted, sheets renamed, inputs sorted."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from builder.errors import TcoError
from builder.homecoming.found import Found
from tests.homecoming.trips import Trip, trip_of
from tests.support.libreoffice_edits import edited_in_libreoffice

pytestmark = pytest.mark.libreoffice



@cache
def home() -> Trip:
    return trip_of(Path(mkdtemp(prefix="home-")))


def put(name: str, what: str) -> str:
    """A statement that types into a named cell: a number, a text in quotes, or a formula."""
    sheet, at = home().at(name)
    kind = "Formula" if what.startswith('"=') else "String" if what.startswith('"') else "Value"
    return f'sheet("{sheet}").getCellRangeByName("{at}").{kind} = {what}'


def block() -> tuple[int, int]:
    """The first and the last row of the study's own section of Inputs."""
    rows = [at.row for (id, _), at in home().layout.places.inputs.items() if "." not in id]
    return min(rows), max(rows)


def inputs(cells: str) -> str:
    """Cells of the Inputs sheet, in a statement."""
    return f'sheet("Inputs").getCellRangeByName("{cells}")'


@cache
def found() -> dict[str, Found]:
    """What comes home from each edit, all made in one run of LibreOffice."""
    row, cell = row_of("users"), home().at("in_users")[1]
    whole = inputs(f"A{row}:H{row}")
    pilot = f'sheet("{home().results.model.scenarios[0]}")'
    first, last = block()
    more = put("in_users", "6000")
    edits = {
        "nothing": [],
        "values": [more, put("in_electricity_price", "0.1234567890123456789")],
        "override deleted": [f"{inputs(home().at('in_users__large')[1])}.clearContents(7)"],
        "rows inserted": [more, 'sheet("Inputs").Rows.insertByIndex(5, 3)', f'{inputs("B7")}.String = "our own note"',
                          f"{pilot}.Rows.insertByIndex(12, 1)"],
        "column inserted": ['sheet("Inputs").Columns.insertByIndex(4, 1)', more],
        "sheets renamed": [more, f'{pilot}.Name = "Pilot"', 'sheet("Inputs").Name = "Annahmen 2025"'],
        "sorted": [more, f"sorted({inputs(f'A{first}:Z{last}')}, 1)"],
        "ids sorted alone": [f"sorted({inputs(f'A{first}:A{last}')}, 0)"],
        "formula typed": [put("in_users", '"=5*1200"')],
        "text typed": [put("in_users", '"12,000"')],
        "formula overwritten": [f'{pilot}.getCellRangeByName("{line("own.power_and_cooling")}").Value = 3'],
        "sheet added": [more, 'book.Sheets.insertNewByName("Ours", 0)',
                        'sheet("Ours").getCellRangeByName("B2").Formula = "=Results.D6*2"'],
        "row copied": [f'sheet("Inputs").Rows.insertByIndex({row}, 1)', more,
                       f"sheet(\"Inputs\").copyRange({inputs(f'A{row + 1}')}.CellAddress, {whole}.RangeAddress)",
                       f"{inputs(f'D{row + 1}')}.Value = 7777"],
        "id lost": [more, f"{inputs(f'A{row}')}.clearContents(7)", f'sheet("Inputs").Rows.insertByIndex({row}, 1)'],
        "row deleted": [f'sheet("Inputs").Rows.removeByIndex({row - 1}, 1)'],
        "cell moved": [f'sheet("Inputs").moveRange({inputs("D170")}.CellAddress, {inputs(cell)}.RangeAddress)'],
        "inputs gone": ['book.Sheets.removeByName("Inputs")'],
        "adjusted": [put("in_own_adjustment_2_label", '"Survey"'), put("in_own_adjustment_2_1", "1200.5")],
    }  # fmt: skip
    xlsx = home().xlsx
    made = edited_in_libreoffice({key: (xlsx, statements) for key, statements in edits.items()})
    return {key: home().found(file) for key, file in made.items()}


def row_of(id: str) -> int:
    return home().layout.places.inputs[id, None].row


def line(key: str) -> str:
    """The cell of a line in the first period of the first scenario's sheet."""
    cell = home().layout.places.cell_of(key, 0, 1)
    assert cell is not None
    return cell.cell


def edits(key: str) -> dict[str, object]:
    each = found()[key]
    assert not each.problems, each.problems
    return {edit.slot.name: edit.new for edit in each.edits}


def problems(key: str) -> str:
    return "\n".join(str(each) for each in found()[key].problems)


def test_a_workbook_that_was_only_saved_says_what_the_study_says() -> None:
    each = found()["nothing"]
    assert not each.uncompared
    assert (each.edits, each.problems, each.overwritten, each.foreign, each.kept) == ((), (), (), (), ())


def test_typed_values_come_home_with_the_digits_that_were_saved() -> None:
    assert edits("values") == {"in_users": 6000, "in_electricity_price": 0.123456789012346}


def test_a_deleted_override_is_found() -> None:
    assert edits("override deleted") == {"in_users__large": None}


def test_inserted_rows_move_nothing_and_are_told() -> None:
    assert edits("rows inserted") == {"in_users": 6000}
    told = found()["rows inserted"]
    assert [(each.sheet, each.row, each.text) for each in told.foreign] == [("Inputs", 7, "our own note")]
    assert not told.overwritten


def test_an_inserted_column_moves_nothing() -> None:
    assert edits("column inserted") == {"in_users": 6000}
    assert not found()["column inserted"].overwritten


def test_renamed_sheets_are_known_again() -> None:
    assert edits("sheets renamed") == {"in_users": 6000}
    told = found()["sheets renamed"]
    assert (told.overwritten, told.foreign, told.lost) == ((), (), ())
    assert str(told.edits[0].at).startswith("'Annahmen 2025'!")


def test_sorted_inputs_are_read_by_their_ids_and_the_workbooks_own_results_are_not_trusted() -> None:
    assert edits("sorted") == {"in_users": 6000}
    assert found()["sorted"].sorted_sheets == ("Inputs",)
    assert not [each for each in found()["sorted"].overwritten if each.formula]


def test_columns_sorted_apart_are_refused_with_the_row() -> None:
    assert "stands beside the label of another input" in problems("ids sorted alone")
    assert "sort whole rows, or undo the sorting" in problems("ids sorted alone")


def test_a_formula_typed_over_an_input_is_refused_with_what_it_shows() -> None:
    assert "the formula =5*1200 stands where in_users has its value; it shows 6000" in problems("formula typed")


def test_text_in_a_number_is_refused_with_the_number_to_write() -> None:
    assert "a number is expected, not the text '12,000'" in problems("text typed")
    assert "-> write 12000" in problems("text typed")


def test_an_overwritten_formula_is_found_and_changes_no_input() -> None:
    assert not edits("formula overwritten")
    (each,) = found()["formula overwritten"].overwritten
    assert (each.id, each.now, each.formula) == ("own.power_and_cooling", "3", True)


def test_an_added_sheet_is_told_and_left_alone() -> None:
    assert edits("sheet added") == {"in_users": 6000}
    assert [each.sheet for each in found()["sheet added"].foreign] == ["Ours"]


def test_a_copied_row_is_told_and_the_named_one_counts() -> None:
    assert edits("row copied") == {"in_users": 6000}
    assert [each.row for each in found()["row copied"].foreign] == [row_of("users") + 1]


def test_a_row_that_lost_its_id_is_known_by_its_name_and_label() -> None:
    assert edits("id lost") == {"in_users": 6000}


def test_a_deleted_row_is_refused() -> None:
    assert "the row of users is gone" in problems("row deleted")


def test_a_value_that_was_moved_elsewhere_is_refused_with_both_places() -> None:
    said = problems("cell moved")
    assert "Inputs!D170: in_users leads here" in said
    assert f"put the value back into Inputs!{home().at('in_users')[1]}" in said


def test_without_the_inputs_there_is_nothing_to_merge() -> None:
    assert "Inputs: the sheet is gone" in problems("inputs gone")
    assert problems("inputs gone").count("->") == 1


def test_an_adjustment_comes_home() -> None:
    assert edits("adjusted") == {"in_own_adjustment_2_label": "Survey", "in_own_adjustment_2_1": 1200.5}


def test_nothing_is_merged_from_a_workbook_with_a_problem() -> None:
    from builder.homecoming.pulling import pull
    from tests.homecoming.trips import ORIGIN

    before = home().file.read_bytes()
    with pytest.raises(TcoError, match="stands where in_users has its value"):
        pull(found()["formula typed"], home().file, home().results, ORIGIN)
    assert home().file.read_bytes() == before
