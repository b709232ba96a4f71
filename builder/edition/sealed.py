"""Values without their formula: their numbers, as computed, stand on the Inputs sheet instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from builder.formula.functions import Array, Shape
from builder.model.graph import Model, Node
from builder.model.rows import OwnerKind, Row, Setting
from builder.results import Results


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals values of one study's results."""

    results: Results
    instead: Mapping[str, Array] = field(default_factory=dict)
    """Values, by their nodes' ids, in place of the results'."""

    @property
    def model(self) -> Model:
        """The model that computed the values."""
        return self.results.model

    def sealed(self, node: Node, members: Sequence[str]) -> Node:
        """An input in the place of a node that is the same in every period: the sum of its members' values.

        It has the weakest status that its members rest on.
        """
        value = sum((self.instead.get(each, self.results.values[each]) for each in members), np.zeros((1, 1, 1)))
        statuses = [self.results.weakest_status(each) for each in members]
        status = max(statuses, key=self.model.library.vocabulary.strength)
        settings = [self.setting(node, value[0, index], status) for index in range(value.shape[1])]
        same = all(each == settings[0] for each in settings)
        owner, owner_kind = self.owner_of(node)
        key = node.id.removeprefix(f"{owner}.") if owner else node.id
        row = Row(
            key.replace(".", "_").replace("-", "_").replace(":", "_"), owner_kind, owner, node.label, node.unit,
            node.unit_text, "number", settings[0] if same else None,
            {} if same else dict(zip(node.scenarios, settings, strict=True)), node.id,
            format="percent" if node.format == "percent" else None, active=frozenset(node.scenarios),
        )  # fmt: skip
        rows = tuple(row if each in node.scenarios else None for each in range(len(self.model.scenarios)))
        return replace(node, rows=rows, section="inputs", shape=Shape.CONSTANT, line=None, tree=None, program=None,
                       opening=None, bindings={}, groups={}, total_of="", where=node.id)  # fmt: skip

    def setting(self, node: Node, value: Array, status: str) -> Setting:
        """A number as computed."""
        source = self.model.library.vocabulary.phrases["sealed"]
        return Setting(float(value[0]), status, source, node.id, node.id)

    @staticmethod
    def owner_of(node: Node) -> tuple[str, OwnerKind]:
        """Whose row of the Inputs sheet it is: an option's own, or the study's."""
        return (node.owner, "option") if node.scope == "option" else ("", "study")
