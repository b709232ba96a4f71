"""What a study asks of its break-even: the assumption and its range, and the two of the map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from builder.analysis.inputs import EVERYWHERE, Knob, knob
from builder.analysis.ranges import Span, limits, limits_text, swing_span
from builder.analysis.sensitivity import cell_setting
from builder.errors import Problem, StudyError
from builder.model.graph import Model

Found = TypeVar("Found")

_OVER = "users"
_BELOW, _ABOVE = 0.1, 2.0
"""From how small a part of the smallest value to how many times the largest the search goes."""
_PATH = ("report", "breakeven")


@dataclass(frozen=True, slots=True)
class Axes:
    """What is searched over and where; what goes to the right in the map; and upwards, where the study says so."""

    over: Knob
    span: Span
    across: tuple[Knob, Span]
    up: tuple[Knob, Span] | None


class Asked:
    """What a study asks of its break-even, and what stands for it where it does not say."""

    def __init__(self, model: Model) -> None:
        self.model, self.document = model, model.loaded.document
        self.spec = model.loaded.study.report.breakeven

    def axes(self) -> Axes | None:
        """All of it; nothing where there is nothing to search over. Raises StudyError with everything that is wrong."""
        problems: list[Problem] = []
        over = _tried(problems, self.over)
        span = _tried(problems, lambda: self.span(over)) if over else None
        across = _tried(problems, lambda: self.across(over, span)) if over and span else None
        up = _tried(problems, self.up)
        if across and up and across[0] == up[0]:
            what = f"{up[0].row.id} is on both axes of the map"
            problems.append(Problem(self._where("up"), what, "name another assumption"))
        if problems:
            raise StudyError(*problems)
        return Axes(over, span, across, up) if over and span and across else None

    def over(self) -> Knob | None:
        """The assumption that is searched over."""
        if self.spec.over is not None:
            return self._named("over", self.spec.over)
        rows = [row for row in self.model.assumptions.rows
                if row.key == _OVER and row.active and row.kind == "number" and not row.is_series]  # fmt: skip
        return Knob(rows[0], EVERYWHERE) if len(rows) == 1 else None

    def span(self, over: Knob) -> Span | None:
        """From where to where; nothing where no range follows from the study's values and none is written."""
        used = [over.setting(each) for each in sorted(over.row.active)]
        values = [float(each.value) for each in used if each is not None]  # type: ignore[arg-type]  # of a number
        whole = limits(over)
        low, high = max(_BELOW * min(values), whole.low), min(_ABOVE * max(values), whole.high)
        low = low if self.spec.low is None else self.spec.low
        high = high if self.spec.high is None else self.spec.high
        problems = [
            Problem(self._where(key), f"{over.row.id} cannot be {value:g}", f"write a value {limits_text(over)}")
            for key, value in (("low", self.spec.low), ("high", self.spec.high))
            if value is not None and not whole.holds(value)
        ]
        if not low < high and (self.spec.low, self.spec.high) != (None, None):
            what = f"the range of {over.row.id} does not go up: it is from {low:g} to {high:g}"
            problems.append(Problem(self._where("low"), what, "write a low: that is below high:"))
        if problems:
            raise StudyError(*problems)
        return Span(low, high, (self.spec.low, self.spec.high) != (None, None)) if low < high else None

    def across(self, over: Knob, span: Span) -> tuple[Knob, Span]:
        """What goes to the right in the map: the assumption that is searched over where nothing else is asked for."""
        if self.spec.across is None:
            return over, span
        named = self._named("across", self.spec.across)
        return (over, span) if named == over else (named, _reach(named, "across", self))

    def up(self) -> tuple[Knob, Span] | None:
        """What goes upwards in the map, where the study says so."""
        if self.spec.up is None:
            return None
        named = self._named("up", self.spec.up)
        return named, _reach(named, "up", self)

    def finite(self, ask: Callable[[], Found]) -> Found | None:
        """What is found; nothing where ends that the study does not ask for give no finite result."""
        try:
            return ask()
        except StudyError as error:
            if self.spec == type(self.spec)():
                return None
            place = self.document.where(_PATH)
            raise StudyError(*(replace(each, where=place) for each in error.problems)) from error

    def problem(self, key: str, what: str, remedy: str) -> StudyError:
        """What is wrong with one of the keys."""
        return StudyError(Problem(self._where(key), what, remedy))

    def _named(self, key: str, name: str) -> Knob:
        return knob(self.model, name, self._where(key))

    def _where(self, key: str) -> str:
        return self.document.where((*_PATH, key))


def _tried(problems: list[Problem], ask: Callable[[], Found]) -> Found | None:
    """What is asked for; its problems join the others where it is wrong."""
    try:
        return ask()
    except StudyError as error:
        problems += error.problems
        return None


def _reach(named: Knob, key: str, asked: Asked) -> Span:
    """The range that the study states for an assumption, or from half to twice its value."""
    setting = cell_setting(named)
    span = swing_span(named, setting)
    if not span.stated:
        value, whole = float(setting.value), limits(named)  # type: ignore[arg-type]  # knobs are numbers
        span = Span(max(min(value / 2, value * 2), whole.low), min(max(value / 2, value * 2), whole.high), stated=False)
    if not span.low < span.high:
        what = f"{named.row.id} has no range that could be drawn"
        raise asked.problem(key, what, "write low: and high: beside its value")
    return span
