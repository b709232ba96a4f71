import re

import pytest

from tests.report.papers import MINIMAL, REFERENCE, body, minimal, paper_of, reference, results_of, text, variant

MONTHS = (("timeline.period", "month"),)
DEAR = (("options.own.assumptions.node_price", 2_000_000),)


def chapter(paper):
    return re.search(r'<h2 id="cashflow".*?</section>', body(paper), re.DOTALL)[0]


def table(paper):
    return text(re.search(r'id="tab-cashflow">.*?</figure>', paper.document, re.DOTALL)[0])


def test_each_scenario_has_its_value_rate_and_payback():
    found = table(reference())
    assert "Net present value (USD thousand)" in found
    assert "Mistral 7B, 50,000 users 179 82% 1.01" in found
    assert "Llama 2 70B, 50,000 users 10,700 248% 0.39" in found


def test_the_numbers_are_those_of_the_engine():
    value = results_of(REFERENCE).value("ec2_vs_on_prem.net_present_value", 2)
    assert f'<data class="n" value="{value:.15g}" data-cell' in chapter(reference())


def test_where_total_and_present_value_differ_in_sign_it_is_said_why():
    """Dearer nodes: the cloud costs less in total, and the cash flow, without cost of capital, favours servers."""
    paper = paper_of(MINIMAL, settings=(("options.own.assumptions.node_price", 900_000),))
    said = text(chapter(paper))
    assert (
        "5,000 users: in total Own servers costs more than Amazon EC2 p5.48xlarge, yet its net present value is"
        " positive. Financing lines, such as the cost of capital, are in the total and not in the cash flow."
    ) in said
    assert said.count("in total Own servers costs") == 1
    assert re.search(r"5,000 users [\d.,]+ \d+% \d", table(paper))


def test_discounting_may_turn_the_sign_too():
    """A high rate and no cost of capital: what is saved later no longer outweighs what is paid at the start."""
    dear = (("assumptions.discount_rate", 0.9), ("options.own.assumptions.cost_of_capital_rate", 0))
    said = text(chapter(paper_of(MINIMAL, settings=dear)))
    assert re.search(
        r"users: in total Own servers costs less than [^,]+, yet its net present value is negative\."
        r" Discounting gives later cash flows less weight than earlier ones\.", said
    )  # fmt: skip


def test_nothing_is_explained_where_the_signs_agree():
    assert "yet its net present value" not in text(chapter(minimal()))
    assert "yet its net present value" not in text(chapter(reference()))


def test_what_is_not_paid_back_says_so_and_has_no_rate():
    paper = paper_of(MINIMAL, settings=DEAR)
    assert re.search(r"5,000 users -[\d,]+ – not reached", table(paper))
    said = text(chapter(paper))
    assert "Own servers has still cost more than Amazon EC2 p5.48xlarge at the end of the period." in said


def test_the_sentences_are_true_both_ways():
    said = text(chapter(minimal()))
    assert re.search(r"Own servers breaks even with GPT-4o API after \d\.\d+ years\.", said)
    assert "has still cost more" not in said


def test_scenarios_are_said_to_be_chosen_only_where_there_are_several(tmp_path):
    choosing = "In the highest-cost scenario of each comparison"
    one = variant(tmp_path, comparisons={"all": {"scenarios": ["users-5k"]}})
    assert choosing in text(chapter(paper_of(MINIMAL)))
    assert choosing not in text(chapter(paper_of(one)))


def test_an_outlay_that_is_never_behind_is_said_to_be_so():
    free = (("options.own.assumptions.node_price", 0), ("options.own.assumptions.gpu_price", 0),
            ("options.own.assumptions.control_node_price", 0))  # fmt: skip
    said = text(chapter(paper_of(MINIMAL, settings=free)))
    assert "at no time has Own servers cost more than Amazon EC2 p5.48xlarge." in said
    assert re.search(r"5,000 users [\d,]+ – at once", said)


def test_the_discount_rate_its_source_and_what_is_left_out_are_told():
    said = text(chapter(minimal()))
    assert "discount later cash flows at 8% a year" in said
    assert "Cash flows leave out financing lines, such as the cost of capital and the depreciation benefit" in said
    assert 'class="call"' in chapter(minimal())


def test_the_crossing_of_the_drawing_is_the_payback():
    drawing = re.search(r'id="fig-small-cashflow">.*?</figure>', reference().document, re.DOTALL)[0]
    words = " ".join(re.findall(r">([^<>]+)</t(?:ext|span)>", drawing))
    assert "1.01" in words


def test_a_timeline_of_months_is_labelled_by_years():
    html = paper_of(MINIMAL, settings=MONTHS).document
    drawing = re.search(r'id="fig-all-cashflow">.*?</figure>', html, re.DOTALL)[0]
    labels = [each for each in re.findall(r">([^<>]+)</text>", drawing) if re.fullmatch(r"\d+", each)]
    assert labels == ["0", "1", "2", "3"]


def test_a_growing_study_shows_its_configurations_at_their_peak(tmp_path):
    growing = variant(tmp_path, assumptions={"queries_per_user_day": {"value": 25, "growth": 0.2}})
    found = text(re.search(r'id="tab-configuration-assistant">.*?</figure>', paper_of(growing).document, re.DOTALL)[0])
    assert "Values that change over the periods are shown at their highest." in found
    assert "5,000 users 5,000 36 " in found
    assert "at its highest" not in text(body(reference()))


@pytest.mark.parametrize("key", ["all"])
def test_categories_that_cost_nothing_do_not_show(key):
    found = text(re.search(rf'id="tab-{key}-parts">.*?</figure>', minimal().document, re.DOTALL)[0])
    assert "Depreciation benefit" not in found
    assert "Token spend" in found
