"""The Inputs sheet and the Tables sheet: every assumption, its general value, overrides per scenario."""

from __future__ import annotations

from collections.abc import Iterator

from builder.errors import Problem, WorkbookError
from builder.layout.book import Book, Sheet
from builder.layout.cells import Address, Area, Cell, Validation
from builder.layout.formats import needed_decimals, number_format
from builder.layout.limits import add_limits, put_limits
from builder.layout.particulars import NOTE, SOURCE, STATUS, overrides_told, told_of
from builder.layout.place import (
    FIRST_ROW,
    FIRST_SCENARIO,
    HEAD_ROW,
    ID,
    IDS_ROW,
    INPUTS,
    LABEL,
    SERIES,
    TABLES,
    UNIT,
    VALUE,
    Places,
)
from builder.layout.series import add_series
from builder.layout.speech import Speech
from builder.model.assumptions import Row
from builder.model.names import input_name

WEAK = ("calibrated", "estimated", "inferred", "default", "unsourced")
"""Statuses that are marked where they show."""
_COMPARING, _WILD = "<>=", "*?~"
MAX_CHOICES = 255
"""Characters that Excel takes for all choices of a cell, commas included."""


def add_inputs(book: Book, places: Places, speech: Speech) -> None:
    """Fill the Inputs sheet, and Tables where the study has tables."""
    sheet = book.sheet(INPUTS)
    after = FIRST_SCENARIO + len(places.model.scenarios)
    _heads(sheet, places, speech, after)
    row = FIRST_ROW
    for heading, rows in _sections(places, speech):
        sheet.text(row, LABEL, heading, "section")
        row += 1
        for each in rows:
            _input_row(book, sheet, places, speech, each, row)
            row += 1
        row += 1
    tables = [each for each in places.model.assumptions.rows if each.kind == "table"]
    if tables:
        _tables(book, places, speech, tables)
    if places.series:
        add_series(book, places, speech)
    add_limits(book, places, speech)


def _sections(places: Places, speech: Speech) -> Iterator[tuple[str, list[Row]]]:
    """Rows by owner: the study's, each workload's, each option's, in the author's order."""
    study = places.model.loaded.study
    owners = [("", speech.say("Study"))]
    owners += [(key, speech.text(each.label)) for key, each in study.workloads.items()]
    owners += [(key, speech.text(each.label)) for key, each in study.options.items()]
    for owner, heading in owners:
        rows = [each for each in places.model.assumptions.rows if each.owner == owner and each.kind != "table"]
        if rows:
            yield heading, rows


def _heads(sheet: Sheet, places: Places, speech: Speech, after: int) -> None:
    heads = [
        (ID, "id"),
        (LABEL, speech.say("Assumption")),
        (UNIT, speech.say("Unit")),
        (VALUE, speech.say("General value")),
    ]
    heads += [(FIRST_SCENARIO + i, speech.scenario(i)) for i in range(len(places.model.scenarios))]
    columns = [speech.say("Low"), speech.say("High"), speech.say("Status"), speech.say("Source"), speech.say("Note")]
    heads += [(after + i, text) for i, text in enumerate(columns)]
    for column, text in heads:
        sheet.text(
            HEAD_ROW,
            column,
            text,
            "head" if column in (ID, LABEL, UNIT, after + 2, after + 3, after + 4) else "head_number",
        )
    for index, name in enumerate(places.model.scenarios):
        sheet.text(IDS_ROW, FIRST_SCENARIO + index, name, "id_number")
    sheet.widths.update(
        {ID: 26, LABEL: 46, UNIT: 20, VALUE: 14, after: 11, after + 1: 11, after + 2: 20, after + 3: 52, after + 4: 30}
    )
    sheet.widths.update({FIRST_SCENARIO + i: 15 for i in range(len(places.model.scenarios))})
    sheet.freeze = (FIRST_ROW, VALUE)
    sheet.title_rows = (1, HEAD_ROW)


