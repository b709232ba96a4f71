"""The one table of functions: name, parameters, Excel text, NumPy meaning, units, shape and words.

A function is either *primitive* (it has an Excel pattern and a NumPy function with a spreadsheet's semantics) or
*derived* (it has a definition, a formula over its own parameters, which every reader expands).

NumPy functions take and give float64 arrays of shape (samples, scenarios, periods), each axis of length 1 where the
value does not vary along it. A table adds a last axis: (samples, scenarios, 1, entries), where not-a-number is a blank
cell, which no function over a table counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

MAX_ARGUMENTS = 255
"""What Excel allows a function."""


class View(Enum):
    """How a function reads an argument. Every view but VALUE needs the plain name of a line, table or group."""

    VALUE = "value"  # this period's value of any expression
    CELL = "cell"  # this period's value of a name, blank allowed
    PREVIOUS = "previous"  # the period before; the opening value in the first
    ALL = "all"  # all periods, the opening value not among them
    TO_DATE = "to date"  # the first period up to this one
    FIRST = "first"
    LAST = "last"
    EARLIER = "earlier"  # the opening value and every period before this one
    FOLLOWING = "following"  # the next period; 0 after the last
    TABLE = "table"  # all entries of a table
    GROUP = "group"  # the same period of each line of a group

    __hash__ = object.__hash__  # members are single objects; Enum's own takes longer than looking a value up


class Shape(Enum):
    """Whether a value varies over periods. `CONSTANT` holds for the whole timeline."""

    CONSTANT = "constant"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; `unit` is a letter that stands for one unit throughout the call.

    The letters `k` and `t` take texts too, `1` is a plain number, `*` anything.
    """

    name: str
    view: View = View.VALUE
    unit: str = "u"


@dataclass(frozen=True, slots=True)
class Function:
    """One row of the table; `shape` None means: as its arguments.

    `words_of_name` are its words where its last argument is a name, whose label is no number of anything.
    """

    name: str
    parameters: tuple[Parameter, ...]
    words: str
    excel: str = ""
    numpy: Callable[..., Array] | None = None
    definition: str = ""
    unit: str = "u"
    shape: Shape | None = None
    variadic: bool = False
    words_of_name: str = ""

    def accepts(self, count: int) -> bool:
        """Whether the function can be called with `count` arguments."""
        return 1 <= count <= MAX_ARGUMENTS if self.variadic else count == len(self.parameters)

    def signature(self) -> str:
        """The parameters in words, for messages."""
        if self.variadic:
            return f"1 to {MAX_ARGUMENTS} values"
        return f"{len(self.parameters)} ({', '.join(each.name for each in self.parameters)})"

    def parameter(self, index: int) -> Parameter:
        """The parameter that argument number `index` is for."""
        return self.parameters[0 if self.variadic else index]


_MOST_DUST = 0.05
"""The dust is half of the fifteenth digit, but never so much that a fraction of a large number goes with it."""


def _half_up(x: Array, digits: Array) -> Array:
    """Round half away from zero as spreadsheets do, which see 15 decimal digits of a number.

    `1.005` to two digits is 1.01 although the nearest float is below 1.005; 999.499999999999 is 999.
    """
    # Further digits change nothing but would take the scale to 0 or infinity.
    scale = 10.0 ** np.maximum(np.minimum(np.trunc(digits), 300.0), -300.0)
    scaled = np.abs(x) * scale
    raised = scaled + 0.5
    nearest, steps = np.rint(raised), np.floor(raised)
    away = np.abs(raised - nearest)
    close = (away > 0) & (away <= _MOST_DUST)
    if close.any():
        dust = np.minimum(0.5 * 10.0 ** (np.floor(np.log10(raised[close])) - 14), _MOST_DUST)
        steps[close] = np.where(away[close] <= dust, nearest[close], steps[close])
    rounded = np.copysign(steps / scale, x)
    # Beyond 2**52 every float is whole already; adding one half would round it to an even neighbour.
    large = scaled >= 2.0**52
    return np.where(large, x, rounded) if large.any() else rounded


def errors(values: Array) -> Array:
    """Where a value is an error: not-a-number, which an array of texts can hold when its type is object."""
    return np.not_equal(values, values)


def _next_size(sizes: Array, x: Array) -> Array:
    entries = np.moveaxis(sizes, -1, 0)
    smallest = reduce(np.minimum, (np.where(entry >= x, entry, np.inf) for entry in entries))
    return np.where(np.isfinite(smallest) & np.isfinite(x), smallest, np.nan)


def _folded(texts: Array) -> Array:
    return np.char.lower(texts.astype(str)) if texts.dtype.kind in "UO" else texts


