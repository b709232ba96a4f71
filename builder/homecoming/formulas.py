"""Formulas of an edited workbook in the addresses of the workbook as it was built, to be compared with those."""

from __future__ import annotations

import re
from collections.abc import Mapping

from builder.homecoming.alignment import Alignment

_TEXTS = re.compile(r'("(?:[^"]|"")*")')
_REFERENCE = re.compile(
    r"(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^\W\d][\w.]*))!)?"
    r"(?P<first>\$?[A-Z]{1,3}\$?\d{1,7})(?::(?P<last>\$?[A-Z]{1,3}\$?\d{1,7}))?(?![\w(.!])"
)
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
_BEFORE = re.compile(r"[\w.$]$")


class Translator:
    """Puts references where they led when the workbook was built.

    Rows that were sorted keep their places here: sorting moves values, and leaves what reads them as it was.
    """

    def __init__(self, sheets: Mapping[str, Alignment]) -> None:
        self.names = {each.title: name for name, each in sheets.items()}
        self.rows = {name: dict(zip(sorted(each.rows.values()), sorted(each.rows), strict=True))
                     for name, each in sheets.items()}  # fmt: skip
        self.columns = {name: {now: then for then, now in each.columns.items()} for name, each in sheets.items()}

    def plain(self, formula: str, title: str) -> str:
        """An edited formula on the sheet with that title, in plain form."""
        return self._plain(formula, title, moved=True)

    def built(self, formula: str, sheet: str) -> str:
        """A formula of the layout, in the same form."""
        return self._plain(formula, sheet, moved=False)

    def _plain(self, formula: str, sheet: str, moved: bool) -> str:
        """A formula without blanks and dollar signs, every reference with its sheet."""
        parts = _TEXTS.split(formula.removeprefix("="))
        return "".join(
            part if index % 2 else _REFERENCE.sub(lambda each: self._reference(each, sheet, moved), _unblanked(part))
            for index, part in enumerate(parts)
        )

    def _reference(self, found: re.Match[str], sheet: str, moved: bool) -> str:
        if _BEFORE.search(found.string[: found.start()]):
            return found[0]
        title = (found["quoted"] or "").replace("''", "'") or found["plain"] or sheet
        name = self.names.get(title) if moved else title
        if name is None:
            return found[0]
        cells = [found["first"], *([found["last"]] if found["last"] else [])]
        return f"{name}!" + ":".join(self._cell(each, name, moved) for each in cells)

    def _cell(self, cell: str, name: str, moved: bool) -> str:
        letters, digits = _CELL.fullmatch(cell).groups()  # type: ignore[union-attr]  # it is part of a reference
        column, row = _number(letters), int(digits)
        if moved:
            column, row = _then(self.columns[name], column), _then(self.rows[name], row)
        return f"{column}.{row}"


def _unblanked(part: str) -> str:
    """A part of a formula without blanks, but for those within a sheet's name."""
    names = re.split(r"('(?:[^']|'')+'!)", part)
    return "".join(each if index % 2 else each.replace(" ", "") for index, each in enumerate(names))


def _then(known: Mapping[int, int], now: int) -> int:
    """What a row or column was: beyond the last one used as far beyond it, negative for one that was added."""
    if now in known:
        return known[now]
    last = max(known, default=0)
    return now - last + known.get(last, 0) if now > last else -now


def _number(letters: str) -> int:
    """A column's number, A the first.

    >>> _number("A"), _number("AA")
    (1, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
