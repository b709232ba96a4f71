"""Numbers written out in a language's conventions. Rounding has happened before: see `rounding`."""

from __future__ import annotations

from decimal import Decimal

from builder.language.conventions import Conventions
from builder.language.rounding import shifted


def written(value: Decimal, conventions: Conventions, grouping: bool = True) -> str:
    """Every digit of the value, and its sign.

    >>> from builder.language.conventions import ENGLISH
    >>> written(Decimal("-16828036.5"), ENGLISH)
    '-16,828,036.5'
    """
    return in_pattern("#", digits(value, conventions, grouping), value, conventions)


def as_percent(fraction: Decimal, conventions: Conventions) -> str:
    """A fraction in hundredths: 0.38 is 38%."""
    hundredths = shifted(fraction, 2)
    return in_pattern(conventions.percent, digits(hundredths, conventions), hundredths, conventions)


def in_pattern(pattern: str, text: str, value: Decimal, conventions: Conventions) -> str:
    """The text where the pattern has `#`, and in front of the whole the sign of the value."""
    sign = conventions.minus if value < 0 else ""
    return sign + pattern.replace("#", text)


def digits(value: Decimal, conventions: Conventions, grouping: bool = True) -> str:
    """The digits of a value without its sign."""
    whole, _, decimals = format(value.copy_abs(), "f").partition(".")
    if grouping:
        whole = _grouped(whole, conventions)
    return whole + conventions.decimal + decimals if decimals else whole


def in_myriads(value: Decimal, conventions: Conventions) -> str:
    """The digits of a value in groups of four, each followed by its word; without its sign.

    >>> from builder.language.conventions import KOREAN
    >>> in_myriads(Decimal(1_230_050_000_000), KOREAN)
    '1조 2,300억 5,000만'
    """
    whole, point, decimals = format(value.copy_abs(), "f").partition(".")
    rest = int(whole)
    parts = []
    for power, word in conventions.myriads:
        count, rest = divmod(rest, 10**power)
        if count:
            parts.append(digits(Decimal(count), conventions) + word)
    if rest or decimals or not parts:
        parts.append(digits(Decimal(f"{rest}{point}{decimals}"), conventions))
    return " ".join(parts)


def _grouped(whole: str, conventions: Conventions) -> str:
    last, others = conventions.groups
    head, groups = whole[:-last], [whole[-last:]]
    while head:
        groups.insert(0, head[-others:])
        head = head[:-others]
    return conventions.group.join(groups)
