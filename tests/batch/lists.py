"""Lists of customers in a folder with a base, and what becomes of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from builder.batch.customers import Customer, customers_of
from builder.batch.making import Base
from builder.batch.table import read_table
from builder.commands.batch import Request, Summary, batch
from builder.study.loader import read_base
from tests.study.small_study import GOOD, tree


def base_in(folder: Path, text: str = GOOD) -> Path:
    """The base of every list here."""
    return tree(folder, base=text)


def csv_text(rows: Sequence[Mapping[str, Any]], **form: Any) -> str:
    """Rows as CSV; a column that a row has not is blank."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, names, lineterminator="\n", **form)
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def list_in(folder: Path, *rows: Mapping[str, Any]) -> Path:
    """A list of some rows beside the base."""
    path = folder / "customers.csv"
    path.write_text(csv_text(rows), encoding="utf-8")
    return path


def read(folder: Path, *rows: Mapping[str, Any], kinds: Sequence[str] = ("xlsx",)) -> tuple[Base, list[Customer]]:
    """The base and the customers of a list; both are written into the folder."""
    study = base_in(folder) if not (folder / "base.yaml").exists() else folder / "base.yaml"
    document = read_base(study)
    customers = customers_of(read_table(list_in(folder, *rows)), document, folder)
    return Base(document, folder, "customers.csv", tuple(kinds)), customers


def made(folder: Path, /, *rows: Mapping[str, Any], **request: Any) -> Summary:
    """A batch over a list's rows; workbooks only, by one worker, unless asked otherwise."""
    study = base_in(folder) if not (folder / "base.yaml").exists() else folder / "base.yaml"
    asked = {"kinds": ("xlsx",), "jobs": 1, "folder": folder / "out", **request}
    return batch(Request(study, list_in(folder, *rows), **asked))
