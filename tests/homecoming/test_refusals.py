"""Files that are not this study's workbook: each is refused with where, what and what to do, and nothing is written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from builder.cli import main
from tests.homecoming.trips import STUDY, Trip, saved, trip_of
from tests.study.small_study import edited


@pytest.fixture
def home(tmp_path: Path) -> Trip:
    return trip_of(tmp_path)


def pull(home: Trip, content: bytes, name: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What `tco pull` says of a file that it refuses; the study stays as it was."""
    file = home.file.with_name(name)
    file.write_bytes(content)
    before = stored(home)
    assert main(["pull", str(file), "--into", str(home.file)]) == 1
    assert stored(home) == before
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.endswith("; nothing was written\n")
    return said.err


def stored(home: Trip) -> dict[Path, bytes]:
    """Every file in the study's folder."""
    return {each: each.read_bytes() for each in home.file.parent.rglob("*") if each.is_file()}


def with_property(xlsx: bytes, name: str, value: str | None) -> bytes:
    """The workbook with another custom property, or without one."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx))
    for each in list(book.custom_doc_props.props):
        if each.name == name:
            if value is None:
                book.custom_doc_props.props.remove(each)
            else:
                each.value = value
    return saved(book)


def truncated(xlsx: bytes) -> bytes:
    return xlsx[: len(xlsx) // 2]


def without_a_sheet(xlsx: bytes) -> bytes:
    """The package with one of its parts cut off in the middle."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx)) as given, zipfile.ZipFile(buffer, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            made.writestr(name, content[: len(content) // 2] if name.endswith("sheet3.xml") else content)
    return buffer.getvalue()


