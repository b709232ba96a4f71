"""Formula tree to its unit, exactly, or an error at the character where units do not fit."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from builder.formula.errors import FormulaError
from builder.formula.functions import FUNCTIONS
from builder.formula.nodes import Binary, Call, Compare, Conditional, Name, Negate, Node, Number, Text
from builder.formula.shapes import expand
from builder.formula.unit import ANY, CONDITION, ONE, TEXT, Unit


def unit_of(node: Node, unit: Callable[[str], Unit], text: str = "") -> Unit:
    """The unit of a tree, given the units of the names in it.

    A written 0 fits any unit (`ANY`); every other written number is a plain number. Sums, comparisons and choices need
    the same unit on both sides; a power needs a plain number above. Raises FormulaError at the part that does not fit.
    """
    return _Checker(unit, text).of(node)


class _Checker:
    def __init__(self, unit: Callable[[str], Unit], text: str) -> None:
        self.unit, self.text = unit, text

    def of(self, node: Node) -> Unit:  # noqa: C901  # one case for each kind of node
        match node:
            case Number(value):
                return ANY if value == 0 else ONE
            case Text():
                return TEXT
            case Name(id):
                return self.unit(id)
            case Negate(operand):
                return self.quantity(operand)
            case Binary("+" | "-", left, right):
                return self.same(node, left, right, "added" if node.op == "+" else "subtracted")
            case Binary("*" | "/", left, right):
                return self.product(node.op, left, right)
            case Binary(_, left, right):
                return self.power(left, right)
            case Compare(op, left, right):
                return self.comparison(node, op, left, right)
            case Conditional(test, then, otherwise):
                if self.of(test) != CONDITION:
                    raise self.wrong(test, "a condition has to be a comparison", "write, for example, flag == 1")
                return self.same(node, then, otherwise, "alternatives")
            case Call():
                return self.call(node)

    def quantity(self, node: Node) -> Unit:
        unit = self.of(node)
        if unit in (TEXT, CONDITION):
            kind = "a text" if unit == TEXT else "a condition"
            raise self.wrong(node, f"{kind} cannot be calculated with", "compare it: value if name == other else value")
        return unit

    def same(self, node: Node, left: Node, right: Node, verb: str) -> Unit:
        first, second = self.quantity(left), self.quantity(right)
        if first == ANY or second in (ANY, first):
            return second if first == ANY else first
        raise self.wrong(node, f"{first} and {second} cannot be {verb}", "both sides need the same unit")

    def product(self, op: str, left: Node, right: Node) -> Unit:
        first, second = self.quantity(left), self.quantity(right)
        if second == ANY and op == "/":
            raise self.wrong(right, "division by a written 0", "divide by something else")
        if ANY in (first, second):
            return ANY
        return first * second if op == "*" else first / second

    def power(self, base: Node, exponent: Node) -> Unit:
        unit, above = self.quantity(base), self.quantity(exponent)
        if above not in (ONE, ANY):
            raise self.wrong(exponent, f"an exponent has to be a plain number, not {above}", "divide its unit away")
        if unit in (ONE, ANY):
            return ONE
        if isinstance(exponent, Number) and exponent.value.is_integer():
            return unit.to_the(Fraction(int(exponent.value)))
        raise self.wrong(base, f"{unit} to a power that is not a written whole number", "divide the unit away first")

    def comparison(self, node: Node, op: str, left: Node, right: Node) -> Unit:
        first, second = self.of(left), self.of(right)
        if CONDITION in (first, second):
            raise self.wrong(node, "a condition cannot be compared", "compare values only")
        if TEXT in (first, second) and (first != second or op not in ("==", "!=")):
            raise self.wrong(node, "a text can only be equal (==) or not (!=) to a text", "compare a choice with one of its texts")  # fmt: skip # noqa: E501
        if first != second and ANY not in (first, second):
            raise self.wrong(node, f"{first} and {second} cannot be compared", "both sides need the same unit")
        return CONDITION

    def call(self, node: Call) -> Unit:
        function = FUNCTIONS[node.function]
        if function.definition:
            return self.of(expand(node))
        letters: dict[str, Unit] = {"1": ONE}
        for index, argument in enumerate(node.arguments):
            parameter = function.parameter(index)
            unit = self.of(argument) if parameter.unit in "kt*" else self.quantity(argument)
            known = letters.get(parameter.unit, ANY)
            if parameter.unit == "*" or unit == ANY:
                continue
            if known not in (ANY, unit):
                raise self.wrong(argument, f"{function.name}: {parameter.name} is in {unit}, expected {known}",
                                 "the arguments need the same unit" if parameter.unit != "1" else "it is a plain number")  # fmt: skip # noqa: E501
            letters[parameter.unit] = unit
        return letters.get(function.unit, ANY)

    def wrong(self, node: Node, what: str, remedy: str) -> FormulaError:
        return FormulaError(self.text, node.span, what, remedy)
