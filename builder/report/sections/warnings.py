"""What the reader is warned of: checks of the model that do not hold, and what else the notices say."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from builder.analysis.inputs import Knob
from builder.model.graph import BoundCheck
from builder.notices import notices
from builder.notices.checked import word_per
from builder.report.knobs import knob_name
from builder.report.units import says_per_what
from builder.report.writer import Writer
from builder.results import CheckResult


def warnings(writer: Writer) -> Iterator[Markup]:
    """Each warning as a sentence: failed checks with their values marked, then categories and dates."""
    basis = writer.basis
    for check in basis.results.checks:
        yield from _failed(writer, check)
    for notice in notices(basis.results, basis.language, lambda node, *_: node.key):
        if notice.kind not in ("check", "error"):
            # They quote inputs, published ranges and dates, of which none is a result.
            yield basis.name(notice.text.replace(notice.key, _called(writer, notice.key)))


def _called(writer: Writer, path: str) -> str:
    """What a reader calls the assumption at a path of the study; the path itself where it is none."""
    for row in writer.basis.results.model.assumptions.rows:
        for scenario, setting in ((None, row.general), *row.overrides.items()):
            if setting is not None and setting.path == path:
                return str(knob_name(writer, Knob(row, scenario)).striptags())
    return path


def _failed(writer: Writer, result: CheckResult) -> Iterator[Markup]:
    """What a check says where it does not hold: once for all scenarios in which it says the same."""
    basis, bound = writer.basis, result.bound
    template = basis.text(bound.check.message)
    alike: dict[tuple[str, ...], tuple[list[Markup], dict[str, Markup]]] = {}
    for scenario, holds in zip(bound.scenarios, result.holds, strict=True):
        if not holds:
            values = _values(writer, bound, template, scenario)
            scenarios, _ = alike.setdefault(tuple(each.striptags() for each in values.values()), ([], values))
            scenarios.append(writer.scenario(scenario))
    for scenarios, values in alike.values():
        yield Markup(basis.language.fill(template, scenario=writer.listed(scenarios), **values))


def _values(writer: Writer, bound: BoundCheck, template: str, scenario: int) -> dict[str, Markup]:
    values: dict[str, Markup] = {}
    for name, binding in bound.bindings.items():
        place = binding.scenarios[0] if binding.scenarios else scenario
        before, _, after = template.partition(f"{{{name}}}")
        model = writer.basis.results.model
        bare = says_per_what(before, after, word_per(model, model.nodes[binding.node], writer.basis.language))
        values[name] = writer.numbers.quantity(binding.node, (place,), bare=bare)
        if place != scenario:
            values["next_scenario"] = writer.scenario(place)
    return values
