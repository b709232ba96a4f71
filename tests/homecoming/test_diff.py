"""What two studies or workbooks say otherwise, and the bridge from one headline to the other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from builder.analysis.bridge import bridge
from builder.analysis.outputs import output
from builder.analysis.states import state_of
from builder.cli import main
from builder.engine import run_file
from tests.homecoming.trips import STUDY, Trip, trip_of
from tests.study.small_study import edited

MORE = (("users: 5000 ", "users: 6000 "), ("value: 0.14,", "value: 0.18,"), ("users: 20000 ", "users: 25000 "))
RATIO = "out_small_api_vs_own_ratio"


@pytest.fixture
def home(tmp_path: Path) -> Trip:
    return trip_of(tmp_path)


def other(home: Trip, text: str) -> Path:
    file = home.file.with_name("other.yaml")
    file.write_text(text, encoding="utf-8")
    return file


def workbook(home: Trip, typed: dict[str, object], name: str = "edited.xlsx") -> Path:
    file = home.file.with_name(name)
    file.write_bytes(home.edited(typed))
    return file


def said(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> str:
    assert main(["diff", *map(str, arguments)]) == code
    printed = capsys.readouterr()
    return printed.err if code else printed.out


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said(capsys, *arguments, "--json"))
    return found


def headline(file: Path) -> float:
    return run_file(file).outputs()[RATIO][2]


def test_the_steps_lead_exactly_from_one_headline_to_the_other(
    home: Trip, capsys: pytest.CaptureFixture[str]
) -> None:
    last = other(home, edited(STUDY, *MORE))
    made = told(capsys, home.file, last, "--output", RATIO)["bridges"][0]
    assert [(each["id"], each["scenario"]) for each in made["steps"]] == [
        ("users", None), ("users", "large"), ("electricity_price", None)
    ]  # fmt: skip
    assert made["first"] == [pytest.approx(headline(home.file), rel=1e-12)]
    assert made["last"] == [pytest.approx(headline(last), rel=1e-12)]
    total = sum(each["effects"][0] for each in made["steps"])
    assert made["last"][0] - made["first"][0] == pytest.approx(total, rel=1e-9)
    assert made["other"] == [0.0]
    assert made["steps"][1]["effects"] == [0.0]  # the other scenario's users do not move this one


def test_a_step_is_what_the_engine_gives_with_those_above_it_and_alone_without(tmp_path: Path) -> None:
    first = trip_of(tmp_path, STUDY)
    changed = edited(STUDY, MORE[0], MORE[1])
    second, third = (other(first, text) for text in (edited(STUDY, MORE[0]), changed))
    model = first.results.model
    other(first, changed)
    last = run_file(third)
    made = bridge(model, [output(model, RATIO, "")], state_of(model), state_of(last.model))
    assert made.last[0] == pytest.approx(headline(third), rel=1e-12)
    other(first, edited(STUDY, MORE[0]))
    assert made.steps[0].effects[0] == pytest.approx(headline(second) - headline(first.file), rel=1e-9)
    other(first, edited(STUDY, MORE[1]))
    assert made.steps[1].alone[0] == pytest.approx(headline(second) - headline(first.file), rel=1e-9)
    assert made.steps[1].effects != made.steps[1].alone


def test_tables_adjustments_growth_and_deleted_overrides_are_steps_too(
    home: Trip, capsys: pytest.CaptureFixture[str]
) -> None:
    label, fee = "    label: Token API\n", "    adjustments: [{label: Fee, amount: 900}]\n"
    text = edited(STUDY, ("value: [1, 2, 4] ", "value: [8] "), ("      users: 20000       # the whole group\n", ""),
                  (label, label + fee))  # fmt: skip
    last = other(home, text)
    made = told(capsys, home.file, last, "--output", "out_large_api_vs_own_ratio")["bridges"][0]
    assert [each.get("id") or each["option"] for each in made["steps"]] == ["users", "gpu_configurations", "api"]
    wanted = run_file(last).outputs()["out_large_api_vs_own_ratio"][2]
    assert made["last"] == [pytest.approx(wanted, rel=1e-12)]
    assert made["first"][0] + sum(each["effects"][0] for each in made["steps"]) == pytest.approx(wanted, rel=1e-12)
    assert all(each["effects"][0] for each in made["steps"])


def test_what_no_input_explains_is_told_as_the_rest(home: Trip, capsys: pytest.CaptureFixture[str]) -> None:
    text = edited(STUDY, MORE[0], ("formula: nodes * rack_price", "formula: nodes * nodes * rack_price"),
                  ("unit: USD/(node*month), label", "unit: USD/(node*node*month), label"))  # fmt: skip
    last = other(home, text)
    made = told(capsys, home.file, last, "--output", RATIO)
    assert "~ own.rack_space" in made["structure"]
    assert made["bridges"][0]["last"] == [pytest.approx(headline(last), rel=1e-12)]
    assert made["bridges"][0]["other"][0] != 0
    assert "Other differences" in said(capsys, home.file, last)


def test_a_workbook_and_its_study_differ_by_what_was_typed(home: Trip, capsys: pytest.CaptureFixture[str]) -> None:
    file = workbook(home, {"in_users": 6000, "in_electricity_price": 0.18, "in_users__large": 25000})
    same = told(capsys, home.file, other(home, edited(STUDY, *MORE)))
    typed = told(capsys, home.file, file)
    assert typed["inputs"] == same["inputs"]
    assert typed["bridges"] == same["bridges"]
    back = told(capsys, file, home.file)
    assert back["bridges"][0]["first"] == [pytest.approx(each) for each in typed["bridges"][0]["last"]]
    assert back["bridges"][0]["last"] == [pytest.approx(each) for each in typed["bridges"][0]["first"]]


def test_two_workbooks_find_their_study_beside_them_or_are_told_it(
    home: Trip, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, last = workbook(home, {"in_users": 5500}, "a.xlsx"), workbook(home, {"in_users": 6000}, "b.xlsx")
    beside = told(capsys, first, last)
    assert beside["inputs"] == [{"id": "users", "scenario": None, "old": 5500.0, "new": 6000.0}]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    moved = [each.rename(elsewhere / each.name) for each in (first, last)]
    assert "name it: --study study.yaml" in said(capsys, *moved, code=1)
    assert told(capsys, *moved, "--study", home.file)["inputs"] == beside["inputs"]


def test_overwritten_formulas_additions_and_unreadable_inputs_are_told(
    home: Trip, capsys: pytest.CaptureFixture[str]
) -> None:
    cell = home.layout.places.cell_of("own.power_and_cooling", 0, 1)
    assert cell is not None
    file = workbook(home, {f"small!{cell.cell}": 3, "in_users": "many", "Inputs!B190": "ours", "Summary!Z3": 7})
    text = said(capsys, home.file, file)
    assert f"small!{cell.cell} (own.power_and_cooling " in text
    assert "was overwritten: 3" in text
    assert "Inputs: row 190 (ours) was added" in text
    assert "Summary: cells were added, and stay in the workbook: Z3" in text
    assert "a number is expected, not the text 'many'" in text
    found = told(capsys, home.file, file)["workbooks"][0]
    assert [each["now"] for each in found["overwritten"]] == ["3"]


def test_the_same_twice_differs_in_nothing(home: Trip, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, home.file, home.file).splitlines()[-1] == "Nothing differs."


def test_the_bridge_is_drawn(home: Trip, capsys: pytest.CaptureFixture[str]) -> None:
    chart = home.file.with_name("bridge.svg")
    said(capsys, home.file, other(home, edited(STUDY, *MORE)), "--chart", chart)
    drawn = chart.read_text(encoding="utf-8")
    assert drawn.startswith("<svg")
    assert "Electricity price" in drawn
    assert "nothing to draw" in said(capsys, home.file, home.file, "--chart", chart, code=1)


def test_in_korean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = trip_of(tmp_path)
    assert "단독 효과" in said(capsys, home.file, workbook(home, {"in_users": 6000}), "--lang", "ko")


def test_an_unknown_result_is_refused_with_what_is_near(home: Trip, capsys: pytest.CaptureFixture[str]) -> None:
    assert "did you mean" in said(capsys, home.file, home.file, "--output", f"{RATIO}s", code=1)
