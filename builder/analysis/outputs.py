"""Results as they are asked for: by their `out_` names; and their values read from what a what-if gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.analysis.inputs import Knob
from builder.errors import Problem, StudyError
from builder.formula.functions import Array
from builder.model.graph import Model, Node
from builder.model.names import output_name
from builder.study.problems import closest
from builder.study.schema import Comparison

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Output:
    """One result: a node in a scenario, or over scenarios where that is None; of a line over time, in one period."""

    node: Node
    scenario: int | None
    period: int = 0

    @property
    def place(self) -> tuple[str, int | None, int]:
        """Whether two are one: the node's id, the scenario and the period."""
        return self.node.id, self.scenario, self.period

    def of(self, values: Mapping[str, Array], samples: int) -> Vector:
        """The values of each sample."""
        array = values[self.node.id]
        place = 0 if self.scenario is None or array.shape[1] == 1 else self.node.scenarios.index(self.scenario)
        period = self.period if array.shape[2] > 1 else 0
        return np.broadcast_to(array[:, place, period], (samples,))

    def name(self, model: Model) -> str:
        """The `out_` name."""
        own = (self.node.output or self.node.key,)
        if self.scenario is None:
            return output_name(*self.node.owner.split(":"), *own) if self.node.scope == "range" else output_name(*own)
        return output_name(model.scenarios[self.scenario], self.node.owner, *own)


def outputs_by_name(model: Model) -> dict[str, Output]:
    """Every result by its `out_` name."""
    return {name: Output(node, scenario) for name, node, scenario in model.outputs()}


def output(model: Model, name: str, where: str) -> Output:
    """The result with a name. Raises StudyError where there is none."""
    known = outputs_by_name(model)
    if name not in known:
        raise StudyError(Problem(f"{where} {name}", "there is no such result", closest(name, known)))
    return known[name]


@dataclass(frozen=True, slots=True)
class Pair:
    """An alternative and a subject in one scenario."""

    alternative: str
    subject: str
    scenario: int

    def output(self, model: Model, key: str) -> Output:
        """What the model draws from the two: `ratio`, `saving` or `difference`."""
        return Output(model.nodes[f"{self.alternative}_vs_{self.subject}.{key}"], self.scenario)

    def total(self, model: Model, option: str) -> Output:
        """What one of the two costs."""
        return Output(model.nodes[f"{option}.total_cost.total"], self.scenario)


def pairs_of(model: Model, comparison: Comparison) -> list[Pair]:
    """Every alternative of a comparison in each of its scenarios."""
    return [
        Pair(alternative, comparison.subject, model.scenarios.index(scenario))
        for scenario in comparison.scenarios
        for alternative in comparison.alternatives
    ]


def chosen_pairs(model: Model, alternatives: tuple[str, ...] = (), scenarios: tuple[str, ...] = ()) -> list[Pair]:
    """The pairs of all comparisons, each once, or those of some alternatives and scenarios.

    Raises StudyError where a name is unknown or nothing is left.
    """
    study = model.loaded.study
    every = list(dict.fromkeys(pair for each in study.comparisons.values() for pair in pairs_of(model, each)))
    problems = [
        *(
            Problem(
                f"--alternative {each}",
                "no comparison has this alternative",
                closest(each, {p.alternative for p in every}),
            )
            for each in alternatives
            if each not in {pair.alternative for pair in every}
        ),
        *(
            Problem(f"--scenario {each}", "there is no such scenario", closest(each, model.scenarios))
            for each in scenarios
            if each not in model.scenarios
        ),
    ]
    wanted = [
        pair
        for pair in every
        if (not alternatives or pair.alternative in alternatives)
        and (not scenarios or model.scenarios[pair.scenario] in scenarios)
    ]
    if not wanted and not problems:
        what = "no comparison has these alternatives in these scenarios" if every else "the study compares no options"
        problems = [Problem(model.loaded.document.where(("comparisons",)), what, "write a comparison, or name others")]
    if problems:
        raise StudyError(*problems)
    return wanted


def cells_behind(model: Model, output: Output) -> list[Knob]:
    """The cells of Inputs whose values are in effect in what a result is computed from, in the author's order."""
    found: set[tuple[str, int | None]] = set()
    start = (output.node.id, output.node.scenarios if output.scenario is None else (output.scenario,))
    seen, waiting = {start}, [start]
    while waiting:
        id, scenarios = waiting.pop()
        node = model.nodes[id]
        if node.rows:
            rows = [(node.rows[each], each) for each in scenarios or node.scenarios]
            found.update((row.id, each if each in row.overrides else None) for row, each in rows if row is not None)
        bound = [(each.node, each.scenarios or scenarios) for each in node.bindings.values()]
        grouped = [(member, scenarios) for members in node.groups.values() for member in members]
        fresh = set(bound + grouped) - seen
        seen |= fresh
        waiting += fresh
    return [
        Knob(row, place)
        for row in model.assumptions.rows
        for place in (None, *sorted(row.overrides))
        if (row.id, place) in found
    ]
