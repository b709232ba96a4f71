"""One row of the Checks sheet, before it is placed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from builder.layout.book import Ready
from builder.layout.cells import Target

Targets = Mapping[str, Target]


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check: its flag's formula, and what that reads in each scenario it is asked in, or `once` for all of them.

    A row that does not count shows a number that the next one judges, by the name that this one gives as `above`.
    """

    key: str
    label: str
    form: Ready
    targets: Mapping[int, Targets] = field(default_factory=dict)
    once: Targets | None = None
    counts: bool = True
    above: str = ""
