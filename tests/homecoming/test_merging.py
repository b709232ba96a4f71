"""What is typed into a workbook stands in the study afterwards, and nothing else of the study's text is another."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.errors import TcoError
from builder.workbook.writer import workbook_bytes
from tests.homecoming.trips import STUDY, Trip, changed_lines, trip, trip_of
from tests.study.small_study import edited
from tests.support.recalculation import cached_values, differences, formula_cells, libreoffice_values
from tests.workbook import books

SAID = 'status: customer, source: the edited workbook'


@pytest.fixture
def home(tmp_path: Path) -> Trip:
    return trip_of(tmp_path)


def test_a_workbook_nobody_changed_leaves_every_byte(home: Trip) -> None:
    assert home.pulled(home.xlsx).after == home.file.read_bytes()


def test_a_bare_value_says_where_the_new_one_comes_from_and_keeps_its_comment(home: Trip) -> None:
    after = home.merged(home.edited({"in_users": 6000}))
    assert changed_lines(STUDY, after) == [
        ("  users: 5000            # everybody", f"  users: {{value: 6000, {SAID}}}            # everybody")
    ]


def test_range_and_unit_stay_and_what_was_said_of_the_old_value_goes(home: Trip) -> None:
    after = home.merged(home.edited({"in_electricity_price": 0.155, "in_own_rack_price": 380}))
    (_, price), (_, rack) = changed_lines(STUDY, after)
    assert price == f"  electricity_price: {{value: 0.155, low: 0.1, high: 0.2, {SAID}}}"
    assert rack == f"      rack_price: {{value: 380, unit: USD/(node*month), label: Rack space per node, {SAID}}}"


def test_an_entry_of_a_table_is_changed_in_its_place(home: Trip) -> None:
    after = home.merged(home.edited({"in_gpu_configurations_2": 3}))
    assert "    value: [1, 3, 4]     # what the vendor sells\n    status: customer\n    source: the edited" in after


def test_a_blank_override_that_is_filled_becomes_one_of_the_scenario(home: Trip) -> None:
    after = home.merged(home.edited({home.cell("users", "small"): 3000, home.cell("own.node_price", "small"): 150000}))
    assert (
        f"  small: {{workload: chat, options: {{own: {{assumptions: {{node_price: {{value: 150000, {SAID}}}}}}}, "
        f"api: {{}}}}, assumptions: {{users: {{value: 3000, {SAID}}}}}}}\n"
    ) in after
    assert "  # the pilot\n" in after


def test_an_override_that_is_deleted_goes_and_what_held_only_it_too(home: Trip) -> None:
    after = home.merged(home.edited({"in_users__large": None, "in_own_node_price__large": None}))
    assert "options: {own: {}, api: {}}\n    assumptions:\n      latency: {value: 25, status: measured}\n" in after
    none = home.merged(home.edited({"in_users__large": None, "in_chat_latency__large": None}))
    assert "    options: {own: {assumptions: {node_price: 120000}}, api: {}}\ncomparisons:" in none


def test_a_default_of_the_model_becomes_the_studys_own(home: Trip) -> None:
    after = home.merged(home.edited({"in_own_pue": 1.2, "in_own_node_power": 0.9}))
    assert f"      pue: {{value: 1.2, {SAID}}}\n" in after
    assert f"      node_power: {{value: 0.9, {SAID}}}\n" in after


def test_adjustments_become_a_list_of_their_option(home: Trip) -> None:
    typed = {"in_own_adjustment_1_label": "Site survey", "in_own_adjustment_1_0": 12000,
             "in_own_adjustment_3_label": "Rebate: year 2", "in_own_adjustment_3_2": -500.5,
             "in_own_adjustment_3_scenario": "large", "in_own_adjustment_3_note": "by letter"}  # fmt: skip
    after = home.merged(home.edited(typed))
    assert (
        f"    adjustments: [{{label: Site survey, amount: 12000, {SAID}}}, "
        f'{{label: "Rebate: year 2", amount: {{2: -500.5}}, scenario: large, note: by letter, {SAID}}}]\n'
    ) in after


def test_adjustments_that_are_there_are_changed_added_to_and_taken_out(tmp_path: Path) -> None:
    given = "    adjustments:\n      - {label: Survey, amount: 100}   # agreed\n      - {label: Rebate, amount: -50}\n"
    home = trip_of(tmp_path, edited(STUDY, ("    label: Token API\n", "    label: Token API\n" + given)))
    typed = {"in_api_adjustment_1_0": 150, "in_api_adjustment_3_label": "Training", "in_api_adjustment_3_1": 70}
    after = home.merged(home.edited(typed))
    assert f"      - {{label: Survey, amount: 150, {SAID}}}   # agreed\n      - {{label: Rebate, am" in after
    assert f"      - {{label: Training, amount: {{1: 70}}, {SAID}}}\n" in after
    gone = home.merged(home.edited({"in_api_adjustment_1_label": None, "in_api_adjustment_1_0": None}))
    assert "    adjustments:\n      - {label: Rebate, amount: -50}\n" in gone


def test_growth_and_values_by_period_come_home(tmp_path: Path) -> None:
    text = edited(STUDY, ("  users: 5000 ", "  users: {value: 5000, growth: 0.1} "),
                  ("electricity_price: {value: 0.14,", "electricity_price: {value: [0.14, 0.15, 0.16],"))  # fmt: skip
    home = trip_of(tmp_path, text)
    after = home.merged(home.edited({"in_users_growth": 0.2, "in_electricity_price_2": 0.155}))
    assert "  users: {value: 5000, growth: 0.2, note: the edited workbook} " in after
    assert "electricity_price: {value: [0.14, 0.155, 0.16]," in after
    both = home.merged(home.edited({"in_users": 7000, "in_users_growth": 0.05}))
    assert f"  users: {{value: 7000, growth: 0.05, {SAID}" in both


def test_a_named_price_becomes_a_value_of_the_studys_own_in_its_currency(tmp_path: Path) -> None:
    said = "as_of: 2025-01-01\nsource: list\nsource_grade: P\nstatus: list-price\n"
    prices = f"{said}currency: EUR\nunit: EUR/node\nprices: {{node: {{value: 100000}}}}\n"
    rate = "from: EUR, to: USD, rate: 1.1, date: 2025-01-01, source: bank, source_grade: P, status: published"
    rates = f"rates: [{{{rate}}}]\n"
    text = edited(STUDY, ("node_price: 138500", "node_price: {price: node}"),
                  ("as_of: 2025-01-31\n", "as_of: 2025-01-31\nprices: [prices.yaml, rates.yaml]\n"),
                  ("own: {assumptions: {node_price: 120000}}", "own: {}"))  # fmt: skip
    home = trip_of(tmp_path, text, prices=prices, rates=rates)
    after = home.merged(home.edited({"in_own_node_price": 99000}))
    assert f"      node_price: {{value: 99000, {SAID}, currency: EUR}}\n" in after
    assert "\nrates:\n  EUR: {value: 1.1, " in after


def test_what_a_base_says_is_overridden_in_the_study_that_extends_it(tmp_path: Path) -> None:
    child = "# ours\nextends: base.yaml\ntitle: For them\nassumptions: {users: 7000}\n"
    home = trip_of(tmp_path, child, base=STUDY)
    typed = {"in_electricity_price": 0.2, "in_users": 8000, home.cell("users", "small"): 100}
    after = home.merged(home.edited(typed))
    assert after == (
        f"# ours\nextends: base.yaml\ntitle: For them\nassumptions: {{users: {{value: 8000, {SAID}}}, "
        f"electricity_price: {{value: 0.2, {SAID}}}}}\n"
        f"scenarios:\n  small:\n    assumptions:\n      users: {{value: 100, {SAID}}}\n"
    )
    assert (tmp_path / "base.yaml").read_text(encoding="utf-8") == STUDY


def test_an_override_of_the_base_cannot_be_deleted_from_the_study_that_extends_it(tmp_path: Path) -> None:
    home = trip_of(tmp_path, "extends: base.yaml\ntitle: For them\n", base=STUDY)
    with pytest.raises(TcoError) as refused:
        home.pulled(home.edited({"in_users__large": None}))
    assert "base.yaml:38 scenarios.large.assumptions.users" in str(refused.value)
    assert "delete it there, or type the general value" in str(refused.value)


def test_what_would_not_be_what_the_workbook_says_is_refused_before_it_is_written(tmp_path: Path) -> None:
    """The override goes from the study, and that of its base would hold again."""
    child = "extends: base.yaml\ntitle: For them\nscenarios: {large: {assumptions: {users: 9000}}}\n"
    home = trip_of(tmp_path, child, base=STUDY)
    with pytest.raises(TcoError, match="in_users__large would not be what the workbook says"):
        home.pulled(home.edited({"in_users__large": None}))


def test_windows_line_ends_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    home = trip_of(tmp_path, "\ufeff" + STUDY.replace("\n", "\r\n"))
    after = home.pulled(home.edited({"in_users": 6000})).after
    assert after.startswith(b"\xef\xbb\xbf# The")
    assert after.count(b"\r\n") == after.count(b"\n") == STUDY.count("\n")


def test_a_value_that_others_share_by_an_anchor_stays_theirs(tmp_path: Path) -> None:
    home = trip_of(tmp_path, edited(STUDY, ("users: 5000 ", "users: &all 5000 "), ("users: 20000 ", "users: *all ")))
    after = home.merged(home.edited({"in_users": 6000, "in_own_pue": 1.3}))
    assert f"  users: {{value: 6000, {SAID}}} " in after
    assert "      users: &all 5000       # the whole group\n" in after


def test_a_change_within_what_others_share_is_refused_and_nothing_is_half_merged(tmp_path: Path) -> None:
    shared = ("users: 5000 ", "users: &all {value: 5000} "), ("users: 20000 ", "users: *all ")
    home = trip_of(tmp_path, edited(STUDY, *shared))
    with pytest.raises(TcoError, match="shares values by anchors"):
        home.pulled(home.edited({"in_users": 6000, "in_own_pue": 1.3}))


def test_a_second_pull_finds_nothing_more_to_do(home: Trip) -> None:
    xlsx = home.edited({"in_users": 6000, "in_users__large": None})
    home.file.write_bytes(home.pulled(xlsx).after)
    again = trip(home.file)
    assert not again.found(xlsx).edits
    assert again.pulled(xlsx).after == home.file.read_bytes()


def test_what_the_study_changed_meanwhile_stays_and_what_both_changed_is_refused(home: Trip) -> None:
    xlsx = home.edited({"in_users": 6000})
    home.file.write_text(edited(STUDY, ("value: 0.14", "value: 0.16")), encoding="utf-8")
    found = trip(home.file).found(xlsx)
    assert not found.overwritten
    assert not {"Inputs", "small", "large", "Results"} & set(found.uncompared)
    assert [(each.slot.name, each.new) for each in found.edits] == [("in_users", 6000)]
    assert [(each.slot.name, each.new) for each in found.kept] == [("in_electricity_price", 0.14)]
    home.file.write_text(edited(STUDY, ("users: 5000 ", "users: 5500 ")), encoding="utf-8")
    with pytest.raises(TcoError) as refused:
        trip(home.file).pulled(xlsx)
    assert "edited.xlsx Inputs!" in str(refused.value)
    assert "in_users is 6000 here and 5500 in the study, and was neither" in str(refused.value)


@pytest.mark.libreoffice
def test_the_rebuilt_workbook_equals_the_edited_one_in_every_input_and_every_result(tmp_path: Path) -> None:
    """The reference study, edited in all kinds of cells: LibreOffice computes the edited one, we build the other.

    What remembers the study as it was issued (Summary) or is chosen anew by each build (Sensitivity) is left out.
    """
    file = tmp_path / "llm-inferencing-2024.yaml"
    file.write_bytes(books.STUDIES["reference"].read_bytes())
    home = trip(file)
    typed = {
        "in_users": 61000, "in_users__mistral_7b_5k": None, "in_on_prem_node_price__llama_2_70b_5k": 99999.5,
        home.cell("ec2.instance_price", "mistral-7b-10k"): 38.7, "in_ec2_bills_every_hour": 1,
        "in_gpu_configurations_3": 8, "in_llama_2_70b_latency": 1.9, "in_gpt4_price_out": 25,
        "in_ec2_adjustment_1_label": "Support", "in_ec2_adjustment_1_1": 1000, "in_ec2_adjustment_1_3": 2500,
    }  # fmt: skip
    xlsx = home.edited(typed)
    home.file.write_bytes(home.pulled(xlsx).after)
    rebuilt = workbook_bytes(trip(home.file).layout)
    computed, stored, formulas = libreoffice_values(xlsx), cached_values(rebuilt), formula_cells(rebuilt)
    compared = (*home.results.model.scenarios, "Results", "Cash flow", "Checks", "Inputs", "Adjustments")
    ours, theirs = ({sheet: each[sheet] for sheet in compared} for each in (stored, computed))
    assert sum(map(len, ours.values())) > 3000
    assert not differences(ours, theirs, formulas=formulas)
    assert not trip(home.file).found(xlsx).edits
