"""The cells of a workbook that are there to be typed into, each with what it means to the study."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from builder.layout.cells import Address
from builder.layout.identity import Content
from builder.layout.layout import Layout
from builder.layout.particulars import particulars
from builder.layout.place import ADJUSTMENTS
from builder.model.names import adjustment_name, input_name, particular_name
from builder.model.rows import Row

Kind = Literal["number", "flag", "choice", "text"]


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell that holds an input.

    `name` is the workbook-wide name it has or would have, `content` what the study puts there. A value of a row has its
    `scenario` (None for the general one) and, in a list of values, its `entry` from 1. A cell of an adjustment has
    `option`, `number` from 1 and `part`: label, scenario, note, or a period's number.

    A cell that tells of a value has its `row` and `part` (label, low, high, source or note). It stands in the row of
    the cell with the name `beside`; `tail` is what the program adds to its text.
    """

    name: str
    at: Address
    content: Content
    kind: Kind
    choices: tuple[str, ...] = ()
    row: Row | None = None
    scenario: int | None = None
    entry: int = 0
    option: str = ""
    number: int = 0
    part: str = ""
    beside: str = ""
    tail: str = ""


def slots(layout: Layout) -> tuple[Slot, ...]:
    """Every input's cell: general values and overrides, entries of tables and series, adjustments."""
    return (*_inputs(layout), *_lists(layout), *_adjustments(layout))


def _inputs(layout: Layout) -> Iterator[Slot]:
    model, book = layout.places.model, layout.book
    rows = {row.id: row for row in model.assumptions.rows}
    for (id, scenario), at in layout.places.inputs.items():
        if (at.row, at.column) in book.sheets[at.sheet].unlocked:
            row = rows[id]
            name = input_name(row.owner, row.key, "" if scenario is None else model.scenarios[scenario])
            kind: Kind = "flag" if row.kind == "flag" else "choice" if row.kind == "choice" else "number"
            yield Slot(name, at, book.value(at), kind, row.choices, row, scenario)


def particular_slots(layout: Layout) -> tuple[Slot, ...]:
    """Every cell of Inputs that tells of a value: labels, ends of ranges, sources, notes; blank ones too."""
    return tuple(
        Slot(
            particular_name(row.owner, row.key, told.part), told.at, told.content,
            "number" if told.part in ("low", "high") else "text", row=row, part=told.part,
            beside=input_name(row.owner, row.key), tail=told.tail,
        )
        for row, told in particulars(layout.places, layout.speech)
    )  # fmt: skip


def _lists(layout: Layout) -> Iterator[Slot]:
    """Entries of tables, and of values that differ by period."""
    model, book = layout.places.model, layout.book
    for row in model.assumptions.rows:
        for scenario, setting in ((None, row.general), *row.overrides.items()):
            entries = len(setting.value) if setting is not None and isinstance(setting.value, tuple) else 0
            own = "" if scenario is None else model.scenarios[scenario]
            for entry in range(1, entries + 1):
                name = input_name(row.owner, row.key, own, entry)
                at = book.names[name]
                yield Slot(name, at, book.value(at), "number", row=row, scenario=scenario, entry=entry)


def _adjustments(layout: Layout) -> Iterator[Slot]:
    model, book = layout.places.model, layout.book
    if ADJUSTMENTS not in book.sheets:
        return
    parts = ("label", "scenario", "note", *(str(period) for period in range(layout.places.periods)))
    for option in model.loaded.study.options:
        number = 1
        while adjustment_name(option, number, "label") in book.names:
            for part in parts:
                name = adjustment_name(option, number, part)
                at = book.names[name]
                kind: Kind = "number" if part.isdigit() else "choice" if part == "scenario" else "text"
                choices = model.scenarios if part == "scenario" else ()
                yield Slot(name, at, book.value(at), kind, choices, option=option, number=number, part=part)
            number += 1


