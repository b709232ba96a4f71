"""Growth, hardware bought when it is needed and replaced, and what the flows are worth, by year and by month."""

from pathlib import Path

import numpy as np
import numpy_financial as financial
import pytest

from builder.engine import run_file

STUDIES = Path(__file__).parent / "studies"


@pytest.fixture(scope="module", params=["year", "month"])
def growing(request):
    return run_file(STUDIES / "growth.yaml", [("timeline.period", request.param)])


def line(results, id, scenario):
    values = results.values[id]
    row = values[0, 0 if values.shape[1] == 1 else scenario]
    return [float(each) for each in row]


def test_users_grow_from_the_first_year_on():
    results = run_file(STUDIES / "growth.yaml")
    assert line(results, "users", 1) == pytest.approx([20000, 20000, 30000, 45000, 67500, 101250])


def test_nodes_are_bought_a_period_ahead_kept_for_three_years_and_replaced():
    results = run_file(STUDIES / "growth.yaml")
    assert line(results, "nodes", 1) == [3, 3, 4, 5, 7, 11]
    # 3 at the start; one more for year 2 and for year 3; for year 4 two more and the first three anew; ...
    assert line(results, "own.nodes_ordered", 1) == [3, 1, 1, 5, 5, 0]
    assert line(results, "own.nodes_in_service", 1) == [0, 3, 4, 5, 7, 11]


def test_the_price_of_a_node_falls_by_a_tenth_a_year_from_the_second():
    results = run_file(STUDIES / "growth.yaml")
    assert line(results, "own.hardware_purchase", 1) == pytest.approx([300000, 100000, 90000, 405000, 364500, 0])


def test_hardware_in_service_is_never_less_than_what_is_in_use(growing):
    in_use = np.array(line(growing, "own.nodes_in_use", 1))
    in_service = np.array(line(growing, "own.nodes_in_service", 1))
    assert (in_service[1:] >= in_use[1:]).all()
    assert in_service[0] == 0


def test_months_cost_what_years_cost_where_nothing_grows():
    growing = ("assumptions.users", "assumptions.queries_per_user_day", "scenarios.s2.assumptions.users",
               "options.own.assumptions.node_price", "options.own.assumptions.electricity_price",
               "options.cloud.assumptions.instance_price", "options.api.assumptions.price_in",
               "options.api.assumptions.price_out")  # fmt: skip
    still = [(f"{path}.growth", 0) for path in growing]
    yearly = run_file(STUDIES / "growth.yaml", still)
    monthly = run_file(STUDIES / "growth.yaml", [*still, ("timeline.period", "month")])
    for option in ("own", "cloud", "seat", "api"):
        id = f"{option}.total_cost.total"
        assert monthly.value(id, 0) == pytest.approx(yearly.value(id, 0), rel=1e-12)


@pytest.mark.parametrize("alternative", ["cloud", "seat", "api"])
@pytest.mark.parametrize("scenario", [0, 1])
def test_net_present_value_and_rate_of_return_are_those_of_numpy_financial(growing, alternative, scenario):
    pair = f"{alternative}_vs_own"
    flows = line(growing, f"{pair}.cash_flow", scenario)
    per_year = growing.value("periods_per_year")
    rate = (1 + growing.value("discount_rate")) ** (1 / per_year) - 1
    assert growing.value(f"{pair}.net_present_value", scenario) == pytest.approx(financial.npv(rate, flows), rel=1e-9)
    found = growing.value(f"{pair}.internal_rate_of_return", scenario)
    if found == -1:  # repaid almost at once: a rate would say nothing
        assert growing.value(f"{pair}.payback", scenario) * per_year < 0.05
        return
    assert found > 0
    assert financial.npv((1 + found) ** (1 / per_year) - 1, flows) == pytest.approx(0, abs=1e-6 * max(map(abs, flows)))


def test_payback_is_where_the_cumulative_flow_crosses_zero(growing):
    flows = line(growing, "api_vs_own.cash_flow", 1)
    to_date = np.cumsum(flows)
    last = max(i for i in range(len(flows)) if to_date[i] < 0)
    crossing = last + (-to_date[last] / flows[last + 1])
    years = crossing / growing.value("periods_per_year")
    assert growing.value("api_vs_own.payback", 1) == pytest.approx(years, rel=1e-9)


