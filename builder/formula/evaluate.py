"""Formula tree to NumPy arrays, with a spreadsheet's semantics.

Arrays have the axes (samples, scenarios, periods); an axis along which a value does not vary has length 1. What a
spreadsheet shows as an error is not-a-number here, and spreads like one: through every operation, except that a
condition takes only the branch it chooses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from builder.formula.functions import FUNCTIONS, Array, View, errors
from builder.formula.nodes import Binary, Call, Compare, Conditional, Name, Negate, Node, Number, Text
from builder.formula.shapes import Reference, expand, references

Leaves = Mapping[tuple[str, View], Array]
Step = Callable[[Leaves], Array]

_PER_PERIOD = {View.VALUE, View.CELL, View.PREVIOUS, View.FOLLOWING, View.TO_DATE}
_AS_IT_IS = {View.VALUE, View.CELL, View.TABLE}


@dataclass(frozen=True, slots=True)
class Frame:
    """What names stand for: arrays by name, members by group name, opening values of lines by name."""

    values: Mapping[str, Array]
    groups: Mapping[str, Sequence[Array]] = field(default_factory=dict)
    openings: Mapping[str, Array] = field(default_factory=dict)
    periods: int = 1


@dataclass(frozen=True, slots=True)
class Program:
    """A tree made ready to run many times: the names it reads, and one function of their arrays.

    `plain` are the reads whose arrays are taken as they are; `looks_back` is whether it reads all earlier periods of a
    line, so that one period is computed after the other.
    """

    reads: tuple[Reference, ...]
    run: Step
    plain: tuple[tuple[str, View], ...]
    looks_back: bool


def program(node: Node) -> Program:
    """The runnable form of a tree; derived functions are expanded."""
    tree = expand(node)
    found = references(tree)
    reads = {(each.name, each.view): each for each in found}
    plain = tuple(key for key in reads if key[1] in _AS_IT_IS)
    return Program(tuple(reads.values()), _compile(tree), plain, any(view is View.EARLIER for _, view in reads))


def evaluate(node: Node | Program, frame: Frame) -> Array:
    """The value of a tree: float64 of shape (samples, scenarios, periods).

    Booleans for a comparison, which does not hold where one of its sides is an error.
    """
    ready = node if isinstance(node, Program) else program(node)
    if ready.looks_back:
        return roll_forward(ready, "", _NOTHING, frame)
    with np.errstate(all="ignore", over="raise"):
        return ready.run(_leaves(ready, frame))


def _leaves(ready: Program, frame: Frame) -> dict[tuple[str, View], Array]:
    found = {key: frame.values[key[0]] for key in ready.plain}
    if len(found) < len(ready.reads):
        found |= {(each.name, each.view): _leaf(each, frame) for each in ready.reads if each.view not in _AS_IT_IS}
    return found


def roll_forward(node: Node | Program, own: str, opening: Array, frame: Frame) -> Array:
    """The values of a line that reads its own earlier period, computed one period after the other.

    `own` is the line's name, `opening` its value before the first period, shape (samples, scenarios, 1).
    """
    ready = node if isinstance(node, Program) else program(node)
    with np.errstate(all="ignore", over="raise"):
        whole = {(each.name, each.view): _leaf(each, frame) for each in ready.reads if each.name != own}
        known = opening
        for period in range(frame.periods):
            now = {key: _at(value, key[1], period) for key, value in whole.items()}
            now[own, View.PREVIOUS] = known[..., period : period + 1]
            now[own, View.EARLIER] = known[..., : period + 1]
            value = ready.run(now)
            if period == 0:
                leading = np.broadcast_shapes(value.shape[:-1], opening.shape[:-1])
                known = np.empty((*leading, frame.periods + 1), order="F")
                known[..., :1] = opening
            known[..., period + 1 : period + 2] = value
    return known[..., 1:]


def _at(value: Array, view: View, period: int) -> Array:
    if view is View.GROUP:
        return [_at(member, View.VALUE, period) for member in value]  # type: ignore[return-value]  # as in _leaf
    if view is View.EARLIER:
        return value[..., : period + 1]
    varies = view in _PER_PERIOD and value.shape[-1] > 1
    return value[..., period : period + 1] if varies else value


def _leaf(each: Reference, frame: Frame) -> Array:
    if each.view is View.GROUP:
        return frame.groups[each.name]  # type: ignore[return-value]  # only group functions read this
    value = frame.values[each.name]
    if each.view in _AS_IT_IS:
        return value
    match each.view:
        case View.PREVIOUS:
            return _preceded(value, frame.openings[each.name], frame.periods)
        case View.EARLIER:
            return _preceded(value, frame.openings.get(each.name, _NOTHING), frame.periods)
        case View.FOLLOWING:
            whole = _over(value, frame.periods)
            return np.concatenate([whole[..., 1:], np.zeros((*whole.shape[:-1], 1))], axis=-1)
        case View.TO_DATE:
            return _sums_to_date(_over(value, frame.periods))
        case View.ALL:
            return _over(value, max(frame.periods, value.shape[-1]))
        case View.FIRST:
            return value[..., :1]
        case View.LAST:
            return value[..., -1:]
        case _:
            raise TypeError(each.view)


_NOTHING = np.zeros((1, 1, 1))


def _preceded(value: Array, opening: Array, periods: int) -> Array:
    """A line one period later: its opening value, and every period but the last."""
    leading = np.broadcast_shapes(value.shape[:-1], opening.shape[:-1])
    found = np.empty((*leading, periods), order="F")
    found[..., :1], found[..., 1:] = opening, _over(value, periods)[..., :-1]
    return found


def _over(value: Array, periods: int) -> Array:
    """A value for each period, also where it is the same in all of them."""
    return value if value.shape[-1] == periods else np.broadcast_to(value, (*value.shape[:-1], periods))


def _compile(node: Node) -> Step:
    match node:
        case Number(number):
            constant = np.full((1, 1, 1), number)
            return lambda _: constant
        case Text(text):
            written = np.full((1, 1, 1), text)
            return lambda _: written
        case Name(id):
            return _reader(id, View.VALUE)
        case Negate(operand):
            inner = _compile(operand)
            return lambda leaves: -inner(leaves)
        case Binary(op, left, right):
            return _arithmetic(op, _compile(left), _compile(right))
        case Compare():
            return _truth(_comparison(node))
        case Conditional():
            return _conditional(node)
        case Call():
            return _call(node)


def _reader(name: str, view: View) -> Step:
    key = (name, view)
    return lambda leaves: leaves[key]


def _quotient(left: Array, right: Array) -> Array:
    return _finite(np.divide(left, right, order="F"))


def _power(left: Array, right: Array) -> Array:
    # 0^0 is 1 to NumPy and #NUM! to Excel; an error to the power of 0 and 1 to that of an error are 1 to NumPy, too.
    wrong = (left == 0) & (right == 0) | errors(left) | errors(right)
    return _finite(np.where(wrong, np.nan, np.power(left, right)))


def _finite(value: Array) -> Array:
    """Infinities become errors at once, so that dividing by one cannot hide it."""
    fine = np.isfinite(value)
    return value if fine.all() else np.where(fine, value, np.nan)


def _bounded(operate: Callable[..., Array]) -> Callable[..., Array]:
    """The operation, giving an error where its result is too large for a number; NumPy tells of that at no cost."""

    def run(*operands: Array) -> Array:
        try:
            return operate(*operands)
        except FloatingPointError:
            with np.errstate(over="ignore"):
                return _finite(operate(*operands))

    return run


_sums_to_date = _bounded(lambda line: np.cumsum(line, axis=-1))
# Samples lie next to each other in memory (order F): NumPy's inner loop then runs over them, not over a few periods.
_ARITHMETIC: dict[str, Callable[[Array, Array], Array]] = {
    "+": _bounded(partial(np.add, order="F")), "-": _bounded(partial(np.subtract, order="F")),
    "*": _bounded(partial(np.multiply, order="F")), "/": _bounded(_quotient), "**": _bounded(_power),
}  # fmt: skip
_COMPARISON: dict[str, Callable[[Array, Array], Array]] = {
    "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal, "==": np.equal, "!=": np.not_equal,
}  # fmt: skip


def _arithmetic(op: str, left: Step, right: Step) -> Step:
    operate = _ARITHMETIC[op]
    return lambda leaves: operate(left(leaves), right(leaves))


def _comparison(node: Compare) -> Callable[[Leaves], tuple[Array, Array | None]]:
    """The truth of a comparison, and where it is an error because one side is."""
    left, right, compare = _compile(node.left), _compile(node.right), _COMPARISON[node.op]

    def test(leaves: Leaves) -> tuple[Array, Array | None]:
        first, second = left(leaves), right(leaves)
        wrong = errors(first) | errors(second)
        if first.dtype.kind in "UO":  # spreadsheets compare texts without case
            first, second = np.char.lower(first.astype(str)), np.char.lower(second.astype(str))
        return compare(first, second), wrong if wrong.any() else None

    return test


def _truth(test: Callable[[Leaves], tuple[Array, Array | None]]) -> Step:
    def holds(leaves: Leaves) -> Array:
        truth, wrong = test(leaves)
        return truth if wrong is None else truth & ~wrong

    return holds


def _conditional(node: Conditional) -> Step:
    if not isinstance(node.test, Compare):
        raise TypeError("a condition has to be a comparison: check units before evaluating")
    test, then, otherwise = _comparison(node.test), _compile(node.then), _compile(node.otherwise)

    def choose(leaves: Leaves) -> Array:
        truth, wrong = test(leaves)
        taken, left = then(leaves), otherwise(leaves)
        if (taken.dtype.kind in "UO") != (left.dtype.kind in "UO"):  # NumPy would make a text of the number
            taken = taken.astype(object)
        chosen = np.where(truth, taken, left)
        return chosen if wrong is None else np.where(wrong, np.nan, chosen)

    return choose


def _call(node: Call) -> Step:
    function = FUNCTIONS[node.function]
    if function.numpy is None:
        raise TypeError(f"{node.function} is derived: expand the tree first")
    operate = _bounded(function.numpy)
    steps = []
    for index, argument in enumerate(node.arguments):
        view = function.parameter(index).view
        steps.append(_reader(argument.id, view) if isinstance(argument, Name) else _compile(argument))
    return lambda leaves: operate(*(step(leaves) for step in steps))
