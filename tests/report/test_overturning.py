import re

from builder.analysis.overturning import overturnings
from tests.report.papers import INPUTS, MINIMAL, REFERENCE, body, minimal, paper_of, reference, results_of, text

TODAY = INPUTS / "llm-inferencing-today.yaml"


def section(paper):
    return re.search(r'<h3 id="overturning".*?(?=<h3|</section>)', body(paper), re.DOTALL)[0]


def table(paper, key):
    return text(re.search(rf'id="tab-{key}">.*?</figure>', paper.document, re.DOTALL)[0])


def test_what_moves_the_ratio_stands_at_both_ends():
    assert "Hours a week that instances run, Mistral 7B hour/week 40 50 168 1.43x 3.81x" in table(
        reference(), "swings-small"
    )
    assert 'id="fig-small-tornado"' in reference().document


def test_flip_points_stand_beside_the_value_of_today():
    assert "Hours a week that instances run, Mistral 7B hour/week 50 17.2 -66% no" in table(reference(), "flips-small")


def test_the_ledger_says_whom_an_input_favours_and_what_its_adverse_end_makes():
    found = table(reference(), "ledger-small")
    assert "ML engineer, all in USD/(FTE·year) On-premises $180,000 $245,000 1.54x" in found
    assert "the ratio is 1.61x" in found


def test_every_comparison_has_a_condition_or_says_that_none_was_found():
    said = text(section(reference()))
    assert "On-premises is not the cheapest where these conditions meet: Price of an instance-hour" in said
    assert "No condition was found within the ranges under which On-premises is not the cheapest" in said


def test_a_subject_that_is_dearer_is_said_to_be():
    said = text(section(paper_of(TODAY)))
    assert "Own servers is not the cheapest as the study stands: Hosted open model costs less or as much." in said
    assert "What would make Own servers the cheaper" in said


def test_a_study_without_ranges_says_so_and_draws_nothing():
    said = section(minimal())
    assert "No assumption behind this ratio has a range in the study that moves it." in text(said)
    assert "tornado" not in said


def test_the_weakest_pair_is_sought_over_all_alternatives():
    pair = overturnings(results_of(MINIMAL))["all"].pair
    assert (pair.alternative, pair.scenario) == ("api", 0)


def test_what_the_engine_was_asked_is_evidence_without_a_cell():
    asked = [each for each in reference().evidence if each.asked]
    assert asked
    assert all(each.cell is None for each in asked)
    worst = overturnings(results_of(REFERENCE))["large"].ledger.worst
    assert any(each.value == worst for each in asked)
