"""What a formula may not do although it could be evaluated: the rules that keep a workbook readable and portable."""

from __future__ import annotations

from builder.formula.errors import FormulaError
from builder.formula.nodes import Call, Compare, Conditional, Name, Node, Number, children, walk


def check_style(tree: Node, text: str) -> None:
    """Raise FormulaError for a constant other than 0 and 1, a condition within another, an unguarded comparison.

    The first two are rules of the FAST standard; the third is because spreadsheets differ on a computed last digit.
    """
    for node in walk(tree):
        match node:
            case Number(value) if value not in (0.0, 1.0):
                remedy = "make it an assumption with a unit and a source; only 0, 1 and -1 may be written"
                raise FormulaError(text, node.span, f"the number {value:g} is written into a formula", remedy)
            case Conditional():
                inner = [each for part in children(node) for each in walk(part) if isinstance(each, Conditional)]
                if inner:
                    remedy = "give the inner one a line of its own"
                    raise FormulaError(text, inner[0].span, "a condition within a condition", remedy)
            case Compare(op, left, right) if op not in ("==", "!="):
                _check_guarded(left, text)
                _check_guarded(right, text)
            case _:
                pass


def _check_guarded(side: Node, text: str) -> None:
    if isinstance(side, (Name, Number)) or (isinstance(side, Call) and side.function == "round"):
        return
    raise FormulaError(text, side.span, "a computed value is compared without a guard",
                       "write round(..., rounding_digits): spreadsheets differ on the last digits")  # fmt: skip
