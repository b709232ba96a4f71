"""Formula tree to Excel text, with Excel's precedence: unary minus binds tighter than a power, powers go left to right.

A tree becomes a template once; filling it with addresses is cheap, so a row of a hundred periods costs a hundred joins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from builder.formula.functions import FUNCTIONS, View
from builder.formula.nodes import Binary, Call, Compare, Conditional, Name, Negate, Node, Number, Text
from builder.formula.shapes import expand


class Precedence(IntEnum):
    """How tightly Excel's operators bind, loosest first."""

    COMPARISON = 1
    SUM = 2
    PRODUCT = 3
    POWER = 4
    NEGATION = 5
    ATOM = 6


EXCEL_PRECEDENCE: Mapping[str, Precedence] = {
    "+": Precedence.SUM, "-": Precedence.SUM, "*": Precedence.PRODUCT, "/": Precedence.PRODUCT,
    "**": Precedence.POWER, "negate": Precedence.NEGATION,
}  # fmt: skip
_COMPARISONS = {"==": "=", "!=": "<>"}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a template where the address of a name goes, read by a view."""

    name: str
    view: View


@dataclass(frozen=True, slots=True)
class Template:
    """Excel text with slots for addresses, without the leading `=`."""

    parts: tuple[str | Slot, ...]

    def fill(self, address: Callable[[Slot], str]) -> str:
        """The formula of one cell: `=` and the text with every slot replaced by its address."""
        return "=" + "".join(part if isinstance(part, str) else address(part) for part in self.parts)


def template(node: Node, precedence: Mapping[str, Precedence] = EXCEL_PRECEDENCE) -> Template:
    """The Excel text of a tree; derived functions are expanded. `precedence` is there for the proof that it matters."""
    parts = _Printer(precedence).at(expand(node), Precedence.COMPARISON)
    merged: list[str | Slot] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        else:
            merged.append(part)
    return Template(tuple(merged))


def number_text(value: float) -> str:
    """A number as Excel reads it: shortest digits that give the same float, no `.0` on whole numbers.

    >>> number_text(3.0), number_text(0.1)
    ('3', '0.1')
    """
    return repr(value).upper().removesuffix(".0")


class _Printer:
    def __init__(self, precedence: Mapping[str, Precedence]) -> None:
        self.precedence = precedence

    def at(self, node: Node, least: int) -> list[str | Slot]:
        """The parts of a node, in brackets where it binds more loosely than its place needs."""
        binds, parts = self.parts(node)
        return parts if binds >= least else ["(", *parts, ")"]

    def parts(self, node: Node) -> tuple[int, list[str | Slot]]:
        match node:
            case Number(value):
                return (Precedence.NEGATION if value < 0 else Precedence.ATOM), [number_text(value)]
            case Text(value):
                return Precedence.ATOM, ['"' + value.replace('"', '""') + '"']
            case Name(id):
                return Precedence.ATOM, [Slot(id, View.VALUE)]
            case Negate(operand):
                binds = self.precedence["negate"]
                return binds, ["-", *self.at(operand, binds + 1)]
            case Binary(op, left, right):
                return self.operation(op, left, right)
            case Compare(op, left, right):
                sides = self.at(left, Precedence.SUM), self.at(right, Precedence.SUM)
                return Precedence.COMPARISON, [*sides[0], _COMPARISONS.get(op, op), *sides[1]]
            case Conditional(test, then, otherwise):
                inner = (self.at(part, Precedence.COMPARISON) for part in (test, then, otherwise))
                first, second, third = inner
                return Precedence.ATOM, ["IF(", *first, ",", *second, ",", *third, ")"]
            case Call():
                return Precedence.ATOM, self.call(node)

    def operation(self, op: str, left: Node, right: Node) -> tuple[int, list[str | Slot]]:
        binds = self.precedence[op]
        after = self.at(right, binds + 1)
        if after[0] == "-" or (isinstance(right, Number) and right.value < 0):
            after = ["(", *after, ")"]  # a--b is legal and unreadable
        return binds, [*self.at(left, binds), "^" if op == "**" else op, *after]

    def call(self, node: Call) -> list[str | Slot]:
        function = FUNCTIONS[node.function]
        printed: dict[str, list[str | Slot]] = {}
        for index, argument in enumerate(node.arguments):
            parameter = function.parameter(index)
            parts: list[str | Slot] = (
                [Slot(argument.id, parameter.view)]
                if isinstance(argument, Name)
                else self.at(argument, Precedence.COMPARISON)
            )
            printed[parameter.name] = [*printed[parameter.name], ",", *parts] if parameter.name in printed else parts
        found: list[str | Slot] = []
        for position, piece in enumerate(_PLACEHOLDER.split(function.excel)):
            found += printed[piece] if position % 2 else [piece] if piece else []
        return found
