"""A number that is not finite stops the build: which line, where, and what made it so."""

from __future__ import annotations

import numpy as np

from builder.errors import Problem
from builder.formula.evaluate import Frame, evaluate, program
from builder.formula.functions import Array, View
from builder.formula.nodes import Binary, walk
from builder.formula.nodes import Node as Tree
from builder.formula.shapes import expand, references
from builder.model.graph import Model, Node
from builder.study.schema import text_in

_NUMBERS = "iuf"
_READ_AS_THEY_ARE = (View.VALUE, View.CELL)


def problem_of(node: Node, value: Array, frame: Frame, model: Model) -> Problem:
    """The problem of a line whose value is not finite somewhere, told of the first place where it is not."""
    place = tuple(int(each) for each in np.argwhere(~np.isfinite(value))[0])
    _, scenario, period = place
    named = []
    if node.scenarios:
        named.append(f"scenario {model.scenarios[node.scenarios[scenario]]}")
    if value.shape[2] > 1:
        named.append("the start" if period == 0 else f"{model.loaded.study.timeline.period} {period}")
    owner = f"option {node.owner}, " if node.scope == "option" else ""
    label = text_in(node.label, model.loaded.study.base_language)
    formula = node.line.formula if node.line else ""
    where = ", ".join(named) or "the study"
    what = f"{owner}line {node.key!r} ({label}) is not a finite number in {where}: {formula}"
    return Problem(node.where, what, _cause(node, formula, frame, place))


def _cause(node: Node, formula: str, frame: Frame, place: tuple[int, ...]) -> str:
    """What a line divides by that is 0, or the values of what it reads."""
    if node.tree is None:
        return ""
    for part in walk(expand(node.tree)):
        if isinstance(part, Binary) and part.op == "/" and _is_known(part.right, frame):
            divisor = evaluate(program(part.right), frame)
            if _at(divisor, place) == 0:
                span = part.right.span
                return f"{formula[span.start : span.end]} is 0 there: divide by something else, or mend its inputs"
    values = []
    for each in references(node.tree):
        value = frame.values.get(each.name) if each.view in _READ_AS_THEY_ARE else None
        if value is not None and value.dtype.kind in _NUMBERS and value.ndim == len(place):
            values.append(f"{each.name} is {_at(value, place):.6g}")
    return f"look for a number too large, or a missing size: {', '.join(dict.fromkeys(values))}"


def _is_known(part: Tree, frame: Frame) -> bool:
    """Whether all that a part of a formula reads has a value yet; a line's own earlier period has none."""
    return all(each.name in frame.values and each.view in _READ_AS_THEY_ARE for each in references(part))


def _at(value: Array, place: tuple[int, ...]) -> float:
    return float(value[tuple(min(index, size - 1) for index, size in zip(place, value.shape, strict=True))])
