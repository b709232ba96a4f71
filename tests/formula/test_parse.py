"""The parser: what may stand in a formula, and where exactly something stands that may not."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.formula.errors import FormulaError
from builder.formula.functions import FUNCTIONS
from builder.formula.nodes import Binary, Call, Compare, Conditional, Name, Negate, Node, Number, Span, Text, walk
from builder.formula.parse import MAX_DEPTH, MAX_LENGTH, MAX_TEXT, parse
from tests.formula.examples import steady
from tests.formula.python_text import python_text
from tests.formula.trees import Trees

A, B, C = Name("a"), Name("b"), Name("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", A),
        ("  a  ", A),
        ("(a)", A),
        ("2", Number(2.0)),
        ("2.50", Number(2.5)),
        (".5", Number(0.5)),
        ("5.", Number(5.0)),
        ("1e6", Number(1e6)),
        ("1.5E-3", Number(0.0015)),
        ("'large'", Text("large")),
        ('"대형 6\\" 랙"', Text('대형 6" 랙')),
        ("-a", Negate(A)),
        ("-2", Negate(Number(2.0))),
        ("a + b - c", Binary("-", Binary("+", A, B), C)),
        ("a * b / c", Binary("/", Binary("*", A, B), C)),
        ("a - (b - c)", Binary("-", A, Binary("-", B, C))),
        ("a ** b ** c", Binary("**", A, Binary("**", B, C))),
        ("-a ** b", Negate(Binary("**", A, B))),
        ("(-a) ** b", Binary("**", Negate(A), B)),
        ("a ** -b", Binary("**", A, Negate(B))),
        ("-a * b", Binary("*", Negate(A), B)),
        ("a <= b", Compare("<=", A, B)),
        ("a != 'x'", Compare("!=", A, Text("x"))),
        ("a if b > 0 else c", Conditional(Compare(">", B, Number(0.0)), A, C)),
        ("max(a, b, c)", Call("max", (A, B, C))),
        ("round(a + b, 2)", Call("round", (Binary("+", A, B), Number(2.0)))),
        ("previous(a)", Call("previous", (A,))),
        ("_private9", Name("_private9")),
        ("max", Name("max")),
    ],
)
def test_a_formula_is_read(text: str, tree: Node) -> None:
    assert parse(text) == tree


def test_line_breaks_and_tabs_are_blanks() -> None:
    assert parse("a\n + b\r\n\t* c\n") == parse("a + b * c")


def test_what_is_written_back_reads_the_same() -> None:
    trees = Trees(random.Random(3).choice)
    for tree in (trees.tree() for _ in range(1000)):
        assert parse(python_text(tree)) == tree


@given(st.data())
@settings(steady, max_examples=100)
def test_any_tree_written_back_reads_the_same(data: st.DataObject) -> None:
    tree = Trees(lambda options: data.draw(st.sampled_from(options))).tree(depth=4)
    assert parse(python_text(tree)) == tree


def test_every_part_knows_its_characters() -> None:
    text = "  users * price if size == '대형' else -max(a, b)"
    parts = [(type(node).__name__, text[node.span.start : node.span.end]) for node in walk(parse(text))]
    assert parts == [
        ("Conditional", "users * price if size == '대형' else -max(a, b)"),
        ("Binary", "users * price"),
        ("Name", "users"),
        ("Name", "price"),
        ("Compare", "size == '대형'"),
        ("Name", "size"),
        ("Text", "'대형'"),
        ("Negate", "-max(a, b)"),
        ("Call", "max(a, b)"),
        ("Name", "a"),
        ("Name", "b"),
    ]


# The part in ‹› is what the error has to point at.
REFUSED = [
    ("a + ‹b.c›", "a dot after a name"),
    ("a + ‹b[0]›", "square brackets"),
    ("a + ‹[b]›", "a list"),
    ("a + ‹(b, c)›", "a comma outside a function"),
    ("a + ‹{b}›", "curly brackets"),
    ("a + ‹{b: c}›", "curly brackets"),
    ("‹lambda: a›", "lambda"),
    ("a + (‹lambda x: x›)", "lambda"),
    ("‹f'{a}'›", "an f-string"),
    ("(‹a := b›)", "':='"),
    ("‹[x for x in a]›", "a loop"),
    ("‹{x for x in a}›", "a loop"),
    ("‹{x: x for x in a}›", "a loop"),
    ("max‹(x for x in a)›", "a loop"),
    ("max(a, ‹*b›)", "a star before an argument"),
    ("max(values=‹a›)", "arguments have no names"),
    ("max(a, **‹b›)", "arguments have no names"),
    ("‹a and b›", "'and' or 'or'"),
    ("a + (‹b or c›)", "'and' or 'or'"),
    ("‹not a›", "'not'"),
    ("a * ‹+b›", "a plus before a value"),
    ("a * ‹~b›", "~ cannot"),
    ("‹a // b›", "//"),
    ("‹a % b›", "%"),
    ("‹a ^ b›", "a power is written **"),
    ("‹a & b›", "& cannot"),
    ("‹a | b›", "| cannot"),
    ("‹a << b›", "<<"),
    ("‹a >> b›", ">>"),
    ("‹a @ b›", "@ cannot"),
    ("‹a in b›", "'in'"),
    ("‹a not in b›", "'not in'"),
    ("‹a is b›", "'is'"),
    ("‹a is not b›", "'is not'"),
    ("‹a < b < c›", "more than two values"),
    ("a + ‹True›", "True is not a plain decimal number"),
    ("a + ‹None›", "None is not a plain decimal number"),
    ("a + ‹...›", "not a plain decimal number"),
    ("a + ‹b'x'›", "not a plain decimal number"),
    ("a + ‹0x10›", "0x10 is not a plain decimal number"),
    ("a + ‹0b10›", "not a plain decimal number"),
    ("a + ‹1_000›", "1_000 is not a plain decimal number"),
    ("a + ‹2j›", "2j is not a plain decimal number"),
    ("a + ‹1e999›", "too large a number"),
    (f"a + ‹{'9' * 400}›", "too large a number"),
    ("a + ‹é›", "is not a name"),
    ("a + ‹한글›", "is not a name"),
    ("a + ‹ﬁx›", "is not a name"),  # Python would read the ligature as two letters
    ("a + ‹ｘ›", "is not a name"),
    ("‹__import__›('os')", "there is no function '__import__'"),
    ("‹eval›(a)", "there is no function 'eval'"),
    ("‹a.b›(c)", "there is no function 'a.b'"),
    ("‹max(a)›(b)", "there is no function 'max(a)'"),
    ("(‹lambda: a›)()", "there is no function 'lambda: a'"),
    ("a + ‹max()›", "max takes 1 to 255 values, not 0"),
    (f"‹max({','.join('1' * 256)})›", "max takes 1 to 255 values, not 256"),
    ("a + ‹round(b)›", "round takes 2 (x, digits), not 1"),
    ("a + ‹abs(b, c)›", "abs takes 1 (x), not 2"),
    ("'한글' == a + ‹b.c›", "a dot after a name"),
    ("a == '😀é한' + ‹b[0]›", "square brackets"),
    ("a\n\t+ ‹b.c›", "a dot after a name"),
    ("\n\n   ‹a.b›", "a dot after a name"),
    ("a ‹#› per year", "a comment"),
    ("a ‹#› first\n + b", "a comment"),
    ("(a + b) ‹#› note", "a comment"),
    ("a == '#' ‹#› note", "a comment"),
    ("a ‹\x00›+ b", "the invisible character U+0000"),
    ("a +‹\xa0›b", "the invisible character U+00A0"),
    ("‹\ufeff›a", "the invisible character U+FEFF"),
    ("a == '‹\u200b›x'", "the invisible character U+200B"),
    ("a + ‹\ud800›", "the invisible character U+D800"),
    ("a == ‹'\\x00'›", "the text has an invisible character"),
    ("a == ‹'\\ud800'›", "the text has an invisible character"),
    (f"a == ‹'{'x' * 256}'›", "a text has 256 characters"),
    ("a ‹$› b", "not a formula"),
    ("a + b‹)›", "not a formula"),
    ("a ‹=› b", "not a formula"),
    ("a ‹b›", "not a formula"),
]


@pytest.mark.parametrize(("marked", "what"), REFUSED, ids=[marked[:40] for marked, _ in REFUSED])
def test_what_may_not_stand_in_a_formula_is_pointed_at(marked: str, what: str) -> None:
    text = marked.replace("‹", "").replace("›", "")
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert what in caught.value.what
    span = caught.value.span
    assert f"{text[: span.start]}‹{text[span.start : span.end]}›{text[span.end :]}" == marked
    assert caught.value.remedy


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_an_empty_formula_says_so(text: str) -> None:
    with pytest.raises(FormulaError, match="the formula is empty"):
        parse(text)


@pytest.mark.parametrize("text", ["a +", "a *  ", "max(a,"])
def test_a_formula_that_ends_too_early_is_pointed_at_near_its_end(text: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert len(text.rstrip()) - 4 <= caught.value.span.start <= len(text)


def test_a_function_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(FormulaError) as caught:
        parse("xyz(a)")
    assert all(name in caught.value.remedy for name in FUNCTIONS)


@pytest.mark.parametrize(
    ("formula", "remedy"),
    [
        ("ceiling(a)", "did you mean 'ceil'?"),
        ("MAX(a, b)", "did you mean 'max'?"),
        ("sum_sins(a, b, c)", "did you mean 'sum_since'?"),
        ("IF(a > b, a, b)", "write value if condition else other_value"),
        ("Sum(a)", "write a + b; total(line) is the sum of a line over all periods"),
    ],
)
def test_one_that_is_much_like_another_is_asked_about(formula: str, remedy: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(formula)
    assert caught.value.remedy == remedy


class TestLimits:
    def test_a_thousand_characters_are_read_and_one_more_is_not(self) -> None:
        assert parse("a".rjust(MAX_LENGTH)) == A
        with pytest.raises(FormulaError, match="1,001 characters; at most 1,000 are allowed") as caught:
            parse("a".rjust(MAX_LENGTH + 1))
        assert caught.value.span == Span(MAX_LENGTH, MAX_LENGTH + 1)

    def test_a_text_has_at_most_what_excel_allows(self) -> None:
        assert parse(f"a == '{'x' * MAX_TEXT}'") == Compare("==", A, Text("x" * MAX_TEXT))

    @pytest.mark.parametrize(
        "text",
        [
            "-" * 990 + "a",
            "+".join("a" * 490),
            "**".join("a" * 330),
            "abs(" * 200 + "a" + ")" * 200,
            "(" * 450 + "a" + ")" * 450,
            "[" * 450 + "a" + "]" * 450,
            "not " * 240 + "a",
            "lambda:" * 140 + "a",
            "a" + ".b" * 450,
            "a" + ".b" * 450 + "()",
            "a" + "()" * 490,
            "a" + "[0]" * 320,
            "a" + " if a > b else a" * 60,
            "(" * 999,
            "interpolate(a, b, c, " * 40 + "a" + ", a)" * 40,
        ],
    )
    def test_depth_without_end_is_an_error_like_any_other(self, text: str) -> None:
        with pytest.raises(FormulaError):
            parse(text)

    def test_forty_levels_are_read(self) -> None:
        assert len(list(walk(parse("abs(" * (MAX_DEPTH - 1) + "a" + ")" * (MAX_DEPTH - 1))))) == MAX_DEPTH
        assert len(list(walk(parse(" + ".join("a" * MAX_DEPTH))))) == 2 * MAX_DEPTH - 1
        with pytest.raises(FormulaError, match="nested deeper than 40"):
            parse(" + ".join("a" * (MAX_DEPTH + 1)))

    def test_derived_functions_within_one_another_cannot_print_without_end(self) -> None:
        # Each doubles some of its arguments when it is expanded.
        parse("interpolate(interpolate(interpolate(a, b, c, 0, 1), b, c, 0, 1), b, c, 0, 1)")
        with pytest.raises(FormulaError, match="nested deeper"):
            parse("interpolate(" * 6 + "a" + ", b, c, 0, 1)" * 6)


FRAGMENTS = [
    *FUNCTIONS,
    *(
        "a",
        "b",
        "cost",
        "0",
        "1",
        "2.5",
        "1e9",
        "'x'",
        '"',
        "(",
        ")",
        ",",
        "+",
        "-",
        "*",
        "/",
        "**",
        "<",
        "==",
        "[",
        "]",
    ),
    *(
        " if ",
        " else ",
        ".",
        "lambda ",
        ":",
        "=",
        "{",
        "}",
        "f'",
        "#",
        "\\",
        "\n",
        "\t",
        "  ",
        "한",
        "é",
        "…",
        "@",
        "!",
        "$",
    ),
    *("\x00", "\ud800", "\u200b", "not ", " in ", " is ", "await ", "yield", "1_0", "0x1", "True", "None", ";", ":="),
]


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join)))
@settings(steady, max_examples=1000)
def test_nothing_but_a_formula_error_is_ever_raised(text: str) -> None:
    found = read_or_refused(text)
    if isinstance(found, FormulaError):
        assert 0 <= found.span.start <= max(len(text), 1)
        assert found.what
        assert len(found.pointer().splitlines()) == 2
    else:
        assert all(0 <= node.span.start < node.span.end <= len(text) for node in walk(found))
        assert parse(python_text(found)) == found


def read_or_refused(text: str) -> Node | FormulaError:
    try:
        return parse(text)
    except FormulaError as error:
        return error
