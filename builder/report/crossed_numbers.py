"""Numbers that the search for a break-even found, written and kept as evidence: no cell of the workbook holds them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from builder.analysis.crossed import Crossed
from builder.analysis.inputs import Knob
from builder.analysis.outputs import Pair
from builder.report.forms import Form
from builder.report.knobs import bare_form, found_form, in_words, knob_name, node_of, written
from builder.report.numbers import Origin
from builder.report.units import parts_of, quantity
from builder.report.writer import Writer

RATIO = Form("multiple", 2)


@dataclass(frozen=True, slots=True)
class CrossedNumbers:
    """Writes the numbers of one search."""

    writer: Writer
    found: Crossed

    def origin(self, measure: str) -> Origin:
        """Where these numbers come from, and what they tell."""
        name = knob_name(self.writer, self.found.over)
        return Origin(str(self.writer.say("break-even search: {assumption}", assumption=name)), measure)

    def end(self, value: float) -> Markup:
        """An end of the range, with its unit."""
        return in_words(self.writer, self.found.over, value)

    def range(self) -> Markup:
        """From one end to the other, with its unit once."""
        span = self.found.span
        ends = (written(self.writer, self.found.over, each) for each in (span.low, span.high))
        return self._with_unit(self._joined(*ends))

    def place(self, value: float) -> Markup:
        """Where a break-even was found, with its unit."""
        return self._with_unit(self.found_at(value), value == 1)

    def between(self, low: float, high: float) -> Markup:
        """From one such place to another, with the unit once."""
        return self._with_unit(self._joined(self.found_at(low), self.found_at(high)))

    def _joined(self, low: Markup, high: Markup) -> Markup:
        return self.writer.say("{low} to {high}", low=low, high=high)

    def found_at(self, value: float) -> Markup:
        """Where a break-even was found, without a unit that is no currency."""
        numbers, measure = self.writer.numbers, str(self.writer.say("Break-even"))
        form = found_form(self.writer, self.found.over, value)
        return numbers.asked(node_of(self.writer, self.found.over).id, value, form, None, self.origin(measure))

    def _with_unit(self, shown: Markup, one: bool = False) -> Markup:
        above, below = parts_of(self.found.over.row.unit_text, self.writer.basis.study.currency)
        if node_of(self.writer, self.found.over).format == "percent":
            above, below = (), ()
        return quantity(self.writer.basis.language, shown, one, above, below)

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
