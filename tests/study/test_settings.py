"""Settings lay values over a study, and say who set them."""

# ruff: noqa: E501  # one passage of a study, or of a message, is one text

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from builder.engine import run_file
from builder.model.build import load_model
from builder.study.loader import load_study, with_case
from builder.study.settings import parse_setting
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
    assert (general.value, general.status, general.source) == (0.3, "unsourced", {"*": "--set"})
    assert (general.owner, general.confirmed, general.low) == (None, False, 0.1)
    assert general.where == "--set electricity_price"


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
