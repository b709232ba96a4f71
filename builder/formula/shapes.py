"""Formula tree to shape, and the checks that hold for every formula: who is named, and how it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from builder.formula.errors import FormulaError
from builder.formula.functions import FUNCTIONS, Shape, View
from builder.formula.nodes import Call, Name, Node, Span, children, placed, rebuild, substitute


@dataclass(frozen=True, slots=True)
class Reference:
    """A name in a formula, how it is read there, and where it stands."""

    name: str
    view: View
    span: Span


@lru_cache(maxsize=64)
def _definition(function: str) -> Node:
    from builder.formula.parse import parse  # the parser reads the same table of functions

    return parse(FUNCTIONS[function].definition)


def expand(node: Node) -> Node:
    """The tree with derived functions replaced by their definitions, whose parts point at the call."""
    node = rebuild(node, tuple(expand(child) for child in children(node)))
    if not isinstance(node, Call) or not FUNCTIONS[node.function].definition:
        return node
    parameters = FUNCTIONS[node.function].parameters
    arguments = {each.name: value for each, value in zip(parameters, node.arguments, strict=True)}
    return expand(substitute(placed(_definition(node.function), node.span), arguments))


def references(node: Node, view: View = View.VALUE) -> tuple[Reference, ...]:
    """Every name a tree reads, with the view it is read by, in reading order."""
    if isinstance(node, Name):
        return (Reference(node.id, view, node.span),)
    views = [View.VALUE] * len(children(node))
    if isinstance(node, Call):
        function = FUNCTIONS[node.function]
        views = [function.parameter(index).view for index in range(len(node.arguments))]
    return tuple(found for child, each in zip(children(node), views, strict=True) for found in references(child, each))


def check_views(node: Node, text: str) -> None:
    """Raise FormulaError where a function that reads a whole line, table or group is given an expression."""
    if isinstance(node, Call):
        function = FUNCTIONS[node.function]
        for index, argument in enumerate(node.arguments):
            parameter = function.parameter(index)
            if parameter.view is not View.VALUE and not isinstance(argument, Name):
                name = node.function
                raise FormulaError(text, argument.span, f"{name} reads a whole {parameter.name}, not a formula",
                                   f"give the expression a line of its own and write {name}(its_name)")  # fmt: skip
    for child in children(node):
        check_views(child, text)


def shape_of(node: Node, shape: Callable[[str], Shape]) -> Shape:
    """The shape of a tree, given the shapes of the names in it: per period where any part is."""
    if isinstance(node, Name):
        return shape(node.id)
    if isinstance(node, Call):
        fixed = FUNCTIONS[node.function].shape
        if fixed is not None:
            return fixed
    parts = (shape_of(child, shape) for child in children(node))
    return Shape.PERIOD if Shape.PERIOD in parts else Shape.CONSTANT
