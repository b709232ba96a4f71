"""The library's checks bound to the model, and the check that every assumption of the study's own is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from builder.errors import ModelError, Problem
from builder.formula.dimensions import unit_of
from builder.formula.evaluate import program
from builder.formula.parse import parse
from builder.formula.shapes import references
from builder.model.binding import over_periods
from builder.model.construction import Construction
from builder.model.graph import Binding, BoundCheck
from builder.model.library import Check

_PLACEHOLDER = re.compile(r"{(\w+)}")
_SAID_OF_ITSELF = {"scenario", "next_scenario"}


def bound_checks(under: Construction) -> Iterator[BoundCheck]:
    """Every check of the model files in each scope where it is asked."""
    general = [("", each, under.scenarios) for each in under.library.scenario_files(under.study)]
    kinds = [(option, under.library.option_file(under.study, option), under.scenarios_of(option))
             for option in under.study.options]  # fmt: skip
    for owner, file, scenarios in [*general, *kinds]:
        for key, check in file.checks.items():
            for held, following in _steps(under, owner) if check.steps else [(scenarios, None)]:
                yield _bound(under, owner, key, check, held, following)


def _bound(under: Construction, owner: str, key: str, check: Check, scenarios: tuple[int, ...],
           following: int | None) -> BoundCheck:  # fmt: skip
    tree = parse(check.formula)
    bindings: dict[str, Binding] = {}
    said = {name for text in check.message.values() for name in _PLACEHOLDER.findall(text)} - _SAID_OF_ITSELF
    for name in [*(each.name for each in references(tree)), *sorted(said)]:
        later = following is not None and name.endswith("_next")
        found = under.visible(name.removesuffix("_next") if later else name, owner)
        if found is None:
            raise ModelError(Problem(f"library check {key}", f"there is no {name!r}", "mend the model file"))
        found = Binding(over_periods(under, found.node))
        bindings[name] = replace(found, scenarios=(following,)) if later and following is not None else found
    unit_of(tree, lambda name: under.nodes[bindings[name].node].unit, check.formula)
    return BoundCheck(key, owner, check, tree, program(tree), bindings, scenarios)


def _steps(under: Construction, option: str) -> list[tuple[tuple[int, ...], int | None]]:
    """Each scenario of a comparison with the next one of the same workload, for an option weighed in both."""
    scenarios = under.study.scenarios
    names, found = list(scenarios), list[tuple[tuple[int, ...], int | None]]()
    for comparison in under.study.comparisons.values():
        for first, second in pairwise(comparison.scenarios):
            one, other = scenarios[first], scenarios[second]
            if one.workload == other.workload and option in one.options and option in other.options:
                found.append(((names.index(first),), names.index(second)))
    return list(dict.fromkeys(found))


def check_inputs_read(under: Construction, checks: Iterable[BoundCheck]) -> None:
    """An assumption of the study's own that no line reads is a mistake."""
    read = {binding.node for node in under.nodes.values() for binding in node.bindings.values()}
    read |= {binding.node for check in checks for binding in check.bindings.values()}
    kinds = under.library.kinds.values()
    declared = {*under.library.scenario_inputs(under.study), *(key for file in kinds for key in file.inputs)}
    for node in under.nodes.values():
        if node.rows and node.key not in declared and node.id not in read:
            row = next(each for each in node.rows if each is not None)
            what, remedy = f"no line reads the assumption {node.key!r}", "use it in a line, or remove it"
            if row.path.startswith("rates."):
                what, remedy = _rate_unread(row.path.removeprefix("rates."), under.study.currency)
            under.problems.add(tuple(row.path.split(".")), what, remedy)


def _rate_unread(foreign: str, own: str) -> tuple[str, str]:
    """Why nothing is converted at a rate, and what to do."""
    if foreign == own:
        return f"{own} is the study's own currency", "take its rate out"
    return f"no value is in {foreign}", f"write currency: {foreign} beside one, or take the rate out"
