import numpy as np
import pytest
from scipy import stats

from builder.analysis.distributions import KINDS, Distribution, resolved
from builder.analysis.draws import CHUNK, draw_chunk
from builder.analysis.ranges import Span
from builder.analysis.uncertain import uncertainty
from builder.errors import StudyError
from builder.model.assumptions import Setting
from builder.study.schema import Distribution as Spec
from tests.analysis.studies import GOOD, UNCERTAIN, model_of, reference
from tests.study.small_study import edited

FREE = Span(-np.inf, np.inf)
CASES = [
    ("uniform", {"low": 2, "high": 5}, stats.uniform(2, 3)),
    ("triangular", {"low": 1, "mode": 2, "high": 7}, stats.triang(1 / 6, 1, 6)),
    ("triangular", {"low": 1, "mode": 1, "high": 7}, stats.triang(0, 1, 6)),
    ("pert", {"low": 10, "mode": 15, "high": 40}, stats.beta(1 + 4 * 5 / 30, 1 + 4 * 25 / 30, 10, 30)),
    ("pert", {"low": 10, "mode": 15, "high": 40, "shape": 9}, stats.beta(1 + 9 * 5 / 30, 1 + 9 * 25 / 30, 10, 30)),
    ("normal", {"mean": 100, "sd": 7}, stats.norm(100, 7)),
    ("lognormal", {"median": 50, "sigma": 0.4}, stats.lognorm(0.4, scale=50)),
]


def made(kind, parameters, limits=FREE, value=None, low=None, high=None):
    setting = Setting(value, "estimated", None, "assumptions.x", "study.yaml:1", low, high)
    return resolved(Spec(kind=kind, **parameters), setting, limits)


@pytest.mark.parametrize(("kind", "parameters", "known"), CASES)
def test_draws_have_the_moments_and_quantiles_of_their_distribution(kind, parameters, known):
    draws, redrawn = made(kind, parameters).draw(np.random.default_rng(5), 200_000)
    assert redrawn == 0
    assert draws.mean() == pytest.approx(known.mean(), abs=5 * known.std() / 200_000**0.5)
    assert draws.std() == pytest.approx(known.std(), rel=0.01)
    shares = np.array([0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99])
    assert known.cdf(np.quantile(draws, shares)) == pytest.approx(shares, abs=0.005)
    assert stats.kstest(draws[:20_000], known.cdf).pvalue > 0.001


def test_discrete_values_come_by_their_weights():
    draws, _ = made("discrete", {"values": [1, 2, 4], "weights": [1, 2, 1]}).draw(np.random.default_rng(5), 100_000)
    values, counts = np.unique(draws, return_counts=True)
    assert values.tolist() == [1, 2, 4]
    assert counts / 100_000 == pytest.approx([0.25, 0.5, 0.25], abs=0.01)


def test_draws_beyond_the_hard_limits_are_drawn_again_and_counted():
    draws, redrawn = made("normal", {"mean": 1, "sd": 1}, Span(0, 3)).draw(np.random.default_rng(5), 50_000)
    known = stats.truncnorm(-1, 2, 1, 1)
    assert 0 <= draws.min() <= draws.max() <= 3
    assert draws.mean() == pytest.approx(known.mean(), abs=0.02)
    assert redrawn / 50_000 == pytest.approx(1 - (stats.norm.cdf(2) - stats.norm.cdf(-1)), abs=0.01)


def test_what_is_left_out_comes_from_the_value_and_its_range():
    pert = made("pert", {}, value=3.0, low=1.0, high=9.0)
    assert {name: float(each) for name, each in pert.parameters.items()} == {"low": 1, "mode": 3, "high": 9, "shape": 4}
    assert float(made("normal", {"sd": 2}, value=3.0).parameters["mean"]) == 3


WRONG = [
    ("uniform", {"low": 5, "high": 2}, "low 5 is not below high 2"),
    ("uniform", {"low": 5}, "uniform needs high"),
    ("triangular", {"low": 1, "mode": 9, "high": 5}, "the mode 9 is outside 1 to 5"),
    ("pert", {"low": 1, "mode": 2, "high": 5, "shape": 0}, "shape 0 is not above 0"),
    ("normal", {"mean": 1, "sd": -2}, "sd -2 is not above 0"),
    ("lognormal", {"median": 1, "sigma": -0.1}, "sigma -0.1 is not above 0"),
    ("lognormal", {"median": -1, "sigma": 0.1}, "median -1 is not above 0"),
    ("normal", {"mean": 1, "sigma": 1}, "normal takes mean, sd, not sigma"),
    ("discrete", {"values": [1, 2], "weights": [1]}, "2 values have 1 weights"),
    ("discrete", {"values": [1, 2], "weights": [-1, 2]}, "weights are zero or more"),
    ("discrete", {"values": [1, 2], "weights": [0, 0]}, "weights are zero or more"),
    ("discrete", {}, "discrete needs values"),
    ("discrete", {"values": []}, "there is no value"),
]


@pytest.mark.parametrize(("kind", "parameters", "what"), WRONG)
def test_impossible_parameters_are_said(kind, parameters, what):
    faults = made(kind, parameters, value=1.0)
    assert isinstance(faults, list)
    assert any(what in fault for fault, _ in faults), faults
    assert all(remedy for _, remedy in faults)


