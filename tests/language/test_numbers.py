from datetime import date
from decimal import Decimal

import pytest


@pytest.mark.parametrize(
    ("x", "decimals", "shown"),
    [
        (50_000, None, "50,000"),
        (0.173, None, "0.173"),
        (8760.0, None, "8,760"),
        (1e-9, None, "0.000000001"),
        (0, None, "0"),
        (-1234.5, None, "-1,234.5"),
        (1234.5, 0, "1,235"),
        (1234.5, 2, "1,234.50"),
        (999, None, "999"),
        (1_000_000, None, "1,000,000"),
        (16_828_036, -3, "16,828,000"),
        (Decimal("0.10"), None, "0.1"),
    ],
)
def test_numbers_are_alike_in_english_and_korean(english, korean, x, decimals, shown):
    assert english.number(x, decimals) == shown
    assert korean.number(x, decimals) == shown


def test_a_year_is_not_grouped(english):
    assert english.number(2024, grouping=False) == "2024"


def test_a_number_can_be_rounded_down(english):
    assert english.number(8.64, 0, rounding="down") == "8"
    assert english.number(8.64, 0) == "9"


def test_significant_digits(english):
    assert english.significant(23.148) == "23.1"
    assert english.significant(16_828_036) == "16,800,000"
    assert english.significant(0.0123456, 2) == "0.012"


@pytest.mark.parametrize(
    ("x", "decimals", "shown"),
    [
        (0.3797, 0, "38%"),
        (0.375, 0, "38%"),
        (0.4792, 1, "47.9%"),
        (-0.05, 0, "-5%"),
        (1.29, 0, "129%"),
        (0.125, 1, "12.5%"),
    ],
)
def test_percent(english, korean, x, decimals, shown):
    assert english.percent(x, decimals) == shown
    assert korean.percent(x, decimals) == shown


def test_percent_can_be_rounded_down(english):
    assert english.percent(0.889, rounding="down") == "88%"


def test_multiples(english, korean):
    assert english.multiple(1.612) == "1.6x"
    assert korean.multiple(1.612) == "1.6배"
    assert english.multiple(8.64, 0, rounding="down") == "8x"
    assert korean.multiple(4.041, 0) == "4배"


def test_ranges(english, korean):
    assert english.number_range(0.3797, 0.4792, english.percent) == "38% to 48%"
    assert korean.number_range(0.3797, 0.4792, korean.percent) == "38%~48%"
    assert english.number_range(1.612, 1.92, english.multiple) == "1.6x to 1.9x"
    assert korean.number_range(1.612, 1.92, korean.multiple) == "1.6배~1.9배"


def test_a_range_whose_ends_look_alike_is_one_number(english):
    assert english.number_range(0.381, 0.384, english.percent) == "38%"


def test_a_range_goes_upwards(english):
    with pytest.raises(ValueError, match="smaller number to the larger"):
        english.number_range(2, 1, english.number)


def test_dates(english, korean):
    assert english.date(date(2024, 4, 30)) == "April 30, 2024"
    assert english.date(date(2024, 4, 30), with_day=False) == "April 2024"
    assert korean.date(date(2024, 4, 30)) == "2024년 4월 30일"
    assert korean.date(date(2024, 4, 30), with_day=False) == "2024년 4월"


@pytest.mark.parametrize("x", [float("nan"), float("inf")])
@pytest.mark.parametrize("form", ["number", "significant", "percent", "multiple"])
def test_what_is_not_a_finite_number_is_never_printed(english, form, x):
    with pytest.raises(ValueError, match="not a finite number"):
        getattr(english, form)(x)
