"""A list to customers: an id each, and what their study sets over the base."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, get_args

from builder.batch.cells import read_cell
from builder.batch.columns import ID, Column, columns_of
from builder.batch.identifiers import problems_of_ids
from builder.batch.table import Table, TableRow
from builder.errors import Problem, StudyError
from builder.paths import templates_dir
from builder.study.document import Document, dotted
from builder.study.fields import Audience
from builder.study.reader import invisible_in
from builder.study.texts import SOURCE_LANGUAGE

BRIEF = "brief"
"""What ends the name of a paper in that form."""


@dataclass(frozen=True, slots=True)
class Customer:
    """A row: the id that names its files, and its settings by address, those of a whole before those of its parts.

    `line` is where it begins in the list; `problems` are those of its cells that no study could hold.
    """

    id: str
    line: int
    settings: tuple[tuple[str, Any], ...]
    problems: tuple[Problem, ...] = ()


def customers_of(table: Table, base: Document, folder: FilePath) -> list[Customer]:
    """The customers of a list over a base in a folder.

    Raises StudyError with all that is wrong with columns and ids; a wrong value is left to its row.
    """
    columns, problems = columns_of(table.columns, base, folder, f"{table.file}:{table.head}")
    if not table.rows:
        problems.append(Problem(table.file, "the list has no rows", "write one for each customer"))
    if ID in table.columns:
        ids = [(f"{table.file}:{row.line} {ID}", _id(row)) for row in table.rows]
        catalogues = (file.stem for file in (templates_dir() / "messages").glob("*.po"))
        problems += problems_of_ids(ids, {SOURCE_LANGUAGE, *catalogues, *get_args(Audience), BRIEF})
    if problems:
        raise StudyError(*problems)
    return [_customer(row, columns, table.file) for row in table.rows]


def chosen_customers(customers: Sequence[Customer], ids: Sequence[str], limit: int | None) -> list[Customer]:
    """Those with the ids named, or all; no more than the limit. Raises StudyError for ids that no row has."""
    from builder.study.problems import closest

    known = {customer.id for customer in customers}
    unknown = [id for id in ids if unicodedata.normalize("NFC", id) not in known]
    if unknown:
        raise StudyError(*(Problem(f"--row {id}", "no row has this id", closest(id, known)) for id in unknown))
    wanted = {unicodedata.normalize("NFC", id) for id in ids}
    return [customer for customer in customers if not wanted or customer.id in wanted][:limit]


def _id(row: TableRow) -> str:
    return unicodedata.normalize("NFC", row.cells.get(ID, ""))


def _customer(row: TableRow, columns: Sequence[Column], file: str) -> Customer:
    settings, problems = [], []
    for column in columns:
        text = row.cells.get(column.name)
        if text is None:
            continue
        hidden = invisible_in(text)
        if hidden:
            problems.append(Problem(f"{file}:{row.line} {column.name}", *hidden))
        settings.append((dotted(column.parts), read_cell(text, column.reading)))
    return Customer(_id(row), row.line, tuple(settings), tuple(problems))
