"""What stands beside a value on the Inputs sheet: its label, its range, its source and its note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from builder.layout.cells import Address
from builder.layout.place import LABEL, Places
from builder.layout.speech import Speech
from builder.model.rows import Row, Setting

Part = Literal["label", "low", "high", "source", "note"]
LOW, HIGH, STATUS, SOURCE, NOTE = range(5)
"""The columns of Inputs that follow the scenarios, from the first of them."""


@dataclass(frozen=True, slots=True)
class Particular:
    """One of them, where it stands, and what the study says there; None where it says nothing.

    `tail` is what the program adds in the same cell.
    """

    part: Part
    at: Address
    content: str | float | None
    tail: str = ""


def told_of(row: Row) -> Setting | None:
    """The value whose range, source and note stand in a row: the general one, or the first override."""
    return row.general or next(iter(row.overrides.values()), None)


def overrides_told(row: Row, speech: Speech) -> str:
    """What follows a note where overrides have other statuses than the value that is told of; nothing without."""
    told = told_of(row)
    others = {speech.status(s.status) for s in row.overrides.values() if told and s.status != told.status}
    return speech.say("overrides: {statuses}", statuses=", ".join(sorted(others))) if others else ""


def particulars(places: Places, speech: Speech) -> Iterator[tuple[Row, Particular]]:
    """Those of every row that a study can state, those that are blank too.

    A label that is made of another one (of a growth, of a price with its tax) is not among them.
    """
    for row in places.model.assumptions.rows:
        told = told_of(row)
        if row.kind == "table" or row.is_growth or told is None:
            continue
        at = places.inputs[row.id, None]
        after = places.after_scenarios

        def beside(column: int, sheet: str = at.sheet, line: int = at.row) -> Address:
            return Address(sheet, line, column)

        if row.net is None:
            yield row, Particular("label", beside(LABEL), speech.text(row.label) or None)
        if row.kind == "number":
            yield row, Particular("low", beside(after + LOW), told.low)
            yield row, Particular("high", beside(after + HIGH), told.high)
        yield row, Particular("source", beside(after + SOURCE), speech.text(told.source) or None)
        yield row, Particular("note", beside(after + NOTE), speech.text(told.note) or None, overrides_told(row, speech))
