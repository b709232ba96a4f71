"""What Babel knows of languages and currencies; here and in `catalogue` Babel is imported when asked for."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from builder.errors import Problem
from builder.language.conventions import Conventions, Scale
from builder.language.errors import UnknownLanguageError

if TYPE_CHECKING:
    from babel import Locale

# Below this an amount is short enough to be written out, whatever a language could abbreviate.
_SHORTENED_FROM = 4
_LARGEST = 14


@cache
def locale_of(code: str) -> Locale:
    """Babel's locale of a language code such as `de` or `pt-BR`.

    Raises:
        UnknownLanguageError: CLDR does not describe the language.
    """
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        raise UnknownLanguageError(
            Problem(f"language {code!r}", f"its numbers and dates are not known: {error}", "use a code of CLDR")
        ) from error


def conventions_of(code: str) -> Conventions:
    """The conventions of a language as CLDR gives them, with western digits.

    A negative amount has its sign in front of the whole, and short amounts take the words of the plural
    category `other`: most short words are abbreviations, which have no plural.
    """
    locale = locale_of(code)
    signs = locale.number_symbols["latn"]
    amount = _with_mark(locale.currency_formats["standard"].pattern)
    return Conventions(
        decimal=signs["decimal"],
        group=signs["group"],
        minus=signs["minusSign"],
        groups=locale.decimal_formats[None].grouping,
        percent=_with_mark(locale.percent_formats[None].pattern),
        amount=amount,
        apart=amount.replace("¤#", "¤\u00a0#").replace("#¤", "#\u00a0¤"),
        scales=_scales(locale),
    )


def currency_word(currency: str, code: str, spelled_out: bool) -> str:
    """A currency's name (스위스 프랑), or its sign, which is its code where the language has none (CHF)."""
    from babel.numbers import get_currency_name, get_currency_symbol

    _require(currency)
    word_of = get_currency_name if spelled_out else get_currency_symbol
    return word_of(currency, locale=locale_of(code))


def currency_decimals(currency: str) -> int:
    """How many decimals the currency's smallest coin has."""
    from babel.numbers import get_currency_precision

    _require(currency)
    return get_currency_precision(currency)


def long_date(day: date, code: str) -> str:
    """Day, month in words, and year."""
    from babel.dates import format_date

    return format_date(day, format="long", locale=locale_of(code))


def month_and_year(day: date, code: str) -> str:
    """Month in words, and year."""
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", day, locale=locale_of(code))


def is_currency(code: str) -> bool:
    """Whether there is a currency of that code."""
    from babel.numbers import is_currency as is_known

    return bool(is_known(code))


def _require(currency: str) -> None:
    if not is_currency(currency):
        raise ValueError(f"there is no currency {currency!r}: write its three-letter code, such as USD")


def _scales(locale: Locale) -> tuple[Scale, ...]:
    patterns = locale.compact_currency_formats["short"]["other"]
    found: dict[str, Scale] = {}
    for magnitude in range(_SHORTENED_FROM, _LARGEST + 1):
        compact = patterns[str(10**magnitude)].pattern
        pattern = _with_mark(compact)
        # "0" alone means that the language has no word for this magnitude.
        if pattern.replace("¤", "").strip() != "#":
            found.setdefault(pattern, Scale(10**magnitude, magnitude - compact.count("0") + 1, pattern))
    return tuple(reversed(found.values()))


def _with_mark(pattern: str) -> str:
    positive = pattern.partition(";")[0]
    return re.sub(r"[#0,.]*[#0]", "#", positive, count=1).replace("'", "")
