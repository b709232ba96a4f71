"""The scenario that is chosen on Summary: its details and its cash flow are the engine's, in every scenario."""

from collections.abc import Iterator

import numpy as np
import pytest

from builder.layout.chooser import scenario_names
from builder.layout.flows import flow_of, pairs_of
from builder.layout.place import CASH_FLOW, FIRST_PERIOD, SUMMARY, TOTAL, VALUE
from builder.results import Results
from tests.support.recalculation import SheetValues, Value, WhatIf, formula_cells, libreoffice_what_ifs
from tests.workbook import books

NOT_WEIGHED = "not weighed here"
Expected = dict[tuple[str, int, int], Value]


def cell(sheet: str, row: int, column: int) -> tuple[str, str]:
    from builder.layout.cells import Address

    return sheet, Address(sheet, row, column).cell


def rows_of(name: str, sheet: str) -> dict[str, int]:
    """The row of each id on a sheet, the last one where an id stands twice."""
    cells = books.layout(name).book.sheets[sheet].cells
    return {each.value: row for (row, column), each in cells.items() if column == 1 and isinstance(each.value, str)}


def expected(name: str, scenario: int) -> Expected:
    """What the engine has for a scenario, by the cells in which Summary and Cash flow should show it."""
    results = books.results(name)
    return {**dict(_details(name, results, scenario)), **dict(_flows(name, results, scenario))}


def _details(name: str, results: Results, scenario: int) -> Iterator[tuple[tuple[str, int, int], Value]]:
    rows = rows_of(name, SUMMARY)
    for column, option in enumerate(books.study(name).study.options, VALUE):
        for key in ("total_cost.total", "per_user_month", *(each for each in rows if each.startswith("category_"))):
            if f"{option}.{key}" in results.model.nodes:
                yield (SUMMARY, rows[key], column), _value(results, f"{option}.{key}", scenario)
        for pair in pairs_of(books.layout(name).places):
            alternative, subject = pair.split("_vs_")
            for key in ("ratio", "saving") if alternative == option else ():
                yield (SUMMARY, rows[f"vs_{subject}.{key}"], column), _value(results, f"{pair}.{key}", scenario)


def _flows(name: str, results: Results, scenario: int) -> Iterator[tuple[tuple[str, int, int], Value]]:
    places, rows = books.layout(name).places, rows_of(name, CASH_FLOW)
    lines = {option: flow_of(places, option) for option in books.study(name).study.options}
    lines |= {pair: f"{pair}.cash_flow" for pair in pairs_of(places)}
    factors = [results.value("discount_factor", scenario, period) for period in range(places.periods)]
    for owner, line in lines.items():
        assert line is not None
        weighed = scenario in results.model.nodes[line].scenarios
        flows = np.array([results.value(line, scenario, p) if weighed else 0.0 for p in range(places.periods)])
        top = rows[line]
        for offset, values in enumerate((flows, flows.cumsum(), flows * factors)):
            for period, value in enumerate(values):
                yield (CASH_FLOW, top + offset, FIRST_PERIOD + period), float(value)
        yield (CASH_FLOW, top, TOTAL), float(flows.sum())
        yield (CASH_FLOW, top + 2, TOTAL), float((flows * factors).sum())
        for key in ("net_present_value", "internal_rate_of_return", "payback", "recovery_periods"):
            if f"{owner}.{key}" in results.model.nodes:
                yield (CASH_FLOW, rows[f"{owner}.{key}"], VALUE), _value(results, f"{owner}.{key}", scenario)


def _value(results: Results, id: str, scenario: int) -> Value:
    return results.value(id, scenario) if scenario in results.model.nodes[id].scenarios else NOT_WEIGHED


def choices(name: str) -> list[str]:
    return list(scenario_names(books.layout(name).places, books.layout(name).speech))


def agree(found: dict[tuple[str, str], Value], wanted: Expected) -> None:
    for (sheet, row, column), value in wanted.items():
        shown = found[cell(sheet, row, column)]
        if isinstance(value, str):
            assert shown == value, (sheet, row, column)
        else:
            assert shown == pytest.approx(value, rel=1e-9, abs=1e-7), (sheet, row, column)


@pytest.mark.parametrize("name", books.STUDIES)
def test_formualizer_shows_each_scenario_as_the_engine_has_it(name: str) -> None:
    book = WhatIf(books.xlsx(name))
    for scenario, chosen in enumerate(choices(name)):
        wanted = expected(name, scenario)
        places = [cell(*each) for each in wanted]
        agree(book.with_values({(SUMMARY, "B4"): chosen}, places), wanted)  # type: ignore[arg-type]
    assert len(wanted) > 30


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["reference", "every-kind"])
def test_libreoffice_shows_the_same_and_nothing_is_an_error(name: str) -> None:
    names = choices(name)
    for scenario, values in enumerate(libreoffice_what_ifs(books.xlsx(name), [{(SUMMARY, "B4"): n} for n in names])):
        agree({(sheet, at): value for sheet, cells in values.items() for at, value in cells.items()},
              expected(name, scenario))  # fmt: skip
        assert errors(values) == []


def errors(values: SheetValues) -> list[tuple[str, str, Value]]:
    return [(sheet, at, each) for sheet, cells in values.items() for at, each in cells.items()
            if isinstance(each, str) and each.startswith("#")]  # fmt: skip


@pytest.mark.parametrize("name", books.STUDIES)
def test_the_measures_of_pairs_are_looked_up_and_not_computed_again(name: str) -> None:
    rows, formulas = rows_of(name, CASH_FLOW), formula_cells(books.xlsx(name))[CASH_FLOW]
    for pair in pairs_of(books.layout(name).places):
        for key in ("net_present_value", "internal_rate_of_return", "payback"):
            assert formulas[cell(CASH_FLOW, rows[f"{pair}.{key}"], VALUE)[1]].startswith("=INDEX(Results!")


def test_no_cash_flow_is_discounted_by_npv() -> None:
    for name in books.STUDIES:
        formulas = [each for cells in formula_cells(books.xlsx(name)).values() for each in cells.values()]
        assert not [each for each in formulas if "NPV(" in each]


@pytest.mark.parametrize("name", books.STUDIES)
def test_break_even_is_the_period_by_whose_end_the_outlay_is_recovered(name: str) -> None:
    """Against the flows as they add up, which know nothing of the model's lines of recovery."""
    results, places = books.results(name), books.layout(name).places
    book, rows = WhatIf(books.xlsx(name)), rows_of(name, CASH_FLOW)
    for scenario, chosen in enumerate(choices(name)):
        for pair in pairs_of(places):
            at = cell(CASH_FLOW, rows[f"{pair}.break_even"], VALUE)
            (shown,) = book.with_values({(SUMMARY, "B4"): chosen}, [at]).values()  # type: ignore[arg-type]
            if scenario not in results.model.nodes[f"{pair}.cash_flow"].scenarios:
                assert shown == NOT_WEIGHED
                continue
            flows = [results.value(f"{pair}.cash_flow", scenario, period) for period in range(places.periods)]
            below = [period for period, sum_to_date in enumerate(np.cumsum(flows)) if sum_to_date < -1e-6]
            if below and below[-1] == places.periods - 1:
                assert shown == "not reached"
            else:
                assert shown == books.layout(name).speech.period(below[-1] + 1 if below else 0)
