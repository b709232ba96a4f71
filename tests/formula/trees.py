"""Random trees over the whole language, from any source of choices: a seeded stream, or hypothesis.

    trees = Trees(random.Random(7).choice)
    tree, names = trees.tree(), trees.names()

Functions and their parameters come from the table of functions, so a new one joins by itself. Trees are built to have
a value mostly: exponents are small, sizes are mostly large enough, keys are mostly found.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from builder.formula.functions import FUNCTIONS, Function, Parameter, View
from builder.formula.nodes import Binary, Call, Compare, Conditional, Name, Negate, Node, Number, Text, children, walk
from tests.formula.names import Group, Line, Names, Table

Choose = Callable[[Sequence[Any]], Any]

OPERATORS = ("+", "-", "*", "/", "**")
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
SIZES = ("Small", "medium", "대형")

# Decimals that have no exact float, wholes, and both signs.
AMOUNTS = (0.1, 0.3, 1.1, 2.5, 4.35, 12.75, 0.173, 33.3, 1.0, 2.0, 3.0, 7.0, 8.0, 40.0, 365.0, 50000.0)
SIGNED = (*AMOUNTS, *(-each for each in AMOUNTS), 0.0)
NUMBERS = (0.0, 1.0, 1.0, 2.0, 3.0, 10.0, 12.0, 0.5, 0.1, 0.25, 2.25, 24.0, 1000.0, 8760.0)
SMALL = (1.0, 2.0, 3.0)
KEYS = (1.0, 2.0, 3.0, 5.0)


class Trees:
    """Trees and what the names in them stand for, made by one way of choosing."""

    def __init__(self, choose: Choose) -> None:
        self.choose = choose

    def names(self) -> Names:
        """What every name that a tree may read stands for."""
        several = self.several
        return {
            "a": self.choose(SIGNED),
            "b": self.choose(AMOUNTS),
            "c": self.choose(AMOUNTS),
            "n": self.choose(SMALL),
            "digits": self.choose((0.0, 1.0, 2.0, 4.0)),
            "key": self.choose((*KEYS * 4, 4.0)),
            "size": self.choose([each.upper() for each in SIZES]),
            "override": self.choose((None, *AMOUNTS)),
            "general": self.choose(AMOUNTS),
            "x": Line(*several(SIGNED), opening=self.choose(AMOUNTS)),
            "y": Line(*several(AMOUNTS), opening=self.choose(SIGNED)),
            "parts": Group(Line(*several(SIGNED)), Line(*several(AMOUNTS))),
            "sizes": self.choose(_SIZE_TABLES),
            "keys": _KEY_TABLE,
            "prices": self.choose(_PRICE_TABLES),
            "cells": self.choose(_CELL_TABLES),
        }

    def several(self, amounts: Sequence[float]) -> list[float]:
        """One amount for each period."""
        return [self.choose(amounts) for _ in range(3)]

    def tree(self, depth: int = 5) -> Node:
        """A tree of at most this depth, not counting what a function's own arguments need."""
        kinds = ("leaf", "function", "function", "negate", "condition", *("operator",) * 6)
        match self.choose(kinds) if depth > 0 else "leaf":
            case "operator":
                return self.operation(depth)
            case "negate":
                return Negate(self.tree(depth - 1))
            case "condition":
                return Conditional(self.test(depth - 1), self.tree(depth - 1), self.tree(depth - 1))
            case "function":
                return self.call(FUNCTIONS[self.choose(DRAWN)], depth - 1)
            case _:
                return self.leaf()

    def leaf(self) -> Node:
        """A name that reads as a number, or a written number; a minus is a node of its own."""
        name = self.choose(("a", "b", "c", "n", "x", "y", "general", ""))
        return Name(name) if name else Number(self.choose(NUMBERS))

    def operation(self, depth: int) -> Node:
        """An operation; an exponent is small, and so is a base that has one within it."""
        op = self.choose(OPERATORS)
        if op == "**":
            return Binary(op, self.tree(min(depth, 3) - 1), self.small(min(depth, 2)))
        if op == "/" and self.choose((True, False)):
            return Binary(op, self.tree(depth - 1), Name(self.choose(("b", "c", "n", "general"))))
        return Binary(op, self.tree(depth - 1), self.tree(depth - 1))

    def small(self, depth: int) -> Node:
        """A tree over small whole numbers, in which every operator can stand."""
        kind = self.choose(("leaf", "leaf", "leaf", *OPERATORS, "negate")) if depth > 0 else "leaf"
        if kind == "leaf":
            return Name("n") if self.choose((True, False)) else Number(self.choose(SMALL))
        if kind == "negate":
            return Negate(self.small(depth - 1))
        return Binary(kind, self.small(depth - 1), self.small(depth - 1))

    def test(self, depth: int) -> Node:
        """A comparison, of numbers mostly; equality is asked of rounded numbers."""
        if self.choose((True, False, False, False)):
            return Compare(self.choose(("==", "!=")), Name("size"), Text(self.choose(SIZES)))
        op = self.choose(COMPARISONS)
        left, right = self.tree(min(depth, 2)), self.tree(min(depth, 2))
        if op in ("==", "!=") or self.choose((True, False)):
            return Compare(op, Call("round", (left, Number(0.0))), Call("round", (right, Number(0.0))))
        return Compare(op, left, right)

    def call(self, function: Function, depth: int) -> Node:
        """A function of what its parameters ask for."""
        count = self.choose((1, 2, 3)) if function.variadic else len(function.parameters)
        return Call(
            function.name,
            tuple(self.argument(function, function.parameter(index), depth) for index in range(count)),
        )

    def argument(self, function: Function, parameter: Parameter, depth: int) -> Node:
        """What one parameter can be given: by its view, and by its unit."""
        match parameter.view, parameter.unit:
            case View.TABLE, "k":
                return Name("keys")
            case View.TABLE, "u":
                return Name("sizes")
            case View.TABLE, "t":
                return Name("prices")
            case View.TABLE, _:
                return Name("cells")
            case View.GROUP, _:
                return Name("parts")
            case View.CELL, _:
                return Name(parameter.name)
            case View.VALUE, "k":
                return self.one_of(Name("key"), Name("key"), Number(3.0), Negate(Negate(Name("key"))))
            case View.VALUE, "1":
                return self.one_of(*(_PLACES if parameter.name == "place" else _DIGITS))
            case View.VALUE, _:
                return self.value(function, depth)
            case _:
                return Name(self.choose(("x", "y")))

    def one_of(self, *nodes: Node) -> Node:
        """One of some trees."""
        chosen: Node = self.choose(nodes)
        return chosen

    def value(self, function: Function, depth: int) -> Node:
        """An argument that is any number; where a step follows, a guarded one, as models have it."""
        if function.name in ("roundup", "rounddown", "next_size"):
            return Call("round", (self.tree(min(depth, 2)), Number(2.0)))
        return self.tree(min(depth, 2))


