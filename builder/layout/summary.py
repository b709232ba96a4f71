"""The Summary sheet: each comparison's headline rows, looked up in Results, with a native chart of its own cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.language import message
from builder.layout.book import Book, Sheet, ready
from builder.layout.cells import Address, Area, Cell, NativeChart, SeriesRef, Target
from builder.layout.detail import Detail
from builder.layout.formats import axis_format, number_format
from builder.layout.issued import MARK, AsIssued, Issued
from builder.layout.place import FIRST_ROW, FIRST_SCENARIO, HEAD_ROW, ID, LABEL, RESULTS, SUMMARY, UNIT, VALUE, Places
from builder.layout.speech import Speech
from builder.notices import notices
from builder.results import Results

_LOOK_UP = ready("lookup(scenario, scenarios, values)")
CHART_ROWS = 18
"""Rows a chart covers below its table."""


def add_summary(
    book: Book, places: Places, speech: Speech, results: Results, issued: tuple[Issued, ...]
) -> None:
    """Fill the Summary sheet."""
    sheet = book.sheets[SUMMARY]
    study = places.model.loaded.study
    columns = max((len(each.scenarios) for each in study.comparisons.values()), default=0)
    columns = max(columns, len(study.options), MARK - VALUE + 1)
    sheet.widths.update({ID: 22, LABEL: 46, UNIT: 20, **{VALUE + i: 18 for i in range(columns)}})
    sheet.freeze, sheet.title_rows = (FIRST_ROW, VALUE), (1, HEAD_ROW)
    summary = _Summary(book, sheet, places, speech, results)
    row = FIRST_ROW + 1
    for comparison in study.comparisons:
        row = summary.comparison(comparison, row)
        sheet.breaks.add(row)
    if not study.comparisons:
        row = summary.plain(row)
        sheet.breaks.add(row)
    row = Detail(book, sheet, places, speech, results).fill(row)
    sheet.breaks.add(row)
    row = AsIssued(book, places, speech).fill(issued, row)
    summary.stale(row)


@dataclass(frozen=True, slots=True)
class _Summary:
    """Fills the Summary sheet; each part begins in a row and gives the next free one."""

    book: Book
    sheet: Sheet
    places: Places
    speech: Speech
    results: Results

    def stale(self, row: int) -> None:
        """The values that were past their date when the workbook was made."""
        found = notices(self.results, self.speech.language, lambda _, value, __: f"{value:g}")
        past = [each.text for each in found if each.kind == "stale"]
        if past:
            self.sheet.text(row, LABEL, self.speech.say("Values past their date"), "section")
        for offset, text in enumerate(past, row + 1):
            self.sheet.text(offset, LABEL, text, "text")

    def comparison(self, comparison: str, row: int) -> int:
        """One comparison: totals, costs per user and month, ratios and savings, a chart."""
        speech, spec = self.speech, self.places.model.loaded.study.comparisons[comparison]
        self.sheet.text(row, LABEL, speech.text(spec.label), "section")
        head = row + 1
        scenarios = [self.places.model.scenarios.index(each) for each in spec.scenarios]
        self.sheet.text(head, LABEL, speech.say("Scenario"), "head")
        self.sheet.text(head, UNIT, speech.say("Unit"), "head")
        self.heads(head, scenarios)
        options = (spec.subject, *spec.alternatives)
        row = self.totals(options, head, scenarios)
        totals = range(head + 2, row)
        for option in options:
            label = speech.say("{option}, per user and month", option=speech.option(option))
            row = self.row(f"{option}.per_user_month", row, head, scenarios, label)
        for alternative in spec.alternatives:
            pair = f"{alternative}_vs_{spec.subject}"
            for key, text in (("ratio", message("Cost ratio, {pair}")), ("saving", message("Saving, {pair}"))):
                label = speech.say(text, pair=speech.pair(pair))
                row = self.row(f"{pair}.{key}", row, head, scenarios, label)
        self.chart(speech.text(spec.label), head, totals, len(scenarios), row + 1)
        return row + CHART_ROWS + 2

    def plain(self, row: int) -> int:
        """Totals of every option where the study compares none."""
        scenarios = range(len(self.places.model.scenarios))
        self.sheet.text(row, LABEL, self.speech.say("Options"), "section")
        self.sheet.text(row + 1, LABEL, self.speech.say("Total cost"), "head")
        self.sheet.text(row + 1, UNIT, self.speech.say("Unit"), "head")
        self.heads(row + 1, scenarios)
        below = self.totals(tuple(self.places.model.loaded.study.options), row + 1, scenarios)
        self.chart(self.speech.say("Options"), row + 1, range(row + 3, below), len(scenarios), below + 1)
        return below + CHART_ROWS + 2

    def heads(self, head: int, scenarios: Sequence[int]) -> None:
        """Scenarios by label and, in the row below, by the id that Results is searched for."""
        for column, scenario in enumerate(scenarios, VALUE):
            self.sheet.text(head, column, self.speech.scenario(scenario), "head_number")
            self.sheet.text(head + 1, column, self.places.model.scenarios[scenario], "id_number")

    def totals(self, options: Sequence[str], head: int, scenarios: Sequence[int]) -> int:
        """A row for each option's total cost."""
        row = head + 2
        for option in options:
            row = self.row(f"{option}.total_cost.total", row, head, scenarios, self.speech.option(option))
        return row

    def row(self, id: str, row: int, head: int, scenarios: Sequence[int], label: str) -> int:
        """One result; grey in the scenarios that do not have it."""
        node = self.places.model.nodes[id]
        self.sheet.text(row, ID, id, "id")
        self.sheet.text(row, LABEL, label, "text")
        self.sheet.text(row, UNIT, self.speech.unit(node.unit_text), "unit")
        held = [each for each in scenarios if each in node.scenarios]
        form = number_format(node.unit_text, node.format, [self.results.value(id, each) for each in held], limit=2)
        style = "headline" if node.total_of else "calculation"
        last = FIRST_SCENARIO + len(self.places.model.scenarios) - 1
        keys = Area(Address(RESULTS, HEAD_ROW, FIRST_SCENARIO, "rc"), Address(RESULTS, HEAD_ROW, last, "rc"))
        for column, scenario in enumerate(scenarios, VALUE):
            if scenario not in held:
                self.sheet.put(row, column, Cell(None, "unused"))
                continue
            key = Address(SUMMARY, head + 1, column, "r")
            targets: dict[str, Target] = {"scenario": key, "scenarios": keys, "values": self.places.result_row(id)}
            self.book.formula(Address(SUMMARY, row, column), _LOOK_UP, targets, style, form)
        return row + 1

    def chart(self, label: str, head: int, totals: Sequence[int], count: int, at: int) -> None:
        """Grouped bars of the totals."""

        def area(row: int) -> Area:
            return Area(Address(SUMMARY, row, VALUE, "rc"), Address(SUMMARY, row, VALUE + count - 1, "rc"))

        options = list(self.places.model.loaded.study.options)
        series = [SeriesRef(Address(SUMMARY, row, LABEL, "rc"), area(row), options.index(self.option_of(row)))
                  for row in totals]  # fmt: skip
        shown = [self.book.value(each) for row in totals for each in area(row).addresses()]
        largest = max((abs(each) for each in shown if isinstance(each, float)), default=0.0)
        currency = self.places.model.loaded.study.currency
        form, words = axis_format(largest, currency, self.speech.language)
        title = self.speech.say("{comparison}: total cost", comparison=label)
        anchor = Address(SUMMARY, at, LABEL).cell
        self.sheet.charts.append(
            NativeChart(title, "grouped", area(head), tuple(series), anchor, form, (24.0, 9.0), words, "", CHART_ROWS)
        )

    def option_of(self, row: int) -> str:
        """The option whose total stands in a row, by its id."""
        id = self.sheet.cells[row, ID].value
        return str(id).split(".")[0]
