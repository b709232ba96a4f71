"""What the inputs of a model are set to, as data: to be compared with another state, and put into the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import isclose

import numpy as np

from builder.engine import Changes
from builder.formula.functions import Array
from builder.model.adjustments import AMOUNTS, HELD_IN
from builder.model.graph import Model, Node
from builder.model.rows import Row, Value

_DIGITS = 1e-14
Key = tuple[str, str | None]
"""A cell of the Inputs sheet: its row's id and the scenario's, None for the general value."""
Amounts = tuple[str, tuple[float, ...], str]
"""An adjustment: its label, its amounts from the start on, and the scenario it is for, empty for every one."""


@dataclass(frozen=True, slots=True)
class State:
    """The value of every cell that has one, in the order of the sheet, and every option's adjustments."""

    values: Mapping[Key, Value]
    adjustments: Mapping[str, tuple[Amounts, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """An input that two states set otherwise: a cell with its values, None where blank, or an option's adjustments."""

    key: Key
    old: Value | None = None
    new: Value | None = None
    option: str = ""
    old_amounts: tuple[Amounts, ...] = ()
    new_amounts: tuple[Amounts, ...] = ()


def state_of(model: Model) -> State:
    """The inputs of a model as its study sets them."""
    values: dict[Key, Value] = {}
    for row in model.assumptions.rows:
        if row.general is not None:
            values[row.id, None] = row.general.value
        for scenario, setting in sorted(row.overrides.items()):
            values[row.id, model.scenarios[scenario]] = setting.value
    return State(values, {option: tuple(_amounts(model, option)) for option in model.loaded.study.options})


def _amounts(model: Model, option: str) -> Iterator[Amounts]:
    node = model.nodes.get(f"{option}.{AMOUNTS}")
    for each in node.adjustments if node else ():
        label = next(iter(each.label.values()))
        yield label, each.amounts, "" if each.scenario is None else model.scenarios[each.scenario]


def differences(model: Model, first: State, last: State) -> list[Difference]:
    """What the last state sets otherwise than the first, in the order of the model's rows; others are left out."""
    found = []
    for row in model.assumptions.rows:
        for scenario in (None, *model.scenarios):
            key = (row.id, scenario)
            old, new = first.values.get(key), last.values.get(key)
            if not _same(old, new):
                found.append(Difference(key, old, new))
    for option in model.loaded.study.options:
        before, after = first.adjustments.get(option, ()), last.adjustments.get(option, ())
        if before != after:
            found.append(Difference((option, None), option=option, old_amounts=before, new_amounts=after))
    return found


def _same(one: Value | None, other: Value | None) -> bool:
    """Whether two values are the same to spreadsheets, of which some keep fifteen digits."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(_same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, float) and isinstance(other, float):
        return isclose(one, other, rel_tol=_DIGITS)
    return one == other


# -- a state put into a model ------------------------------------------------------------------------------------------


def with_lists(model: Model, state: State) -> Model:
    """The model with the state's tables and adjustments, which every sample shares."""
    rows = {row.id: replace(row, general=replace(row.general, value=state.values[row.id, None]))
            for row in model.assumptions.rows
            if row.kind == "table" and row.general is not None and (row.id, None) in state.values}  # fmt: skip
    nodes = {id: _with_rows(node, rows) for id, node in model.nodes.items()}
    for option, amounts in state.adjustments.items():
        nodes |= _with_amounts(model, option, amounts)
    return replace(model, nodes=nodes)


def _with_rows(node: Node, rows: Mapping[str, Row]) -> Node:
    if not any(row is not None and row.id in rows for row in node.rows):
        return node
    return replace(node, rows=tuple(rows.get(row.id, row) if row else None for row in node.rows))


def _with_amounts(model: Model, option: str, amounts: tuple[Amounts, ...]) -> dict[str, Node]:
    ids = f"{option}.{AMOUNTS}", f"{option}.{HELD_IN}"
    if any(id not in model.nodes for id in ids):
        return {}
    columns = range(model.loaded.study.timeline.columns)
    by_period = tuple(tuple(each[1][period] for each in amounts) or (0.0,) for period in columns)
    held_in = tuple(each[2] for each in amounts) or ("",)
    written = {ids[0]: (by_period,), ids[1]: ((held_in,),)}
    return {id: replace(model.nodes[id], written=each) for id, each in written.items()}


def is_shared(model: Model, difference: Difference) -> bool:
    """Whether a difference is one of tables or adjustments."""
    return bool(difference.option) or model.assumptions.row(difference.key[0]).kind == "table"


def as_changes(model: Model, states: list[State], keys: set[Key]) -> Changes:
    """Some cells of several states as the engine takes changes: one sample for each state."""
    changes: dict[tuple[str, int | None], Array] = {}
    for id, scenario in keys:
        row = model.assumptions.row(id)
        written = [_written(row, each.values.get((id, scenario))) for each in states]
        width = max(len(each) for each in written)
        samples = np.array([each * width if len(each) == 1 else each for each in written])
        changes[id, None if scenario is None else model.scenarios.index(scenario)] = samples[:, None, :]
    return changes


def _written(row: Row, value: Value | None) -> list[float] | list[str]:
    """What stands in a cell for each period; one value where it stands for all."""
    if value is None:
        return [""] if row.kind == "choice" else [np.nan]
    if isinstance(value, tuple):
        return [value[0], *value]
    return [value] if isinstance(value, str) else [float(value)]
