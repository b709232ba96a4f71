"""Results under other inputs, many at once: only what reads a changed input, and what is asked for, is evaluated anew.

A value that is not finite does not stop anything here: a sweep may pass a point where a line divides by zero. Who asks
looks at the values it was given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder.engine import Changes, Known, evaluate_node
from builder.formula.functions import Array
from builder.model.graph import Model, Node


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A model made ready to be asked for some values under changes of some rows.

    `released` names, for each node evaluated anew, those that nobody reads after it.
    """

    model: Model
    base: Known
    wanted: frozenset[str]
    order: tuple[Node, ...]
    released: tuple[tuple[str, ...], ...]

    def __call__(self, changes: Changes) -> Mapping[str, Array]:
        """The wanted values by node id, shape (samples, scenarios of the node, periods); axes may have length 1."""
        known = Known(dict(self.base.values), dict(self.base.openings))
        for node, released in zip(self.order, self.released, strict=True):
            known.values[node.id] = evaluate_node(node, self.model, known, changes)
            for id in released:
                del known.values[id]
        return {id: known.values[id] for id in self.wanted}


def base_values(model: Model) -> Known:
    """Every value of a model as the study stands."""
    known = Known()
    for id in model.order:
        known.values[id] = evaluate_node(model.nodes[id], model, known, {})
    return known


def what_if(model: Model, wanted: Iterable[str], rows: Iterable[str], base: Known | None = None) -> WhatIf:
    """Ready to give the wanted nodes' values under changes of the rows with these ids."""
    ends = frozenset(wanted)
    stale = _downstream(model, set(rows)) & upstream(model, ends)
    order = tuple(model.nodes[id] for id in model.order if id in stale)
    last_reader = {read: position for position, node in enumerate(order) for read in node.reads()}
    released: list[list[str]] = [[] for _ in order]
    for id, position in last_reader.items():
        if id in stale and id not in ends:
            released[position].append(id)
    return WhatIf(model, base or base_values(model), ends, order, tuple(map(tuple, released)))


def _downstream(model: Model, rows: set[str]) -> set[str]:
    """Ids of the nodes that change with the rows."""
    found: set[str] = set()
    for id in model.order:
        node = model.nodes[id]
        if any(row is not None and row.id in rows for row in node.rows) or any(each in found for each in node.reads()):
            found.add(id)
    return found


def upstream(model: Model, ends: Iterable[str]) -> set[str]:
    """Ids of the nodes that some are computed from, those themselves among them."""
    found = set(ends)
    for id in reversed(model.order):
        if id in found:
            found.update(model.nodes[id].reads())
    return found
