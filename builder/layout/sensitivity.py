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
from builder.layout.sensitivity_tornado import SAID, Tornado
from builder.layout.speech import Speech
from builder.layout.variants import LINES, LINK, Block, Lines
from builder.results import Results

Wanted = dict[tuple[int, ...], list[str]]
"""The results of each block of lines, by the scenarios that it holds in."""


def add_sensitivity(book: Book, places: Places, speech: Speech, results: Results) -> None:
    """Fill both sheets. Raises StudyError where the study asks for what cannot be moved."""
    chosen = choice(places)
    cases = assumptions_of_cases(places.model)
    of_cases = results_of(places.model) if cases else []
    wanted: Wanted = {chosen.result.scenarios: [chosen.result.id]}
    for id in of_cases:
        wanted.setdefault(places.model.nodes[id].scenarios, []).append(id)
    page = _page(book, places, speech, results, wanted)
    inputs = InputsInEffect(page.lines, page.table)
    blocks: dict[tuple[int, ...], Block] = {}
    for scenarios, ids in wanted.items():
        page.lines.heading(speech.say("As it stands: {what}", what=_named(places, speech, ids)))
        blocks[scenarios] = inputs.block(scenarios, ids)
    _what_moves_it(page, chosen, blocks[chosen.result.scenarios])
    if cases:
        by_block = {each: [id for id in ids if id in of_cases] for each, ids in wanted.items()}
        Cases(page, page.table, cases, by_block, blocks).fill()
    page.sheet.last_printed = max(SAID, VALUE + len(cases))


def _what_moves_it(page: Page, chosen: Choice, block: Block) -> None:
    ranges = Ranges(page.lines, page.table, block)
    moved = {each.name: each for each in (*chosen.drivers, *(chosen.grid or ()))}
    if moved:
        page.lines.heading(page.speech.say("Ranges: low and high"))
    ends = {name: ranges.ends(driver) for name, driver in moved.items()}
    Tornado(page, chosen, block, ends).fill()
    Grid(page, chosen, block, ranges, ends).fill()


def _page(book: Book, places: Places, speech: Speech, results: Results, wanted: Wanted) -> Page:
    """Both sheets with their heads, and the table of scenarios."""
    sheet, lines_sheet = book.sheet(SENSITIVITY), book.sheet(LINES)
    sheet.widths.update({ID: 26, LABEL: 46, UNIT: 18, **dict.fromkeys(range(VALUE, SAID), 14.0), SAID: 24})
    sheet.freeze, sheet.title_rows = (FIRST_ROW, VALUE), (1, HEAD_ROW)
    book.formula(Address(SENSITIVITY, HEAD_ROW, LABEL), LINK, {"cell": places.chosen}, "text_total")
    sheet.text(HEAD_ROW, UNIT, speech.say("chosen on Summary"), "note_left")
    heads = [(ID, "id", "head"), (LABEL, speech.say("Line"), "head"), (UNIT, speech.say("Unit"), "head"),
             (VALUE, speech.say("Value"), "head_number"), (TOTAL, speech.say("Total or peak"), "head_number"),
             (OPENING, speech.say("Opening"), "head_number")]  # fmt: skip
    heads += [(FIRST_PERIOD + p, speech.period(p), "head_number") for p in range(places.periods)]
    for column, text, style in heads:
        lines_sheet.text(HEAD_ROW, column, text, style)
    lines_sheet.widths.update({ID: 26, LABEL: 46, UNIT: 18, VALUE: 14, TOTAL: 14, OPENING: 14})
    lines_sheet.widths.update({FIRST_PERIOD + p: 13 for p in range(places.periods)})
    lines_sheet.freeze, lines_sheet.title_rows = (FIRST_ROW, VALUE), (1, HEAD_ROW)
    otherwise = lines_sheet.text(FIRST_ROW, LABEL, speech.say("not weighed here"), "text").locked("rc")
    names = {scenarios: _named(places, speech, ids) for scenarios, ids in wanted.items()}
    table = ScenarioTable.made(book, places, speech, LINES, FIRST_ROW + 2, names)
    lines = Lines(book, places, speech, results, table.below)
    return Page(book, places, speech, lines, table, otherwise, FIRST_ROW)


def _named(places: Places, speech: Speech, ids: Sequence[str]) -> str:
    """The options and pairs that results are of."""
    nodes = [places.model.nodes[id] for id in ids]
    names = [speech.pair(each.owner) if each.scope == "pair" else speech.option(each.owner) for each in nodes]
    return ", ".join(dict.fromkeys(names))
