"""General values that hold in no scenario: each scenario, or each of their owners, has one of its own."""

from __future__ import annotations

from collections.abc import Mapping

from builder.model.graph import Model
from builder.model.rows import Row

_MORE_PARTICULAR = {"study": ("option", "workload"), "option": ("workload",), "workload": ()}
"""Whose values hold in place of an owner's, where both have one of a name."""


def idle_values(model: Model) -> Mapping[str, tuple[str, ...]]:
    """The paths of values that change nothing, each with those of the values that hold in its place, if any do."""
    taken = _taken(model)
    idle = [row for row in model.assumptions.rows if all(each in row.overrides for each in taken.get(row.id, ()))]
    return {row.path: _instead(row, taken, model) for row in idle}


def _taken(model: Model) -> dict[str, set[int]]:
    """The scenarios in which some line or check reads a row, by the row's id."""
    bound = [each.bindings for each in model.nodes.values()] + [each.bindings for each in model.checks]
    read = {binding.node for bindings in bound for binding in bindings.values()}
    found = dict[str, set[int]]()
    for node in model.nodes.values():
        for scenario, row in enumerate(node.rows if node.id in read else ()):
            if row is not None:
                found.setdefault(row.id, set()).add(scenario)
    return found


def _instead(row: Row, taken: Mapping[str, set[int]], model: Model) -> tuple[str, ...]:
    """The scenarios' own values, or those of more particular owners."""
    if row.id in taken:
        return tuple(row.overrides[each].path for each in sorted(taken[row.id]))
    more = (each for each in model.assumptions.rows
            if each.key == row.key and each.owner_kind in _MORE_PARTICULAR[row.owner_kind] and each.id in taken)
    return tuple(setting.path for each in more for setting in each.settings())
