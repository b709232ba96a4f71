"""What the commands that ask the engine share: answers as text, object and chart; names and values."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from builder.analysis.inputs import EVERYWHERE, Knob
from builder.analysis.outputs import Output, Pair
from builder.commands.quantities import shown
from builder.commands.show import unit
from builder.errors import Problem, StudyError
from builder.layout.speech import Speech
from builder.model.graph import Node
from builder.results import Results

_DIGITS = 7
"""Significant digits of a place that was located to the last of them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command prints, the same as one JSON object, and its chart as SVG, drawn when asked for."""

    text: str
    data: dict[str, Any]
    chart: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Writer:
    """Names and values of one study in one language."""

    results: Results
    speech: Speech

    def knob(self, knob: Knob) -> str:
        """An assumption's label, with its owner and scenario where it has one."""
        study, row = self.results.model.loaded.study, knob.row
        parts = [self.speech.text(row.label)]
        if row.owner:
            owner = study.options[row.owner].label if row.owner_kind == "option" else study.workloads[row.owner].label
            parts.append(self.speech.text(owner))
        if knob.scenario not in (None, EVERYWHERE):
            parts.append(self.speech.scenario(knob.scenario))
        return ", ".join(parts)

    def value(self, knob: Knob, value: float, with_unit: bool = True) -> str:
        """A value of an assumption with its unit."""
        return shown(self.node(knob), value, self.speech, with_unit)

    def place(self, knob: Knob, value: float) -> str:
        """A value of an assumption that was located exactly, to seven digits."""
        node, language = self.node(knob), self.speech.language
        if node.format == "percent" or node.unit_text == "%":
            return language.percent(value, 4)
        decimals = max(0, _DIGITS - 1 - math.floor(math.log10(abs(value)))) if value else 0
        while decimals and math.isclose(round(value, decimals - 1), value, rel_tol=10.0**-_DIGITS):
            decimals -= 1
        return (
            f"{language.number(value, decimals)} {self.speech.unit(node.unit_text)}"
            if node.unit_text != "1"
            else language.number(value, decimals)
        )

    def node(self, knob: Knob) -> Node:
        """The node that holds an assumption's values in effect."""
        return next(
            node
            for node in self.results.model.nodes.values()
            if any(row is not None and row.id == knob.row.id for row in node.rows)
        )

    def pair(self, pair: Pair) -> str:
        """A scenario and the alternative that is weighed in it."""
        return f"{self.speech.scenario(pair.scenario)}: {self.speech.option(pair.alternative)}"

    def output(self, output: Output) -> str:
        """A result's label, with the pair or option and the scenario it is of."""
        node, parts = output.node, [self.speech.text(output.node.label)]
        if node.scope == "pair":
            parts.append(self.speech.pair(node.owner))
        elif node.scope == "option":
            parts.append(self.speech.option(node.owner))
        if output.scenario is not None:
            parts.append(self.speech.scenario(output.scenario))
        return ", ".join(parts)

    def about(self, knob: Knob) -> dict[str, Any]:
        """An assumption as an object: its name, unit and value."""
        setting = knob.setting()
        return {
            "name": knob.name(self.results.model),
            "id": knob.row.id,
            "unit": unit(knob.row.unit_text, self.results),
            "value": setting.value if setting else None,
        }

    def about_pair(self, pair: Pair) -> dict[str, Any]:
        """A pair as an object."""
        return {
            "scenario": self.results.model.scenarios[pair.scenario],
            "alternative": pair.alternative,
            "subject": pair.subject,
        }


def together(*questions: Callable[[], object]) -> None:
    """Ask all, and raise StudyError with the problems of every one that has some."""
    problems: list[Problem] = []
    for ask in questions:
        try:
            ask()
        except StudyError as error:
            problems += error.problems
    if problems:
        raise StudyError(*dict.fromkeys(problems))
