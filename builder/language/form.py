"""A way of writing numbers: of which kind, with how many digits, rounded how."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from math import floor, log10
from typing import Literal

from builder.language.language import Language
from builder.language.money import currency_decimals, shortened
from builder.language.rounding import Rounding, exact, round_significant, rounded

Kind = Literal["number", "significant", "percent", "multiple", "money", "price", "short_money", "thousands", "millions",
               "flag"]  # fmt: skip

DIGITS = 3
"""How many significant digits results have where nobody asks for more."""

_POWERS: dict[Kind, int] = {"thousands": 3, "millions": 6}
"""The power of ten of what amounts are told in where a heading says so."""

_NEAR_ONE, _SMALL = 1.1, exact(0.1)
_WHOLE_BELOW = 1e9
_DUST = 1e-9


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as it is printed; `step` is one of its last digit, 0 where every digit is kept."""

    value: float
    step: float


@dataclass(frozen=True, slots=True)
class Form:
    """A way of writing numbers. Without `decimals`, as many as the kind needs.

    A `price` keeps every digit its author wrote, `money` those of the coin, `short_money` three significant ones;
    `thousands` and `millions` are those without currency, for a column whose heading says what they are in. A
    `multiple` has one decimal, more where it is small or close to one, so that it never reads as nothing or as equal;
    with `decimals` it has so many, and below a tenth as many digits as 1.23 has with them.
    """

    kind: Kind
    decimals: int | None = None
    rounding: Rounding = "nearest"

    def __str__(self) -> str:
        places = "" if self.decimals is None else f" {self.decimals}"
        return f"{self.kind}{places}" + (" down" if self.rounding == "down" else "")

    def text(self, value: float, language: Language, currency: str) -> str:
        """The value written in this form."""
        match self.kind:
            case "percent":
                places = _percent_places(value) if self.decimals is None else self.decimals
                return language.percent(value, places, self.rounding)
            case "multiple":
                return language.multiple(value, self._multiple_places(value), self.rounding)
            case "short_money":
                return language.short_money(value, currency, self.decimals or DIGITS, self.rounding)
            case "thousands" | "millions":
                return _scaled(value, _POWERS[self.kind], language, self.decimals or DIGITS, self.rounding)
            case "money":
                return language.money(value, currency, self.decimals, self.rounding)
            case "price":
                return language.money(value, currency, _price_places(value))
            case "flag":
                return language.say("yes") if value else language.say("no")
            case "significant":
                return _readable(value, language, self.decimals or DIGITS, self.rounding)
            case "number":
                return language.number(value, self.decimals, rounding=self.rounding)

    @property
    def bare(self) -> bool:
        """Whether an amount stands without its currency, in what a heading says."""
        return self.kind in _POWERS

    def with_digits(self, digits: int) -> Form:
        """The same with that many significant digits, where the kind has them and nothing else is asked for."""
        wanted = self.kind in ("short_money", "significant", *_POWERS) and self.decimals is None
        return replace(self, decimals=digits) if wanted and digits != DIGITS else self

    def in_words(self, value: float, language: Language) -> str:
        """How the form rounds a value, for those who check a printed number against its cell."""
        said = self._digits_in_words(value, language)
        return language.say("{rounding}, down", rounding=said) if self.rounding == "down" else said

    def _digits_in_words(self, value: float, language: Language) -> str:
        if self.kind in ("flag", "price") or (self.kind == "number" and self.decimals is None):
            return language.say("as written")
        if self.kind in ("short_money", "significant"):
            digits = self.decimals or DIGITS
            return language.say_many("{n} digit", "{n} digits", digits)
        if self.bare:
            return language.say("thousands") if self.kind == "thousands" else language.say("millions")
        places = self._multiple_places(value) if self.kind == "multiple" else self.decimals
        if places is None and self.kind == "percent":
            places = _percent_places(value)
        if places is None:
            return language.say("as written")
        if not places:
            return language.say("whole %") if self.kind == "percent" else language.say("whole")
        return language.say_many("{n} decimal", "{n} decimals", places)

    def _multiple_places(self, value: float) -> int:
        """The decimals asked for; of a small multiple, which they would tell little of, one significant digit more."""
        if self.decimals is None:
            return _multiple_places(value)
        small = value and abs(rounded(value, max(self.decimals, 1) + 1, self.rounding)) < _SMALL
        return self.decimals - floor(log10(abs(value))) if small else self.decimals

    def printed(self, value: float, currency: str) -> Printed:
        """The value as this form prints it, and what one more in its last digit is.

        >>> Form("percent", 0).printed(0.3812, "USD"), Form("short_money").printed(1_928_700.0, "USD")
        (Printed(value=0.38, step=0.01), Printed(value=1930000.0, step=10000.0))
        """
        match self.kind:
            case "percent":
                places = 2 + (_percent_places(value) if self.decimals is None else self.decimals)
            case "multiple":
                places = self._multiple_places(value)
            case "money":
                places = currency_decimals(currency) if self.decimals is None else self.decimals
            case "short_money":
                return _printed(*shortened(value, currency, self.decimals or DIGITS, self.rounding))
            case "thousands" | "millions" if value:
                return _printed(*_significant(value, self.decimals or DIGITS, self.rounding))
            case "significant" if not _is_said_whole(value):
                return _printed(*_significant(value, self.decimals or DIGITS, self.rounding))
            case "number" if self.decimals is not None:
                places = self.decimals
            case "significant":
                places = 0
            case _:
                return Printed(value, 0.0)
        return _printed(rounded(value, places, self.rounding), places)


def _printed(value: Decimal, places: int) -> Printed:
    return Printed(float(value), float(Decimal((0, (1,), -places))))


def _scaled(value: float, power: int, language: Language, digits: int, rounding: Rounding) -> str:
    """An amount in thousands or millions: 291 and 16,800, a small one with the decimals of its digits."""
    found = round_significant(exact(value).scaleb(-power), digits, rounding)
    return language.number(found, max(0, digits - 1 - found.adjusted()) if found else 0)


def _significant(value: float, digits: int, rounding: Rounding) -> tuple[Decimal, int]:
    found = round_significant(value, digits, rounding)
    return found, digits - 1 - found.adjusted()


def is_whole(value: float) -> bool:
    """Whether a value is a whole number but for floating-point dust."""
    return abs(value - round(value)) < _DUST


def _percent_places(value: float) -> int:
    """Whole percent from 10% to 100%, one decimal outside, where it tells something."""
    return 0 if is_whole(value * 100) or 0.1 <= abs(value) <= 1 else 1


def _multiple_places(value: float) -> int:
    """One decimal; two digits below one, and two decimals just above it."""
    size = abs(value)
    if not size or is_whole(size):
        return 1
    if size < 1:
        return 1 - floor(log10(size))
    return 2 if size < _NEAR_ONE else 1


def _price_places(value: float) -> int | None:
    if is_whole(value):
        return 0
    _, _, decimals = format(value, ".12g").partition(".")
    return len(decimals) if len(decimals) > 2 else None


def _is_said_whole(value: float) -> bool:
    return abs(value) < _WHOLE_BELOW and is_whole(value)


def _readable(value: float, language: Language, digits: int, rounding: Rounding) -> str:
    if _is_said_whole(value):
        return language.number(round(value), 0)
    return language.number(round_significant(value, digits, rounding))
