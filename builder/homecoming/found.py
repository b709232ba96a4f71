"""What was found in a workbook that came home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from builder.errors import Problem
from builder.homecoming.slots import Slot
from builder.layout.cells import Address
from builder.layout.identity import Content, Identity
from builder.layout.layout import Layout


@dataclass(frozen=True, slots=True)
class Edit:
    """An input that has another content than the study gives it; `at` is its cell in the edited workbook.

    `formula` is what stands in the cell in place of a value; `new` is then what it last showed.
    """

    slot: Slot
    at: Address
    new: Content
    formula: str = ""

    @property
    def old(self) -> Content:
        """What the study says."""
        return self.slot.content


@dataclass(frozen=True, slots=True)
class Overwritten:
    """A cell that nobody is meant to change, and what stands in it now: a value, another formula, or nothing.

    `id` and `label` are those of its row; `was` is the formula, or the text or number, that was built.
    """

    at: Address
    id: str
    label: str
    was: str
    now: str
    formula: bool


@dataclass(frozen=True, slots=True)
class Foreign:
    """Something that was added: a sheet, a row of one, or single cells beside it; `text` is the first text in it."""

    sheet: str
    row: int = 0
    cells: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A workbook that came home, read against the layout of its study.

    `problems` stop a merge. `kept` are inputs that the study changed since the workbook was built, and the workbook did
    not. `read` is what stands in every input's cell that could be read, by name. `sorted_sheets` had their rows put in
    another order; their own formulas read other rows now. `lost` are sheets that are gone, `uncompared` those that the
    study, as it is now, would fill otherwise, so that nothing can be said of their formulas.
    """

    file: str
    layout: Layout
    identity: Identity | None
    edits: tuple[Edit, ...]
    problems: tuple[Problem, ...] = ()
    kept: tuple[Edit, ...] = ()
    read: Mapping[str, Content] = field(default_factory=dict)
    overwritten: tuple[Overwritten, ...] = ()
    foreign: tuple[Foreign, ...] = ()
    sorted_sheets: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    uncompared: tuple[str, ...] = ()


@dataclass(slots=True)
class Notes:
    """Where the stages of reading put what they find."""

    file: str
    edits: list[Edit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    kept: list[Edit] = field(default_factory=list)
    read: dict[str, Content] = field(default_factory=dict)
    sorted_sheets: list[str] = field(default_factory=list)

    def problem(self, at: Address | str, what: str, remedy: str) -> None:
        """Something that has to be put right in the workbook, or in the study."""
        self.problems.append(Problem(f"{self.file} {at}", what, remedy))
