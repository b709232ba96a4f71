from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.language import round_down, round_half_up, round_significant

finite = st.floats(-1e300, 1e300)


@pytest.mark.parametrize(
    ("x", "decimals", "shown"),
    [
        (2.675, 2, "2.68"),
        (0.125, 2, "0.13"),
        (-0.125, 2, "-0.13"),
        (1.005, 2, "1.01"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (1_928_749, -2, "1928700"),
        (1_928_750, -2, "1928800"),
        (49, -2, "0"),
        (-0.001, 2, "0.00"),
        (8, 2, "8.00"),
        (Decimal("2.5"), 0, "3"),
        (10**40 + 5, -1, str(10**40 + 10)),
        (np.float64(2.675), 2, "2.68"),
    ],
)
def test_halves_go_away_from_zero(x, decimals, shown):
    assert str(round_half_up(x, decimals)) == shown


@pytest.mark.parametrize(
    ("x", "decimals", "shown"),
    [(3 * 0.35, 1, "1.1"), (0.285 * 100, 0, "29"), (2.4999999999999996, 0, "3"), (1.4499999999999, 1, "1.4")],
)
def test_dust_in_the_sixteenth_digit_is_not_seen_as_a_spreadsheet_does_not_show_it(x, decimals, shown):
    assert str(round_half_up(x, decimals)) == shown


@pytest.mark.parametrize(
    ("x", "decimals", "shown"),
    [(8.64, 0, "8"), (-8.64, 0, "-8"), (0.889, 2, "0.88"), (1_999, -3, "1000"), (-0.9, 0, "0"), (8.0, 0, "8")],
)
def test_down_is_towards_zero(x, decimals, shown):
    assert str(round_down(x, decimals)) == shown


def test_a_whole_number_that_arithmetic_left_a_hair_short_is_not_rounded_down_below_it():
    assert 0.57 * 100 < 57
    assert round_down(0.57 * 100, 0) == 57


@pytest.mark.parametrize(
    ("x", "digits", "shown"),
    [
        (23.148, 3, "23.1"),
        (16_828_036, 3, "16800000"),
        (0.0012345, 3, "0.00123"),
        (9.996, 3, "10.0"),
        (999_950, 3, "1000000"),
        (2, 3, "2.00"),
        (-2.3137, 3, "-2.31"),
        (0, 3, "0"),
        (7, 1, "7"),
    ],
)
def test_significant_digits(x, digits, shown):
    assert str(round_significant(x, digits)) == shown


def test_significant_digits_can_be_cut_off():
    assert round_significant(8.649, 2, "down") == Decimal("8.6")
    assert round_significant(999_999, 3, "down") == 999_000


@pytest.mark.parametrize("x", [float("nan"), float("inf"), -float("inf"), Decimal("NaN")])
@pytest.mark.parametrize("function", [round_half_up, round_down])
def test_what_is_not_a_finite_number_is_refused(function, x):
    with pytest.raises(ValueError, match="not a finite number"):
        function(x, 2)


def test_a_number_has_at_least_one_significant_digit():
    with pytest.raises(ValueError, match="at least one"):
        round_significant(5, 0)


@given(finite, st.integers(-6, 12))
def test_rounding_is_odd_and_within_half_a_step(x, decimals):
    result = round_half_up(x, decimals)
    assert result == -round_half_up(-x, decimals)
    assert abs(float(result) - x) <= 0.5 * 10.0**-decimals * (1 + 1e-9) + abs(x) * 1e-14


@given(finite, st.integers(-6, 12))
def test_down_never_grows(x, decimals):
    assert abs(round_down(x, decimals)) <= abs(round_half_up(x, decimals))
    assert round_down(round_down(x, decimals), decimals) == round_down(x, decimals)


@given(finite.filter(bool), st.integers(1, 15))
def test_significant_digits_are_as_many_as_asked_for(x, digits):
    result = round_significant(x, digits)
    assert len(str(result.normalize()).lstrip("-0.").replace(".", "").partition("E")[0]) <= digits
    assert float(result) == pytest.approx(x, rel=10.0 ** (1 - digits))
