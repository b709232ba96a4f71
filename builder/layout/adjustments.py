"""The Adjustments sheet: blank rows for each option, in which anybody types amounts that enter its total.

Periods stand in the same columns as on every scenario's sheet. A row holds in every scenario, or in the one that is
named beside it, by the id that its sheet is called by.
"""

from __future__ import annotations

from builder.layout.book import Book, Sheet, ready
from builder.layout.cells import Address, Area, Cell, Target, Validation
from builder.layout.formats import number_format
from builder.layout.place import (
    ADJUSTMENTS,
    FIRST_PERIOD,
    FIRST_ROW,
    HEAD_ROW,
    ID,
    KNOWN,
    LABEL,
    TOTAL,
    UNIT,
    VALUE,
    Places,
)
from builder.layout.speech import Speech
from builder.model.adjustments import AMOUNTS, HELD_IN, Adjustment, rows_shown
from builder.model.names import adjustment_name

LONGEST = 255
"""Letters of a label or a note: as many as a list box or a search takes."""
_TOTAL = ready("sum_over(amounts)")
_KNOWN = ready("count_equal(scenarios, scenario)")
_MONEY = number_format("money", None, [])


def add_adjustments(book: Book, places: Places, speech: Speech) -> None:
    """Fill the Adjustments sheet."""
    sheet = book.sheet(ADJUSTMENTS)
    _heads(sheet, places, speech)
    row = FIRST_ROW
    for option in places.model.loaded.study.options:
        given = places.model.nodes[f"{option}.{AMOUNTS}"].adjustments
        sheet.text(row, LABEL, speech.option(option), "section")
        first = row + 1
        for number in range(1, rows_shown(given) + 1):
            row += 1
            one = given[number - 1] if number <= len(given) else None
            _row(book, places, speech, option, number, row, one)
        _validate(sheet, places, speech, first, row)
        held_in = Area(Address(ADJUSTMENTS, first, VALUE, "rc"), Address(ADJUSTMENTS, row, VALUE, "rc"))
        places.written[f"{option}.{HELD_IN}"] = held_in
        places.written[f"{option}.{AMOUNTS}"] = _column(first, row, FIRST_PERIOD)
        row += 2


def _column(first: int, last: int, column: int) -> Area:
    return Area(Address(ADJUSTMENTS, first, column, "r"), Address(ADJUSTMENTS, last, column, "r"))


def _heads(sheet: Sheet, places: Places, speech: Speech) -> None:
    after = FIRST_PERIOD + places.periods
    heads = [
        (ID, "id", "head"),
        (LABEL, speech.say("Adjustment: what the amounts are for"), "head"),
        (UNIT, speech.say("Unit"), "head"),
        (VALUE, speech.say("Scenario (blank: every one)"), "head"),
        (TOTAL, speech.say("Total of the row"), "head_number"),
        (KNOWN, speech.say("Scenario is known"), "head_number"),
    ]
    heads += [(FIRST_PERIOD + p, speech.period(p), "head_number") for p in range(places.periods)]
    heads += [(after, speech.say("Note"), "head"), (after + 1, speech.say("Status"), "head")]
    heads.append((after + 2, speech.say("Source"), "head"))
    for column, text, style in heads:
        sheet.text(HEAD_ROW, column, text, style)
    told = speech.say("Costs are positive, credits negative. Amounts enter the total of their option as they stand.")
    sheet.text(HEAD_ROW - 1, LABEL, told, "note_left")
    sheet.widths.update({ID: 26, LABEL: 46, UNIT: 10, VALUE: 24, TOTAL: 14, KNOWN: 10})
    sheet.widths.update({FIRST_PERIOD + p: 13 for p in range(places.periods)})
    sheet.widths.update({after: 40, after + 1: 20, after + 2: 40})
    sheet.freeze, sheet.title_rows = (FIRST_ROW, VALUE), (1, HEAD_ROW)


def _row(  # where it stands, and what stands in it
    book: Book, places: Places, speech: Speech, option: str, number: int, row: int, one: Adjustment | None
) -> None:
    """One row: blank cells where the study gives none, with a name each by which they can be read back."""
    sheet, after = book.sheets[ADJUSTMENTS], FIRST_PERIOD + places.periods
    sheet.text(row, ID, f"{option}.adjustments.{number}", "id")
    sheet.text(row, UNIT, places.model.loaded.study.currency, "unit")
    scenario = places.model.scenarios[one.scenario] if one and one.scenario is not None else None
    typed: list[tuple[str, int, str | float | None, str]] = [
        ("label", LABEL, speech.text(one.label) if one else None, "input_text"),
        ("scenario", VALUE, scenario, "input_text"),
        ("note", after, speech.text(one.setting.note) or None if one else None, "input_text"),
    ]
    amounts = one.amounts if one else (0.0,) * places.periods
    typed += [(str(p), FIRST_PERIOD + p, amount or None, "input") for p, amount in enumerate(amounts)]
    for part, column, value, style in typed:
        form = _MONEY if style == "input" else "@"
        address = sheet.put(row, column, Cell(value, style, number_format=form))
        sheet.unlocked.add((row, column))
        book.name(adjustment_name(option, number, part), address)
    cells = Area(Address(ADJUSTMENTS, row, FIRST_PERIOD, "c"), Address(ADJUSTMENTS, row, after - 1, "c"))
    book.formula(Address(ADJUSTMENTS, row, TOTAL), _TOTAL, {"amounts": cells}, "sum", _MONEY)
    targets: dict[str, Target] = {"scenario": Address(ADJUSTMENTS, row, VALUE, "c"), "scenarios": places.scenario_ids}
    book.formula(Address(ADJUSTMENTS, row, KNOWN), _KNOWN, targets, "calculation", "0;-0;")
    if one:
        sheet.text(row, after + 1, speech.status(one.setting.status), "after")
        sheet.text(row, after + 2, speech.text(one.setting.source), "after")


def _validate(sheet: Sheet, places: Places, speech: Speech, first: int, last: int) -> None:
    after = FIRST_PERIOD + places.periods

    def column(number: int) -> tuple[str, ...]:
        return tuple(Address(ADJUSTMENTS, row, number).cell for row in range(first, last + 1))

    letters = speech.say("A text of at most {count} letters is expected.", count=LONGEST)
    for number, title in ((LABEL, "label"), (after, "note")):
        sheet.validations.append(Validation(column(number), "text", None, float(LONGEST), (), title, letters))
    choose = speech.say("Choose the scenario that the amounts are for, or leave it blank for every one.")
    sheet.validations.append(Validation(column(VALUE), "list", None, None, (), "scenario", choose, places.scenario_ids))
    amounts = tuple(cell for period in range(places.periods) for cell in column(FIRST_PERIOD + period))
    unit = speech.unit("money")
    message = speech.say("A number is expected, in {unit}.", unit=unit)
    sheet.validations.append(Validation(amounts, "decimal", None, None, (), "amount", message))
