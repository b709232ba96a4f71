import re

import pytest

from builder.errors import ReportError, TcoError
from tests.report.papers import REFERENCE, body, paper_of, reference, text, variant

RATIO = {"formula": "out_all_cloud_ratio_max", "format": "multiple"}


def claim(**changes):
    return {"text": "Clouds cost up to {most}.", "values": {"most": RATIO}, **changes}


def said(folder, **claims):
    return text(body(paper_of(variant(folder, report={"claims": claims}))))


def test_a_claim_that_gives_the_published_figures_is_a_reproduction():
    words = text(body(reference()))
    assert "this model reproduces the published headline: serving on-premises costs 38% to 88% less" in words
    assert "up to 4x the cost of on-premises servers" in words


def test_with_dearer_hardware_nothing_is_called_a_reproduction_and_no_published_figure_is_left():
    prices = tuple(
        (f"{place}.assumptions.node_price", price * 1.1)
        for place, price in {
            "options.on_prem": 96435,
            "scenarios.mistral-7b-5k.options.on_prem": 108200,
            "scenarios.mistral-7b-10k.options.on_prem": 113200,
            "scenarios.mistral-7b-50k.options.on_prem": 116400,
            "scenarios.llama-2-70b-5k.options.on_prem": 102900,
            "scenarios.llama-2-70b-10k.options.on_prem": 98950,
        }.items()
    )
    words = text(body(paper_of(REFERENCE, settings=prices)))
    assert "reproduces the published headline" not in words
    assert "Serving on-premises costs 36% to 88% less than the alternatives compared." in words
    assert "1.6x to 1.9x" not in words


def test_what_rests_on_calibrated_inputs_says_so():
    words = text(body(reference()))
    assert "the on-premises servers stay at $2.31, because the capacity bought is the same. Rests on cal" in words
    assert "for 2.29 to 6.86 queries a second. Rests" not in words


@pytest.mark.parametrize(("code", "tail"), [("en", "Rests on calibrated inputs."), ("ko", "보정값에 근거합니다.")])
def test_what_a_claim_says_itself_is_not_said_again(code, tail):
    items = map(text, re.findall(r'<li><span class="claim">.*?</li>', reference(code).document, re.DOTALL))
    calibrated = re.compile(r"With (?:calibrated inputs|inputs calibrated)|보정한 입력값을 사용하면")
    found = [each for each in items if calibrated.search(each)]
    assert len(found) >= 6
    assert not [each for each in found if each.endswith(tail)]


def test_a_reproduction_that_keeps_silent_about_its_inputs_still_says_what_it_rests_on(tmp_path):
    claims = {"headline_cloud": {"reproduction": {"en": "This model gives {times}.", "ko": "{times}입니다."}}}
    paper = paper_of(variant(tmp_path, REFERENCE, report={"claims": claims}))
    assert "This model gives 4x. Rests on calibrated inputs." in text(body(paper))


def test_a_claim_that_does_not_hold_stops_the_build_with_its_values(tmp_path):
    with pytest.raises(ReportError) as stopped:
        said(
            tmp_path,
            first=claim(requires=["out_all_cloud_ratio_max < 1"]),
            second=claim(requires=["out_all_api_ratio_min > 100"]),
        )
    assert [problem.what.split(",")[0] for problem in stopped.value.problems] == [
        "the claim 'first' requires out_all_cloud_ratio_max < 1",
        "the claim 'second' requires out_all_api_ratio_min > 100",
    ]
    assert "out_all_cloud_ratio_max is 3." in stopped.value.problems[0].what
    assert "otherwise: drop" in stopped.value.problems[0].remedy


def test_a_claim_that_may_be_dropped_is(tmp_path):
    words = said(
        tmp_path,
        never=claim(requires=["out_all_cloud_ratio_max < 1"], otherwise="drop"),
        always=claim(text="It is {most}."),
    )
    assert "Clouds cost" not in words
    assert re.search(r"It is 3\.\dx\.", words)


def test_a_claim_for_no_section_is_refused(tmp_path):
    with pytest.raises(ReportError, match="no section 'sumary'"):
        said(tmp_path, one=claim(section="sumary"))


def test_a_claim_that_names_no_value_of_its_own_is_refused(tmp_path):
    with pytest.raises(TcoError, match="least"):
        said(tmp_path, one=claim(text="It is {least}."))


def test_a_claims_text_is_no_html(tmp_path):
    paper = paper_of(variant(tmp_path, report={"claims": {"one": claim(text="<b onclick=x>{most}</b>")}}))
    assert "<b onclick" not in paper.document


def test_where_it_is_dearer_the_computed_sentences_turn_round(tmp_path):
    from tests.report.papers import MINIMAL

    words = text(body(paper_of(MINIMAL, settings=(("options.own.assumptions.node_price", 2_000_000),))))
    assert "GPT-4o API costs less than Own servers in every scenario: 0.23x to 0.24x as much." in words
    assert "choosing Own servers" not in words
    assert "saved" not in words


def test_a_claim_rounded_down_says_no_more_than_it_may(tmp_path):
    down = {**RATIO, "decimals": 0, "rounding": "down"}
    assert "Clouds cost up to 3x." in said(tmp_path, one=claim(values={"most": down}))
