"""Study to Results: every node evaluated once, in order, over samples, scenarios and periods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from builder.errors import ModelError
from builder.finite import problem_of
from builder.formula.evaluate import Frame, evaluate, program, roll_forward
from builder.formula.functions import Array
from builder.formula.nodes import Call, Name
from builder.model.assumptions import Row
from builder.model.build import build_model, load_model
from builder.model.graph import Binding, BoundCheck, Model, Node
from builder.results import CheckResult, Results
from builder.study.loader import LoadedStudy
from builder.unsound import unsound

_IN_EFFECT = program(Call("filled", (Name("override"), Name("general"))))

_NOTHING = np.zeros((1, 1, 1))
Changes = Mapping[tuple[str, int | None], Array]
"""Other values for a row's general cell (scenario None) or a scenario's override: shape (samples, 1, 1)."""


def run(loaded: LoadedStudy) -> Results:
    """The results of a study.

    Raises ModelError where the model is wrong, a number is not finite, or a check that has to hold does not.
    """
    return sound(evaluate_model(build_model(loaded)))


def run_file(file: Path, settings: Iterable[tuple[str, Any]] = ()) -> Results:
    """The results of a study's file. Raises StudyError or ModelError with every problem of study and model at once."""
    return sound(evaluate_model(load_model(file, settings)))


def sound(results: Results) -> Results:
    """The results, if every check holds that has to. Raises ModelError with those that do not."""
    if problems := tuple(unsound(results)):
        raise ModelError(*problems)
    return results


def evaluate_model(model: Model, changes: Changes | None = None) -> Results:
    """Every value of a model, with some inputs changed. Raises ModelError for the first line that is not finite."""
    known, changed = Known(), changes or {}
    for id in model.order:
        node = model.nodes[id]
        known.values[id] = evaluate_node(node, model, known, changed)
        if node.tree is not None and not np.isfinite(known.values[id]).all():
            frame = _frame(node, model, known.values, known.openings, model.loaded.study.timeline.columns)
            raise ModelError(problem_of(node, known.values[id], frame, model))
    checks = tuple(_check(each, model, known.values) for each in model.checks)
    return Results(model, known.values, checks)


@dataclass(frozen=True, slots=True)
class Known:
    """What is evaluated so far: values by node id, and opening values of lines that read an earlier period."""

    values: dict[str, Array] = field(default_factory=dict)
    openings: dict[str, Array] = field(default_factory=dict)


def evaluate_node(node: Node, model: Model, known: Known, changes: Changes) -> Array:
    """The value of one node, from those known. It may be not finite; what the node opens with becomes known."""
    if node.rows:
        return _input(node, changes)
    if node.written:
        return np.array(node.written)[None]
    return _line(node, model, known.values, known.openings, model.loaded.study.timeline.columns)


def _input(node: Node, changes: Changes) -> Array:
    """The value in effect, per scenario of the node: its override where filled, otherwise the general value."""
    if node.kind == "table":
        return _table(node)
    cells: dict[tuple[str, int | None], Array] = {}
    found = []
    for scenario in node.scenarios:
        row = node.rows[scenario]
        if row is not None:
            own = scenario in row.overrides or (row.id, scenario) in changes
            place = row.id, scenario if own else None
            if place not in cells:
                cells[place] = _cell(row, scenario, changes)
            found.append(cells[place])
    if all(each is found[0] or np.array_equal(each, found[0]) for each in found):
        return found[0]
    return np.concatenate(np.broadcast_arrays(*found), axis=1)


def _cell(row: Row, scenario: int, changes: Changes) -> Array:
    general = _written(row, None, changes)
    if scenario not in row.overrides and (row.id, scenario) not in changes:
        return general  # a blank override leaves the general value as it is
    frame = Frame({"general": general, "override": _written(row, scenario, changes)})
    return evaluate(_IN_EFFECT, frame)


def _written(row: Row, scenario: int | None, changes: Changes) -> Array:
    """What stands in a cell of the Inputs sheet; not-a-number, or an empty text, where it is blank."""
    if (row.id, scenario) in changes:
        return changes[row.id, scenario]
    setting = row.general if scenario is None else row.overrides.get(scenario)
    if setting is None:
        return np.full((1, 1, 1), "" if row.kind == "choice" else np.nan)
    if isinstance(setting.value, tuple):
        return np.array([setting.value[0], *setting.value])[None, None, :]  # the start has the first period's value
    return np.full((1, 1, 1), setting.value)


def _table(node: Node) -> Array:
    """Entries of a table along a last axis, shape (1, scenarios, 1, entries); short tables end in not-a-number."""
    entries = []
    for scenario in node.scenarios:
        row = node.rows[scenario]
        value = row.general.value if row and row.general else ()
        entries.append(value if isinstance(value, tuple) else (float(value),))
    width = max(len(each) for each in entries)
    padded = [[*each, *[np.nan] * (width - len(each))] for each in entries]
    return np.array(padded)[None, :, None, :]


def _line(node: Node, model: Model, values: Mapping[str, Array], openings: dict[str, Array], periods: int) -> Array:
    if node.tree is None or node.program is None:
        raise TypeError(f"{node.id} has neither rows nor a formula")
    frame = _frame(node, model, values, openings, periods)
    if node.opening is not None and node.opening_program is not None:
        openings[node.id] = evaluate(node.opening_program, frame)
    looks_back = node.opening is not None or node.program.looks_back
    own = next((name for name, each in node.bindings.items() if each.node == node.id), None) if looks_back else None
    if own is not None:
        return roll_forward(node.program, own, openings.get(node.id, _NOTHING), frame)
    return evaluate(node.program, frame)


def _frame(
    node: Node | BoundCheck, model: Model, values: Mapping[str, Array], openings: Mapping[str, Array], periods: int
) -> Frame:
    seen, opened = dict[str, Array](), dict[str, Array]()
    for name, binding in node.bindings.items():
        value = values.get(binding.node)
        if value is None:
            continue
        seen[name] = _seen_from(node, model.nodes[binding.node], value, binding)
        if binding.node in openings:
            opened[name] = openings[binding.node]
    groups = node.groups.items() if isinstance(node, Node) else ()
    return Frame(seen, {name: [values[each] for each in members] for name, members in groups}, opened, periods)


def _seen_from(reader: Node | BoundCheck, read: Node, value: Array, binding: Binding) -> Array:
    """The read node's value for the reader's scenarios, or for the ones the binding names."""
    wanted = reader.scenarios if binding.scenarios is None else binding.scenarios
    if value.shape[1] == 1 or not wanted:
        chosen = np.repeat(value, len(wanted), axis=1) if binding.table else value
    elif wanted == read.scenarios:
        chosen = value
    else:
        chosen = value[:, [read.scenarios.index(each) for each in wanted]]
    return chosen.transpose(0, 2, 1)[:, None] if binding.table else chosen


def _check(check: BoundCheck, model: Model, values: Mapping[str, Array]) -> CheckResult:
    frame = _frame(check, model, values, {}, 1)
    truth = evaluate(check.program, frame).all(axis=0, keepdims=True)
    holds = np.broadcast_to(truth, (1, len(check.scenarios), 1))[0, :, 0]
    return CheckResult(check, tuple(bool(each) for each in holds))


def case_results(loaded: LoadedStudy, cases: Sequence[str]) -> dict[str, Results]:
    """The results of a study under each of its named cases."""
    from builder.study.loader import with_case

    return {case: run(with_case(loaded, case)) for case in cases}
