"""The list box on Summary by which a reader chooses the scenario that details, cash flow and sensitivity show."""

from __future__ import annotations

from builder.layout.book import Book, ready
from builder.layout.cells import Cell, Validation
from builder.layout.place import SUMMARY, UNIT, Places
from builder.layout.speech import Speech

_PLACE = ready("position(chosen, names)")
_MOST_LETTERS = 255
"""Longer texts cannot be searched for by MATCH."""
_WILD = "*?~"
"""To MATCH these stand for other letters."""


def scenario_names(places: Places, speech: Speech) -> tuple[str, ...]:
    """What each scenario is chosen by: its label, or all by their ids where labels could be taken for one another."""
    labels = tuple(speech.scenario(each) for each in range(len(places.model.scenarios)))
    alike = len({each.casefold() for each in labels}) < len(labels)
    searchable = all(0 < len(each) <= _MOST_LETTERS and not set(each) & set(_WILD) for each in labels)
    return labels if searchable and not alike else places.model.scenarios


def first_shown(places: Places) -> int:
    """The scenario that is chosen at first: the first one of the first comparison, or of the study."""
    study = places.model.loaded.study
    listed = [each.scenarios[0] for each in study.comparisons.values()]
    return places.model.scenarios.index(listed[0]) if listed else 0


def add_chooser(book: Book, places: Places, speech: Speech) -> None:
    """Make the Summary sheet with its list box, and beside it the place of what is chosen."""
    sheet = book.sheet(SUMMARY)
    names = scenario_names(places, speech)
    at = places.chosen
    listed = places.names
    sheet.text(at.row - 1, at.column, speech.say("Scenario shown in detail: choose one"), "note_left")
    sheet.put(at.row, at.column, Cell(names[first_shown(places)], "chooser", number_format="@"))
    sheet.unlocked.add((at.row, at.column))
    message = speech.say("Choose a scenario from the list. Details, cash flow and sensitivity follow.")
    title = speech.say("Scenario")
    sheet.validations.append(Validation((at.cell,), "list", None, None, (), title, message, listed))
    sheet.text(at.row, UNIT, speech.say("Its place in the list"), "note")
    book.formula(places.chosen_number, _PLACE, {"chosen": at, "names": listed}, "calculation", "0")
