"""What the sheets say: labels, units and formulas in the workbook's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from builder.formula.words import words
from builder.language import Language
from builder.layout.formats import unit_words
from builder.model.graph import Model, Node


@dataclass(frozen=True, slots=True)
class Speech:
    """Texts of one model in one language."""

    model: Model
    language: Language
    units: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    """Units that were written already: the same few stand on thousands of rows."""

    def text(self, text: Mapping[str, str] | None) -> str:
        """A study's or library's text; empty where there is none."""
        if not text:
            return ""
        return self.language.label(text)

    def say(self, message: str, /, **values: object) -> str:
        """A message of the workbook."""
        return self.language.say(message, **values)

    def unit(self, unit_text: str) -> str:
        """A unit as readers write it."""
        if unit_text not in self.units:
            self.units[unit_text] = self._unit(unit_text)
        return self.units[unit_text]

    def _unit(self, unit_text: str) -> str:
        vocabulary = self.model.library.vocabulary
        labels = {name: self.text(each) for name, each in vocabulary.units.items()}
        labels.update({name: self.text(each.label) for name, each in vocabulary.derived.items()})
        return unit_words(unit_text, self.model.loaded.study.currency, labels)

    def words(self, node: Node) -> str:
        """A line's formula in words."""
        return words(node.tree, lambda name: self.label_of(node, name), self.language.say) if node.tree else ""

    def label_of(self, node: Node, name: str) -> str:
        """The label of what a name in a line's formula stands for."""
        if name in node.groups:
            return ", ".join(self.text(self.model.nodes[each].label) for each in node.groups[name])
        if name in node.bindings:
            bound = self.model.nodes[node.bindings[name].node]
            if bound.scope == "option" and node.scope == "pair":
                return f"{self.text(self.model.loaded.study.options[bound.owner].label)}: {self.text(bound.label)}"
            return self.text(bound.label)
        return name

    def option(self, option: str) -> str:
        """An option's label."""
        return self.text(self.model.loaded.study.options[option].label)

    def scenario(self, index: int) -> str:
        """A scenario's label; its id where it has none."""
        name = self.model.scenarios[index]
        label = self.model.loaded.study.scenarios[name].label
        return self.text(label) if label else name

    def pair(self, owner: str) -> str:
        """What a pair of options is called."""
        alternative, subject = owner.split("_vs_")
        return self.say(
            "{alternative} against {subject}", alternative=self.option(alternative), subject=self.option(subject)
        )

    def status(self, status: str) -> str:
        """A status in words."""
        return self.text(self.model.library.vocabulary.statuses[status])

    def period(self, period: int) -> str:
        """The heading of a period's column."""
        if period == 0:
            return self.say("Start")
        number = str(period)
        yearly = self.model.loaded.study.timeline.period == "year"
        return self.say("Year {number}", number=number) if yearly else self.say("Month {number}", number=number)
