"""Whether what was looked up has to be looked up anew: past its last day, or seen too long ago."""

from __future__ import annotations

import datetime as dt
from typing import Literal

MONTHS = 12
"""How long what was looked up stands without another look."""

Staleness = Literal["ended", "old"]


def staleness(valid_until: dt.date | None, retrieved: dt.date | None, as_of: dt.date,
              months: int = MONTHS) -> Staleness | None:  # fmt: skip
    """`ended` past the last day of a value, `old` where it was looked up over so many months before; None while fresh.

    >>> staleness(dt.date(2025, 5, 31), None, dt.date(2025, 6, 1))
    'ended'
    >>> staleness(None, dt.date(2024, 2, 29), dt.date(2025, 2, 28)) is None
    True
    """
    if valid_until and valid_until < as_of:
        return "ended"
    return "old" if retrieved and _months_later(retrieved, months) < as_of else None


def _months_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months on, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(dt.date(year, month + 1, 1) + dt.timedelta(day.day - 1), following - dt.timedelta(1))