def _input_row(book: Book, sheet: Sheet, places: Places, speech: Speech, each: Row, row: int) -> None:
    after = FIRST_SCENARIO + len(places.model.scenarios)
    _identity(sheet, speech, each, row)
    form = _format(each)
    _value(book, places, each, None, Address(INPUTS, row, VALUE), form)
    for scenario in range(len(places.model.scenarios)):
        at = Address(INPUTS, row, FIRST_SCENARIO + scenario)
        if scenario in each.active:
            _value(book, places, each, scenario, at, form)
        else:
            places.inputs[each.id, scenario] = sheet.put(at.row, at.column, Cell(None, "unused"))
    _provenance(sheet, speech, each, row, after)
    places.ranges[each.id] = Address(INPUTS, row, after), Address(INPUTS, row, after + 1)
    _validate(sheet, speech, each, row)


def _identity(sheet: Sheet, speech: Speech, each: Row, row: int) -> None:
    """What a row begins with: its id, label and unit."""
    sheet.text(row, ID, each.id, "id")
    sheet.text(row, LABEL, speech.text(each.label), "text")
    sheet.text(row, UNIT, speech.unit(each.unit_text), "unit")


def _value(book: Book, places: Places, each: Row, scenario: int | None, at: Address, form: str) -> None:
    setting = each.general if scenario is None else each.overrides.get(scenario)
    sheet = book.sheets[INPUTS]
    if setting is not None and isinstance(setting.value, tuple):
        places.inputs[each.id, scenario] = sheet.text(at.row, at.column, SERIES, "unused", link=SERIES)
        places.series[each.id, scenario] = 0  # placed when the Series sheet is filled
        return
    value = None if setting is None or isinstance(setting.value, tuple) else setting.value
    style = "input_weak" if setting and setting.status in WEAK else "input"
    places.inputs[each.id, scenario] = sheet.put(at.row, at.column, Cell(value, style, number_format=form))
    sheet.unlocked.add((at.row, at.column))
    name = "" if scenario is None else places.model.scenarios[scenario]
    book.name(input_name(each.owner, each.key, name), at)


def _provenance(sheet: Sheet, speech: Speech, each: Row, row: int, after: int) -> None:
    best = told_of(each)
    if best is None:
        return
    for offset, value in enumerate((best.low, best.high)):
        if value is not None:
            sheet.put(row, after + offset, Cell(value, "constant", number_format=_format_of(each, [value])))
    sheet.text(row, after + STATUS, speech.status(best.status), "status_weak" if best.status in WEAK else "after")
    sheet.text(row, after + SOURCE, speech.text(best.source), "after")
    note = [each for each in (speech.text(best.note), overrides_told(each, speech)) if each]
    if note:
        sheet.text(row, after + NOTE, "; ".join(note), "after")


def _format(each: Row) -> str:
    return _format_of(
        each,
        [s.value for s in (each.general, *each.overrides.values()) if s is not None and isinstance(s.value, float)],
    )


def _format_of(each: Row, values: list[float]) -> str:
    kind = each.format
    if kind == "percent" or each.unit_text == "%":
        decimals = min(4, max((needed_decimals(value * 100) for value in values), default=0))
        return "0" + ("." + "0" * decimals if decimals else "") + "%"
    return number_format(each.unit_text, kind, values)


def _validate(sheet: Sheet, speech: Speech, each: Row, row: int) -> None:
    columns = [VALUE, *(FIRST_SCENARIO + scenario for scenario in sorted(each.active))]
    cells = tuple(Address(INPUTS, row, column).cell for column in columns)
    if each.kind == "choice":
        choices = each.choices
        _check_choices(each)
        message = speech.say("Choose one of: {choices}.", choices=", ".join(choices))
        sheet.validations.append(Validation(cells, "list", None, None, choices, each.key, message))
        return
    low, high = each.min, each.max
    if low is None and high is None:
        message = speech.say("A number is expected, in {unit}.", unit=speech.unit(each.unit_text))
    elif high is None:
        message = speech.say(
            "A number of at least {low} is expected, in {unit}.", low=f"{low:g}", unit=speech.unit(each.unit_text)
        )
    elif low is None:
        message = speech.say(
            "A number of at most {high} is expected, in {unit}.", high=f"{high:g}", unit=speech.unit(each.unit_text)
        )
    else:
        message = speech.say(
            "A number from {low} to {high} is expected, in {unit}.",
            low=f"{low:g}",
            high=f"{high:g}",
            unit=speech.unit(each.unit_text),
        )
    kind = "flag" if each.kind == "flag" else _number_kind(each)
    sheet.validations.append(Validation(cells, kind, low, high, (), each.key, _with_whole(speech, each, message)))


