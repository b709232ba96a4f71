"""One warning, and the words that several kinds of them share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from builder.language import Language
from builder.model.graph import Model, Node

KINDS = ("error", "check", "currency", "scope", "stale", "measured", "outside", "implausible")
"""The most serious first."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One warning; `key` names what it is about: a check, an assumption's path, or an option and a quantity."""

    kind: str
    key: str
    text: str


Show = Callable[[Node, float, bool], str]
"""How a value of a node is written, with its unit; the flag says that the sentence tells itself per what it is."""


def text_of(text: Mapping[str, str], language: Language) -> str:
    """A study's or the library's text; another language translates the library's own in its catalogue."""
    return language.label(text)


def scenario_label(model: Model, scenario: int, language: Language) -> str:
    """A scenario's label; its id where it has none."""
    name = model.scenarios[scenario]
    label = model.loaded.study.scenarios[name].label
    return text_of(label, language) if label else name


def in_scenarios(text: str, model: Model, scenarios: Iterable[int], language: Language) -> str:
    """A warning with the scenarios that it holds for before it."""
    return "; ".join(scenario_label(model, each, language) for each in scenarios) + f": {text}"
