"""What every section writes with: the basis, the numbers, the claims, the sources, and the looks of charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from builder.report.basis import Basis
from builder.report.blocks import Table
from builder.report.charts.theme import Theme
from builder.report.citations import Citations
from builder.report.claims import CALIBRATED, Said
from builder.report.numbering import reference
from builder.report.numbers import Numbers


@dataclass(frozen=True, slots=True)
class Writer:
    """The tools of a section."""

    basis: Basis
    numbers: Numbers
    claims: tuple[Said, ...]
    theme: Theme
    citations: Citations
    charts: frozenset[str]

    def say(self, message: str, /, **values: object) -> Markup:
        """A message in the reader's language; values that are not HTML are escaped."""
        return Markup(self.basis.language.say(message, **values))

    def option(self, option: str) -> Markup:
        """An option's label, marked as a name."""
        return self.basis.name(self.basis.option(option).label)

    def scenario(self, scenario: int) -> Markup:
        """A scenario's label, marked as a name."""
        return self.basis.name(self.basis.scenario_label(scenario))

    def listed(self, items: Iterable[Markup]) -> Markup:
        """Names one after the other, the last joined by a word."""
        *first, last = list(items)
        if not first:
            return last
        return self.say("{first} and {last}", first=Markup(", ").join(first), last=last)

    def references(self, tables: Iterable[Table]) -> Iterator[Markup]:
        """A reference to each of some tables."""
        return (reference(each.key) for each in tables)

    def first_to_last(self, tables: Sequence[Table]) -> Markup:
        """A reference to tables that follow each other."""
        first, last = reference(tables[0].key), reference(tables[-1].key)
        return first if len(tables) == 1 else self.say("{first} to {last}", first=first, last=last)

    def claims_of(self, section: str) -> tuple[Said, ...]:
        """The claims that stand in a section."""
        return tuple(each for each in self.claims if each.section == section)

    def ratio(self, comparison: str, alternative: str) -> Markup:
        """The range of a comparison's ratios."""
        return self.extremes(f"{comparison}:{alternative}.ratio_min", f"{comparison}:{alternative}.ratio_max")

    def saving(self, comparison: str, alternative: str) -> Markup:
        """The range of a comparison's savings."""
        return self.extremes(f"{comparison}:{alternative}.saving_min", f"{comparison}:{alternative}.saving_max")

    def extremes(self, low: str, high: str) -> Markup:
        """From one result to another; one number where both read alike."""
        first, last = self.numbers.value(low), self.numbers.value(high)
        return first if first.striptags() == last.striptags() else self.say("{low} to {high}", low=first, high=last)

    def rounded(self) -> Markup:
        """That results have so many digits."""
        digits = self.basis.study.report.digits
        return Markup(self.basis.language.say_many(
            "Values are rounded to {n} significant digit.", "Values are rounded to {n} significant digits.",
            digits, n=self.numbers.count(digits)))  # fmt: skip

    def rests_on_calibration(self, comparison: str, alternative: str) -> bool:
        """Whether a comparison's ratios rest on calibrated inputs."""
        return self.basis.results.weakest_status(f"{comparison}:{alternative}.ratio_min") == CALIBRATED
