"""Units of formulas: every rule, and the characters at which one is broken."""

import random
import re

import pytest

from builder.formula.dimensions import unit_of
from builder.formula.errors import FormulaError
from builder.formula.functions import FUNCTIONS
from builder.formula.parse import parse
from builder.formula.unit import ANY, CONDITION, ONE, TEXT, Unit, Units
from tests.formula.names import Entry, Group, Line, Names, Table, values_of
from tests.formula.trees import Trees

UNITS = Units(
    frozenset({"kW", "hour", "year", "money", "node", "user"}),
    {"kWh": Unit.of("kW") * Unit.of("hour")},
    {"USD": "money"},
)
NAMES = {
    "nodes": "node",
    "spares": "node",
    "sizes": "node",
    "parts": "node",
    "power": "kW/node",
    "hours": "hour/year",
    "price": "USD/kWh",
    "cost": "USD/year",
    "prices": "USD/node",
    "keys": "user",
    "users": "user",
    "rate": "%",
    "digits": "1",
    "term": "year",
}


def unit(name: str) -> Unit:
    return TEXT if name in ("size", "choices") else UNITS.parse(NAMES[name])


def of(text: str) -> Unit:
    return unit_of(parse(text), unit, text)


FORMULAS = [
    ("nodes * power * hours * price", "USD/year"),
    ("cost * term", "USD"),
    ("cost / (nodes * power)", "USD/(kW*year)"),
    ("nodes + spares", "node"),
    ("nodes - spares", "node"),
    ("-nodes", "node"),
    ("nodes / spares", "1"),
    ("nodes * (1 + rate)", "node"),
    ("(1 + rate) ** (digits - 1)", "1"),
    ("nodes ** 2", "node^2"),
    ("nodes ** 1", "node"),
    ("nodes ** 0", "1"),
    ("2 ** rate", "1"),
    # A written 0 fits any unit, every other number is a plain one.
    ("nodes + 0", "node"),
    ("0 - nodes", "node"),
    ("max(0, nodes - spares)", "node"),
    ("max(nodes, 0)", "node"),
    ("nodes if nodes > 0 else 0", "node"),
    ("0 if nodes > 0 else nodes", "node"),
    ("nodes if rate == 1 else spares", "node"),
    ("nodes * 2", "node"),
    ("rate + 1", "1"),
    # Functions.
    ("min(nodes, spares)", "node"),
    ("abs(cost)", "USD/year"),
    ("round(cost, digits)", "USD/year"),
    ("round(cost, 0)", "USD/year"),
    ("roundup(nodes) + rounddown(spares)", "node"),
    ("ceil(nodes * rate, digits)", "node"),
    ("floor(nodes * rate, digits)", "node"),
    ("next_size(sizes, nodes)", "node"),
    ("at_least(sizes, nodes * rate, digits)", "node"),
    ("largest(sizes) - smallest(sizes)", "node"),
    ("interpolate(users, 0, users, cost, 0)", "USD/year"),
    ("interpolate(users, 0, users * 2, nodes, spares)", "node"),
    ("lookup(users, keys, prices)", "USD/node"),
    ("lookup(size, choices, prices)", "USD/node"),
    ("position(users, keys) + 1", "1"),
    ("entry(prices, position(size, choices))", "USD/node"),
    ("entry_or(sizes, position(size, choices), spares)", "node"),
    ("lookup('large', choices, prices)", "USD/node"),
    ("total(cost) + cumulative(cost) + previous(cost) + first(cost) + last(cost)", "USD/year"),
    ("highest(cost) - lowest(cost) + following(cost)", "USD/year"),
    ("sum_since(cost, users, users + users)", "USD/year"),
    ("irr(cost, 0)", "1"),
    ("sum_over(parts)", "node"),
    ("filled(nodes, spares)", "node"),
    ("count_numbers(sizes)", "1"),
    ("count_numbers(choices)", "1"),
    ("count_filled(choices) / count_rows(sizes)", "1"),
    ("count_equal(choices, size) + count_below(sizes, sizes)", "1"),
    ("sum_for(prices, choices, size) * nodes", "USD"),
    ("sum_for(prices, keys, users)", "USD/node"),
    ("nodes if size == 'large' else spares", "node"),
    ("nodes if lookup(users, keys, choices) == size else spares", "node"),
    ("nodes if filled(size, choices) != 'x' else spares", "node"),
]


@pytest.mark.parametrize(("text", "expected"), FORMULAS)
def test_the_unit_of_a_formula(text: str, expected: str) -> None:
    assert of(text) == UNITS.parse(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", ANY),
        ("0 * nodes", ANY),
        ("-0", ANY),
        ("0 + 0", ANY),
        ("max(0, 0)", ANY),
        ("nodes > spares", CONDITION),
        ("nodes >= 0", CONDITION),
        ("0 == nodes", CONDITION),
        ("size == 'large'", CONDITION),
        ("size != choices", CONDITION),
        ("'a' == 'b'", CONDITION),
        ("size", TEXT),
        ("filled(size, choices)", TEXT),
    ],
)
def test_what_has_no_unit(text: str, expected: Unit) -> None:
    assert of(text) == expected


