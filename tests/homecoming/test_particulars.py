"""Labels, ends of ranges, sources and notes that are changed beside a value come home as values do."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import openpyxl
import pytest

from builder.commands.build import shown_to
from builder.commands.languages import language_for
from builder.engine import run_file
from builder.errors import TcoError
from builder.homecoming.found import Edit, Found
from builder.homecoming.pulling import pull
from builder.homecoming.slots import Slot, particular_slots
from builder.layout.layout import input_sheets, lay_out
from builder.workbook.writer import workbook_bytes
from tests.homecoming.test_every_input import FILES
from tests.homecoming.trips import ORIGIN, STUDY, Trip, changed_lines, saved, trip, trip_of
from tests.study.small_study import edited
from tests.support.libreoffice_edits import edited_in_libreoffice

SAID = "status: customer, source: the edited workbook"


@pytest.fixture
def home(tmp_path: Path) -> Trip:
    return trip_of(tmp_path)


def at(home: Trip, name: str) -> str:
    """The address of a cell beside an input, such as `in_users.note`."""
    return str(next(each.at for each in particular_slots(home.layout) if each.name == name))


def typed(home: Trip, cells: dict[str, object]) -> bytes:
    named = home.layout.book.names
    return home.edited({name if name in named else at(home, name): each for name, each in cells.items()})


def refused(home: Trip, cells: dict[str, object]) -> str:
    with pytest.raises(TcoError) as error:
        home.merged(typed(home, cells))
    return "\n".join(map(str, error.value.problems))


def test_each_is_put_in_the_place_of_what_stood_there_and_quoting_and_comments_stay(home: Trip) -> None:
    after = home.merged(typed(home, {
        "in_electricity_price.low": 0.11, "in_electricity_price.high": 0.25, "in_electricity_price.source": "bill",
        "in_electricity_price.note": "with tax", "in_own_rack_price.label": "Rack, a node",
    }))  # fmt: skip
    price, rack = changed_lines(STUDY, after)
    assert price[1] == (
        "  electricity_price: {value: 0.14, low: 0.11, high: 0.25, status: quoted, source: bill, note: with tax}"
    )
    assert rack[1] == '      rack_price: {value: 400, unit: USD/(node*month), label: "Rack, a node"}'


def test_a_bare_value_becomes_a_mapping_and_keeps_its_comment(home: Trip) -> None:
    after = home.merged(typed(home, {"in_users.low": 4000, "in_users.note": "full time"}))
    ((_, users),) = changed_lines(STUDY, after)
    assert users == "  users: {value: 5000, low: 4000, note: full time}            # everybody"


def test_a_default_of_the_model_is_written_out_with_where_it_comes_from(home: Trip) -> None:
    after = home.merged(typed(home, {"in_own_pue.low": 1.1, "in_own_pue.high": 1.9}))
    default = home.results.model.assumptions.row("own.pue").general
    assert default is not None
    assert default.source is not None
    assert f"      pue: {{value: {default.value}, status: {default.status}, source: " in after
    assert ", low: 1.1, high: 1.9}\n" in after


def test_they_come_home_beside_a_value_that_is_changed_too(home: Trip) -> None:
    after = home.merged(typed(home, {
        "in_electricity_price": 0.16, "in_electricity_price.source": "their bill", "in_electricity_price.low": None,
        "in_users": 6000, "in_users.high": 9000,
    }))  # fmt: skip
    assert f"  users: {{value: 6000, {SAID}, high: 9000}} " in after
    assert "electricity_price: {value: 0.16, high: 0.2, status: customer, source: their bill}\n" in after


def test_what_is_blanked_goes_and_a_label_cannot(home: Trip) -> None:
    after = home.merged(typed(home, {"in_electricity_price.low": None, "in_electricity_price.note": None}))
    assert '{value: 0.14, high: 0.2, status: quoted, source: "tariff: May"}' in after
    assert "in_users.label is blank\n    -> type a text; it was 'Users'" in refused(home, {"in_users.label": None})


def test_beside_the_first_override_where_there_is_no_general_value(tmp_path: Path) -> None:
    text = edited(STUDY, ("latency: {value: 25, status: measured}", "latency: {value: 25, source: run 7}"),
                  ("assumptions: {latency: 20, ", "assumptions: {"),
                  ("small: {workload: chat, options: [own, api]}",
                   "small: {workload: chat, options: [own, api], assumptions: {latency: 20}}"))  # fmt: skip
    home = trip_of(tmp_path, text)
    after = home.merged(typed(home, {"in_chat_latency.source": "run 8"}))
    assert "assumptions: {latency: {value: 20, source: run 8}}}" in after
    assert "latency: {value: 25, source: run 7}" in after


def test_what_a_base_says_gets_its_range_in_the_study_that_extends_it(tmp_path: Path) -> None:
    home = trip_of(tmp_path, "extends: base.yaml\ntitle: For them\n", base=STUDY)
    after = home.merged(typed(home, {"in_electricity_price.high": 0.3, "in_users.high": 9000}))
    assert after == (
        "extends: base.yaml\ntitle: For them\n"
        "assumptions:\n  users: {value: 5000, high: 9000}\n  electricity_price: {high: 0.3}\n"
    )
    said = refused(home, {"in_electricity_price.note": None})
    assert "base.yaml:6 assumptions.electricity_price.note" in said
    assert "is deleted in edited.xlsx Inputs!" in said


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.parent.name}-{file.stem}")
def test_those_of_every_study_changed_at_once_are_in_it_afterwards(file: Path, tmp_path: Path) -> None:
    shutil.copytree(file.parent, tmp_path / "studies")
    study = tmp_path / "studies" / file.name
    try:
        results = run_file(study)
    except TcoError:
        pytest.skip("wrong on purpose")
    layout = input_sheets(results, language_for(results.model.loaded))
    edits = tuple(Edit(each, each.at, other(each)) for each in particular_slots(layout) if is_stated(each))
    assert len(edits) > 50
    pulled = pull(Found("edited.xlsx", layout, None, edits), study, results, ORIGIN)  # it proves that each is there
    again = input_sheets(pulled.results, language_for(results.model.loaded))
    now = {each.name: each.content for each in particular_slots(again)}
    assert all(now[each.slot.name] == each.new for each in edits)


def is_stated(slot: Slot) -> bool:
    """Whether a study can say it there: a label beside a general value, a text that is not shared by an anchor."""
    row = slot.row
    assert row is not None
    shared = slot.name.startswith("in_llama_70b_") and slot.part == "source"
    return not shared and (slot.part != "label" or row.general is not None)


def other(slot: Slot) -> str | float:
    """Another text, or another end of a range that stays one."""
    if slot.part in ("low", "high"):
        away = 1e7 if slot.content is None else abs(float(slot.content)) + (1 if slot.row and slot.row.whole else 0.5)
        least, most = (slot.row.min, slot.row.max) if slot.row else (None, None)
        if slot.part == "low":
            return -away if least is None else max(-away, least)
        return away if most is None else min(away, most)
    return f"{slot.part}: of {slot.name}"


def test_in_one_of_two_languages_the_other_stays(tmp_path: Path) -> None:
    text = edited(STUDY, ("as_of: 2025", "languages: [en, ko]\nas_of: 2025"),
                  ("note: without tax", "note: {en: without tax, ko: 세금 별도}"))  # fmt: skip
    trip_of(tmp_path, text)
    home = trip(tmp_path / "study.yaml", "ko")
    after = home.merged(typed(home, {"in_electricity_price.note": "세금 포함", "in_users.label": "직원"}))
    assert "note: {en: without tax, ko: 세금 포함}}" in after
    assert "  users: {value: 5000, label: {en: Users, ko: 직원}} " in after


def test_the_source_of_another_value_says_nothing_of_the_old_one_in_any_language(tmp_path: Path) -> None:
    text = edited(STUDY, ("as_of: 2025", "languages: [en, ko]\nas_of: 2025"),
                  ('source: "tariff: May"', "source: {en: tariff, ko: 요금표}"))  # fmt: skip
    home = trip_of(tmp_path, text)
    after = home.merged(typed(home, {"in_electricity_price": 0.15, "in_electricity_price.source": "bill"}))
    assert "status: customer, source: bill}" in after


def test_what_the_program_adds_to_a_note_is_none_of_the_studys(tmp_path: Path) -> None:
    text = edited(STUDY, ("users: 5000 ", "users: {value: 5000, note: full time} "),
                  ("users: 20000 ", "users: {value: 20000, status: quoted} "))  # fmt: skip
    home = trip_of(tmp_path, text)
    cell = at(home, "in_users.note")
    sheet = home.layout.book.sheets["Inputs"]
    address = next(each.at for each in particular_slots(home.layout) if each.name == "in_users.note")
    assert sheet.cells[address.row, address.column].value == "full time; overrides: quoted"
    assert home.merged(home.xlsx) == text
    assert "note: all; heads} " in home.merged(home.edited({cell: "all; heads; overrides: quoted"})).replace('"', "")


def test_both_changed_is_refused_and_what_the_study_changed_stays(home: Trip) -> None:
    xlsx = typed(home, {"in_electricity_price.low": 0.12, "in_users": 6000})
    home.file.write_text(edited(STUDY, ("low: 0.1,", "low: 0.09,")), encoding="utf-8")
    with pytest.raises(TcoError, match=r"price\.low is 0\.12 here and 0\.09 in the study, and was neither"):
        trip(home.file).merged(xlsx)
    kept = trip(home.file).found(home.edited({"in_users": 6000}))
    assert [(each.slot.name, each.new) for each in kept.edits] == [("in_users", 6000)]


def test_what_cannot_be_is_refused_with_its_cell(home: Trip) -> None:
    said = refused(home, {"in_users.low": "few", "in_users.source": 7, "in_electricity_price.high": "=1/4"})
    assert f"edited.xlsx {at(home, 'in_users.low')}: a number is expected, not the text 'few'" in said
    assert "a text is expected, not 7" in said
    assert "the formula =1/4 stands where in_electricity_price.high has its value" in said
    assert "low 0.5 is above high 0.2" in refused(home, {"in_electricity_price.low": 0.5})


def test_an_override_that_is_deleted_takes_no_new_note(tmp_path: Path) -> None:
    text = edited(STUDY, ("assumptions: {latency: 20, ", "assumptions: {"),
                  ("small: {workload: chat, options: [own, api]}",
                   "small: {workload: chat, options: [own, api], assumptions: {latency: 20}}"))  # fmt: skip
    home = trip_of(tmp_path, text)
    cells = {"in_chat_latency__small": None, "in_chat_latency.note": "slow"}
    assert "the override that it tells of is deleted" in refused(home, cells)


def test_a_note_that_an_edition_does_not_show_is_not_replaced(tmp_path: Path) -> None:
    text = edited(STUDY, ("note: without tax}", "note: our margin, note_audience: internal}"))
    home = trip_of(tmp_path, text)
    shown = lay_out(shown_to("customer", home.results), language_for(home.results.model.loaded))
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(shown)))
    sheet, cell = at(home, "in_electricity_price.note").split("!")
    assert book[sheet][cell].value is None
    book[sheet][cell] = "with tax"
    with pytest.raises(TcoError, match="is blank in this edition of the workbook, and not in the study"):
        home.merged(saved(book))


@pytest.mark.libreoffice
def test_typed_in_libreoffice_on_sorted_rows(home: Trip) -> None:
    low = at(home, "in_electricity_price.low").split("!")[1]
    note = at(home, "in_users.note").split("!")[1]
    statements = [f'sheet("Inputs").getCellRangeByName("{low}").Value = 0.12',
                  f'sheet("Inputs").getCellRangeByName("{note}").String = "by head"',
                  'sorted(sheet("Inputs").getCellRangeByName("A6:S12"), 1)']  # fmt: skip
    (edited_there,) = edited_in_libreoffice({"beside": (home.xlsx, statements)}).values()
    found = home.found(edited_there)
    assert {each.slot.name: each.new for each in found.edits} == {
        "in_electricity_price.low": 0.12, "in_users.note": "by head"
    }  # fmt: skip
    assert not [each for each in found.overwritten if each.at.sheet == "Inputs"]
