"""Every kind of option, every feature, by year and by month: recalculated by two spreadsheet engines, and by hand."""

from pathlib import Path

import pytest

from builder.engine import run_file
from builder.errors import TcoError
from builder.language import Language
from builder.layout.layout import lay_out
from builder.paths import templates_dir
from builder.workbook.writer import workbook_bytes
from tests.support.recalculation import cached_values, differences, formualizer_values, libreoffice_values

STUDIES = Path(__file__).parent / "studies"
RECALCULATED = ("every-kind", "growth", "currencies", "node-types", "value-added-tax", "renewals")
CASES = [(study, period) for study in RECALCULATED for period in ("year", "month")]
CASES += [("series", "year")]


def results_of(study, *settings):
    return run_file(STUDIES / f"{study}.yaml", settings)


def workbook(study, period):
    results = results_of(study, ("timeline.period", period))
    return workbook_bytes(lay_out(results, Language.load("en", templates_dir() / "messages")))


@pytest.fixture(scope="module")
def books():
    return {f"{study}-{period}": workbook(study, period) for study, period in CASES}


@pytest.mark.libreoffice
def test_libreoffice_agrees_in_every_cell(books):
    for name, values in libreoffice_values(books).items():
        assert not differences(cached_values(books[name]), values), name


def test_formualizer_agrees_in_every_cell(books):
    for name, book in books.items():
        assert not differences(cached_values(book), formualizer_values(book)), name


def test_a_seat_costs_its_price_after_discount():
    results = results_of("every-kind", ("assumptions.users.growth", 0))
    assert results.value("seat.total_cost.total", 0) == pytest.approx(5000 * 30 * 12 * 4 * (1 - 0.3) * (1 + 0.2 * 0.1))


def test_the_current_state_costs_what_it_costs_and_grows():
    results = results_of("every-kind")
    assert results.value("now.total_cost.total", 0) == pytest.approx(306000 * (1 + 1.02 + 1.02**2 + 1.02**3))


def test_discounts_come_one_on_what_the_other_leaves():
    results = results_of("every-kind")
    gross = results.value("own.hardware_purchase.total", 0)
    at_start = results.value("own.hardware_purchase", 0, 0)
    assert results.value("own.net_purchase", 0, 0) == pytest.approx(at_start * 0.8 * 0.95)
    assert results.value("own.purchase_price", 0) == pytest.approx(gross * 0.8 * 0.95)


def test_a_subscription_pays_its_minimum_where_little_is_used():
    results = results_of("every-kind", ("options.sub.assumptions.least_spend", 50000))
    assert results.value("sub.monthly_spend", 0) == 50000


def test_the_mix_of_reserved_and_spot_costs_what_its_parts_cost():
    results = results_of("every-kind", ("assumptions.users.growth", 0), ("options.cloud.assumptions.discount", 0))
    instances = results.value("cloud.instances", 0)
    flexible = (0.5 * 20 * 1.1 + 0.5 * 55) * 168 * 52
    expected = instances * (0.5 * 24 * 8760 + 0.5 * flexible) * 4
    assert results.value("cloud.cloud_spend.total", 0) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("option", "key", "message"),
    [("cloud", "spot_price", "this has to hold and does not in s1: spot instances have a price"),
     ("sub", "reserved_price", "this has to hold and does not in s1: reserved GPUs have a price")],
)  # fmt: skip
def test_what_is_reserved_or_spot_is_not_free(option, key, message):
    with pytest.raises(TcoError) as caught:
        results_of("every-kind", (f"options.{option}.assumptions.{key}", 0))
    assert f"options.{option}: {message}" in str(caught.value)


def test_mixes_stand_side_by_side_each_with_its_own_shares():
    prices = {"instance_price": 55, "reserved_price": 24, "spot_price": 20, "spot_share": 0, "reserved_share": 0}
    mix = {"kind": "self_managed_cloud", "label": "Mix", "assumptions": prices}
    settings = [(f"options.{option}.assumptions.{key}", value) for option, key, value in (
        ("cloud", "reserved_share", 1), ("cloud", "spot_share", 0), ("cloud", "discount", 0),
        ("now", "reserved_share", 0.2), ("now", "spot_share", 1), ("now", "running_hours_per_week", 84))]  # fmt: skip
    results = results_of("every-kind", ("options.now", mix), ("assumptions.users.growth", 0), *settings)
    instances = results.value("cloud.instances", 0)
    assert results.value("cloud.cloud_spend.total", 0) == pytest.approx(instances * 24 * 8760 * 4)
    mixed = instances * (0.2 * 24 * 8760 + 0.8 * 20 * 1.1 * 84 * 52) * 4
    assert results.value("now.cloud_spend.total", 0) == pytest.approx(mixed)


def test_a_feature_is_there_only_where_it_is_asked_for():
    nodes = results_of("every-kind").model.nodes
    assert "own.residual_value" in nodes
    assert "lease.residual_value" not in nodes
    assert "lease.leased_in_service" in nodes


def test_income_tax_saves_on_running_costs_and_depreciation():
    results = results_of("every-kind")
    deductible = ("power_and_cooling", "software_licences", "infrastructure_administration", "platform_management",
                  "maintenance", "migration", "exit", "vat", "tax_depreciation")  # fmt: skip
    year = sum(results.value(f"own.{key}", 0, 2) for key in deductible)
    assert results.value("own.tax_relief", 0, 2) == pytest.approx(-0.25 * year)


def test_headroom_spares_and_the_carry_over_by_tokens_decide_the_gpus():
    results = results_of("every-kind", ("assumptions.users.growth", 0))
    in_flight = 5000 * 40 / 86400 * 1.2 * 1.75 * 1500 / 600
    assert results.value("queries_in_flight", 0) == pytest.approx(in_flight)
    assert results.value("replicas", 0) == -(-in_flight // 4)
    assert results.value("gpus_required", 0) == 2 * (results.value("replicas", 0) + 1)


def test_value_added_tax_falls_on_what_bears_it_less_what_is_recovered():
    results = results_of("every-kind", ("options.seat.assumptions.discount", 0))
    fees = results.value("seat.seat_fees.total", 0)
    assert results.value("seat.vat.total", 0) == pytest.approx(fees * 0.2 * (1 - 0.9))
    assert results.value("seat.total_cost.total", 0) == pytest.approx(fees * 1.02)
    wages = "own.infrastructure_administration", "own.platform_management"
    assert not set(wages) & set(results.model.nodes["own.vat"].groups["vat_items"])


def test_two_lenses_are_two_lines():
    results = results_of("every-kind")
    assert results.value("api.marginal_cost_per_query", 0) == pytest.approx(results.value("api.price_per_query", 0))
    assert "own.marginal_cost_per_query" not in results.model.nodes
    own = results.value("own.per_million_tokens", 0), results.value("own.per_million_tokens_at_capacity", 0)
    assert own[1] < own[0]
    assert "api.per_million_tokens_at_capacity" not in results.model.nodes
