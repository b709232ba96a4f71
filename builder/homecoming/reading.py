"""The inputs of an edited workbook: each found by its name and by the id of its row, each judged, none guessed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.homecoming.alignment import Alignment
from builder.homecoming.found import Edit, Notes
from builder.homecoming.slots import Slot
from builder.layout.cells import Address
from builder.layout.identity import Content, Identity, same, shown
from builder.layout.layout import Layout
from builder.layout.place import ID, LABEL
from builder.study.fields import not_a_number, plain_number
from builder.study.problems import closest
from builder.workbook.reader import At, Cell, Contents

_BLANK = Cell(None)


def read_inputs(
    slots: Sequence[Slot], layout: Layout, contents: Contents, sheets: Mapping[str, Alignment],
    identity: Identity | None, notes: Notes,
) -> None:  # fmt: skip
    """Put every input that differs from the study's into `notes`, and everything that makes one uncertain.

    A difference is the workbook's where the study still says what the workbook was built with, and the study's where
    the workbook still does; where both changed, nothing can be told.
    """
    finder = _Finder(layout, contents, sheets, notes)
    for slot in slots:
        place = finder.place(slot)
        if place is None and slot.beside:
            continue  # a column or a row that is gone is no wish to take back all that it told
        if place is None:
            if identity is None or slot.content is None or identity.had(slot.name, slot.content):
                finder.gone(slot)
            continue
        content = _judged(slot, place, contents.sheets[place.sheet].get((place.row, place.column), _BLANK), notes)
        if content is not None:
            notes.read[slot.name] = content.content
        if content is None or same(content.content, slot.content):
            continue
        edit = Edit(slot, place, content.content, content.formula)
        if identity is None or identity.had(slot.name, slot.content):
            notes.edits.append(edit)
        elif identity.had(slot.name, content.content):
            if slot.part not in ("source", "note"):  # they follow a value that is said to be kept
                notes.kept.append(edit)
        else:
            what = f"{slot.name} is {told(content.content)} here and {told(slot.content)} in the study"
            notes.problem(place, f"{what}, and was neither when the workbook was built", "make the two agree first")


def told(content: Content) -> str:
    """A content as a message repeats it.

    >>> told(5000.0), told(None), told("reserved")
    ('5000', 'blank', "'reserved'")
    """
    return "blank" if content is None else repr(content) if isinstance(content, str) else shown(content)


# -- where ---------------------------------------------------------------------------------------------------------


class _Finder:
    """Finds the cell of an input: its name is the address, the id of its row the check."""

    def __init__(
        self, layout: Layout, contents: Contents, sheets: Mapping[str, Alignment], notes: Notes
    ) -> None:
        self.layout, self.contents, self.sheets, self.notes = layout, contents, sheets, notes
        self.refused: set[tuple[str, int]] = set()
        self.labels = {name: _labels(layout, name) for name in sheets}
        self.backwards = {name: {now: then for then, now in each.rows.items()} for name, each in sheets.items()}

    def place(self, slot: Slot) -> Address | None:
        """Where an input stands; None where it is nowhere, or nobody can tell."""
        sheet = self.sheets.get(slot.at.sheet)
        if sheet is None or (slot.at.sheet, slot.at.row) in self.refused:
            return None
        by_id = sheet.at(slot.at.row, slot.at.column)
        if slot.beside:
            return self._beside(slot, sheet, by_id)
        named = self.contents.names.get(slot.name)
        if by_id is None:
            return self._without_id(slot, sheet, named)
        if not self._is_labelled(slot, sheet, by_id):
            return None
        if named is not None and named != (sheet.title, by_id):
            moved = named[0] != sheet.title or not self._is_other_row(slot, sheet, named[1])
            if moved:
                self._refuse(slot, Address(named[0], *named[1]), f"{slot.name} leads here, and the row of its id is "
                             f"{by_id[0]}", f"put the value back into {Address(sheet.title, *by_id)}")  # fmt: skip
                return None
            if slot.at.sheet not in self.notes.sorted_sheets:
                self.notes.sorted_sheets.append(slot.at.sheet)
        return Address(sheet.title, *by_id)

    def _beside(self, slot: Slot, sheet: Alignment, by_id: At | None) -> Address | None:
        """A cell that tells of a value: in the row of its id, or else in that of the value's name."""
        if by_id is not None:
            return Address(sheet.title, *by_id) if self._is_labelled(slot, sheet, by_id) else None
        named, column = self.contents.names.get(slot.beside), sheet.columns.get(slot.at.column)
        if named is None or column is None or named[0] != sheet.title or named[1][0] not in sheet.foreign:
            return None
        return Address(sheet.title, named[1][0], column)

    def _is_other_row(self, slot: Slot, sheet: Alignment, named: At) -> bool:
        """Whether a name leads to the same column of another input's row: the rows were sorted under it."""
        then = self.backwards[slot.at.sheet].get(named[0])
        return then is not None and then != slot.at.row and named[1] == sheet.columns.get(slot.at.column)

    def _without_id(self, slot: Slot, sheet: Alignment, named: tuple[str, At] | None) -> Address | None:
        """An input whose row has lost its id: its name tells, if the row's label still says the same."""
        copies = (sheet.twice or {}).get(self._id_of(slot), ())
        if copies:
            rows = " and ".join(str(row) for row in copies)
            self._refuse(slot, f"{sheet.title}!{copies[0]}:{copies[-1]}", f"the id {self._id_of(slot)} stands in "
                         f"rows {rows}", "delete the copies")  # fmt: skip
            return None
        if named is None or named[0] != sheet.title or named[1][0] not in sheet.foreign:
            return None
        label = self.contents.sheets[sheet.title].get((named[1][0], sheet.columns.get(LABEL, 0)), _BLANK).value
        if label == self.labels[slot.at.sheet].get(slot.at.row):
            return Address(sheet.title, *named[1])
        self._refuse(slot, Address(sheet.title, *named[1]), f"{slot.name} leads to a row that is not its own",
                     f"write the id {self._id_of(slot)} into its first column")  # fmt: skip
        return None

    def _is_labelled(self, slot: Slot, sheet: Alignment, at: At) -> bool:
        """Whether the label beside the id is not another input's: columns sorted apart from each other."""
        labels = self.labels[slot.at.sheet]
        column = sheet.columns.get(LABEL)
        label = self.contents.sheets[sheet.title].get((at[0], column or 0), _BLANK).value
        own = labels.get(slot.at.row)
        if own is None or label == own or label not in labels.values():
            return True
        self._refuse(slot, Address(sheet.title, at[0], column or 0), f"the id {self._id_of(slot)} stands beside the "
                     f"label of another input, {label!r}", "sort whole rows, or undo the sorting")  # fmt: skip
        return False

    def _id_of(self, slot: Slot) -> str:
        cell = self.layout.book.sheets[slot.at.sheet].cells.get((slot.at.row, ID))
        return str(cell.value) if cell else slot.name

    def _refuse(self, slot: Slot, at: Address | str, what: str, remedy: str) -> None:
        if (slot.at.sheet, slot.at.row) not in self.refused:
            self.refused.add((slot.at.sheet, slot.at.row))
            self.notes.problem(at, what, remedy)

    def gone(self, slot: Slot) -> None:
        """Say that an input's cell is not in the workbook any more."""
        sheet = self.sheets.get(slot.at.sheet)
        if sheet is None:
            if (slot.at.sheet, 0) not in self.refused:
                self.refused.add((slot.at.sheet, 0))
                self.notes.problem(slot.at.sheet, "the sheet is gone", "take it from the workbook as it was built")
            return
        self._refuse(slot, sheet.title, f"the row of {self._id_of(slot)} is gone, or its column",
                     "undo the deletion, or take the row from the workbook as it was built")  # fmt: skip


