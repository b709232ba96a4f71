"""The syntax tree of a formula: immutable nodes that keep the author's tree and its place in the text.

Equality ignores positions, so two trees are equal when they say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` up to, not including, `end` of the formula's text."""

    start: int = 0
    end: int = 0


_NOWHERE = Span()


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in the formula."""

    value: float
    span: Span = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A text written in the formula: only ever compared with a choice."""

    value: str
    span: Span = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Name:
    """The name of an input, a line, a table or a group of lines; what it is bound to is decided elsewhere."""

    id: str
    span: Span = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Negate:
    """Minus one operand."""

    operand: Node
    span: Span = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """Arithmetic on two operands; `op` is one of `+ - * / **`."""

    op: str
    left: Node
    right: Node
    span: Span = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison; `op` is one of `< <= > >= == !=`."""

    op: str
    left: Node
    right: Node
    span: Span = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Conditional:
    """`then if test else otherwise`."""

    test: Node
    then: Node
    otherwise: Node
    span: Span = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the table applied to arguments."""

    function: str
    arguments: tuple[Node, ...]
    span: Span = field(default=_NOWHERE, compare=False, repr=False)


Node = Number | Text | Name | Negate | Binary | Compare | Conditional | Call


def children(node: Node) -> tuple[Node, ...]:
    """The operands of a node, in reading order."""
    match node:
        case Negate(operand):
            return (operand,)
        case Binary(_, left, right) | Compare(_, left, right):
            return (left, right)
        case Conditional(test, then, otherwise):
            return (then, test, otherwise)
        case Call(_, arguments):
            return arguments
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, each before its operands."""
    yield node
    for child in children(node):
        yield from walk(child)


def rebuild(node: Node, parts: tuple[Node, ...]) -> Node:
    """The node with other operands, in the order `children` gives them."""
    match node:
        case Negate():
            return replace(node, operand=parts[0])
        case Binary() | Compare():
            return replace(node, left=parts[0], right=parts[1])
        case Conditional():
            return replace(node, then=parts[0], test=parts[1], otherwise=parts[2])
        case Call():
            return replace(node, arguments=parts)
        case _:
            return node


def substitute(node: Node, values: Mapping[str, Node]) -> Node:
    """The tree with each name that `values` knows replaced by its tree."""
    if isinstance(node, Name):
        return values.get(node.id, node)
    return rebuild(node, tuple(substitute(child, values) for child in children(node)))


def placed(node: Node, span: Span) -> Node:
    """The tree with all its positions set to `span`."""
    return replace(rebuild(node, tuple(placed(child, span) for child in children(node))), span=span)
