"""Numbers out of a mapping that a tool or a person wrote; what is wrong with them is collected."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from builder.benchmarks.measurement import IN_A_SECOND, Doubt, Metric, Statistic
from builder.errors import Problem
from builder.language import message

SOME_FAILED = message("{failed} requests failed; the rates count completed ones only")

Latencies = dict[tuple[Metric, Statistic], float]


class Fields:
    """The values of one record, the place it stands at, and the problems found while reading it."""

    def __init__(self, values: Mapping[str, Any], where: str) -> None:
        self.values, self.where = values, where
        self.problems: list[Problem] = []
        self.warnings: list[Doubt] = []

    def number(self, *keys: str, above: float | None = None) -> float | None:
        """The number under the first key that stands there, None where none does or it says null.

        It has to be finite and at least 0, or above `above`.
        """
        key = next((each for each in keys if self.values.get(each) is not None), None)
        return None if key is None else self.checked(key, self.values[key], above)

    def checked(self, name: str, value: Any, above: float | None = None) -> float | None:
        """The value as a number; None, with a problem, where it cannot be one."""
        number = finite(value)
        if number is None:
            self.problem(f"{name} is {shown(value)}, not a finite number", "measure again, or correct the file")
        elif number < 0:
            self.problem(f"{name} is negative: {number:g}", "measure again, or correct the file")
            return None
        elif above is not None and number <= above:
            self.problem(f"{name} is {number:g}: nothing was completed", "measure again with a server that answers")
            return None
        return number

    def seconds(self, name: str, value: Any, unit: Any) -> float | None:
        """A time in seconds; its unit has to be named."""
        number = self.checked(name, value)
        if unit not in IN_A_SECOND:
            self.problem(f"{name} is in {shown(unit)}, not in a unit of time known here", "known are ns, us, ms and s")
            return None
        return None if number is None else number / IN_A_SECOND[unit]

    def require(self, value: float | None, name: str, remedy: str) -> float:
        """The value; where there is none and nothing else is wrong with it, a problem and a number in its place."""
        if value is None and not any(problem.what.startswith(name) for problem in self.problems):
            self.problem(f"{name} is missing", remedy)
        return math.nan if value is None else value

    def problem(self, what: str, remedy: str) -> None:
        """Something wrong with this record."""
        self.problems.append(Problem(self.where, what, remedy))

    def warn(self, message: str, remedy: str, **values: float) -> None:
        """Something a reader should know of this record."""
        self.warnings.append(Doubt(self.where, message, values, remedy))


def finite(value: Any) -> float | None:
    """A finite number, None for all else; true and false are not numbers.

    >>> finite(3), finite(float("inf")), finite("3"), finite(True)
    (3.0, None, None, None)
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def at(values: Any, *path: str) -> Any:
    """What stands at a path of nested mappings, None where nothing does."""
    for key in path:
        values = values.get(key) if isinstance(values, Mapping) else None
    return values


def first_text(*values: Any) -> str | None:
    """The first text among values; a list stands for its only entry."""
    for value in values:
        only = value[0] if isinstance(value, list) and len(value) == 1 else value
        if isinstance(only, str) and only.strip():
            return only.strip()
    return None


def shown(value: Any) -> str:
    """A value as a message repeats it, a long one cut."""
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."
