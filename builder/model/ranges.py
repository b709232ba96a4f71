"""The range that an assumption states beside its value: two ends that it could have, the low one below the high one."""

from __future__ import annotations

from builder.model.library import Input
from builder.study.document import Path
from builder.study.problems import Problems
from builder.study.schema import Assumption


def check_range(path: Path, spec: Assumption, definition: Input, problems: Problems) -> None:
    """Find ends that are exchanged, alike, or that the assumption could not have as its value."""
    for one, other in (("low", "high"), ("min", "max")):
        least, most = getattr(spec, one), getattr(spec, other)
        if least is not None and most is not None and least > most:
            problems.add((*path, one), f"{one} {least:g} is above {other} {most:g}", "exchange them")
            return
    if spec.low is not None and spec.low == spec.high:
        what = f"low and high are both {spec.low:g}, which is no range"
        problems.add((*path, "low"), what, "write how far the value may be off to either side, or drop both")
        return
    for end, bound in (("low", spec.low), ("high", spec.high)):
        if bound is not None and (wrong := _impossible(bound, definition)):
            problems.add((*path, end), f"{end} {bound:g} is {wrong[0]}", wrong[1])


def _impossible(bound: float, definition: Input) -> tuple[str, str] | None:
    """Why a value cannot be the assumption's, and what to do."""
    if definition.min is not None and bound < definition.min:
        return f"below the least possible, {definition.min:g}", f"write at least {definition.min:g}"
    if definition.max is not None and bound > definition.max:
        return f"above the most possible, {definition.max:g}", f"write at most {definition.max:g}"
    if definition.whole and not bound.is_integer():
        return "not a whole number", "write a whole number"
    return None
