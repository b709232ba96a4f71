"""Number formats by unit and by the size of what is shown, the same along a row and on every scenario sheet."""

from __future__ import annotations

import math
from collections.abc import Sequence

from builder.language import Language, message

NOT_REACHED, AT_ONCE = message("not reached"), message("at once")
"""What a time of recovery says where there is none, and where there is nothing to recover."""
_SCALES = (
    (2e9, ",,,", message("{currency}, billions")),
    (2e6, ",,", message("{currency}, millions")),
    (2e3, ",", message("{currency}, thousands")),
)
"""From which amount on an axis shows it in what."""


def number_format(unit_text: str, kind: str | None, values: Sequence[float], limit: int = 6) -> str:
    """The Excel format for numbers of a unit; decimals by what the values need.

    >>> number_format("money", None, [1928700.0]), number_format("%", None, [0.34]), number_format("user", None, [50.0])
    ('#,##0;-#,##0;"–"', '0.0%', '#,##0')
    """
    if kind == "percent" or unit_text == "%":
        return "0.0%"
    if kind == "rate_or_none":
        return '[=-1]"–";0.0%'
    if kind == "years_or_never":
        return f'[=-1]"{NOT_REACHED}";[=0]"{AT_ONCE}";0.0'
    if kind == "multiple":
        return '0.00"x"'
    if unit_text == "money" and not any(0 < abs(value) < 1 for value in values):
        return '#,##0;-#,##0;"–"'
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


def axis_format(largest: float, currency: str, language: Language) -> tuple[str, str]:
    """The number format of an axis of money up to an amount, and what its title says of it.

    >>> from pathlib import Path
    >>> axis_format(16_800_000.0, "USD", Language.load("en", Path("templates/messages")))
    ('#,##0,,', 'USD, millions')
    """
    for start, commas, words in _SCALES:
        if largest >= start:
            decimals = ".0" if largest < 5 * start else ""
            return f"#,##0{decimals}{commas}", language.say(words, currency=currency)
    return "#,##0", currency
