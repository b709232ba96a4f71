"""What draws of the uncertain inputs came to, in the paper."""

import re

import pytest

from builder.analysis.simulation import default_outputs, simulate
from builder.analysis.uncertain import uncertainty
from builder.analysis.verdicts import Chance
from builder.errors import StudyError
from builder.report.drawn_numbers import form_of_error, form_of_share
from tests.report.papers import (
    MINIMAL,
    REFERENCE,
    body,
    language,
    minimal,
    paper_of,
    reference,
    results_of,
    text,
    variant,
)

DRAWS = {"draws": 2000, "seed": 7, "ranges": "pert"}


def section(paper):
    """The chapter, from its heading to the next one."""
    found = re.search(r'<h2 id="simulation".*?(?=<h2 )', body(paper), re.DOTALL)
    return "" if found is None else found[0]


def table(paper, key):
    return text(re.search(rf'id="{key}">.*?</figure>', paper.document, re.DOTALL)[0])


def uncertain(folder, price, simulation=DRAWS, **changes):
    """The minimal study, in which the price of a node is uncertain."""
    options = {"own": {"assumptions": {"node_price": price}}}
    return variant(folder, options=options, simulation=simulation, **changes)


def test_a_study_without_uncertain_inputs_has_no_such_chapter():
    assert section(minimal()) == ""
    assert "Uncertainty of the results" in section(reference())


def test_what_the_paper_says_is_what_the_draws_give():
    model = results_of(REFERENCE).model
    outputs = default_outputs(model)
    found = simulate(model, uncertainty(model, "pert"), 20_000, 1, outputs)
    scenario = model.scenarios.index("llama-2-70b-5k")
    ratio = next(each for each in outputs if (each.node.id, each.scenario) == ("ec2_vs_on_prem.ratio", scenario))
    low, middle, high = (f"{value:.2f}x" for value in found.tally(ratio).percentiles(0.05, 0.5, 0.95))
    said = text(section(reference()))
    assert f"lies between {low} and {high} in nine draws of ten, and above {middle} in half of them" in said
    assert re.search(rf"Llama 2 70B, 5,000 users 3.27x [\d.]+x {low} [\d.]+x {middle} [\d.]+x {high}", said)


def test_the_chances_of_comparisons_and_claims_are_told():
    said = table(reference(), "tab-chances")
    assert "On-premises costs less than Amazon EC2 p5.48xlarge, Llama 2 70B, 5,000 users all 20,000 draws" in said
    assert re.search(r"compare this with the market price of a GPU\. 4\d\.\d% 0\.35%", said)
    assert "Each of 10 claims of this paper that set a condition all 20,000 draws" in said


@pytest.mark.parametrize("code", ["en", "ko"])
def test_what_held_in_every_draw_is_not_called_certain(code):
    drawn = [each for each in reference(code).evidence if each.origin and each.node.endswith(".ratio")]
    assert "100%" not in table(reference(code), "tab-chances")
    assert "100%" not in {each.text for each in drawn}
    assert "20,000" in {each.text for each in drawn}


def test_the_study_as_it_stands_is_placed_among_the_draws():
    model = results_of(REFERENCE).model
    outputs = default_outputs(model)
    found = simulate(model, uncertainty(model, "pert"), 20_000, 1, outputs)
    said, scenario = text(section(reference())), model.scenarios.index("llama-2-70b-50k")
    ratio = next(each for each in outputs if (each.node.id, each.scenario) == ("gpt4_vs_on_prem.ratio", scenario))
    share = found.tally(ratio).share_up_to_centre
    assert 0.6 < share < 0.8
    assert f"As the study stands it is 5.40x, which {share:.1%} of the draws do not exceed." in said
    drawing = re.search(r'id="fig-api-distribution">.*?</figure>', reference().document, re.DOTALL)[0]
    assert "As the study stands: 5.40x" in re.search(r"<title[^>]*>(.*?)</title>", drawing)[1]
    assert drawing.count('class="standing"') == 1


@pytest.mark.parametrize(
    ("values", "said"), [((30000, 40000), "which no draw exceeds"), ((15000, 18000), "which every draw exceeds")]
)
def test_the_study_may_stand_beyond_all_draws(tmp_path, values, said):
    price = {"value": 20000, "distribution": {"kind": "discrete", "values": list(values), "weights": [1, 1]}}
    paper = paper_of(uncertain(tmp_path, price, {"draws": 600}))
    assert re.search(rf"As the study stands it is [\d.]+x, {said}\.", text(section(paper)))
    assert paper.document.count('class="standing"') == 1


def test_what_drives_the_ratio_is_told_the_strongest_first():
    every = table(reference(), "tab-variance")
    said = every[every.index("A large model against cloud instances") : every.index("A large model against a token")]
    assert re.search(r"4 other inputs explain less\.", said)
    shares = [float(each) for each in re.findall(r"([\d.]+)% -?[\d.]+", said)]
    assert said.index("Price of an instance-hour") < said.index("Hours a week that instances run")
    assert shares == sorted(shares, reverse=True)
    assert len(shares) >= 2


def test_draws_on_both_sides_of_equal_cost_are_told_apart(tmp_path):
    paper = paper_of(uncertain(tmp_path, {"value": 500000, "low": 20000, "high": 3000000}))
    said = section(paper)
    share = re.search(r"costs less than [^.]+ in (\d+\.\d)% of the draws", text(said))
    assert 0 < float(share[1]) < 100
    assert paper.document.count('class="even"') == 1
    assert "To the left of the line, Own servers costs more than" in text(said)


