"""Amounts keep their own currency on Inputs; one rate, an input like any other, brings them into the study's."""

from pathlib import Path

import pytest

from builder.commands.show import as_object
from builder.engine import run_file
from builder.errors import TcoError

STUDY = Path(__file__).parent / "studies" / "currencies.yaml"


def test_a_foreign_price_is_worth_its_rate():
    results = run_file(STUDY)
    assert results.value("own.hardware_purchase", 0, 0) == pytest.approx(100000 * 1.08)
    assert results.value("own.hardware_purchase", 1, 0) == pytest.approx(90000 * 1.08 * results.value("nodes", 1))
    assert results.value("administrator_salary", 0) == pytest.approx(90000000 * 0.00072)


def test_the_rate_moves_what_is_bought_abroad_and_nothing_else():
    before, after = run_file(STUDY), run_file(STUDY, [("rates.EUR", 1.2)])
    ratio = after.value("own.hardware_purchase.total", 0) / before.value("own.hardware_purchase.total", 0)
    assert ratio == pytest.approx(1.2 / 1.08)
    assert after.value("cloud.total_cost.total", 0) == before.value("cloud.total_cost.total", 0)


def test_inputs_say_which_currency_they_are_in():
    inputs = as_object(run_file(STUDY))["inputs"]
    assert inputs["in_own_node_price"] == {
        "value": 100000.0, "unit": "EUR/node", "path": "options.own.assumptions.node_price", "status": "unsourced",
    }  # fmt: skip
    rate = {key: inputs["in_rate_eur"][key] for key in ("value", "unit", "path", "status", "source")}
    assert rate == {
        "value": 1.08, "unit": "USD/EUR", "path": "rates.EUR", "status": "estimated", "source": "to be dated",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ([("options.own.assumptions.node_price.currency", "GBP")], "there is no exchange rate for GBP"),
        ([("options.own.assumptions.pue", 1.3), ("options.own.assumptions.pue.currency", "EUR")], "no amount of money"),
        ([("rates.KRW", -1)], "below the least possible"),
    ],
)
def test_what_cannot_be_converted_is_said(settings, message):
    with pytest.raises(TcoError, match=message):
        run_file(STUDY, settings)
