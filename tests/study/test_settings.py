"""Settings lay values over a study, and say who set them."""

# ruff: noqa: E501  # one passage of a study, or of a message, is one text

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from builder.analysis.uncertain import uncertainty
from builder.commands.build import documents
from builder.commands.languages import speech_for
from builder.engine import run_file
from builder.errors import StudyError
from builder.layout.layout import lay_out
from builder.model.build import load_model
from builder.study.loader import load_study, with_case
from builder.study.settings import STATED, parse_setting
from tests.study.small_study import GOOD, edited, tree


@pytest.mark.parametrize(
    ("written", "path", "value"),
    [
        ("users=20000", "users", 20000),
        ("users = 2e4", "users", 20000),
        ("assumptions.gpu_configurations=[1, 8]", "assumptions.gpu_configurations", [1, 8]),
        ("title=a = b", "title", "a = b"),
        ("x=on", "x", "on"),
        ("x=", "x", None),
    ],
)
def test_a_value_is_read_like_yaml(written: str, path: str, value: Any) -> None:
    assert parse_setting(written) == (path, value)


def test_a_key_alone_is_a_general_assumption(tmp_path: Path) -> None:
    study = tree(tmp_path, study=GOOD)
    assert run_file(study, [("users", 7000)]).value("users", 0) == 7000


def test_a_value_set_is_unsourced_and_says_who_set_it(tmp_path: Path) -> None:
    price = "electricity_price: {value: 0.14, status: quoted, source: tariff, owner: Kim, confirmed_on: 2025-01-15, low: 0.1}"
    study = tree(tmp_path, study=edited(GOOD, ("electricity_price: 0.14", price)))
    general = load_model(study, [("electricity_price", 0.3)]).assumptions.row("electricity_price").general
    assert general is not None
    assert (general.value, general.status, general.source) == (0.3, "unsourced", STATED)
    assert (general.owner, general.confirmed, general.low) == (None, False, 0.1)
    assert general.where == "--set electricity_price"


def test_a_setting_may_say_its_own_source(tmp_path: Path) -> None:
    said = {"value": 0.3, "status": "quoted", "source": "an offer"}
    general = load_model(tree(tmp_path, study=GOOD), [("electricity_price", said)]).assumptions.row("electricity_price").general
    assert general is not None
    assert (general.value, general.status, general.source) == (0.3, "quoted", {"*": "an offer"})


def test_readers_of_paper_and_workbook_are_told_no_command(tmp_path: Path) -> None:
    settings = [("languages", ["en", "ko"]), ("users", 7000), ("options.own.assumptions.node_price", 140_000)]
    results = run_file(tree(tmp_path, study=GOOD), settings)
    pages = {name: page.decode() for name, page in documents(results, ("html",)).items()}
    for name, words in (("study.html", "stated for this study"), ("study.ko.html", "이 연구를 위해 제시한 값")):
        assert words in pages[name]
        assert "--set" not in pages[name]
    for code, words in (("en", "stated for this study"), ("ko", "이 연구를 위해 제시한 값")):
        sheets = lay_out(results, speech_for(results, code).language).book.sheets
        said = {sheet: {str(cell.value) for cell in sheets[sheet].cells.values()} for sheet in sheets}
        assert words in said["Sources"]
        assert words in said["Inputs"]
        assert not [text for texts in said.values() for text in texts if "--set" in text]


RANGED = edited(
    GOOD, ("electricity_price: 0.14", "electricity_price: {value: 0.14, low: 0.1, high: 0.2, distribution: pert}")
)


@pytest.mark.parametrize(("value", "low", "high"), [(0.15, 0.1, 0.2), (0.3, 0.1, 0.3), (0.05, 0.05, 0.2)])
def test_a_value_beyond_the_range_widens_it(value: float, low: float, high: float, tmp_path: Path) -> None:
    model = load_model(tree(tmp_path, study=RANGED), [("electricity_price", value)])
    general = model.assumptions.row("electricity_price").general
    assert general is not None
    assert (general.low, general.high) == (low, high)
    (cell,) = uncertainty(model).cells
    drawn = cell.distribution.parameters
    assert (drawn["low"], drawn["mode"], drawn["high"]) == (low, value, high)


