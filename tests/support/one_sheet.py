"""One sheet of many workbooks as LibreOffice computes it: half the work of saving each file anew."""

import csv
from collections.abc import Mapping

from openpyxl.utils import get_column_letter

from tests.support.cells import ErrorValue, Value
from tests.support.libreoffice import converted
from tests.support.package import parts, worksheet_parts
from tests.support.workbook_file import without_cached_values

_FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,{number}"
"""Commas, quotes, UTF-8, numbers with all their digits and not as shown, and which sheet, counted from 1."""
_ERRORS = ("#", "Err:")


def libreoffice_sheets(files: Mapping[str, bytes], sheet: str) -> dict[str, dict[str, Value]]:
    """By file and address, the filled cells of a sheet that has the same place in every file.

    Numbers come with 15 digits; a text of digits looks like a number here.

    Raises:
        LibreOfficeError: it is missing, overran its time, or left a file out.
        ValueError: the sheet has another place in some file, or is not there.
    """
    places = {list(worksheet_parts(parts(file))).index(sheet) + 1 for file in files.values()}
    if len(places) != 1:
        raise ValueError(f"sheet {sheet!r} has several places: {sorted(places)}")
    stripped = {key: without_cached_values(file) for key, file in files.items()}
    saved = converted(stripped, _FILTER.format(number=places.pop()))
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
