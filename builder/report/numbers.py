"""The one renderer of numbers: each is marked in the HTML with its value and its cell, and kept as evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from markupsafe import Markup

from builder.report.basis import Basis
from builder.report.forms import Form, form_of, is_whole
from builder.report.units import parts_of, quantity
from builder.results import Results

_MARKED = Markup('<data class="n" value="{}"{}>{}</data>')
WEAK = ("estimated", "inferred", "default", "unsourced", "calibrated")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One printed number: what it says, its value before rounding, how it was rounded, and its cell."""

    text: str
    value: float
    form: str
    node: str
    scenario: str | None
    cell: str | None
    case: str | None = None
    asked: bool = False
    """Whether the engine was asked for it under changed inputs, or of several values, so that no cell holds it."""


@dataclass(slots=True)
class Numbers:
    """Writes numbers of the results and remembers every one it wrote."""

    basis: Basis
    evidence: list[Evidence] = field(default_factory=list)

    def value(
        self, id: str, scenario: int | None = None, form: Form | None = None, period: int | None = None
    ) -> Markup:
        """A node's value, marked."""
        value = self.basis.results.value(id, scenario, period or 0)
        return self._marked(value, id, scenario, form or self.form(id), period)

    def span(self, id: str, scenarios: Iterable[int], form: Form | None = None) -> Markup:
        """From the smallest to the largest value over scenarios; one number where both read alike."""
        return self._between(id, scenarios, form or self.form(id))[0]

    def quantity(self, id: str, scenarios: Iterable[int], bare: bool = False) -> Markup:
        """A value or a range with its unit in words; `bare` leaves out per what it is."""
        node = self.basis.nodes[id]
        shown, one = self._between(id, scenarios, self.form(id))
        above, below = parts_of(node.unit_text, self.basis.study.currency)
        if node.format == "percent":
            above, below = (), ()
        return quantity(self.basis.language, shown, one, above, () if bare else below)

    def in_case(self, case: str, results: Results, id: str, form: Form | None = None) -> Markup:
        """A value that spans scenarios, under another case of the study; the workbook has no cell for it."""
        return self._marked(results.value(id), id, None, form or self.form(id), None, case)

    def asked(self, id: str, value: float, form: Form | None = None, scenario: int | None = None) -> Markup:
        """A value that an analysis found for a node: under changed inputs, say; the workbook has no cell for it."""
        form = form or self.form(id)
        kept = self._kept_asked(id, value, form, scenario)
        return _MARKED.format(format(value, ".15g"), "", kept.text)

    def asked_plotted(self, id: str, value: float, form: Form, scenario: int | None = None) -> float:
        """The same in a chart, which writes it itself."""
        return self._kept_asked(id, value, form, scenario).value

    def _kept_asked(self, id: str, value: float, form: Form, scenario: int | None) -> Evidence:
        text = form.text(value, self.basis.language, self.basis.study.currency)
        name = None if scenario is None else self.basis.scenarios[scenario]
        self.evidence.append(Evidence(text, value, str(form), id, name, None, asked=True))
        return self.evidence[-1]

    def count(self, number: int) -> Markup:
        """A number of things the paper speaks of; no result, but marked like one."""
        return _MARKED.format(number, "", self.basis.language.number(number))

    def entry(self, id: str, value: float) -> Markup:
        """One entry of a table of inputs."""
        return _MARKED.format(
            format(value, ".15g"), "", self.form(id).text(value, self.basis.language, self.basis.study.currency)
        )

    def plotted(self, id: str, scenario: int, form: Form, period: int | None = None) -> float:
        """A value that a chart writes, kept as evidence."""
        value = self.basis.results.value(id, scenario, period or 0)
        self._keep(form.text(value, self.basis.language, self.basis.study.currency), value, id, scenario, form, period)
        return value

    def writer(self, form: Form) -> Callable[[float], str]:
        """Writes plain numbers in a form, for a chart's labels."""
        return lambda value: form.text(value, self.basis.language, self.basis.study.currency)

    def form(self, id: str) -> Form:
        """The form of a node's values where nothing else is asked for."""
        return form_of(self.basis.nodes[id], self.basis.study.currency)

    def status_mark(self, id: str, scenarios: Iterable[int]) -> Markup:
        """A mark where a value rests on anything weaker than a source; nothing where it does not."""
        results = self.basis.results
        vocabulary = results.model.library.vocabulary
        found = {results.weakest_status(id, each) for each in scenarios}
        status = max(found, key=vocabulary.strength, default="published")
        return status_mark(self.basis, status)

    def _between(self, id: str, scenarios: Iterable[int], form: Form) -> tuple[Markup, bool]:
        basis = self.basis
        values = {each: basis.results.value(id, each) for each in scenarios}
        low, high = min(values, key=values.__getitem__), max(values, key=values.__getitem__)
        first = self._marked(values[low], id, low, form, None)
        last = self._marked(values[high], id, high, form, None) if high != low else first
        if first.striptags() == last.striptags():
            return first, is_whole(values[low]) and round(values[low]) == 1
        return Markup(basis.language.say("{low} to {high}", low=first, high=last)), False

    def _marked(self, value: float, id: str, scenario: int | None, form: Form, period: int | None,
                case: str | None = None) -> Markup:  # fmt: skip
        text = form.text(value, self.basis.language, self.basis.study.currency)
        kept = self._keep(text, value, id, scenario, form, period, case)
        cell = Markup(' data-cell="{}"').format(kept.cell) if kept.cell else Markup("")
        cell += Markup(' data-case="{}"').format(case) if case else Markup("")
        return _MARKED.format(format(value, ".15g"), cell, text)

    def _keep(self, text: str, value: float, id: str, scenario: int | None, form: Form, period: int | None,
              case: str | None = None) -> Evidence:  # fmt: skip
        found = None if case else self.basis.cells.cell_of(id, scenario, period)
        name = None if scenario is None else self.basis.scenarios[scenario]
        kept = Evidence(text, value, str(form), id, name, None if found is None else str(found), case)
        self.evidence.append(kept)
        return kept


def status_mark(basis: Basis, status: str) -> Markup:
    """The mark of a weak status: its letter is drawn by the style sheet, so that it is no part of the sentence."""
    if status not in WEAK:
        return Markup("")
    label = basis.text(basis.results.model.library.vocabulary.statuses[status])
    return Markup('<span class="mark {}" title="{}"></span>').format(status, label)
