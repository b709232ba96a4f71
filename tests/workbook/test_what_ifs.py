"""A number typed into the workbook does what the same number does in the study."""

import copy
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from builder.engine import evaluate_model, run
from builder.layout.cells import Address
from builder.model.names import input_name
from builder.model.rows import Row
from builder.results import Results
from builder.study.loader import validated
from tests.support.one_sheet import libreoffice_sheets
from tests.support.recalculation import Value, WhatIf
from tests.workbook import books
from tests.workbook.changes import Input, inputs, other_value, random_changes

RELATIVE = 1e-9
ABSOLUTE = 1e-9
CHANGED = ("reference", "two-of-a-kind", "every-kind")

NEVER_MOVE = {
    "in_rounding_digits": "a guard against floating-point dust: no result is near a step",
    "in_check_tolerance": "read by the Checks sheet alone",
}
MOVES_NOTHING: dict[str, dict[str, str]] = {
    "reference": {"in_on_prem_least_gpu_price": "read by a warning on the Checks sheet alone"},
    "two-of-a-kind": {
        "in_vendor_a_least_gpu_price": "read by a warning on the Checks sheet alone",
        "in_vendor_b_least_gpu_price": "read by a warning on the Checks sheet alone",
        "in_cloud_1_running_hours_per_week": "every hour is billed",
        "in_search_running_hours_per_week": "every hour is billed wherever that workload is weighed",
        "in_cloud_1_gpus_per_instance": "a quarter more saves no instance",
        "in_cloud_2_gpus_per_instance": "a quarter more saves no instance",
    },
    "every-kind": {
        "in_discount_rate": "no two options are compared, so no flow is discounted",
        "in_h100_least_gpu_price": "read by a warning on the Checks sheet alone",
        "in_contract__r": "reserved instead of spot: neither pays the surcharge of on demand",
    },
}
"""Inputs that change no result, and why; beside those that no study's results rest on."""


@cache
def open_book(name: str) -> WhatIf:
    return WhatIf(books.xlsx(name))


@cache
def by_name(name: str) -> dict[str, Input]:
    return {each.name: each for each in inputs(books.results(name))}


@cache
def in_the_study(name: str, changed: str) -> dict[str, float]:
    """Every result with one input set as `--set` sets it."""
    each = by_name(name)[changed]
    return values_of(books.results_with(name, [(each.path, each.other)]))


def values_of(results: Results) -> dict[str, float]:
    return {out: value for out, (_, _, value) in results.outputs().items()}


def unlike(expected: Mapping[str, float], actual: Mapping[Any, Value]) -> dict[str, tuple[float, Value]]:
    """The results that are not the same in both worlds."""
    assert expected.keys() == actual.keys()
    return {
        out: (value, actual[out])
        for out, value in expected.items()
        if not isinstance(actual[out], float) or value != pytest.approx(actual[out], rel=RELATIVE, abs=ABSOLUTE)
    }


def told(each: Input, found: dict[str, tuple[float, Value]]) -> dict[str, tuple[float, Value]]:
    """What is left of the differences where `--set` also takes away that an input is calibrated.

    A study that is changed so says which share of the cost still rests on calibrated inputs; a
    workbook keeps the question its author asked, which share rests on what was calibrated.
    """
    return {out: pair for out, pair in found.items() if not (each.calibrated and out.endswith("_calibrated_share"))}


def test_every_input_has_a_name() -> None:
    assert [len(by_name(name)) for name in CHANGED] == [77, 98, 75]
    for name in CHANGED:
        named = {each for each in books.layout(name).book.names if re.match(r"in_(?!.*_adjustment_\d+_)", each)}
        assert named == by_name(name).keys() | blank_overrides(name).keys()


def blank_overrides(name: str) -> dict[str, tuple[Row, int]]:
    """The names of blank override cells, by which what is typed into them is read back."""
    model = books.results(name).model
    return {
        input_name(row.owner, row.key, model.scenarios[scenario]): (row, scenario)
        for row in model.assumptions.rows if row.kind != "table"
        for scenario in sorted(row.active) if scenario not in row.overrides
    }  # fmt: skip


@pytest.mark.parametrize("name", CHANGED)
def test_each_input_moves_the_workbook_as_it_moves_the_study(name: str) -> None:
    before, still, wrong = values_of(books.results(name)), set(), {}
    for changed, each in by_name(name).items():
        typed = open_book(name).with_values({changed: each.other}, before)
        if found := told(each, unlike(in_the_study(name, changed), typed)):
            wrong[changed] = found
        if all(value == pytest.approx(before[str(out)], rel=1e-12, abs=1e-12) for out, value in typed.items()):
            still.add(changed)
    assert wrong == {}
    assert still == MOVES_NOTHING[name].keys() | NEVER_MOVE.keys()


