"""Units: exact products of powers, read from text and written back."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.formula.unit import ANY, CONDITION, ONE, TEXT, Unit, UnitError, Units
from tests.formula.examples import steady

KW, HOUR, YEAR, MONEY, USER = (Unit.of(base) for base in ("kW", "hour", "year", "money", "user"))
UNITS = Units(
    frozenset({"kW", "hour", "year", "month", "money", "user", "node"}),
    {"kWh": KW * HOUR, "FTE": USER},
    {"USD": "money"},
)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("kW", KW),
        ("kWh", KW * HOUR),
        ("USD/kWh", MONEY / (KW * HOUR)),
        ("money/kWh", MONEY / KW / HOUR),
        ("USD/(user*month)", MONEY / (USER * Unit.of("month"))),
        ("USD/user/month", MONEY / USER / Unit.of("month")),
        ("USD/user*month", MONEY / USER * Unit.of("month")),
        ("kW*hour", KW * HOUR),
        ("hour^2", HOUR * HOUR),
        ("kWh^2", (KW * HOUR).to_the(Fraction(2))),
        ("(kW/node)^3", (KW / Unit.of("node")).to_the(Fraction(3))),
        ("node^0", ONE),
        ("1", ONE),
        ("%", ONE),
        ("1/year", ONE / YEAR),
        ("%/year", ONE / YEAR),
        ("year/year", ONE),
        ("  USD / ( user * month )  ", MONEY / (USER * Unit.of("month"))),
        ("((kW))", KW),
    ],
)
def test_a_text_is_read(text: str, unit: Unit) -> None:
    assert UNITS.parse(text) == unit


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "a unit cannot be empty"),
        ("   ", "a unit cannot be empty"),
        ("parsec", "'parsec' is not known"),
        ("kw", "'kw' is not known"),
        ("usd", "'usd' is not known"),
        ("2", "'2' is not known"),
        ("kW kW", "'kW' is one too many"),
        ("kW)", r"'\)' is one too many"),
        ("(kW", "a bracket is not closed"),
        ("(kW*", "it ends too early"),
        ("kW/", "it ends too early"),
        ("/kW", "'/' is not known"),
        ("kW**2", r"'\*' is not known"),
        ("kW^", r"'\^' is one too many"),
        ("kW^-1", "'-' has no place in one"),
        ("kW^hour", r"'\^' is one too many"),
        ("kW^2^2", r"'\^' is one too many"),
        ("kW + hour", r"'\+' has no place in one"),
        ("kW   $", r"'\$' has no place in one"),
        ("€/kW", "'€' has no place in one"),
        ("()", r"'\)' is not known"),
        ("(" * 5000 + "kW", "over 100 characters"),
        ("kW^" + "9" * 5000, "over 100 characters"),
    ],
)
def test_what_is_no_unit_is_told(text: str, what: str) -> None:
    with pytest.raises(UnitError, match=what):
        UNITS.parse(text)


def test_names_are_all_that_may_be_written() -> None:
    assert set(UNITS.names()) == {*UNITS.bases, "kWh", "FTE", "USD", "1", "%"}
    assert all(isinstance(UNITS.parse(name), Unit) for name in UNITS.names())


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        (ONE, "1"),
        (KW, "kW"),
        (KW * HOUR, "hour*kW"),
        (HOUR * HOUR, "hour^2"),
        (ONE / YEAR, "1/year"),
        (MONEY / KW / HOUR, "money/(hour*kW)"),
        (MONEY / USER / USER, "money/user^2"),
    ],
)
def test_a_unit_is_written(unit: Unit, text: str) -> None:
    assert str(unit) == text


def test_a_derived_unit_is_the_product_it_stands_for() -> None:
    power, hours, price = UNITS.parse("kW/node"), UNITS.parse("hour/year"), UNITS.parse("USD/kWh")
    assert UNITS.parse("node") * power * hours * price == UNITS.parse("USD/year")


def test_a_month_is_no_part_of_a_year() -> None:
    assert UNITS.parse("month") != UNITS.parse("year")


def test_the_special_ones_are_no_units_that_can_be_written() -> None:
    for special in (ANY, TEXT, CONDITION):
        with pytest.raises(UnitError):
            UNITS.parse(str(special))


units = st.dictionaries(st.sampled_from(sorted(UNITS.bases)), st.integers(-3, 3).filter(bool)).map(
    lambda powers: Unit(tuple((base, Fraction(power)) for base, power in sorted(powers.items())))
)


class TestTheyAreAGroup:
    @given(units, units, units)
    @settings(steady)
    def test_products_can_be_regrouped(self, a: Unit, b: Unit, c: Unit) -> None:
        assert (a * b) * c == a * (b * c)

    @given(units, units)
    @settings(steady)
    def test_and_reordered(self, a: Unit, b: Unit) -> None:
        assert a * b == b * a

    @given(units)
    @settings(steady)
    def test_a_plain_number_changes_nothing(self, a: Unit) -> None:
        assert a * ONE == ONE * a == a / ONE == a

    @given(units, units)
    @settings(steady)
    def test_division_undoes_a_product(self, a: Unit, b: Unit) -> None:
        assert a * b / b == a
        assert a / a == ONE
        assert ONE / (ONE / a) == a

    @given(units, st.integers(0, 4), st.integers(0, 4))
    @settings(steady)
    def test_powers_add_up(self, a: Unit, m: int, n: int) -> None:
        assert a.to_the(Fraction(m)) * a.to_the(Fraction(n)) == a.to_the(Fraction(m + n))
        assert a.to_the(Fraction(m)).to_the(Fraction(n)) == a.to_the(Fraction(m * n))

    @given(units, units)
    @settings(steady)
    def test_equal_units_are_one_key(self, a: Unit, b: Unit) -> None:
        assert len({a * b, b * a, a / (ONE / b)}) == 1


@given(units)
@settings(steady)
def test_what_is_written_is_read_again(unit: Unit) -> None:
    assert UNITS.parse(str(unit)) == unit


@given(st.text(max_size=30) | st.lists(st.sampled_from([*UNITS.names(), *"*/^()2 "]), max_size=12).map("".join))
@settings(steady, max_examples=500)
def test_nothing_but_a_unit_error_is_ever_raised(text: str) -> None:
    try:
        unit = UNITS.parse(text)
    except UnitError:
        return
    assert UNITS.parse(str(unit)) == unit
