"""Which scenario the lines of the Sensitivity sheets are computed for, and what differs from one to the other.

A block of lines holds for some scenarios: those in which its options are weighed. Where the chosen one is not among
them, the block shows the first that is, so that no cell holds an error, and whoever reads it is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from builder.layout.book import Book, ready
from builder.layout.cells import Address, Area, Cell
from builder.layout.place import ID, LABEL, VALUE, Places
from builder.layout.speech import Speech

_ENTRY = ready("entry(values, place)")
_HOLDS = ready("1 if place == chosen else 0")
Differing = Sequence[float | str | None]
"""A value for each scenario of the study; None is a blank cell."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a block of lines holds: its scenarios, and the cell with the place, 1 the first, of the one it shows.

    `shown` is the index of that scenario at present; `holds` the cell that is 1 where it is the chosen one.
    """

    scenarios: tuple[int, ...]
    place: Address
    shown: int
    holds: Address


@dataclass(slots=True)
class ScenarioTable:
    """A table of the scenarios, a row each, and a column for each thing that differs; below it what holds now."""

    book: Book
    places: Places
    speech: Speech
    sheet: str
    first: int
    standings: dict[tuple[int, ...], Standing] = field(default_factory=dict)
    columns: dict[tuple[tuple[float | str | None, ...], str], int] = field(default_factory=dict)

    @classmethod
    def made(cls, book: Book, places: Places, speech: Speech, sheet: str, row: int,
             wanted: Mapping[tuple[int, ...], str]) -> ScenarioTable:  # fmt: skip
        """The table with its head in a row, for the groups of scenarios that blocks hold in, each with a name."""
        made = cls(book, places, speech, sheet, row + 1)
        book.sheets[sheet].text(row, LABEL, speech.say("Scenario"), "head")
        for scenario, id in enumerate(places.model.scenarios):
            book.sheets[sheet].text(made.first + scenario, ID, id, "id")
            book.sheets[sheet].text(made.first + scenario, LABEL, speech.scenario(scenario), "text")
        for scenarios, what in wanted.items():
            made.standings[scenarios] = made._standing(scenarios, what)
        return made

    @property
    def below(self) -> int:
        """The first row below the table and what holds now."""
        return self._row_of(len(self.standings))

    def pick(self, values: Mapping[int, float], standing: Standing, what: str) -> Address:
        """The cell with what holds in the scenario shown, of values by scenario."""
        whole = [values.get(each) for each in range(len(self.places.model.scenarios))]
        return self.value(self.area(whole, what), standing)

    def area(self, values: Differing, what: str, number_format: str = "General") -> Area:
        """The column of the table that holds these values; a new one where there is none."""
        key = tuple(values), number_format
        sheet = self.book.sheets[self.sheet]
        if key not in self.columns:
            column = self.columns[key] = VALUE + len(self.columns)
            sheet.text(self.first - 1, column, what, "head_number")
            for row, value in enumerate(values, self.first):
                if value is not None:
                    sheet.put(row, column, Cell(value, "constant", number_format=number_format))
        column, last = self.columns[key], self.first + len(values) - 1
        return Area(Address(self.sheet, self.first, column, "rc"), Address(self.sheet, last, column, "rc"))

    def value(self, area: Area, standing: Standing) -> Address:
        """The cell with what a column of the table holds for the scenario that is shown."""
        row = self._row_of(list(self.standings).index(standing.scenarios))
        at = Address(self.sheet, row, area.first.column, "rc")
        if self.book.value(at) is None:
            below = Area(area.first.locked("r"), area.last.locked("r"))
            self.book.formula(at, _ENTRY, {"values": below, "place": standing.place})
        return at

    def _row_of(self, standing: int) -> int:
        return self.first + len(self.places.model.scenarios) + 2 * standing

    def _standing(self, scenarios: tuple[int, ...], what: str) -> Standing:
        """Two rows: the place of the scenario that is shown, and whether that is the chosen one."""
        row, chosen = self._row_of(len(self.standings)), self.places.chosen_number
        sheet = self.book.sheets[self.sheet]
        count = len(self.places.model.scenarios)
        shown = [float(1 + (each if each in scenarios else scenarios[0])) for each in range(count)]
        area = self.area(shown, self.speech.say("Shown for {what}", what=what), "0")
        sheet.text(row, LABEL, self.speech.say("Shown now for {what}", what=what), "text")
        sheet.text(row + 1, LABEL, self.speech.say("It is the chosen scenario (1) or not (0)"), "text")
        place, holds = (Address(self.sheet, each, area.first.column, "rc") for each in (row, row + 1))
        self.book.formula(place, _ENTRY, {"values": area, "place": chosen}, number_format="0")
        self.book.formula(holds, _HOLDS, {"place": place, "chosen": chosen}, number_format="0")
        return Standing(scenarios, place, int(float(self.book.value(place) or 1)) - 1, holds)
