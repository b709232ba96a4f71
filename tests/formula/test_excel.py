"""The printer: Excel text that means the tree, no more brackets than Excel needs, and nothing simplified."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.formula.excel import EXCEL_PRECEDENCE, Precedence, Slot, Template, number_text, template
from builder.formula.functions import FUNCTIONS, View
from builder.formula.nodes import Binary, Call, Compare, Conditional, Name, Negate, Node, Number, Text, walk
from builder.formula.parse import parse
from builder.formula.shapes import expand
from tests.formula.examples import steady
from tests.formula.excel_reader import Read, operators, read
from tests.formula.names import excel_text
from tests.formula.trees import Trees

PYTHON_PRECEDENCE = {**EXCEL_PRECEDENCE, "negate": Precedence.POWER, "**": Precedence.NEGATION}


@pytest.fixture(scope="module")
def trees() -> list[Node]:
    grown = Trees(random.Random(8).choice)
    return [grown.tree() for _ in range(1000)]


def written(form: Template) -> str:
    return form.fill(lambda slot: f"{slot.name}_{slot.view.name}")


def meant(tree: Node) -> Read:
    """The formula with every operation in brackets, so that what binds tighter than what does not matter."""
    return read("=" + bracketed(expand(tree), View.VALUE))


def bracketed(node: Node, view: View) -> str:
    match node:
        case Number(value):
            return number_text(value)
        case Text(value):
            return f'"{value}"'
        case Name(id):
            return f"{id}_{view.name}"
        case Negate(operand):
            return f"(-{bracketed(operand, view)})"
        case Binary(op, left, right) | Compare(op, left, right):
            sign = {"**": "^", "==": "=", "!=": "<>"}.get(op, op)
            return f"({bracketed(left, view)}{sign}{bracketed(right, view)})"
        case Conditional(test, then, otherwise):
            return "IF({},{},{})".format(*(bracketed(each, view) for each in (test, then, otherwise)))
        case Call(name, arguments):
            function = FUNCTIONS[name]
            given = [(function.parameter(index), argument) for index, argument in enumerate(arguments)]
            texts: dict[str, list[str]] = {}
            for parameter, argument in given:
                texts.setdefault(parameter.name, []).append(bracketed(argument, parameter.view))
            return function.excel.format_map({name: ",".join(each) for name, each in texts.items()})


def test_what_is_printed_is_what_was_meant(trees: list[Node]) -> None:
    for tree in trees:
        assert read(written(template(tree))) == meant(tree)


@given(st.data())
@settings(steady, max_examples=200)
def test_what_is_printed_is_what_was_meant_whatever_the_tree(data: st.DataObject) -> None:
    tree = Trees(lambda options: data.draw(st.sampled_from(options))).tree(depth=4)
    assert read(written(template(tree))) == meant(tree)


def test_with_pythons_precedence_it_would_mean_something_else(trees: list[Node]) -> None:
    assert sum(read(written(template(tree, PYTHON_PRECEDENCE))) != meant(tree) for tree in trees) > 50


def test_nothing_is_simplified(trees: list[Node]) -> None:
    for tree in trees:
        assert operators(written(template(tree))) == sum(map(own_operators, walk(expand(tree))))


def own_operators(node: Node) -> int:
    """The operators a node brings to the Excel text: its own, or those of its function's pattern."""
    if isinstance(node, Call):
        return operators("=" + re.sub(r"\{\w+\}", "x", FUNCTIONS[node.function].excel))
    return int(isinstance(node, Binary | Compare | Negate))


def test_no_pair_of_brackets_is_idle() -> None:
    # Leaving out any pair changes the meaning; but for minus after an operator, which is bracketed to be readable.
    for text in ["(a + b) * c", "a - (b - c)", "a / (b * c)", "-(a ** b)", "a ** (b ** c)", "(a * b) ** c", "-(a + b)"]:
        printed = excel_text(parse(text))
        assert printed.count("(") == 1
        assert read(printed) != read(printed.replace("(", "").replace(")", ""))
    assert "(" not in "".join(
        map(excel_text, map(parse, ["a + b - c", "a * b / c", "(-a) ** b", "(a ** b) ** c", "-a * b"]))
    )


class TestNumbers:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (0.0, "0"),
            (3.0, "3"),
            (0.1, "0.1"),
            (1e15, "1000000000000000"),
            (1e16, "1E+16"),
            (1.5e-7, "1.5E-07"),
            (1e300, "1E+300"),
            (123456.789, "123456.789"),
        ],
    )
    def test_they_are_written_as_excel_reads_them(self, value: float, text: str) -> None:
        assert number_text(value) == text

    @given(st.floats(allow_nan=False, allow_infinity=False))
    @settings(steady)
    def test_they_mean_the_same_float(self, value: float) -> None:
        assert float(number_text(value)) == value

    def test_a_negative_number_is_bracketed_where_it_would_be_misread(self) -> None:
        minus_two, a = Number(-2.0), Name("a")
        assert excel_text(Binary("-", a, minus_two)) == "=a-(-2)"
        assert excel_text(Binary("**", a, minus_two)) == "=a^(-2)"
        assert excel_text(Binary("**", minus_two, a)) == "=-2^a"
        assert excel_text(Negate(minus_two)) == "=-(-2)"


@pytest.mark.parametrize("text", ["plain", 'with "quotes"', "한글", "a,b;c", "=1+1", "{x}", ""])
def test_a_text_stays_a_text(text: str) -> None:
    printed = excel_text(Compare("==", Name("choice"), Text(text)))
    assert read(printed) == ("=", "choice", '"' + text.replace('"', '""') + '"')


def test_a_template_is_filled_once_for_each_cell() -> None:
    form = template(parse("previous(cost) * (1 + growth)"))
    assert form.parts == (Slot("cost", View.PREVIOUS), "*(1+", Slot("growth", View.VALUE), ")")
    found = [form.fill(lambda slot, at={"cost": before, "growth": "$A$1"}: at[slot.name]) for before in ("B7", "C7")]
    assert found == ["=B7*(1+$A$1)", "=C7*(1+$A$1)"]


def test_a_template_may_hold_braces() -> None:
    assert template(parse('1 if choice == "{sizes}" else 0')).fill(lambda slot: "A1") == '=IF(A1="{sizes}",1,0)'
