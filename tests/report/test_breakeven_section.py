"""Where two options cost the same, in the paper: said, drawn, mapped and proven."""

import re
from pathlib import Path

import numpy as np
import pytest

from builder.analysis.breakeven import break_even, crossover
from builder.analysis.crossed import crossed
from builder.analysis.inputs import knob
from builder.analysis.outputs import Pair
from builder.analysis.overturning import overturnings
from builder.analysis.ranges import Span
from builder.errors import StudyError
from builder.paths import templates_dir
from builder.report.readiness import unready
from tests.report.papers import MINIMAL, REFERENCE, body, minimal, paper_of, reference, results_of, text, variant

TODAY = MINIMAL.with_name("llm-inferencing-today.yaml")


def section(paper):
    """The section, from its heading to the next chapter; nothing where there is none."""
    found = re.search(r'<h3 id="breakeven".*?(?=<h2 )', body(paper), re.DOTALL)
    return "" if found is None else text(found[0])


def drawing(paper, key):
    return re.search(rf'id="{key}">.*?</figure>', paper.document, re.DOTALL)[0]


def asking(folder, **keys):
    return variant(folder, report={"breakeven": keys})


def problems(study):
    """What the section says is wrong, as text."""
    with pytest.raises(StudyError) as caught:
        paper_of(study)
    return str(caught.value)


def test_every_crossing_in_the_range_is_said():
    model = results_of(MINIMAL).model
    (found,) = break_even(model, knob(model, "users", "--over"), Span(500, 40_000), [Pair("api", "own", 0)])
    through, step, back = (f"{each.high:,.0f}" for each in found.crossings)
    said = section(minimal())
    assert f"Own servers costs less than GPT-4o API from {through} to {step} users and from {back} users on." in said
    assert f"{through} users gradually Own servers {step} users in a step GPT-4o API {back} users gradually" in said


def test_an_option_that_is_cheaper_or_dearer_throughout_is_said_so(tmp_path):
    said = section(minimal())
    assert "Own servers costs less than Amazon EC2 p5.48xlarge over the whole range; there is no break-even." in said
    few = section(paper_of(asking(tmp_path, low=100, high=1000)))
    assert "Own servers costs more than GPT-4o API over the whole range; there is no break-even." in few
    assert "GPT-4o API not reached – 0.0392x 0.39x" in few


def test_one_crossing_is_said_from_either_side(tmp_path):
    many = section(paper_of(asking(tmp_path, low=3000)))
    assert "Own servers costs less than GPT-4o API from 3,385 users on." in many
    (tmp_path / "price").mkdir()
    price = section(paper_of(asking(tmp_path / "price", over="own.node_price", low=1000, high=1_000_000)))
    assert re.search(r"Own servers costs less than GPT-4o API up to \$[\d.]+K per node\.", price)


def test_scenarios_with_other_answers_are_named():
    said = section(reference())
    assert "Llama 2 70B, 50,000 users: On-premises costs less than GPT-4 Turbo API from 649 users on." in said
    dear = "Llama 2 70B, 50,000 users, 40 queries a day: On-premises costs less than GPT-4 Turbo API"
    assert f"{dear} over the whole range" in said


def test_korean_sentences_carry_the_unit_once():
    said = section(paper_of(TODAY, "ko"))
    assert "사용자 7,753~8,691명 및 사용자 9,973명 이상에서 자체 서버 쪽이 GPT-4o급 API보다 비용이 적게 듭니다." in said
    assert "값은 시작 시점 기준이며" in said


def test_a_value_that_grows_is_said_to_be_that_at_the_start():
    assert "Values are those at the start and grow from there" in section(paper_of(TODAY))
    assert "Values are those at the start" not in section(minimal())


def test_the_map_holds_the_ratios_of_the_study_under_both_values():
    results = results_of(REFERENCE)
    found = crossed(results, overturnings(results)).comparisons["api"].map
    pair = Pair("gpt4", "on_prem", results.model.scenarios.index("llama-2-70b-50k"))
    assert np.array_equal(
        found.ratios, crossover(results.model, (found.across, found.columns), (found.up, found.rows), pair)
    )
    assert found.up.row.key == "queries_per_user_day"
    row, column = found.base
    assert found.ratios[row, column] == pytest.approx(results.value("gpt4_vs_on_prem.ratio", pair.scenario))
    map_ = drawing(reference(), "fig-api-crossover")
    assert map_.count('class="border"') == 1
    assert map_.count('class="base"') == 1
    assert "The bold line marks break-even." in text(map_)


