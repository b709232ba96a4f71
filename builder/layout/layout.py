"""Results to a whole workbook as data: every sheet filled, every cell with its formula and value."""

from __future__ import annotations

from dataclasses import dataclass, replace

from builder.errors import Problem, WorkbookError
from builder.language import Language
from builder.layout.book import Book, Sheet, ready
from builder.layout.cells import Address
from builder.layout.checks import FLAG, MASTER, add_checks
from builder.layout.heights import fit_heights, fit_ids
from builder.layout.inputs import add_inputs
from builder.layout.outcomes import add_results
from builder.layout.place import CHECKS, Places
from builder.layout.scenario import add_scenarios
from builder.layout.speech import Speech
from builder.layout.summary import add_summary
from builder.layout.texts import COVER, METHOD, SOURCES, add_cover, add_method, add_sources
from builder.results import Results

MAX_SCENARIOS = 60
_LINK = ready("cell")


@dataclass(frozen=True, slots=True)
class Layout:
    """A filled workbook in one language, and where each value stands."""

    book: Book
    places: Places
    speech: Speech

    def cell_of(self, node_id: str, scenario: int | None = None, period: int | None = None) -> Address | None:
        """The cell behind a number; None where it has none."""
        return self.places.cell_of(node_id, scenario, period)


def lay_out(results: Results, language: Language) -> Layout:
    """Every sheet of a study's workbook. Raises WorkbookError for names or sizes a spreadsheet does not take."""
    model = results.model
    if len(model.scenarios) > MAX_SCENARIOS:
        what = f"{len(model.scenarios)} scenarios are more than the {MAX_SCENARIOS} a workbook takes"
        raise WorkbookError(Problem("scenarios", what, "split the study"))
    book, places, speech = Book(), Places(model), Speech(model, language)
    add_inputs(book, places, speech)
    add_scenarios(book, places, speech, results)
    add_results(book, places, speech, results)
    add_checks(book, places, speech)
    add_summary(book, places, speech, results)
    add_sources(book, places, speech)
    add_method(book, places, speech)
    fixed = ("Results", CHECKS, SOURCES, METHOD)
    names = [
        name for name in ("Summary", "Inputs", "Tables", "Series", *model.scenarios, *fixed) if name in book.sheets
    ]
    add_cover(book, places, speech, names)
    book.sheets = {name: book.sheets[name] for name in (COVER, *names)}
    _heads(book, places, speech)
    for sheet in book.sheets.values():
        _localise(sheet, language)
        fit_ids(sheet)
        fit_heights(sheet)
    return Layout(book, places, speech)


def _localise(sheet: Sheet, language: Language) -> None:
    """Multiples end in the language's own sign: 1.9x, 1.9배."""
    sign = language.say("{number}x", number="")
    for at, cell in sheet.cells.items():
        if '"x"' in cell.number_format:
            sheet.cells[at] = replace(cell, number_format=cell.number_format.replace('"x"', f'"{sign}"'))


def _heads(book: Book, places: Places, speech: Speech) -> None:
    """The title and the master check in the frozen head of every sheet."""
    title = speech.text(places.model.loaded.study.title)
    for name, sheet in book.sheets.items():
        if name == COVER:
            sheet.text(1, 2, speech.say("Checks that fail"), "note")
            book.formula(Address(name, 1, 3), _LINK, {"cell": MASTER}, "master", FLAG)
            continue
        heading = speech.scenario(places.model.scenarios.index(name)) if name in places.model.scenarios else name
        sheet.text(1, 2, heading, "title")
        if name == CHECKS:
            continue
        sheet.text(2, 2, title, "subtitle")
        sheet.text(1, 3, speech.say("Checks that fail"), "note")
        book.formula(Address(name, 1, 4), _LINK, {"cell": MASTER}, "master", FLAG)
