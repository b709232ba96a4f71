"""Lines of a study's own: beside the model's, in place of one, over periods, and out of the totals."""

# ruff: noqa: E501  # one passage of a study, or of a message, is one text

from __future__ import annotations

from pathlib import Path

import pytest

from builder.engine import run_file
from builder.results import Results
from tests.study.small_study import GOOD, edited, tree

FORMULA = "formula: nodes * rack_price * months_per_year * operating_years"


def results_of(folder: Path, *edits: tuple[str, str]) -> Results:
    return run_file(tree(folder, study=edited(GOOD, *edits)))


def test_a_cost_of_its_own_enters_the_total_and_its_category(tmp_path: Path) -> None:
    plain = results_of(tmp_path, (FORMULA, "formula: nodes * rack_price * months_per_year * operating_years * 0"))
    results = results_of(tmp_path)
    rack = results.value("own.rack_space.total", 0)
    assert rack == 1 * 400 * 12 * 3
    assert results.value("own.category_facilities.total", 0) == rack
    assert results.value("own.total_cost.total", 0) == plain.value("own.total_cost.total", 0) + rack
    assert "out_small_own_category_facilities" in results.outputs()


def test_a_line_in_place_of_the_models(tmp_path: Path) -> None:
    flat = """\
      power_and_cooling:
        replaces: true
        label: Flat rate for power
        unit: USD
        category: power_and_cooling
        basis: cash
        expenditure: opex
        formula: nodes * rack_price * months_per_year * operating_years
      rack_space:
"""
    results = results_of(tmp_path, ("      rack_space:\n", flat))
    assert results.value("own.power_and_cooling.total", 0) == results.value("own.rack_space.total", 0)
    node = results.model.nodes["own.power_and_cooling"]
    assert node.section == "costs"
    assert node.where.endswith("options.own.lines.power_and_cooling")


def test_a_line_that_grows_on_its_earlier_period(tmp_path: Path) -> None:
    growth = "rack_price: {value: 400, unit: USD/(node*month), label: Rack space per node}\n      growth: {value: 0.1, unit: 1, label: Growth}"
    rate = "formula: nodes * rack_rate * months_per_year * operating_years\n      rack_rate: {label: Rate, unit: USD/(node*month), formula: previous(rack_rate) * (1 + growth), opening: rack_price}"
    results = results_of(
        tmp_path,
        ("rack_price: {value: 400, unit: USD/(node*month), label: Rack space per node}", growth),
        (FORMULA, rate),
    )
    found = [results.value("own.rack_space", 0, period) for period in range(4)]
    assert found == pytest.approx([0, 400 * 1.1**2 * 12, 400 * 1.1**3 * 12, 400 * 1.1**4 * 12])


def test_a_memo_line_is_in_no_total(tmp_path: Path) -> None:
    with_it = results_of(tmp_path)
    memo = results_of(tmp_path, ("        basis: cash\n", "        basis: cash\n        memo: true\n"))
    rack = memo.value("own.rack_space.total", 0)
    assert memo.value("own.total_cost.total", 0) == with_it.value("own.total_cost.total", 0) - rack
    assert "own.category_facilities" not in memo.model.nodes


def test_a_line_can_be_a_result_by_its_key_or_another_name(tmp_path: Path) -> None:
    line = "\n      power_per_node: {label: Power per node, unit: kW/node, formula: it_power / nodes, output: true}"
    assert "out_small_own_power_per_node" in results_of(tmp_path, (FORMULA, FORMULA + line)).outputs()
    named = line.replace("output: true", "output: density")
    assert "out_small_own_density" in results_of(tmp_path, (FORMULA, FORMULA + named)).outputs()
