"""Quantities in words: `$0.173 per kWh`, `2,600 hours per year`, `사용자당 월 2.31달러`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from markupsafe import Markup

from builder.language import Language
from builder.language.per_what import says_per_what as says_per_what  # noqa: PLC0414  # it is asked for beside units

Counted = Callable[[Language, int, str], str]

_TOKEN = re.compile(r"[A-Za-z_%][A-Za-z0-9_]*|[*/()]|\d+|\^")

# Messages stand in full in each call, so that they are found by who looks for what has to be translated.
_COUNTED: Mapping[str, Counted] = {
    "user": lambda it, n, x: it.say_many("{n} user", "{n} users", n, n=x),
    "query": lambda it, n, x: it.say_many("{n} query", "{n} queries", n, n=x),
    "token": lambda it, n, x: it.say_many("{n} token", "{n} tokens", n, n=x),
    "Mtoken": lambda it, _, x: it.say("{n} million tokens", n=x),
    "replica": lambda it, n, x: it.say_many("{n} replica", "{n} replicas", n, n=x),
    "GPU": lambda it, n, x: it.say_many("{n} GPU", "{n} GPUs", n, n=x),
    "node": lambda it, n, x: it.say_many("{n} node", "{n} nodes", n, n=x),
    "rack": lambda it, n, x: it.say_many("{n} rack", "{n} racks", n, n=x),
    "instance": lambda it, n, x: it.say_many("{n} instance", "{n} instances", n, n=x),
    "FTE": lambda it, _, x: it.say("{n} FTE", n=x),
    "kW": lambda it, _, x: it.say("{n} kW", n=x),
    "kWh": lambda it, _, x: it.say("{n} kWh", n=x),
    "second": lambda it, n, x: it.say_many("{n} second", "{n} seconds", n, n=x),
    "hour": lambda it, n, x: it.say_many("{n} hour", "{n} hours", n, n=x),
    "day": lambda it, n, x: it.say_many("{n} day", "{n} days", n, n=x),
    "week": lambda it, n, x: it.say_many("{n} week", "{n} weeks", n, n=x),
    "month": lambda it, n, x: it.say_many("{n} month", "{n} months", n, n=x),
    "year": lambda it, n, x: it.say_many("{n} year", "{n} years", n, n=x),
}
_PER: Mapping[str, Callable[[Language, str], str]] = {
    "user": lambda it, x: it.say("{quantity} per user", quantity=x),
    "query": lambda it, x: it.say("{quantity} per query", quantity=x),
    "token": lambda it, x: it.say("{quantity} per token", quantity=x),
    "Mtoken": lambda it, x: it.say("{quantity} per million tokens", quantity=x),
    "replica": lambda it, x: it.say("{quantity} per replica", quantity=x),
    "GPU": lambda it, x: it.say("{quantity} per GPU", quantity=x),
    "node": lambda it, x: it.say("{quantity} per node", quantity=x),
    "rack": lambda it, x: it.say("{quantity} per rack", quantity=x),
    "instance": lambda it, x: it.say("{quantity} per instance", quantity=x),
    "FTE": lambda it, x: it.say("{quantity} per FTE", quantity=x),
    "kW": lambda it, x: it.say("{quantity} per kW", quantity=x),
    "kWh": lambda it, x: it.say("{quantity} per kWh", quantity=x),
    "second": lambda it, x: it.say("{quantity} per second", quantity=x),
    "hour": lambda it, x: it.say("{quantity} per hour", quantity=x),
    "day": lambda it, x: it.say("{quantity} per day", quantity=x),
    "week": lambda it, x: it.say("{quantity} per week", quantity=x),
    "month": lambda it, x: it.say("{quantity} per month", quantity=x),
    "year": lambda it, x: it.say("{quantity} per year", quantity=x),
    "user month": lambda it, x: it.say("{quantity} per user and month", quantity=x),
    "user day": lambda it, x: it.say("{quantity} per user and day", quantity=x),
    "FTE year": lambda it, x: it.say("{quantity} per FTE and year", quantity=x),
    "instance hour": lambda it, x: it.say("{quantity} per instance-hour", quantity=x),
    "GPU hour": lambda it, x: it.say("{quantity} per GPU-hour", quantity=x),
}


def parts_of(unit_text: str, currency: str = "") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names above and below the line of a unit, as its author wrote it; a currency is `money`.

    >>> parts_of("USD/(user*month)", "USD"), parts_of("kW"), parts_of("1")
    ((('money',), ('user', 'month')), (('kW',), ()), ((), ()))
    """
    above: list[str] = []
    below: list[str] = []
    target, depth = above, 0
    for token in _TOKEN.findall(unit_text):
        if token in "()":
            depth += 1 if token == "(" else -1
        elif token == "/":
            target = below
        elif token == "*":
            target = target if depth else above
        elif not token.isdigit() and token not in "^%":
            target.append("money" if token == currency else token)
    return tuple(above), tuple(below)


def quantity(language: Language, shown: str, one: bool, above: tuple[str, ...], below: tuple[str, ...]) -> Markup:
    """A written number with its unit in words; `one` where it says exactly one.

    Money is written with its currency already. A unit that has no words here keeps its name.
    """
    said: str = shown
    counted = [each for each in above if each != "money"]
    if len(counted) == 1 and counted[0] in _COUNTED:
        said = _COUNTED[counted[0]](language, 1 if one else 2, shown)
    elif counted:
        said = Markup("{} {}").format(shown, "·".join(counted))
    together = " ".join(below)
    for name in (together,) if together in _PER else below:
        said = _PER[name](language, said) if name in _PER else Markup("{}/{}").format(said, name)
    return Markup(said)


def unit_words(unit_text: str, language: Language, currency: str, labels: Mapping[str, Mapping[str, str]]) -> str:
    """A unit for the column of a table, in the reader's words: `USD/(user·month)`; a dash for a plain number."""
    if unit_text in ("1", ""):
        return "–"

    def word(match: re.Match[str]) -> str:
        name = match[0]
        if name == "money":
            return currency
        return language.label(labels[name]) if name in labels else name

    return re.sub(r"[A-Za-z_][A-Za-z0-9_]*", word, unit_text).replace("*", "·")
