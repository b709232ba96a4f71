"""The rows of the Inputs sheet: one assumption of one owner each, its general value, and each scenario's override."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from builder.formula.unit import Unit
from builder.study.schema import Text

Value = float | str | tuple[float, ...]
OwnerKind = Literal["study", "option", "workload"]
Holder = tuple[str, str]
"""Which row holds: its owner's id (empty for the study) and its key."""
Holders = tuple[Holder | None, ...]
"""The row that holds for a name in each scenario."""


def grown(key: str) -> str:
    """The key of an assumption's yearly growth.

    >>> grown("users")
    'users_growth'
    """
    return f"{key}_growth"


def rate_key(currency: str) -> str:
    """The key of a currency's exchange rate.

    >>> rate_key("EUR")
    'rate_eur'
    """
    return f"rate_{currency.lower()}"


@dataclass(frozen=True, slots=True)
class Setting:
    """One value as it was set: what, by whom, from where."""

    value: Value
    status: str
    source: Text | None
    path: str
    where: str
    low: float | None = None
    high: float | None = None
    note: Text | None = None
    audience: str = "public"
    owner: str | None = None
    confirmed: bool = False
    source_grade: str | None = None
    retrieved: date | None = None
    valid_until: date | None = None
    note_audience: str = "public"


@dataclass(frozen=True, slots=True)
class Row:
    """One assumption of one owner. `active` are the indices of the scenarios in which the row holds.

    `currency` is the foreign one that its values are in, if they are; `net` is what the price is called without
    value-added tax, where its values are written with it; `whole` counts things that cannot be had in parts.
    """

    key: str
    owner_kind: OwnerKind
    owner: str
    label: Text
    unit: Unit
    unit_text: str
    kind: str
    general: Setting | None
    overrides: Mapping[int, Setting]
    path: str
    min: float | None = None
    max: float | None = None
    choices: tuple[str, ...] = ()
    format: str | None = None
    active: frozenset[int] = frozenset()
    currency: str = ""
    net: Text | None = None
    whole: bool = False

    @property
    def id(self) -> str:
        """Unique among rows: `key`, or `owner.key`."""
        return f"{self.owner}.{self.key}" if self.owner else self.key

    def setting(self, scenario: int) -> Setting | None:
        """The value in effect in a scenario."""
        return self.overrides.get(scenario, self.general)

    @property
    def is_series(self) -> bool:
        """Whether some value of the row differs by period."""
        return self.kind == "number" and any(
            isinstance(each.value, tuple) for each in (self.general, *self.overrides.values()) if each is not None
        )

    @property
    def is_overridden(self) -> bool:
        """Whether the general value holds in no scenario."""
        return all(each in self.overrides for each in self.active)

    @property
    def is_growth(self) -> bool:
        """Whether it is the yearly growth of another row."""
        return self.path.endswith(".growth") and self.key.endswith(grown(""))

    def settings(self) -> Iterator[Setting]:
        """Every value of the row that is in effect somewhere."""
        if self.general is not None and not self.is_overridden:
            yield self.general
        yield from (each for scenario, each in sorted(self.overrides.items()) if scenario in self.active)


@dataclass(frozen=True, slots=True)
class Assumptions:
    """All rows, and which row holds for each name: in general by scenario, and for each option by scenario."""

    rows: tuple[Row, ...]
    general: Mapping[str, tuple[str | None, ...]]
    options: Mapping[str, Mapping[str, tuple[str | None, ...]]]

    def row(self, id: str) -> Row:
        """The row with an id."""
        return next(row for row in self.rows if row.id == id)
