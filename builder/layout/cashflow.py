"""The Cash flow sheet: what each option costs over time in the chosen scenario, and what the subject saves by it.

Flows come from Results; adding up and discounting are done here, in rows a reader can follow. The measures of a pair
are the model's own lines.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from builder.layout.book import Book, Ready, Sheet, ready
from builder.layout.cells import Address, Area, NativeChart, SeriesRef, Target
from builder.layout.flows import FACTOR, YEARS, flow_of, has_flows, paired_flows
from builder.layout.formats import axis_format, number_format
from builder.layout.place import (
    CASH_FLOW,
    FIRST_PERIOD,
    FIRST_ROW,
    HEAD_ROW,
    ID,
    LABEL,
    OPENING,
    SUMMARY,
    TOTAL,
    UNIT,
    VALUE,
    Places,
)
from builder.layout.speech import Speech
from builder.results import Results

CHART_ROWS = 20
DISCOUNTING = FIRST_ROW + CHART_ROWS + 2
"""The row of the time axis' heading, below the chart."""
_CHOSEN = ready("entry(values, place)")
_ADDED = ready("sum_over(flows)")
_DISCOUNTED = ready("flow * factor")
_ALONG = ready("sum_over(payback) - (1 - count_numbers(payback))")
"""Where the break-even stands along the axis; before its beginning, so not drawn, where there is none."""
_WHOLE = ready("floor(max(0, sum_over(periods)), digits)")
_HEIGHT = ready("entry(costs, whole + 1) + (entry(following, whole + 1) - entry(costs, whole + 1)) * share")
_SHARE = ready("max(0, sum_over(periods) - whole)")


def add_cash_flow(book: Book, places: Places, speech: Speech, results: Results) -> None:
    """Fill the Cash flow sheet, where there are flows that may be seen."""
    if not has_flows(places):
        return
    flow = _CashFlow(book, book.sheet(CASH_FLOW), places, speech, results)
    flow.heads()
    row = flow.discounting(DISCOUNTING)
    costs: dict[str, int] = {}
    for option in places.model.loaded.study.options:
        line = flow_of(places, option)
        if line is not None:
            costs[option] = row
            row = flow.option(option, line, row)
    points = {}
    for pair in paired_flows(places):
        points[pair] = row
        row = flow.pair(pair, row, costs)
    flow.chart(FIRST_ROW, costs, points)


