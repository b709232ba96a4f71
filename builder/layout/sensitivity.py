"""The sheets Sensitivity and Sensitivity lines: what moves a result, live, in the scenario chosen on Summary.

Sensitivity shows; all is computed on Sensitivity lines, in copies of the model's own lines.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.analysis.cases import assumptions_of_cases
from builder.layout.book import Book
from builder.layout.cells import Address
from builder.layout.place import FIRST_PERIOD, FIRST_ROW, HEAD_ROW, ID, LABEL, OPENING, TOTAL, UNIT, VALUE, Places
from builder.layout.sensitivity_cases import Cases, results_of
from builder.layout.sensitivity_choice import Choice, choice
from builder.layout.sensitivity_grid import Grid
from builder.layout.sensitivity_inputs import InputsInEffect
from builder.layout.sensitivity_page import SENSITIVITY, Page
from builder.layout.sensitivity_ranges import Ranges
from builder.layout.sensitivity_scenarios import ScenarioTable
from builder.layout.sensitivity_tornado import GAP, SAID, WHAT_MOVES_IT, Tornado
from builder.layout.speech import Speech
from builder.layout.variants import LINES, LINK, Block, Lines
from builder.results import Results

Wanted = dict[tuple[int, ...], list[str]]
"""The results of each block of lines, by the scenarios that it holds in."""


def add_sensitivity(book: Book, places: Places, speech: Speech, results: Results) -> None:
    """Fill both sheets. Raises StudyError where the study asks for what cannot be moved."""
    _sheet(book, places, speech)
    chosen, cases = choice(places), assumptions_of_cases(places.model)
    of_cases = results_of(places.model) if cases else []
    wanted: Wanted = {chosen.result.scenarios: [chosen.result.id]} if chosen.drivers else {}
    for id in of_cases:
        wanted.setdefault(places.model.nodes[id].scenarios, []).append(id)
    if not chosen.drivers:
        book.sheets[SENSITIVITY].text(FIRST_ROW, LABEL, speech.say(WHAT_MOVES_IT), "section")
        said = speech.say("No assumption behind this result has a range: state low: and high: beside a value.")
        book.sheets[SENSITIVITY].text(FIRST_ROW + 1, LABEL, said, "text")
    if wanted:
        page = _page(book, places, speech, results, wanted)
        blocks = _blocks(page, wanted)
        if chosen.drivers:
            _what_moves_it(page, chosen, blocks[chosen.result.scenarios])
        if cases:
            by_block = {each: [id for id in ids if id in of_cases] for each, ids in wanted.items()}
            Cases(page, page.table, cases, by_block, blocks).fill()
        page.sheet.last_printed = max(SAID, VALUE + len(cases))


def _blocks(page: Page, wanted: Wanted) -> dict[tuple[int, ...], Block]:
    """The lines behind all results, as they stand."""
    inputs, found = InputsInEffect(page.lines, page.table), {}
    for scenarios, ids in wanted.items():
        page.lines.heading(page.speech.say("As it stands: {what}", what=_named(page.places, page.speech, ids)))
        found[scenarios] = inputs.block(scenarios, ids)
    return found


def _what_moves_it(page: Page, chosen: Choice, block: Block) -> None:
    ranges = Ranges(page.lines, page.table, block)
    moved = {each.name: each for each in (*chosen.drivers, *(chosen.grid or ()))}
    page.lines.heading(page.speech.say("Ranges: low and high"))
    ends = {name: ranges.ends(driver) for name, driver in moved.items()}
    Tornado(page, chosen, block, ends).fill()
    Grid(page, chosen, block, ranges, ends).fill()


def _sheet(book: Book, places: Places, speech: Speech) -> None:
    """Sensitivity with its head: the scenario that was chosen."""
    sheet = book.sheet(SENSITIVITY)
    sheet.widths.update({ID: 26, LABEL: 60, UNIT: 18, **dict.fromkeys(range(VALUE, GAP), 14.0), GAP: 2, SAID: 26})
    sheet.freeze, sheet.title_rows = (FIRST_ROW, VALUE), (1, HEAD_ROW)
    book.formula(Address(SENSITIVITY, HEAD_ROW, LABEL), LINK, {"cell": places.chosen}, "chosen")
    sheet.text(HEAD_ROW, UNIT, speech.say("chosen on Summary"), "note_left")


def _page(book: Book, places: Places, speech: Speech, results: Results, wanted: Wanted) -> Page:
    """The sheet of lines with its head, and the table of scenarios."""
    lines_sheet = book.sheet(LINES)
    heads = [(ID, "id", "head"), (LABEL, speech.say("Line"), "head"), (UNIT, speech.say("Unit"), "head"),
             (VALUE, speech.say("Value"), "head_number"), (TOTAL, speech.say("Total or peak"), "head_number"),
             (OPENING, speech.say("Opening"), "head_number")]  # fmt: skip
    heads += [(FIRST_PERIOD + p, speech.period(p), "head_number") for p in range(places.periods)]
    for column, text, style in heads:
        lines_sheet.text(HEAD_ROW, column, text, style)
    lines_sheet.widths.update({ID: 26, LABEL: 46, UNIT: 18, VALUE: 14, TOTAL: 14, OPENING: 14})
    lines_sheet.widths.update({FIRST_PERIOD + p: 13 for p in range(places.periods)})
    lines_sheet.freeze, lines_sheet.title_rows = (FIRST_ROW, VALUE), (1, HEAD_ROW)
    told = (
        speech.say("not weighed here"),
        speech.say("no range in this scenario"),
        speech.say("as the study states it"),
    )
    otherwise, no_range, stated = (
        lines_sheet.text(row, LABEL, text).locked("rc") for row, text in enumerate(told, FIRST_ROW)
    )
    names = {scenarios: _named(places, speech, ids) for scenarios, ids in wanted.items()}
    table = ScenarioTable.made(book, places, speech, LINES, FIRST_ROW + len(told) + 1, names)
    lines = Lines(book, places, speech, results, table.below)
    return Page(book, places, speech, lines, table, otherwise, no_range, stated, FIRST_ROW)


def _named(places: Places, speech: Speech, ids: Sequence[str]) -> str:
    """The options and pairs that results are of."""
    nodes = [places.model.nodes[id] for id in ids]
    names = [speech.pair(each.owner) if each.scope == "pair" else speech.option(each.owner) for each in nodes]
    return ", ".join(dict.fromkeys(names))
