"""Amounts of money, to the cent and in short."""

from __future__ import annotations

from decimal import Decimal

from builder.language import numerals
from builder.language.conventions import Conventions, conventions_of
from builder.language.rounding import (
    Number,
    Rounding,
    exact,
    round_significant,
    rounded,
    shifted,
    trimmed,
)

_DECIMALS = {"USD": 2, "EUR": 2, "GBP": 2, "CNY": 2, "JPY": 0, "KRW": 0}


def money(x: Number, currency: str, code: str, decimals: int | None = None, rounding: Rounding = "nearest") -> str:
    """An amount in full; without `decimals`, with as many as the currency's smallest coin has.

    >>> money(12.5, "USD", "en"), money(43.15701, "USD", "en", 5), money(1928700, "USD", "ko", 0)
    ('$12.50', '$43.15701', '1,928,700달러')
    """
    places = currency_decimals(currency) if decimals is None else decimals
    value = rounded(x, places, rounding)
    conventions = conventions_of(code)
    text = numerals.digits(value, conventions)
    return numerals.in_pattern(_pattern(conventions.amount, currency, code), text, value, conventions)


def short_money(x: Number, currency: str, code: str, digits: int = 3, rounding: Rounding = "nearest") -> str:
    """An amount with that many significant digits and the language's word for its size.

    >>> short_money(22_500_000, "USD", "en"), short_money(16_828_036, "USD", "ko")
    ('$22.5M', '1,680만 달러')

    Words for size begin at ten thousand. An amount so small that the digits reach below the whole unit is
    given to the cent ($12.50, never $12.5), and one that cents cannot show keeps its digits ($0.025).
    """
    value = _shortened(exact(x), currency_decimals(currency), digits, rounding)
    conventions = conventions_of(code)
    pattern, text = _in_words(value, conventions, digits)
    return numerals.in_pattern(_pattern(pattern, currency, code), text, value, conventions)


def shortened(x: Number, currency: str, digits: int = 3, rounding: Rounding = "nearest") -> tuple[Decimal, int]:
    """What `short_money` says of an amount, and to how many decimals; below zero for tens, hundreds and so on.

    >>> shortened(1_928_700, "USD"), shortened(12.504, "USD")
    ((Decimal('1930000'), -4), (Decimal('12.50'), 2))
    """
    value, cents = exact(x), currency_decimals(currency)
    found = _shortened(value, cents, digits, rounding)
    to_the_cent = Decimal((0, (1,), 1 - cents)) <= abs(value) and abs(found) < 10 ** (digits - 1)
    return found, cents if to_the_cent or not found else digits - 1 - found.adjusted()


def is_currency(code: str) -> bool:
    """Whether there is a currency of that code."""
    if code in _DECIMALS:
        return True
    from builder.language import cldr

    return cldr.is_currency(code)


def currency_decimals(currency: str) -> int:
    """How many decimals the currency's smallest coin has."""
    if currency in _DECIMALS:
        return _DECIMALS[currency]
    from builder.language import cldr

    return cldr.currency_decimals(currency)


def _in_words(value: Decimal, conventions: Conventions, digits: int) -> tuple[str, str]:
    if conventions.myriads:
        text = numerals.in_myriads(value, conventions)
        return conventions.amount if text[-1].isdigit() else conventions.apart, text
    for scale in conventions.scales:
        if abs(value) >= scale.start:
            scaled = round_significant(shifted(value, -scale.power), digits)
            return scale.pattern, numerals.digits(scaled, conventions)
    return conventions.amount, numerals.digits(value, conventions)


def _shortened(value: Decimal, cents: int, digits: int, rounding: Rounding) -> Decimal:
    size = abs(value)
    if size < Decimal((0, (1,), 1 - cents)):
        return trimmed(round_significant(value, digits, rounding), cents) if value else value
    limit = 10 ** (digits - 1)
    if size < limit:
        to_the_cent = rounded(value, cents, rounding)
        if abs(to_the_cent) < limit:
            return to_the_cent
    return round_significant(value, digits, rounding)


def currency_word(currency: str, code: str) -> str:
    """The sign or the word that stands at amounts of a currency.

    >>> currency_word("USD", "en"), currency_word("KRW", "ko")
    ('$', '원')
    """
    conventions = conventions_of(code)
    known = conventions.currencies.get(currency)
    if known is not None:
        return known
    from builder.language import cldr

    return cldr.currency_word(currency, code, conventions.spelled_out)


def _pattern(pattern: str, currency: str, code: str) -> str:
    conventions = conventions_of(code)
    word = currency_word(currency, code)
    if currency not in conventions.currencies and (word[0].isalpha() or word[-1].isalpha()):
        pattern = conventions.apart if pattern == conventions.amount else pattern.replace("¤#", "¤\u00a0#")
    return pattern.replace("¤", word)
