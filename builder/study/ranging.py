"""The range of an assumption that is set to a value beyond it: a what-if need not state another range as well."""

from __future__ import annotations

from typing import Any, TypeGuard

from builder.study.document import Path

_OF_ITS_OWN = ("low", "high", "distribution")
"""Keys of a setting that says itself how uncertain its value is."""


def widened(study: Any, path: Path, setting: Any) -> float | None:
    """Move the end of a range, in place, to the value at a path that was set; the end as it was.

    None where the path is no assumption's or its range holds the value. A distribution that states its mode keeps it,
    and its range.
    """
    at = study
    for part in path[:-1] if path[-1] == "value" else path:
        at = at.get(part) if isinstance(at, dict) else None
    value = at.get("value") if isinstance(at, dict) else None
    of_its_own = isinstance(setting, dict) and any(key in setting for key in _OF_ITS_OWN)
    if not isinstance(at, dict) or not _is_number(value) or of_its_own:
        return None
    distribution = at.get("distribution")
    drawn = distribution if isinstance(distribution, dict) and "mode" not in distribution else {}
    moved = [_moved(each, value) for each in (at, drawn)]
    return next((each for each in moved if each is not None), None)


def _moved(ends: dict[str, Any], value: float) -> float | None:
    """Move an end to a value beyond it; the end as it was."""
    low, high = ends.get("low"), ends.get("high")
    if _is_number(low) and value < low:
        ends["low"] = value
        return float(low)
    if _is_number(high) and value > high:
        ends["high"] = value
        return float(high)
    return None


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
