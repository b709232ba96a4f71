"""What turns a result round, who is cheapest, what would make a dear subject so, and whom a weak input favours."""

from functools import cache
from pathlib import Path

import pytest

from builder.analysis.flips import flips
from builder.analysis.ledger import ledger
from builder.analysis.outputs import Pair
from builder.analysis.overturning import Cheapest, overturnings
from builder.analysis.sensitivity import tornado
from builder.engine import run
from builder.study.loader import load_study
from tests.analysis.studies import GOOD, at, merged, model_of, plain
from tests.study.small_study import edited

MINIMAL = Path(__file__).parents[2] / "inputs" / "minimal.yaml"
NODE_PRICE, CLOUD_PRICE = "options.own.assumptions.node_price", "options.cloud.assumptions.instance_price"
CHEAP_CLOUD = ((NODE_PRICE, 250_000), (CLOUD_PRICE, 17))
TURNED = "  all: {label: Own against API, subject: own, alternatives: [api], scenarios: [small, large]}\n"
TWO_WAYS = TURNED + "  turned: {label: API against own, subject: api, alternatives: [own], scenarios: [small, large]}\n"


@cache
def results(*settings):
    return run(load_study(MINIMAL, settings))


def ratios(model, changes, scenario=0):
    return [plain(model, changes, f"{each}_vs_own.ratio", scenario) for each in ("cloud", "api")]


def test_the_cheapest_option_is_told_with_its_scenarios():
    assert overturnings(results())["all"].cheapest == (Cheapest(("own",), (0, 1)),)
    dear = overturnings(results((NODE_PRICE, 300_000)))["all"].cheapest
    assert dear == (Cheapest(("api",), (0,)), Cheapest(("own",), (1,)))


@pytest.mark.parametrize("settings", [((NODE_PRICE, 300_000),), CHEAP_CLOUD])
def test_a_dear_subject_becomes_cheaper_than_all_under_the_condition_and_not_without_any_of_its_parts(settings):
    found = overturnings(results(*settings))["all"].ledger
    model, condition = results(*settings).model, found.condition
    assert not found.wins
    assert condition.met
    assert len(condition.moves) > 1
    scenario = found.pair.scenario
    changes = [at(each.swing.knob, each.end) for each in condition.moves]
    assert min(ratios(model, merged(*changes), scenario)) == pytest.approx(condition.ratio)
    assert condition.ratio > 1
    for each in changes:
        assert min(ratios(model, merged(*(other for other in changes if other is not each)), scenario)) <= 1


def test_what_beats_one_alternative_alone_is_not_said_to_make_the_subject_the_cheapest():
    model = results(*CHEAP_CLOUD).model
    cloud, api = Pair("cloud", "own", 1), Pair("api", "own", 1)
    alone, both = ledger(model, cloud).condition, ledger(model, cloud, [cloud, api]).condition
    assert min(ratios(model, merged(*(at(each.swing.knob, each.end) for each in alone.moves)), 1)) <= 1
    assert min(ratios(model, merged(*(at(each.swing.knob, each.end) for each in both.moves)), 1)) > 1


def test_where_nothing_makes_the_subject_the_cheapest_the_one_that_holds_out_is_told():
    dear = results((NODE_PRICE, 2_000_000))
    condition = overturnings(dear)["all"].ledger.condition
    assert not condition.met
    assert condition.pair.alternative == "api"
    changes = merged(*(at(each.swing.knob, each.end) for each in condition.moves))
    assert plain(dear.model, changes, "api_vs_own.ratio", 0) == pytest.approx(condition.ratio)
    assert condition.ratio < 1


def test_what_is_counted_in_whole_ones_moves_and_flips_at_whole_ones():
    model = results().model
    pair = Pair("api", "own", 0)
    swings = tornado(model, pair.output(model, "ratio"), everything=True).swings
    (gpus,) = [each for each in swings if each.knob.row.key == "gpus_per_replica"]
    assert (gpus.span.low, gpus.span.high, gpus.reach_in_whole_ones) == (1, 3, 1)
    whole = [each for each in flips(model, pair) if each.knob.row.whole and each.value is not None]
    assert whole
    assert all(each.value.is_integer() for each in whole)
    (flip,) = [each for each in whole if each.knob.row.key == "gpus_per_replica"]
    towards = 1 if flip.value > flip.base else -1
    assert plain(model, at(flip.knob, flip.value), "api_vs_own.ratio", 0) <= 1
    assert plain(model, at(flip.knob, flip.value - towards), "api_vs_own.ratio", 0) > 1


@pytest.mark.parametrize(
    ("value", "favours"), [(120_000, "own"), (141_000, "own"), (144_000, None), (150_000, None), (156_000, None),
                           (159_000, "api"), (180_000, "api")],
)  # fmt: skip
def test_a_value_favours_by_its_place_in_the_range_whichever_way_round_the_comparison_is(value, favours):
    salary = f"  administrator_salary: {{value: {value}, low: 120000, high: 180000, status: estimated}}\n"
    model = model_of(edited(GOOD, ("  users: 5000\n", "  users: 5000\n" + salary), (TURNED, TWO_WAYS)))
    for pair in (Pair("api", "own", 0), Pair("own", "api", 0)):
        (entry,) = [each for each in ledger(model, pair).entries if each.swing.knob.row.key == "administrator_salary"]
        assert entry.favours == favours
