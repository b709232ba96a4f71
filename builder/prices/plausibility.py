"""Whether a value lies where published figures lie, with the source that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.errors import Problem, StudyError
from builder.prices.price import Range
from builder.study.problems import closest


@dataclass(frozen=True, slots=True)
class Implausible:
    """A value outside the plausible range of its quantity."""

    value: float
    range: Range

    @property
    def is_low(self) -> bool:
        """Whether it lies below the range, and not above."""
        return self.value < self.range.low

    def text(self, language: str = "en") -> str:
        """The warning in English, with label and source in a language."""
        found = self.range
        label, source = _text(found.label, language), _text(found.origin.source, language)
        side = f"below {found.low:g}" if self.is_low else f"above {found.high:g}"
        unit = "" if found.unit == "1" else f" {found.unit}"
        span = f"{found.low:g} to {found.high:g}"
        return f"{label}: {self.value:g}{unit} is {side}, the plausible range being {span} ({source})"


def _text(text: Mapping[str, str], language: str) -> str:
    """A text in a language, in the one for all, or in English."""
    return text.get(language) or text.get("*") or text.get("en", "")


def plausibility(ranges: Mapping[str, Range], quantity: str, value: float, unit: str) -> Implausible | None:
    """A warning where a value lies outside its range, None where it lies within, both ends included.

    Units are compared as they are written, blanks apart: nothing is converted. Raises StudyError for a quantity without
    a range and for another unit.
    """
    if quantity not in ranges:
        raise StudyError(Problem("", f"there is no plausible range of {quantity!r}", closest(quantity, ranges)))
    found = ranges[quantity]
    if unit.replace(" ", "") != found.unit.replace(" ", ""):
        what = f"{quantity} is in {unit}, its plausible range in {found.unit}"
        raise StudyError(Problem(found.origin.where, what, f"give it in {found.unit}"))
    return None if found.low <= value <= found.high else Implausible(value, found)
