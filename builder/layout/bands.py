"""Bands: a section's heading runs over all columns of its sheet."""

from __future__ import annotations

from builder.layout.book import Sheet
from builder.layout.cells import Cell
from builder.layout.place import LABEL

_BAND = Cell(None, "section_band")


def draw_bands(sheet: Sheet) -> None:
    """Fill the rows of sections up to the last column that is printed, where no cell stands."""
    headings = [row for (row, column), cell in sheet.cells.items() if cell.style == "section" and column == LABEL]
    last = sheet.last_printed or max((column for _, column in sheet.cells), default=LABEL)
    for row in headings:
        for column in range(LABEL + 1, last + 1):
            sheet.cells.setdefault((row, column), _BAND)
