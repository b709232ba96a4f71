"""A CSV file to rows of text: encoding, separator and shape; nothing of what the cells mean."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.errors import Problem, StudyError

MAX_BYTES = 50_000_000

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of a row that are not blank, by column; `line` is where it begins, from 1."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """What a CSV file holds; `head` is the line of its column names, `file` what messages call it."""

    file: str
    head: int
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


def read_table(file: Path, encoding: str = "") -> Table:
    """The rows of a CSV file that are not blank, separated by commas, semicolons or tabs.

    Text is UTF-8, with or without a byte order mark, UTF-16 with one, or in the encoding named. Raises StudyError with
    every row that does not fit the columns, or where the file cannot be read at all.
    """
    text = _decoded(_bytes_of(file), str(file), encoding)
    records = _records(text, str(file))
    if not records:
        raise StudyError(Problem(str(file), "the list is empty", "name the columns in its first line: id, users, ..."))
    (head, names), *body = records
    names = [each.strip() for each in names]
    problems = _problems_of_columns(names, body, f"{file}:{head}")
    rows = []
    for line, cells in body:
        if len(cells) != len(names):
            what = f"the row has {_counted(len(cells))}, the head {len(names)}"
            problems.append(Problem(f"{file}:{line}", what, "add or remove separators, or put the text in quotes"))
            continue
        filled = {name: cell for name, cell in zip(names, cells, strict=True) if name and cell}
        rows.append(TableRow(line, filled))
    if problems:
        raise StudyError(*problems)
    return Table(str(file), head, tuple(name for name in names if name), tuple(rows))


def _bytes_of(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise StudyError(Problem(str(file), "there is no such file", "check the path")) from None
    except OSError as error:
        raise StudyError(Problem(str(file), f"cannot be read: {error.strerror}", "name a CSV file")) from None
    if len(content) > MAX_BYTES:
        raise StudyError(Problem(str(file), f"the list is larger than {MAX_BYTES:,} bytes", "split it"))
    return content


def _decoded(content: bytes, file: str, encoding: str) -> str:
    named = encoding or ("utf-16" if content.startswith(_UTF_16) else "utf-8-sig")
    try:
        return content.decode(named).removeprefix("\ufeff").replace("\r\n", "\n")
    except LookupError:
        what, remedy = f"there is no encoding {encoding!r}", "write, for example, utf-8, cp949 or cp1252"
        raise StudyError(Problem(f"--encoding {encoding}", what, remedy)) from None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"the byte {content[error.start]:#04x} is not {encoding or 'UTF-8'} text"
        remedy = "save the list as 'CSV UTF-8', or say what it is in: --encoding cp949 (Korean), cp1252 (Western)"
        raise StudyError(Problem(f"{file}:{line}", what, remedy)) from None
    except UnicodeError as error:  # of a named encoding that wants a byte order mark
        what = f"the list is not {encoding} text: {error}"
        raise StudyError(Problem(file, what, "leave --encoding out, or name another")) from None


def _records(text: str, file: str) -> list[tuple[int, list[str]]]:
    """Every record in which something is written, its cells without blanks around them, and the line it begins at."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text, file), strict=True)
    found = []
    line = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                found.append((line, stripped))
            line = reader.line_num + 1
    except csv.Error as error:
        remedy = "close every quote, and write a quote within quotes twice"
        raise StudyError(Problem(f"{file}:{line}", f"not CSV: {error}", remedy)) from None
    return found


def _separator(text: str, file: str) -> str:
    """What separates the columns: the one that stands in the head, whose names hold none."""
    line, head = next(((n, each) for n, each in enumerate(text.split("\n"), 1) if each.strip()), (1, ""))
    unquoted = re.sub(r'"[^"]*"', "", head)
    there = [each for each in _SEPARATORS if each in unquoted]
    if len(there) > 1:
        kinds = " and ".join(_SEPARATORS[each] for each in there)
        raise StudyError(Problem(f"{file}:{line}", f"the head has {kinds}", "separate all columns alike"))
    return there[0] if there else ","


def _problems_of_columns(names: list[str], body: list[tuple[int, list[str]]], where: str) -> list[Problem]:
    problems = []
    for position, name in enumerate(names):
        if name and name in names[:position]:
            problems.append(Problem(f"{where} {name}", "this column stands there twice", "keep one of the two"))
        elif not name and any(len(cells) > position and cells[position] for _, cells in body):
            what = f"column {position + 1} has no name, but values below"
            problems.append(Problem(where, what, "name it, or empty it"))
    return problems


def _counted(cells: int) -> str:
    return f"{cells} cells" if cells > 1 else "1 cell"