def _lookup(key: Array, keys: Array, values: Array) -> Array:
    match, entries = np.broadcast_arrays(_folded(keys) == _folded(key)[..., None], values)
    found = np.take_along_axis(entries, match.argmax(axis=-1)[..., None], axis=-1)[..., 0]
    missing = ~match.any(axis=-1) | errors(key)
    if not missing.any():
        return found
    return np.where(missing, np.nan, found.astype(object) if found.dtype.kind == "U" else found)


def _position(key: Array, keys: Array) -> Array:
    match = _folded(keys) == _folded(key)[..., None]
    missing = ~match.any(axis=-1) | errors(key)
    return np.where(missing, np.nan, match.argmax(axis=-1) + 1.0)


def _in_place(values: Array, place: Array) -> tuple[Array, Array]:
    """The entries in a place, blank ones as they are, and where there is no such place."""
    place, entries = np.broadcast_arrays(np.trunc(place)[..., None], values)
    outside = ~((place >= 1) & (place <= entries.shape[-1]))[..., 0]
    chosen = np.where(outside, 0, np.nan_to_num(place[..., 0]) - 1).astype(int)
    return np.take_along_axis(entries, chosen[..., None], axis=-1)[..., 0], outside


def _entry(values: Array, place: Array) -> Array:
    found, outside = _in_place(values, place)
    if found.dtype.kind == "f":
        found = np.where(np.isnan(found), 0.0, found)  # a blank cell that is read is 0
    return _unless(outside, found)


def _entry_or(values: Array, place: Array, general: Array) -> Array:
    found, outside = _in_place(values, place)
    return _unless(outside, _filled(found, general))


def _unless(wrong: Array, found: Array) -> Array:
    if not wrong.any():
        return found
    return np.where(wrong, np.nan, found.astype(object) if found.dtype.kind == "U" else found)


def _sum_since(line: Array, clock: Array, after: Array) -> Array:
    counted: Array = np.where(clock > after, line, 0.0 * (line + clock + after))  # an error spreads, counted or not
    return counted.sum(axis=-1, keepdims=True)  # type: ignore[no-any-return]


_RATE_DECIMALS = 14
"""Decimals to which a rate that is searched for is known."""
_LAST_STEP = 1e-10
"""The largest of Newton's steps that need no further one: what they leave to do is their square."""
_LEAST_SPAN = 1e-15
_MOST_STEPS = 200
"""Steps after which the search ends in any case; halving alone takes 50."""


def internal_rate(flows: Array, near: Array) -> Array:
    """The rate per period at which flows are worth nothing today, between 0 and 10,000%, or -99% and 0.

    It is searched for from `near`: a spreadsheet's search gives up where it starts too far away. Not-a-number where
    neither span has one, or `near` is an error. The worth is a polynomial in the discount factor; below a rate of 0 its
    inverse is taken, and the flows from the last to the first, so that no power is above 1.
    """
    near = near.min(axis=-1, keepdims=True)  # which root is found does not depend on it
    at_nothing = flows.sum(axis=-1, keepdims=True) < 0
    most = np.full(at_nothing.shape, 1 / (1 + 100.0))  # the factor at 10,000%
    gains = at_nothing != (_polynomial(flows, most)[0] < 0)
    least = np.where(gains, most, 1 - 0.99)
    ordered = np.where(gains, flows, flows[..., ::-1])
    at_least = _polynomial(ordered, least)[0] < 0
    start = np.where(gains, 1 / (1 + near), 1 + near)
    start = np.where(start > least, np.minimum(start, 1.0), 1.0)
    factor = _root(ordered, start, least, at_least, at_least == at_nothing)
    rate = np.where(gains, 1 / factor - 1, factor - 1)
    return np.where((at_least == at_nothing) | errors(near), np.nan, np.round(rate, _RATE_DECIMALS))


def _root(terms: Array, start: Array, low: Array, rising: Array, found: Array) -> Array:
    """Where a polynomial is 0 between `low` and 1, which it crosses upwards where `rising`; `found` are not searched.

    Newton's steps; the span is halved where one would leave it or gains too little.
    """
    high, factor = np.ones_like(low), start
    step = high - low
    for _ in range(_MOST_STEPS):
        value, slope = _polynomial(terms, factor)
        below = (value < 0) == rising
        low, high = np.where(below, factor, low), np.where(below, high, factor)
        newton = value / slope
        near = (factor - newton >= low) & (factor - newton <= high) & (2 * np.abs(newton) <= np.abs(step))
        step = np.where(near, newton, factor - (low + high) / 2)
        factor = np.where(found, factor, factor - step)
        found = found | near & (np.abs(step) <= _LAST_STEP) | (high - low <= _LEAST_SPAN)
        if found.all():
            break
    return factor


