import numpy as np
import pytest

from builder.analysis.inputs import EVERYWHERE, Knob, knob
from builder.analysis.what_if import what_if
from builder.engine import evaluate_model
from builder.errors import StudyError
from tests.analysis.studies import GOOD, knob_of, model_of, reference


def test_asking_for_some_values_gives_what_evaluating_all_gives_to_the_last_bit():
    model = reference()
    rows = ["users", "on_prem.node_price", "ec2.instance_price", "mistral-7b.running_hours_per_week", "sizing_queries"]
    rng = np.random.default_rng(3)
    changes = {}
    for row in rows:
        place = knob_of(model, row)
        value = place.row.general.value
        changes.update(place.changes(rng.uniform(0.5 * value, 2 * value, 200)))
    wanted = [
        id for id in model.nodes if id.endswith((".total", ".ratio", ".per_user_month")) or id.startswith("claim.")
    ]
    whole = evaluate_model(model, changes).values
    found = what_if(model, wanted, rows)(changes)
    assert all(np.array_equal(found[id], whole[id]) for id in wanted)


def test_many_samples_give_what_single_runs_give():
    model = model_of(GOOD)
    place, values = knob_of(model, "users"), np.array([300.0, 5000.0, 77777.0])
    many = evaluate_model(model, place.changes(values)).values
    for index, value in enumerate(values):
        one = evaluate_model(model, place.changes(np.array([value])))
        for id, array in many.items():
            if model.nodes[id].kind == "number":
                sample = array[min(index, len(array) - 1)]
                assert np.allclose(sample, one.values[id][0], rtol=1e-13, atol=0), id


def test_only_what_a_change_reaches_is_evaluated():
    model = reference()
    ask = what_if(model, ["gpt4_vs_on_prem.ratio"], ["gpt4.price_in"])
    assert {node.owner for node in ask.order} == {"gpt4", "gpt4_vs_on_prem"}
    assert what_if(model, ["ec2_vs_on_prem.ratio"], ["gpt4.price_in"]).order == ()


@pytest.mark.parametrize("asked", ["in_users", "users", "assumptions.users"])
def test_an_assumption_is_found_by_its_names_and_moved_everywhere(asked):
    assert knob(reference(), asked, "--over").scenario == EVERYWHERE


@pytest.mark.parametrize("asked", ["in_users__mistral_7b_5k", "scenarios.mistral-7b-5k.assumptions.users"])
def test_a_cell_of_one_scenario_is_moved_alone(asked):
    found = knob(reference(), asked, "--over")
    assert isinstance(found, Knob)
    assert list(found.changes(np.ones(1))) == [("users", 0)]


@pytest.mark.parametrize(
    ("asked", "what", "remedy"),
    [
        ("licence_price", "several assumptions", "on_prem.licence_price, ec2.licence_price"),
        ("usrs", "no such assumption", "'users'"),
        ("gpu_configurations", "is a table", "name a number"),
    ],
)
def test_an_assumption_that_cannot_be_moved_is_an_error(asked, what, remedy):
    with pytest.raises(StudyError) as caught:
        knob(reference(), asked, "--over")
    (problem,) = caught.value.problems
    assert problem.where == f"--over {asked}"
    assert what in problem.what
    assert remedy in problem.remedy
