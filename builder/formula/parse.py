"""Formula text to syntax tree, by Python's own parser and a whitelist of what may stand in a formula."""

from __future__ import annotations

import ast
import re
import warnings
from itertools import accumulate

from builder.formula.errors import FormulaError, did_you_mean, nearest
from builder.formula.functions import FUNCTIONS
from builder.formula.nodes import Binary, Call, Compare, Conditional, Name, Negate, Node, Number, Span, Text

MAX_LENGTH = 1000
MAX_DEPTH = 40
MAX_TEXT = 255
"""Characters that Excel allows a text within a formula."""
_DEPTH_OF_DERIVED = 8
"""Levels a derived function counts for: each one within another may double the printed formula."""

_BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
_COMPARE = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_DECIMAL = re.compile(r"(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_ALLOWED = "names, numbers, + - * / **, comparisons, 'a if condition else b' and functions"


def parse(text: str) -> Node:
    """The syntax tree of a formula.

    Raises FormulaError, pointing at the character, for anything that is not in the language, for a text of over
    1,000 characters or a tree deeper than 40.

    >>> parse("nodes * price").op
    '*'
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError(text, Span(MAX_LENGTH, len(text)), f"the formula has {len(text):,} characters; "
                           f"at most {MAX_LENGTH:,} are allowed", "split it into several lines")  # fmt: skip
    if not text.strip():
        raise FormulaError(text, Span(0, 1), "the formula is empty", "write what this line is computed from")
    _check_characters(text)
    _check_brackets(text)
    flat = re.sub(r"[\r\n\t]", " ", text)
    indent = len(flat) - len(flat.lstrip())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = ast.parse(flat[indent:], mode="eval")
    except SyntaxError as error:
        start = indent + error.offset - 1 if error.lineno and error.offset else len(text.rstrip())
        what = (error.msg or "it cannot be read").removesuffix(" Perhaps you forgot a comma?")
        raise FormulaError(text, Span(start, start + 1), f"not a formula: {what}",
                           f"a formula has {_ALLOWED}") from None  # fmt: skip
    except (ValueError, RecursionError, MemoryError, Warning) as error:
        raise FormulaError(text, Span(0, len(text)), f"not a formula: {error}", f"a formula has {_ALLOWED}") from None
    reader = _Reader(text, flat[indent:], indent)
    reader.check_end(tree.body)
    return reader.node(tree.body, 1)


def _check_characters(text: str) -> None:
    """Refuse what nobody can see: it is never meant, and some of it no file can hold."""
    for position, char in enumerate(text):
        if not char.isprintable() and char not in "\r\n\t":
            raise FormulaError(text, Span(position, position + 1),
                               f"the invisible character U+{ord(char):04X} cannot stand in a formula",
                               "take it out, or write an ordinary blank")  # fmt: skip


def _check_brackets(text: str) -> None:
    """Refuse deep nesting before Python's parser meets it: its own limit is a crash, not a message."""
    depths = accumulate((char in "([{") - (char in ")]}") for char in text)
    for position, depth in enumerate(depths):
        if depth > MAX_DEPTH:
            raise FormulaError(text, Span(position, position + 1), f"brackets are nested deeper than {MAX_DEPTH}",
                               "split the formula into several lines")  # fmt: skip


class _Reader:
    """Turns Python's tree into ours. Python counts columns in UTF-8 bytes; positions here are characters."""

    def __init__(self, text: str, source: str, indent: int) -> None:
        self.text, self.indent, self.source = text, indent, source.encode()

    def span(self, node: ast.expr) -> Span:
        def characters(offset: int) -> int:
            return self.indent + len(self.source[:offset].decode(errors="ignore"))

        return Span(characters(node.col_offset), characters(node.end_col_offset or node.col_offset + 1))

    def check_end(self, body: ast.expr) -> None:
        """Refuse a comment: it would swallow the lines below it, which are one line here."""
        rest = self.source[body.end_col_offset :].decode().lstrip(" )")
        if rest:
            start = len(self.text.rstrip()) - len(rest.rstrip())
            raise FormulaError(self.text, Span(start, start + 1), "a comment cannot stand in a formula",
                               "write it as a note of the line")  # fmt: skip

    def refuse(self, node: ast.expr, what: str, remedy: str = "") -> FormulaError:
        return FormulaError(self.text, self.span(node), what, remedy or f"a formula has {_ALLOWED}")

    def node(self, node: ast.expr, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise self.refuse(node, f"the formula is nested deeper than {MAX_DEPTH}", "split it into several lines")
        span = self.span(node)
        match node:
            case ast.Constant(value=value):
                return self.constant(node, value)
            case ast.Name(id=name):
                return self.name(node, name)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Negate(self.node(operand, depth + 1), span)
            case ast.BinOp(op=op, left=left, right=right) if type(op) in _BINARY:
                return Binary(_BINARY[type(op)], self.node(left, depth + 1), self.node(right, depth + 1), span)
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARE:
                return Compare(_COMPARE[type(op)], self.node(left, depth + 1), self.node(right, depth + 1), span)
            case ast.Compare(ops=[_, _, *_]):
                raise self.refuse(node, "a comparison of more than two values", "write one comparison per condition")
            case ast.IfExp(test=test, body=body, orelse=orelse):
                below = depth + 1
                return Conditional(self.node(test, below), self.node(body, below), self.node(orelse, below), span)
            case ast.Call():
                return self.call(node, depth)
            case _:
                raise self.refuse(node, f"{_described(node)} cannot stand in a formula")

    def constant(self, node: ast.Constant, value: object) -> Node:
        if isinstance(value, str):
            if not value.isprintable():
                raise self.refuse(node, "the text has an invisible character", "write texts as they are shown")
            if len(value) > MAX_TEXT:
                raise self.refuse(node, f"a text has {len(value)} characters, {MAX_TEXT} are allowed", "shorten it")
            return Text(value, self.span(node))
        written = self.source[node.col_offset : node.end_col_offset].decode()
        if isinstance(value, (int, float)) and _DECIMAL.fullmatch(written):
            number = float(written)
            if number == float("inf"):
                raise self.refuse(node, f"{written[:20]} is too large a number", "use a number below 1e308")
            return Number(number, self.span(node))
        raise self.refuse(node, f"{written[:40]} is not a plain decimal number")

    def name(self, node: ast.Name, name: str) -> Node:
        written = self.source[node.col_offset : node.end_col_offset].decode()
        if not _NAME.fullmatch(written):
            raise self.refuse(node, f"{written!r} is not a name", "names have letters a to z, digits and underscores")
        return Name(name, self.span(node))

    def call(self, node: ast.Call, depth: int) -> Node:
        function = node.func.id if isinstance(node.func, ast.Name) else ""
        if function not in FUNCTIONS:
            written = self.source[node.func.col_offset : node.func.end_col_offset].decode()
            raise self.refuse(node.func, f"there is no function {written[:30]!r}", _instead(written))
        for extra in node.keywords:
            raise self.refuse(extra.value, "arguments have no names in a formula", "write their values in order")
        table = FUNCTIONS[function]
        if not table.accepts(len(node.args)):
            raise self.refuse(node, f"{function} takes {table.signature()}, not {len(node.args)} arguments",
                              f"write {function}({', '.join(p.name for p in table.parameters)})")  # fmt: skip
        below = depth + (_DEPTH_OF_DERIVED if table.definition else 1)
        return Call(function, tuple(self.node(each, below) for each in node.args), self.span(node))


def _instead(function: str) -> str:
    """What to write in place of a function that there is not."""
    if function.upper() in _SPREADSHEET:
        return _SPREADSHEET[function.upper()]
    near = nearest(function, FUNCTIONS)
    return did_you_mean(near) if near else "functions are " + ", ".join(sorted(FUNCTIONS))


_SPREADSHEET = {
    "IF": "write value if condition else other_value",
    "SUM": "write a + b; total(line) is the sum of a line over all periods",
    "NPV": "write total(discounted_line): a line of its own times discount_factor",
    "AND": "multiply flags of 0 and 1",
    "OR": "write max(one_flag, other_flag)",
}
"""What people write who come from a spreadsheet."""

_WORDS: dict[type[ast.AST], str] = {
    ast.Attribute: "a dot after a name",
    ast.Subscript: "square brackets",
    ast.BoolOp: "'and' or 'or'",
    ast.Lambda: "lambda",
    ast.List: "a list",
    ast.Tuple: "a comma outside a function",
    ast.Dict: "curly brackets",
    ast.Set: "curly brackets",
    ast.JoinedStr: "an f-string",
    ast.Starred: "a star before an argument",
    ast.NamedExpr: "':='",
    ast.ListComp: "a loop",
    ast.SetComp: "a loop",
    ast.DictComp: "a loop",
    ast.GeneratorExp: "a loop",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.BitXor: "^ (a power is written **)",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.MatMult: "@",
    ast.Not: "'not'",
    ast.Invert: "~",
    ast.UAdd: "a plus before a value",
    ast.In: "'in'",
    ast.NotIn: "'not in'",
    ast.Is: "'is'",
    ast.IsNot: "'is not'",
}


def _described(node: ast.expr) -> str:
    operator: ast.AST = node.ops[0] if isinstance(node, ast.Compare) else getattr(node, "op", node)
    return _WORDS.get(type(node)) or _WORDS.get(type(operator)) or type(node).__name__.lower()
