"""Thousands of formulas, each in a cell of its own beside its own inputs, evaluated at one go.

    rows = [{"a": 1.5, "b": 2.0}, {"a": 3.0, "b": 0.0}]
    at = addresses(["a", "b"], row=2)              # {"a": "A2", "b": "B2"}
    evaluate_in_libreoffice(["=A1+B1", f"={at['a']}/{at['b']}"], rows)

Row n of the one sheet holds the inputs of the n-th formula, a column for each name, in the names'
order, and then the formula.
"""

import io
from collections.abc import Callable, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from tests.support.cells import SheetValues, Value
from tests.support.formualizer_book import formualizer_values
from tests.support.recalculation import libreoffice_values

SHEET = "Formulas"
# Excel refuses longer ones; an engine that takes them proves nothing about it.
LONGEST_FORMULA = 8192

Row = Mapping[str, Value | None]


def addresses(names: Sequence[str], row: int) -> dict[str, str]:
    """The cell of each input in the row of one formula; rows count from 1.

    >>> addresses(["users", "price"], row=3)
    {'users': 'A3', 'price': 'B3'}
    """
    return {name: f"{get_column_letter(column)}{row}" for column, name in enumerate(names, 1)}


def evaluate_in_libreoffice(formulas: Sequence[str], rows: Sequence[Row] | Row) -> list[Value]:
    """The value of each formula as LibreOffice computes it, in one run of the program.

    Args:
        formulas: Excel text, with or without `=`; the n-th refers to the cells `addresses` gives for row n.
        rows: the n-th formula's inputs by name, all with the same names in the same order; None is
            a blank cell. One row instead of a list is the inputs of all, and stands in row 1.
    """
    return _evaluated(libreoffice_values, formulas, rows)


def evaluate_in_formualizer(formulas: Sequence[str], rows: Sequence[Row] | Row) -> list[Value]:
    """The value of each formula as formualizer computes it; see `evaluate_in_libreoffice`."""
    return _evaluated(formualizer_values, formulas, rows)


def _evaluated(
    engine: Callable[[bytes], SheetValues], formulas: Sequence[str], rows: Sequence[Row] | Row
) -> list[Value]:
    if not formulas:
        return []
    values = engine(workbook_of(formulas, rows))[SHEET]
    column = get_column_letter(len(_names(rows)) + 1)
    return [values[f"{column}{row}"] for row in range(1, len(formulas) + 1)]


def workbook_of(formulas: Sequence[str], rows: Sequence[Row] | Row) -> bytes:
    """The .xlsx file whose n-th row holds the n-th inputs and formula.

    Raises:
        ValueError: rows differ in their names or are not as many as the formulas, or a formula is
            longer than Excel allows.
    """
    names = _names(rows)
    workbook = Workbook(write_only=True)
    contents = list(zip(_inputs(rows, len(formulas)), map(_formula, formulas), strict=True))
    sheet = workbook.create_sheet(SHEET)
    for row, formula in contents:
        sheet.append([*(row.get(name) for name in names), formula])
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _names(rows: Sequence[Row] | Row) -> list[str]:
    return list(rows if isinstance(rows, Mapping) else rows[0])


def _inputs(rows: Sequence[Row] | Row, count: int) -> list[Row]:
    """A row of inputs for each formula: where one serves all, it is the first, and the others are blank."""
    if isinstance(rows, Mapping):
        return [rows, *({} for _ in range(1, count))]
    if len(rows) != count:
        raise ValueError(f"{count} formulas, but {len(rows)} rows of inputs")
    for number, row in enumerate(rows, 1):
        if list(row) != _names(rows):
            raise ValueError(f"row {number} has the inputs {list(row)}, not {_names(rows)}")
    return list(rows)


def _formula(text: str) -> str:
    if len(text) > LONGEST_FORMULA:
        raise ValueError(f"a formula has {len(text)} characters, Excel allows {LONGEST_FORMULA}")
    return "=" + text.removeprefix("=")
