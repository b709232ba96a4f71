"""Column widths that hold what stands in them: ids whole, numbers without `####`, with room for larger ones."""

from __future__ import annotations

import math
import re
import unicodedata

from builder.layout.book import Sheet
from builder.layout.place import ID, VALUE

ID_WIDTH = 0.8
"""Columns of default letters that a small letter of an id takes."""
MAX_ID_WIDTH = 44.0
ROOM = 2.5
"""Letters kept free beside the longest number: an input ten times as large still shows."""
BOLD = 1.12
"""How much wider bold letters are."""
MAX_HEAD_WIDTH = 26.0
_QUOTED = re.compile(r'"([^"]*)"')


def fit_ids(sheet: Sheet) -> None:
    """Make the first column as wide as its longest id, within reason: people trace by it."""
    ids = [cell.value for (_, column), cell in sheet.cells.items() if column == ID and cell.style == "id"]
    longest = max((len(each) for each in ids if isinstance(each, str)), default=0)
    if longest:
        sheet.widths[ID] = min(MAX_ID_WIDTH, max(sheet.widths.get(ID, 0.0), longest * ID_WIDTH))


def fit_numbers(sheet: Sheet) -> None:
    """Widen columns of values to their longest number."""
    largest: dict[tuple[int, str], float] = {}
    for (_, column), cell in sheet.cells.items():
        if column >= VALUE and isinstance(cell.value, float):
            key = column, cell.number_format
            if abs(cell.value) > abs(largest.get(key, 0.0)) or (cell.value < 0 and key not in largest):
                largest[key] = cell.value
    for (column, form), value in largest.items():
        sheet.widths[column] = max(sheet.widths.get(column, 0.0), shown_length(value, form) + ROOM)


def fit_heads(sheet: Sheet) -> None:
    """Widen columns to the longest word of their heads: a head wraps between words only."""
    for (_, column), cell in sheet.cells.items():
        if cell.style in ("head", "head_number") and isinstance(cell.value, str) and column > ID:
            word = max((letters(each) for each in cell.value.split()), default=0.0)
            sheet.widths[column] = max(sheet.widths.get(column, 0.0), min(MAX_HEAD_WIDTH, word * BOLD + 1.5))


def letters(text: str) -> float:
    """How many letters wide a text is; a wide letter counts as nearly two."""
    return sum(1.85 if unicodedata.east_asian_width(char) in "WF" else 1.0 for char in text)


def shown_length(value: float, form: str) -> float:
    """How many letters a number takes in a format, about.

    >>> shown_length(-1928700.0, "#,##0;-#,##0"), shown_length(0.256, "0.0%"), shown_length(3.0, "General")
    (10.0, 5.0, 1.0)
    """
    if form == "General":
        return float(len(f"{value:.10g}"))
    section = next(part for part in reversed(form.split(";")) if part)
    section = section if "0" in section else form.split(";", maxsplit=1)[0]
    words = "".join(_QUOTED.findall(section))
    pattern = _QUOTED.sub("", section)
    size = abs(value) * (100 if "%" in pattern else 1)
    whole = 1 if size < 1 else math.floor(math.log10(size)) + 1
    commas = (whole - 1) // 3 if "," in pattern else 0
    decimals = len(pattern.split(".")[1].rstrip("%,")) + 1 if "." in pattern else 0
    return float(whole + commas + decimals + pattern.count("%") + len(words) + (value < 0))