def test_the_range_of_a_distribution_is_widened_as_well(tmp_path: Path) -> None:
    within = edited(RANGED, ("low: 0.1, high: 0.2, distribution: pert", "distribution: {kind: pert, low: 0.1, high: 0.2}"))
    (cell,) = uncertainty(load_model(tree(tmp_path, study=within), [("electricity_price", 0.3)])).cells
    assert (cell.distribution.parameters["mode"], cell.distribution.parameters["high"]) == (0.3, 0.3)


@pytest.mark.parametrize(
    ("file", "setting"),
    [
        (edited(RANGED, ("value: 0.14", "value: 0.3")), ("users", 7000)),
        (RANGED, ("electricity_price", {"value": 0.3, "low": 0.1, "high": 0.2})),
    ],
)
def test_a_value_that_is_written_beside_its_range_has_to_lie_in_it(
    file: str, setting: tuple[str, Any], tmp_path: Path
) -> None:
    with pytest.raises(StudyError, match=r"the mode 0\.3 is outside 0\.1 to 0\.2"):
        uncertainty(load_model(tree(tmp_path, study=file), [setting]))


@pytest.mark.parametrize(
    ("path", "value", "node", "expected"),
    [
        ("scenarios.small.assumptions.users", 6000, "users", 6000),
        ("scenarios.small.options.own.assumptions.node_price", 9, "own.node_price", 9),
        ("workloads.chat.assumptions.latency", 9, "latency", 9),
        ("options.own.assumptions.rack_price", 9, "own.rack_price", 9),
        ("options.own.assumptions.rack_price.value", 9, "own.rack_price", 9),
        ("options.own.assumptions.pue", 1.1, "own.pue", 1.1),
        ("assumptions.gpu_configurations", [8], "node_capacity", 8),
    ],
)
def test_a_path_reaches_every_level_whether_the_study_writes_it_or_not(
    path: str, value: Any, node: str, expected: float, tmp_path: Path
) -> None:
    assert run_file(tree(tmp_path, study=GOOD), [(path, value)]).value(node, 0) == expected


def test_an_entry_of_a_table_is_set_by_its_position(tmp_path: Path) -> None:
    study = tree(tmp_path, study=GOOD)
    assert run_file(study, [("assumptions.gpu_configurations.3", 8)]).value("node_capacity", 0) == 8


def test_sections_of_the_study_can_be_set(tmp_path: Path) -> None:
    study = load_study(
        tree(tmp_path, study=GOOD), [("timeline.years", 5), ("title", "Another"), ("document.status", "draft")]
    ).study
    assert (study.timeline.years, study.title, study.document.status) == (5, {"*": "Another"}, "draft")


def test_later_settings_win(tmp_path: Path) -> None:
    assert run_file(tree(tmp_path, study=GOOD), [("users", 1), ("users", 2)]).value("users", 0) == 2


def test_the_file_is_left_as_it_is(tmp_path: Path) -> None:
    study = tree(tmp_path, study=GOOD)
    run_file(study, [("users", 7000)])
    assert study.read_text(encoding="utf-8") == GOOD


def test_a_case_is_worked_out_once_and_anew_for_a_changed_copy(tmp_path: Path) -> None:
    loaded = load_study(tree(tmp_path, study=GOOD))
    copy = replace(loaded, name="another")
    assert with_case(loaded, "dear_power") is with_case(loaded, "dear_power")
    assert (with_case(copy, "dear_power").name, with_case(loaded, "dear_power").name) == ("another", "study")


def test_a_case_is_a_set_of_settings_of_the_study(tmp_path: Path) -> None:
    loaded = load_study(tree(tmp_path, study=GOOD))
    price = with_case(loaded, "dear_power").study.assumptions["electricity_price"]
    assert (price.value, price.source) == (0.3, {"*": "case dear_power"})
    assert loaded.study.assumptions["electricity_price"].value == 0.14
