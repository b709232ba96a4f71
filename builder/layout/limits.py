"""Limits beside the inputs: the least and the most that each may be, and what is published as plausible for it.

Validation stops only what is typed; a value that is pasted passes it. The checks hold all values against these cells.
"""

from __future__ import annotations

from builder.layout.book import Book, Sheet
from builder.layout.cells import Address, Cell
from builder.layout.formats import needed_decimals
from builder.layout.place import HEAD_ROW, INPUTS, Places
from builder.layout.speech import Speech
from builder.model.rows import Row
from builder.notices.implausible import plausible_range

LEAST, MOST, PLAUSIBLE_FROM, PLAUSIBLE_TO, CHOICES = range(5)
"""The columns of limits on Inputs, from the first of them; of choices there is a column for each."""


def add_limits(book: Book, places: Places, speech: Speech) -> None:
    """Fill the last columns of Inputs; they are not printed."""
    sheet = book.sheets[INPUTS]
    heads = (speech.say("Least possible"), speech.say("Most possible"), speech.say("Plausible from"),
             speech.say("Plausible to"))  # fmt: skip
    for offset, text in enumerate(heads):
        sheet.text(HEAD_ROW, places.limits + offset, text, "head_number")
        sheet.widths[places.limits + offset] = 12
    sheet.last_printed = places.limits - 1
    if any(row.kind == "choice" for row in places.model.assumptions.rows):
        sheet.text(HEAD_ROW, places.limits + CHOICES, speech.say("Choices"), "head")
    for row in places.model.assumptions.rows:
        if row.kind in ("number", "flag") and not row.is_series:
            at = places.inputs[row.id, None].row
            put_limits(sheet, at, places.limits, (row.min, row.max))
            put_limits(sheet, at, places.limits + PLAUSIBLE_FROM, _plausible(places, row))
        elif row.kind == "choice":
            for cell, choice in zip(choice_cells(places, row), row.choices, strict=True):
                sheet.text(cell.row, cell.column, choice, "limit")


def choice_cells(places: Places, row: Row) -> list[Address]:
    """Where the choices of an input stand beside it."""
    at, first = places.inputs[row.id, None], places.limits + CHOICES
    return [Address(INPUTS, at.row, first + offset, "c") for offset in range(len(row.choices))]


def _plausible(places: Places, row: Row) -> tuple[float | None, float | None]:
    """The range published for an input; none where the model leaves it at 0, as part of another price."""
    found = plausible_range(places.model, row)
    left_at_zero = row.general is not None and row.general.status == "default" and not row.general.value
    return (None, None) if found is None or left_at_zero else (found.low, found.high)


def put_limits(sheet: Sheet, row: int, column: int, limits: tuple[float | None, float | None]) -> None:
    """The two ends of what a row may be, where it has them."""
    for offset, limit in enumerate(limits):
        if limit is not None:
            decimals = needed_decimals(limit)
            form = "#,##0" + ("." + "0" * decimals if decimals else "")
            sheet.put(row, column + offset, Cell(limit, "limit", number_format=form))
