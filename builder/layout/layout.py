"""Results to a whole workbook as data: every sheet filled, every cell with its formula and value."""

from __future__ import annotations

from dataclasses import dataclass, replace

from builder.errors import Problem, WorkbookError
from builder.language import Language
from builder.layout.adjustments import add_adjustments
from builder.layout.bands import draw_bands
from builder.layout.book import Book, Sheet, ready
from builder.layout.cashflow import add_cash_flow
from builder.layout.cells import Address
from builder.layout.checks import FLAG, MASTER, add_checks
from builder.layout.chooser import add_chooser
from builder.layout.cover import COVER, add_cover
from builder.layout.formats import AT_ONCE, NOT_REACHED
from builder.layout.heights import fit_heights
from builder.layout.inputs import add_inputs
from builder.layout.issued import DIFFERS, SAID_TO_FAIL, SAID_TO_HOLD, add_issued
from builder.layout.outcomes import add_results
from builder.layout.place import CASH_FLOW, CHECKS, INPUTS, RESULTS, SERIES, SUMMARY, TABLES, Places
from builder.layout.scenario import add_scenarios
from builder.layout.sensitivity import add_sensitivity
from builder.layout.sensitivity_page import SENSITIVITY
from builder.layout.speech import Speech
from builder.layout.summary import add_summary
from builder.layout.texts import METHOD, SOURCES, add_method, add_sources
from builder.layout.variants import LINES
from builder.layout.widths import fit_heads, fit_ids, fit_numbers, letters
from builder.results import Results

MAX_SCENARIOS = 60
BEFORE_SCENARIOS = (SUMMARY, CASH_FLOW, SENSITIVITY, INPUTS, TABLES, SERIES, "Adjustments")
AFTER_SCENARIOS = (RESULTS, LINES, CHECKS, SOURCES, METHOD)
"""The sheets in the order a reader wants them; not every workbook has each."""
TITLE_LETTERS = 28
"""How long a sheet's title may be to stand in large letters beside the master check."""
IN_FORMATS = (NOT_REACHED, AT_ONCE, DIFFERS, SAID_TO_HOLD, SAID_TO_FAIL)
"""Words that number formats show in place of a number."""
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
    add_adjustments(book, places, speech)
    add_scenarios(book, places, speech, results)
    add_results(book, places, speech, results)
    add_chooser(book, places, speech)
    add_checks(book, places, speech, results)
    add_summary(book, places, speech, results, add_issued(book, places, speech, results))
    add_cash_flow(book, places, speech, results)
    add_sensitivity(book, places, speech, results)
    add_sources(book, places, speech)
    add_method(book, places, speech)
    names = [name for name in (*BEFORE_SCENARIOS, *model.scenarios, *AFTER_SCENARIOS) if name in book.sheets]
    add_cover(book, places, speech, names)
    book.sheets = {name: book.sheets[name] for name in (COVER, *names)}
    _heads(book, places, speech)
    for sheet in book.sheets.values():
        _localise(sheet, language)
        draw_bands(sheet)
        fit_ids(sheet)
        fit_numbers(sheet)
        fit_heads(sheet)
        fit_heights(sheet)
    return Layout(book, places, speech)


def input_sheets(results: Results, language: Language) -> Layout:
    """The sheets that hold inputs, and no other: all that is needed to know which input stands where."""
    book, places, speech = Book(), Places(results.model), Speech(results.model, language)
    add_inputs(book, places, speech)
    add_adjustments(book, places, speech)
    return Layout(book, places, speech)


def _localise(sheet: Sheet, language: Language) -> None:
    """Words in number formats: multiples end in the language's own sign (1.9x, 1.9배), a time is never reached."""
    said = {'"x"': language.say("{number}x", number="")}
    said |= {f'"{each}"': language.say(each) for each in IN_FORMATS}
    shown = {}
    of_charts = {each.number_format for each in sheet.charts}
    for form in {cell.number_format for cell in sheet.cells.values()} | of_charts:
        shown[form] = form
        for english, word in said.items():
            shown[form] = shown[form].replace(english, f'"{word}"')
    for at, cell in sheet.cells.items():
        if shown[cell.number_format] != cell.number_format:
            sheet.cells[at] = replace(cell, number_format=shown[cell.number_format])
    sheet.charts = [replace(each, number_format=shown[each.number_format]) for each in sheet.charts]


def _heads(book: Book, places: Places, speech: Speech) -> None:
    """The title and the master check in the frozen head of every sheet."""
    title = speech.text(places.model.loaded.study.title)
    for name, sheet in book.sheets.items():
        if name == COVER:
            continue
        heading = speech.scenario(places.model.scenarios.index(name)) if name in places.model.scenarios else name
        sheet.text(1, 2, heading, "title" if letters(heading) <= TITLE_LETTERS else "title_long")
        if name == CHECKS:
            continue
        sheet.text(2, 2, title, "subtitle")
        sheet.text(1, 3, speech.say("Checks that fail"), "note")
        book.formula(Address(name, 1, 4), _LINK, {"cell": MASTER}, "master", FLAG)
