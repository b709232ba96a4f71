"""As issued beside live: nothing is marked in a new workbook; what then reads otherwise is."""

import io
import re
from functools import cache

import numpy as np
import openpyxl
import pytest

from builder.engine import case_results
from builder.formula.evaluate import Frame, evaluate
from builder.formula.excel import template
from builder.formula.parse import parse
from builder.language.form import Form
from builder.layout.issued import DIFFER, LIVE, MARK, Issued, issued_numbers
from builder.layout.outcomes import all_of
from builder.layout.place import INPUTS, SUMMARY
from builder.paths import templates_dir
from builder.report.forms import form_of
from builder.report.paper import build_paper
from builder.results import Results
from tests.support.recalculation import WhatIf, libreoffice_what_ifs
from tests.workbook import books
from tests.workbook.test_chosen import cell, rows_of

CLAIMS = "reference"


@cache
def issued(name: str) -> tuple[Issued, ...]:
    layout = books.layout(name)
    return issued_numbers(layout.book, layout.places, layout.speech, books.results(name))


def printed(name: str, each: Issued, value: float) -> str:
    return each.form.text(value, books.language("en"), books.study(name).study.currency)


@pytest.mark.parametrize("name", books.STUDIES)
def test_a_number_is_issued_as_the_paper_prints_it(name: str) -> None:
    results = books.results(name)
    assert issued(name)
    for each in issued(name):
        live = results.value(each.node, each.scenario)
        assert printed(name, each, each.printed.value) == printed(name, each, live), each.id
        assert abs(live - each.printed.value) <= each.printed.step, each.id
        if not each.group:
            study = books.study(name).study
            form = form_of(results.model.nodes[each.node], study.currency)
            assert each.form == form.with_digits(study.report.digits)


def test_the_paper_of_the_build_has_every_number_of_its_claims() -> None:
    loaded, layout = books.study(CLAIMS), books.layout(CLAIMS)
    cases = case_results(loaded, tuple(loaded.study.cases))
    paper = build_paper(books.results(CLAIMS), cases, layout, books.language("en"), templates_dir())
    said = {(each.node, each.text) for each in paper.evidence}
    wanted = {(each.node, printed(CLAIMS, each, each.printed.value)) for each in issued(CLAIMS) if each.group}
    assert wanted <= said
    assert len(wanted) > 20


def test_a_claim_stands_on_summary_as_the_paper_prints_it() -> None:
    loaded, layout = books.study(CLAIMS), books.layout(CLAIMS)
    cases = case_results(loaded, tuple(loaded.study.cases))
    paper = build_paper(books.results(CLAIMS), cases, layout, books.language("en"), templates_dir())
    told = re.sub(r"<[^>]+>", "", paper.document)
    sheet = openpyxl.load_workbook(io.BytesIO(books.xlsx(CLAIMS)))[SUMMARY]
    listed = " ".join(str(each.value) for row in sheet for each in row if each.value is not None)
    wording = r"With (?:calibrated inputs|inputs \w+ \w+ it), this model reproduces the published \w+"
    sentences = re.findall(wording, told)
    assert len(set(sentences)) > 3
    assert {each for each in sentences if each not in listed} == set()


@pytest.mark.parametrize(
    ("form", "value", "value_printed", "step"),
    [
        (Form("percent", 0), 0.384, 0.38, 0.01),
        (Form("multiple", 0, "down"), 8.64, 8.0, 1.0),
        (Form("multiple", 1), 8.64, 8.6, 0.1),
        (Form("short_money"), 1_928_700.0, 1_930_000.0, 10_000.0),
        (Form("short_money"), 9_996_000.0, 10_000_000.0, 100_000.0),
        (Form("short_money"), 12.504, 12.5, 0.01),
        (Form("short_money", 4), 1_928_700.0, 1_929_000.0, 1000.0),
        (Form("money", 2), 2.314, 2.31, 0.01),
        (Form("significant"), 23.148, 23.1, 0.1),
        (Form("significant"), 80.0, 80.0, 1.0),
        (Form("number", 2), 22.857, 22.86, 0.01),
        (Form("percent", 0), 0.0, 0.0, 0.01),
        (Form("short_money"), 0.0, 0.0, 0.01),
    ],
)
def test_a_form_knows_what_it_prints(form: Form, value: float, value_printed: float, step: float) -> None:
    found = form.printed(value, "USD")
    assert (found.value, found.step) == (pytest.approx(value_printed), pytest.approx(step))
    assert form.text(found.value, books.language("en"), "USD") == form.text(value, books.language("en"), "USD")


