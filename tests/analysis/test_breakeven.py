import numpy as np
import pytest

from builder.analysis.breakeven import break_even, costs_over, crossover
from builder.analysis.goal import seek, wanted_value
from builder.analysis.outputs import Pair, chosen_pairs
from builder.analysis.ranges import Span, asked_span, farthest
from builder.engine import evaluate_model
from builder.errors import StudyError
from tests.analysis.studies import GOOD, at, knob_of, merged, model_of, plain, reference
from tests.study.small_study import edited

SWEPT = [
    ("users", 50.0, 60_000.0),
    ("queries_per_user_day", 0.1, 60.0),
    ("on_prem.electricity_price", 0.0, 30.0),
    ("instance_price", 1.0, 60.0),
    ("on_prem.node_price", 0.0, 1_500_000.0),
    ("llama-2-70b.latency", 0.1, 40.0),
]


@pytest.mark.parametrize(("name", "low", "high"), SWEPT)
def test_every_crossing_of_a_fine_sweep_is_found_and_no_other(name, low, high):
    model = reference()
    moved, pairs = knob_of(model, name), chosen_pairs(model)
    places = np.unique(np.concatenate([np.linspace(low, high, 20_011), np.geomspace(max(low, high / 1e4), high, 5000)]))
    for found in break_even(model, moved, Span(low, high), pairs):
        subject, alternative = costs_over(model, moved, places, found.pair)
        signs = np.sign(alternative - subject)
        brackets = [(places[i], places[i + 1]) for i in np.flatnonzero(signs[1:] != signs[:-1])]
        inside = [[one for one in found.crossings if start <= one.high and one.low <= end] for start, end in brackets]
        assert all(inside), (found.pair, brackets)
        assert len(found.crossings) >= len(brackets)
        for one in found.crossings:
            before, after = costs_over(
                model, moved, np.array([one.low * (1 - 1e-9), one.high * (1 + 1e-9)]), found.pair
            )
            assert np.sign(after - before).tolist() == list(one.sides)


def test_whole_nodes_make_steps_that_are_crossed():
    """Two options that cost nearly the same change places at each further node and back between."""
    model = model_of(edited(GOOD, ("price_in: 2.5, price_out: 10", "price_in: 1.136, price_out: 4.545")))
    moved, (pair, _) = knob_of(model, "users"), chosen_pairs(model)
    (found,) = break_even(model, moved, Span(100, 40_000), [pair])
    assert [one.kind for one in found.crossings].count("step") > 3
    assert [one.kind for one in found.crossings].count("through") > 3
    for one in found.crossings:
        if one.kind == "step":
            gpus = [plain(model, at(moved, place), "gpus", 0) for place in (one.low, one.high)]
            assert gpus[0] < gpus[1]
        else:
            assert plain(model, at(moved, one.low), "api_vs_own.ratio", 0) == pytest.approx(1, rel=1e-9)


def test_a_crossing_that_is_not_there_is_an_answer():
    model = reference()
    (found,) = break_even(model, knob_of(model, "users"), Span(100, 1000), [Pair("ec2", "on_prem", 0)])
    assert found.crossings == ()
    assert found.cheaper_at_start == "on_prem"
    assert found.ratios == pytest.approx((1.9203246255714574, 1.9203246255714574))


def test_the_map_holds_the_ratios_of_plain_runs():
    model = reference()
    across, up = knob_of(model, "queries_per_user_day"), knob_of(model, "users")
    ratios = crossover(
        model, (across, np.array([5.0, 30.0])), (up, np.array([400.0, 9000.0])), Pair("gpt4", "on_prem", 5)
    )
    expected = [
        [plain(model, merged(at(across, x), at(up, y)), "gpt4_vs_on_prem.ratio", 5) for x in (5.0, 30.0)]
        for y in (400.0, 9000.0)
    ]
    assert ratios == pytest.approx(np.array(expected), rel=1e-12)


def test_a_range_that_cannot_be_is_an_error_with_everything_wrong():
    with pytest.raises(StudyError) as caught:
        asked_span(knob_of(reference(), "users"), 0.0, None, "--over users")
    assert [problem.where for problem in caught.value.problems] == ["--over users", "--from 0"]


@pytest.mark.parametrize(
    ("wanted", "kinds"),
    [
        ("out_llama_2_70b_50k_nodes = 20", ["level"]),
        ("out_llama_2_70b_50k_nodes = 20.5", ["step"]),
        ("out_llama_2_70b_50k_gpt4_total = 30e6", ["through"]),
        ("out_llama_2_70b_50k_gpt4_vs_on_prem_saving = 80%", None),
    ],
)
def test_goal_seek_finds_what_a_fine_sweep_finds(wanted, kinds):
    model = reference()
    moved, (result, value) = knob_of(model, "users"), wanted_value(model, wanted)
    goal = seek(model, moved, result, value, Span(100, 100_000))
    assert kinds is None or [one.kind for one in goal.crossings] == kinds
    for one in goal.crossings:
        low, high = (plain(model, at(moved, place), result.node.id, result.scenario) for place in (one.low, one.high))
        if one.kind == "step":
            assert (low, high) == pytest.approx(goal.values(one))
            assert min(low, high) < value < max(low, high)
        else:
            assert (low, high) == pytest.approx((value, value), rel=1e-9)
    places = np.linspace(100, 100_000, 20_011)
    swept = result.of(evaluate_model(model, moved.changes(places)).values, len(places)) - value
    brackets = [(places[i], places[i + 1]) for i in np.flatnonzero(np.sign(swept[1:]) != np.sign(swept[:-1]))]
    ends = [place for one in goal.crossings for place in (one.low, one.high)]
    assert all(any(start <= place <= end for place in ends) for start, end in brackets)
    assert goal.reached == any(one.kind != "step" for one in goal.crossings)


def test_a_goal_out_of_reach_says_what_can_be_reached():
    model = reference()
    moved, (result, value) = knob_of(model, "on_prem.pue"), wanted_value(model, "out_large_ec2_ratio_min = 9")
    goal = seek(model, moved, result, value, farthest(moved, 1.3))
    assert not goal.reached
    assert goal.crossings == ()
    assert goal.reach == pytest.approx([plain(model, at(moved, place), result.node.id, None) for place in (3.0, 1.0)])


@pytest.mark.parametrize("text", ["out_large_ec2_ratio_min", "out_large_ec2_ratio_min = much", "ratio = 3", "= 3"])
def test_a_goal_that_is_not_one_is_an_error(text):
    with pytest.raises(StudyError):
        wanted_value(reference(), text)


def test_a_goal_that_the_assumption_plays_no_part_in_is_an_error():
    model = reference()
    result, value = wanted_value(model, "out_small_ec2_ratio_min = 2")
    with pytest.raises(StudyError, match="does not depend on it"):
        seek(model, knob_of(model, "gpt4.price_in"), result, value, Span(1, 20))


def test_an_end_where_a_line_divides_by_zero_is_an_error():
    model = reference()
    moved = knob_of(model, "engineers_high_replicas")
    with pytest.raises(StudyError, match="not a finite number at 1 or 50 for engineers_high_replicas"):
        break_even(model, moved, Span(1, 50), chosen_pairs(model))
