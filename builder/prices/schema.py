"""The shape of a file of prices: every key a person may write, what it means, and what it must be."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from builder.prices.price import Grade
from builder.study.fields import Date, Number, RefusedError, Text, UnitText
from builder.study.spec import Spec

Positive = Annotated[Number, Field(gt=0)]
NotNegative = Annotated[Number, Field(ge=0)]


def _currency(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Z]{3}", value):
        raise RefusedError(f"{value!r} is not a currency code", "write three capital letters, such as USD")
    return value


Currency = Annotated[str, BeforeValidator(_currency)]


class Sourced(Spec):
    """Where values come from. Said for a file it holds for all of its entries, said for an entry for all its values."""

    source: Text | None = None
    source_grade: Grade | None = None
    status: str | None = None


class Dated(Sourced):
    """When values hold: from `date` or `valid_from` on, and no longer than `valid_until`."""

    date: Date | None = None
    valid_from: Date | None = None
    valid_until: Date | None = None
    retrieved: Date | None = None
    terms: str | None = None
    region: str | None = None
    unit: UnitText | None = None

    @model_validator(mode="after")
    def _one_start(self) -> Dated:
        if self.date and self.valid_from:
            raise RefusedError("'date' and 'valid_from' say the same", "keep one of the two")
        return self

    @property
    def start(self) -> Date | None:
        """The first day."""
        return self.valid_from or self.date


class DatedValue(Dated):
    """One of several prices that followed each other."""

    value: NotNegative


class Entry(Dated):
    """A price by name: one value, or several that followed each other."""

    label: Text | None = None
    note: Text | None = None
    value: NotNegative | None = None
    values: tuple[DatedValue, ...] | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def _one_or_several(self) -> Entry:
        if (self.value is None) == (self.values is None):
            raise RefusedError("an entry has either 'value' or 'values'", "write a value, or a list of dated values")
        return self


class RateEntry(Sourced):
    """What one unit of a currency was worth in another on a day."""

    base: Currency = Field(alias="from")
    quote: Currency = Field(alias="to")
    rate: Positive
    date: Date


class RangeEntry(Sourced):
    """What a quantity plausibly is."""

    label: Text
    unit: UnitText
    low: Number
    high: Number

    @model_validator(mode="after")
    def _rising(self) -> RangeEntry:
        if self.low > self.high:
            raise RefusedError(f"low is {self.low:g}, above high of {self.high:g}", "exchange them")
        return self


class PriceFile(Dated):
    """A whole file; `as_of` dates the prices that name no date of their own."""

    currency: Currency | None = None
    as_of: Date | None = None
    prices: dict[str, Entry] = Field(default_factory=dict)
    rates: tuple[RateEntry, ...] = ()
    ranges: dict[str, RangeEntry] = Field(default_factory=dict)
