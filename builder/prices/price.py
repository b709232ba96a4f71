"""A price, an exchange rate and a plausible range: values that know their date and where they come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Grade = Literal["P", "S", "E"]
"""What a source is: primary and seen, secondary, or an estimate."""

_GRADES: Mapping[Grade, Mapping[str, str]] = {
    "P": {"en": "primary source", "ko": "1차 출처"},
    "S": {"en": "secondary source", "ko": "2차 출처"},
    "E": {"en": "estimate", "ko": "추정"},
}
_DATED = {"en": "{source} (of {day}, {grade})", "ko": "{source}({day} 기준, {grade})"}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from: the source in each language, its grade, the status, and `file:line key`."""

    source: Mapping[str, str]
    source_grade: Grade
    status: str
    where: str

    def dated(self, day: dt.date) -> dict[str, str]:
        """The source in each language with the day of the value and the grade."""
        return {
            code: _DATED.get(code, "{source} ({day}, {grade})").format(
                source=source, day=day, grade=_GRADES[self.source_grade].get(code, self.source_grade)
            )
            for code, source in self.source.items()
        }


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
        """The price as a study writes an assumption; its source says the day and what kind of source it is."""
        written: dict[str, Any] = {
            "value": self.value, "unit": self.unit, "source": self.origin.dated(self.valid_from),
            "source_grade": self.origin.source_grade, "status": self.origin.status, "retrieved": self.seen_on,
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

    def assumption(self) -> dict[str, Any]:
        """The rate as a study writes one."""
        return {
            "value": self.value, "source": self.origin.dated(self.date), "source_grade": self.origin.source_grade,
            "status": self.origin.status, "retrieved": self.date,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Range:
    """What a quantity plausibly is, both ends included, and who says so; no currency where it is no amount of money."""

    name: str
    low: float
    high: float
    unit: str
    label: Mapping[str, str]
    origin: Origin
    currency: str | None = None
