"""`tco pull` as it is typed: it shows what it changes, writes the study whole, and a dry run writes nothing."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import openpyxl
import pytest

from builder.cli import main
from builder.commands.build import build
from builder.commands.homecoming import arrival
from builder.engine import run_file
from builder.homecoming.state import state_in
from builder.workbook.reader import read_workbook
from tests.homecoming.trips import STUDY, Trip, trip, trip_of
from tests.study.small_study import edited
from tests.support.workbook_file import with_inputs


@pytest.fixture
def home(tmp_path: Path) -> Trip:
    return trip_of(tmp_path)


def workbook(home: Trip, typed: dict[str, object]) -> Path:
    file = home.file.with_name("edited.xlsx")
    file.write_bytes(home.edited(typed))
    return file


def said(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> str:
    assert main(["pull", *map(str, arguments)]) == code
    return capsys.readouterr().out


def test_it_names_every_changed_input_and_the_file_it_wrote(
    home: Trip, capsys: pytest.CaptureFixture[str]
) -> None:
    text = said(capsys, workbook(home, {"in_users": 6000, "in_users__large": None}), "--into", home.file)
    lines = text.splitlines()
    assert lines[0].split() == ["Input", "Cell", "Study", "Workbook"]
    assert lines[2].split("  ")[0] == "Users"
    assert lines[3].startswith("Users, large ")
    assert "blank" in lines[3]
    assert lines[-1] == str(home.file)
    results = run_file(home.file)
    row = results.model.assumptions.row("users")
    assert row.general is not None
    assert (row.general.value, row.general.status, dict(row.overrides)) == (6000, "customer", {})


def test_the_source_is_the_workbook_and_the_day_it_was_saved(home: Trip, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, workbook(home, {"in_users": 6000}), "--into", home.file)
    saved = openpyxl.load_workbook(home.file.with_name("edited.xlsx")).properties.modified
    written = home.file.read_text(encoding="utf-8")
    assert f'source: "changed in the workbook edited.xlsx, {saved:%Y-%m-%d}"' in written


def test_status_and_source_may_be_given(home: Trip, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, workbook(home, {"in_users": 6000}), "--into", home.file, "--status", "quoted", "--source", "by mail")
    assert "users: {value: 6000, status: quoted, source: by mail} " in home.file.read_text(encoding="utf-8")


def test_a_study_in_two_languages_is_told_the_source_in_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = trip_of(tmp_path, edited(STUDY, ("as_of: 2025", "languages: [en, ko]\nas_of: 2025")))
    said(capsys, workbook(home, {"in_users": 6000}), "--into", home.file)
    written = home.file.read_text(encoding="utf-8")
    assert 'en: "changed in the workbook edited.xlsx, 20' in written
    assert 'ko: "워크북 edited.xlsx에서 변경, 20' in written


def test_a_dry_run_shows_the_lines_and_writes_nothing(home: Trip, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, workbook(home, {"in_users": 6000}), "--into", home.file, "--dry-run", "--source", "x")
    assert "-  users: 5000            # everybody" in text
    assert "+  users: {value: 6000, status: customer, source: x}            # everybody" in text
    assert home.file.read_text(encoding="utf-8") == STUDY


def test_a_link_to_a_study_stays_a_link(home: Trip, capsys: pytest.CaptureFixture[str]) -> None:
    link = home.file.with_name("link.yaml")
    link.symlink_to(home.file)
    said(capsys, workbook(home, {"in_users": 6000}), "--into", link)
    assert link.is_symlink()
    assert "value: 6000" in home.file.read_text(encoding="utf-8")


def test_a_workbook_that_changes_nothing_says_so_and_leaves_the_file_alone(
    home: Trip, capsys: pytest.CaptureFixture[str]
) -> None:
    os.utime(home.file, (1, 1))
    assert said(capsys, workbook(home, {}), "--into", home.file) == "The workbook says what the study says.\n"
    assert home.file.stat().st_mtime == 1


def test_as_json(home: Trip, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, workbook(home, {"in_users__large": 9000}), "--into", home.file, "--json"))
    assert found["inputs"] == [
        {"name": "in_users__large", "cell": "Inputs!F6", "old": 20000, "new": 9000, "id": "users", "scenario": "large"}
    ]


def test_in_korean(home: Trip, capsys: pytest.CaptureFixture[str]) -> None:
    assert "빈칸" in said(capsys, workbook(home, {"in_users__large": None}), "--into", home.file, "--lang", "ko")


def test_a_korean_workbook_comes_home_like_an_english_one(tmp_path: Path) -> None:
    text = edited(STUDY, ("as_of: 2025", "languages: [en, ko]\nas_of: 2025"))
    trip_of(tmp_path, text)
    home = trip(tmp_path / "study.yaml", "ko")
    typed = {"in_users": 6000, "in_own_adjustment_1_label": "할인", "in_own_adjustment_1_0": -9}
    found = home.found(home.edited(typed))
    assert not found.uncompared
    assert not found.overwritten
    assert {each.slot.name: each.new for each in found.edits} == typed
    assert "{label: 할인, amount: -9, " in home.merged(home.edited(typed))


def test_a_customers_edition_comes_home_with_what_it_shows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = edited(STUDY, ("      node_price: 138500\n", "      node_price: {value: 138500, audience: internal}\n"))
    home = trip_of(tmp_path, text)
    build([home.file], tmp_path / "out", kinds=("xlsx",), audience="customer")
    (file,) = (tmp_path / "out").iterdir()
    book = openpyxl.load_workbook(io.BytesIO(file.read_bytes()))
    sheet, cell = next(iter(book.defined_names["in_users"].destinations))
    book[sheet][cell.replace("$", "")].value = 6000
    sealed = next(name for name in book.defined_names if "not_itemised" in name and name.startswith("in_"))
    book.save(file)
    said(capsys, file, "--into", home.file)
    after = home.file.read_text(encoding="utf-8")
    assert "users: {value: 6000, status: customer" in after
    assert "node_price: {value: 138500, audience: internal}" in after
    place, at = next(iter(book.defined_names[sealed].destinations))
    book[place][at.replace("$", "")].value = 1
    book.save(file)
    assert main(["pull", str(file), "--into", str(home.file)]) == 1
    assert "merged from values that this edition of the workbook withholds" in capsys.readouterr().err


def test_adjustments_typed_into_an_edition_join_those_that_it_withholds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = "    adjustments:\n      - {label: Rebate, amount: -5000, audience: internal}   # by letter\n"
    home = trip_of(tmp_path, edited(STUDY, ("    label: Token API\n", "    label: Token API\n" + given)))
    build([home.file], tmp_path / "out", kinds=("xlsx",), audience="customer")
    (file,) = (tmp_path / "out").iterdir()
    shown = arrival(read_workbook(file), home.results).layout
    typed = {"in_api_adjustment_1_label": "Training", "in_api_adjustment_1_1": 700.0}
    places = {tuple(str(shown.book.names[name]).split("!")): value for name, value in typed.items()}
    file.write_bytes(with_inputs(file.read_bytes(), places))
    said(capsys, file, "--into", home.file, "--source", "x")
    written = home.file.read_text(encoding="utf-8")
    assert given + "      - {label: Training, amount: {1: 700}, status: customer, source: x}\n" in written
    found = arrival(read_workbook(file), home.results)
    assert [each[0] for each in state_in(found, home.results.model).adjustments["api"]] == ["Rebate", "Training"]
    assert not arrival(read_workbook(file), run_file(home.file)).edits
