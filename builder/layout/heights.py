"""Row heights for text that wraps: spreadsheet programs do not fit rows of a file they did not write."""

from __future__ import annotations

import math

from builder.layout.book import Sheet
from builder.layout.widths import letters

WRAPPED = {"words", "line", "head", "head_number", "subhead"}
FIXED = {
    "section": 20.0, "subsection": 18.0, "title": 24.0, "title_long": 30.0, "cover_title": 30.0, "cover_subtitle": 18.0,
    "chooser": 20.0, "chosen": 18.0,
}  # fmt: skip
"""Rows of headings stand off from what is above them."""
LINE = 13.5
"""Points per line of ten-point text."""
NARROW = 40.0
"""Columns below this many letters hold few words in a line."""
DEFAULT_WIDTH = 8.43


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
    """How many lines a text takes in a column; words leave ends of lines free, which narrow columns feel more."""
    free = 1.08 if width < NARROW else 0.97
    return sum(max(1, math.ceil(letters(part) * free / max(1.0, width))) for part in text.split("\n"))
