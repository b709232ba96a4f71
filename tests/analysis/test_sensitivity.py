import numpy as np
import pytest

from builder.analysis.flips import flips
from builder.analysis.inputs import Knob
from builder.analysis.ledger import ledger
from builder.analysis.outputs import Pair, cells_behind, output
from builder.analysis.sensitivity import tornado, weakest_pairs
from builder.analysis.what_if import what_if
from tests.analysis.studies import GOOD, at, merged, model_of, plain, reference
from tests.study.small_study import edited

PAIRS = [Pair("ec2", "on_prem", 2), Pair("gpt4", "on_prem", 5)]
WEAK = {"estimated", "inferred", "default", "unsourced", "calibrated"}


@pytest.mark.parametrize("everything", [False, True])
@pytest.mark.parametrize("name", ["out_llama_2_70b_50k_gpt4_vs_on_prem_ratio", "out_large_ec2_saving_min"])
def test_each_bar_is_two_plain_runs(name, everything):
    model = reference()
    result = output(model, name, "test")
    found = tornado(model, result, everything)
    assert found.base == plain(model, {}, result.node.id, result.scenario)
    for swing in found.swings:
        for place, value in ((swing.span.low, swing.at_low), (swing.span.high, swing.at_high)):
            assert plain(model, at(swing.knob, place), result.node.id, result.scenario) == pytest.approx(
                value, rel=1e-13
            )
    reaches = [swing.reach(found.base) for swing in found.swings]
    assert reaches == sorted(reaches, reverse=True)
    assert all(reaches)


def test_without_a_range_a_tenth_to_either_side_is_marked_as_such():
    model = reference()
    result = output(model, "out_llama_2_70b_50k_ec2_vs_on_prem_ratio", "test")
    stated = {swing.knob.name(model): swing.span for swing in tornado(model, result).swings}
    every = {swing.knob.name(model): swing.span for swing in tornado(model, result, everything=True).swings}
    assert all(span.stated for span in stated.values())
    assert (stated["in_on_prem_pue"].low, stated["in_on_prem_pue"].high) == (1.1, 1.58)
    price = every["in_on_prem_licence_price"]
    assert (price.low, price.high, price.stated) == (16_200, pytest.approx(19_800), False)
    flag = every["in_ec2_bills_every_hour"]
    assert (flag.low, flag.high, flag.stated) == (0, 1, False)
    assert not {"in_months_per_year", "in_rounding_digits"} & every.keys()


def test_a_tenth_stays_within_the_hard_limits():
    model = model_of(edited(GOOD, ("  electricity_price: 0.14\n", "  electricity_price: {value: 0.14, max: 0.145}\n")))
    found = tornado(model, output(model, "out_small_own_total", "test"), everything=True)
    (span,) = [swing.span for swing in found.swings if swing.knob.row.key == "electricity_price"]
    assert (span.low, span.high) == (pytest.approx(0.126), 0.145)


def test_the_cells_behind_a_result_are_those_in_effect_there():
    model = reference()
    cells = {
        knob.name(model)
        for knob in cells_behind(model, output(model, "out_mistral_7b_5k_ec2_vs_on_prem_ratio", "test"))
    }
    assert {"in_users__mistral_7b_5k", "in_on_prem_node_price__mistral_7b_5k", "in_mistral_7b_latency"} <= cells
    assert not {"in_users", "in_on_prem_node_price", "in_llama_2_70b_latency", "in_gpt4_price_in"} & cells


def test_each_comparison_is_asked_where_the_advantage_is_smallest():
    found = weakest_pairs(reference())
    assert {name: pair.scenario for name, pair in found.items()} == {"small": 2, "large": 3, "api": 5}


@pytest.mark.parametrize("pair", PAIRS)
def test_at_a_flip_the_verdict_is_overturned_and_just_before_it_is_not(pair):
    model = reference()
    id = f"{pair.alternative}_vs_{pair.subject}.ratio"
    found = flips(model, pair)
    flipped = [flip for flip in found if flip.value is not None]
    assert len(flipped) > 10
    for flip in flipped:
        away = flip.value - flip.base
        beyond = flip.value if flip.knob.row.whole else flip.value + 1e-9 * away
        before = flip.value - (away / abs(away) if flip.knob.row.whole else 1e-6 * away)
        assert plain(model, at(flip.knob, beyond), id, pair.scenario) <= 1
        assert plain(model, at(flip.knob, before), id, pair.scenario) > 1
        assert flip.searched.holds(flip.value)


