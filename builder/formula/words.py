"""Formula tree to words, in the reader's language: names become their labels, functions their sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from builder.formula.excel import EXCEL_PRECEDENCE, Precedence, number_text
from builder.formula.functions import FUNCTIONS
from builder.formula.nodes import Binary, Call, Compare, Conditional, Name, Negate, Node, Number, Text

Say = Callable[..., str]
"""`say(message, **values)` gives an English message in the reader's language, with its values put in."""

_SIGNS = {"+": "+", "-": "\u2212", "*": "\u00d7", "/": "\u00f7"}
COMPARISONS = {
    "<": "{left} is less than {right}",
    "<=": "{left} is at most {right}",
    ">": "{left} is greater than {right}",
    ">=": "{left} is at least {right}",
    "==": "{left} is {right}",
    "!=": "{left} is not {right}",
}
CONDITIONAL = "{then} if {test}, otherwise {otherwise}"
POWER = "{base} to the power of {exponent}"
MINUS = "minus {operand}"
_LOOSEST = 0
"""How tightly `CONDITIONAL` binds: less than all else, so that one within another stands in brackets."""


def messages() -> list[str]:
    """Every English message this module can say, for catalogues."""
    of_functions = (each for one in FUNCTIONS.values() for each in (one.words, one.words_of_name) if each)
    return [*COMPARISONS.values(), CONDITIONAL, POWER, MINUS, *of_functions]


def english(message: str, /, **values: str) -> str:
    """The message itself, its values put in."""
    return message.format_map(values)


def words(node: Node, label: Callable[[str], str], say: Say = english) -> str:
    """The tree in words. `label` gives the label of a name in the reader's language.

    >>> from builder.formula.parse import parse
    >>> words(parse("(nodes + spares) * price"), {"nodes": "nodes", "spares": "spares", "price": "price per node"}.get)
    '(nodes + spares) × price per node'
    """
    return _Writer(label, say).at(node, _LOOSEST)


class _Writer:
    def __init__(self, label: Callable[[str], str], say: Say) -> None:
        self.label, self.say = label, say

    def at(self, node: Node, least: int) -> str:
        binds, text = self.phrase(node)
        return text if binds >= least else f"({text})"

    def phrase(self, node: Node) -> tuple[int, str]:
        match node:
            case Number(value):
                return Precedence.ATOM, number_text(value)
            case Text(value):
                return Precedence.ATOM, f"\u201c{value}\u201d"
            case Name(id):
                return Precedence.ATOM, self.label(id)
            case Negate(operand):
                return Precedence.SUM, self.said(MINUS, {"operand": (operand, Precedence.PRODUCT)})
            case Binary("**", left, right):
                sides = {"base": (left, Precedence.ATOM), "exponent": (right, Precedence.ATOM)}
                return Precedence.POWER, self.said(POWER, sides)
            case Binary(op, left, right):
                binds = EXCEL_PRECEDENCE[op]
                return binds, f"{self.at(left, binds)} {_SIGNS[op]} {self.at(right, binds + 1)}"
            case Compare(op, left, right):
                sides = {"left": (left, Precedence.SUM), "right": (right, Precedence.SUM)}
                return Precedence.COMPARISON, self.said(COMPARISONS[op], sides)
            case Conditional(test, then, otherwise):
                loose = Precedence.COMPARISON
                parts = {"then": (then, loose), "test": (test, loose), "otherwise": (otherwise, loose)}
                return _LOOSEST, self.said(CONDITIONAL, parts)
            case Call(function, arguments):
                return Precedence.COMPARISON, self.call(function, arguments)

    def said(self, message: str, parts: Mapping[str, tuple[Node, int]]) -> str:
        return self.say(message, **{name: self.at(node, least) for name, (node, least) in parts.items()})

    def call(self, name: str, arguments: tuple[Node, ...]) -> str:
        function = FUNCTIONS[name]
        spoken: dict[str, str] = {}
        for index, argument in enumerate(arguments):
            parameter = function.parameter(index).name
            text = self.at(argument, Precedence.SUM)
            spoken[parameter] = f"{spoken[parameter]}, {text}" if parameter in spoken else text
        named = function.words_of_name and isinstance(arguments[-1], Name)
        return self.say(function.words_of_name if named else function.words, **spoken)
