"""Checks of the model that do not hold."""

from __future__ import annotations

from collections.abc import Iterator

from builder.language import Language
from builder.language.per_what import per_one, says_per_what
from builder.model.graph import Model, Node
from builder.notices.notice import Notice, Show, scenario_label, text_of
from builder.results import CheckResult, Results


def failed_checks(results: Results, language: Language, show: Show) -> Iterator[Notice]:
    """What each check says for each scenario in which it does not hold."""
    for check in results.checks:
        yield from _failed(results, check, language, show)


def word_per(model: Model, node: Node, language: Language) -> str:
    """The reader's word for the one thing that a node's values are per; nothing where there is none."""
    label = model.library.vocabulary.units.get(per_one(node.unit_text))
    return language.label(label) if label else ""


def _failed(results: Results, result: CheckResult, language: Language, show: Show) -> Iterator[Notice]:
    bound, model = result.bound, results.model
    message = text_of(bound.check.message, language)
    for scenario, holds in zip(bound.scenarios, result.holds, strict=True):
        if holds:
            continue
        values = {"scenario": scenario_label(model, scenario, language)}
        for name, binding in bound.bindings.items():
            place = binding.scenarios[0] if binding.scenarios else scenario
            before, _, after = message.partition(f"{{{name}}}")
            node = model.nodes[binding.node]
            bare = says_per_what(before, after, word_per(model, node, language))
            values[name] = show(node, results.value(binding.node, place), bare)
            if binding.scenarios and binding.scenarios[0] != scenario:
                values["next_scenario"] = scenario_label(model, binding.scenarios[0], language)
        kind = "error" if bound.check.severity == "error" else "check"
        yield Notice(kind, bound.key, language.fill(message, **values))
