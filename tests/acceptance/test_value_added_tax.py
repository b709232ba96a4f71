"""Value-added tax by category and by option, and prices that are written with it: worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builder.engine import run_file
from builder.errors import TcoError

STUDY = Path(__file__).parent / "studies" / "value-added-tax.yaml"
OWN = "options.own.assumptions"


def test_a_price_is_entered_as_on_the_offer_and_its_net_price_is_a_line() -> None:
    results = run_file(STUDY)
    assert [results.value("own.node_price", each) for each in (0, 1)] == pytest.approx([120000 / 1.2, 150000 / 1.25])
    assert results.value("own.licence_price", 0) == pytest.approx(19800 * 1.1 / 1.2)
    assert results.value("own.electricity_price", 0, 2) == pytest.approx(0.21 / 1.05 * 1.1)
    assert results.value("typed.a_node_price", 0, 3) == pytest.approx(120000 * 1.1 / 1.2 * 0.9**2)
    assert results.value("hall.hall_fee", 0) == pytest.approx(600 / 1.2)
    assert results.model.nodes["own.node_price"].line.formula == "node_price_gross / (1 + vat_rate)"  # type: ignore[union-attr]


def test_each_category_has_its_own_rate_and_share_where_the_study_sets_them() -> None:
    results = run_file(STUDY)
    power, licences = (results.value(f"own.{key}.total", 0) for key in ("power_and_cooling", "software_licences"))
    bought = results.value("own.hardware_purchase.total", 0) * 0.9  # after the discount, which bears the tax too
    assert results.value("own.vat.total", 0) == pytest.approx(bought * 0.2 * (1 - 0.9))
    assert results.value("own.vat_power_and_cooling.total", 0) == pytest.approx(power * 0.05 * (1 - 0.9))
    assert results.value("own.vat_software_licences.total", 0) == pytest.approx(licences * 0.2 * (1 - 0.5))
    taxes = bought * 0.02 + power * 0.005 + licences * 0.1
    assert results.value("own.category_vat.total", 0) == pytest.approx(taxes)


def test_an_option_abroad_has_a_rate_of_its_own() -> None:
    results = run_file(STUDY)
    queries = results.value("queries.total", 0)
    assert results.value("abroad.total_cost.total", 0) == pytest.approx(queries * (1000 * 2.2 + 500 * 11) / 1e6)
    assert results.value("abroad.vat.total", 1) == 0  # a scenario takes the tax away, and the price is what it was
    assert results.value("abroad.price_in", 1) == 2.2


def test_a_general_rate_alone_is_one_line_for_every_option() -> None:
    results = run_file(STUDY.parent / "every-kind.yaml")
    lines = [id for id, node in results.model.nodes.items() if node.line and node.line.category == "vat"]
    assert {id.split(".")[1] for id in lines} == {"vat"}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ([("assumptions.vat_rate_powr_and_cooling", 0.1)], "did you mean 'vat_rate_power_and_cooling'?"),
        ([("assumptions.vat_rate_cost_of_capital", 0.1)], "there is no assumption 'vat_rate_cost_of_capital' here"),
        ([("assumptions.vat_rate_maintenance", 0.7)], "0.7 is above the most possible, 0.5"),
        ([("assumptions.vat_rate", -1)], "-1 is below the least possible, 0"),
        ([(f"{OWN}.pue", 1.2), (f"{OWN}.pue.gross", True)], f"{OWN}.pue.gross: this is no price"),
        ([("assumptions.administrator_salary.gross", True)],
         "administrator_salary.gross: no cost that bears value-added tax follows from it"),
        ([("scenarios.s2.options.own.assumptions.node_price.gross", False)], "the general value is written with"),
    ],
    ids=["misspelt", "bears none", "too high", "negative", "no price", "no cost", "override"],
)  # fmt: skip
def test_what_cannot_be_taxed_is_said(settings: list[tuple[str, Any]], message: str) -> None:
    with pytest.raises(TcoError) as caught:
        run_file(STUDY, settings)
    assert message in str(caught.value)


NO_RATE = [("  vat_rate: 0.2\n", ""), ("    assumptions: {vat_rate: 0.25}\n", "")]
REST = """rest:
        {label: Rest, unit: USD, category: other, basis: cash, expenditure: opex,
         formula: hall_fee * months_per_year * operating_years}"""
SEVERAL = [
    ("label: Fee of the hall}\n", "label: Fee of the hall}\n      vat_rate_other: 0.1\n"),
    ("    lines:\n", f"    lines:\n      {REST}\n"),
]


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        ([*NO_RATE, (", gross: true", "")], "there is no rate of value-added tax for software_licences"),
        (NO_RATE, "node_price.gross: there is no rate of value-added tax to take off"),
        (SEVERAL, "it is the price of costs with several rates of value-added tax: vat_rate, vat_rate_other"),
    ],
    ids=["no rate of the category", "no rate of the price", "several"],
)
def test_a_price_needs_one_rate(tmp_path: Path, edits: list[tuple[str, str]], message: str) -> None:
    text = STUDY.read_text()
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    file = tmp_path / "study.yaml"
    file.write_text(text)
    with pytest.raises(TcoError) as caught:
        run_file(file)
    assert message in str(caught.value)
    assert "known are" not in str(caught.value)  # what reads the price is not blamed as well
