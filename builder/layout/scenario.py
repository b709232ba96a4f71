"""The sheet of one scenario: assumptions in effect, workload, sizing, each option's lines, totals, indicators, pairs.

All scenario sheets have the same rows and columns, so a line's formula is printed once and stands on all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.formula.functions import Shape
from builder.layout.book import Book, Ready, Sheet, ready
from builder.layout.cells import Address, Area, Cell
from builder.layout.formats import number_format
from builder.layout.place import (
    FIRST_PERIOD,
    FIRST_ROW,
    HEAD_ROW,
    ID,
    LABEL,
    OPENING,
    SERIES,
    TOTAL,
    UNIT,
    VALUE,
    Places,
)
from builder.layout.printed import Printed, reference
from builder.layout.speech import Speech
from builder.model.graph import Node
from builder.model.lines import FOREIGN, GROWTH
from builder.model.taxes import NET
from builder.results import Results

_IN_EFFECT = ready("filled(override, general)")
_LINK = ready("cell")


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that only names what follows; `deep` marks the second level."""

    text: str
    deep: bool = False


def add_scenarios(book: Book, places: Places, speech: Speech, results: Results) -> None:
    """Fill one sheet per scenario."""
    plan = list(_plan(places, speech))
    for row, each in enumerate(plan, FIRST_ROW):
        if isinstance(each, Node):
            places.rows[each.id] = row
    printed = {each.id: Printed.of(each, places) for each in plan if isinstance(each, Node) and each.tree is not None}
    formats = {each.id: _format(each, results) for each in plan if isinstance(each, Node)}
    said = {each.id: speech.words(each) for each in plan if isinstance(each, Node)}
    for scenario in range(len(places.model.scenarios)):
        _Filler(book, places, speech, results, scenario, printed, formats, said).fill(plan)
    for name, node, number in places.model.outputs():
        if number is not None:
            book.name(name, places.line(node.id, number))


def _plan(places: Places, speech: Speech) -> Iterator[Heading | Node]:
    model = places.model
    nodes = [each for each in model.nodes.values() if not each.total_of and each.kind != "table"]
    general = [each for each in nodes if each.scope == "scenario"]
    yield Heading(speech.say("Assumptions in effect"))
    yield from (each for each in general if each.written or each.rows)
    made_of_inputs = [
        (FOREIGN, speech.say("In the study's currency")),
        (NET, speech.say("Without value-added tax")),
        (GROWTH, speech.say("Growing with time")),
    ]
    for name, heading in made_of_inputs:
        if made := [each for each in general if each.section == name]:
            yield Heading(heading)
            yield from made
    for file in model.library.scenario_files(model.loaded.study):
        for section in file.sections:
            yield Heading(speech.text(section.label))
            yield from (each for each in general if each.section == section.key)
    for option in model.loaded.study.options:
        own = [each for each in nodes if each.scope == "option" and each.owner == option]
        yield Heading(speech.option(option))
        if any(each.rows for each in own):
            yield Heading(speech.say("Assumptions in effect"), deep=True)
            yield from (each for each in own if each.rows)
        kind = model.library.option_file(model.loaded.study, option)
        sections = [*made_of_inputs]
        sections += [(each.key, speech.text(each.label)) for each in kind.sections]
        sections.append(("categories", speech.say("Costs by category")))
        sections += [(each.key, speech.text(each.label)) for each in model.library.totals.sections]
        for key, label in sections:
            lines = [each for each in own if each.section == key]
            if lines:
                yield Heading(label, deep=True)
                yield from lines
    pairs = dict.fromkeys(each.owner for each in nodes if each.scope == "pair")
    for pair in pairs:
        yield Heading(speech.pair(pair))
        yield from (each for each in nodes if each.scope == "pair" and each.owner == pair)


def _format(node: Node, results: Results) -> str:
    if node.kind == "choice":
        return "General"
    values = results.values[node.id]
    flat = [float(each) for each in values.ravel()[:400]]
    return number_format(node.unit_text, node.format, flat, limit=4 if not node.rows else 6)