def _polynomial(terms: Array, factor: Array) -> tuple[Array, Array]:
    """The value and the slope of a polynomial, its terms along the last axis."""
    count = terms.shape[-1] - 1
    powers = terms[..., 1:] * np.cumprod(np.broadcast_to(factor, (*factor.shape[:-1], count)), axis=-1)
    slope = (powers * np.arange(1, count + 1)).sum(axis=-1, keepdims=True) / factor
    return terms[..., :1] + powers.sum(axis=-1, keepdims=True), slope


def _row(name: str, parameters: str, words: str, excel: str, numpy: Callable[..., Array], **rest: Any) -> Function:
    return Function(name, _parameters(parameters), words, excel=excel, numpy=numpy, **rest)


def _derived(name: str, parameters: str, words: str, definition: str) -> Function:
    return Function(name, _parameters(parameters), words, definition=definition)


def _parameters(text: str) -> tuple[Parameter, ...]:
    """Read `sizes:table x digits::1` as parameters with their views and unit letters."""
    found = []
    for part in text.split():
        name, view, unit = ([*part.split(":"), "", ""])[:3]
        found.append(Parameter(name, View(view.replace("_", " ") or "value"), unit or "u"))
    return tuple(found)


def _blank(cells: Array) -> Array:
    blank: Array = errors(cells) | (cells == "") if cells.dtype.kind in "UO" else np.isnan(cells)
    return blank


def _filled(override: Array, general: Array) -> Array:
    blank = _blank(override)
    if (override.dtype.kind in "UO") != (general.dtype.kind in "UO"):  # NumPy would make a text of the number
        override = override.astype(object)
    chosen: Array = np.where(blank, general, override)
    return chosen


def _count_numbers(cells: Array) -> Array:
    count: Array = np.isfinite(_numbers(cells)).sum(axis=-1, dtype=float)
    return count


def _numbers(cells: Array) -> Array:
    """Cells as numbers: not-a-number for a text."""
    if cells.dtype.kind not in "UO":
        return cells
    found: Array = np.vectorize(lambda cell: cell if isinstance(cell, float) else np.nan, otypes=[float])(cells)
    return found


def _equal(cells: Array, key: Array) -> Array:
    text = key.dtype.kind in "UO"
    same: Array = (_folded(cells) if text else _numbers(cells)) == (_folded(key) if text else key)[..., None]
    return same


def _count_equal(cells: Array, key: Array) -> Array:
    found: Array = _equal(cells, key).sum(axis=-1, dtype=float)
    return np.where(errors(key), np.nan, found)


def _sum_for(amounts: Array, keys: Array, key: Array) -> Array:
    held = _blank(keys).astype(float) + _equal(keys, key)
    found: Array = (held * np.nan_to_num(_numbers(amounts))).sum(axis=-1)
    return np.where(errors(key), np.nan, found)


def _count_below(cells: Array, limits: Array) -> Array:
    cells, limits = np.broadcast_arrays(cells, limits)
    numbers = _numbers(cells) < _numbers(limits)
    texts = np.isfinite(_numbers(cells)) & np.isnan(_numbers(limits))  # to a spreadsheet any text is above any number
    below: Array = (numbers | texts) & ~_blank(cells) & ~_blank(limits)
    found: Array = below.sum(axis=-1, dtype=float)
    return found


