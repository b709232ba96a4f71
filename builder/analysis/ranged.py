"""The assumptions that have a range, and how far each alone moves a result, in every scenario at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from builder.analysis.inputs import Knob
from builder.analysis.ranges import Span, swing_span
from builder.analysis.what_if import upstream, what_if
from builder.engine import Changes
from builder.formula.functions import Array
from builder.model.graph import Model
from builder.model.names import input_name
from builder.model.rows import Row, Setting


@dataclass(frozen=True, slots=True)
class Ranged:
    """An assumption with a range, in some scenario at least: `spans` by the index of the scenario.

    Of its `rows` one holds in a scenario; there are several where each workload has its own.
    """

    rows: tuple[Row, ...]
    spans: Mapping[int, Span]

    @property
    def name(self) -> str:
        """What it is called among all: the id of its row, or the key that the workloads' rows share."""
        return self.rows[0].id if len(self.rows) == 1 else self.rows[0].key

    def row(self, scenario: int) -> Row | None:
        """The row that holds in a scenario."""
        return next((each for each in self.rows if scenario in each.active), None)

    def asked_by(self, name: str) -> bool:
        """Whether a name means this assumption: its own, or the id, key or `in_` name of a row."""
        rows = self.rows
        return name == self.name or any(name in (row.id, row.key, input_name(row.owner, row.key)) for row in rows)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far an assumption alone moves a result at most, as a share of it, by scenario.

    `undefined` where an end of its range gives no finite result in some scenario.
    """

    ranged: Ranged
    by_scenario: Mapping[int, float]
    undefined: bool

    @property
    def most(self) -> float:
        """The farthest of all scenarios."""
        return max(self.by_scenario.values(), default=0.0)


def ranged_inputs(model: Model, result: str) -> list[Ranged]:
    """The assumptions behind a result (a node's id) whose range the study states, in the author's order."""
    scenarios = model.nodes[result].scenarios
    inputs = [model.nodes[id] for id in upstream(model, [result]) if model.nodes[id].rows]
    behind = {row.id for node in inputs for s in scenarios if (row := node.rows[s]) is not None}
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in model.assumptions.rows:
        if row.id in behind and row.kind == "number" and not row.is_series:
            owner = row.owner_kind if row.owner_kind == "workload" else row.owner
            groups.setdefault((owner, row.key), []).append(row)
    found = []
    for members in groups.values():
        held = [(each, s, each.setting(s)) for each in members for s in scenarios if s in each.active]
        spans = {s: swing_span(Knob(each, s), setting) for each, s, setting in held if setting and _has_range(setting)}
        if spans:
            found.append(Ranged(tuple(members), spans))
    return found


def _has_range(setting: Setting) -> bool:
    return setting.low is not None or setting.high is not None


def reaches(model: Model, result: str, inputs: Sequence[Ranged]) -> list[Reach]:
    """How far each of some assumptions moves a result in each scenario: two samples each, all in one run."""
    scenarios = model.nodes[result].scenarios
    ask = what_if(model, [result], {row.id for each in inputs for row in each.rows})
    base = ask.base.values[result]
    moved = ask(_one_by_one(inputs))[result] if inputs else base
    shape = (2 * len(inputs), len(scenarios), 1)
    values, at_base = np.broadcast_to(moved, shape)[:, :, 0], np.broadcast_to(base, (1, len(scenarios), 1))[0, :, 0]
    found = []
    for position, each in enumerate(inputs):
        ends = values[2 * position : 2 * position + 2]
        finite = bool(np.isfinite(ends).all())
        far = np.abs(ends - at_base).max(axis=0) / np.where(at_base == 0, 1.0, np.abs(at_base))
        by_scenario = {s: float(far[i]) for i, s in enumerate(scenarios) if s in each.spans} if finite else {}
        found.append(Reach(each, by_scenario, undefined=not finite))
    return found


def _one_by_one(inputs: Iterable[Ranged]) -> Changes:
    every = list(inputs)
    changes: dict[tuple[str, int | None], Array] = {}
    for position, each in enumerate(every):
        for scenario, span in each.spans.items():
            row = each.row(scenario)
            setting = row.setting(scenario) if row else None
            if row is None or setting is None:
                continue
            column = np.full(2 * len(every), setting.value, dtype=float)
            column[2 * position], column[2 * position + 1] = span.low, span.high
            changes[row.id, scenario] = column[:, None, None]
    return changes
