"""The part of Summary that follows the list box: each option's cost by category in the chosen scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.language import message
from builder.layout.book import Book, Sheet, ready
from builder.layout.cells import Address, Area, NativeChart, SeriesRef, Target
from builder.layout.flows import pairs_of
from builder.layout.formats import axis_format
from builder.layout.outcomes import result_format
from builder.layout.place import ID, LABEL, SUMMARY, UNIT, VALUE, Places
from builder.layout.speech import Speech
from builder.results import Results

_CHOSEN = ready("entry(values, place)")
CHART_ROWS = 17
ADJUSTMENT = "adjustment"
"""The category of what a reader adds."""


@dataclass(frozen=True, slots=True)
class Detail:
    """Fills the part; options have the columns."""

    book: Book
    sheet: Sheet
    places: Places
    speech: Speech
    results: Results

    @property
    def options(self) -> tuple[str, ...]:
        """Every option of the study, in its order."""
        return tuple(self.places.model.loaded.study.options)

    def fill(self, row: int) -> int:
        """Fill the part from a row on; gives the next free one."""
        say = self.speech.say
        self.sheet.text(row, LABEL, say("In detail, for the scenario chosen above"), "section")
        self.book.link(Address(SUMMARY, row + 1, LABEL), self.places.chosen, "head")
        self.sheet.text(row + 1, UNIT, say("Unit"), "head")
        for column, option in enumerate(self.options, VALUE):
            self.sheet.text(row + 1, column, self.speech.option(option), "head_number")
        first = row + 2
        categories = self.categories()
        for at, category in enumerate(categories, first):
            label = self.speech.text(self.places.model.library.vocabulary.categories[category].label)
            self.row(at, f"category_{category}.total", label)
        after = self.measures(first + len(categories))
        drawn = [at for at, each in enumerate(categories, first) if self.is_drawn(each)]
        self.chart(row + 1, {at: tone for tone, at in enumerate(drawn)}, after)
        return after + CHART_ROWS + 1

    def is_drawn(self, category: str) -> bool:
        """Whether a category has room in the chart: it costs something somewhere, or waits for what may be typed."""
        ids = [f"{option}.category_{category}.total" for option in self.options]
        values = [self.results.values[each] for each in ids if each in self.results.values]
        return category == ADJUSTMENT or any(bool(each.any()) for each in values)

    def categories(self) -> list[str]:
        """The categories in which some option has a cost line."""
        nodes = self.places.model.nodes
        listed = self.places.model.library.vocabulary.categories
        return [each for each in listed if any(f"{o}.category_{each}.total" in nodes for o in self.options)]

    def measures(self, row: int) -> int:
        """Totals and indicators, then each alternative beside its subject."""
        say = self.speech.say
        self.row(row, "total_cost.total", say("Total cost"))
        self.row(row + 1, "per_user_month", say("Cost per user and month"))
        row += 2
        subjects = dict.fromkeys(pair.split("_vs_")[1] for pair in pairs_of(self.places))
        for subject in subjects:
            for key, text in (("ratio", message("Cost ratio to {subject}")),
                              ("saving", message("Saving by {subject}"))):  # fmt: skip
                self.row(row, f"_vs_{subject}.{key}", say(text, subject=self.speech.option(subject)))
                row += 1
        return row + 1

    def row(self, row: int, key: str, label: str) -> None:
        """A result of each option that has it; `key` is what follows the option's id."""
        ids = {option: f"{option}{key}" if key.startswith("_vs_") else f"{option}.{key}" for option in self.options}
        nodes = [self.places.model.nodes[id] for id in ids.values() if id in self.places.results]
        self.sheet.text(row, ID, key.removeprefix("_"), "id")
        self.sheet.text(row, LABEL, label, "text")
        self.sheet.text(row, UNIT, self.speech.unit(nodes[0].unit_text), "unit")
        style = "total" if key == "total_cost.total" else "calculation"
        for column, id in enumerate(ids.values(), VALUE):
            if id not in self.places.results:
                self.sheet.text(row, column, "–", "unused_number")
                continue
            form = result_format(self.places.model.nodes[id], self.results, limit=2)
            targets: dict[str, Target] = {"values": self.places.result_row(id), "place": self.places.chosen_number}
            self.book.formula(Address(SUMMARY, row, column), _CHOSEN, targets, style, form)

    def chart(self, head: int, rows: Mapping[int, int], at: int) -> None:
        """The categories upon each other, a bar for each option; `rows` with the tone of each."""
        last = VALUE + len(self.options) - 1

        def area(row: int) -> Area:
            return Area(Address(SUMMARY, row, VALUE, "rc"), Address(SUMMARY, row, last, "rc"))

        series = [SeriesRef(Address(SUMMARY, row, LABEL, "rc"), area(row), tone) for row, tone in rows.items()]
        form, words = axis_format(smallest_scale(self.results), self.currency, self.speech.language)
        title = self.speech.say("Cost by category, for the scenario chosen above")
        anchor = Address(SUMMARY, at, LABEL).cell
        self.sheet.charts.append(
            NativeChart(title, "stacked", area(head), tuple(series), anchor, form, (24.0, 8.5), words, "", CHART_ROWS)
        )

    @property
    def currency(self) -> str:
        """The study's currency."""
        return self.places.model.loaded.study.currency


def smallest_scale(results: Results) -> float:
    """The dearest option's total in the scenario where it is lowest: an axis fit for that is fit for all."""
    totals: dict[int, float] = {}
    for option in results.model.loaded.study.options:
        id = f"{option}.total_cost.total"
        for scenario in results.model.nodes[id].scenarios:
            totals[scenario] = max(totals.get(scenario, 0.0), abs(results.value(id, scenario)))
    return min(totals.values(), default=0.0)
