"""From one state of the inputs to another, step by step: what each changed input did to some results.

The steps are taken one after another in the order of the Inputs sheet, each with those above it in place, so that their
sum is exactly the whole change. Another order gives other steps and the same sum; what each change does alone, from the
first state, is told beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose

import numpy as np

from builder.analysis.outputs import Output, Vector
from builder.analysis.states import Difference, State, as_changes, differences, is_shared, state_of, with_lists
from builder.analysis.what_if import what_if
from builder.model.graph import Model

_DUST = 1e-12


@dataclass(frozen=True, slots=True)
class Step:
    """A changed input, and for each result what it did in its turn and what it does alone."""

    difference: Difference
    effects: tuple[float, ...]
    alone: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """Results in the first state and in the last, and the steps between; `rest` is what no changed input explains."""

    outputs: tuple[Output, ...]
    first: tuple[float, ...]
    steps: tuple[Step, ...]
    rest: tuple[float, ...]
    last: tuple[float, ...]


def bridge(
    model: Model, outputs: Sequence[Output], first: State, last: State, final: Sequence[float] | None = None
) -> Bridge:
    """The bridge of some results from one state of a model's inputs to another.

    `final` are the results at the end where they are those of another model; what is left to them is the `rest`. A
    result that is not finite somewhere has steps that are not numbers.
    """
    changed = differences(model, first, last)
    course = [first]
    for each in changed:
        course.append(_moved(course[-1], each))
    alone = [_moved(first, each) for each in changed]
    reached = _values(model, outputs, course, changed)
    single = _values(model, outputs, [first, *alone], changed)
    ends = reached[-1] if final is None else np.array(final, dtype=float)
    rest = np.array([0.0 if isclose(a, b, rel_tol=_DUST) else b - a for a, b in zip(reached[-1], ends, strict=True)])
    steps = tuple(
        Step(each, tuple(map(float, after - before)), tuple(map(float, own - single[0])))
        for each, before, after, own in zip(changed, reached[:-1], reached[1:], single[1:], strict=True)
    )
    return Bridge(tuple(outputs), _floats(reached[0]), steps, _floats(rest), _floats(ends))


def _floats(values: Vector) -> tuple[float, ...]:
    return tuple(float(each) for each in values)


def _moved(state: State, by: Difference) -> State:
    """A state with one difference made."""
    if by.option:
        return State(state.values, {**state.adjustments, by.option: by.new_amounts})
    values = {key: value for key, value in state.values.items() if key != by.key}
    return State(values if by.new is None else {**values, by.key: by.new}, state.adjustments)


def _values(
    model: Model, outputs: Sequence[Output], states: list[State], changed: Sequence[Difference]
) -> list[Vector]:
    """The results in each state, one engine run for each run of states that share tables and adjustments."""
    shared = {each.key for each in changed if is_shared(model, each)}
    keys = {each.key for each in changed} - shared | _unlike(model, states[0])
    found: list[Vector] = []
    for group in _groups(states, shared):
        ready = with_lists(model, group[0])
        ask = what_if(ready, [each.node.id for each in outputs], {id for id, _ in keys})
        values = ask(as_changes(model, group, keys))
        columns = [each.of(values, len(group)) for each in outputs]
        found += list(np.array(columns, dtype=float).T) if columns else [np.empty(0)] * len(group)
    return found


def _unlike(model: Model, state: State) -> set[tuple[str, str | None]]:
    """Cells of a state that the model itself sets otherwise."""
    return {each.key for each in differences(model, state_of(model), state) if not is_shared(model, each)}


def _groups(states: list[State], shared: set[tuple[str, str | None]]) -> list[list[State]]:
    """States in runs that have the same tables and adjustments."""

    def lists(state: State) -> tuple[object, ...]:
        return {key: state.values.get(key) for key in shared}, state.adjustments

    groups: list[list[State]] = []
    for state in states:
        if groups and lists(groups[-1][0]) == lists(state):
            groups[-1].append(state)
        else:
            groups.append([state])
    return groups