DRAWN = sorted(set(FUNCTIONS) - {"irr"})
"""Functions that random trees have: an internal rate is searched for, and each engine gives up at another place."""

_DIGITS = (Name("digits"), Number(0.0), Number(2.0), Negate(Number(1.0)))
_PLACES = (Name("n"), Number(1.0), Number(2.0), Number(3.0))
_SIZE_TABLES = (Table(4, 1, 2, 1e6), Table(10, 0.5, 1e9, 100), Table(1e12, 3, None, 48), Table(2, 4, 8, 16))
_KEY_TABLE = Table(5, 1, 3, 2)
_PRICE_TABLES = (Table(0.1, 20, -3, 7.5), Table(99.9, 4.35, 12, 0))
_CELL_TABLES = (Table(0.1, 20, -3, 7.5), Table(1, None, "two", 0), Table("a", "b", "c"))


def operator(node: Node) -> str:
    """The operator of a node as the count of pairs calls it; functions and conditions bring their own brackets."""
    match node:
        case Binary(op) | Compare(op):
            return op
        case Negate():
            return "-x"
        case _:
            return ""


def pairs(tree: Node) -> Counter[tuple[str, str, str]]:
    """How often each operator stands within another, by outer operator, side and inner operator."""
    found: Counter[tuple[str, str, str]] = Counter()
    for node in walk(tree):
        sides = ("operand",) if isinstance(node, Negate) else ("left", "right")
        if operator(node):
            found.update(
                (operator(node), side, operator(child))
                for side, child in zip(sides, children(node), strict=True)
                if operator(child)
            )
    return found


ALL_PAIRS = {
    *((outer, side, inner) for outer in OPERATORS for side in ("left", "right") for inner in (*OPERATORS, "-x")),
    *(("-x", "operand", inner) for inner in (*OPERATORS, "-x")),
}
"""Every ordered pair of arithmetic operators."""
