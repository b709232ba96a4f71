"""What a reader is warned of: values outside the range of what is published, and out of date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builder.cli import main
from builder.commands.languages import speech_for
from builder.engine import run_file
from builder.model.library import load_library
from builder.notices import KINDS, Notice, notices
from builder.notices.implausible import DERIVED
from builder.prices import implausible, plausible_ranges
from tests.study.small_study import GOOD, edited, tree

CLOUD = edited(
    GOOD,
    (
        "  api:\n    kind: token_api\n    label: Token API\n    assumptions: {price_in: 2.5, price_out: 10}\n",
        "  api:\n    kind: cloud_iaas\n    label: Rented\n    assumptions: {instance_price: 40}\n",
    ),
)


def warned(folder: Path, *settings: tuple[str, Any], study: str = GOOD, language: str = "en") -> list[Notice]:
    """What is implausible in a study."""
    results = run_file(tree(folder, study=study), settings)
    speech = speech_for(results, language)
    found = notices(results, speech.language, lambda node, *_: node.key)
    assert [each.kind for each in found] == sorted((each.kind for each in found), key=KINDS.index)
    return [each for each in found if each.kind == "implausible"]


def test_amounts_that_the_model_assumes_in_dollars_are_warned_of_in_another_currency(tmp_path: Path) -> None:
    def unconverted(study: str) -> list[str]:
        results = run_file(tree(tmp_path, study=study), ())
        found = notices(results, speech_for(results, "en").language, lambda node, *_: node.key)
        return [each.key for each in found if each.kind == "currency"]

    assert unconverted(GOOD) == []
    won = GOOD.replace("USD", "KRW").replace("as_of: 2025-01-31", "as_of: 2025-01-31\ncurrency: KRW")
    assert unconverted(won) == [
        "assumptions.administrator_salary", "assumptions.engineer_salary", "options.own.assumptions.least_gpu_price",
        "options.own.assumptions.licence_price",
    ]  # fmt: skip
    said = won.replace("  users: 5000", "  users: 5000\n  administrator_salary: 90000000\n  engineer_salary: 99000000")
    assert unconverted(said) == ["options.own.assumptions.least_gpu_price", "options.own.assumptions.licence_price"]


def test_a_study_of_plausible_values_is_not_warned_of(tmp_path: Path) -> None:
    assert warned(tmp_path) == []


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("options.own.assumptions.pue", 1.8,
         ("Own servers: PUE: 1.80, above the plausible range of 1.00 to 1.58 "
         "(1 by definition, to the global average of 2023)")),
        ("options.own.assumptions.gpu_price", 1600,
         "Own servers: Price of an H100: $1,600, below the plausible range of $25,000 to $40,000 (customer prices"),
        ("options.own.assumptions.control_node_price", 20_000,
         "Own servers: Control node (R660): $20,000, above the plausible range of $8,000 to $15,000 (estimate)"),
        ("assumptions.electricity_price", 0.4,
         "Price of a kWh of electricity: $0.400, above the plausible range of $0.125 to $0.173 (United States"),
        ("assumptions.administrator_salary", 60_000,
         "Administrator, all in, per year: $60,000, below the plausible range of $90,520 to $135,000 (US median"),
        ("assumptions.engineer_salary", 300_000,
         "ML engineer, all in, per year: $300,000, above the plausible range of $200,000 to $245,000 (estimate"),
    ],
)  # fmt: skip
def test_an_input_outside_its_range_is_warned_of_with_the_source(
    tmp_path: Path, path: str, value: float, said: str
) -> None:
    found = [each for each in warned(tmp_path, (path, value)) if each.key == path]
    assert len(found) == 1
    assert found[0].text.startswith(said)


def test_what_the_model_assumes_itself_is_plausible() -> None:
    defaults = [each for file in load_library().scenario for each in file.inputs.items()]
    defaults += [each for kind in load_library().kinds.values() for each in kind.inputs.items()]
    judged = [(key, each.default, plausible_ranges()[key]) for key, each in defaults
              if key in plausible_ranges() and each.default]  # fmt: skip
    assert {"administrator_salary", "engineer_salary", "pue", "electricity_price"} <= {key for key, _, _ in judged}
    assert [key for key, value, plausible in judged if implausible(value, plausible)] == []




@pytest.mark.parametrize(("price", "side"), [(200, "above"), (8, "below"), (40, None)])
def test_the_price_of_a_gpu_hour_follows_from_the_instance(tmp_path: Path, price: float, side: str | None) -> None:
    found = warned(tmp_path, ("options.api.assumptions.instance_price", price), study=CLOUD)
    assert [each.key for each in found] == (["api.instance_price"] if side else [])
    for each in found:
        assert each.text.startswith(f"Rented: Price of a GPU-hour: ${price / 8:,.2f}, {side} the plausible range of")


def test_throughput_and_use_of_the_capacity_follow_from_the_sizing(tmp_path: Path) -> None:
    """25 requests at a time in half a second on two GPUs; and a rate that leaves hardly any capacity over."""
    quick = warned(tmp_path, ("workloads.chat.assumptions.latency", 0.5))
    assert [each.key for each in quick] == ["capacity_queries"]
    assert quick[0].text.startswith("Output tokens per second and GPU, 70B model on H100: 12,500.00, above")
    (busy,) = warned(tmp_path, ("sizing_queries", 25))
    assert busy.key == "capacity_use"


def test_a_demand_above_the_capacity_is_told_once_by_its_check(tmp_path: Path) -> None:
    results = run_file(tree(tmp_path, study=GOOD), [("sizing_queries", 20)])
    found = notices(results, speech_for(results, "en").language, lambda node, *_: node.key)
    assert [each.key for each in found if "capacity" in each.key] == ["capacity_covers_mean_demand"] * 2
    few = "large: {workload: chat, options: [own, api], assumptions: {users: 20000, sizing_queries: 25}}"
    study = edited(GOOD, ("large: {workload: chat, options: [own, api], assumptions: {users: 20000}}", few))
    (busy,) = warned(tmp_path, ("sizing_queries", 20), study=study)
    assert busy.text.startswith("large: Share of the largest throughput that is used: 93%, above")


def test_one_warning_names_the_scenarios_it_holds_for(tmp_path: Path) -> None:
    (found,) = warned(tmp_path, ("scenarios.large.options.own.assumptions.pue", 1.9))
    assert found.text.startswith("large: Own servers: PUE: 1.90, above")
    set_twice = [("options.own.assumptions.pue", 1.7), ("scenarios.large.options.own.assumptions.pue", 1.9)]
    (found,) = warned(tmp_path, *set_twice)
    assert found.text.startswith("small; large: Own servers: PUE: 1.70 to 1.90, above")


def test_a_price_that_options_share_is_warned_of_once(tmp_path: Path) -> None:
    twin = "  twin:\n    kind: on_premises\n    label: Twin\n    assumptions: {node_price: 138500}\nscenarios:\n"
    study = edited(GOOD, ("scenarios:\n  small: {workload: chat, options: [own, api]}",
                          f"{twin}  small: {{workload: chat, options: [own, api, twin]}}"))  # fmt: skip
    assert [each.key for each in warned(tmp_path, ("electricity_price", 0.4), study=study)] == [
        "assumptions.electricity_price"
    ]


def test_what_the_node_price_includes_is_no_price_of_zero(tmp_path: Path) -> None:
    assert "options.own.assumptions.gpu_price" not in [each.key for each in warned(tmp_path)]
    said = warned(tmp_path, ("options.own.assumptions.gpu_price", 0))
    assert [each.key for each in said] == ["options.own.assumptions.gpu_price"]


def test_a_value_outside_of_its_own_range(tmp_path: Path) -> None:
    def outside(low: float, high: float, *settings: tuple[str, Any]) -> list[tuple[str, str]]:
        ranged = f"electricity_price: {{value: 0.14, low: {low}, high: {high}}}"
        results = run_file(tree(tmp_path, study=edited(GOOD, ("electricity_price: 0.14", ranged))), settings)
        found = notices(results, speech_for(results, "en").language, lambda node, *_: node.key)
        return [(each.key, each.text) for each in found if each.kind == "outside"]

    path = "assumptions.electricity_price"
    assert outside(0.14, 0.2) == outside(0.1, 0.14) == []
    assert outside(0.15, 0.2) == [(path, f"{path}: 0.14 is below the low end of its own range, 0.15")]
    assert outside(0.1, 0.13) == [(path, f"{path}: 0.14 is above the high end of its own range, 0.13")]


def test_a_range_that_a_setting_widens_is_told(tmp_path: Path) -> None:
    ranged = "electricity_price: {value: 0.14, low: 0.1, high: 0.2, distribution: pert}"
    file = tree(tmp_path, study=edited(GOOD, ("electricity_price: 0.14", ranged)))
    path = "assumptions.electricity_price"

    def outside(*settings: tuple[str, Any]) -> list[tuple[str, str]]:
        results = run_file(file, settings)
        found = notices(results, speech_for(results, "en").language, lambda node, *_: node.key)
        return [(each.key, each.text) for each in found if each.kind == "outside"]

    assert outside(("electricity_price", 0.2)) == []
    assert outside((path, 0.3)) == outside((f"{path}.value", 0.3)) == outside((path, {"value": 0.3})) == [
        (path, f"{path}: 0.3 is above the high end of its range, 0.2; the range now ends with it")
    ]
    assert outside((path, 0.01)) == [
        (path, f"{path}: 0.01 is below the low end of its range, 0.1; the range now begins with it")
    ]
    assert outside((path, 0.3), (f"{path}.high", 0.4)) == outside((path, {"value": 0.3, "high": 0.4})) == []


def test_ranges_in_dollars_are_not_for_amounts_in_euros(tmp_path: Path) -> None:
    euros = edited(GOOD, ("title:", "currency: EUR\ntitle:"), ("USD/(node*month)", "EUR/(node*month)"),
                   ("        unit: USD\n", "        unit: EUR\n"))  # fmt: skip
    found = warned(
        tmp_path, ("electricity_price", 0.4), ("engineer_salary", 1), ("options.own.assumptions.pue", 2), study=euros
    )
    assert [each.key for each in found] == ["options.own.assumptions.pue"]


def test_warnings_are_said_in_the_language_of_the_reader(tmp_path: Path) -> None:
    (found,) = warned(tmp_path, ("engineer_salary", 180_000), language="ko")
    assert found.text == (
        "ML 엔지니어의 연간 총인건비: 180,000달러, 타당한 범위(200,000달러~245,000달러)보다 낮습니다"
        "(미국 추정, 간접비 포함)"
    )


def test_the_terminal_lists_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tree(tmp_path, study=GOOD)), "--set", "options.own.assumptions.pue=1.8"]) == 0
    assert "warning: Own servers: PUE: 1.80, above the plausible range" in capsys.readouterr().out


def test_every_range_is_one_of_an_input_or_of_a_quantity_that_follows() -> None:
    library = load_library()
    files = (*library.scenario, *library.kinds.values())
    inputs = {key for file in files for key in file.inputs}
    assert {each.range for each in DERIVED} | (inputs & set(plausible_ranges())) == set(plausible_ranges())


def test_a_value_of_the_study_itself_may_be_out_of_date(tmp_path: Path) -> None:
    study = edited(
        GOOD, ("electricity_price: 0.14", "electricity_price: {value: 0.14, retrieved: 2024-01-30}"),
        ("price_in: 2.5", "price_in: {value: 2.5, valid_until: 2025-01-30}"),
    )  # fmt: skip
    results = run_file(tree(tmp_path, study=study))
    found = notices(results, speech_for(results).language, lambda node, *_: node.key)
    assert [(each.kind, each.key) for each in found if each.kind == "stale"] == [
        ("stale", "assumptions.electricity_price"), ("stale", "options.api.assumptions.price_in")]  # fmt: skip
