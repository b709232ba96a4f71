"""Number formats by unit and by the size of what is shown, the same along a row and on every scenario sheet."""

from __future__ import annotations

import math
from collections.abc import Sequence

CURRENCY_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "KRW": "₩", "JPY": "¥"}


def number_format(unit_text: str, kind: str | None, values: Sequence[float], limit: int = 6) -> str:
    """The Excel format for numbers of a unit; decimals by what the values need.

    >>> number_format("money", None, [1928700.0]), number_format("%", None, [0.34]), number_format("user", None, [50.0])
    ('#,##0;-#,##0', '0.0%', '#,##0')
    """
    if kind == "percent" or unit_text == "%":
        return "0.0%"
    if kind == "rate_or_none":
        return '[=-1]"–";0.0%'
    if kind == "years_or_never":
        return '[=-1]"–";0.0'
    if kind == "multiple":
        return '0.00"x"'
    if unit_text == "money" and not any(0 < abs(value) < 1 for value in values):
        return "#,##0;-#,##0"
    decimals = min(limit, max((needed_decimals(value) for value in values), default=0))
    if unit_text.startswith("money") and 0 < decimals < 2:
        decimals = 2
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def needed_decimals(value: float) -> int:
    """How many decimals show a value to five significant digits, none for whole numbers."""
    if not math.isfinite(value) or value == 0:
        return 0
    for decimals in range(7):
        if math.isclose(round(value, decimals), value, rel_tol=1e-12):
            return decimals
    return max(0, min(6, 3 - math.floor(math.log10(abs(value)))))


def unit_words(unit_text: str, currency: str, labels: dict[str, str]) -> str:
    """A unit's text in the reader's language: the study's currency for `money`, labels for the rest.

    >>> unit_words("money/(user*month)", "USD", {"user": "user", "month": "month"})
    'USD/(user·month)'
    """
    if unit_text == "1":
        return "–"
    word, found = "", []
    for char in unit_text + " ":
        if char.isalnum() or char == "_":
            word += char
            continue
        if word:
            found.append(currency if word == "money" else labels.get(word, word))
            word = ""
        found.append("·" if char == "*" else char)
    return "".join(found).strip()
