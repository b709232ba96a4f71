"""What a paper is written from: results, cases, the cells where values live, and the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from markupsafe import Markup, escape

from builder.language import Language
from builder.model.graph import Node
from builder.report.names import marked_names
from builder.results import Results
from builder.study.schema import Comparison, Option, Study


class Cells(Protocol):
    """Where values live in the workbook; None for one that has no cell there."""

    def cell_of(self, node_id: str, scenario: int | None, period: int | None = None) -> object | None:
        """The cell of a node's value, as text by `str()`: `'llama-2-70b-50k'!D45`."""


@dataclass(frozen=True, slots=True)
class Basis:
    """Everything a section may read. Nothing of it is computed here."""

    results: Results
    cases: Mapping[str, Results]
    cells: Cells
    language: Language

    @property
    def study(self) -> Study:
        """The study as it was written."""
        return self.results.model.loaded.study

    @property
    def nodes(self) -> Mapping[str, Node]:
        """The model's nodes by id."""
        return self.results.model.nodes

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The ids of the scenarios, in the study's order."""
        return self.results.model.scenarios

    def text(self, text: str | Mapping[str, str]) -> str:
        """A text of the study or the library in the reader's language; the library's English ones are messages."""
        if isinstance(text, str):
            return text
        return self.language.label(text)

    def name(self, text: str | Mapping[str, str]) -> Markup:
        """The same as HTML, marked as a name: digits in it are nobody's result."""
        return Markup('<span class="name">{}</span>').format(self.text(text))

    def with_names(self, text: str) -> Markup:
        """A sentence of the study as HTML, with the names of its options, workloads and scenarios marked in it."""
        return marked_names(Markup(escape(text)), self.labels())

    def labels(self) -> tuple[str, ...]:
        """The names that sentences of the study use, the longest first."""
        study = self.study
        found = [option.label for option in study.options.values()]
        found += [workload.label for workload in study.workloads.values()]
        found += [comparison.label for comparison in study.comparisons.values()]
        found += [scenario.label for scenario in study.scenarios.values() if scenario.label]
        return tuple(sorted({self.text(each) for each in found}, key=lambda each: (-len(each), each)))

    def day(self, day: date, with_day: bool = True) -> Markup:
        """A date, marked as one."""
        return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), self.language.date(day, with_day))

    def scenario_label(self, scenario: int) -> str:
        """What a scenario is called; its id where it has no label."""
        name = self.scenarios[scenario]
        label = self.study.scenarios[name].label
        return self.text(label) if label else name

    def option(self, option: str) -> Option:
        """An option of the study."""
        return self.study.options[option]

    def scenarios_of(self, comparison: Comparison) -> tuple[int, ...]:
        """The indices of a comparison's scenarios."""
        return tuple(self.scenarios.index(each) for each in comparison.scenarios)

    def owned(self, option: str, name: str) -> Node | None:
        """The node that a name stands for in a line of an option."""
        return self.nodes.get(f"{option}.{name}") or self.nodes.get(name)

    def categories_of(self, options: Iterable[str], scenarios: Iterable[int]) -> tuple[str, ...]:
        """The categories in which one of the options costs anything in one of the scenarios, in their order."""
        wanted = [(f"{option}.category_", scenario) for scenario in scenarios for option in options]
        return tuple(
            each
            for each in self.results.model.library.vocabulary.categories
            if any(self._amount(f"{option}{each}.total", scenario) for option, scenario in wanted)
        )

    def tone(self, comparison: str, option: str) -> int:
        """The colour of an option in the charts of a comparison: 0 is the subject's."""
        spec = self.study.comparisons[comparison]
        return (spec.subject, *spec.alternatives).index(option)

    def _amount(self, id: str, scenario: int) -> float:
        return self.results.value(id, scenario) if id in self.nodes else 0.0

    def pairs(self) -> Iterator[tuple[str, Comparison, str]]:
        """Each comparison with each of its alternatives: id, comparison, alternative."""
        for id, comparison in self.study.comparisons.items():
            for alternative in comparison.alternatives:
                yield id, comparison, alternative
