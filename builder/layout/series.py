"""The Series sheet: assumptions that differ by period, in the same columns as the periods of every scenario's sheet."""

from __future__ import annotations

from builder.layout.book import Book, ready
from builder.layout.cells import Address, Cell, Validation
from builder.layout.formats import number_format
from builder.layout.limits import put_limits
from builder.layout.place import FIRST_PERIOD, FIRST_ROW, HEAD_ROW, ID, LABEL, SERIES, UNIT, VALUE, Places
from builder.layout.speech import Speech
from builder.model.names import input_name
from builder.model.rows import Row

_FIRST = ready("first_period")


def add_series(book: Book, places: Places, speech: Speech) -> None:
    """Fill the Series sheet: a row for each list of values, general or of a scenario."""
    sheet = book.sheet(SERIES)
    heads = [(ID, "id", "head"), (LABEL, speech.say("Assumption"), "head"), (UNIT, speech.say("Unit"), "head"),
             (VALUE, speech.say("Scenario"), "head")]  # fmt: skip
    heads += [(FIRST_PERIOD + p, speech.period(p), "head_number") for p in range(places.periods)]
    for column, text, style in heads:
        sheet.text(HEAD_ROW, column, text, style)
    sheet.widths.update({ID: 26, LABEL: 46, UNIT: 20, VALUE: 30})
    after = FIRST_PERIOD + places.periods
    sheet.text(HEAD_ROW, after, speech.say("Least possible"), "head_number")
    sheet.text(HEAD_ROW, after + 1, speech.say("Most possible"), "head_number")
    sheet.widths.update({FIRST_PERIOD + p: 13 for p in range(places.periods + 2)})
    sheet.freeze, sheet.title_rows = (FIRST_ROW, VALUE), (1, HEAD_ROW)
    for row, (id, scenario) in enumerate(places.series, FIRST_ROW):
        places.series[id, scenario] = row
        _series_row(book, places, speech, places.model.assumptions.row(id), scenario, row)


def _series_row(book: Book, places: Places, speech: Speech, each: Row, scenario: int | None, row: int) -> None:
    sheet = book.sheets[SERIES]
    setting = each.general if scenario is None else each.overrides[scenario]
    if setting is None or not isinstance(setting.value, tuple):
        return
    sheet.text(row, ID, each.id, "id")
    sheet.text(row, LABEL, speech.text(each.label), "text")
    sheet.text(row, UNIT, speech.unit(each.unit_text), "unit")
    sheet.text(row, VALUE, speech.say("all scenarios") if scenario is None else speech.scenario(scenario), "after")
    form = number_format(each.unit_text, each.format, setting.value)
    name = "" if scenario is None else places.model.scenarios[scenario]
    cells = []
    for position, value in enumerate(setting.value, 1):
        column = FIRST_PERIOD + position
        cells.append(sheet.put(row, column, Cell(value, "input", number_format=form)))
        sheet.unlocked.add((row, column))
        book.name(input_name(each.owner, each.key, name, position), cells[-1])
    book.formula(Address(SERIES, row, FIRST_PERIOD), _FIRST, {"first_period": cells[0]}, "calculation", form)
    put_limits(sheet, row, FIRST_PERIOD + places.periods, (each.min, each.max))
    message = speech.say("A number is expected, in {unit}.", unit=speech.unit(each.unit_text))
    typed = tuple(address.cell for address in cells)
    sheet.validations.append(Validation(typed, "decimal", each.min, each.max, (), each.key, message))
