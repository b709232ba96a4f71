"""All prices, rates and ranges of a study's price files, looked up by name and day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from builder.errors import Problem, StudyError
from builder.prices.price import Origin, Price, Range, Rate
from builder.prices.reading import read_files
from builder.study.problems import closest

_ITSELF = {"en": "a currency in itself", "ko": "같은 통화"}


@dataclass(frozen=True, slots=True)
class PriceBook:
    """Prices by name, those of one name in the order of their first days; rates by date; ranges by name.

    >>> book = PriceBook.load({"p.yaml": '''
    ... {currency: USD, source: a price list, source_grade: P, status: list-price, unit: USD/Mtoken,
    ...  prices: {api: {values: [{value: 5, date: 2024-05-01}, {value: 2.5, date: 2024-08-01}]}}}'''})
    >>> book.price("api", dt.date(2024, 7, 31)).value
    5.0
    """

    prices: Mapping[str, tuple[Price, ...]]
    rates: tuple[Rate, ...]
    ranges: Mapping[str, Range]

    @classmethod
    def load(cls, texts: Mapping[str, str]) -> PriceBook:
        """The book of files, each text under the name of its file; a name may have values in several files.

        Raises StudyError with everything that is wrong in any of them.
        """
        contents = read_files(texts)
        prices: dict[str, tuple[Price, ...]] = {}
        for price in sorted(contents.prices, key=lambda each: each.valid_from):
            prices[price.name] = (*prices.get(price.name, ()), price)
        ranges = {each.name: each for each in contents.ranges}
        problems = [*contents.problems, *_clashes(prices), *_twice(contents.ranges), *_double_rates(contents.rates)]
        if problems:
            raise StudyError(*problems)
        return cls(prices, tuple(sorted(contents.rates, key=lambda each: each.date)), ranges)

    def price(self, name: str, as_of: dt.date, where: str = "") -> Price:
        """The price of a day: of those that had started, the one that started last, though it may have ended since.

        `where` is the place of the study that asks. Raises StudyError for an unknown name, and where none had started.
        """
        if name not in self.prices:
            raise StudyError(Problem(where, f"there is no price {name!r}", closest(name, self.prices)))
        latest = next((price for price in reversed(self.prices[name]) if price.valid_from <= as_of), None)
        if latest is None:
            spans = ", ".join(_span(price) for price in self.prices[name])
            what = f"no price of {name!r} is valid on {as_of}; there are prices {spans}"
            raise StudyError(Problem(where, what, "date the study within one of these, or add the price of that day"))
        return latest

    def rate(self, base: str, quote: str, as_of: dt.date, where: str = "") -> Rate:
        """What one unit of `base` is worth in `quote` by the last rate up to a day; the inverse serves as well.

        A currency in itself is 1. No rate is made from two others. Raises StudyError where there is none.
        """
        if base == quote:
            return Rate(base, quote, 1.0, as_of, Origin(_ITSELF, "P", "published", where))
        pair = [rate for rate in self.rates if {rate.base, rate.quote} == {base, quote}]
        past = [rate for rate in pair if rate.date <= as_of]
        if past:
            return past[-1] if past[-1].base == base else past[-1].inverse()
        remedy = f"add {{from: {base}, to: {quote}, rate: ..., date: ..., source: ...}} to the rates of a price file"
        if pair:
            dates = ", ".join(str(rate.date) for rate in pair)
            what = f"no rate from {base} to {quote} by {as_of}; there are rates of {dates}"
            raise StudyError(Problem(where, what, remedy))
        known = ", ".join(dict.fromkeys(f"{rate.base}/{rate.quote}" for rate in self.rates)) or "none"
        raise StudyError(Problem(where, f"there is no rate from {base} to {quote}; known rates: {known}", remedy))


def _span(price: Price) -> str:
    return f"from {price.valid_from}" + (f" to {price.valid_until}" if price.valid_until else "")


def _clashes(prices: Mapping[str, tuple[Price, ...]]) -> list[Problem]:
    """Prices of one name from the same day on, or in different units."""
    found = []
    for name, dated in prices.items():
        for earlier, later in pairwise(dated):
            if earlier.valid_from == later.valid_from:
                what = f"{name!r} has two prices from {later.valid_from} on; the other is at {earlier.origin.where}"
                found.append(Problem(later.origin.where, what, "keep one of the two, or correct its date"))
            if earlier.unit != later.unit:
                what = f"{name!r} is in {later.unit} here, but in {earlier.unit} at {earlier.origin.where}"
                found.append(Problem(later.origin.where, what, "keep to one unit, or use another name"))
    return found


def _twice(ranges: list[Range]) -> list[Problem]:
    first = {each.name: each for each in reversed(ranges)}
    others = [(each, first[each.name]) for each in ranges if first[each.name] is not each]
    what = "the range {!r} also stands at {}"
    return [Problem(each.origin.where, what.format(each.name, other.origin.where), "keep one of the two")
            for each, other in others]  # fmt: skip


def _double_rates(rates: list[Rate]) -> list[Problem]:
    found, first = [], dict[tuple[frozenset[str], dt.date], Rate]()
    for rate in rates:
        other = first.setdefault((frozenset((rate.base, rate.quote)), rate.date), rate)
        if rate.base == rate.quote:
            found.append(Problem(rate.origin.where, f"{rate.base} is given in itself", "name two currencies"))
        elif other is not rate:
            what = f"{rate.base} and {rate.quote} have two rates of {rate.date}; the other is at {other.origin.where}"
            found.append(Problem(rate.origin.where, what, "keep one of the two"))
    return found
