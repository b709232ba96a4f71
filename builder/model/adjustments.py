"""Adjustments: amounts that enter an option's total as they stand, for all scenarios or for one of them."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.model.rows import Setting
from builder.model.values import UNSOURCED
from builder.study.document import Path, dotted
from builder.study.problems import Problems, closest
from builder.study.schema import Adjustment as Spec
from builder.study.schema import Study, Text

LINE, AMOUNTS, HELD_IN, NAME = "adjustments", "adjustment_amounts", "adjustment_scenarios", "scenario_name"
"""Keys of the line and of what it reads: amounts, the scenario that each is for, and the name of the present one."""
START = "start"
"""What the period before the first is called where amounts are given by period."""
BLANK_ROWS = 10
"""Rows that each option has in a workbook, those that the study gives among them."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One row: an amount for each period, the start first, in all scenarios of its option or in one (its index).

    `setting` is the amounts as they were set: by whom, from where.
    """

    label: Text
    amounts: tuple[float, ...]
    scenario: int | None
    setting: Setting

    def holds_in(self, scenario: int | None) -> bool:
        """Whether it enters a scenario; None asks for any."""
        return scenario is None or self.scenario in (None, scenario)


def read_adjustments(
    study: Study, statuses: Collection[str], problems: Problems
) -> Mapping[str, tuple[Adjustment, ...]]:
    """The rows of each option as the study gives them; what is wrong goes to `problems` and is left out."""
    return {option: tuple(_rows(study, option, statuses, problems)) for option in study.options}


def rows_shown(given: Sequence[Adjustment]) -> int:
    """How many rows an option has in a workbook."""
    return max(BLANK_ROWS, len(given))


def _rows(study: Study, option: str, statuses: Collection[str], problems: Problems) -> Iterator[Adjustment]:
    for index, spec in enumerate(study.options[option].adjustments):
        path: Path = ("options", option, "adjustments", index)
        status = spec.status or UNSOURCED
        if status not in statuses:
            problems.add((*path, "status"), f"there is no status {status!r}", closest(status, statuses))
            continue
        amounts = _amounts((*path, "amount"), spec, study, problems)
        known, scenario = _scenario((*path, "scenario"), spec, option, study, problems)
        if amounts is None or not known:
            continue
        where = problems.document.where(path)
        setting = Setting(
            amounts, status, spec.source, dotted(path), where, note=spec.note, audience=spec.audience, owner=spec.owner
        )
        yield Adjustment(spec.label, amounts, scenario, setting)


def _scenario(path: Path, spec: Spec, option: str, study: Study, problems: Problems) -> tuple[bool, int | None]:
    """Whether the scenario that a row names, if it names one, weighs the option; and its index."""
    if spec.scenario is None:
        return True, None
    scenarios = list(study.scenarios)
    if spec.scenario not in scenarios:
        if not problems.is_lost(spec.scenario):
            problems.add(path, f"there is no scenario {spec.scenario!r}", closest(spec.scenario, scenarios))
        return False, None
    if option not in study.scenarios[spec.scenario].options:
        weighing = [each for each, found in study.scenarios.items() if option in found.options]
        what = f"the scenario {spec.scenario!r} does not have the option {option!r}"
        remedy = f"name one of {', '.join(weighing)}" if weighing else f"add {option} to its options"
        problems.add(path, what, remedy)
        return False, None
    return True, scenarios.index(spec.scenario)


def _amounts(path: Path, spec: Spec, study: Study, problems: Problems) -> tuple[float, ...] | None:
    """An amount for the start and for each period after it: one number falls at the start."""
    columns, period = study.timeline.columns, study.timeline.period
    given = spec.amount
    if isinstance(given, tuple):
        if len(given) != columns:
            what = f"the list has {len(given)} amounts, the timeline a start and {columns - 1} {period}s"
            problems.add(path, what, f"write {columns} amounts, or those of some {period}s: {{start: ..., 2: ...}}")
            return None
        return given if _finite(path, given, problems) else None
    by_period = given if isinstance(given, dict) else {START: given}
    found = [0.0] * columns
    for name, amount in by_period.items():
        position = 0 if name == START else int(name) if name.isdecimal() else columns
        if position >= columns:
            remedy = f"write start, or a number from 1 to {columns - 1}"
            problems.add((*path, name), f"there is no {period} {name!r}", remedy)
            return None
        found[position] += amount
    return tuple(found) if _finite(path, found, problems) else None


def _finite(path: Path, amounts: Sequence[float], problems: Problems) -> bool:
    wrong = [each for each in amounts if not math.isfinite(each)]
    for each in wrong:
        problems.add(path, f"{each} is not an amount", "write a number")
    return not wrong
