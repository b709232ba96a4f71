"""What-ifs of which one sheet is read: half the work for LibreOffice of saving every file whole."""

import csv
from collections.abc import Mapping

from openpyxl.utils import get_column_letter

from tests.support.cells import Changes, ErrorValue, Value
from tests.support.libreoffice import converted
from tests.support.package import parts, worksheet_parts
from tests.support.workbook_file import with_inputs, without_cached_values, without_formula_styles

_FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,{number}"
"""Commas, quotes, UTF-8, values and not what is shown of them, and which sheet, counted from 1."""
_ERRORS = ("#", "Err:")


def libreoffice_sheets(xlsx: bytes, changes: Mapping[str, Changes], sheet: str) -> dict[str, dict[str, Value]]:
    """For each set of changed inputs, the filled cells of one sheet as LibreOffice computes them, by address.

    Numbers come with 15 digits; a text of digits is taken for a number here.

    Raises:
        LibreOfficeError: it is missing, overran its time, or left a file out.
    """
    number = list(worksheet_parts(parts(xlsx))).index(sheet) + 1
    stripped = without_formula_styles(without_cached_values(xlsx))
    saved = converted(
        {key: with_inputs(stripped, change) for key, change in changes.items()}, _FILTER.format(number=number)
    )
    return {key: _cells(content.decode()) for key, content in saved.items()}


def _cells(text: str) -> dict[str, Value]:
    return {
        f"{get_column_letter(column)}{row}": _value(written)
        for row, cells in enumerate(csv.reader(text.splitlines(keepends=True)), start=1)
        for column, written in enumerate(cells, start=1)
        if written
    }


def _value(written: str) -> Value:
    if written.startswith(_ERRORS):
        return ErrorValue(written)
    try:
        return float(written)
    except ValueError:
        return written
