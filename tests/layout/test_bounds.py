"""Studies at the edges: one option, nothing compared, one scenario, names that look like formulas."""

import io
from pathlib import Path

import openpyxl
import pytest

from builder.layout.layout import Layout
from builder.layout.place import CASH_FLOW, SUMMARY
from builder.workbook.writer import workbook_bytes
from tests.support.recalculation import cached_values, differences, formualizer_values, formula_cells
from tests.tools import validate_ooxml
from tests.workbook import books

ONE = """
title: "=1+1"
customer: %s
as_of: 2025-01-31
workloads: {chat: {label: Chat, assumptions: {latency: 2, gpus_per_replica: 1}}}
options: {api: {kind: token_api, label: %s, assumptions: {price_in: 1, price_out: 2}}}
scenarios: {only: {workload: chat, label: %s, assumptions: {users: 100}, options: [api]}}
"""
NAMES = [
    ('"=1+1"', '"=A1"', '"=SUM(A1:A9)"'),
    ("'[x]:*?/\\'", "'[x]:*?/\\'", "'say \"yes\" & go'"),
    ('"&P &N"', '"-x"', '"@home"'),
    ("'#N/A'", "'#REF!'", "'1-2'"),
]


@pytest.mark.parametrize(("customer", "option", "scenario"), NAMES)
def test_one_option_in_one_scenario_makes_a_whole_workbook(
    customer: str, option: str, scenario: str, tmp_path: Path
) -> None:
    layout = books.laid_out(ONE % (customer, option, scenario), tmp_path)
    xlsx = workbook_bytes(layout)
    (tmp_path / "it.xlsx").write_bytes(xlsx)
    assert validate_ooxml.validate(str(tmp_path / "it.xlsx")) == []
    assert differences(cached_values(xlsx), formualizer_values(xlsx), 1e-9, 1e-9, formula_cells(xlsx)) == []
    assert [chart.kind for chart in layout.book.sheets[SUMMARY].charts] == ["grouped", "stacked"]
    assert [chart.kind for chart in layout.book.sheets[CASH_FLOW].charts] == ["lines"]


def chosen_texts(layout: Layout) -> list[str]:
    """What Summary and Cash flow show of the scenario's and the option's name."""
    workbook = openpyxl.load_workbook(io.BytesIO(workbook_bytes(layout)), data_only=True)
    return [str(cell.value) for name in (SUMMARY, CASH_FLOW) for row in workbook[name] for cell in row if cell.value]


def test_names_are_shown_and_never_run(tmp_path: Path) -> None:
    layout = books.laid_out(ONE % ('"=1+1"', '"=A1"', '"=SUM(A1:A9)"'), tmp_path)
    texts = chosen_texts(layout)
    assert texts.count("=SUM(A1:A9)") >= 3  # the list box, the details' head, the head of Cash flow
    assert texts.count("=A1") >= 2
    for sheet in openpyxl.load_workbook(io.BytesIO(workbook_bytes(layout))):
        assert not [c for row in sheet for c in row if c.data_type == "f" and c.value in ("=A1", "=1+1", "=SUM(A1:A9)")]


def test_without_a_comparison_every_total_is_issued(tmp_path: Path) -> None:
    layout = books.laid_out(ONE % ("A", "An API", "Only"), tmp_path)
    assert list(layout.places.issued) == ["issued.out_only_api_total"]


NOT_EVERYWHERE = """
title: Two scenarios
as_of: 2025-01-31
workloads: {chat: {label: Chat, assumptions: {latency: 2, gpus_per_replica: 1}}}
options:
  a: {kind: token_api, label: A, assumptions: {price_in: 1, price_out: 2}}
  b: {kind: token_api, label: B, assumptions: {price_in: 2, price_out: 4}}
scenarios:
  one: {workload: chat, label: One, assumptions: {users: 100}, options: [a]}
  two: {workload: chat, label: Two, assumptions: {users: 100}, options: [a, b]}
comparisons: {both: {label: Both, subject: a, alternatives: [b], scenarios: [two]}}
"""


def test_what_is_not_weighed_says_so_and_is_no_error(tmp_path: Path) -> None:
    from tests.support.recalculation import WhatIf

    layout = books.laid_out(NOT_EVERYWHERE, tmp_path)
    book = WhatIf(workbook_bytes(layout))
    book.set({(SUMMARY, "B4"): "One"})
    formulas = formula_cells(workbook_bytes(layout))
    shown = book.read([(sheet, at) for sheet in (SUMMARY, CASH_FLOW) for at in formulas[sheet]])
    assert not [at for at, value in shown.items() if isinstance(value, str) and value.startswith("#")]
    assert list(shown.values()).count("not weighed here") >= 8
    assert "B (not weighed here)" in shown.values()