@dataclass(frozen=True, slots=True)
class _CashFlow:
    """Fills the sheet; each part begins in a row and gives the next free one."""

    book: Book
    sheet: Sheet
    places: Places
    speech: Speech
    results: Results

    def heads(self) -> None:
        """Columns as on the scenarios' sheets, and the chosen scenario in the frozen head."""
        say, sheet = self.speech.say, self.sheet
        heads = [(ID, "id", "head"), (LABEL, say("Line"), "head"), (UNIT, say("Unit"), "head"),
                 (VALUE, say("Value"), "head_number"), (TOTAL, say("Total"), "head_number"),
                 (OPENING, "", "head_number")]  # fmt: skip
        heads += [(FIRST_PERIOD + p, self.speech.period(p), "head_number") for p in range(self.places.periods)]
        for column, text, style in heads:
            sheet.text(HEAD_ROW, column, text, style)
        self.book.link(Address(CASH_FLOW, HEAD_ROW - 1, LABEL), self.places.chosen, "chosen")
        sheet.text(HEAD_ROW - 1, UNIT, say("choose on Summary"), "hyperlink", link=SUMMARY)
        sheet.widths.update({ID: 22, LABEL: 46, UNIT: 18, VALUE: 16, TOTAL: 14, OPENING: 2})
        sheet.widths.update({FIRST_PERIOD + p: 13 for p in range(self.places.periods)})
        sheet.freeze, sheet.title_rows = (FIRST_ROW, VALUE), (1, HEAD_ROW)

    def discounting(self, row: int) -> int:
        """The time axis and the row of discount factors."""
        self.sheet.text(row, LABEL, self.speech.say("Discounting"), "section")
        self.by_period(row + 1, YEARS, YEARS)
        self.by_period(row + 2, FACTOR, FACTOR)
        return row + 4

    def option(self, option: str, line: str, row: int) -> int:
        """What an option costs in each period, added up, and discounted."""
        self.heading(row, option)
        self.by_period(row + 1, line, line, total=True)
        self.added_up(row + 2, f"{option}.cumulative_flow", self.speech.say("Added up"), line)
        self.discounted(row + 3, f"{option}.discounted_flow", line)
        return row + 5

    def pair(self, pair: str, row: int, costs: dict[str, int]) -> int:
        """What the subject saves against an alternative, and when it has recovered what it cost more."""
        say, line = self.speech.say, f"{pair}.cash_flow"
        self.heading(row, pair)
        self.by_period(row + 1, line, line, total=True)
        self.added_up(row + 2, f"{pair}.cumulative_cash_flow", say("Added up"), line)
        self.discounted(row + 3, f"{pair}.discounted_cash_flow", line)
        measures = ("net_present_value", "internal_rate_of_return", "payback", "recovery_periods")
        for at, key in enumerate(measures, row + 4):
            self.measure(at, f"{pair}.{key}")
        self.break_even(row + 8, pair)
        self.point(row + 9, pair, row + 6, costs[pair.split("_vs_")[1]])
        return row + 14

    def heading(self, row: int, owner: str) -> None:
        """A section called by an option or a pair, or by that it is not weighed in the chosen scenario."""
        at = Address(CASH_FLOW, row, LABEL)
        self.book.formula(at, _CHOSEN, self.chosen(self.places.result_row(f"{owner}.name")), "section")

    def chosen(self, values: Area) -> dict[str, Target]:
        """Where the formula for the chosen scenario's value among others reads."""
        return {"values": values, "place": self.places.chosen_number}

    def label(self, row: int, id: str, text: str, unit: str) -> None:
        """The first three columns of a row."""
        self.sheet.text(row, ID, id, "id")
        self.sheet.text(row, LABEL, text, "text")
        self.sheet.text(row, UNIT, self.speech.unit(unit), "unit")

    def by_period(self, row: int, id: str, line: str, total: bool = False) -> None:
        """A line of the model in the chosen scenario."""
        node = self.places.model.nodes[line]
        self.label(row, id, self.speech.text(node.label), node.unit_text)
        form = self.form(line)
        for period in range(self.places.periods):
            targets = self.chosen(self.places.in_period(line, period))
            self.book.formula(Address(CASH_FLOW, row, FIRST_PERIOD + period), _CHOSEN, targets, "link", form)
        if total:
            self.total(row, form)

    def form(self, line: str) -> str:
        """The number format of a line, by its values in every scenario."""
        node = self.places.model.nodes[line]
        return number_format(
            node.unit_text, node.format, [float(each) for each in self.results.values[line].ravel()], 4
        )

    def total(self, row: int, form: str) -> None:
        """The sum of a row's periods."""
        self.book.formula(Address(CASH_FLOW, row, TOTAL), _ADDED, {"flows": self.span(row)}, "headline", form)

    def span(self, row: int, last: int | None = None) -> Area:
        """The periods of a row, up to one of them."""
        end = self.places.periods - 1 if last is None else last
        first = Address(CASH_FLOW, row, FIRST_PERIOD, "c")
        return Area(first, Address(CASH_FLOW, row, FIRST_PERIOD + end, "c" if last is None else ""))

    def added_up(self, row: int, id: str, text: str, line: str) -> None:
        """The row above, summed up to each period."""
        self.label(row, id, text, "money")
        for period in range(self.places.periods):
            targets: dict[str, Target] = {"flows": self.span(row - 1, period)}
            at = Address(CASH_FLOW, row, FIRST_PERIOD + period)
            self.book.formula(at, _ADDED, targets, "calculation", self.form(line))

    def discounted(self, row: int, id: str, line: str) -> None:
        """The flows two rows above, each times its discount factor; their sum is the present value."""
        self.label(row, id, self.speech.say("Discounted (total: present value)"), "money")
        factor = DISCOUNTING + 2
        for period in range(self.places.periods):
            column = FIRST_PERIOD + period
            targets: dict[str, Target] = {
                "flow": Address(CASH_FLOW, row - 2, column), "factor": Address(CASH_FLOW, factor, column, "r"),
            }  # fmt: skip
            self.book.formula(Address(CASH_FLOW, row, column), _DISCOUNTED, targets, "calculation", self.form(line))
        self.total(row, self.form(line))

    def measure(self, row: int, id: str) -> None:
        """A result of the pair."""
        node = self.places.model.nodes[id]
        self.label(row, id, self.speech.text(node.label), node.unit_text)
        self.value(row, _CHOSEN, self.chosen(self.places.result_row(id)), "headline", self.form(id))

    def value(self, row: int, formula: Ready, targets: dict[str, Target], style: str, form: str = "General") -> None:
        """A formula in the column of single values."""
        self.book.formula(Address(CASH_FLOW, row, VALUE), formula, targets, style, form)

    def break_even(self, row: int, pair: str) -> None:
        """The name of the period by whose end the outlay is recovered, or that it is not."""
        alternative = self.speech.option(pair.split("_vs_", maxsplit=1)[0])
        text = self.speech.say("Break-even with {alternative}", alternative=alternative)
        self.label(row, f"{pair}.break_even", text, "1")
        names = self.places.beside(f"{pair}.cash_flow", VALUE)
        self.value(row, _CHOSEN, self.chosen(names), "headline")

    def digits(self) -> Address:
        """The guard of steps, as Inputs has it."""
        return self.places.inputs["rounding_digits", None].locked("rc")

    def point(self, row: int, pair: str, payback: int, subject: int) -> None:
        """Where in the chart both have cost the same: the year, the whole periods before it, the cost."""
        say = self.speech.say
        self.label(row, f"{pair}.meeting_year", say("Break-even in the chart: years from the start"), "year")
        self.value(row, _ALONG, {"payback": Address(CASH_FLOW, payback, VALUE)}, "calculation", "0.00")
        periods, whole = Address(CASH_FLOW, payback + 1, VALUE), Address(CASH_FLOW, row + 1, VALUE)
        share = Address(CASH_FLOW, row + 2, VALUE)
        self.label(row + 1, f"{pair}.whole_periods", say("Whole periods before it"), "1")
        self.value(row + 1, _WHOLE, {"periods": periods, "digits": self.digits()}, "calculation", "0")
        self.label(row + 2, f"{pair}.share_of_period", say("Share of the next period"), "1")
        self.value(row + 2, _SHARE, {"periods": periods, "whole": whole}, "calculation", "0.00")
        self.label(row + 3, f"{pair}.meeting_cost", say("Break-even in the chart: cost of both by then"), "money")
        costs = self.span(subject + 2)
        ends = (replace(each, column=each.column + 1) for each in (costs.first, costs.last))
        following = Area(*ends)
        targets: dict[str, Target] = {"costs": costs, "following": following, "whole": whole, "share": share}
        self.value(row + 3, _HEIGHT, targets, "calculation", '#,##0;-#,##0;"–"')

    def chart(self, row: int, costs: dict[str, int], points: dict[str, int]) -> None:
        """What each option has cost by each period, and where they meet."""
        study, say = self.places.model.loaded.study, self.speech.say
        tones = {option: tone for tone, option in enumerate(study.options)}
        series = [SeriesRef(Address(CASH_FLOW, at, LABEL, "rc"), self.span(at + 2), tones[option])
                  for option, at in costs.items()]  # fmt: skip
        for pair, at in points.items():
            alternative, _ = pair.split("_vs_")
            x, y = (Address(CASH_FLOW, at + each, VALUE) for each in (9, 12))
            name = Address(CASH_FLOW, at + 8, LABEL, "rc")
            series.append(SeriesRef(name, Area(y, y), tones[alternative], Area(x, x), marker=True))
        amounts = [abs(float(self.book.value(Address(CASH_FLOW, at + 1, TOTAL)) or 0)) for at in costs.values()]
        form, words = axis_format(max(amounts, default=0.0), study.currency, self.speech.language)
        self.sheet.text(row, LABEL, say("Cost as it adds up"), "section")
        title = say("Cost as it adds up, and where it breaks even")
        anchor = Address(CASH_FLOW, row + 1, LABEL).cell
        size, axis = (26.0, 9.8), say("Years from the start")
        drawn = NativeChart(
            title, "lines", self.span(DISCOUNTING + 1), tuple(series), anchor, form, size, words, axis, CHART_ROWS
        )
        self.sheet.charts.append(drawn)