def zipped(_: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("word/document.xml", "<w/>")
    return buffer.getvalue()


FILES: dict[str, tuple[Callable[[bytes], bytes], str, str]] = {
    "edited.csv": (lambda _: b"id,value\nusers,6000\n", "this is no Excel workbook", "save it as an Excel workbook"),
    "edited.xls": (lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old .xls workbook", "(.xlsx)"),
    "edited.docx": (zipped, "no Excel workbook of the kind .xlsx", "(.xlsx)"),
    "empty.xlsx": (lambda _: b"", "this is no Excel workbook", "(.xlsx)"),
    "truncated.xlsx": (truncated, "damaged", "(.xlsx)"),
    "broken.xlsx": (without_a_sheet, "the workbook is damaged", "(.xlsx)"),
    "newer.xlsx": (lambda xlsx: with_property(xlsx, "tco model", "99"), "version 99 of the model", "install a newer"),
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_workbook_of_ours_is_refused(name: str, home: Trip, capsys: pytest.CaptureFixture[str]) -> None:
    made, what, remedy = FILES[name]
    said = pull(home, made(home.xlsx), name, capsys)
    assert name in said
    assert what in said
    assert remedy in said


def test_another_studys_workbook_is_refused(home: Trip, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    other = trip_of(folder, edited(STUDY, ("title: An assistant", "title: A translator"),
                                   ("formula: nodes * rack_price", "formula: rack_price * nodes")))  # fmt: skip
    said = pull(home, other.xlsx, "edited.xlsx", capsys)
    assert "the workbook was built from the study 'study', not from 'study' as it stands" in said


def test_a_workbook_of_somebody_elses_is_refused(home: Trip, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "users"
    said = pull(home, saved(book), "own.xlsx", capsys)
    assert "nothing says which study this workbook was built from" in said


def test_a_workbook_that_lost_its_properties_is_known_by_its_names(home: Trip) -> None:
    book = openpyxl.load_workbook(io.BytesIO(home.edited({"in_users": 6000})))
    book.custom_doc_props.props.clear()
    assert home.edits(saved(book)) == {"in_users": 6000}


def test_names_that_were_lost_are_made_up_for_by_ids(home: Trip) -> None:
    book = openpyxl.load_workbook(io.BytesIO(home.edited({"in_users": 6000, "in_users__large": None})))
    for name in [each for each in book.defined_names if each.startswith("in_users")]:
        del book.defined_names[name]
    assert home.edits(saved(book)) == {"in_users": 6000, "in_users__large": None}


def test_a_copied_row_without_names_to_tell_it_is_refused(home: Trip) -> None:
    book = openpyxl.load_workbook(io.BytesIO(home.edited({"in_users": 6000})))
    row, sheet = home.layout.book.names["in_users"].row, book["Inputs"]
    sheet.insert_rows(row + 1)  # openpyxl moves no name and no reference
    for column in (1, 2):
        sheet.cell(row + 1, column).value = sheet.cell(row, column).value
    book.defined_names.clear()
    said = "\n".join(str(each) for each in home.found(saved(book)).problems)
    assert f"the id users stands in rows {row} and {row + 1}" in said
    assert "-> delete the copies" in said


def test_an_id_that_was_lost_is_made_up_for_by_the_name_and_the_label(home: Trip) -> None:
    row = home.layout.book.names["in_users"].row
    assert home.edits(home.edited({"in_users": 6000, f"Inputs!A{row}": None})) == {"in_users": 6000}
    found = home.found(home.edited({"in_users": 6000, f"Inputs!A{row}": None, f"Inputs!B{row}": "Heads"}))
    assert [(each.was, each.now) for each in found.overwritten] == [("users", "")]
    assert {each.slot.name: each.new for each in found.edits} == {"in_users": 6000, "in_users.label": "Heads"}


CELLS = {
    "a blank where a value is needed": ("in_users", None, "in_users is blank", "it was 5000"),
    "less than can be": ("in_users", -5, "-5 is below the least that in_users can be", "type at least"),
    "more than can be": ("in_own_pue", 99, "99 is above the most", "type at most"),
    "a text": ("in_users", "12,000", "a number is expected, not the text '12,000'", "write 12000"),
    "truth for a number": ("in_users", True, "a number is expected, not True", ""),
    "a formula without a value": ("in_users", "=5*1200", "the formula =5*1200 stands where in_users", "paste it"),
    "an error": ("in_users", "#REF!", "#REF! stands where in_users has its value", "type a number"),
    "an entry taken out": ("in_gpu_configurations_2", None, "in_gpu_configurations_2 is blank", "it was 2"),
    "amounts without a label": ("in_own_adjustment_1_0", 500, "an adjustment without a label", "what they are for"),
    "a scenario that is none": ("in_own_adjustment_1_scenario", "tiny", "'tiny' is not a choice", "known are small"),
}


@pytest.mark.parametrize("case", CELLS)
def test_what_no_input_can_be_is_refused_with_its_cell(
    case: str, home: Trip, capsys: pytest.CaptureFixture[str]
) -> None:
    name, value, what, remedy = CELLS[case]
    said = pull(home, home.edited({name: value, "in_electricity_price": 0.15}), "edited.xlsx", capsys)
    sheet, cell = home.at(name)
    assert f"edited.xlsx {sheet}!{cell}: " in said
    assert what in said
    assert remedy in said


def test_every_problem_is_told_at_once(home: Trip, capsys: pytest.CaptureFixture[str]) -> None:
    said = pull(home, home.edited({"in_users": "many", "in_own_pue": 99, "in_electricity_price": None}),
                "edited.xlsx", capsys)  # fmt: skip
    assert said.endswith("tco: 3 problems; nothing was written\n")


def test_values_that_break_the_model_are_refused_as_a_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = edited(STUDY, ("* operating_years\n", "* operating_years * users / (users - guests)\n"),
                  ("  users: 5000 ", "  guests: {value: 10, unit: user, label: Guests}\n  users: 5000 "))  # fmt: skip
    home = trip_of(tmp_path, text)
    said = pull(home, home.edited({"in_guests": 5000}), "edited.xlsx", capsys)
    assert "with the values of" in said
    assert "rack_space" in said


def test_a_status_that_is_none_is_refused(home: Trip, capsys: pytest.CaptureFixture[str]) -> None:
    file = home.file.with_name("edited.xlsx")
    file.write_bytes(home.xlsx)
    assert main(["pull", str(file), "--into", str(home.file), "--status", "sure"]) == 1
    assert "there is no status 'sure'" in capsys.readouterr().err
