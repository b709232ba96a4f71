"""The graph of a study's model: every input in effect and every line as a node, bound, checked for units, sorted.

Scopes: a *scenario* node holds for each scenario; an *option* node for the scenarios its option is weighed in; a *pair*
node for an alternative and a subject where both are; a *range* node over a comparison's scenarios; a *claim* node over
results. A line sees its own option's names, then the general ones; pairs alone read across options.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Any

from builder.errors import ModelError, Problem
from builder.formula.evaluate import Program
from builder.formula.functions import Shape
from builder.formula.nodes import Node as Tree
from builder.formula.unit import Unit, Units
from builder.model.adjustments import Adjustment
from builder.model.library import Check, Library
from builder.model.names import output_name
from builder.model.rows import Assumptions, Row
from builder.study.loader import LoadedStudy
from builder.study.schema import Line, Text


@dataclass(frozen=True, slots=True)
class Binding:
    """What a name in a formula stands for: a node, in the reader's own scenarios unless some are named.

    With `table` the named scenarios become the entries of a table.
    """

    node: str
    scenarios: tuple[int, ...] | None = None
    table: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """One value of the model, for the scenarios it holds in; an input in effect has rows, a line has a tree.

    `rows` names for each scenario the row of the Inputs sheet that holds there. A node with neither has its values
    `written`, nested by scenario, period and, in a table, entry; `adjustments` are the rows that it has them from.
    """

    id: str
    key: str
    scope: str
    owner: str
    label: Text
    unit: Unit
    unit_text: str
    shape: Shape
    scenarios: tuple[int, ...]
    section: str = ""
    rows: tuple[Row | None, ...] = ()
    kind: str = "number"
    line: Line | None = None
    tree: Tree | None = None
    program: Program | None = None
    opening: Tree | None = None
    opening_program: Program | None = None
    bindings: Mapping[str, Binding] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    written: tuple[Any, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    total_of: str = ""
    output: str = ""
    format: str | None = None
    where: str = ""

    @property
    def is_cost(self) -> bool:
        """Whether the line reaches its option's total."""
        return self.line is not None and self.line.category is not None and not self.line.memo and not self.total_of

    def reads(self) -> Iterable[str]:
        """Ids of the nodes this one is computed from, itself left out."""
        bound = [binding.node for binding in self.bindings.values()]
        grouped = [member for members in self.groups.values() for member in members]
        return [each for each in dict.fromkeys([*bound, *grouped]) if each != self.id]


@dataclass(frozen=True, slots=True)
class BoundCheck:
    """A check of the library in one scope: where its comparison does not hold, its message is said."""

    key: str
    owner: str
    check: Check
    tree: Tree
    program: Program
    bindings: Mapping[str, Binding]
    scenarios: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """All nodes of a study in an order in which each stands after what it reads."""

    loaded: LoadedStudy
    library: Library
    units: Units
    assumptions: Assumptions
    nodes: Mapping[str, Node]
    order: tuple[str, ...]
    checks: tuple[BoundCheck, ...]

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The ids of the study's scenarios, in its order."""
        return tuple(self.loaded.study.scenarios)

    def outputs(self) -> Iterable[tuple[str, Node, int | None]]:
        """Each result's name with its node and scenario; None where the value spans scenarios."""
        for node in self.nodes.values():
            if not node.output:
                continue
            owner = node.owner.split(":") if node.scope == "range" else [node.owner]
            if node.scope in ("range", "claim"):
                yield output_name(*owner, node.output), node, None
            else:
                for scenario in node.scenarios:
                    yield output_name(self.scenarios[scenario], *owner, node.output), node, scenario

    def costs(self, option: str) -> list[Node]:
        """The cost lines of an option, in order."""
        return [
            node for node in self.nodes.values() if node.owner == option and node.scope == "option" and node.is_cost
        ]


def sort_nodes(nodes: Mapping[str, Node], problems: Sequence[Problem] = ()) -> tuple[str, ...]:
    """Ids in an order of computation; the author's order where there is a choice.

    Raises ModelError for a cycle, with the problems found before it.
    """
    try:
        return tuple(TopologicalSorter({node.id: list(node.reads()) for node in nodes.values()}).static_order())
    except CycleError as error:
        circle = list(reversed(error.args[1]))[:-1]
        first = next((index for index, each in enumerate(circle) if not nodes[each].where.startswith("library ")), 0)
        path = [*circle[first:], *circle[:first], circle[first]]
        what = "these lines read each other in a circle: " + " -> ".join(path)
        remedy = "break the circle; a line may read only its own earlier period, by previous()"
        raise ModelError(*problems, Problem(nodes[path[0]].where, what, remedy)) from None
