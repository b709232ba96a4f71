"""The graph of the model: every line bound, in order, and every cost in exactly one total."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.commands.languages import speech_for
from builder.engine import run_file
from builder.formula.functions import Shape
from builder.layout.layout import lay_out
from builder.model.build import load_model
from builder.model.graph import Model
from builder.model.library import load_library
from builder.model.names import SHEETS, input_name, output_name
from tests.study.small_study import GOOD, tree

ROOT = Path(__file__).parents[2]
STUDIES = [
    ROOT / "inputs" / "llm-inferencing-2024.yaml",
    ROOT / "inputs" / "minimal.yaml",
    ROOT / "templates" / "starter.yaml",
]


@pytest.fixture(params=STUDIES, ids=lambda path: path.stem, scope="module")
def model(request: pytest.FixtureRequest) -> Model:
    return load_model(request.param)


def test_each_line_stands_after_what_it_reads(model: Model) -> None:
    position = {id: index for index, id in enumerate(model.order)}
    assert set(position) == set(model.nodes)
    for node in model.nodes.values():
        assert all(position[each] < position[node.id] for each in node.reads())


def test_every_cost_line_is_in_one_category_and_by_it_in_one_total(model: Model) -> None:
    for option in model.loaded.study.options:
        costs = [node.id for node in model.costs(option)]
        categories = [
            node
            for node in model.nodes.values()
            if node.owner == option and node.section == "categories" and not node.total_of
        ]
        summed = [member for node in categories for members in node.groups.values() for member in members]
        assert sorted(summed) == sorted(costs)
        total = model.nodes[f"{option}.total_cost"]
        assert sorted(total.groups["categories"]) == sorted(node.id for node in categories)


def test_every_cost_line_says_what_kind_of_cost_it_is(model: Model) -> None:
    vocabulary = load_library().vocabulary
    for option in model.loaded.study.options:
        for node in model.costs(option):
            assert node.line is not None
            assert node.line.category in vocabulary.categories
            assert node.line.basis in ("cash", "accrual", "notional")
            assert node.line.expenditure in ("capex", "opex")
            assert (str(node.unit), node.shape) == ("money", Shape.PERIOD)


def test_a_line_reads_its_own_options_names_and_general_ones_only(model: Model) -> None:
    for node in model.nodes.values():
        if node.scope in ("scenario", "option"):
            owners = {model.nodes[each].owner for each in node.reads()}
            assert owners <= {"", node.owner}


def test_names_are_legal_and_unique_without_case(model: Model) -> None:
    names = [name.lower() for name, _, _ in model.outputs()]
    assert len(names) == len(set(names))
    assert all(name.startswith("out_") and len(name) <= 255 for name in names)


def test_names_of_inputs_and_results() -> None:
    assert input_name("", "users") == "in_users"
    assert input_name("", "users", "llama-2-70b-5k") == "in_users__llama_2_70b_5k"
    assert input_name("on_prem", "node_price") == "in_on_prem_node_price"
    assert input_name("", "gpu_configurations", entry=2) == "in_gpu_configurations_2"
    assert output_name("mistral-7b-5k", "ec2_vs_on_prem", "ratio") == "out_mistral_7b_5k_ec2_vs_on_prem_ratio"


def test_no_scenario_can_bear_the_name_of_a_sheet_that_there_is(tmp_path: Path) -> None:
    results = run_file(tree(tmp_path, study=GOOD))
    book = lay_out(results, speech_for(results).language).book
    assert set(book.sheets) - set(results.model.scenarios) <= set(SHEETS)


def test_outputs_of_a_comparison_span_its_scenarios() -> None:
    results = run_file(STUDIES[0])
    outputs = results.outputs()
    ratios = [outputs[f"out_mistral_7b_{each}_ec2_vs_on_prem_ratio"][2] for each in ("5k", "10k", "50k")]
    node, scenario, value = outputs["out_small_ec2_ratio_max"]
    assert (node.scope, scenario, value) == ("range", None, max(ratios))
