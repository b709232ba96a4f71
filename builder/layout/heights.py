"""Row heights for text that wraps: spreadsheet programs do not fit rows of a file they did not write."""

from __future__ import annotations

import math
import unicodedata

from builder.layout.book import Sheet

WRAPPED = {"words", "claim", "head", "head_number", "subhead", "cover_title", "cover_subtitle"}
FIXED = {"section": 20.0, "subsection": 18.0, "title": 24.0, "chooser": 20.0, "chosen": 18.0}
"""Rows of headings stand off from what is above them."""
LINE = 13.5
"""Points per line of ten-point text."""
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
    """How many lines a text takes in a column, wide letters counted as nearly two; words leave ends of lines free."""
    return sum(max(1, math.ceil(_letters(part) * 1.08 / max(1.0, width))) for part in text.split("\n"))


def _letters(text: str) -> float:
    return sum(1.85 if unicodedata.east_asian_width(char) in "WF" else 1.0 for char in text)
