"""Where published figures of the usual suspects lie, each range with the source that says so: `ranges.yaml`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

from builder.prices.book import PriceBook
from builder.prices.price import Range

FILE = Path(__file__).parent / "ranges.yaml"

Side = Literal["below", "above"]


@lru_cache(maxsize=1)
def plausible_ranges() -> Mapping[str, Range]:
    """The ranges as shipped, by the name of the quantity; read once per process."""
    return PriceBook.load({FILE.name: FILE.read_text(encoding="utf-8")}).ranges


def implausible(value: float, plausible: Range) -> Side | None:
    """On which side of a range a value lies outside; None within, both ends included."""
    if any(math.isclose(value, end, rel_tol=1e-9) for end in (plausible.low, plausible.high)):
        return None
    if value < plausible.low:
        return "below"
    return "above" if value > plausible.high else None
