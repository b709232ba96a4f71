"""An edition has the study's totals, and nothing of what it withholds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from builder.commands.languages import language_for
from builder.edition.edition import edition
from builder.engine import evaluate_model, run_file
from builder.layout.layout import lay_out
from builder.model.rows import Row
from builder.results import Results

ROOT = Path(__file__).parents[2]
WITHHELD = {
    "options.on_prem.assumptions.node_price.audience": "internal",
    "options.gpt4.assumptions.price_in.audience": "customer",
    "assumptions.administrator_salary.audience": "internal",
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """The reference study, some of whose inputs are not for everybody."""
    return run_file(ROOT / "inputs/llm-inferencing-2024.yaml", WITHHELD.items())


@pytest.fixture(scope="module", params=["customer", "public"])
def narrowed(whole: Results, request: pytest.FixtureRequest) -> Results:
    return evaluate_model(edition(whole, request.param).model)


def _values(row: Row) -> set[float]:
    settings = [each for each in (row.general, *row.overrides.values()) if each is not None]
    found = [each.value if isinstance(each.value, tuple) else (each.value,) for each in settings]
    return {float(each) for values in found for each in values if not isinstance(each, str)}


def test_every_result_that_is_left_is_what_it_was(whole: Results, narrowed: Results) -> None:
    before, after = whole.outputs(), narrowed.outputs()
    common = [name for name in after if name in before]
    assert len(common) > 200
    for name in common:
        assert after[name][2] == pytest.approx(before[name][2], rel=1e-12, abs=1e-9), name


def test_totals_ratios_and_ranges_are_left(whole: Results, narrowed: Results) -> None:
    kept = set(narrowed.outputs())
    for name in whole.outputs():
        assert name in kept or any(each in name for each in ("_category_", "_claim_", "price_per_query")), name


def test_no_shown_value_is_a_withheld_one(whole: Results, narrowed: Results) -> None:
    secret = np.array(sorted(_values(whole.model.assumptions.row("on_prem.node_price"))))
    assert 108200.0 in secret
    for id, values in narrowed.values.items():
        shown = values[np.isfinite(values)] if values.dtype == np.float64 else np.zeros(0)
        assert not np.isclose(shown[:, None], secret, rtol=1e-9, atol=0).any(), id


def test_what_tells_when_merged_costs_fall_is_left_out(narrowed: Results) -> None:
    assert "on_prem.cumulative_cost" not in narrowed.model.nodes
    assert not any(node.key == "cash_flow" and "on_prem" in node.owner for node in narrowed.model.nodes.values())
    assert any(node.key == "payback" for node in narrowed.model.nodes.values())


def test_withheld_inputs_are_in_no_row(whole: Results, narrowed: Results) -> None:
    ids = {row.id for row in narrowed.model.assumptions.rows}
    assert not ids & {"on_prem.node_price", "administrator_salary"}
    secret = _values(whole.model.assumptions.row("on_prem.node_price"))
    assert secret >= {96435.0, 108200.0}
    for row in narrowed.model.assumptions.rows:
        assert not _values(row) & secret, row.id


def test_an_audience_that_may_see_everything_has_the_study_itself(whole: Results) -> None:
    assert edition(whole, "internal").model is whole.model


def test_what_is_for_the_customer_is_not_for_the_public(whole: Results) -> None:
    rows = {audience: {row.id for row in edition(whole, audience).model.assumptions.rows}
            for audience in ("customer", "public")}  # fmt: skip
    assert "gpt4.price_in" in rows["customer"]
    assert "gpt4.price_in" not in rows["public"]


def test_merged_costs_are_counted_in_a_category_of_their_own(whole: Results, narrowed: Results) -> None:
    hidden = [node.id for node in whole.model.costs("on_prem") if node.id not in narrowed.model.nodes]
    assert {"on_prem.hardware_purchase", "on_prem.infrastructure_administration"} <= set(hidden)
    for index in range(len(whole.model.scenarios)):
        if index in narrowed.model.nodes["on_prem.category_withheld"].scenarios:
            merged = narrowed.value("on_prem.category_withheld.total", index)
            assert merged == pytest.approx(sum(whole.value(f"{each}.total", index) for each in hidden), rel=1e-12)


def test_cases_and_claims_that_tell_of_it_are_left_out(whole: Results) -> None:
    found = edition(whole, "customer")
    assert found.cases == ("list_hardware", "all_three")
    assert found.claims == ("gpu_steps",)
    assert not set(found.cases) & set(found.model.loaded.study.cases)
    assert not set(found.claims) & set(found.model.loaded.study.report.claims)


def test_a_comparison_that_reads_a_withheld_rate_keeps_its_value(whole: Results) -> None:
    rate = {"value": 0.0725, "audience": "internal"}
    secret = run_file(ROOT / "inputs/llm-inferencing-2024.yaml", [("assumptions.discount_rate", rate)])
    shown = evaluate_model(edition(secret, "customer").model)
    name = next(each for each in secret.outputs() if each.endswith("net_present_value"))
    assert shown.outputs()[name][2] == pytest.approx(secret.outputs()[name][2], rel=1e-12)
    assert "discount_rate" not in {row.id for row in shown.model.assumptions.rows}
    assert not any(node.key == "discount_factor" for node in shown.model.nodes.values())


def test_a_line_of_the_study_s_own_can_be_withheld(tmp_path: Path) -> None:
    own = """assumptions:
          bid_price: {value: 4321, unit: USD/month, label: "Bid team, per month", audience: internal}
          node_price: 18500
          gpu_price: 30000
          control_node_price: 11500
    lines:
      bid_team:
        {label: Bid team, unit: USD, category: other, basis: cash, expenditure: opex,
         formula: bid_price * months_per_year * operating_years, audience: internal}