@pytest.mark.parametrize("pair", PAIRS)
def test_what_does_not_flip_does_not_flip_in_a_sweep_either(pair):
    model = reference()
    result = pair.output(model, "difference")
    for flip in flips(model, pair):
        if flip.value is None:
            places = np.linspace(max(flip.searched.low, 1e-9), flip.searched.high, 301)
            places = np.unique(np.ceil(places)) if flip.knob.row.whole else places
            ask = what_if(model, [result.node.id], [flip.knob.row.id])
            differences = result.of(ask(flip.knob.changes(places)), len(places))
            assert not (differences <= 0).any(), flip.knob.row.id


def test_a_flip_says_whether_it_lies_within_the_stated_range():
    text = edited(
        GOOD,
        ("price_in: 2.5, price_out: 10", "price_in: 2.5, price_out: {value: 10, low: 1, high: 12}"),
        ("node_price: 138500", "node_price: {value: 138500, low: 100000, high: 150000}"),
    )
    model = model_of(text)
    found = {flip.knob.row.id: flip for flip in flips(model, Pair("api", "own", 0))}
    assert found["api.price_out"].within is True
    assert found["own.node_price"].within is False
    assert found["users"].within is None
    assert found["api.price_out"].move == pytest.approx(found["api.price_out"].value / 10 - 1)


@pytest.mark.parametrize("pair", PAIRS)
def test_the_ledger_lists_every_weak_input_with_its_adverse_end(pair):
    model = reference()
    id = f"{pair.alternative}_vs_{pair.subject}.ratio"
    found = ledger(model, pair)
    assert {entry.swing.setting.status for entry in found.entries} <= WEAK
    for entry in found.entries:
        ends = [
            plain(model, at(entry.swing.knob, end), id, pair.scenario)
            for end in (entry.swing.span.low, entry.swing.span.high)
        ]
        assert entry.ratio == pytest.approx(min(ends))
        assert entry.moved == pytest.approx(min(0, min(ends) - found.base))
        if entry.swing.span.stated:
            better, worse = sorted((entry.swing.span.high, entry.swing.span.low), reverse=ends[1] > ends[0])
            share = (entry.swing.setting.value - worse) / (better - worse)
            assert entry.favours == (pair.subject if share > 0.6 else pair.alternative if share < 0.4 else None)


def test_the_condition_that_overturns_is_so_in_a_plain_run_and_no_shorter_one_was_taken():
    model = reference()
    pair = PAIRS[1]
    found = ledger(model, pair)
    changes = [at(move.swing.knob, move.end) for move in found.condition.moves]
    id = "gpt4_vs_on_prem.ratio"
    assert found.condition.met
    assert plain(model, merged(*changes), id, pair.scenario) == pytest.approx(found.condition.ratio)
    assert plain(model, merged(*changes), id, pair.scenario) <= 1
    assert plain(model, merged(*changes[:-1]), id, pair.scenario) > 1


def test_where_no_condition_overturns_the_worst_is_said():
    found = ledger(reference(), Pair("ec2", "on_prem", 3))
    assert not found.condition.met
    assert 1 < found.condition.ratio < found.base


def test_a_flag_that_is_calibrated_is_in_the_ledger():
    found = ledger(reference(), PAIRS[0])
    (flag,) = [entry for entry in found.entries if entry.swing.knob.row.kind == "flag"]
    assert isinstance(flag.swing.knob, Knob)
    assert flag.favours == "ec2"
    assert flag.moved == 0


def test_an_end_without_a_finite_result_is_told_and_left_out():
    text = edited(
        GOOD, ("  users: 5000\n", "  users: 5000\n  engineers_high_replicas: {value: 40, low: 1, high: 50}\n")
    )
    model = model_of(text)
    found = tornado(model, output(model, "out_small_own_total", "test"))
    assert [knob.row.key for knob in found.undefined] == ["engineers_high_replicas"]
    assert found.swings == ()
