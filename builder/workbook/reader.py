"""An .xlsx file, edited by whomever and saved by whatever, as plain data: cells, names, properties. It is only read."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.exceptions import InvalidFileException

from builder.errors import Problem, WorkbookError

MAX_BYTES = 50_000_000
MAX_UNPACKED = 400_000_000
MAX_CELLS = 3_000_000

_WRONG = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError,
          SyntaxError, OSError, RuntimeError, NotImplementedError, InvalidFileException)  # fmt: skip
"""What openpyxl raises for files that are no workbooks, or damaged ones."""
_REMEDY = "open it in the spreadsheet program and save it as an Excel workbook (.xlsx)"
_ONE_CELL = re.compile(r"\$?[A-Z]{1,3}\$?[0-9]{1,7}")

At = tuple[int, int]
"""Row and column, both from 1."""

NO_TEXT = "(a formula without a text)"
"""What stands for the formula of a cell whose file does not write it, as in a table of what-ifs."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: a value, or a formula with the value that the program last saw, if it saved one.

    `wrong` names what is neither text, number nor truth: an error value such as #REF!, or a date.
    """

    value: str | float | bool | None
    formula: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """A workbook's sheets in order, the cell behind each workbook-wide name, and what the file says of itself.

    A name is None where it leads to no single cell any more. `saved` is the day of the last saving.
    """

    file: str
    sheets: Mapping[str, Mapping[At, Cell]]
    names: Mapping[str, tuple[str, At] | None]
    properties: Mapping[str, str] = field(default_factory=dict)
    saved: dt.date | None = None


def read_workbook(path: Path) -> Contents:
    """The contents of a workbook. Raises WorkbookError for what is no .xlsx file, is damaged or too large."""
    return contents_of(_bytes_of(path), str(path), dt.date.fromtimestamp(path.stat().st_mtime))  # noqa: DTZ012


def contents_of(content: bytes, file: str, saved: dt.date | None = None) -> Contents:
    """The contents of a workbook's bytes; `file` is what messages call it, `saved` when, if it does not say itself."""
    _check_package(content, file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that it cannot show and that nobody asks for
            formulas = load_workbook(io.BytesIO(content))
            values = load_workbook(io.BytesIO(content), data_only=True)
            return _contents(formulas, values, file, saved)
    except _WRONG as error:
        what = f"the workbook is damaged: {str(error).splitlines()[0] if str(error) else type(error).__name__}"
        raise WorkbookError(Problem(file, what, _REMEDY)) from None


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise WorkbookError(Problem(str(path), f"the file is larger than {MAX_BYTES:,} bytes", _REMEDY))
        return path.read_bytes()
    except FileNotFoundError:
        raise WorkbookError(Problem(str(path), "there is no such file", "check the path")) from None
    except IsADirectoryError:
        raise WorkbookError(Problem(str(path), "this is a folder", "name a workbook in it")) from None
    except OSError as error:
        raise WorkbookError(Problem(str(path), f"cannot be read: {error.strerror}", "check its rights")) from None


def _check_package(content: bytes, file: str) -> None:
    """Refuse what is no .xlsx package before a parser sees it, and one that would unpack without end."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        what = "this is an old .xls workbook, or one that a password locks"
        raise WorkbookError(Problem(file, what, f"take the password away; {_REMEDY}"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
            unpacked = sum(each.file_size for each in package.infolist())
    except (zipfile.BadZipFile, NotImplementedError):
        what = "the file is damaged" if content.startswith(b"PK") else "this is no Excel workbook"
        raise WorkbookError(Problem(file, what, _REMEDY)) from None
    if "xl/workbook.xml" not in names:
        raise WorkbookError(Problem(file, "this is no Excel workbook of the kind .xlsx", _REMEDY))
    if unpacked > MAX_UNPACKED:
        raise WorkbookError(Problem(file, f"the file unpacks to {unpacked:,} bytes", "take out what is not needed"))


def _contents(formulas: Any, values: Any, file: str, saved: dt.date | None) -> Contents:
    count = sum(sheet.max_row * sheet.max_column for sheet in formulas.worksheets)
    if count > MAX_CELLS * 10:
        raise WorkbookError(Problem(file, "a sheet has cells at its far end", "delete empty rows and columns there"))
    sheets = {sheet.title: dict(_cells(sheet, values[sheet.title])) for sheet in formulas.worksheets}
    properties = {each.name: str(each.value) for each in formulas.custom_doc_props.props}
    modified, created = formulas.properties.modified, formulas.properties.created
    own = modified.date() if modified and modified != created else saved
    return Contents(file, sheets, dict(_names(formulas, sheets)), properties, own)


def _cells(sheet: Any, values: Any) -> Iterator[tuple[At, Cell]]:
    for at, cell in sheet._cells.items():
        if cell.value is None:
            continue
        if cell.data_type == "f":
            text = cell.value if isinstance(cell.value, str) else getattr(cell.value, "text", None) or ""
            seen = values._cells.get(at)
            content, wrong = _plain(seen) if seen is not None else (None, "")
            yield at, Cell(content, text or NO_TEXT, wrong)
        else:
            yield at, Cell(*_content(cell))


def _content(cell: Any) -> tuple[str | float | bool | None, str, str]:
    content, wrong = _plain(cell)
    return content, "", wrong


def _plain(cell: Any) -> tuple[str | float | bool | None, str]:
    value = cell.value
    if cell.data_type == "e":
        return None, str(value)
    if isinstance(value, bool) or value is None:
        return value, ""
    if isinstance(value, (int, float)):
        return float(value), ""
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        return None, f"{value:%Y-%m-%d}" if isinstance(value, dt.date) else str(value)
    return str(value), ""


def _names(workbook: Any, sheets: Mapping[str, object]) -> Iterator[tuple[str, tuple[str, At] | None]]:
    for name, definition in workbook.defined_names.items():
        try:
            places = list(definition.destinations)
        except (ValueError, IndexError, AttributeError, TypeError):
            places = []
        if len(places) == 1 and places[0][0] in sheets and _ONE_CELL.fullmatch(places[0][1]):
            yield name, (places[0][0], coordinate_to_tuple(places[0][1].replace("$", "")))
        else:
            yield name, None
