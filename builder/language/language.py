"""A language: its messages, its texts of a study, its numbers, money and dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from builder.errors import Problem
from builder.language import dates, money, numerals
from builder.language.conventions import conventions_of
from builder.language.errors import (
    MissingMessageError,
    MissingTextError,
    PlaceholderError,
    UnknownLanguageError,
)
from builder.language.placeholders import fill
from builder.language.rounding import Number, Rounding, exact, round_significant, rounded, trimmed

if TYPE_CHECKING:
    from datetime import date

    from builder.language.catalogue import Catalogue, MessageId

SOURCE = "en"

_CODE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


def message(text: str) -> str:
    """The text itself, marked as a message that is said elsewhere, for which catalogues are searched."""
    return text


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language of the documents, by its code: `en`, `ko`, `pt-BR`.

    English is the language of the message ids and has no catalogue; any other is a file `<code>.po`.
    """

    code: str
    _catalogue: Catalogue | None = field(default=None, repr=False)

    @classmethod
    def load(cls, code: str, folder: Path) -> Language:
        """The language whose catalogue lies in the folder.

        Raises:
            UnknownLanguageError: there is no catalogue for it, or it is no language's code.
            CatalogueError: its catalogue cannot be used; every reason at once.
        """
        if code == SOURCE:
            return cls(code)
        path = folder / f"{code}.po"
        if not _CODE.fullmatch(code) or not path.is_file():
            there = ", ".join(sorted({SOURCE, *(file.stem for file in folder.glob("*.po"))}))
            raise UnknownLanguageError(
                Problem(
                    f"language {code!r}",
                    "there is no catalogue for it",
                    f"use one of: {there}; or add {path}",
                )
            )
        conventions_of(code)  # refuses a language whose numbers nobody could write
        return cls(code, _catalogue(path, code, path.stat().st_mtime_ns))

    def messages(self) -> frozenset[MessageId]:
        """The messages the catalogue translates: the English text of each, or its singular and plural."""
        return frozenset(self._catalogue.translations) if self._catalogue else frozenset()

    def translation(self, english: str) -> str:
        """A message in this language, its placeholders still in it.

        Raises:
            MissingMessageError: the catalogue does not translate it.
        """
        return self._forms(english)[0] if self._catalogue else english

    def translation_of_many(self, singular: str, plural: str, n: int) -> str:
        """A message about `n` things in the form the language has for that number, placeholders still in it.

        Raises:
            MissingMessageError: the catalogue does not translate it.
        """
        if self._catalogue:
            return self._forms((singular, plural))[_plural_rule(self._catalogue.plural)(n)]
        return singular if n == 1 else plural

    def say(self, english: str, /, **values: object) -> str:
        """A message in this language, with its values in place as `fill` puts them.

        Raises:
            MissingMessageError: the catalogue does not translate it.
            PlaceholderError: a value is missing or is a bare number.
        """
        return self.fill(self.translation(english), **values)

    def say_many(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """A message about `n` things; its `{n}` is written in the language unless given as a text.

        Raises:
            MissingMessageError: the catalogue does not translate it.
            PlaceholderError: a value is missing or is a bare number.
        """
        return self.fill(self.translation_of_many(singular, plural, n), **self.with_count(n, values))

    def with_count(self, n: int, values: Mapping[str, object]) -> dict[str, object]:
        """The values of a message about `n` things, with `n` written in the language unless it is a text."""
        given = values.get("n", n)
        return {**values, "n": self.number(n) if isinstance(given, int) else given}

    def fill(self, text: str, /, **values: object) -> str:
        """A text of this language with values in place of `{name}`, and the Korean particles they ask for.

        Values are texts; formatted numbers are texts too. Where the text or a value is HTML (it has
        `__html__`) the result is, and all that is not is escaped.

        Raises:
            PlaceholderError: a value is missing or is a bare number.
        """
        for name, value in values.items():
            if isinstance(value, float | Decimal):
                raise PlaceholderError(
                    Problem(
                        f"message {text!r}",
                        f"{name} is a bare number, {value}",
                        "format it: number, percent, money",
                    )
                )
        adapt = _adaptation(self.code)
        if not any(hasattr(part, "__html__") for part in (text, *values.values())):
            return fill(text, {name: str(value) for name, value in values.items()}, adapt)
        from markupsafe import Markup, escape

        escaped = {name: str(escape(value)) for name, value in values.items()}
        return Markup(fill(str(escape(text)), escaped, adapt))

    def text(self, value: str | Mapping[str, str]) -> str:
        """A study's text in this language: the one text it has for all, or the one under the language's code.

        Raises:
            MissingTextError: the study has the text in other languages only.
        """
        if isinstance(value, str):
            return value
        if self.code in value:
            return value[self.code]
        first = next(iter(value.values()), "")
        raise MissingTextError(
            Problem(
                f"text {first!r}",
                f"it is given in {', '.join(value) or 'no language'}",
                f"add it under {self.code}:",
            )
        )

    def label(self, text: Mapping[str, str]) -> str:
        """A text of the study or the library: in this language, or the one it has for all languages.

        The library's own are messages: a language that they are not given in has them in its catalogue. Placeholders
        stay as they are. Raises MissingMessageError where the catalogue lacks them too.
        """
        own = text.get(self.code, text.get("*"))
        return self.translation(text["en"]) if own is None and "en" in text else self.text(own or text)

    def number(
        self, x: Number, decimals: int | None = None, grouping: bool = True, rounding: Rounding = "nearest"
    ) -> str:
        """A number; without `decimals`, every digit it has, as the author of an assumption wrote it."""
        value = trimmed(exact(x)) if decimals is None else rounded(x, decimals, rounding)
        return numerals.written(value, conventions_of(self.code), grouping)

    def significant(self, x: Number, digits: int = 3, rounding: Rounding = "nearest") -> str:
        """A number with that many significant digits: 23.1, 16,800,000."""
        return numerals.written(round_significant(x, digits, rounding), conventions_of(self.code))

    def percent(self, x: Number, decimals: int = 0, rounding: Rounding = "nearest") -> str:
        """A fraction in hundredths: 0.38 is 38%."""
        return numerals.as_percent(rounded(x, decimals + 2, rounding), conventions_of(self.code))

    def multiple(self, x: Number, decimals: int = 1, rounding: Rounding = "nearest") -> str:
        """How many times: 1.6x, 1.6배."""
        return self.say("{number}x", number=self.number(x, decimals, rounding=rounding))

    def money(self, x: Number, currency: str, decimals: int | None = None, rounding: Rounding = "nearest") -> str:
        """An amount in full, with the decimals of the currency's smallest coin unless told: $12.50."""
        return money.money(x, currency, self.code, decimals, rounding)

    def short_money(self, x: Number, currency: str, digits: int = 3, rounding: Rounding = "nearest") -> str:
        """An amount with that many significant digits and a word for its size: $22.5M, 2,250만 달러."""
        return money.short_money(x, currency, self.code, digits, rounding)

    def currency(self, code: str) -> str:
        """What a heading calls a currency: its word where amounts are spelled out with it, its code elsewhere."""
        return money.currency_word(code, self.code) if conventions_of(self.code).spelled_out else code

    def date(self, day: date, with_day: bool = True) -> str:
        """A date with the month in words: April 30, 2024, or April 2024."""
        return dates.long_date(day, self.code) if with_day else dates.month_and_year(day, self.code)

    def number_range(self, low: Number, high: Number, written: Callable[[Number], str]) -> str:
        """Two numbers, each as `written` writes it, as a range: 38% to 48%. One where both come out alike.

        Raises:
            ValueError: `low` is above `high`.
        """
        if low > high:
            raise ValueError(f"a range goes from the smaller number to the larger, not from {low} to {high}")
        if (first := written(low)) == (last := written(high)):
            return first
        return self.say("{low} to {high}", low=first, high=last)

    def _forms(self, wanted: MessageId) -> tuple[str, ...]:
        translations = self._catalogue.translations if self._catalogue else {}
        if wanted not in translations:
            raise MissingMessageError(
                Problem(f"language {self.code!r}", f"no translation of {wanted!r}", f"add it to {self.code}.po")
            )
        return translations[wanted]


@lru_cache(maxsize=8)
def _catalogue(path: Path, code: str, _written: int) -> Catalogue:
    """The catalogue in a file as it was written at a time."""
    from builder.language.catalogue import read_catalogue

    return read_catalogue(path, code)


@cache
def _adaptation(code: str) -> Callable[[str, str], str] | None:
    """What changes the words of a message by what stands before them, in a language that has such a thing."""
    if code != "ko":
        return None
    from builder.language.korean.particles import particles

    return particles


@cache
def _plural_rule(expression: str) -> Callable[[int], int]:
    import gettext

    return gettext.c2py(expression)
