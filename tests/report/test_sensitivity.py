import re

from builder.analysis.overturning import overturnings
from builder.report.levers import levers
from tests.report.papers import MINIMAL, REFERENCE, body, minimal, paper_of, reference, results_of, text

DEAR = (("options.own.assumptions.node_price", 2_000_000),)


def section(paper, key):
    end = r'<h3 id=|</section>\s*<section class="chapter|</main>'
    return re.search(rf'<h3 id="{key}".*?(?={end})', body(paper), re.DOTALL)[0]


def table(paper, key):
    return text(re.search(rf'id="tab-levers-{key}">.*?</figure>', paper.document, re.DOTALL)[0])


def test_what_moves_the_ratio_stands_at_both_ends_with_its_flip_and_whom_it_favours():
    found = table(reference(), "small")
    assert "Hours a week that instances run, Mistral 7B (hour/week) 40 50 168 1.43x 3.81x 17.2 (-66%)" in found
    assert "ML engineer, all in (USD/(FTE·year)) 160,000 180,000 245,000 1.64x 1.54x – On-premises" in found
    assert 'id="fig-small-tornado"' in reference().document


def test_one_table_tells_all_of_a_lever():
    assert reference().document.count('id="tab-levers-') == len(results_of(REFERENCE).model.loaded.study.comparisons)


def test_what_lies_out_of_reach_is_no_lever():
    found = overturnings(results_of(REFERENCE))["api"]
    far = [each for each in found.flips if each.value is not None and abs(each.value) < each.base / 10]
    shown = [each for each in levers(found) if each.flip]
    assert far
    assert all(0.1 <= each.flip.value / each.flip.base <= 10 for each in shown)


def test_the_calendar_and_the_guards_of_the_model_are_no_levers():
    keys = {each.knob.row.key for found in overturnings(results_of(MINIMAL)).values() for each in levers(found)}
    assert keys
    assert not keys & {"hours_per_year", "seconds_per_day", "rounding_digits", "tokens_per_million", "year_length"}


def test_every_comparison_has_a_condition_or_says_that_none_was_found():
    said = text(section(reference(), "overturning"))
    assert "On-premises is not the cheapest where these conditions meet: Price of an instance-hour" in said
    assert "No condition was found within the ranges under which On-premises is not the cheapest" in said


def test_a_subject_that_is_dearer_is_said_to_be():
    paper = paper_of(MINIMAL, settings=DEAR)
    assert "Own servers is not the cheapest as the study stands:" in text(section(paper, "overturning"))
    assert "beyond which Own servers becomes the cheaper" in table(paper, "all")


def test_a_study_without_ranges_says_so_and_draws_nothing():
    said = section(minimal(), "sensitivity")
    assert "No assumption behind this ratio has a range in the study that moves it." in text(said)
    assert "tornado" not in said
    assert "Ends in grey lie a tenth to either side" in text(said)


def test_the_weakest_pair_is_sought_over_all_alternatives():
    pair = overturnings(results_of(MINIMAL))["all"].pair
    assert (pair.alternative, pair.scenario) == ("api", 0)


def test_what_the_engine_was_asked_is_evidence_without_a_cell():
    asked = [each for each in reference().evidence if each.asked]
    assert asked
    assert all(each.cell is None for each in asked)
    worst = overturnings(results_of(REFERENCE))["large"].ledger.worst
    assert any(each.value == worst for each in asked)