@pytest.mark.libreoffice
def test_libreoffice_agrees_for_every_input() -> None:
    names = open_book("reference").names
    changes = {changed: {names[changed]: each.other} for changed, each in by_name("reference").items()}
    sheets = libreoffice_sheets(books.xlsx("reference"), changes, "Results")
    places = results_sheet("reference")
    assert places.keys() == values_of(books.results("reference")).keys()
    for changed, cells in sheets.items():
        typed = {out: cells[address.cell] for out, address in places.items()}
        found = unlike(in_the_study("reference", changed), typed)
        assert told(by_name("reference")[changed], found) == {}, changed


def results_sheet(name: str) -> dict[str, Address]:
    """Where the Results sheet shows each result."""
    places, model = books.layout(name).places, books.results(name).model
    return {
        out: places.spanning[node.id] if scenario is None else places.result(node.id, scenario)
        for out, node, scenario in model.outputs()
    }


def cells_of(name: str, change: Mapping[tuple[str, int | None], Any]) -> dict[tuple[str, str], Any]:
    places = books.layout(name).places
    return {(places.inputs[key].sheet, places.inputs[key].cell): value for key, value in change.items()}


def as_samples(name: str, changes: list[dict[tuple[str, int | None], Any]]) -> Results:
    """The engine's answer to many changes at once, one sample each."""
    model = books.results(name).model
    rows = {row.id: row for row in model.assumptions.rows}
    arrays = {}
    for row, scenario in {key for change in changes for key in change}:
        setting = rows[row].general if scenario is None else rows[row].overrides.get(scenario)
        blank = "" if rows[row].kind == "choice" else np.nan
        held = blank if setting is None else setting.value
        column = [change.get((row, scenario), held) for change in changes]
        arrays[row, scenario] = np.array([blank if each is None else each for each in column])[:, None, None]
    return evaluate_model(model, arrays)


def sample(results: Results, index: int) -> dict[str, float]:
    """The results of one sample."""
    values = {id: array[index : index + 1] if len(array) > 1 else array for id, array in results.values.items()}
    return values_of(replace(results, values=values))


@pytest.mark.parametrize(("name", "count"), [("reference", 200), ("two-of-a-kind", 60), ("every-kind", 60)])
def test_any_inputs_together_agree(name: str, count: int) -> None:
    changes = random_changes(books.results(name), count, seed=20240430)
    engine = as_samples(name, changes)
    for index, change in enumerate(changes):
        typed = open_book(name).with_values(cells_of(name, change), values_of(books.results(name)))
        assert unlike(sample(engine, index), typed) == {}, change


@pytest.mark.parametrize("name", CHANGED)
def test_an_override_that_is_deleted_gives_the_general_value_back(name: str) -> None:
    rows = [row for row in books.results(name).model.assumptions.rows if row.general is not None and row.overrides]
    assert rows
    for row in rows:
        for scenario, setting in row.overrides.items():
            expected = values_of(without(name, setting.path))
            typed = open_book(name).with_values(cells_of(name, {(row.id, scenario): None}), expected)
            assert unlike(expected, typed) == {}, setting.path


def without(name: str, path: str) -> Results:
    """The results of a study from which one value has been deleted."""
    loaded = books.study(name)
    value = copy.deepcopy(loaded.document.value)
    *folders, last = path.split(".")
    at = value
    for each in folders:
        at = at[each]
    del at[last]
    return run(validated(replace(loaded.document, value=value), loaded.name, loaded.folder))


@pytest.mark.parametrize("name", CHANGED)
def test_a_blank_override_that_is_filled_holds_in_its_scenario_alone(name: str) -> None:
    model = books.results(name).model
    blank = [(named, row, scenario) for named, (row, scenario) in blank_overrides(name).items() if row.general]
    chosen = blank[:: len(blank) // 40 + 1]
    for named, row, scenario in chosen:
        assert row.general is not None
        other = other_value(row, row.general.value)
        owner = f"options.{row.owner}." if row.owner_kind == "option" else ""
        path = f"scenarios.{model.scenarios[scenario]}.{owner}assumptions.{row.key}"
        expected = values_of(books.results_with(name, [(path, other)]))
        typed = open_book(name).with_values({named: other}, expected)
        assert unlike(expected, typed) == {}, path
        elsewhere = [out for out, (_, held, value) in books.results(name).outputs().items()
                     if held not in (None, scenario) and typed[out] != pytest.approx(value, rel=1e-12)]  # fmt: skip
        assert elsewhere == [], path


@pytest.mark.parametrize(
    ("changed", "users", "scenario"),
    [("in_users", 60_000, "llama_2_70b_50k"), ("in_users__mistral_7b_10k", 30_000, "mistral_7b_10k")],
)
def test_more_users_alone_need_more_hardware(changed: str, users: float, scenario: str) -> None:
    before = values_of(books.results("reference"))
    in_study = values_of(books.results_with("reference", [(by_name("reference")[changed].path, users)]))
    for after in (in_study, open_book("reference").with_values({changed: users}, before)):
        for measure in ("replicas", "nodes", "gpus", "on_prem_category_initial_purchase", "on_prem_total"):
            assert after[f"out_{scenario}_{measure}"] > before[f"out_{scenario}_{measure}"], measure