@dataclass(frozen=True, slots=True)
class _Filler:
    """Fills the sheet of one scenario."""

    book: Book
    places: Places
    speech: Speech
    results: Results
    scenario: int
    printed: dict[str, Printed]
    formats: dict[str, str]
    said: dict[str, str]

    def fill(self, plan: Sequence[Heading | Node]) -> None:
        sheet = self.book.sheet(self.places.model.scenarios[self.scenario])
        words = FIRST_PERIOD + self.places.periods + 1  # the column between stays empty: the last period's next is 0
        self.heads(sheet, words)
        for row, each in enumerate(plan, FIRST_ROW):
            if isinstance(each, Heading):
                sheet.text(row, LABEL, each.text, "subsection" if each.deep else "section")
                continue
            sheet.text(row, ID, each.id, "id")
            sheet.text(row, LABEL, self.speech.text(each.label), self.label_style(each))
            sheet.text(row, UNIT, self.speech.unit(each.unit_text), "unit")
            if self.said[each.id]:
                sheet.text(row, words, self.said[each.id], "line_words")
            if self.scenario not in each.scenarios:
                sheet.put(row, VALUE, Cell(self.speech.say("not weighed here"), "unused"))
            elif each.written:
                cell = self.places.scenario_ids.addresses()[self.scenario].locked("r")
                self.book.formula(Address(sheet.name, row, VALUE), _LINK, {"cell": cell}, "link")
            elif each.rows:
                self.in_effect(each, row)
            else:
                self.line(sheet, each, row)

    def heads(self, sheet: Sheet, words: int) -> None:
        heads = [(ID, "id", "head"), (LABEL, self.speech.say("Line"), "head"), (UNIT, self.speech.say("Unit"), "head"),
                 (VALUE, self.speech.say("Value"), "head_number"),
                 (TOTAL, self.speech.say("Total or peak"), "head_number"),
                 (OPENING, self.speech.say("Opening"), "head_number")]  # fmt: skip
        heads += [(FIRST_PERIOD + p, self.speech.period(p), "head_number") for p in range(self.places.periods)]
        heads.append((words, self.speech.say("In words"), "head"))
        for column, text, style in heads:
            sheet.text(HEAD_ROW, column, text, style)
        sheet.widths.update({ID: 22, LABEL: 46, UNIT: 18, VALUE: 14, TOTAL: 14, OPENING: 9, words: 100})
        sheet.widths.update({FIRST_PERIOD + p: 13 for p in range(self.places.periods)})
        sheet.freeze, sheet.title_rows = (FIRST_ROW, VALUE), (1, HEAD_ROW)
        sheet.last_printed = words - 2  # the words print once, on Method

    def label_style(self, node: Node) -> str:
        return (
            "text_total" if node.output in ("total", "ratio", "per_user_month") or node.key == "total_cost" else "text"
        )

    def style(self, node: Node) -> str:
        if node.key == "total_cost":
            return "total"
        return "headline" if self.label_style(node) == "text_total" else "calculation"

    def in_effect(self, node: Node, row: int) -> None:
        holder = node.rows[self.scenario]
        if holder is None:
            return
        for period in range(self.places.periods if node.shape is Shape.PERIOD else 1):
            column = FIRST_PERIOD + period if node.shape is Shape.PERIOD else VALUE
            targets = {
                "override": self.written(holder.id, self.scenario, period),
                "general": self.written(holder.id, None, period),
            }
            at = Address(self.places.model.scenarios[self.scenario], row, column)
            self.book.formula(at, _IN_EFFECT, targets, "link", self.formats[node.id])

    def written(self, row_id: str, scenario: int | None, period: int) -> Address:
        """The cell in which a value was written: on Inputs, or in the period's column on Series."""
        row = self.places.series.get((row_id, scenario))
        if row is not None:
            return Address(SERIES, row, FIRST_PERIOD + period)
        cell = self.places.inputs[row_id, scenario]
        return cell.locked("c") if scenario is None else cell.locked("c" if self.is_series(row_id) else "")

    def is_series(self, row_id: str) -> bool:
        """Whether some value of a row differs by period."""
        return self.places.model.assumptions.row(row_id).is_series

    def line(self, sheet: Sheet, node: Node, row: int) -> None:
        printed = self.printed[node.id]
        cells = printed.cells or self.with_tables(printed)
        style, form = self.style(node), self.formats[node.id]
        first = FIRST_PERIOD if node.shape is Shape.PERIOD else VALUE
        for period, text in enumerate(cells):
            value = self.results.value(node.id, self.scenario, period)
            self.book.place(Address(sheet.name, row, first + period), text, value, style, form)
        if printed.total:
            whole = self.places.over_periods(node.id)
            value = self.results.value(whole.id if whole else node.id, self.scenario)
            self.book.place(
                Address(sheet.name, row, TOTAL), printed.total, value, "total" if style == "total" else "sum", form
            )
        if printed.opening and node.opening is not None:
            opening: Ready = ready(node.opening)
            read = {each.name: self.places.line(node.bindings[each.name].node, self.scenario).locked("c")
                    for each in opening.run.reads}  # fmt: skip
            self.book.formula(Address(sheet.name, row, OPENING), opening, read, "opening", form)

    def with_tables(self, printed: Printed) -> tuple[str, ...]:
        """The texts of a line that reads tables: which area, the scenario's owner of the table decides."""
        node, tables = printed.node, {}
        for name, binding in node.bindings.items():
            source = self.places.model.nodes[binding.node]
            if source.kind == "table" and (holder := source.rows[self.scenario]) is not None:
                area: Area = self.places.tables[holder.id]
                tables[name] = area.seen_from(self.places.model.scenarios[self.scenario])
        if printed.own_tables is None:
            return ()
        form = printed.own_tables
        columns = range(FIRST_PERIOD, FIRST_PERIOD + self.places.periods) if node.shape is Shape.PERIOD else [VALUE]

        def filled(column: int) -> str:
            return form.fill(lambda slot: reference(node, slot, column, self.places, tables))

        return tuple(map(filled, columns))
