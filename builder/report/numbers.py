"""The one renderer of numbers: each is marked in the HTML with its value and its cell, and kept as evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from math import isclose

from markupsafe import Markup

from builder.report.basis import Basis
from builder.report.forms import Form, form_of, is_whole
from builder.report.marks import status_mark
from builder.report.units import parts_of, quantity
from builder.results import Results

_MARKED = Markup('<data class="n" value="{}"{}>{}</data>')
SHEET = re.compile(r"(?:'(?:[^']|'')*'|[A-Za-z_]\w*)!")
"""The name of a sheet before a cell."""

_IN_THOUSANDS_FROM, _IN_MILLIONS_FROM = 1e5, 1e8
_MOST_DECIMALS = 7


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a number comes from that stands in no cell, and what it tells of its node: a percentile, a probability."""

    text: str
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One printed number: what it says, its value before rounding, how it was rounded, and its cell."""

    text: str
    value: float
    form: Form
    node: str
    scenario: str | None
    cell: str | None
    case: str | None = None
    period: int | None = None
    listed: bool = False
    """Whether it stands in the table of assumptions, which names its cell itself."""
    difference: bool = False
    """Whether it is what `cell` names as the difference of two."""
    asked: bool = False
    """Whether the engine was asked for it under changed inputs, or of several values, so that no cell holds it."""
    origin: Origin | None = None


@dataclass(slots=True)
class Numbers:
    """Writes numbers of the results and remembers every one it wrote; `scales` are the words of charts' axes."""

    basis: Basis
    evidence: list[Evidence] = field(default_factory=list)
    scales: set[str] = field(default_factory=set)

    def value(
        self, id: str, scenario: int | None = None, form: Form | None = None, period: int | None = None
    ) -> Markup:
        """A node's value, marked."""
        value = self.basis.results.value(id, scenario, period or 0)
        return self._marked(value, id, scenario, form or self.form(id), period)

    def span(self, id: str, scenarios: Iterable[int], form: Form | None = None) -> Markup:
        """From the smallest to the largest value over scenarios; one number where both read alike."""
        return self._between(id, [(each, None) for each in scenarios], form or self.form(id))[0]

    def quantity(self, id: str, scenarios: Iterable[int], bare: bool = False, over_time: bool = False) -> Markup:
        """A value or a range with its unit in words; `bare` leaves out per what it is.

        `over_time` looks at every period that is counted, where values change from one to the next.
        """
        node = self.basis.nodes[id]
        periods = self._counted(id) if over_time else (None,)
        places = [(each, period) for each in scenarios for period in periods]
        shown, one = self._between(id, places, self.form(id))
        above, below = parts_of(node.unit_text, self.basis.study.currency)
        if node.format == "percent":
            above, below = (), ()
        return quantity(self.basis.language, shown, one, above, () if bare else below)

    def listed(self, id: str, scenario: int, form: Form) -> tuple[Markup, str]:
        """A value in a table that names cells itself, with its cell."""
        shown = self.value(id, scenario, form)
        self.evidence[-1] = replace(self.evidence[-1], listed=True)
        return shown, self.evidence[-1].cell or ""

    def in_case(self, case: str, results: Results, id: str, form: Form | None = None) -> Markup:
        """A value that spans scenarios, under another case of the study; the workbook has no cell for it."""
        return self._marked(results.value(id), id, None, form or self.form(id), None, case)

    def asked(self, id: str, value: float, form: Form | None = None, scenario: int | None = None,
              origin: Origin | None = None) -> Markup:  # fmt: skip
        """A value that an analysis found for a node: under changed inputs, say; the workbook has no cell for it."""
        kept = self._kept_asked(id, value, form or self.form(id), scenario, origin)
        return _MARKED.format(format(value, ".15g"), "", kept.text)

    def asked_plotted(self, id: str, value: float, form: Form, scenario: int | None = None,
                      origin: Origin | None = None) -> float:  # fmt: skip
        """The same in a chart, which writes it itself."""
        return self._kept_asked(id, value, form, scenario, origin).value

    def _kept_asked(self, id: str, value: float, form: Form, scenario: int | None, origin: Origin | None) -> Evidence:
        form = self.settled(form)
        name = None if scenario is None else self.basis.scenarios[scenario]
        text = self.written(value, form)
        self.evidence.append(Evidence(text, value, form, id, name, None, asked=True, origin=origin))
        return self.evidence[-1]

    def count(self, number: int) -> Markup:
        """A number of things the paper speaks of, which is no result."""
        return Markup('<span class="count">{}</span>').format(self.basis.language.number(number))

    def entry(self, id: str, value: float, form: Form | None = None) -> Markup:
        """One entry of a table of inputs, which stands in the table of assumptions."""
        shown = self.asked(id, value, form)
        self.evidence[-1] = replace(self.evidence[-1], listed=True)
        return shown

    def plotted(self, id: str, scenario: int, form: Form, period: int | None = None) -> float:
        """A value that a chart writes, kept as evidence."""
        value = self.basis.results.value(id, scenario, period or 0)
        self._keep(value, id, scenario, form, period)
        return value

    def plotted_difference(
        self, ids: tuple[str | None, str | None], value: float, scenario: int, form: Form
    ) -> float:
        """What one value is more than another in a chart, kept with both cells; None stands for nothing."""
        form, basis = self.settled(form), self.basis
        first, second = (str(basis.cells.cell_of(each, scenario)) if each else "" for each in ids)
        cell = f"{first} − {second}" if first and second else first or f"−{second}"
        node = ids[0] or ids[1] or ""
        self.evidence.append(
            Evidence(self.written(value, form), value, form, node, basis.scenarios[scenario], cell, difference=True)
        )
        return value

    def writer(self, form: Form) -> Callable[[float], str]:
        """Writes plain numbers in a form, for a chart's labels."""
        settled = self.settled(form)
        return lambda value: self.written(value, settled)

    def scale(self, form: Form) -> Callable[[float], str]:
        """Writes the places of an axis, which are nobody's results, and remembers them as such.

        A place has no more digits than it needs: $5M below $10M, not $5.0M.
        """

        def write(value: float) -> str:
            text = self.written(value, _fewest_digits(value, form))
            self.scales.add(text)
            return text

        return write

    def written(self, value: float, form: Form) -> str:
        """A value in a form, in the reader's language and the study's currency."""
        return form.text(value, self.basis.language, self.basis.study.currency)

    @property
    def amounts(self) -> Form:
        """The form of totals and their parts in tables: in what the largest of them is large enough for."""
        results = self.basis.results
        totals = (results.values[f"{option}.total_cost.total"] for option in self.basis.study.options)
        largest = max((float(abs(each).max()) for each in totals), default=0.0)
        if largest >= _IN_MILLIONS_FROM:
            return Form("millions")
        return Form("thousands" if largest >= _IN_THOUSANDS_FROM else "short_money")

    def in_amounts(self, heading: str) -> Markup:
        """A heading over such totals, with their unit."""
        language, form = self.basis.language, self.amounts
        if not form.bare:
            return Markup(heading)
        told = {"what": Markup(heading), "currency": language.currency(self.basis.study.currency)}
        if form.kind == "millions":
            return Markup(language.say("{what} ({currency} million)", **told))
        return Markup(language.say("{what} ({currency} thousand)", **told))

    def settled(self, form: Form) -> Form:
        """A form with the digits that the study asks for."""
        return form.with_digits(self.basis.study.report.digits)

    def form(self, id: str) -> Form:
        """The form of a node's values where nothing else is asked for."""
        return self.settled(form_of(self.basis.nodes[id], self.basis.study.currency))

    def status_mark(self, id: str, scenarios: Iterable[int]) -> Markup:
        """A mark where a value rests on anything weaker than a source; nothing where it does not."""
        results = self.basis.results
        vocabulary = results.model.library.vocabulary
        found = {results.weakest_status(id, each) for each in scenarios}
        status = max(found, key=vocabulary.strength, default="published")
        return status_mark(self.basis, status)

    def _counted(self, id: str) -> tuple[int | None, ...]:
        """The periods whose costs are counted; none apart where a value stays the same."""
        values = self.basis.results.values
        if values[id].shape[2] == 1:
            return (None,)
        running = values["operating_flag"][0].any(axis=0)
        return tuple(period for period, flag in enumerate(running) if flag) or (None,)

    def _between(self, id: str, places: Iterable[tuple[int, int | None]], form: Form) -> tuple[Markup, bool]:
        """From the smallest to the largest value over scenarios and periods, and whether it is exactly one."""
        basis = self.basis
        values = {each: basis.results.value(id, each[0], each[1] or 0) for each in places}
        low, high = min(values, key=values.__getitem__), max(values, key=values.__getitem__)
        if form.kind == "price" and any(period != low[1] for _, period in values):
            form = self.settled(Form("short_money"))  # a price that grows has more digits than its author wrote
        first = self._marked(values[low], id, low[0], form, low[1])
        last = self._marked(values[high], id, high[0], form, high[1]) if values[high] != values[low] else first
        if first.striptags() == last.striptags():
            return first, is_whole(values[low]) and round(values[low]) == 1
        return Markup(basis.language.say("{low} to {high}", low=first, high=last)), False

    def _marked(self, value: float, id: str, scenario: int | None, form: Form, period: int | None,
                case: str | None = None) -> Markup:  # fmt: skip
        kept = self._keep(value, id, scenario, form, period, case)
        cell = Markup(' data-cell="{}"').format(kept.cell) if kept.cell else Markup("")
        cell += Markup(' data-case="{}"').format(case) if case else Markup("")
        return _MARKED.format(format(value, ".15g"), cell, kept.text)

    def _keep(self, value: float, id: str, scenario: int | None, form: Form, period: int | None,
              case: str | None = None) -> Evidence:  # fmt: skip
        form = self.settled(form)
        found = None if case else self.basis.cells.cell_of(id, scenario, period)
        name = None if scenario is None else self.basis.scenarios[scenario]
        text, cell = self.written(value, form), None if found is None else str(found)
        kept = Evidence(text, value, form, id, name, cell, case, period)
        self.evidence.append(kept)
        return kept


def _fewest_digits(value: float, form: Form) -> Form:
    """The form of significant digits with as few as write the value whole, no more than it has.

    A multiple has as many decimals as it takes, from those of its form on: 0.25x between 0.2x and 0.3x.
    """
    if form.kind == "multiple" and form.decimals is not None:
        least = 0 if 0 < abs(value) < 1 / 10 else form.decimals
        exact = (replace(form, decimals=each) for each in range(least, _MOST_DECIMALS))
        return next((each for each in exact if isclose(each.printed(value, "").value, value)), form)
    if not (form.bare or form.kind == "short_money") or form.decimals is None:
        return form
    enough = (each for each in range(1, form.decimals) if isclose(float(f"{value:.{each - 1}e}"), value))
    return replace(form, decimals=next(enough, form.decimals))
