"""Licences bought or prorated for their term, and contracts renewed at another price: period by period, by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builder.engine import run_file
from builder.errors import TcoError
from builder.results import Results

STUDY = Path(__file__).parent / "studies" / "renewals.yaml"
YEARS = range(1, 7)


@pytest.fixture(scope="module")
def results() -> Results:
    return run_file(STUDY)


def by_period(results: Results, id: str) -> list[float]:
    return [results.value(id, 0, period) for period in range(7)]


def bought(in_use: list[float], term: int) -> tuple[list[float], list[float]]:
    """Licences bought new and renewed at the end of each period, cohort by cohort; none at the end of the last."""
    cohorts: dict[int, float] = {}
    new, renewed = [], []
    for period in range(len(in_use) - 1):
        valid = sum(count for start, count in cohorts.items() if start + term > period)
        lapsing = cohorts.get(period - term, 0)
        needed = max(0, in_use[period + 1] - valid)
        cohorts[period] = needed
        renewed.append(min(needed, lapsing))
        new.append(needed - renewed[-1])
    return [*new, 0], [*renewed, 0]


def test_a_licence_is_paid_at_the_start_of_its_term_and_at_each_renewal(results: Results) -> None:
    gpus = by_period(results, "upfront.gpus_in_use")
    assert gpus[1] < gpus[3] < gpus[6]
    new, renewed = bought(gpus, 2)
    assert sum(renewed) > 0
    paid = [n * 9000 + r * 9000 * 1.1 ** (t // 2) for t, (n, r) in enumerate(zip(new, renewed, strict=True))]
    assert by_period(results, "upfront.licence_purchase") == pytest.approx(paid)
    assert by_period(results, "upfront.software_licences") == [0] * 7
    stated = [n * 9000 + r * 12000 for n, r in zip(new, renewed, strict=True)]
    assert by_period(results, "stated.licence_purchase") == pytest.approx(stated)


def test_a_prorated_licence_costs_its_renewed_price_from_the_next_term_on(results: Results) -> None:
    gpus = by_period(results, "prorated.gpus_in_service")
    expected = [0.0, *(gpus[year] * 9000 * 0.95 ** ((year - 1) // 2) / 2 for year in YEARS)]
    assert by_period(results, "prorated.software_licences") == pytest.approx(expected)
    assert by_period(results, "prorated.licence_purchase") == [0] * 7


def test_node_types_have_licences_with_terms_of_their_own(results: Results) -> None:
    paid = [0.0] * 7
    rising = [6000 * 1.05 ** max(0, t - 1) for t in range(7)]
    for name, term, price, uplift in (("a", 3, [9000.0] * 7, 0.1), ("b", 1, rising, 0)):
        new, renewed = bought(by_period(results, f"typed.{name}_gpus_in_use"), term)
        for t in range(7):
            paid[t] += price[t] * (new[t] + renewed[t] * (1 + uplift) ** (t // term))
    assert by_period(results, "typed.licence_purchase") == pytest.approx(paid)


def test_the_two_ways_of_billing_cost_the_same_over_whole_terms() -> None:
    still = [("assumptions.users.growth", 0), ("options.prorated.assumptions.licence_renewal_uplift", 0.1)]
    results = run_file(STUDY, still)
    found = [results.value(f"{each}.category_software_licences.total", 0) for each in ("prorated", "upfront")]
    assert found[0] == pytest.approx(found[1])


def test_a_contract_costs_its_renewed_price_after_its_term(results: Results) -> None:
    instances = by_period(results, "cloud.instances")
    expected = [0.0, *(instances[year] * 55 * 1.2 ** ((year - 1) // 3) * 8760 for year in YEARS)]
    assert by_period(results, "cloud.cloud_spend") == pytest.approx(expected)
    assert by_period(results, "cloud.first_discount") == pytest.approx([-0.1 * each for each in expected])
    seats = by_period(results, "seat.seats")
    paid = [0.0, *(seats[year] * 30 * 1.05 ** (year - 1) * 12 for year in YEARS)]
    assert by_period(results, "seat.seat_fees") == pytest.approx(paid)


def test_only_what_is_reserved_is_renewed_at_another_price(results: Results) -> None:
    instances, gpus = by_period(results, "mix.instances"), by_period(results, "gpus")
    flexible = (0.25 * 20 * 1.1 + 0.75 * 55) * 168 * 52
    mixed = [instances[year] * (0.5 * (24 if year <= 3 else 30) * 8760 + 0.5 * flexible) for year in YEARS]
    assert by_period(results, "mix.cloud_spend")[1:] == pytest.approx(mixed)
    fees = [4 * (1500 if year <= 2 else 1700) * 12 + max(0, gpus[year] - 4) * 2000 * 12 for year in YEARS]
    assert by_period(results, "sub.subscription_fees")[1:] == pytest.approx(fees)


def test_by_month_a_term_ends_after_its_months() -> None:
    results = run_file(STUDY, [("timeline.period", "month")])
    price = [results.value("cloud.instance_price_in_term", 0, month) for month in (1, 36, 37, 72)]
    assert price == pytest.approx([55, 55, 66, 66])
    assert results.value("upfront.licences_lapsing", 0, 24) == results.value("upfront.licences_bought", 0, 0)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ([("options.cloud.assumptions.contract_term", -1)], "-1 is below the least possible, 0.01"),
        ([("options.upfront.assumptions.licence_term", -5)], "-5 is below the least possible, 0.01"),
        ([("options.cloud.assumptions.renewal_uplift", -1)], "-1 is below the least possible, -0.99"),
        ([("options.cloud.assumptions.renewal_price", 60)],
         "options.cloud: renewal_uplift is set beside renewal_price, which says the same in another way"),
        ([("options.stated.assumptions.licence_renewal_uplift", 0.1)], "licence_renewal_uplift is set beside"),
        ([("options.upfront.assumptions.licence_billing", "upfrnt")], "did you mean 'upfront'?"),
        ([("options.stated.assumptions.licence_renewal_price", -1)], "-1 is below the least possible, 0"),
    ],
)  # fmt: skip
def test_what_cannot_be_renewed_is_said(settings: list[tuple[str, Any]], message: str) -> None:
    with pytest.raises(TcoError) as caught:
        run_file(STUDY, settings)
    assert message in str(caught.value)


def test_a_renewal_without_a_term_asks_for_it(tmp_path: Path) -> None:
    file = tmp_path / "study.yaml"
    file.write_text(STUDY.read_text().replace("contract_term: 3, renewal_uplift", "renewal_uplift"))
    with pytest.raises(TcoError) as caught:
        run_file(file)
    assert "contract_term has no value (Term of the contract; in year)" in str(caught.value)