def _number_kind(each: Row) -> str:
    return "whole" if each.whole else "decimal"


def _with_whole(speech: Speech, each: Row, message: str) -> str:
    """A message of validation that also says where parts of a thing are none."""
    return f"{message} {speech.say('It has to be whole.')}" if each.whole else message


def _check_choices(each: Row) -> None:
    """A spreadsheet keeps the choices of a cell in one text, with commas between them."""
    if any("," in choice for choice in each.choices):
        raise WorkbookError(
            Problem(each.path, "a choice has a comma, which parts choices in a workbook", "write it without")
        )
    if odd := next((each for each in each.choices if each[:1] in _COMPARING or set(each) & set(_WILD)), None):
        signs = f"one of {_WILD}, or {_COMPARING} at its beginning"
        what = f"the choice {odd!r} has a sign that a workbook's searches read otherwise: {signs}"
        raise WorkbookError(Problem(each.path, what, "write it without"))
    if len(",".join(each.choices)) > MAX_CHOICES:
        raise WorkbookError(
            Problem(each.path, f"the choices have more than {MAX_CHOICES} characters together", "shorten them")
        )


def _tables(book: Book, places: Places, speech: Speech, tables: list[Row]) -> None:
    """Each table as a row of entries; their order does not matter to any formula."""
    sheet = book.sheet(TABLES)
    width = max(len(each.general.value) for each in tables if each.general and isinstance(each.general.value, tuple))
    heads = [(ID, "id"), (LABEL, speech.say("Table")), (UNIT, speech.say("Unit"))]
    heads += [(VALUE + i, speech.say("Entry {number}", number=i + 1)) for i in range(width)]
    heads += [(VALUE + width, speech.say("Status")), (VALUE + width + 1, speech.say("Source"))]
    for column, text in heads:
        sheet.text(HEAD_ROW, column, text, "head")
    sheet.text(HEAD_ROW, VALUE + width + 2, speech.say("Least possible"), "head_number")
    sheet.widths.update({ID: 22, LABEL: 46, UNIT: 16, VALUE + width: 14, VALUE + width + 1: 52})
    sheet.freeze, sheet.title_rows = (FIRST_ROW, VALUE), (1, HEAD_ROW)
    for row, each in enumerate(tables, FIRST_ROW):
        setting = each.general
        if setting is None or not isinstance(setting.value, tuple):
            continue
        _identity(sheet, speech, each, row)
        cells = []
        for position, entry in enumerate(setting.value):
            style = "input_weak" if setting.status in WEAK else "input"
            address = sheet.put(
                row, VALUE + position, Cell(entry, style, number_format=number_format(each.unit_text, None, [entry]))
            )
            sheet.unlocked.add((row, VALUE + position))
            book.name(input_name(each.owner, each.key, entry=position + 1), address)
            cells.append(address)
        places.tables[each.id] = Area(cells[0].locked("rc"), cells[-1].locked("rc"))
        sheet.text(
            row, VALUE + width, speech.status(setting.status), "status_weak" if setting.status in WEAK else "after"
        )
        sheet.text(row, VALUE + width + 1, speech.text(setting.source), "after")
        put_limits(sheet, row, VALUE + width + 2, (each.min or 0.0, None))
        message = speech.say(
            "A number of at least {low} is expected, in {unit}.",
            low=f"{each.min or 0:g}",
            unit=speech.unit(each.unit_text),
        )
        sheet.validations.append(
            Validation(tuple(a.cell for a in cells), _number_kind(each), each.min or 0.0, None, (), each.key,
                       _with_whole(speech, each, message))
        )  # fmt: skip