@pytest.mark.parametrize("name", books.STUDIES)
def test_nothing_is_marked_in_a_new_workbook(name: str) -> None:
    book, rows = books.layout(name).book, rows_of(name, SUMMARY)
    assert book.value(DIFFER) == 0
    for each in issued(name):
        assert book.sheets[SUMMARY].cells[rows[each.id], MARK].value == 0, each.id


def marks(name: str) -> dict[str, tuple[str, str]]:
    """The cell of each number's mark."""
    return {each.id: cell(SUMMARY, rows_of(name, SUMMARY)[each.id], MARK) for each in issued(name)}


def differing(name: str, results: Results) -> set[str]:
    """The numbers that a paper would print otherwise."""
    return {
        each.id for each in issued(name)
        if printed(name, each, results.value(each.node, each.scenario)) != printed(name, each, each.printed.value)
    }  # fmt: skip


CHANGES = {
    CLAIMS: [
        ("in_on_prem_node_price", "options.on_prem.assumptions.node_price", 60_000.0),
        ("in_ec2_instance_price", "options.ec2.assumptions.instance_price", 40.0),
        ("in_users__llama_2_70b_50k", "scenarios.llama-2-70b-50k.assumptions.users", 50_010.0),
    ],
    "minimal": [("in_api_price_out", "options.api.assumptions.price_out", 10.001),
                ("in_api_price_out", "options.api.assumptions.price_out", 12.0)],
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_reads_otherwise_is_marked_and_no_more_once_it_is_undone(name: str) -> None:
    book, seen = WhatIf(books.xlsx(name)), 0
    for typed, path, value in CHANGES[name]:
        wanted = differing(name, books.results_with(name, [(path, value)]))
        book.set({typed: value})
        shown = book.read(marks(name).values())
        count = book.read([cell(SUMMARY, DIFFER.row, DIFFER.column)])
        assert {id for id, at in marks(name).items() if shown[at] == 1} == wanted, path
        assert set(shown.values()) <= {0.0, 1.0}
        assert next(iter(count.values())) >= len(wanted)
        seen += len(wanted)
        book.reset()
        assert set(book.read(marks(name).values()).values()) == {0.0}
    assert seen > 0


@pytest.mark.libreoffice
def test_libreoffice_marks_the_same() -> None:
    changes = [{typed: value} for typed, _, value in CHANGES[CLAIMS]]
    found = libreoffice_what_ifs(books.xlsx(CLAIMS), [{}, *changes])
    for values, change in zip(found, [None, *CHANGES[CLAIMS]], strict=True):
        wanted = set() if change is None else differing(CLAIMS, books.results_with(CLAIMS, [change[1:]]))
        shown = {id for id, (sheet, at) in marks(CLAIMS).items() if values[sheet][at] == 1}
        assert shown == wanted


def test_a_claim_that_no_longer_holds_says_so() -> None:
    book, rows = WhatIf(books.xlsx(CLAIMS)), rows_of(CLAIMS, SUMMARY)
    held = {each.value: row for (row, column), each in books.layout(CLAIMS).book.sheets[SUMMARY].cells.items()
            if column == 1 and str(each.value).endswith(".holds")}  # fmt: skip
    assert held.keys() >= {"claim.headline_cloud.holds", "claim.headline_api.holds"}
    flag, mark = (cell(SUMMARY, rows["claim.headline_cloud.holds"], column) for column in (LIVE, MARK))
    assert book.read([flag, mark]) == {flag: 1, mark: 0}
    assert book.with_values({"in_ec2_instance_price": 1.0}, [flag, mark]) == {flag: 0, mark: 1}


@pytest.mark.parametrize("name", books.STUDIES)
def test_what_was_issued_stands_locked_on_inputs_as_plain_numbers(name: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(books.xlsx(name)))[INPUTS]
    for each in issued(name):
        at = books.layout(name).places.issued[each.id]
        assert at.sheet == INPUTS
        assert sheet[at.cell].value == each.printed.value
        assert sheet[at.cell].protection.locked
        assert sheet.cell(at.row, 1).value == each.id


@pytest.mark.parametrize(
    ("values", "held"), [((2, 2, 2), 1), ((0, 2, 2), 0), ((2, 0, 2), 0), ((2, 2, 0), 0), ((0, 0, 0), 0)]
)
def test_a_claim_holds_where_all_that_it_requires_does(values: tuple[float, ...], held: float) -> None:
    whole = all_of(parse(f"{name} > 1") for name in "abc")
    frame = Frame({name: np.full((1, 1, 1), float(value)) for name, value in zip("abc", values, strict=True)})
    assert evaluate(whole, frame).item() == held
    assert template(whole).fill(lambda slot: slot.name) == "=IF(a>1,1,0)*IF(b>1,1,0)*IF(c>1,1,0)"