def _labels(layout: Layout, sheet: str) -> dict[int, str]:
    """The labels of the rows of a sheet that have an id and are not typed themselves."""
    cells, unlocked = layout.book.sheets[sheet].cells, layout.book.sheets[sheet].unlocked
    return {
        row: str(cell.value)
        for (row, column), cell in cells.items()
        if column == LABEL and (row, column) not in unlocked and isinstance(cell.value, str) and (row, ID) in cells
    }


# -- what ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Read:
    content: Content
    formula: str = ""


def _judged(slot: Slot, at: Address, cell: Cell, notes: Notes) -> _Read | None:
    """What an input's cell holds; None, and a problem, where it cannot be that input's."""
    if cell.formula:
        shows = f"; it shows {told(_content_of(cell))}" if _content_of(cell) is not None else ""
        what = f"the formula {cell.formula[:60]} stands where {slot.name} has its value{shows}"
        notes.problem(at, what, "type the value itself, or paste it as a value")
        seen = _content_of(cell)
        if _fits(slot, seen):
            notes.read[slot.name] = seen
        notes.edits.append(Edit(slot, at, seen if _fits(slot, seen) else slot.content, cell.formula))
        return None
    if cell.wrong:
        notes.problem(at, f"{cell.wrong} stands where {slot.name} has its value", f"type {_wanted(slot)}")
        return None
    content = _content_of(cell, slot.tail)
    if content is None:
        return _blank(slot, at, notes)
    if slot.kind == "flag" and isinstance(cell.value, bool):
        return _Read(float(cell.value))
    problem = _wrong_kind(slot, cell, content) or _out_of_range(slot, content)
    if problem:
        notes.problem(at, *problem)
        return None
    if slot.kind == "choice" and isinstance(content, str):
        return _Read(next(each for each in slot.choices if each.lower() == content.lower()))
    return _Read(content)


