"""The executive summary: totals, other readings, payback, what decides each comparison; and the brief's two pages."""

import io
import re
from functools import lru_cache

import pypdf
import pytest

from builder.report.pdf import paper_pdf
from tests.report.papers import INPUTS, MINIMAL, REFERENCE, body, close, paper_of, reference, text, variant
from tests.report.test_pdf import read, reference_pdf

TODAY = INPUTS / "llm-inferencing-today.yaml"
READING = "Another reading overturns the result (The API serves Llama 2 70B instead of GPT-4 Turbo)"
BOTH = ("languages", ("en", "ko"))
STUDIES = pytest.mark.parametrize("study", [REFERENCE, MINIMAL, TODAY], ids=lambda each: each.stem)
CODES = pytest.mark.parametrize("code", ["en", "ko"])


@lru_cache(maxsize=8)
def paper(study, code="en", *settings):
    return paper_of(study, code, (BOTH, *settings))


def chapter(made):
    """The summary's part of the document."""
    return re.search(r'<section class="[^"]*\bsummary\b.*?</section>', body(made), re.DOTALL)[0]


def decided(made):
    found = re.search(r'<ul class="deciding">(.*?)</ul>', body(made), re.DOTALL)
    return [text(each) for each in re.findall(r"<li>(.*?)</li>", found[1], re.DOTALL)] if found else []


def glance(made):
    """The rows of the table, each as the texts of its cells."""
    table = re.search(r'<figure [^>]*id="tab-glance".*?</figure>', body(made), re.DOTALL)[0]
    rows = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
    return [[text(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in rows]


def test_a_reading_that_overturns_the_result_stands_in_the_summary():
    assert f"{READING}: GPT-4 Turbo API then costs 0.70x to 1.1x as much as On-premises." in decided(reference())[2]
    assert sum("overturns" in each for each in decided(reference())) == 1


def test_the_glance_has_totals_ratios_under_other_readings_and_payback():
    heads, columns, *rows = glance(reference())
    assert heads == ["", "Total cost (USD thousand)", "Cost ratio", ""]
    assert columns == ["Comparison", "Subject", "Alternative", "As the study stands", "Other readings",
                       "Payback, in years"]  # fmt: skip
    assert rows[2][1:] == ["4,160", "22,500 to 36,000", "5.4x to 8.6x", "0.70x to 7.1x", "0.17 to 0.28"]


def test_without_other_readings_the_glance_has_the_cost_per_user():
    heads, _, group, first, _ = glance(paper(MINIMAL))
    assert heads == ["", "Total cost (USD thousand)", "Per user and month", ""]
    assert group == ["Own servers against the others"]
    assert first[1:] == ["457 to 1,270", "1,500 to 2,950", "$1.76 to $2.54", "$4.10 to $8.36", "0.41 to 0.73"]


def test_a_ratio_and_a_saving_are_said_once():
    said = text(chapter(paper(MINIMAL)))
    assert said.count("2.3x to 3.3x") == said.count("57% to 70%") == 1


def test_what_depends_on_the_scenario_says_from_where_on():
    services = decided(paper(TODAY))[1]
    assert "Hosted open model costs less than Own servers." in services
    assert re.search(r"Own servers costs less than GPT-4o class API from [\d,]+ to .* from [\d,]+ users on\.", services)


def test_the_strongest_driver_says_from_where_to_where_it_moves_the_ratio():
    assert (
        "Strongest driver: Price of an instance-hour, Amazon EC2 p5.48xlarge. From $20.695 per instance-hour to $55.04"
        " per instance-hour, it moves the cost ratio from 1.19x to 2.56x (50,000 people)."
    ) in decided(paper(TODAY))[0]


def test_one_scenario_is_not_named():
    one = (("comparisons.all.scenarios", ("users-5k",)), ("comparisons.all.alternatives", ("api",)))
    (said,) = decided(paper(MINIMAL, "en", *one))
    assert said.endswith("it moves the cost ratio from 1.89x to 1.12x.")


def test_without_a_search_it_says_in_which_scenarios_the_subject_costs_less(tmp_path):
    study = variant(tmp_path, scenarios={"users-5k": {"assumptions": {"users": 2000}}})
    (said,) = decided(paper(study, "en", ("comparisons.all.alternatives", ("api",))))
    assert "Own servers costs less than GPT-4o API from 2,551 to 2,700 users and from 3,385 users on." in said
    (said,) = decided(paper(study, "en", ("comparisons.all.alternatives", ("api",)),
                            ("report.breakeven.over", "pue")))  # fmt: skip
    assert "depends on the scenario. Own servers costs less in 20,000 users." in said


def test_a_comparison_of_which_no_outlay_has_to_be_recovered_says_at_once(tmp_path):
    study = variant(tmp_path, comparisons={"all": {"subject": "api", "alternatives": ["cloud"]}})
    rows = glance(paper(study))
    assert rows[2][-1] == "at once"


@CODES
@STUDIES
def test_the_summary_keeps_to_its_page(study, code):
    made = reference_pdf(code) if study is REFERENCE else paper_pdf(paper(study, code))
    told = close(read(made).pages[2].extract_text())
    source = reference(code) if study is REFERENCE else paper(study, code)
    last = re.findall(r"<p>(.*?)</p>", chapter(source), re.DOTALL)[-1]
    assert close(text(re.sub(r'<a class="ref".*?</a>', "", last)))[:16] in told


@pytest.mark.parametrize("brand", ["default", "plumbline"])
@CODES
@STUDIES
def test_a_brief_has_two_pages_a_chart_of_each_comparison_and_the_warnings(study, code, brand):
    made = paper(study, code, ("report.form", "brief"), ("brand", brand))
    assert len(pypdf.PdfReader(io.BytesIO(paper_pdf(made))).pages) == 2
    drawn = re.findall(r'id="fig-([\w-]+)-cost"', made.document)
    assert drawn == re.findall(r"^  (\w+):$", study_comparisons(study), re.MULTILINE)
    assert '<ul class="warnings">' in body(made)
    assert "The model raises warnings" not in text(body(made))


def study_comparisons(study):
    """The lines of a study's comparisons."""
    lines = re.search(r"^comparisons:\n((?:  .*\n|\n)+)", study.read_text(encoding="utf-8"), re.MULTILINE)[1]
    return re.sub(r"^  (\w+):.*$", r"  \1:", lines, flags=re.MULTILINE)


def test_a_brief_tells_readings_and_payback_in_sentences():
    said = decided(paper(REFERENCE, "en", ("report.form", "brief")))
    assert READING in said[2]
    assert "On-premises breaks even with GPT-4 Turbo API after 0.17 to 0.28 years." in said[2]
    assert not any("Strongest driver" in each for each in said)


def test_a_brief_spends_no_sentence_on_what_a_comparison_says():
    made = body(paper(REFERENCE, "en", ("report.form", "brief")))
    assert "sizing reproduces" not in text(made)
    assert made.count('class="claim"') == 3


def test_a_brief_of_one_comparison_shows_where_both_cost_the_same():
    assert 'id="fig-all-breakeven"' in paper(MINIMAL, "en", ("report.form", "brief")).document


def test_more_warnings_than_a_brief_holds_are_counted():
    said = text(body(paper(TODAY, "en", ("report.form", "brief"))))
    assert re.search(r"\d+ more warnings are listed in the workbook\.", said)


def test_three_charts_of_a_brief_are_drawn_for_a_third_of_the_page():
    made = paper(REFERENCE, "en", ("report.form", "brief")).document
    assert len(re.findall(r'viewBox="0 0 202 [\d.]+"', made)) == 3
