"""What is costed for each option, and how: every price behind a category's amount stands in its cell."""

import re
from pathlib import Path

import pytest

from builder.report.basis import Basis
from builder.report.charts.theme import Theme
from builder.report.citations import Citations
from builder.report.numbers import Numbers
from builder.report.sections.method import treatment
from builder.report.units import parts_of
from builder.report.writer import Writer
from tests.report.papers import INPUTS, MINIMAL, Cells, language, results_of, text, variant

ACCEPTANCE = Path(__file__).parents[1] / "acceptance" / "studies"
STUDIES = sorted([*INPUTS.glob("*.yaml"), *ACCEPTANCE.glob("*.yaml")])


def writer_of(study, code="en"):
    basis = Basis(results_of(study), {}, Cells(), language(code))
    return Writer(basis, Numbers(basis), (), Theme(lambda *_: 0.0), Citations(basis, False), frozenset())


def costed(model):
    """The cost lines that say how they are costed and come to an amount."""
    for option in model.loaded.study.options:
        yield from (each for each in model.costs(option) if each.line.category and each.line.treatment)


def upstream(model, ids):
    """Values and all that goes into them."""
    seen = set()
    while new := ids - seen:
        seen |= new
        ids = {read for each in new for read in model.nodes[each].reads()}
    return seen


def behind(model, line, known):
    """The inputs that a cost line reads, not through another cost line; none that goes into a value that is told."""
    known, waiting, seen = upstream(model, known), [line], set()
    while waiting:
        for id in set(waiting.pop().reads()) - seen - known:
            seen.add(id)
            node = model.nodes[id]
            if node.rows:
                yield node
            elif not (node.line and node.line.category):
                waiting.append(node)


def above(node, model):
    """What stands above the line of a unit: `money` for a price."""
    return parts_of(node.unit_text, model.loaded.study.currency)[0]


@pytest.mark.parametrize("code", ["en", "ko"])
@pytest.mark.parametrize("study", STUDIES, ids=lambda each: each.stem)
def test_every_price_that_is_not_0_is_told(study, code):
    writer = writer_of(study, code)
    results, model = writer.basis.results, writer.basis.results.model
    untold = []
    for line in costed(model):
        if not results.values[line.id].any():
            continue
        writer.numbers.evidence.clear()
        treatment(writer, line)
        told = {each.node for each in writer.numbers.evidence}
        prices = (each for each in behind(model, line, told) if "money" in above(each, model))
        untold += [f"{line.id}: {each.id}" for each in prices if results.values[each.id].any()]
    assert untold == []


def said(study, option, key, code="en"):
    """How a cost line is costed, without its footnotes."""
    writer = writer_of(study, code)
    line = writer.basis.nodes[f"{option}.{key}"]
    return text(re.sub(r"<(a|x-note|span class=.comma)\b.*?</(a|x-note|span)>", "", treatment(writer, line)))


def test_a_purchase_in_parts_says_the_price_of_each():
    assert said(MINIMAL, "own", "hardware_purchase") == (
        "$18,500 per node, with deployment and support; $30,000 per GPU; $11,500 per control node"
    )
    assert said(MINIMAL, "own", "hardware_purchase", "ko") == (
        "노드당 18,500달러(배포 및 지원 포함), GPU당 30,000달러, 제어 노드당 11,500달러"
    )


def test_a_price_of_0_is_not_told_and_an_adjustment_is(tmp_path):
    prices = {"gpu_price": 0, "control_node_price": 0, "purchase_adjustment": -7}
    study = variant(tmp_path, options={"own": {"assumptions": prices}})
    assert said(study, "own", "hardware_purchase") == (
        "$18,500 per node, with deployment and support; -$7 as an adjustment"
    )


def test_each_type_of_node_says_its_prices_and_control_nodes_are_told_once():
    told = said(ACCEPTANCE / "node-types.yaml", "own", "hardware_purchase")
    assert "; L40S nodes:" in told
    assert "$9,000 per GPU; " in told
    assert told.count("per GPU") == 1


def test_a_cloud_option_says_at_which_salary_its_effort_is_paid():
    assert "of the on-premises effort, at $222,500 per FTE and year" in said(MINIMAL, "cloud", "platform_management")
