"""Excel text read back, with Excel's precedence, so that what was printed can be compared with what was meant."""

from collections.abc import Iterator

from openpyxl.formula.tokenizer import Token, Tokenizer

Read = str | tuple["Read", ...]
"""An operand, or a function or operator with its parts: `("+", "a", ("MAX", "b", "c"))`."""

_BINDS = {
    **dict.fromkeys(["=", "<>", "<", "<=", ">", ">="], 1),
    "&": 2,
    **dict.fromkeys("+-", 3),
    **dict.fromkeys("*/", 4),
    "^": 5,
}
"""How tightly Excel's operators bind, by its documentation; all of them from left to right, and minus before a value
binds tighter than any."""


def read(text: str) -> Read:
    """What a spreadsheet understands by a formula. Brackets leave no trace.

    >>> read("=-a^2+b")
    ('+', ('^', ('-x', 'a'), '2'), 'b')
    """
    reader = _Reader(tokens(text))
    tree = reader.expression(0)
    assert reader.next is None, f"{text} goes on with {reader.next.value}"
    return tree


def tokens(text: str) -> list[Token]:
    """The tokens of a formula, blanks left out."""
    return [token for token in Tokenizer(text).items if token.type != Token.WSPACE]


def operators(text: str) -> int:
    """How many operators a formula has, before a value or between two."""
    return sum(token.type in (Token.OP_PRE, Token.OP_IN, Token.OP_POST) for token in tokens(text))


class _Reader:
    def __init__(self, found: list[Token]) -> None:
        self.rest: Iterator[Token] = iter(found)
        self.next: Token | None = None
        self.take()

    def take(self) -> Token:
        taken, self.next = self.next, next(self.rest, None)
        return taken

    def expression(self, least: int) -> Read:
        left = self.operand()
        while self.next and self.next.type == Token.OP_IN and _BINDS[self.next.value] > least:
            operator = self.take().value
            left = (operator, left, self.expression(_BINDS[operator]))
        return left

    def operand(self) -> Read:
        token = self.take()
        match token.type, token.subtype:
            case Token.OPERAND, _:
                return str(token.value)
            case Token.OP_PRE, _:
                return (f"{token.value}x", self.operand())
            case Token.PAREN, Token.OPEN:
                inner = self.expression(0)
                self.take()
                return inner
            case Token.FUNC, Token.OPEN:
                return (str(token.value).rstrip("("), *self.arguments())
        raise AssertionError(f"{token.value} has no place there")

    def arguments(self) -> Iterator[Read]:
        while self.next and (self.next.type, self.next.subtype) != (Token.FUNC, Token.CLOSE):
            yield self.expression(0)
            if self.next and self.next.type == Token.SEP:
                self.take()
        self.take()
