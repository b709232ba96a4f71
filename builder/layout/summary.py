"""The Summary sheet: each comparison's headline rows, looked up in Results, with a native chart beside its own cells."""

from __future__ import annotations

from builder.language import message
from builder.layout.book import Book, Sheet, ready
from builder.layout.cells import Address, Area, NativeChart, SeriesRef
from builder.layout.formats import number_format
from builder.layout.place import FIRST_ROW, FIRST_SCENARIO, HEAD_ROW, ID, LABEL, RESULTS, SUMMARY, UNIT, VALUE, Places
from builder.layout.speech import Speech
from builder.results import Results

_LOOK_UP = ready("lookup(scenario, scenarios, values)")
CHART_ROWS = 18
"""Rows a chart covers below its table."""


def add_summary(book: Book, places: Places, speech: Speech, results: Results) -> None:
    """Fill the Summary sheet."""
    sheet = book.sheet(SUMMARY)
    study = places.model.loaded.study
    columns = max((len(each.scenarios) for each in study.comparisons.values()), default=0)
    sheet.widths.update({ID: 22, LABEL: 46, UNIT: 18, **{VALUE + i: 18 for i in range(max(columns, 3))}})
    sheet.freeze, sheet.title_rows = (HEAD_ROW, VALUE), (1, HEAD_ROW - 1)
    row = FIRST_ROW
    for comparison in study.comparisons:
        row = _comparison(book, sheet, places, speech, results, comparison, row)
    if not study.comparisons:
        _plain(book, sheet, places, speech, results, row)


def _comparison(book: Book, sheet: Sheet, places: Places, speech: Speech, results: Results, comparison: str, row: int) -> int:
    study = places.model.loaded.study
    spec = study.comparisons[comparison]
    sheet.text(row, LABEL, speech.text(spec.label), "section")
    row += 1
    scenarios = [places.model.scenarios.index(each) for each in spec.scenarios]
    head = row
    sheet.text(head, LABEL, speech.say("Scenario"), "head")
    sheet.text(head, UNIT, speech.say("Unit"), "head")
    for offset, scenario in enumerate(scenarios):
        sheet.text(head, VALUE + offset, speech.scenario(scenario), "head_number")
        sheet.text(head + 1, VALUE + offset, places.model.scenarios[scenario], "id_number")
    row += 2
    options = (spec.subject, *spec.alternatives)
    series = []
    for option in options:
        series.append(row)
        row = _row(book, sheet, places, speech, results, f"{option}.total_cost.total", scenarios, row, speech.option(option), "total")
    for option in options:
        label = speech.say("{option}, per user and month", option=speech.option(option))
        row = _row(book, sheet, places, speech, results, f"{option}.per_user_month", scenarios, row, label)
    for alternative in spec.alternatives:
        pair = f"{alternative}_vs_{spec.subject}"
        for key, text in (("ratio", message("Cost ratio, {pair}")), ("saving", message("Saving, {pair}"))):
            row = _row(book, sheet, places, speech, results, f"{pair}.{key}", scenarios, row, speech.say(text, pair=speech.pair(pair)))
    _chart(sheet, speech, spec.label, head, series, len(scenarios), row + 1)
    return row + CHART_ROWS + 2


def _row(book: Book, sheet: Sheet, places: Places, speech: Speech, results: Results, id: str, scenarios: list[int], row: int,
         label: str, style: str = "calculation") -> int:  # fmt: skip
    node = places.model.nodes[id]
    sheet.text(row, ID, id, "id")
    sheet.text(row, LABEL, label, "text")
    sheet.text(row, UNIT, speech.unit(node.unit_text), "unit")
    form = number_format(node.unit_text, node.format, [results.value(id, each) for each in scenarios], limit=2)
    last = FIRST_SCENARIO + len(places.model.scenarios) - 1
    keys = Area(Address(RESULTS, HEAD_ROW, FIRST_SCENARIO, "rc"), Address(RESULTS, HEAD_ROW, last, "rc"))
    key_row = max(r for (r, c), cell in sheet.cells.items() if c == VALUE and cell.style == "id_number")
    for offset in range(len(scenarios)):
        key = Address(SUMMARY, key_row, VALUE + offset, "r")
        targets = {"scenario": key, "scenarios": keys, "values": places.result_row(id)}
        book.formula(Address(SUMMARY, row, VALUE + offset), _LOOK_UP, targets, style, form)
    return row + 1


def _chart(sheet: Sheet, speech: Speech, label: dict[str, str], head: int, series: list[int], count: int, at: int) -> None:
    def area(row: int) -> Area:
        return Area(Address(SUMMARY, row, VALUE, "rc"), Address(SUMMARY, row, VALUE + count - 1, "rc"))

    refs = tuple(SeriesRef(Address(SUMMARY, row, LABEL, "rc"), area(row)) for row in series)
    title = speech.say("{comparison}: total cost", comparison=speech.text(label))
    sheet.charts.append(NativeChart(title, "bar", area(head), refs, Address(SUMMARY, at, LABEL).cell, "#,##0", (22.0, 8.5)))


def _plain(book: Book, sheet: Sheet, places: Places, speech: Speech, results: Results, row: int) -> None:
    """Totals of every option where the study compares none."""
    scenarios = list(range(len(places.model.scenarios)))
    head = row
    sheet.text(head, LABEL, speech.say("Total cost"), "head")
    for scenario in scenarios:
        sheet.text(head, VALUE + scenario, speech.scenario(scenario), "head_number")
        sheet.text(head + 1, VALUE + scenario, places.model.scenarios[scenario], "id_number")
    row, series = row + 2, []
    for option in places.model.loaded.study.options:
        held = [each for each in scenarios if each in places.model.nodes[f"{option}.total_cost.total"].scenarios]
        if held == scenarios:
            series.append(row)
            row = _row(book, sheet, places, speech, results, f"{option}.total_cost.total", held, row, speech.option(option), "total")
    if series:
        _chart(sheet, speech, {"*": speech.say("Options")}, head, series, len(scenarios), row + 1)
