"""The two-way grid of the Sensitivity sheet: a result for five values of each of two assumptions.

Lines that read one of the two alone are computed once for each of its values, the others once for each pair.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.analysis.ranged import Ranged
from builder.layout.book import ready
from builder.layout.cells import Address, Cell, Target, Validation
from builder.layout.place import LABEL, VALUE
from builder.layout.sensitivity_choice import Choice
from builder.layout.sensitivity_page import SENSITIVITY, Page
from builder.layout.sensitivity_ranges import Ends, Ranges
from builder.layout.sensitivity_tornado import label_of
from builder.layout.variants import LINES, Block
from builder.model.graph import Node

STEPS = (-1.0, -0.5, 0.0, 0.5, 1.0)
"""The values of an assumption, as shares of the way from its value to the low (below 0) or the high end."""
SHARE = 0.1
"""How far an end is taken to be from the value where the range has none there."""
OWN, USED, FIRST = VALUE, VALUE + 1, VALUE + 2
_BELOW = ready("value - share * abs(value) if low == value else low")
_ABOVE = ready("value + share * abs(value) if high == value else high")
_LEAST, _MOST = ready("max(limit, end)"), ready("min(limit, end)")
_STEP = ready("value + max(0, step) * (high - value) + min(0, step) * (value - low)")
_FILLED = ready("filled(own, value)")


@dataclass(frozen=True, slots=True)
class Axis:
    """One assumption of the grid: the input that is shown for it, its ranges, and the cells with its values."""

    driver: Ranged
    node: Node
    ends: Mapping[str, Ends]
    values: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Fills the grid of two assumptions, the first down and the second across."""

    page: Page
    choice: Choice
    block: Block
    ranges: Ranges
    ends: Mapping[str, Mapping[str, Ends]]

    def fill(self) -> None:
        """The two axes, with cells for values of a person's own, and the results."""
        if self.choice.grid is None:
            return
        page, (first, second) = self.page, self.choice.grid
        labels = [label_of(page, each, self.node(each)) for each in (first, second)]
        say = page.speech.say
        page.heading(say("Both at once: {first} by {second}", first=labels[0], second=labels[1]))
        page.note(say("Type values of your own into the yellow cells; blank, they are spread over the range."))
        page.lines.heading(say("Values in the grid"))
        top = page.row
        axes = [self.axis(first, [Address(SENSITIVITY, top + 2 + i, OWN) for i in range(len(STEPS))]),
                self.axis(second, [Address(SENSITIVITY, top, FIRST + i) for i in range(len(STEPS))])]  # fmt: skip
        self.heads(labels, axes, top)
        self.results(axes, top)
        page.row = top + 2 + len(STEPS) + 1

    def node(self, driver: Ranged) -> Node:
        """The input that is shown for an assumption."""
        return self.page.lines.model.nodes[next(iter(self.ends[driver.name]))]

    def axis(self, driver: Ranged, own: Sequence[Address]) -> Axis:
        """The values of one assumption: a person's own, or spread over its range."""
        page, lines, node = self.page, self.page.lines, self.node(driver)
        ends, form, label = self.ends[driver.name], lines.format_of(node), label_of(page, driver, node)
        say, book, at = page.speech.say, page.book, ends[node.id]
        share = Address(LINES, lines.labelled(f"{node.id}.share", say("Share of the value where it has no end")), VALUE)
        book.sheets[LINES].put(share.row, share.column, Cell(SHARE, "constant", number_format="0%"))
        low, high = self.end(node, at, share, low=True), self.end(node, at, share, low=False)
        steps = lines.labelled(f"{node.id}.steps", say("{input}: share of the way to an end", input=label))
        spread = lines.labelled(f"{node.id}.spread", say("{input}: spread over the range", input=label), node.unit_text)
        used = lines.labelled(f"{node.id}.values", say("{input}: values in the grid", input=label), node.unit_text)
        cells = []
        for position, (step, typed) in enumerate(zip(STEPS, own, strict=True)):
            column = VALUE + position
            one = book.sheets[LINES].put(steps, column, Cell(step, "constant", number_format="0%"))
            targets: dict[str, Target] = {"value": at.value, "step": one, "low": low, "high": high}
            two = book.formula(Address(LINES, spread, column), _STEP, targets, "calculation", form)
            page.sheet.put(typed.row, typed.column, Cell(None, "input", number_format=form))
            page.sheet.unlocked.add((typed.row, typed.column))
            filled = {"own": typed, "value": two}
            cells.append(book.formula(Address(LINES, used, column), _FILLED, filled, "calculation", form))
        self.validate(node, driver, own)
        return Axis(driver, node, ends, tuple(cells))

    def end(self, node: Node, at: Ends, share: Address, low: bool) -> Address:
        """An end of the grid: of the range, or a share off the value where the range ends there; within the limits."""
        lines, say = self.page.lines, self.page.speech.say
        label = self.page.speech.text(node.label)
        told = say("{input}: low end of the grid", input=label)
        if not low:
            told = say("{input}: high end of the grid", input=label)
        targets: dict[str, Target] = {"value": at.value, "share": share, "low": at.low, "high": at.high}
        row = lines.labelled(node.id, told, node.unit_text)
        form = lines.format_of(node)
        formula = _BELOW if low else _ABOVE
        cell = self.page.book.formula(Address(LINES, row, VALUE), formula, targets, number_format=form).locked("rc")
        limits = [each.min if low else each.max for each in node.rows if each is not None]
        known = [each for each in limits if each is not None]
        if len(known) < len(limits):
            return cell
        limit = max(known) if low else min(known)
        limit_row = lines.labelled(node.id, say("{input}: its limit", input=label), node.unit_text)
        limit_cell = self.page.book.sheets[LINES].put(limit_row, VALUE, Cell(limit, "constant", number_format=form))
        row = lines.labelled(node.id, say("{told}, within the limit", told=told), node.unit_text)
        within = {"limit": limit_cell, "end": cell}
        at_limit, formula = Address(LINES, row, VALUE), _LEAST if low else _MOST
        return self.page.book.formula(at_limit, formula, within, number_format=form).locked("rc")

    def validate(self, node: Node, driver: Ranged, own: Sequence[Address]) -> None:
        """What may be typed: a number within the limits of the assumption."""
        speech, rows = self.page.speech, driver.rows
        unit = speech.unit(node.unit_text)
        low = None if any(each.min is None for each in rows) else min(each.min or 0.0 for each in rows)
        high = None if any(each.max is None for each in rows) else max(each.max or 0.0 for each in rows)
        message = speech.say("A number is expected, in {unit}.", unit=unit)
        if low is not None and high is not None:
            message = speech.say("A number from {low} to {high} is expected, in {unit}.",
                                 low=f"{low:g}", high=f"{high:g}", unit=unit)  # fmt: skip
        elif low is not None:
            message = speech.say("A number of at least {low} is expected, in {unit}.", low=f"{low:g}", unit=unit)
        elif high is not None:
            message = speech.say("A number of at most {high} is expected, in {unit}.", high=f"{high:g}", unit=unit)
        typed = tuple(each.cell for each in own)
        self.page.sheet.validations.append(Validation(typed, "decimal", low, high, (), driver.rows[0].key, message))

    def heads(self, labels: Sequence[str], axes: Sequence[Axis], top: int) -> None:
        """The values of both assumptions, and what they are."""
        page, say = self.page, self.page.speech.say
        down, across = axes
        page.sheet.text(top, LABEL, say("{input}, across: values of your own", input=labels[1]), "text")
        page.sheet.text(top + 1, LABEL, say("{input}, across: values used", input=labels[1]), "text")
        for offset, text in ((0, say("Your own")), (1, say("Used"))):
            page.sheet.text(top + 1, OWN + offset, text, "head_number")
        standing = self.block.standing
        for position in range(len(STEPS)):
            label = say("{input}, down", input=labels[0])
            page.row = top + 1
            form = page.lines.format_of(across.node)
            page.value(FIRST + position, across.values[position], standing, form, "headline")
            page.row = top + 2 + position
            page.sheet.text(page.row, LABEL, label, "line")
            page.value(USED, down.values[position], standing, page.lines.format_of(down.node), "headline")

    def results(self, axes: Sequence[Axis], top: int) -> None:
        """The result for each pair of values."""
        page, lines, result = self.page, self.page.lines, self.choice.result
        down, across = axes
        moved = [lines.affected(axis.ends) & lines.needed([result.id]) for axis in axes]
        both = moved[0] & moved[1]
        rows = [self.alone(down, i, moved[0] - both) for i in range(len(STEPS))]
        columns = [self.alone(across, i, moved[1] - both) for i in range(len(STEPS))]
        for i, one in enumerate(rows):
            for j, other in enumerate(columns):
                read = self.block.with_variants(one, other)
                lines.heading(page.speech.say("Grid: row {row}, column {column}", row=i + 1, column=j + 1), deep=True)
                own = Block(self.block.standing)
                lines.lines(own, read, both)
                page.row = top + 2 + i
                cell = lines.result(read.with_variants(own), result.id)
                page.value(FIRST + j, cell, self.block.standing, lines.format_of(result), "calculation")

    def alone(self, axis: Axis, position: int, ids: set[str]) -> Block:
        """The lines that read one assumption alone, for one of its values."""
        lines, own = self.page.lines, Block(self.block.standing)
        label = label_of(self.page, axis.driver, axis.node)
        lines.heading(self.page.speech.say("{input}: value {number}", input=label, number=position + 1), deep=True)
        for id, formula in self.ranges.moved(axis.driver, axis.values[position], axis.ends).items():
            lines.input(own, lines.model.nodes[id], formula)
        lines.lines(own, self.block, ids)
        return own
