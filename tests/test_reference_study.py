"""The reference study: what was published comes out, and what follows from one changed assumption follows."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from builder.commands.languages import speech_for
from builder.commands.show import as_object
from builder.engine import run_file
from builder.notices import Notice, notices
from builder.results import Results

STUDY = Path(__file__).parents[1] / "inputs" / "llm-inferencing-2024.yaml"


@pytest.fixture(scope="module")
def results() -> Results:
    return run_file(STUDY)


@pytest.fixture(scope="module")
def outputs(results: Results) -> dict[str, float]:
    return {name: value for name, (_, _, value) in results.outputs().items()}


# Tables 2 and 3 as published: nodes (and instances), GPUs; and the replicas and rates that the model sizes them by.
CONFIGURATIONS = {
    "mistral_7b_5k": (1, 1, 1, 2.2857),
    "mistral_7b_10k": (1, 2, 2, 4.5714),
    "mistral_7b_50k": (1, 4, 3, 6.8571),
    "llama_2_70b_5k": (2, 8, 4, 2.2857),
    "llama_2_70b_10k": (4, 16, 8, 4.5714),
    "llama_2_70b_50k": (20, 80, 40, 22.857),
}


@pytest.mark.parametrize("scenario", CONFIGURATIONS)
def test_the_published_configurations(scenario: str, outputs: dict[str, float]) -> None:
    nodes, gpus, replicas, rate = CONFIGURATIONS[scenario]
    assert outputs[f"out_{scenario}_nodes"] == nodes
    assert outputs[f"out_{scenario}_ec2_instances"] == nodes
    assert outputs[f"out_{scenario}_gpus"] == gpus
    assert outputs[f"out_{scenario}_replicas"] == replicas
    assert outputs[f"out_{scenario}_peak_queries"] == pytest.approx(rate, rel=1e-4)


# Purchase, on-premises and EC2 over three years in dollars, ratio, saving in percent, dollars per user and month.
TOTALS = {
    "mistral_7b_5k": (108_200, 291_495, 559_765, 1.920, 47.9, 1.62),
    "mistral_7b_10k": (113_200, 320_740, 570_842, 1.780, 43.8, 0.89),
    "mistral_7b_50k": (116_400, 360_947, 581_919, 1.612, 38.0, 0.20),
    "llama_2_70b_5k": (205_800, 544_306, 1_777_282, 3.265, 69.4, 3.02),
    "llama_2_70b_10k": (395_800, 945_051, 3_449_588, 3.650, 72.6, 2.63),
    "llama_2_70b_50k": (1_928_700, 4_164_684, 16_828_036, 4.041, 75.2, 2.31),
}


@pytest.mark.parametrize("scenario", TOTALS)
def test_the_totals_to_the_dollar(scenario: str, outputs: dict[str, float]) -> None:
    purchase, on_premises, cloud, ratio, saving, monthly = TOTALS[scenario]
    assert outputs[f"out_{scenario}_on_prem_category_initial_purchase"] == pytest.approx(purchase, abs=1e-6)
    assert round(outputs[f"out_{scenario}_on_prem_total"]) == on_premises
    assert round(outputs[f"out_{scenario}_ec2_total"]) == cloud
    assert round(outputs[f"out_{scenario}_ec2_vs_on_prem_ratio"], 3) == ratio
    # The last row's saving is 75.2515%, which its table writes as 75.2.
    assert outputs[f"out_{scenario}_ec2_vs_on_prem_saving"] * 100 == pytest.approx(saving, abs=0.052)
    assert round(outputs[f"out_{scenario}_on_prem_per_user_month"], 2) == monthly


def test_the_token_api_is_priced_to_the_cent(outputs: dict[str, float]) -> None:
    assert outputs["out_llama_2_70b_50k_gpt4_per_user_month"] == pytest.approx(12.50, abs=1e-12)
    assert outputs["out_llama_2_70b_50k_40q_gpt4_per_user_month"] == pytest.approx(20.00, abs=1e-12)
    assert outputs["out_llama_2_70b_50k_gpt4_total"] == pytest.approx(22_500_000)
    assert outputs["out_llama_2_70b_50k_40q_gpt4_total"] == pytest.approx(36_000_000)


def test_the_published_ranges(outputs: dict[str, float]) -> None:
    def between(name: str) -> tuple[float, float]:
        return outputs[f"out_{name}_min"], outputs[f"out_{name}_max"]

    assert [round(each, 1) for each in between("small_ec2_ratio")] == [1.6, 1.9]
    assert [round(each, 1) for each in between("large_ec2_ratio")] == [3.3, 4.0]
    assert [round(each, 1) for each in between("api_gpt4_ratio")] == [5.4, 8.6]
    assert [round(each * 100) for each in between("small_ec2_saving")] == [38, 48]
    assert [round(each * 100) for each in between("large_ec2_saving")] == [69, 75]
    assert [round(each * 100) for each in between("api_gpt4_saving")] == [81, 88]


def test_capacity_bought_for_forty_queries_costs_the_same_at_twenty_five(outputs: dict[str, float]) -> None:
    assert outputs["out_llama_2_70b_50k_40q_on_prem_total"] == outputs["out_llama_2_70b_50k_on_prem_total"]


# -- one assumption changed --------------------------------------------------------------------------------------------


def test_more_users_alone_need_more_replicas_nodes_and_money() -> None:
    setting = ("scenarios.llama-2-70b-10k.assumptions.users", 12_000)
    before, after = (
        {name: value for name, (_, _, value) in run_file(STUDY, settings).outputs().items()}
        for settings in ([], [setting])
    )

    def grown(measure: str) -> tuple[float, float]:
        return before[f"out_llama_2_70b_10k_{measure}"], after[f"out_llama_2_70b_10k_{measure}"]

    assert grown("replicas") == (8, 10)
    assert grown("nodes") == (4, 5)
    assert grown("gpus") == (16, 20)
    assert grown("on_prem_category_initial_purchase") == (395_800, 494_750)
    for measure in ("on_prem_total", "ec2_total"):
        old, new = grown(measure)
        assert new > old
    assert before["out_llama_2_70b_5k_on_prem_total"] == after["out_llama_2_70b_5k_on_prem_total"]


def test_every_input_can_be_set_by_the_path_that_is_printed_for_it(results: Results) -> None:
    shown = as_object(results)["inputs"]
    limits = {row.path: (row.min, row.max) for row in results.model.assumptions.rows}
    whole = {row.path for row in results.model.assumptions.rows if row.whole}

    def other(entry: dict[str, object]) -> float:
        value, (low, high) = float(str(entry["value"])), limits.get(str(entry["path"]), (None, None))
        if low == 0 and high == 1 and value in (0, 1):
            return 1 - value
        if re.sub(r"\.\d+$", "", str(entry["path"])) in whole:
            return value + 1
        return value * 0.99 if high is not None and value * 1.01 + 0.01 > high else value * 1.01 + 0.01

    changed = {name: other(entry) for name, entry in shown.items()}
    assert all(changed[name] != entry["value"] for name, entry in shown.items())
    settings = [(entry["path"], changed[name]) for name, entry in shown.items()]
    after = as_object(run_file(STUDY, settings))["inputs"]
    assert {name: entry["value"] for name, entry in after.items()} == pytest.approx(changed)
    assert {name: entry["path"] for name, entry in after.items()} == {
        name: entry["path"] for name, entry in shown.items()
    }


@pytest.mark.parametrize(
    "path",
    [
        "assumptions.users",
        "assumptions.gpu_configurations.2",
        "assumptions.hours_per_year",
        "workloads.mistral-7b.assumptions.latency",
        "options.ec2.assumptions.instance_price",
        "scenarios.mistral-7b-5k.options.on_prem.assumptions.node_price",
        "scenarios.llama-2-70b-50k.options.on_prem.assumptions.pue",
    ],
)
def test_a_setting_moves_its_own_input_only(path: str, results: Results) -> None:
    before, after = as_object(results)["inputs"], as_object(run_file(STUDY, [(path, 3)]))["inputs"]
    moved = [name for name, entry in after.items() if name not in before or entry["value"] != before[name]["value"]]
    assert [after[name]["path"] for name in moved] == [path]


# -- what the study warns of -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def warned(results: Results) -> list[Notice]:
    speech = speech_for(results)
    return notices(results, speech.language, lambda node, value, *_: f"{value:,.6g}")


def test_its_warnings_by_name(warned: list[Notice]) -> None:
    assert Counter((notice.kind, notice.key) for notice in warned) == {
        ("check", "capacity_covers_mean_demand"): 2,
        ("check", "further_gpu_price"): 2,
        ("check", "billed_covers_licensed"): 3,
        ("check", "uses_whole_instances"): 6,
        ("implausible", "assumptions.administrator_salary"): 1,
        ("implausible", "assumptions.engineer_salary"): 1,
    }


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (
            "capacity_covers_mean_demand",
            "Mistral 7B, 50,000 users: the mean demand of 14.4676 is above the capacity of 6.85714",
        ),
        (
            "capacity_covers_mean_demand",
            "40 queries a day: the mean demand of 23.1481 is above the capacity of 22.8571",
        ),
        (
            "further_gpu_price",
            "the purchase rises from 108,200 to 113,200 for 2 instead of 1: less than the plausible 15,000",
        ),
        (
            "further_gpu_price",
            "the purchase rises from 113,200 to 116,400 for 4 instead of 2: less than the plausible 15,000",
        ),
        ("billed_covers_licensed", "Mistral 7B, 50,000 users: 2,600 are billed but 4,160 are licensed"),
        ("uses_whole_instances", "Llama 2 70B, 50,000 users: an instance serves 4 and is licensed for 8"),
        (
            "assumptions.administrator_salary",
            "Administrator, all in, per year: $150,000, above the plausible range of $90,520 to $135,000 (US median",
        ),
        (
            "assumptions.engineer_salary",
            "ML engineer, all in, per year: $180,000, below the plausible range of $200,000 to $245,000 (estimate",
        ),
    ],
)
def test_its_warnings_in_words(key: str, words: str, warned: list[Notice]) -> None:
    assert [notice for notice in warned if notice.key == key and words in notice.text]


def test_its_warnings_are_there_in_korean(results: Results, warned: list[Notice]) -> None:
    speech = speech_for(results, "ko")
    korean = notices(results, speech.language, lambda node, value, *_: f"{value:,.6g}")
    assert [notice.key for notice in korean] == [notice.key for notice in warned]
    assert all(any("가" <= letter <= "힣" for letter in notice.text) for notice in korean)


# -- what it rests on --------------------------------------------------------------------------------------------------


def test_a_total_takes_the_weakest_status_it_rests_on(results: Results) -> None:
    scenario = results.model.scenarios.index("llama-2-70b-50k")
    assert results.weakest_status("on_prem.total_cost.total", scenario) == "calibrated"
    assert results.weakest_status("ec2.total_cost.total", scenario) == "calibrated"
    assert results.weakest_status("gpt4.total_cost.total", scenario) == "inferred"
    assert results.weakest_status("on_prem.power_and_cooling.total", scenario) == "inferred"


def test_the_share_of_each_sides_cost_that_is_calibrated(outputs: dict[str, float]) -> None:
    purchase_and_financing = 1_928_700 * (1 + 3 * (0.08 - 0.06))
    share = purchase_and_financing / outputs["out_llama_2_70b_50k_on_prem_total"]
    assert outputs["out_llama_2_70b_50k_on_prem_calibrated_share"] == pytest.approx(share)
    spend = 20 * 43.15701 * 105 * 52 * 3
    assert outputs["out_llama_2_70b_50k_ec2_calibrated_share"] == pytest.approx(
        spend / outputs["out_llama_2_70b_50k_ec2_total"]
    )
    assert "out_llama_2_70b_50k_gpt4_calibrated_share" not in outputs


@pytest.mark.parametrize(
    ("case", "comparison", "expected"),
    [
        ("full_instances", "large", (1.8, 2.1)),
        ("full_instances_all_hours", "small", (3.8, 4.6)),
        ("full_instances_all_hours", "large", (2.6, 3.1)),
        ("list_hardware", "small", (1.4, 2.1)),
        ("list_hardware", "large", (2.7, 3.3)),
        ("later_instance_price", "large", (2.1, 2.5)),
    ],
)
def test_the_headline_under_other_readings(
    case: str, comparison: str, expected: tuple[float, float], results: Results
) -> None:
    from builder.engine import case_results

    found = case_results(results.model.loaded, [case])[case].outputs()
    name = f"out_{comparison}_ec2_ratio"
    assert (round(found[f"{name}_min"][2], 1), round(found[f"{name}_max"][2], 1)) == expected
