"""Row heights for text that wraps: spreadsheet programs do not fit rows of a file they did not write."""

from __future__ import annotations

import math
import unicodedata

from builder.layout.book import Sheet

WRAPPED = {"words", "head", "head_number", "subhead"}
FIXED = {"section": 24.0, "subsection": 18.0, "cover_title": 30.0}
"""Rows of headings stand off from what is above them."""
LINE = 13.5
"""Points per line of ten-point text."""
DEFAULT_WIDTH = 8.43


ID_WIDTH = 0.8
"""Columns of default letters that a small letter of an id takes."""
MAX_ID_WIDTH = 44.0


def fit_ids(sheet: Sheet) -> None:
    """Make the first column as wide as its longest id, within reason: people trace by it."""
    ids = [cell.value for (_, column), cell in sheet.cells.items() if column == 1 and cell.style == "id"]
    longest = max((len(each) for each in ids if isinstance(each, str)), default=0)
    if longest:
        sheet.widths[1] = min(MAX_ID_WIDTH, max(sheet.widths.get(1, 0.0), longest * ID_WIDTH))


def fit_heights(sheet: Sheet) -> None:
    """Give every row with wrapped text the height its longest cell needs, and headings theirs."""
    for (row, column), cell in sheet.cells.items():
        if cell.style in FIXED:
            sheet.heights[row] = FIXED[cell.style]
        elif cell.style in WRAPPED and isinstance(cell.value, str):
            lines = _lines(cell.value, sheet.widths.get(column, DEFAULT_WIDTH))
            if lines > 1:
                sheet.heights[row] = max(sheet.heights.get(row, 0.0), lines * LINE + 2)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column, wide letters counted as nearly two; words leave ends of lines free."""
    return sum(max(1, math.ceil(_letters(part) * 1.08 / max(1.0, width))) for part in text.split("\n"))


def _letters(text: str) -> float:
    return sum(1.85 if unicodedata.east_asian_width(char) in "WF" else 1.0 for char in text)