def _content_of(cell: Cell, tail: str = "") -> Content:
    """A cell's content without the blanks around it, and without the tail that the program adds."""
    value = cell.value
    if isinstance(value, bool):
        return float(value)
    if not isinstance(value, str):
        return value
    text = value.strip()
    if tail and text.endswith(tail):
        text = text.removesuffix(tail).rstrip().removesuffix(";").rstrip()
    return text or None


def _blank(slot: Slot, at: Address, notes: Notes) -> _Read | None:
    """A blank cell: right for an override and within an adjustment, not for what has to have a value."""
    general = slot.row is not None and slot.scenario is None and slot.content is not None
    needed = slot.part == "label" if slot.beside else slot.entry or general
    if needed:
        notes.problem(at, f"{slot.name} is blank", f"type {_wanted(slot)}; it was {told(slot.content)}")
        return None
    return _Read(None)


_WANTED = {"number": "a number", "flag": "1 (yes) or 0 (no)", "choice": "one of its choices", "text": "a text"}


def _wanted(slot: Slot) -> str:
    return _WANTED[slot.kind]


def _wrong_kind(slot: Slot, cell: Cell, content: str | float) -> tuple[str, str] | None:
    if slot.kind == "text":
        wrong = slot.beside and not isinstance(content, str)
        return (f"a text is expected, not {told(content)}", "type a text") if wrong else None
    if slot.kind == "choice":
        known = {each.lower() for each in slot.choices}
        fine = isinstance(content, str) and content.lower() in known
        what = f"{told(content)} is not a choice of {slot.name}"
        return None if fine else (what, closest(str(content), slot.choices))
    if isinstance(content, str) or isinstance(cell.value, bool):
        return not_a_number(cell.value), plain_number(cell.value)
    if not math.isfinite(content) or (slot.kind == "flag" and content not in (0, 1)):
        return f"{told(content)} cannot be {slot.name}", f"type {_wanted(slot)}"
    return None


def _out_of_range(slot: Slot, content: str | float) -> tuple[str, str] | None:
    row = slot.row
    if row is None or slot.beside or isinstance(content, str):
        return None
    if row.min is not None and content < row.min:
        return f"{told(content)} is below the least that {slot.name} can be, {row.min:g}", f"type at least {row.min:g}"
    if row.max is not None and content > row.max:
        return f"{told(content)} is above the most that {slot.name} can be, {row.max:g}", f"type at most {row.max:g}"
    return None


def _fits(slot: Slot, content: Content) -> bool:
    if content is None:
        return False
    return _wrong_kind(slot, Cell(content), content) is None and _out_of_range(slot, content) is None
