"""What the reader is warned of: checks of the model that do not hold, and what else the notices say."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from builder.notices import notices
from builder.report.units import says_per_what
from builder.report.writer import Writer
from builder.results import CheckResult


def warnings(writer: Writer) -> Iterator[Markup]:
    """Each warning as a sentence: failed checks with their values marked, then categories and dates."""
    basis = writer.basis
    for check in basis.results.checks:
        yield from _failed(writer, check)
    for notice in notices(basis.results, basis.language, lambda node, _: node.key):
        if notice.kind not in ("check", "error"):
            yield basis.with_names(notice.text)


def _failed(writer: Writer, result: CheckResult) -> Iterator[Markup]:
    """What a check says, once for each scenario in which it does not hold."""
    basis, bound = writer.basis, result.bound
    template = basis.text(bound.check.message)
    for scenario, holds in zip(bound.scenarios, result.holds, strict=True):
        if holds:
            continue
        values: dict[str, Markup] = {"scenario": writer.scenario(scenario)}
        for name, binding in bound.bindings.items():
            place = binding.scenarios[0] if binding.scenarios else scenario
            before, _, after = template.partition(f"{{{name}}}")
            values[name] = writer.numbers.quantity(binding.node, (place,), bare=says_per_what(before, after))
            if place != scenario:
                values["next_scenario"] = writer.scenario(place)
        yield Markup(basis.language.fill(template, **values))