_TABLE = [
    _row("min", "values", "the smallest of {values}", "MIN({values})", lambda *v: reduce(np.minimum, v), variadic=True),
    _row("max", "values", "the largest of {values}", "MAX({values})", lambda *v: reduce(np.maximum, v), variadic=True),
    _row("abs", "x", "{x} without its sign", "ABS({x})", np.abs),
    _row("round", "x digits::1", "{x}, rounded to {digits} decimals", "ROUND({x},{digits})", _half_up,
         words_of_name="{x}, rounded to as many decimals as \u201c{digits}\u201d"),
    _row("roundup", "x", "{x}, rounded up to a whole number", "ROUNDUP({x},0)",
         lambda x: np.copysign(np.ceil(np.abs(x)), x)),
    _row("rounddown", "x", "{x}, rounded down to a whole number", "ROUNDDOWN({x},0)", np.trunc),
    _derived("ceil", "x digits::1", "{x}, rounded up to a whole number", "roundup(round(x, digits))"),
    _derived("floor", "x digits::1", "{x}, rounded down to a whole number", "rounddown(round(x, digits))"),
    _row("next_size", "sizes:table x", "the smallest of {sizes} that is at least {x}",
         'SMALL({sizes},COUNTIF({sizes},"<"&{x})+1)', _next_size),
    _derived("at_least", "sizes:table x digits::1", "the smallest of {sizes} that is at least {x}",
             "next_size(sizes, round(x, digits))"),
    _row("largest", "entries:table", "the largest of {entries}", "MAX({entries})",
         lambda entries: np.fmax.reduce(entries, axis=-1)),
    _row("smallest", "entries:table", "the smallest of {entries}", "MIN({entries})",
         lambda entries: np.fmin.reduce(entries, axis=-1)),
    _derived("interpolate", "x x0 x1 y0 y1",
             "{y0} at {x0} rising evenly to {y1} at {x1}, for {x}, and no further on either side",
             "y0 + (y1 - y0) * max(0, min(1, (x - x0) / (x1 - x0)))"),
    _row("lookup", "key::k keys:table:k values:table:t", "the entry of {values} beside {key} in {keys}",
         "INDEX({values},MATCH({key},{keys},0))", _lookup, unit="t"),
    _row("position", "key::k keys:table:k", "the place of {key} in {keys}", "MATCH({key},{keys},0)", _position,
         unit="1"),
    _row("entry", "values:table:t place::1", "the entry of {values} in place {place}", "INDEX({values},{place})",
         _entry, unit="t"),
    _row("entry_or", "values:table:t place::1 general:cell:t",
         "the entry of {values} in place {place} where it is filled in, otherwise {general}",
         'IF(INDEX({values},{place})="",{general},INDEX({values},{place}))', _entry_or, unit="t"),
    _row("total", "line:all", "the sum of {line} over all periods", "SUM({line})",
         lambda line: line.sum(axis=-1, keepdims=True), shape=Shape.CONSTANT),
    _row("cumulative", "line:to_date", "{line}, summed up to this period", "SUM({line})",
         lambda line: line, shape=Shape.PERIOD),
    _row("previous", "line:previous", "{line} of the period before", "{line}", lambda line: line, shape=Shape.PERIOD),
    _row("following", "line:following", "{line} of the period after", "N({line})", lambda line: line,
         shape=Shape.PERIOD),  # after the last period stands a blank cell, which MAX and MIN would leave out
    _row("sum_since", "line:earlier clock:earlier:k after::k",
         "the sum of {line} over earlier periods whose {clock} is above {after}",
         'SUMIFS({line},{clock},">"&{after})', _sum_since, shape=Shape.PERIOD),
    _row("highest", "line:all", "the largest {line} of all periods", "MAX({line})",
         lambda line: line.max(axis=-1, keepdims=True), shape=Shape.CONSTANT),
    _row("lowest", "line:all", "the smallest {line} of all periods", "MIN({line})",
         lambda line: line.min(axis=-1, keepdims=True), shape=Shape.CONSTANT),
    _row("irr", "flows:all near::1", "the internal rate of return of {flows}, searched for from {near}",
         "IRR({flows},{near})", internal_rate, unit="1", shape=Shape.CONSTANT),
    _row("first", "line:first", "{line} of the first period", "{line}", lambda line: line, shape=Shape.CONSTANT),
    _row("last", "line:last", "{line} of the last period", "{line}", lambda line: line, shape=Shape.CONSTANT),
    _row("sum_over", "group:group", "the sum of {group}", "SUM({group})", lambda group: reduce(np.add, group)),
    _row("filled", "override:cell:t general:cell:t", "{override} where it is filled in, otherwise {general}",
         'IF({override}="",{general},{override})', _filled, unit="t"),
    _row("count_numbers", "cells:table:*", "how many of {cells} are numbers", "COUNT({cells})",
         _count_numbers, unit="1"),
    _row("count_filled", "cells:table:*", "how many of {cells} are filled in", "COUNTA({cells})",
         lambda cells: (~_blank(cells)).sum(axis=-1, dtype=float), unit="1"),
    _row("count_equal", "cells:table:k key::k", "how many of {cells} are {key}", "COUNTIF({cells},{key})",
         _count_equal, unit="1"),
    _row("count_below", "cells:table limits:table", "how many of {cells} are below their {limits}",
         'SUMPRODUCT(({cells}<{limits})*({cells}<>"")*({limits}<>""))', _count_below, unit="1"),
    _row("sum_for", "amounts:table keys:table:k key::k", "the sum of {amounts} whose {keys} is left blank or is {key}",
         'SUMPRODUCT(({keys}="")+({keys}={key}),{amounts})', _sum_for),
    _row("count_rows", "cells:table:*", "how many rows {cells} have", "ROWS({cells})",
         lambda cells: np.full((*cells.shape[:-1],), float(cells.shape[-1])), unit="1"),
]  # fmt: skip


FUNCTIONS = {function.name: function for function in _TABLE}