def test_a_rate_is_found_over_thirty_years_of_months():
    long = [("timeline.years", 30), ("timeline.period", "month")]
    still = [(f"{path}.growth", 0.02) for path in ("assumptions.users", "scenarios.s2.assumptions.users")]
    results = run_file(STUDIES / "growth.yaml", long + still)
    assert results.value("api_vs_own.internal_rate_of_return", 1) > 0


def test_an_outlay_that_never_comes_back_has_neither_payback_nor_rate():
    results = run_file(STUDIES / "growth.yaml", [("options.own.assumptions.node_price", 9e7)])
    assert results.value("api_vs_own.payback", 0) == -1
    assert results.value("api_vs_own.internal_rate_of_return", 0) == -1


def test_an_override_that_grows_needs_a_general_value_that_does(tmp_path):
    from builder.errors import TcoError

    text = (STUDIES / "growth.yaml").read_text().replace("{value: 5000, growth: 0.3}", "5000")
    study = tmp_path / "study.yaml"
    study.write_text(text)
    with pytest.raises(TcoError, match=r"assumptions\.users\.growth: 0 first"):
        run_file(study)


def test_a_list_gives_each_year_its_value_and_a_scenario_overrides_it_whole():
    results = run_file(STUDIES / "series.yaml")
    assert line(results, "users", 0) == [5000, 5000, 8000, 12000]
    assert line(results, "users", 1) == [9000] * 4
    assert line(results, "users", 2) == [1000, 1000, 1000, 30000]
    assert line(results, "own.electricity_price", 0) == [0.12, 0.12, 0.13, 0.15]


def test_one_entry_of_a_list_can_be_set():
    results = run_file(STUDIES / "series.yaml", [("assumptions.users.2", 9500)])
    assert line(results, "users", 0) == [5000, 5000, 9500, 12000]


def test_a_list_of_the_wrong_length_is_refused():
    from builder.errors import TcoError

    with pytest.raises(TcoError, match=r"the list has 2 values, the timeline 3 years"):
        run_file(STUDIES / "series.yaml", [("assumptions.users", [1, 2])])


EXPLODING = [("timeline.years", 30), ("options.own.assumptions.node_price", 1e280)]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ([*EXPLODING, ("options.own.assumptions.node_price.growth", 9)],
         r"option own, line 'node_price' \(Price per node, .*\) is not a finite number in scenario s1, year 30"),
        ([("assumptions.users.growth", -1)], r"assumptions\.users\.growth: -1 is too small"),
        ([("assumptions.users.growth", 11)], r"assumptions\.users\.growth: 11 is too large"),
        ([("assumptions.discount_rate", -1)], r"assumptions\.discount_rate: -1 is below the least possible, -0\.5"),
    ],
    ids=["explodes", "-100%", "more than tenfold", "discount"],
)  # fmt: skip
def test_rates_that_cannot_be_are_refused_alone(settings, message):
    from builder.errors import TcoError

    with pytest.raises(TcoError, match=message) as caught:
        run_file(STUDIES / "growth.yaml", settings)
    assert len(caught.value.problems) == 1


def searched(flows, start, steps=20):
    """The rate that a spreadsheet finds, which takes so many of Newton's steps; None where it gives up."""
    rate, periods = start, np.arange(len(flows))
    for _ in range(steps):
        if not -1 < rate < 1e6:
            return None
        worth = (flows / (1 + rate) ** periods).sum()
        step = worth / (-periods * flows / (1 + rate) ** (periods + 1)).sum()
        rate -= step
        if abs(step) < 1e-7:
            return rate
    return None


def test_a_spreadsheet_finds_each_rate_from_where_its_search_starts():
    results = run_file(STUDIES / "every-kind.yaml", [("timeline.period", "month")])
    lost = 0
    for alternative in ("lease", "colo", "cloud", "seat", "sub", "api", "now"):
        pair = f"{alternative}_vs_own"
        found = results.value(f"{pair}.internal_rate_of_return", 0)
        if found == -1:
            continue
        flows = np.array(line(results, f"{pair}.cash_flow", 0))
        start = 1 / max(line(results, f"{pair}.unrecovered_until", 0))
        assert searched(flows, start) == pytest.approx((1 + found) ** (1 / 12) - 1, abs=1e-7), pair
        lost += searched(flows, 0.1) is None
    assert lost  # from the start that spreadsheets take by themselves
