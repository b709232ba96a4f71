"""A price file with later prices added to its entries: earlier ones, comments and layout stay as they are."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from builder.errors import Problem, StudyError
from builder.prices.book import PriceBook
from builder.study.document import Document, Path
from builder.study.reader import read_document

_KEY = re.compile(r"""["']?value["']?\s*:\s*$""")


@dataclass(frozen=True, slots=True)
class Later:
    """A price of an entry from a day on, as it is written, and who says so."""

    value: str
    day: dt.date
    source: str

    def written(self) -> str:
        """The price as one entry of a list of values."""
        return (
            f"{{value: {self.value}, date: {self.day}, retrieved: {self.day}, "
            f"source: {json.dumps(self.source)}, source_grade: S, status: list-price}}"
        )


def revised(text: str, file: str, later: Mapping[str, Later]) -> str:
    """The text with a later price for each of some entries.

    Raises StudyError where the file is wrong, or an entry cannot take a later price: it has one of that day or after,
    or says of all its values when they end.
    """
    before, document = PriceBook.load({file: text}), read_document(text, file)
    found = [_edit(text, document, name, each) for name, each in later.items()]
    if problems := [each for each in found if isinstance(each, Problem)]:
        raise StudyError(*problems)
    for start, end, piece in sorted((each for each in found if not isinstance(each, Problem)), reverse=True):
        text = text[:start] + piece + text[end:]
    after = PriceBook.load({file: text})
    for name, each in later.items():
        kept = [price.value for price in after.prices[name]][:-1] == [price.value for price in before.prices[name]]
        if not kept or after.price(name, each.day).value != float(each.value):
            raise StudyError(Problem(document.where(("prices", name)), f"{name} cannot take a later price here",
                                     "write it by hand, below `values:`"))  # fmt: skip
    return text


_Edit = tuple[int, int, str]
"""From a character to another, and what stands there instead."""


def _edit(text: str, document: Document, name: str, later: Later) -> _Edit | Problem:
    path: Path = ("prices", name)
    entry = document.at(path)
    if not isinstance(entry, dict):
        return Problem(f"price {name}", "there is no such entry", "write its first price by hand")
    if entry.get("valid_until") is not None:
        what = f"{name} says when all its values end"
        return Problem(document.where(path), what, "write valid_until beside the value that it is for")
    return _into_list(text, document, path, later) if "values" in entry else _as_list(text, document, path, later)


def _as_list(text: str, document: Document, path: Path, later: Later) -> _Edit | Problem:
    """One value becomes the first of two."""
    mark = document.marks[*path, "value"]
    key = _KEY.search(text[: mark.start])
    if key is None:
        return Problem(document.where(path), "its value is written in a way of its own", "write the price by hand")
    return key.start(), mark.end, f"values: [{{value: {text[mark.start : mark.end]}}}, {later.written()}]"


def _into_list(text: str, document: Document, path: Path, later: Later) -> _Edit:
    """After the last of several values, in the way the list is written."""
    last: Path = (*path, "values", len(document.at((*path, "values"))) - 1)
    end = max(mark.end for each, mark in document.marks.items() if each[: len(last)] == last and len(each) > len(last))
    if text[document.marks[*path, "values"].start] == "[":
        end = text.index("}", end) + 1
        return end, end, f", {later.written()}"
    line = text.rfind("\n", 0, document.marks[last].start) + 1
    indent = text[line : text.index("-", line)]
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    return stop, stop, f"\n{indent}- {later.written()}"
