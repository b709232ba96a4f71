"""Amounts typed into the blank rows of the Adjustments sheet do what the same amounts do in the study."""

import copy
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from builder.edition.edition import edition
from builder.engine import evaluate_model, run
from builder.layout.layout import lay_out
from builder.layout.place import ADJUSTMENTS, TOTAL
from builder.model.adjustments import BLANK_ROWS
from builder.model.names import adjustment_name
from builder.results import Results
from builder.study.loader import validated
from builder.workbook.writer import workbook_bytes
from tests.support.recalculation import (
    WhatIf,
    cached_values,
    differences,
    formualizer_values,
    formula_cells,
    libreoffice_values,
    with_inputs,
)
from tests.workbook import books

NAME = "two-of-a-kind"
GIVEN: Mapping[str, list[dict[str, Any]]] = {
    "vendor-a": [
        {"label": {"en": "Site survey", "ko": "현장 조사"}, "amount": 12500, "status": "quoted"},
        {"label": "Credit {of} the vendor", "amount": {"2": -8000.5, "start": 100}, "scenario": "chat-4k"},
    ],
    "cloud-2": [{"label": "Support", "amount": [0, 3000, 3000, 3000, 3000, 3000], "note": "a fixed fee"}],
}


def typed(given: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """The cells of the given rows by their names, as somebody would fill in blank ones."""
    found: dict[str, Any] = {}
    for option, rows in given.items():
        for number, row in enumerate(rows, 1):
            amount = row["amount"]
            by_period = dict(enumerate(amount)) if isinstance(amount, list) else amount
            by_period = by_period if isinstance(by_period, dict) else {"start": by_period}
            for period, value in by_period.items():
                part = "0" if period == "start" else str(period)
                found[adjustment_name(option, number, part)] = float(value)
            if "scenario" in row:
                found[adjustment_name(option, number, "scenario")] = row["scenario"]
    return found


def with_adjustments(given: Mapping[str, list[dict[str, Any]]], name: str = NAME) -> Results:
    """A study's results with adjustments written into it."""
    loaded = books.study(name)
    value = copy.deepcopy(loaded.document.value)
    for option, rows in given.items():
        value["options"][option]["adjustments"] = rows
    return run(validated(replace(loaded.document, value=value), loaded.name, loaded.folder))


@cache
def adjusted() -> bytes:
    return workbook_bytes(lay_out(with_adjustments(GIVEN), books.language("en")))


@cache
def by_hand() -> bytes:
    names = WhatIf(books.xlsx(NAME)).names
    return with_inputs(books.xlsx(NAME), {names[name]: value for name, value in typed(GIVEN).items()})


def values_of(results: Results) -> dict[str, float]:
    return {out: value for out, (_, _, value) in results.outputs().items()}


def test_amounts_reach_totals_ratios_and_flows() -> None:
    before, after = values_of(books.results(NAME)), values_of(with_adjustments(GIVEN))
    model = books.results(NAME).model
    for scenario in model.scenarios:
        options = model.loaded.study.scenarios[scenario].options
        counted = 4 if scenario == "search-9k" else 5
        expected = {"vendor-a": 12500.0 + (-7900.5 if scenario == "chat-4k" else 0.0), "cloud-2": 3000.0 * counted}
        for option, amount in expected.items():
            if option in options:
                out = f"out_{scenario}_{option}_total".replace("-", "_")
                assert after[out] - before[out] == pytest.approx(amount), out
                assert after[out.replace("_total", "_category_adjustment")] == pytest.approx(amount)
    changed = {out for out in before if before[out] != pytest.approx(after[out], rel=1e-12)}
    for measure in ("_per_user_month", "_ratio", "_saving", "_net_present_value", "_per_query"):
        assert any(out.endswith(measure) for out in changed), measure
    totals = [out for out in changed if out.endswith("_total")]
    assert [out for out in totals if "vendor_a" not in out and "cloud_2" not in out] == []


def test_typed_into_the_workbook_they_do_the_same() -> None:
    expected = values_of(with_adjustments(GIVEN))
    found = WhatIf(books.xlsx(NAME)).with_values(typed(GIVEN), expected)
    assert {out: found[out] for out in expected} == pytest.approx(expected, rel=1e-9)


@pytest.mark.libreoffice
def test_libreoffice_agrees_with_both() -> None:
    values = libreoffice_values({"given": adjusted(), "typed": by_hand()})
    assert differences(cached_values(adjusted()), values["given"], 1e-9, 1e-9, formula_cells(adjusted())) == []
    told = {"Cover", "Summary"}  # they compare with what was issued, which the two do not share
    given, typed_in = ({s: cells for s, cells in values[each].items() if s not in told} for each in ("given", "typed"))
    formulas = {sheet: cells for sheet, cells in formula_cells(adjusted()).items() if sheet not in told}
    assert differences(given, typed_in, 1e-9, 1e-9, formulas) == []
    assert given["Results"]


def test_every_cell_of_a_workbook_with_adjustments_holds_its_number() -> None:
    xlsx = adjusted()
    assert differences(cached_values(xlsx), formualizer_values(xlsx), 1e-9, 1e-9, formula_cells(xlsx)) == []


def test_a_row_shows_its_total_and_whether_its_scenario_is_known() -> None:
    values = cached_values(adjusted())[ADJUSTMENTS]
    assert [values[f"E{row}"] for row in (6, 7, 8)] == [12500.0, -7900.5, 0.0]
    assert [values[f"F{row}"] for row in (6, 7, 8)] == [0.0, 1.0, 0.0]
    assert TOTAL == 5


def test_each_option_has_ten_rows_and_more_where_more_are_given() -> None:
    many = with_adjustments({"vendor-a": [{"label": f"Item {n}", "amount": n} for n in range(12)]})
    names = lay_out(many, books.language("en")).book.names
    assert adjustment_name("vendor-a", 12, "label") in names
    assert adjustment_name("vendor-a", 13, "label") not in names
    assert adjustment_name("vendor_b", BLANK_ROWS, "5") in names
    assert adjustment_name("vendor_b", BLANK_ROWS + 1, "5") not in names
    assert values_of(many)["out_chat_4k_vendor_a_category_adjustment"] == sum(range(12))


def test_every_amount_moves_the_total_of_its_option_where_it_is_counted() -> None:
    results, open_book = books.results(NAME), WhatIf(books.xlsx(NAME))
    study = results.model.loaded.study
    totals = {out: value for out, value in values_of(results).items() if out.endswith("_total")}
    for option in study.options:
        for period in range(study.timeline.columns):
            found = open_book.with_values({adjustment_name(option, BLANK_ROWS, str(period)): 1000.0}, totals)
            for scenario, spec in study.scenarios.items():
                counted = option in spec.options and not (scenario == "search-9k" and period == 5)
                for each in spec.options:
                    out = f"out_{scenario}_{each}_total".replace("-", "_")
                    moved = 1000.0 if counted and each == option else 0.0
                    assert found[out] == pytest.approx(totals[out] + moved, rel=1e-12), (out, period)


def test_a_customers_edition_tells_nothing_of_one_that_is_withheld() -> None:
    secret = {"label": "Discount nobody is told of", "amount": -7531.25, "audience": "internal"}
    results = with_adjustments({"vendor-a": [secret]})
    shown = evaluate_model(edition(results, "customer").model)
    assert values_of(shown)["out_chat_4k_vendor_a_total"] == pytest.approx(
        values_of(results)["out_chat_4k_vendor_a_total"], rel=1e-12
    )
    book = lay_out(shown, books.language("en")).book
    cells = [cell.value for sheet in book.sheets.values() for cell in sheet.cells.values()]
    assert secret["label"] not in cells
    assert not [each for each in cells if isinstance(each, float) and abs(each) == 7531.25]
    for option in ("vendor-a", "vendor_b"):  # blank rows are left to those who read it
        rows = [book.value(book.names[adjustment_name(option, row, "0")]) for row in range(1, 11)]
        assert rows == [None] * 10
