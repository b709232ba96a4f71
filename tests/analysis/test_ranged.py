"""How far each ranged assumption moves a result, in all scenarios in one run of the engine."""

from __future__ import annotations

import pytest

from builder.analysis.outputs import Output
from builder.analysis.ranged import ranged_inputs, reaches
from builder.analysis.sensitivity import tornado
from tests.workbook import books

RESULT = "ec2_vs_on_prem.ratio"


def test_the_reach_in_each_scenario_is_the_tornados() -> None:
    model = books.results("reference").model
    found = reaches(model, RESULT, ranged_inputs(model, RESULT))
    assert len(found) == 8
    for scenario in model.nodes[RESULT].scenarios:
        told = tornado(model, Output(model.nodes[RESULT], scenario))
        expected = {each.knob.row.id: each.reach(told.base) / told.base for each in told.swings}
        shown = {
            row.id: each.by_scenario[scenario]
            for each in found if each.by_scenario.get(scenario) and (row := each.ranged.row(scenario)) is not None
        }  # fmt: skip
        assert shown == {id: pytest.approx(reach) for id, reach in expected.items()}


def test_a_value_of_one_scenario_without_a_range_has_none_there() -> None:
    model = books.results("reference").model
    price = next(each for each in ranged_inputs(model, RESULT) if each.name == "on_prem.node_price")
    assert {model.scenarios[each] for each in price.spans} == {"llama-2-70b-50k"}
    assert price.asked_by("in_on_prem_node_price")
    assert not price.asked_by("price")
