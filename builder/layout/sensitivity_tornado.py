"""The tornado of the Sensitivity sheet: a result with each assumption alone at the ends of its range."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from builder.analysis.ranged import Ranged
from builder.language import message
from builder.layout.book import ready
from builder.layout.cells import Address, Area, NativeChart, SeriesRef
from builder.layout.place import ID, LABEL, UNIT, VALUE
from builder.layout.sensitivity_choice import Choice
from builder.layout.sensitivity_page import SENSITIVITY, Page, signed
from builder.layout.sensitivity_ranges import Ends
from builder.layout.variants import LINK, Block, Formula
from builder.model.graph import Node

LOW, HIGH, AT_LOW, AT_HIGH, CHANGE_LOW, CHANGE_HIGH, GAP, SAID = range(VALUE + 1, VALUE + 9)
WHAT_MOVES_IT = message("What moves it: each assumption alone at the ends of its range")
WIDTH, HEAD_AND_AXIS, BAR, ROW = 26.0, 3.5, 0.8, 0.5
"""Centimetres: how wide the chart is, what it needs beside its bars, a bar, and a row of the sheet."""
_RANGE = ready("none if low == high else stated")


@dataclass(frozen=True, slots=True)
class Tornado:
    """Fills the tornado; `ends` are the ranges of each assumption's inputs, the first of which is shown."""

    page: Page
    choice: Choice
    block: Block
    ends: dict[str, dict[str, Ends]]

    def fill(self) -> None:
        """The table, what is left out, and the chart."""
        page, speech, result = self.page, self.page.speech, self.choice.result
        page.heading(speech.say(WHAT_MOVES_IT))
        page.sheet.text(page.row, LABEL, page.named(result), "text_total")
        page.sheet.text(page.row, UNIT, speech.unit(result.unit_text), "unit")
        form = page.lines.format_of(result)
        standing = self.block.standing
        base = page.lines.result(self.block, result.id).locked("rc")
        page.value(VALUE, base, standing, form, "headline")
        page.row += 1
        head = page.row
        page.heads([
            (LABEL, speech.say("Assumption")), (UNIT, speech.say("Unit")), (VALUE, speech.say("Value")),
            (LOW, speech.say("Low")), (HIGH, speech.say("High")),
            (AT_LOW, speech.say("Result at low")), (AT_HIGH, speech.say("Result at high")),
            (CHANGE_LOW, speech.say("Change at low")), (CHANGE_HIGH, speech.say("Change at high")),
            (GAP, ""), (SAID, speech.say("Range")),
        ], left=(SAID,))  # fmt: skip
        first = page.row
        for driver in self.choice.drivers:
            self.row(driver, base, form)
        self.left_out()
        self.chart(head, first, first + len(self.choice.drivers) - 1, form)

    def row(self, driver: Ranged, base: Address, form: str) -> None:
        """One assumption: its value, its range, the result at both ends, and the change."""
        page, lines, standing = self.page, self.page.lines, self.block.standing
        ends = self.ends[driver.name]
        node = lines.model.nodes[next(iter(ends))]
        shown = ends[node.id]
        page.sheet.text(page.row, ID, driver.name, "id")
        page.sheet.text(page.row, LABEL, label_of(page, driver, node), "line")
        page.sheet.text(page.row, UNIT, page.speech.unit(node.unit_text), "unit")
        inputs = lines.format_of(node)
        for column, cell in ((VALUE, shown.value), (LOW, shown.low), (HIGH, shown.high)):
            page.value(column, cell, standing, inputs)
        for at, change, end in ((AT_LOW, CHANGE_LOW, "low"), (AT_HIGH, CHANGE_HIGH, "high")):
            lines.heading(self.told(end, label_of(page, driver, node)), deep=True)
            moved = {id: each.low if end == "low" else each.high for id, each in ends.items()}
            inputs_there: dict[str, Formula] = {id: (LINK, {"cell": cell}) for id, cell in moved.items()}
            variant = lines.variant(self.block, inputs_there, [self.choice.result.id])
            whole = self.block.with_variants(variant)
            result = lines.result(whole, self.choice.result.id)
            page.value(at, result, standing, form)
            page.change(change, result, base, standing, signed(form))
        targets = {"none": page.no_range, "stated": page.stated, "low": shown.low, "high": shown.high}
        page.book.formula(page.at(SAID), _RANGE, targets, "unit")
        page.row += 1

    def told(self, end: str, label: str) -> str:
        """What a variant is called."""
        say = self.page.speech.say
        if end == "low":
            return say("{input} at its low end", input=label)
        return say("{input} at its high end", input=label)

    def left_out(self) -> None:
        """What has a range and is not in the table, and why."""
        page, choice, language = self.page, self.choice, self.page.speech.language
        if choice.left_out:
            page.note(language.say_many(
                "{n} more assumption moves it less and is left out: {key} in the study names others.",
                "{n} more assumptions move it less and are left out: {key} in the study names others.",
                choice.left_out, key="workbook.sensitivity.drivers",
            ))  # fmt: skip
        if choice.still:
            page.note(language.say_many(
                "{n} assumption with a range does not move it.", "{n} assumptions with a range do not move it.",
                choice.still,
            ))  # fmt: skip
        if choice.undefined:
            names = ", ".join(each.name for each in choice.undefined)
            said = page.speech.say("Left out, since an end of the range gives no finite result: {names}.", names=names)
            page.note(said)

    def chart(self, head: int, first: int, last: int, form: str) -> None:
        """Bars from the result as it stands to the result at either end."""
        page = self.page

        def area(column: int) -> Area:
            return Area(Address(SENSITIVITY, first, column, "rc"), Address(SENSITIVITY, last, column, "rc"))

        changes = (CHANGE_LOW, CHANGE_HIGH)
        series = tuple(SeriesRef(Address(SENSITIVITY, head, each, "rc"), area(each)) for each in changes)
        title = page.speech.say("Change of: {result}", result=page.named(self.choice.result))
        anchor = Address(SENSITIVITY, page.row + 1, LABEL).cell
        size = (WIDTH, HEAD_AND_AXIS + BAR * (last - first + 1))
        rows = ceil(size[1] / ROW)
        page.sheet.charts.append(
            NativeChart(title, "tornado", area(LABEL), series, anchor, signed(form), size, rows=rows)
        )
        page.row += rows + 2


def label_of(page: Page, driver: Ranged, node: Node) -> str:
    """An assumption's label, with the option that it belongs to."""
    owner = driver.rows[0].owner if driver.rows[0].owner_kind == "option" else ""
    label = page.speech.text(node.label)
    return f"{page.speech.option(owner)}: {label}" if owner else label
