"""A number that is not finite stops the build: which line, where, and what made it so."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from builder.errors import Problem
from builder.formula.evaluate import Frame, evaluate, program
from builder.formula.functions import Array, View
from builder.formula.nodes import Binary, Name, walk
from builder.formula.nodes import Node as Tree
from builder.formula.shapes import expand, references
from builder.model.graph import Model, Node
from builder.study.schema import text_in

_NUMBERS = "iuf"
_READ_AS_THEY_ARE = (View.VALUE, View.CELL)


def problem_of(node: Node, value: Array, frame: Frame, model: Model) -> Problem:
    """The problem of a line whose value is not finite somewhere, told of the first place where it is not.

    What a library's line divides by is told of the option that it is the cost of.
    """
    place = tuple(int(each) for each in np.argwhere(~np.isfinite(value))[0])
    _, scenario, period = place
    named = []
    if node.scenarios:
        named.append(f"scenario {model.scenarios[node.scenarios[scenario]]}")
    if value.shape[2] > 1:
        named.append("the start" if period == 0 else f"{model.loaded.study.timeline.period} {period}")
    where = ", ".join(named) or "the study"
    zero = _divided_by(node, frame, place)
    option = _costless(node, zero, model)
    if option:
        return _of_costless(option, node, where, model)
    owner = f"option {node.owner}, " if node.scope == "option" else ""
    formula = node.line.formula if node.line else ""
    what = f"{owner}line {node.key!r} ({_label(node.label, model)}) is not a finite number in {where}: {formula}"
    if zero is not None:
        written = formula[zero.span.start : zero.span.end]
        return Problem(node.where, what, f"{written} is 0 there: divide by something else, or mend its inputs")
    return Problem(node.where, what, _values(node, frame, place))


def _divided_by(node: Node, frame: Frame, place: tuple[int, ...]) -> Tree | None:
    """What a line divides by that is 0."""
    for part in walk(expand(node.tree)) if node.tree is not None else ():
        if isinstance(part, Binary) and part.op == "/" and _is_known(part.right, frame):
            divisor = evaluate(program(part.right), frame)
            if _at(divisor, place) == 0:
                return part.right
    return None


def _values(node: Node, frame: Frame, place: tuple[int, ...]) -> str:
    """The values of what a line reads."""
    values = []
    for each in references(node.tree) if node.tree is not None else ():
        value = frame.values.get(each.name) if each.view in _READ_AS_THEY_ARE else None
        if value is not None and value.dtype.kind in _NUMBERS and value.ndim == len(place):
            values.append(f"{each.name} is {_at(value, place):.6g}")
    return f"look for a number too large, or a missing size: {', '.join(dict.fromkeys(values))}"


def _costless(node: Node, zero: Tree | None, model: Model) -> str:
    """The option whose cost is what the line of a pair divides by; empty for any other line."""
    if node.scope != "pair" or not isinstance(zero, Name) or zero.id not in node.bindings:
        return ""
    divisor = model.nodes[node.bindings[zero.id].node]
    return divisor.owner if divisor.scope == "option" else ""


def _of_costless(option: str, node: Node, where: str, model: Model) -> Problem:
    """The problem of an option without any cost, by which another's is divided: at its place in the study."""
    study = model.loaded.study
    compared = next(key for key, each in study.comparisons.items() if option in (each.subject, *each.alternatives))
    what = f"the option {option!r} ({_label(study.options[option].label, model)}) costs nothing in {where}, "
    what += f"and nothing can be divided by that ({_label(node.label, model)})"
    zeros = [row.path for row in model.assumptions.rows if row.owner == option and "money" in row.unit_text
             and any(each.value == 0 and each.status != "default" for each in row.settings())]  # fmt: skip
    few = " and ".join(zeros[:2])
    give = f"{few} {'is' if len(zeros) == 1 else 'are'} 0: write a price" if zeros else f"give options.{option} a price"
    remedy = f"{give}, an adjustment, or a line of its own; or take {option} out of comparisons.{compared}"
    return Problem(model.loaded.document.where(("options", option)), what, remedy)


def _label(label: Mapping[str, str], model: Model) -> str:
    return text_in(label, model.loaded.study.base_language)


def _is_known(part: Tree, frame: Frame) -> bool:
    """Whether all that a part of a formula reads has a value yet; a line's own earlier period has none."""
    return all(each.name in frame.values and each.view in _READ_AS_THEY_ARE for each in references(part))


def _at(value: Array, place: tuple[int, ...]) -> float:
    return float(value[tuple(min(index, size - 1) for index, size in zip(place, value.shape, strict=True))])