@pytest.mark.parametrize(("kind", "parameters"), [("uniform", {"low": 5, "high": 9}), ("discrete", {"values": [1, 7]})])
def test_a_distribution_beyond_the_limits_is_a_fault(kind, parameters):
    assert isinstance(made(kind, parameters, Span(0, 4)), list)


def test_every_kind_of_the_schema_is_there():
    assert set(KINDS) == set(Spec.model_fields["kind"].annotation.__args__)


def test_all_problems_of_a_study_come_at_once_each_at_its_place():
    text = edited(
        UNCERTAIN,
        ("distribution: triangular", "distribution: {kind: triangular, mode: 50}"),
        ("{kind: lognormal, sigma: 0.2}", "{kind: lognormal, sigma: -0.2}"),
    )
    text += "correlations:\n  - {between: [users, electricity_price], rank: 0.5}\n"
    text += "  - {between: [electricity_price, api.price_in], rank: 1.5}\n"
    with pytest.raises(StudyError) as caught:
        uncertainty(model_of(text))
    whats = [problem.what for problem in caught.value.problems]
    assert len(whats) == 4
    assert any("the mode 50 is outside 10 to 40" in what for what in whats)
    assert any("sigma -0.2" in what for what in whats)
    assert any("it has no distribution" in what for what in whats)
    assert any("1.5 is not between -1 and 1" in what for what in whats)
    assert all("study.yaml:" in problem.where for problem in caught.value.problems)


def test_a_study_without_any_uncertainty_is_an_error_and_its_ranges_can_stand_in():
    with pytest.raises(StudyError, match="no assumption has a distribution"):
        uncertainty(reference())
    assert len(uncertainty(reference(), "triangular").cells) == 12


def test_a_table_cannot_have_a_distribution():
    text = edited(
        GOOD, ("  users: 5000\n", "  users: 5000\n  gpu_configurations: {value: [1, 2, 4], distribution: pert}\n")
    )
    with pytest.raises(StudyError, match="a table cannot have a distribution"):
        uncertainty(model_of(text))


def test_a_distribution_that_hardly_meets_its_limits_is_an_error():
    text = edited(
        GOOD, ("  users: 5000\n", "  users: {value: 5000, distribution: {kind: normal, mean: -90000, sd: 1000}}\n")
    )
    with pytest.raises(StudyError, match="hardly any draw"):
        draw_chunk(uncertainty(model_of(text)), 1, 0)


def test_a_scenario_can_have_a_distribution_of_its_own():
    text = edited(
        GOOD,
        ("assumptions: {users: 20000}", "assumptions: {users: {value: 20000, distribution: {kind: normal, sd: 900}}}"),
    )
    (cell,) = uncertainty(model_of(text)).cells
    assert (cell.name, cell.place) == ("in_users__large", ("users", 1))
    assert isinstance(cell.distribution, Distribution)


CORRELATED = (
    UNCERTAIN
    + """\
correlations:
  - {between: [electricity_price, queries_per_user_day], rank: 0.7}
  - {between: [in_own_node_price, electricity_price], rank: -0.4}
"""
)


def test_rank_correlations_come_out_as_asked_in_every_chunk():
    uncertain = uncertainty(model_of(CORRELATED))
    names = [cell.knob.row.key for cell in uncertain.cells]
    for chunk in (0, 7):
        drawn = dict(zip(names, draw_chunk(uncertain, 1, chunk)[0], strict=True))
        found = stats.spearmanr(np.column_stack(list(drawn.values()))).statistic
        at = {key: index for index, key in enumerate(drawn)}
        assert found[at["electricity_price"], at["queries_per_user_day"]] == pytest.approx(0.7, abs=0.015)
        assert found[at["electricity_price"], at["node_price"]] == pytest.approx(-0.4, abs=0.015)
        assert found[at["queries_per_user_day"], at["node_price"]] == pytest.approx(0, abs=0.015)
        assert found[at["price_in"], at["electricity_price"]] == pytest.approx(0, abs=0.04)


def test_correlation_changes_the_order_of_draws_and_not_the_draws():
    alone, together = (draw_chunk(uncertainty(model_of(text)), 1, 3)[0] for text in (UNCERTAIN, CORRELATED))
    for one, other in zip(alone, together, strict=True):
        assert np.array_equal(np.sort(one), np.sort(other))


def test_correlations_that_cannot_hold_together_are_an_error():
    text = (
        UNCERTAIN
        + """\
correlations:
  - {between: [electricity_price, queries_per_user_day], rank: 0.9}
  - {between: [electricity_price, own.node_price], rank: 0.9}
  - {between: [queries_per_user_day, own.node_price], rank: -0.9}
"""
    )
    with pytest.raises(StudyError, match="not positive definite"):
        uncertainty(model_of(text))


def test_each_value_has_a_stream_of_its_own():
    fewer = edited(UNCERTAIN, (", distribution: pert}", "}"))
    all_of_them, without = (uncertainty(model_of(text)) for text in (UNCERTAIN, fewer))
    one = dict(zip((cell.name for cell in all_of_them.cells), draw_chunk(all_of_them, 9, 2)[0], strict=True))
    other = dict(zip((cell.name for cell in without.cells), draw_chunk(without, 9, 2)[0], strict=True))
    assert len(one) == len(other) + 1
    assert all(np.array_equal(one[name], other[name]) for name in other)
    assert not np.array_equal(one["in_electricity_price"][:5], draw_chunk(all_of_them, 9, 3)[0][0][:5])
    assert len(one["in_electricity_price"]) == CHUNK