def test_a_map_goes_up_by_round_values_where_the_study_states_no_range():
    results = results_of(MINIMAL, (("options.own.assumptions.node_price", 2_000_000),))
    found = crossed(results, overturnings(results)).comparisons["all"].map
    assert [float(f"{each:.3g}") for each in found.rows] == list(found.rows)
    assert found.rows[-1] / found.rows[0] > 4


def test_a_map_without_a_boundary_does_not_speak_of_one():
    map_ = drawing(reference(), "fig-large-crossover")
    assert 'class="border"' not in map_
    assert "bold line" not in text(map_)


@pytest.mark.parametrize("code", ["en", "ko"])
def test_every_field_of_a_map_is_written(code):
    paper = paper_of(TODAY, code)
    for id in ("capacity", "services"):
        assert len(re.findall(r'class="cell"', drawing(paper, f"fig-{id}-crossover"))) == 49


def test_the_chart_shows_the_costs_with_a_mark_at_each_crossing_and_a_text_in_its_place():
    figure = drawing(minimal(), "fig-all-breakeven")
    assert figure.count('class="line"') == 2
    said = re.search(r"<title[^>]*>(.*?)</title>", figure)[1]
    assert re.fullmatch(r"Total cost over 500 to 8,464 users: Own servers \$344K to \$727K; GPT-4o API .*\.", said)


def test_numbers_of_the_search_are_evidence_that_says_where_it_comes_from():
    paper = minimal()
    found = [each for each in paper.evidence if each.origin]
    assert {each.origin.text for each in found} == {'break-even search: <span class="name">Users</span>'}
    assert {"2,551", "2,700", "3,385", "2.42x"} <= {each.text for each in found}
    assert all(each.cell is None for each in found)
    assert "Numbers without a cell: break-even search: Users" in text(drawing(paper, "tab-evidence-drawn"))


def test_searches_and_draws_have_a_table_each():
    searched, drawn = (text(drawing(reference(), f"tab-evidence-drawn{each}")) for each in ("", "-2"))
    assert "break-even search: Users" in searched
    assert "break-even search" not in drawn
    assert "simulation, 20,000 draws, seed 1" in drawn


def test_a_study_chooses_what_is_searched_and_mapped(tmp_path):
    asked = asking(tmp_path, over="instance_price", low=1, high=60, across="users", up="price_out")
    paper = paper_of(asked)
    said = section(paper)
    assert "Break-even: Price of an instance-hour" in said
    assert re.search(r"Own servers costs less than Amazon EC2 p5.48xlarge from \$[\d.]+ per instance-hour on", said)
    map_ = text(drawing(paper, "fig-all-crossover"))
    assert "Users" in map_
    assert "Price of a million output tokens" in map_


def test_charts_may_be_left_out(tmp_path):
    paper = paper_of(variant(tmp_path, report={"charts": ["crossover"]}))
    assert 'id="fig-all-crossover"' in paper.document
    assert 'id="fig-all-breakeven"' not in paper.document
    assert "chart half" not in drawing(paper, "fig-all-crossover")


def test_every_wrong_key_is_told_at_once_with_where_and_what_to_do(tmp_path):
    told = problems(asking(tmp_path, over="user", up="price_outt"))
    assert "report.breakeven.over" in told
    assert "did you mean 'users'?" in told
    assert "report.breakeven.up" in told


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"low": 0}, "users cannot be 0"),
        ({"low": 50_000}, "the range of users does not go up"),
        ({"low": 9, "high": 9}, "the range of users does not go up"),
        ({"up": "users"}, "users is on both axes of the map"),
        ({"over": "node_prise"}, "there is no such assumption"),
    ],
)
def test_ranges_and_names_that_do_not_fit_are_refused(tmp_path, keys, words):
    study = asking(tmp_path, **keys)
    assert words in problems(study)
    assert any(words in str(each) for each in unready(results_of(study), templates_dir()))


def test_a_key_that_is_none_is_refused_with_the_one_that_is_meant(tmp_path):
    with pytest.raises(StudyError, match="did you mean 'across'"):
        paper_of(asking(tmp_path, accross="users"))


def test_without_a_comparison_or_the_assumption_there_is_no_section(tmp_path):
    study = tmp_path / "alone.yaml"
    study.write_text(Path(MINIMAL).read_text(encoding="utf-8").split("comparisons:")[0], encoding="utf-8")
    assert section(paper_of(study)) == ""
    results = results_of(MINIMAL)
    assert crossed(results, {}) is None
