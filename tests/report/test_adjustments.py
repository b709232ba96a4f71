"""Adjustments in the paper: named where they are given, and nowhere where they are not."""

import re
from functools import cache

from builder.engine import run
from builder.paths import templates_dir
from builder.report.paper import build_paper
from builder.study.loader import load_study
from tests.report.papers import REFERENCE, Cells, language, reference, text

GIVEN = {
    "options.on_prem.adjustments": [
        {"label": {"en": "Survey <b>& move", "ko": "조사"}, "amount": 25000, "status": "quoted",
         "source": {"en": "the mover's quote", "ko": "이전 견적"}},
        {"label": {"en": "Credit {agreed}", "ko": "차감"}, "amount": [0, -1500, -1500, -1500],
         "scenario": "llama-2-70b-50k"},
    ],
}  # fmt: skip


@cache
def adjusted() -> str:
    """The paper of the reference study with adjustments."""
    results = run(load_study(REFERENCE, GIVEN.items()))
    return build_paper(results, {}, Cells(), language("en"), templates_dir()).document


def table(html: str, caption: str) -> str:
    """The text of the table that begins with a caption."""
    return next(text(each) for each in re.findall(r"<figure.*?</figure>", html, re.DOTALL) if caption in text(each))


def test_a_paper_without_any_says_nothing_of_them() -> None:
    words = text(reference().document)
    assert "Adjustments" not in words
    assert not re.search(r"Adjustment(?! of the purchase)", words)
    assert "Amounts of the" not in words


def test_what_they_are_for_stands_in_the_table_of_costs() -> None:
    html = adjusted()
    costs = table(html, "What is costed for each option, and how")
    assert "Adjustment Survey <b>& move; Credit {agreed} (Llama 2 70B, 50,000 users only) None None" in costs
    assert "<b>&" not in html


def test_their_amounts_stand_among_the_assumptions_with_status_and_source() -> None:
    html = adjusted()
    assumed = table(html, "Assumptions with their statuses and sources")
    assert re.search(r"Survey <b>& move: Start 25,000 USD Adjustments quoted \d+ the mover's quote", assumed)
    assert "50,000 users only): Year 1, Year 2, Year 3 -1,500 USD Adjustments without a source –" in assumed
    assert re.search(r"the mover's quote Survey <b>& move", text(html[html.index('id="source-1"') - 99 :]))


def test_they_are_part_of_the_tables_of_costs() -> None:
    words = text(adjusted())
    assert re.search(r"Adjustment 25(\.0)? – 25", words)
