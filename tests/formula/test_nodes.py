"""The tree: values that can be compared, kept in sets, walked and rebuilt."""

import dataclasses

import pytest

from builder.formula.nodes import Name, Number, Span, children, placed, rebuild, substitute, walk
from builder.formula.parse import parse

WHOLE = parse("-a * max(b, 2) if c >= 'x' else previous(d) ** e")


def test_trees_that_say_the_same_are_equal_wherever_they_stand() -> None:
    assert parse("a+b") == parse("  ( a  +  b )  ")
    assert hash(parse("a+b")) == hash(parse(" a + b"))
    assert parse("a + b") != parse("b + a")
    assert parse("(a + b) + c") != parse("a + (b + c)")


def test_a_tree_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        parse("a").id = "b"  # type: ignore[misc, union-attr]


def test_a_walk_meets_each_node_once_before_its_operands() -> None:
    names = [node.id for node in walk(WHOLE) if isinstance(node, Name)]
    assert names == ["a", "b", "c", "d", "e"]
    assert next(walk(WHOLE)) is WHOLE


def test_rebuilding_from_its_own_operands_changes_nothing() -> None:
    for node in walk(WHOLE):
        assert rebuild(node, children(node)) == node
        assert rebuild(node, children(node)).span == node.span


def test_rebuilding_puts_other_operands_in_their_places() -> None:
    for node in walk(WHOLE):
        parts = tuple(Number(float(index)) for index, _ in enumerate(children(node)))
        assert children(rebuild(node, parts)) == parts


def test_names_are_replaced_all_at_once() -> None:
    values = {"a": Name("b"), "b": parse("a + 1")}
    assert substitute(parse("a * b + max(a, c)"), values) == parse("b * (a + 1) + max(b, c)")


def test_a_placed_tree_points_at_one_place() -> None:
    assert {node.span for node in walk(placed(WHOLE, Span(3, 7)))} == {Span(3, 7)}
    assert placed(WHOLE, Span(3, 7)) == WHOLE
