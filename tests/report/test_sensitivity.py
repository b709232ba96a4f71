import re

import pytest

from builder.analysis.overturning import overturnings
from builder.report.levers import levers
from tests.report.papers import MINIMAL, REFERENCE, body, minimal, paper_of, reference, results_of, text, variant

TODAY = REFERENCE.parent / "llm-inferencing-today.yaml"
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


def test_a_break_even_reads_as_where_the_verdict_is_overturned():
    (users,) = set(re.findall(r"and from ([\d,]+) users on", text(body(minimal()))))  # wherever it is told
    assert re.fullmatch(r"\d,\d\d[1-9]", users)
    assert re.search(rf"Users 4,500 5,000 5,500 \S+ \S+ {users} ", table(minimal(), "all"))


def test_every_comparison_has_a_condition_or_says_that_none_was_found():
    said = text(section(reference(), "overturning"))
    assert "On-premises is no longer the cheapest if all of these assumptions change together: Table" in said
    assert "No condition within the ranges overturns the result: even with every input that moves the ratio at" in said


def test_a_condition_is_a_table_of_what_each_assumption_is_and_would_have_to_be():
    said = text(section(reference(), "overturning"))
    assert "Assumption Base Adverse value Range Price of an instance-hour, Amazon EC2" in said
    assert "Queries per user and day (query/(user·day)) 25 10 stated in the study" in said
    assert "±10%, as the study gives no range" in text(section(minimal(), "overturning"))


def test_what_a_table_is_about_is_not_said_of_every_row():
    scenario = text(str(reference().document)).count("50,000 users, On-premises")
    rows = re.findall(r'<th scope="row">(.*?)</th>', section(reference(), "overturning"))
    assert rows
    assert not any("users" in text(each) for each in rows if "Users" not in text(each))
    assert scenario == 0


def test_a_subject_that_is_dearer_is_said_to_be():
    paper = paper_of(MINIMAL, settings=DEAR)
    said = text(section(paper, "overturning"))
    assert "In every scenario the lowest cost is that of GPT-4o API." in said
    assert "No condition was found within the ranges that makes Own servers the cheapest there" in said
    assert "beyond which Own servers becomes the cheaper" in table(paper, "all")


@pytest.mark.parametrize(
    ("code", "cheapest", "turned"),
    [("en", "The cheapest option depends on the scenario: GPT-4o API (5,000 users), Own servers (20,000 users).",
      "Own servers becomes the cheapest there if all of these assumptions change together:"),
     ("ko", "비용이 가장 낮은 방식은 시나리오에 따라 다릅니다: GPT-4o API (5,000 users), Own servers (20,000 users).",
      "이 시나리오에서 다음 가정이 모두 함께 바뀌면 Own servers가 가장 저렴한 방식이 됩니다.")],
)  # fmt: skip
def test_a_dear_subject_is_told_what_would_make_it_the_cheapest(code, cheapest, turned):
    paper = paper_of(MINIMAL, code, settings=(("options.own.assumptions.node_price", 300_000),))
    said = text(section(paper, "overturning"))
    assert cheapest in said
    assert turned in said
    if code == "en":
        assert "GPUs per replica, Llama 3.3 70B (GPU/replica) 2 1 ±1, as the study gives no range" in said
    asked = {each.node: each.value for each in paper.evidence if each.asked}
    assert asked["queries_per_user_day"] == 27.5


def test_nobody_is_favoured_from_the_middle_and_a_column_of_dashes_is_left_out():
    found = table(reference(), "small")
    assert re.search(r"Administrator, all in \S+ 120,000 150,000 180,000 \S+ \S+ (–|[\d,.]+ \(\S+\)) –", found)
    assert "Favours" in found
    assert "Favours" not in table(minimal(), "all")
    assert "favour" in text(section(reference(), "sensitivity"))
    assert "favour" not in text(section(minimal(), "sensitivity"))


def test_marks_are_explained_under_every_table_that_has_them_and_only_those(tmp_path):
    study = variant(tmp_path, report={"sections": ["summary", "firmness"]})
    found = table(paper_of(study), "all")
    assert 'id="tab-costs"' not in paper_of(study).document
    assert "Marks show values with weaker support than a cited source:" in found
    assert "cited source: D default of the model, U without a source." in found


def test_a_study_without_ranges_says_so_and_draws_nothing():
    said = section(minimal(), "sensitivity")
    assert "No assumption with a range in the study moves this ratio." in text(said)
    assert "tornado" not in said
    assert "Grey: a tenth to either side" in text(said)


def test_the_weakest_pair_is_sought_over_all_alternatives():
    pair = overturnings(results_of(MINIMAL))["all"].pair
    assert (pair.alternative, pair.scenario) == ("api", 0)


def test_what_the_engine_was_asked_is_evidence_without_a_cell():
    asked = [each for each in reference().evidence if each.asked]
    assert asked
    assert all(each.cell is None for each in asked)
    worst = overturnings(results_of(REFERENCE))["large"].ledger.condition.ratio
    assert any(each.value == worst for each in asked)


def test_a_mark_says_what_it_means_to_those_who_do_not_see_its_letter():
    marks = re.findall(r'<span class="mark [^>]*>', reference().document)
    assert marks
    assert all(re.search(r'role="img" aria-label="[^"]+"', each) for each in marks)


def test_the_table_of_what_was_drawn_explains_its_marks():
    drawn = re.search(r'id="tab-drawn">.*?</figure>', paper_of(TODAY).document, re.DOTALL)[0]
    assert "weaker support than a cited source: E estimated" in text(drawn)