# The part in ‹› is what the error points at.
@pytest.mark.parametrize(
    ("marked", "what"),
    [
        ("‹nodes + power›", "node and kW/node cannot be added"),
        ("cost * (‹nodes - users›)", "node and user cannot be subtracted"),
        ("‹nodes + 1›", "node and 1 cannot be added"),
        ("‹1 + nodes›", "1 and node cannot be added"),
        ("‹nodes if rate > 0 else users›", "node and user cannot be alternatives"),
        ("nodes if ‹users > nodes› else nodes", "user and node cannot be compared"),
        ("nodes if ‹nodes > 1› else nodes", "node and 1 cannot be compared"),
        ("nodes / ‹0›", "division by a written 0"),
        ("2 ** ‹nodes›", "an exponent has to be a plain number, not node"),
        ("‹nodes› ** rate", "node to a power that is not a written whole number"),
        ("‹nodes› ** 0.5", "node to a power that is not a written whole number"),
        ("nodes * ‹size›", "a text cannot be calculated with"),
        ("-‹size›", "a text cannot be calculated with"),
        ("nodes + ‹'large'›", "a text cannot be calculated with"),
        ("max(nodes, ‹size›)", "a text cannot be calculated with"),
        ("nodes if rate > 0 else ‹size›", "a text cannot be calculated with"),
        ("nodes * (‹users > 0›)", "a condition cannot be calculated with"),
        ("max(‹users > 0›, nodes)", "a condition cannot be calculated with"),
        ("nodes if ‹rate› else spares", "a condition has to be a comparison"),
        ("nodes if ‹(rate > 0) == (rate > 1)› else spares", "a condition cannot be compared"),
        ("nodes if ‹size < 'large'› else spares", "a text can only be equal"),
        ("nodes if ‹size == 0› else spares", "a text can only be equal"),
        ("nodes if ‹size == nodes› else spares", "a text can only be equal"),
        ("min(nodes, ‹users›)", "min: values is in user, expected node"),
        ("max(0, nodes, ‹1›)", "max: values is in 1, expected node"),
        ("round(nodes, ‹users›)", "round: digits is in user, expected 1"),
        ("ceil(nodes, ‹users›)", "round: digits is in user, expected 1"),
        ("next_size(sizes, ‹users›)", "next_size: x is in user, expected node"),
        ("lookup(nodes, ‹keys›, prices)", "lookup: keys is in user, expected node"),
        ("lookup(size, ‹keys›, prices)", "lookup: keys is in user, expected (text)"),
        ("filled(nodes, ‹users›)", "filled: general is in user, expected node"),
        ("filled(nodes, ‹size›)", "filled: general is in (text), expected node"),
        ("‹interpolate(users, nodes, users, cost, cost)›", "user and node cannot be subtracted"),
        ("'대형' == size if ‹nodes› else nodes", "a condition has to be a comparison"),
        ("(users\n + users) * (‹nodes\n + users›)", "node and user cannot be added"),
    ],
)
def test_what_does_not_fit_is_pointed_at(marked: str, what: str) -> None:
    text = marked.replace("‹", "").replace("›", "")
    with pytest.raises(FormulaError) as caught:
        of(text)
    assert what in caught.value.what
    span = caught.value.span
    assert f"{text[: span.start]}‹{text[span.start : span.end]}›{text[span.end :]}" == marked
    assert caught.value.remedy


def test_every_function_has_a_unit_here() -> None:
    assert {name for name in FUNCTIONS if not any(f"{name}(" in text for text, _ in FORMULAS)} == set()


def test_plain_numbers_always_fit() -> None:
    # Over plain numbers no rule can be broken, but for a written 0 below a line.
    trees = Trees(random.Random(4).choice)
    for tree in (trees.tree() for _ in range(500)):
        try:
            found: Unit | str = unit_of(tree, lambda name: TEXT if name == "size" else ONE)
        except FormulaError as error:
            found = error.what
        assert found in (ONE, ANY, "division by a written 0")


VALUES: Names = {
    "nodes": 3.0,
    "spares": 2.0,
    "sizes": Table(8, 2, 4),
    "parts": Group(Line(1, 2, 3), Line(4, 5, 6)),
    "power": 0.8,
    "hours": 8760.0,
    "price": 0.173,
    "cost": Line(10, 20, 30, opening=5),
    "prices": Table(50, 70, 90),
    "keys": Table(100, 200, 300),
    "users": 200.0,
    "rate": 0.08,
    "digits": 2.0,
    "term": 3.0,
    "size": "large",
    "choices": Table("small", "large", "huge"),
}


@pytest.mark.parametrize("base", sorted(UNITS.bases))
def test_in_a_smaller_unit_the_number_is_larger_as_its_unit_says(base: str) -> None:
    # What a node is counted in may not matter: 3 nodes are 24 eighths. Rounding alone knows an absolute step.
    scaled = {name: _scaled(entry, 8.0 ** _power(unit(name), base)) for name, entry in VALUES.items()}
    for text, _ in FORMULAS:
        if not re.search(r"round|ceil|floor|at_least|irr|filled\(size", text):
            factor = 8.0 ** _power(of(text), base)
            expected = [value * factor for value in values_of(parse(text), VALUES)]
            assert values_of(parse(text), scaled) == pytest.approx(expected, rel=1e-12), text


def _power(of_unit: Unit, base: str) -> int:
    return int(dict(of_unit.powers).get(base, 0))


def _scaled_line(line: Line, factor: float) -> Line:
    return Line(*(each * factor for each in line.values), opening=line.opening * factor)


def _scaled(entry: Entry, factor: float) -> Entry:
    match entry:
        case float():
            return entry * factor
        case Line():
            return _scaled_line(entry, factor)
        case Table():
            return Table(*(each if isinstance(each, str) or each is None else each * factor for each in entry.entries))
        case Group():
            return Group(*(_scaled_line(member, factor) for member in entry.members))
        case _:
            return entry
