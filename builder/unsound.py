"""A check that must hold and does not: which one, where, and the values that it judged."""

from __future__ import annotations

from collections.abc import Iterator

from builder.errors import Problem
from builder.formula.shapes import references
from builder.results import CheckResult, Results
from builder.study.document import Path
from builder.study.schema import text_in


def unsound(results: Results) -> Iterator[Problem]:
    """A problem for each check of severity `error` that fails in some scenario."""
    for check in results.checks:
        if check.bound.check.severity == "error" and not all(check.holds):
            yield _problem(results, check)


def _problem(results: Results, result: CheckResult) -> Problem:
    bound, model = result.bound, results.model
    failed = [each for each, holds in zip(bound.scenarios, result.holds, strict=True) if not holds]
    path: Path = ("options", bound.owner) if bound.owner else ("scenarios", model.scenarios[failed[0]])
    names = ", ".join(model.scenarios[each] for each in failed)
    label = text_in(bound.check.label, "en")
    what = f"this has to hold and does not in {names}: {label[:1].lower()}{label[1:]}"
    return Problem(model.loaded.document.where(path), what, f"mend its inputs: {_values(results, result, failed[0])}")


def _values(results: Results, result: CheckResult, scenario: int) -> str:
    """What the check reads, by label."""
    said = dict[str, str]()
    for name in dict.fromkeys(each.name for each in references(result.bound.tree)):
        node = results.model.nodes[result.bound.bindings[name].node]
        if not node.rows:
            unit = "" if node.unit_text in ("1", "%") else f" {node.unit_text}"
            said[text_in(node.label, "en")] = f"{results.value(node.id, scenario):.6g}{unit}"
    return ", ".join(f"{label} is {value}" for label, value in said.items())
