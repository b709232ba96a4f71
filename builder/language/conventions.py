"""How a language writes numbers and money: separators, patterns, the words for large amounts.

A pattern has `#` where the digits stand and `¤` where the currency stands. English and Korean are written
down here: English so that a terminal command need not load Babel, Korean because papers there write money
as "2,250만 달러", which the Unicode locale data (CLDR) does not say. Every other language comes from CLDR.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache


@dataclass(frozen=True, slots=True)
class Scale:
    """A word for large amounts: from `start` on, an amount is divided by ten to the `power`."""

    start: int
    power: int
    pattern: str


@dataclass(frozen=True, slots=True)
class Conventions:
    """What a language's numbers look like.

    `groups` are the sizes of the last and of the other groups of digits. `amount` joins digits and
    currency, and `apart` does where one of them ends in a word. `currencies` holds the house's words for
    them; one that is not among them takes CLDR's name where the language spells currencies out, else CLDR's
    sign. `scales` shorten large amounts, the largest first; where `myriads` is given (조, 억, 만) an amount
    is written in groups of four digits instead, each with its word.
    """

    decimal: str = "."
    group: str = ","
    minus: str = "-"
    groups: tuple[int, int] = (3, 3)
    percent: str = "#%"
    amount: str = "¤#"
    apart: str = "¤\u00a0#"
    spelled_out: bool = False
    currencies: Mapping[str, str] = field(default_factory=dict)
    scales: tuple[Scale, ...] = ()
    myriads: tuple[tuple[int, str], ...] = ()


ENGLISH = Conventions(
    currencies={"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "KRW": "₩"},
    scales=(
        Scale(10**12, 12, "¤#T"),
        Scale(10**9, 9, "¤#B"),
        Scale(10**6, 6, "¤#M"),
        Scale(10**4, 3, "¤#K"),  # below ten thousand the number itself is shorter to read
    ),
)

KOREAN = Conventions(
    amount="#¤",
    apart="# ¤",
    spelled_out=True,
    currencies={"USD": "달러", "EUR": "유로", "GBP": "파운드", "JPY": "엔", "KRW": "원", "CNY": "위안"},
    myriads=((12, "조"), (8, "억"), (4, "만")),
)

_HOUSE = {"en": ENGLISH, "ko": KOREAN}


@cache
def conventions_of(code: str) -> Conventions:
    """The conventions of a language: the house's own, or CLDR's."""
    if code in _HOUSE:
        return _HOUSE[code]
    from builder.language import cldr

    return cldr.conventions_of(code)
