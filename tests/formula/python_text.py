"""A tree written back as a formula, by Python's own printer: brackets only where Python needs them."""

import ast

from builder.formula.nodes import Binary, Call, Compare, Conditional, Name, Negate, Node, Number, Text

_OPERATORS: dict[str, ast.operator] = {
    "+": ast.Add(),
    "-": ast.Sub(),
    "*": ast.Mult(),
    "/": ast.Div(),
    "**": ast.Pow(),
}
_COMPARISONS: dict[str, ast.cmpop] = {
    "<": ast.Lt(),
    "<=": ast.LtE(),
    ">": ast.Gt(),
    ">=": ast.GtE(),
    "==": ast.Eq(),
    "!=": ast.NotEq(),
}


def python_text(tree: Node) -> str:
    """The formula a tree would be read from.

    >>> python_text(Negate(Binary("**", Name("a"), Number(2.0))))
    '-a ** 2.0'
    """
    return ast.unparse(_python(tree))


def _python(tree: Node) -> ast.expr:
    match tree:
        case Number(value) | Text(value):
            return ast.Constant(value)
        case Name(id):
            return ast.Name(id)
        case Negate(operand):
            return ast.UnaryOp(ast.USub(), _python(operand))
        case Binary(op, left, right):
            return ast.BinOp(_python(left), _OPERATORS[op], _python(right))
        case Compare(op, left, right):
            return ast.Compare(_python(left), [_COMPARISONS[op]], [_python(right)])
        case Conditional(test, then, otherwise):
            return ast.IfExp(_python(test), _python(then), _python(otherwise))
        case Call(function, arguments):
            return ast.Call(ast.Name(function), [_python(each) for each in arguments], [])
