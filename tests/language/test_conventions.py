"""English and Korean are written down by hand; where CLDR says the same thing, it must be the same."""

from dataclasses import replace
from datetime import date

import pytest

from builder.language import cldr, dates
from builder.language.conventions import ENGLISH, KOREAN
from builder.language.money import currency_decimals

SIGNS = {"amount": "", "apart": "", "spelled_out": False, "currencies": {}, "scales": (), "myriads": ()}


@pytest.mark.parametrize(("code", "house"), [("en", ENGLISH), ("ko", KOREAN)])
def test_separators_signs_and_percent_are_those_of_cldr(code, house):
    assert replace(house, **SIGNS) == replace(cldr.conventions_of(code), **SIGNS)


def test_english_amounts_and_scales_are_those_of_cldr():
    of_cldr = cldr.conventions_of("en")
    assert (ENGLISH.amount, ENGLISH.apart, ENGLISH.scales) == (of_cldr.amount, of_cldr.apart, of_cldr.scales)


@pytest.mark.parametrize("currency", ENGLISH.currencies)
def test_english_currency_signs_are_those_of_cldr(currency):
    assert ENGLISH.currencies[currency] == cldr.currency_word(currency, "en", spelled_out=False)


@pytest.mark.parametrize("currency", KOREAN.currencies)
def test_korean_currency_words_are_in_the_names_of_cldr(currency):
    assert KOREAN.currencies[currency] in cldr.currency_word(currency, "ko", spelled_out=True)


@pytest.mark.parametrize("currency", ["USD", "EUR", "GBP", "CNY", "JPY", "KRW"])
def test_decimals_of_currencies_are_those_of_cldr(currency):
    assert currency_decimals(currency) == cldr.currency_decimals(currency)


@pytest.mark.parametrize("month", range(1, 13))
def test_english_dates_are_those_of_cldr(month):
    day = date(2024, month, 7)
    assert dates.long_date(day, "en") == cldr.long_date(day, "en")
    assert dates.month_and_year(day, "en") == cldr.month_and_year(day, "en")
