"""Units as exact products of powers: `USD/(user*month)`. No conversion ever happens: a month is not 1/12 year here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


class UnitError(ValueError):
    """A unit's text cannot be read."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of base units, each with an exact power, sorted by name; empty for a plain number.

    >>> Unit.of("kW") * Unit.of("hour") / Unit.of("year")
    Unit(powers=(('hour', Fraction(1, 1)), ('kW', Fraction(1, 1)), ('year', Fraction(-1, 1))))
    """

    powers: tuple[tuple[str, Fraction], ...] = ()

    @classmethod
    def of(cls, base: str) -> Unit:
        """The unit that is one base unit to the power of one."""
        return cls(((base, Fraction(1)),))

    def __mul__(self, other: Unit) -> Unit:
        powers = dict(self.powers)
        for base, power in other.powers:
            powers[base] = powers.get(base, Fraction(0)) + power
        return Unit(tuple(sorted((base, power) for base, power in powers.items() if power)))

    def __truediv__(self, other: Unit) -> Unit:
        return self * other.to_the(Fraction(-1))

    def to_the(self, exponent: Fraction) -> Unit:
        """The unit with every power multiplied by `exponent`."""
        return Unit(tuple((base, power * exponent) for base, power in self.powers if power * exponent))

    def __str__(self) -> str:
        def factor(base: str, power: Fraction) -> str:
            return base if power == 1 else f"{base}^{power}"

        above = [factor(base, power) for base, power in self.powers if power > 0]
        below = [factor(base, -power) for base, power in self.powers if power < 0]
        head = "*".join(above) or "1"
        if not below:
            return head
        return f"{head}/{below[0]}" if len(below) == 1 else f"{head}/({'*'.join(below)})"


ONE = Unit()
ANY = Unit.of("(any)")
"""The unit of a written 0, which fits everywhere."""
TEXT = Unit.of("(text)")
"""What a choice has instead of a unit: it can only be compared with a text."""
CONDITION = Unit.of("(condition)")
"""What a comparison yields: it can only decide between two values."""

MAX_LENGTH = 100
_TOKEN = re.compile(r"\s*(?:(?P<name>[A-Za-z_%][A-Za-z0-9_]*)|(?P<number>\d+)|(?P<sign>[*/^()]))")


@dataclass(frozen=True, slots=True)
class Units:
    """The units a model knows: base units by name, and others defined as products of them.

    `aliases` maps a written name to a base name (a study's currency to the library's `money`).
    """

    bases: frozenset[str]
    derived: Mapping[str, Unit]
    aliases: Mapping[str, str]

    def parse(self, text: str) -> Unit:
        """The unit that a text such as `USD/(user*month)`, `kWh`, `%` or `1` means.

        Raises UnitError for an unknown name or a text that is not a unit.
        """
        if len(text) > MAX_LENGTH:
            raise UnitError(f"{text[:20]!r}... is not a unit: it has over {MAX_LENGTH} characters")
        tokens, position = [], 0
        while position < len(text.rstrip()):
            match = _TOKEN.match(text, position)
            if not match:
                raise UnitError(f"{text!r} is not a unit: {text[position:].lstrip()[0]!r} has no place in one")
            tokens.append(match[0].strip())
            position = match.end()
        if not tokens:
            raise UnitError("a unit cannot be empty; a plain number has the unit 1")
        unit, rest = self._product(tokens, text)
        if rest:
            raise UnitError(f"{text!r} is not a unit: {rest[0]!r} is one too many")
        return unit

    def _product(self, tokens: list[str], text: str) -> tuple[Unit, list[str]]:
        unit, tokens = self._factor(tokens, text)
        while tokens and tokens[0] in "*/":
            operator = tokens[0]
            factor, tokens = self._factor(tokens[1:], text)
            unit = unit * factor if operator == "*" else unit / factor
        return unit, tokens

    def _factor(self, tokens: list[str], text: str) -> tuple[Unit, list[str]]:
        if not tokens:
            raise UnitError(f"{text!r} is not a unit: it ends too early")
        head, *rest = tokens
        if head == "(":
            unit, rest = self._product(rest, text)
            if not rest or rest[0] != ")":
                raise UnitError(f"{text!r} is not a unit: a bracket is not closed")
            rest = rest[1:]
        else:
            unit = self._named(head, text)
        if len(rest) > 1 and rest[0] == "^" and rest[1].isdigit():
            return unit.to_the(Fraction(int(rest[1]))), rest[2:]
        return unit, rest

    def _named(self, name: str, text: str) -> Unit:
        name = self.aliases.get(name, name)
        if name in {"1", "%"}:
            return ONE
        if name in self.derived:
            return self.derived[name]
        if name in self.bases:
            return Unit.of(name)
        raise UnitError(f"{text!r} is not a unit: {name!r} is not known")

    def names(self) -> list[str]:
        """All names a unit's text may use, sorted."""
        return sorted({*self.bases, *self.derived, *self.aliases, "1", "%"})
