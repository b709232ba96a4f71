"""Totals and net present values that point to different options."""

from pathlib import Path

import pytest

from builder.analysis.opposed import opposed
from builder.analysis.outputs import pairs_of
from builder.engine import run
from builder.study.loader import load_study

MINIMAL = Path(__file__).parents[2] / "inputs" / "minimal.yaml"


def signs(results):
    """Whether each pair of the study saves in total, and whether its net present value is positive."""
    model = results.model
    pairs = {pair: None for each in model.loaded.study.comparisons.values() for pair in pairs_of(model, each)}
    for pair in pairs:
        versus = f"{pair.alternative}_vs_{pair.subject}"
        saved = results.value(f"{versus}.difference", pair.scenario)
        yield pair, saved > 0, results.value(f"{versus}.net_present_value", pair.scenario) > 0


@pytest.mark.parametrize("price", [20_000, 200_000, 400_000, 850_000, 900_000])
@pytest.mark.parametrize("rate", [0, 0.08, 0.9])
def test_a_pair_is_named_exactly_where_the_signs_differ(price, rate):
    settings = (("options.own.assumptions.node_price", price), ("assumptions.discount_rate", rate))
    results = run(load_study(MINIMAL, settings))
    found = {each.pair: each for each in opposed(results)}
    assert set(found) == {pair for pair, saves, worth in signs(results) if saves != worth}
    assert all(each.dearer != saves for pair, saves, _ in signs(results) if (each := found.get(pair)))
    assert all(each.causes for each in found.values())
    if not rate:
        assert {each.causes for each in found.values()} <= {("financing",)}


def test_tax_may_turn_the_sign_too():
    """Servers are deducted over more years than are counted, so that taxes on what they save outweigh it."""
    settings = {"options.own.assumptions.node_price": 260_000, "options.own.assumptions.cost_of_capital_rate": 0,
                "assumptions.income_tax_rate": 0.4, "assumptions.tax_life": 6}  # fmt: skip
    results = run(load_study(MINIMAL, tuple(settings.items())))
    (found,) = (each for each in opposed(results) if (each.pair.alternative, each.pair.scenario) == ("api", 0))
    assert (found.dearer, found.causes) == (False, ("tax",))
