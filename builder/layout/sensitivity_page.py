"""What every part of the Sensitivity sheet needs: results that say where they do not hold, heads, and a next row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.layout.book import Book, Sheet, ready
from builder.layout.cells import Address
from builder.layout.place import LABEL, UNIT, Places
from builder.layout.sensitivity_scenarios import ScenarioTable, Standing
from builder.layout.speech import Speech
from builder.layout.variants import LINK, Lines
from builder.model.graph import Node

SENSITIVITY = "Sensitivity"
_WHERE_IT_HOLDS = ready("value if holds == 1 else otherwise")
_CHANGE = ready('moved - base if holds == 1 else "–"')


@dataclass(slots=True)
class Page:
    """The Sensitivity sheet as it is filled.

    `otherwise`, `no_range` and `stated` are the cells with what is said of a result that is not weighed in the chosen
    scenario, and of an assumption without a range or with one there.
    """

    book: Book
    places: Places
    speech: Speech
    lines: Lines
    table: ScenarioTable
    otherwise: Address
    no_range: Address
    stated: Address
    row: int

    @property
    def sheet(self) -> Sheet:
        """The sheet."""
        return self.book.sheets[SENSITIVITY]

    def at(self, column: int, fixed: str = "") -> Address:
        """A cell of the row that comes next."""
        return Address(SENSITIVITY, self.row, column, fixed)

    def heading(self, text: str) -> None:
        """A row that names what follows."""
        self.sheet.text(self.row, LABEL, text, "section")
        self.row += 1

    def named(self, result: Node) -> str:
        """What a result is called, with its options."""
        speech = self.speech
        of = speech.pair(result.owner) if result.scope == "pair" else speech.option(result.owner)
        return f"{speech.text(result.label)}: {of}"

    def note(self, text: str) -> None:
        """A row with a sentence."""
        self.sheet.text(self.row, LABEL, text, "text")
        self.row += 1

    def heads(self, heads: Iterable[tuple[int, str]], left: Sequence[int] = ()) -> None:
        """A row of column heads; `left` are further columns of texts."""
        for column, text in heads:
            self.sheet.text(self.row, column, text, "head" if column in (LABEL, UNIT, *left) else "head_number")
        self.row += 1

    def value(self, column: int, value: Address, standing: Standing, form: str, style: str = "link") -> Address:
        """What a cell of the lines shows; a text where the chosen scenario is not the one they are for."""
        if len(standing.scenarios) == len(self.places.model.scenarios):
            return self.book.formula(self.at(column), LINK, {"cell": value}, style, form)
        targets = {"value": value, "holds": standing.holds, "otherwise": self.otherwise}
        return self.book.formula(self.at(column), _WHERE_IT_HOLDS, targets, style, form)

    def change(self, column: int, moved: Address, base: Address, standing: Standing, form: str) -> Address:
        """The difference of two cells of the lines; a dash where the chosen scenario is not the one they are for."""
        targets = {"moved": moved, "base": base, "holds": standing.holds}
        return self.book.formula(self.at(column), _CHANGE, targets, "calculation", form)


def signed(form: str) -> str:
    """The number format of a change in what has this format: with its sign, the first part of the format doubled.

    >>> signed('0.00"x"'), signed("#,##0;-#,##0")
    ('+0.00"x";-0.00"x";0.00"x"', '+#,##0;-#,##0;#,##0')
    """
    plain = form.split(";", maxsplit=1)[0]
    return f"+{plain};-{plain};{plain}"
