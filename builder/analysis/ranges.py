"""From where to where an assumption is moved: as asked, as its range says, or as far as it can go."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.analysis.crossings import PLACES
from builder.analysis.inputs import Knob
from builder.errors import Problem, StudyError
from builder.model.assumptions import Setting

SHARE = 0.1
"""How far an assumption without a range is moved to either side, as a share of its value."""

STEP = 1.0
"""How far what is counted in whole ones is moved at least."""

FAR, FAR_FROM_ZERO = 1e3, 1e9
"""How far an assumption without a hard limit is moved: so many times its value; from zero, so far."""


@dataclass(frozen=True, slots=True)
class Span:
    """Two values of an assumption; `stated` where the study gives them as its range."""

    low: float
    high: float
    stated: bool = True

    def places(self, count: int = PLACES) -> NDArray[np.float64]:
        """Values from one end to the other: evenly spaced, and where the span is wide also by equal factors."""
        even = np.linspace(self.low, self.high, count)
        least = max(self.low, self.high * 1e-6)
        if self.low < 0 or self.high < 50 * least:
            return even
        found: NDArray[np.float64] = np.unique(np.concatenate([even[::2], np.geomspace(least, self.high, count // 2)]))
        found[0], found[-1] = self.low, self.high
        return found

    def holds(self, value: float) -> bool:
        """Whether a value lies in the span."""
        return self.low <= value <= self.high


def asked_span(knob: Knob, low: float | None, high: float | None, where: str) -> Span:
    """From where to where, as asked; an end left out is taken from the assumption's range.

    Raises StudyError for ends exchanged, beyond the hard limits, or missing.
    """
    setting = knob.setting()
    low = low if low is not None else setting.low if setting else None
    high = high if high is not None else setting.high if setting else None
    row, problems = knob.row, []
    if low is None or high is None:
        missing = "--from" if low is None else "--to"
        problems.append(
            Problem(
                where, f"{row.id} has no range in the study", f"write {missing}, or low: and high: beside its value"
            )
        )
    elif not low < high:
        problems.append(Problem(where, f"--from {low:g} is not below --to {high:g}", "exchange them"))
    for end, text in ((low, "--from"), (high, "--to")):
        if end is not None and not limits(knob).holds(end):
            problems.append(
                Problem(f"{text} {end:g}", f"{row.id} can be {limits_text(knob)}", "stay within its limits")
            )
    if problems or low is None or high is None:
        raise StudyError(*problems)
    return Span(low, high)


def limits(knob: Knob) -> Span:
    """The hard limits, infinite where there is none."""
    row = knob.row
    return Span(-math.inf if row.min is None else row.min, math.inf if row.max is None else row.max)


def farthest(knob: Knob, value: float) -> Span:
    """As far as an assumption can go: its hard limits, or a thousand times its value where it has none."""
    far, whole = FAR * abs(value) or FAR_FROM_ZERO, limits(knob)
    return Span(
        whole.low if math.isfinite(whole.low) else -far, whole.high if math.isfinite(whole.high) else far, stated=False
    )


def swing_span(knob: Knob, setting: Setting) -> Span:
    """The range that the study states for a value; otherwise a tenth to either side, within the hard limits.

    What is counted in whole ones moves by whole ones, one at least; none stay none. A flag moves to its other value.
    """
    value = float(setting.value)  # type: ignore[arg-type]  # knobs are numbers and flags
    if knob.row.kind == "flag":
        return Span(0.0, 1.0, stated=False)
    if setting.low is not None or setting.high is not None:
        return Span(value if setting.low is None else setting.low, value if setting.high is None else setting.high)
    hard, reach = limits(knob), SHARE * abs(value)
    if knob.row.whole and value:
        reach = max(STEP, float(math.floor(reach)))
    return Span(max(value - reach, hard.low), min(value + reach, hard.high), stated=False)


def limits_text(knob: Knob) -> str:
    """The hard limits in words: from 1 up to 100 user."""
    whole = limits(knob)
    low = f"from {whole.low:g}" if math.isfinite(whole.low) else ""
    high = f"up to {whole.high:g}" if math.isfinite(whole.high) else ""
    return " ".join(part for part in (low, high, knob.row.unit_text) if part)
