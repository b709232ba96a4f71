"""Every formula cell holds the number that it computes, as two programs that are not ours find."""

import io

import openpyxl
import pandas as pd
import pytest

from tests.support.recalculation import (
    ErrorValue,
    SheetValues,
    cached_values,
    differences,
    formualizer_values,
    formula_cells,
)
from tests.workbook import books

RELATIVE = 1e-9
ABSOLUTE = 1e-9
"""What sums that cancel may leave: a billionth of a cent, of a second, of a share."""

pytestmark = pytest.mark.parametrize("name", books.STUDIES)


def test_every_formula_cell_has_a_value_and_none_is_an_error(name: str) -> None:
    xlsx = books.xlsx(name)
    formulas, values = formula_cells(xlsx), cached_values(xlsx)
    assert sum(map(len, formulas.values())) > 700
    assert {sheet: cells.keys() for sheet, cells in formulas.items()} == {s: c.keys() for s, c in values.items()}
    found = [
        (sheet, at) for sheet, cells in values.items() for at, value in cells.items() if isinstance(value, ErrorValue)
    ]
    assert found == []


def test_formualizer_computes_the_same(name: str) -> None:
    xlsx = books.xlsx(name)
    found = differences(cached_values(xlsx), formualizer_values(xlsx), RELATIVE, ABSOLUTE, formula_cells(xlsx))
    assert found == []


@pytest.mark.libreoffice
def test_libreoffice_computes_the_same(name: str, recalculated: dict[str, SheetValues]) -> None:
    xlsx = books.xlsx(name)
    found = differences(cached_values(xlsx), recalculated[name], RELATIVE, ABSOLUTE, formula_cells(xlsx))
    assert found == []


def test_nothing_is_minus_zero(name: str) -> None:
    values = [value for cells in cached_values(books.xlsx(name)).values() for value in cells.values()]
    assert "-0.0" not in {repr(value) for value in values}


def test_who_only_reads_sees_the_numbers(name: str) -> None:
    """A preview, a phone, a script: they recalculate nothing."""
    file = io.BytesIO(books.xlsx(name))
    workbook = openpyxl.load_workbook(file, data_only=True)
    for out, (_, _, value) in books.results(name).outputs().items():
        ((sheet, cell),) = workbook.defined_names[out].destinations
        assert workbook[sheet][cell].value == pytest.approx(value, rel=1e-12), out
    frame = pd.read_excel(file, sheet_name="Results", header=3, index_col=0)
    model = books.results(name).model
    for node in model.nodes.values():
        if node.output and node.scope in ("scenario", "option", "pair"):
            for scenario in node.scenarios:
                read = frame.loc[node.id, model.scenarios[scenario]]
                assert read == pytest.approx(books.results(name).value(node.id, scenario), rel=1e-12)
