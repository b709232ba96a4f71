"""What names stand for in a test, as arrays for the evaluator and as cells for a spreadsheet.

    names = {"users": 50.0, "cost": Line(10, 20, 30, opening=5), "sizes": Table(2, 4, 8)}
    evaluate(parse("previous(cost) * users"), frame(names))

A float is one cell for all periods, a str a choice, None a blank cell, "" a blank choice.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from builder.formula.evaluate import Frame, evaluate
from builder.formula.excel import Slot, Template, template
from builder.formula.functions import Array, View
from builder.formula.nodes import Node
from tests.support.cells import Value
from tests.support.sheet_of_formulas import addresses

PERIODS = 3


class Line:
    """A line of three periods and the opening value that `previous` reads in the first."""

    def __init__(self, *values: float, opening: float = 0.0) -> None:
        self.values, self.opening = values, opening


class Table:
    """The entries of a table, which stand below one another; None is a blank cell."""

    def __init__(self, *entries: float | str | None) -> None:
        self.entries = entries


class Group:
    """Lines that are summed together."""

    def __init__(self, *members: Line) -> None:
        self.members = members


Entry = float | str | None | Line | Table | Group
Names = Mapping[str, Entry]
Engine = Callable[[Sequence[str], Sequence[Mapping[str, Value | None]]], list[Value]]


def frame(names: Names) -> Frame:
    """The names as the evaluator wants them: one sample, one scenario, three periods."""
    groups = {name: entry for name, entry in names.items() if isinstance(entry, Group)}
    lines = {name: entry for name, entry in names.items() if isinstance(entry, Line)}
    return Frame(
        {name: _array(entry) for name, entry in names.items() if not isinstance(entry, Group)},
        {name: [_array(member) for member in group.members] for name, group in groups.items()},
        {name: np.full((1, 1, 1), line.opening) for name, line in lines.items()},
        PERIODS,
    )


def _array(entry: Entry) -> Array:
    match entry:
        case Line():
            return np.array(entry.values, dtype=float).reshape(1, 1, -1)
        case Table():
            return _table(entry.entries).reshape(1, 1, 1, -1)
        case Group():
            raise TypeError("a group is no single array")
        case _:
            return np.full((1, 1, 1), np.nan if entry is None else entry)


def _table(entries: Sequence[float | str | None]) -> Array:
    filled = [each if isinstance(each, str) else np.nan if each is None else float(each) for each in entries]
    kinds = {type(each) for each in filled}
    return np.array(filled, dtype=object if str in kinds and len(kinds) > 1 else None)


def values_of(tree: Node, names: Names) -> list[float]:
    """The evaluator's value in each of the three periods."""
    return [float(each) for each in np.broadcast_to(evaluate(tree, frame(names)), (1, 1, PERIODS)).ravel()]


def shown(slot: Slot) -> str:
    """A slot as the tests write it: its name, and in brackets how it is read where that matters."""
    return slot.name if slot.view in (View.VALUE, View.CELL) else f"{slot.name}[{slot.view.value}]"


def excel_text(tree: Node) -> str:
    """The Excel text of a tree, with names where the cells' addresses would be."""
    return template(tree).fill(shown)


@dataclass(frozen=True, slots=True)
class Question:
    """A formula to put to a spreadsheet: its Excel text, what its names stand for, and the period it stands in."""

    text: Template
    names: Names
    period: int = 1


def answers(engine: Engine, questions: Sequence[Question]) -> list[Value]:
    """What a spreadsheet gives for each question, all from one sheet with a row for each."""
    return _Sheet(questions).answers(engine)


class _Sheet:
    """A row for each question, with a column for each cell that a name of any question needs.

    Tables alone stand in the first rows, upright and shared by all questions that read the same entries.
    """

    def __init__(self, questions: Sequence[Question]) -> None:
        self.questions = questions
        self.cells = [_cells(question.names) for question in questions]
        self.columns = list(dict.fromkeys(column for cells in self.cells for column in cells))
        self.tables: dict[tuple[float | str | None, ...], str] = {}
        for question in questions:
            for entry in question.names.values():
                if isinstance(entry, Table):
                    self.tables.setdefault(entry.entries, f"table {len(self.tables)}")
        self.height = max([len(questions), *map(len, self.tables)])

    def answers(self, engine: Engine) -> list[Value]:
        formulas = [self.formula(number) for number in range(len(self.questions))]
        filling = ["=0"] * (self.height - len(formulas))
        return engine([*formulas, *filling], [self.row(number) for number in range(self.height)])[: len(formulas)]

    def row(self, number: int) -> dict[str, Value | None]:
        cells = self.cells[number] if number < len(self.cells) else {}
        entries = {name: entries[number] if number < len(entries) else None for entries, name in self.tables.items()}
        return {**{column: cells.get(column) for column in self.columns}, **entries}

    def formula(self, number: int) -> str:
        question = self.questions[number]
        at = addresses([*self.columns, *self.tables.values()], number + 1)
        return question.text.fill(lambda slot: self.reference(slot, question, at))

    def reference(self, slot: Slot, question: Question, at: Mapping[str, str]) -> str:
        entry = question.names[slot.name]
        match entry:
            case Table():
                column = at[self.tables[entry.entries]].rstrip("0123456789")
                return f"${column}$1:${column}${len(entry.entries)}"
            case Group():
                return ",".join(at[f"{slot.name} {member}, {question.period}"] for member in range(len(entry.members)))
            case Line():
                return _line_reference(slot, question.period, at)
            case _:
                return at[slot.name]


def _line_reference(slot: Slot, period: int, at: Mapping[str, str]) -> str:
    first, last = at[f"{slot.name}, 1"], at[f"{slot.name}, {PERIODS}"]
    match slot.view:
        case View.PREVIOUS:
            return at[f"{slot.name}, {period - 1}"]
        case View.FOLLOWING:
            return at[f"{slot.name}, {period + 1}"]
        case View.EARLIER:
            return f"{at[f'{slot.name}, 0']}:{at[f'{slot.name}, {period - 1}']}"
        case View.ALL:
            return f"{first}:{last}"
        case View.TO_DATE:
            return f"{first}:{at[f'{slot.name}, {period}']}"
        case View.FIRST:
            return first
        case View.LAST:
            return last
        case _:
            return at[f"{slot.name}, {period}"]


def _cells(names: Names) -> dict[str, Value | None]:
    """The cells of a row by what they hold: `users`, `cost, 2` for a period, `parts 0, 2` for a member of a group."""
    cells: dict[str, Value | None] = {}
    for name, entry in names.items():
        match entry:
            case Line():
                cells |= _periods(name, entry)
            case Group():
                for number, member in enumerate(entry.members):
                    cells |= _periods(f"{name} {number}", member)
            case Table():
                pass
            case _:
                cells[name] = entry if entry != "" else None
    return cells


def _periods(name: str, line: Line) -> dict[str, Value | None]:
    return {f"{name}, {period}": value for period, value in enumerate([line.opening, *line.values, None])}