@pytest.mark.parametrize(
    ("held", "said"), [(0, "0%"), (1, "0.01%"), (30, "0.3%"), (4502, "45.0%"), (9996, "99.96%"), (10_000, "100%")]
)
def test_what_nearly_always_holds_is_not_said_to_hold_always(held, said):
    chance = Chance(None, held, 10_000)
    assert form_of_share(chance.share).text(chance.share, language("en"), "USD") == said


@pytest.mark.parametrize(("draws", "said"), [(600, "0.50%"), (20_000, "0.02%"), (100_000, "0.003%")])
def test_an_upper_limit_is_never_written_as_nothing(draws, said):
    error = Chance(None, draws, draws).error
    assert form_of_error(error).text(error, language("en"), "USD") == said


def test_what_never_holds_is_said_so(tmp_path):
    paper = paper_of(uncertain(tmp_path, {"value": 5000000, "low": 4000000, "high": 6000000}))
    assert "in no draw does Own servers cost less than" in text(section(paper))
    assert re.search(r"Own servers costs less than [^%]+ no draw 0\.15%", table(paper, "tab-chances"))


def test_every_number_of_the_draws_is_evidence_and_says_where_it_comes_from(tmp_path):
    paper = paper_of(uncertain(tmp_path, {"value": 20000, "low": 18000, "high": 30000}))
    proof = text("".join(re.findall(r'id="tab-evidence-drawn.*?</figure>', paper.document, re.DOTALL)))
    assert "simulation, 2,000 draws, seed 7" in proof
    drawn = re.search(r'id="tab-percentiles".*?</figure>', paper.document, re.DOTALL)[0]
    rows = re.findall(r"<tr><th scope=.row.*?</tr>", drawn)
    printed = {each for row in rows for each in re.findall(r">([^<]+)</data>", row)[1:]}
    assert len(printed) > 8
    assert all(each in proof for each in printed)
    measures = {each.origin.measure for each in paper.evidence if each.origin}
    assert measures >= {"P5", "P50", "P95", "Draws in which it held", "Mean", "Draws up to the study as it stands"}


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ({"kind": "uniform", "low": 18000, "high": 30000}, "uniform $18,000 to $30,000"),
        ({"kind": "triangular", "low": 18000, "high": 30000}, "triangular $18,000 to $30,000, likeliest $20,000"),
        ({"kind": "pert", "low": 18000, "high": 30000}, "PERT $18,000 to $30,000, likeliest $20,000"),
        ({"kind": "pert", "low": 18000, "high": 30000, "shape": 2}, "likeliest $20,000, weight 2"),
        ({"kind": "normal", "sd": 500}, "normal mean $20,000, standard deviation $500"),
        ({"kind": "lognormal", "sigma": 0.25}, "lognormal median $20,000, sigma 0.25"),
        ({"kind": "discrete", "values": [18000, 22000], "weights": [3, 1]}, "discrete $18,000 (75%), $22,000 (25%)"),
    ],
)
def test_every_distribution_is_put_into_words(tmp_path, spec, words):
    study = uncertain(tmp_path, {"value": 20000, "distribution": spec}, {"draws": 600})
    assert words in table(paper_of(study), "tab-drawn")


def test_the_same_seed_gives_the_same_paper_and_another_seed_another(tmp_path):
    price = {"value": 20000, "low": 18000, "high": 30000}
    papers = []
    for name, seed in (("once", 7), ("again", 7), ("other", 8)):
        (tmp_path / name).mkdir()
        papers.append(paper_of(uncertain(tmp_path / name, price, {**DRAWS, "seed": seed})))
    once, again, other = (section(each) for each in papers)
    assert papers[0].document == papers[1].document
    assert re.sub("seed .*?</span>", "", once) != re.sub("seed .*?</span>", "", other)
    assert once == again


def test_a_study_chooses_the_charts(tmp_path):
    price = {"value": 20000, "low": 18000, "high": 30000}
    only = section(paper_of(uncertain(tmp_path, price, report={"charts": ["distribution"]})))
    assert 'id="fig-all-distribution"' in only
    assert 'id="fig-all-fan"' not in only
    assert "chart half" not in only


def test_results_that_the_study_names_have_their_percentiles(tmp_path):
    named = {**DRAWS, "outputs": ["out_users_20k_own_per_user_month"]}
    study = uncertain(tmp_path, {"value": 20000, "low": 18000, "high": 30000}, named)
    assert "Cost per user and month, Own servers" in table(paper_of(study), "tab-percentiles")


def test_a_wrong_distribution_stops_the_paper(tmp_path):
    study = uncertain(tmp_path, {"value": 20000, "distribution": {"kind": "uniform", "low": 5, "high": 1}})
    with pytest.raises(StudyError, match="low 5 is not below high 1"):
        paper_of(study)


def test_a_study_that_compares_nothing_has_no_draws_to_show(tmp_path):
    study = tmp_path / "alone.yaml"
    alone = MINIMAL.read_text(encoding="utf-8").split("comparisons:")[0]
    drawn = "simulation: {ranges: pert}\nassumptions: {engineer_salary: {value: 9, low: 8, high: 10}}\n"
    study.write_text(alone + drawn, encoding="utf-8")
    assert section(paper_of(study)) == ""
