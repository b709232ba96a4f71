"""What every chart refuses: nothing to draw, numbers that are not finite, series of unequal length."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import isfinite

from builder.report.charts.chart import Series


def checked_series(kind: str, series: Sequence[Series], length: int) -> None:
    """Refuse a chart without series or places, or a series that does not fit."""
    if not series or not length:
        raise ValueError(f"{kind}: there is nothing to draw")
    for one in series:
        if len(one.values) != length:
            raise ValueError(f"{kind}: {one.label!r} has {len(one.values)} values for {length} places")
        checked_finite(kind, one.label, one.values)


def checked_finite(kind: str, label: str, values: Iterable[float]) -> None:
    """Refuse values that are not finite."""
    for value in values:
        if not isfinite(value):
            raise ValueError(f"{kind}: {label!r} holds {value}, which cannot be drawn")


def checked_places(kind: str, places: Sequence[float], labels: Sequence[str]) -> None:
    """Refuse places that do not ascend, are fewer than two, or have not one label each."""
    checked_finite(kind, "places", places)
    if len(places) < 2 or any(one >= other for one, other in pairwise(places)):
        raise ValueError(f"{kind}: places must ascend and be two or more, not {list(places)}")
    if len(labels) != len(places):
        raise ValueError(f"{kind}: {len(labels)} labels for {len(places)} places")
