import re

import pytest

from tests.report.papers import INPUTS, MINIMAL, REFERENCE, body, minimal, paper_of, reference, results_of, text

TODAY = INPUTS / "llm-inferencing-today.yaml"
MONTHS = (("timeline.period", "month"),)


def chapter(paper):
    return re.search(r'<h2 id="cashflow".*?</section>', body(paper), re.DOTALL)[0]


def table(paper, key):
    return text(re.search(rf'id="tab-cashflow-{key}">.*?</figure>', paper.document, re.DOTALL)[0])


def test_each_scenario_has_its_value_rate_and_payback():
    assert "Mistral 7B, 50,000 users $179K 82% 1.01" in table(reference(), "small")
    assert "Llama 2 70B, 50,000 users $10.7M 248% 0.39" in table(reference(), "large")


def test_the_numbers_are_those_of_the_engine():
    value = results_of(REFERENCE).value("ec2_vs_on_prem.net_present_value", 2)
    assert f'<data class="n" value="{value:.15g}" data-cell' in chapter(reference())


def test_what_is_not_paid_back_says_so_and_has_no_rate():
    found = table(paper_of(TODAY), "services")
    assert "5,000 people -$997K – not reached" in found
    assert "50,000 people $4.12M 104% 1.05" in found


def test_the_sentences_are_true_both_ways():
    said = text(chapter(paper_of(TODAY)))
    assert "at the end of the period, Own servers has cost more than Hosted open model." in said
    assert "Own servers has recovered what it costs more than GPT-4o class API after 1.05 years." in said


def test_an_outlay_that_is_never_behind_is_said_to_be_so():
    free = (("options.own.assumptions.node_price", 0), ("options.own.assumptions.gpu_price", 0),
            ("options.own.assumptions.control_node_price", 0))  # fmt: skip
    said = text(chapter(paper_of(MINIMAL, settings=free)))
    assert "at no time has Own servers cost more than Amazon EC2 p5.48xlarge." in said
    assert "$1.08M – at once" in said


def test_the_discount_rate_and_what_is_left_out_are_told():
    said = text(chapter(minimal()))
    assert "discount the flows of later years at 8% a year" in said
    assert "Financing lines, such as the cost of capital and the depreciation benefit, are left out" in said


def test_the_crossing_of_the_drawing_is_the_payback():
    drawing = re.search(r'id="fig-small-cashflow">.*?</figure>', reference().document, re.DOTALL)[0]
    words = " ".join(re.findall(r">([^<>]+)</t(?:ext|span)>", drawing))
    assert "1.01" in words


def test_a_timeline_of_months_is_labelled_by_years():
    drawing = re.search(r'id="fig-all-cashflow">.*?</figure>', paper_of(MINIMAL, settings=MONTHS).document, re.DOTALL)[
        0
    ]
    labels = [each for each in re.findall(r">([^<>]+)</text>", drawing) if re.fullmatch(r"\d+", each)]
    assert labels == ["0", "1", "2", "3"]


@pytest.mark.parametrize("code", ["en", "ko"])
@pytest.mark.parametrize("study", [TODAY, MINIMAL], ids=["today", "minimal"])
def test_other_studies_read_in_both_languages(study, code):
    assert "cashflow" in paper_of(study, code).document


def test_a_growing_study_shows_its_configurations_at_their_peak():
    found = text(re.search(r'id="tab-configuration-llama-70b">.*?</figure>', paper_of(TODAY).document, re.DOTALL)[0])
    assert "What changes over the periods is shown at its highest." in found
    assert "5,000 people 6,610 30.3" in found
    assert "at its highest" not in text(body(reference()))


def test_categories_that_cost_nothing_do_not_show():
    found = text(re.search(r'id="tab-services-parts">.*?</figure>', paper_of(TODAY).document, re.DOTALL)[0])
    assert "Depreciation benefit" not in found
    assert "Subscription fees" in found