"""
    study = (ROOT / "inputs/minimal.yaml").read_text(encoding="utf-8")
    plain = "assumptions: {node_price: 18500, gpu_price: 30000, control_node_price: 11500}}\n"
    assert plain in study
    lines = study.replace("{kind: on_premises, label: Own servers, " + plain, "\n    kind: on_premises\n"
                          "    label: Own servers\n    " + own)  # fmt: skip
    file = tmp_path / "own.yaml"
    file.write_text(lines, encoding="utf-8")
    results = run_file(file)
    shown = evaluate_model(edition(results, "customer").model)
    assert "own.bid_team" in results.model.nodes
    assert not {"own.bid_team", "own.bid_price", "own.category_other"} & set(shown.model.nodes)
    assert shown.value("own.total_cost.total", 0) == pytest.approx(results.value("own.total_cost.total", 0), rel=1e-12)
    # A second cost line is merged with it: the amount of one alone would be its price times the months.
    amount = shown.value("own.not_itemised_amount", 0)
    assert amount > 4321 * 36 * 1.01


def test_a_note_that_is_not_for_the_reader_goes_without_its_value() -> None:
    note = {"note": "Ask Kim before quoting.", "note_audience": "internal"}
    path = "options.on_prem.assumptions.pue"
    settings = [(f"{path}.{key}", value) for key, value in note.items()]
    results = run_file(ROOT / "inputs/llm-inferencing-2024.yaml", settings)
    assert (before := results.model.assumptions.row("on_prem.pue").general) is not None
    assert before.note == {"*": "Ask Kim before quoting."}
    after = edition(results, "customer").model.assumptions.row("on_prem.pue").general
    assert after is not None
    assert (after.value, after.note) == (before.value, None)


def test_an_option_whose_adjustments_are_withheld_keeps_blank_rows_for_others() -> None:
    given = [{"label": "Rebate by letter", "amount": -54321, "audience": "internal"},
             {"label": "Training", "amount": {"2": 777}, "audience": "customer"}]  # fmt: skip
    results = run_file(ROOT / "inputs/llm-inferencing-2024.yaml", [("options.on_prem.adjustments", given)])
    shown = evaluate_model(edition(results, "customer").model)
    for scenario in shown.model.nodes["on_prem.total_cost"].scenarios:
        total = results.value("on_prem.total_cost.total", scenario)
        assert shown.value("on_prem.total_cost.total", scenario) == pytest.approx(total, rel=1e-12)
        assert shown.value("on_prem.adjustments.total", scenario) == 777
        merged = [each for each in results.model.costs("on_prem")
                  if each.id not in shown.model.nodes or each.key == "adjustments"]  # fmt: skip
        amount = sum(results.value(f"{each.id}.total", scenario) for each in merged) - 777
        assert shown.value("on_prem.not_itemised_amount", scenario) == pytest.approx(amount, rel=1e-12)
    assert [each.label for each in shown.model.nodes["on_prem.adjustment_amounts"].adjustments] == [{"*": "Training"}]
    book = lay_out(shown, language_for(results.model.loaded)).book
    assert book.value(book.names["in_on_prem_adjustment_1_label"]) == "Training"
    assert book.value(book.names["in_on_prem_adjustment_2_label"]) is None
    assert "in_on_prem_adjustment_10_0" in book.names
    assert not any("Rebate" in str(each.value) for sheet in book.sheets.values() for each in sheet.cells.values())
