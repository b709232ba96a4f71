"""A price, an exchange rate and a plausible range: values that know their date and where they come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Grade = Literal["P", "S", "E"]
"""What a source is: primary and seen, secondary, or an estimate."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from: the source in each language, its grade, the status, and `file:line key`."""

    source: Mapping[str, str]
    source_grade: Grade
    status: str
    where: str


@dataclass(frozen=True, slots=True)
class Price:
    """One price, valid from a day on, until another follows or its own end (that day included)."""

    name: str
    value: float
    unit: str
    currency: str
    valid_from: dt.date
    valid_until: dt.date | None
    seen_on: dt.date
    origin: Origin
    label: Mapping[str, str] | None = None
    terms: str | None = None
    region: str | None = None

    def assumption(self) -> dict[str, Any]:
        """The price as a study writes an assumption."""
        written: dict[str, Any] = {
            "value": self.value, "unit": self.unit, "source": dict(self.origin.source),
            "source_grade": self.origin.source_grade, "status": self.origin.status,
        }  # fmt: skip
        return written | ({"valid_until": self.valid_until} if self.valid_until else {})


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of a currency was worth in another on a day; `inverted` where the file has it the other way."""

    base: str
    quote: str
    value: float
    date: dt.date
    origin: Origin
    inverted: bool = False

    def inverse(self) -> Rate:
        """The same rate the other way round."""
        return Rate(self.quote, self.base, 1 / self.value, self.date, self.origin, not self.inverted)


@dataclass(frozen=True, slots=True)
class Range:
    """What a quantity plausibly is, both ends included, and who says so."""

    name: str
    low: float
    high: float
    unit: str
    label: Mapping[str, str]
    origin: Origin
