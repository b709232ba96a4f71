"""Numbers that the search for a break-even found, written and kept as evidence: no cell of the workbook holds them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from builder.analysis.crossed import Crossed
from builder.analysis.inputs import Knob
from builder.analysis.outputs import Pair
from builder.report.forms import Form
from builder.report.knobs import bare_form, in_words, knob_name, node_of
from builder.report.numbers import Origin
from builder.report.units import parts_of, quantity
from builder.report.writer import Writer

RATIO = Form("multiple", 2)
_WHOLE_FROM = 100.0
"""Places of an assumption without currency are written whole from here on, smaller ones with three digits."""


@dataclass(frozen=True, slots=True)
class CrossedNumbers:
    """Writes the numbers of one search."""

    writer: Writer
    found: Crossed

    def origin(self, measure: str) -> Origin:
        """Where these numbers come from, and what they tell."""
        name = knob_name(self.writer, self.found.over)
        return Origin(str(self.writer.say("break-even search over {assumption}", assumption=name)), measure)

    def end(self, value: float) -> Markup:
        """An end of the range, with its unit."""
        return in_words(self.writer, self.found.over, value)

    def place(self, value: float, bare: bool = False) -> Markup:
        """Where a break-even was found, with its unit; `bare` leaves that out where the next number has it."""
        writer, row = self.writer, self.found.over.row
        node, form = node_of(writer, self.found.over), self.place_form(value)
        shown = writer.numbers.asked(node.id, value, form, None, self.origin(str(writer.say("Break-even"))))
        above, below = parts_of(row.unit_text, writer.basis.study.currency)
        if node.format == "percent" or (bare and "money" not in above):
            above, below = (), ()
        return shown if bare else quantity(writer.basis.language, shown, value == 1, above, below)

    def place_form(self, value: float) -> Form:
        """How such a place is written."""
        form = self.writer.numbers.form(node_of(self.writer, self.found.over).id)
        if form.kind in ("price", "percent"):
            return Form("short_money", 4) if form.kind == "price" else Form("percent", 1)
        return Form("number", 0) if abs(value) >= _WHOLE_FROM else Form("significant", 3)

    def ratio(self, pair: Pair, value: float) -> Markup:
        """The cost ratio of a pair at an end of the range."""
        measure = str(self.writer.say("Cost ratio"))
        return self.writer.numbers.asked(_ratio(pair), value, RATIO, pair.scenario, self.origin(measure))

    def plotted_ratio(self, pair: Pair, value: float, form: Form) -> float:
        """The cost ratio in a field of the map, which writes it itself."""
        measure = str(self.writer.say("in the map"))
        return self.writer.numbers.asked_plotted(_ratio(pair), value, form, pair.scenario, self.origin(measure))

    def plotted_cost(self, option: str, pair: Pair, value: float, form: Form) -> float:
        """A total cost at an end of its line, which the chart writes itself."""
        measure = str(self.writer.say("in the chart"))
        id = f"{option}.total_cost.total"
        return self.writer.numbers.asked_plotted(id, value, form, pair.scenario, self.origin(measure))

    def on_axis(self, knob: Knob, value: float) -> str:
        """A place on an axis: nobody's result, and without its unit where that is no currency."""
        node = node_of(self.writer, knob)
        return self.writer.numbers.scale(bare_form(self.writer, node))(value)


def _ratio(pair: Pair) -> str:
    return f"{pair.alternative}_vs_{pair.subject}.ratio"
