"""Formulas in words: English by itself, any other language through `say`, and never two meanings for one sentence."""

import random
import re
from collections.abc import Iterator
from itertools import product

import pytest

from builder.formula.functions import FUNCTIONS
from builder.formula.nodes import Binary, Call, Compare, Conditional, Name, Negate, Node, Number
from builder.formula.parse import parse
from builder.formula.words import english, messages, words
from tests.formula.trees import OPERATORS, Trees


@pytest.fixture(scope="module")
def trees() -> list[Node]:
    grown = Trees(random.Random(6).choice)
    return [grown.tree() for _ in range(500)]


def test_names_become_labels() -> None:
    labels = {"nodes": "number of nodes", "price": "price per node", "rate": "interest rate"}
    tree = parse("nodes * price * (1 + rate)")
    assert words(tree, labels.__getitem__) == "number of nodes × price per node × (1 + interest rate)"


def test_a_label_may_look_like_a_message() -> None:
    assert words(parse("max(a, b)"), "{{{}}}".format) == "the largest of {a}, {b}"


def test_a_sentence_within_a_sum_stands_in_brackets() -> None:
    text = words(parse("total(cost) / months + min(a, b)"), str)
    assert text == "(the sum of cost over all periods) ÷ months + (the smallest of a, b)"


KOREAN = {
    "{left} is greater than {right}": "{left} > {right}",
    "{then} if {test}, otherwise {otherwise}": "{test}이면 {then}, 아니면 {otherwise}",
    "the sum of {line} over all periods": "전체 기간 {line} 합계",
    "the smallest of {values}": "{values} 중 최솟값",
}


class TestAnotherLanguage:
    def test_its_word_order_is_its_own(self) -> None:
        def say(message: str, /, **values: str) -> str:
            return KOREAN[message].format_map(values)

        labels = {"cost": "비용", "users": "사용자", "limit": "한도"}
        tree = parse("total(cost) if users > limit else min(cost, limit)")
        assert (
            words(tree, labels.__getitem__, say) == "사용자 > 한도이면 전체 기간 비용 합계, 아니면 비용, 한도 중 최솟값"
        )

    def test_all_text_goes_through_it(self, trees: list[Node]) -> None:
        def say(message: str, /, **values: str) -> str:
            return " ".join(values.values())

        for tree in trees:
            # Choices are the author's own texts; all other letters would be English left over.
            rest = re.sub("“.*?”", "", words(tree, lambda _: "값", say))
            assert re.findall("[A-Za-z]+", rest) in ([], ["E"]), rest

    def test_every_message_is_said_and_no_other(self, trees: list[Node]) -> None:
        said: set[str] = set()

        def say(message: str, /, **values: str) -> str:
            said.add(message)
            return english(message, **values)

        for tree in [*trees, parse("irr(flow, 0)")]:  # which random trees leave out
            words(tree, str, say)
        assert said == set(messages())

    def test_a_message_gets_the_values_its_text_has(self, trees: list[Node]) -> None:
        def say(message: str, /, **values: str) -> str:
            assert set(re.findall(r"\{(\w+)\}", message)) <= set(values)
            return english(message, **values)

        for tree in trees:
            words(tree, str, say)


def test_every_argument_but_the_digits_of_a_guard_is_in_the_words() -> None:
    for function in FUNCTIONS.values():
        unsaid = {each.name for each in function.parameters if f"{{{each.name}}}" not in function.words}
        assert unsaid <= {"digits"}


def test_different_formulas_are_said_differently() -> None:
    seen: dict[str, Node] = {}
    for tree in small_trees():
        text = words(tree, str)
        assert seen.setdefault(text, tree) == tree, f"{text!r} is {tree} and {seen[text]}"
    assert len(seen) > 1000


def small_trees() -> Iterator[Node]:
    """Every way to put two kinds of node within each other, the names in one reading order."""
    a, b, c, d, e = map(Name, "abcde")

    def outer(inner: Node, side: int) -> Iterator[Node]:
        for op in OPERATORS:
            yield Binary(op, *((inner, d) if side == 0 else (d, inner)))
        for op in ("<", "=="):
            yield Compare(op, *((inner, d) if side == 0 else (d, inner)))
        yield Conditional(Compare(">", d, e), *((inner, a) if side == 0 else (a, inner)))
        yield Conditional(Compare(">", inner, d), a, e)
        yield Negate(inner)
        yield Call("max", (inner, d) if side == 0 else (d, inner))
        yield Call("abs", (inner,))
        yield Call("round", (inner, Number(2.0)))

    def inners() -> Iterator[Node]:
        for op in OPERATORS:
            yield Binary(op, a, b)
        yield Negate(a)
        yield Conditional(Compare("<", a, b), b, c)
        yield Call("max", (a, b))
        yield Call("abs", (a,))
        yield Call("total", (a,))
        yield Call("previous", (a,))
        yield Call("round", (a, Number(2.0)))

    twice = [each for inner, side in product(inners(), (0, 1)) for each in outer(inner, side)]
    yield from twice
    for inner, side in product([each for each in twice if not isinstance(each, Compare)][::3], (0, 1)):
        yield from outer(inner, side)
