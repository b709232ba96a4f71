"""Assumptions as they are asked for: by `in_` name, path, id or key; and their values as changes for the engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.engine import Changes
from builder.errors import Problem, StudyError
from builder.model.assumptions import Row, Setting
from builder.model.graph import Model
from builder.model.names import input_name
from builder.study.problems import closest

Vector = NDArray[np.float64]
EVERYWHERE = -1


@dataclass(frozen=True, slots=True)
class Knob:
    """An assumption to be moved: in one cell (its general value, or a scenario's own), or everywhere at once.

    `scenario` is None for the general cell and EVERYWHERE for the value in effect in every scenario.
    """

    row: Row
    scenario: int | None

    def changes(self, values: Vector) -> Changes:
        """The changes that give the assumption these values, one a sample."""
        samples = np.asarray(values, dtype=float).reshape(-1, 1, 1)
        if self.scenario != EVERYWHERE:
            return {(self.row.id, self.scenario): samples}
        return {(self.row.id, each): samples for each in (None, *self.row.overrides)}

    def setting(self, scenario: int | None = None) -> Setting | None:
        """What stands in the cell; of an assumption moved everywhere, what is in effect in a scenario."""
        if self.scenario == EVERYWHERE and scenario is not None:
            return self.row.setting(scenario)
        own = self.row.general if self.scenario in (None, EVERYWHERE) else self.row.overrides.get(self.scenario)
        return own if own is not None else next(self.row.settings(), None)

    def name(self, model: Model) -> str:
        """The `in_` name of the cell."""
        own = "" if self.scenario in (None, EVERYWHERE) else model.scenarios[self.scenario]
        return input_name(self.row.owner, self.row.key, own)


def knob(model: Model, asked: str, where: str) -> Knob:
    """The assumption that a text asks for; `where` says what asked.

    A cell of one scenario (`in_users__small`, `scenarios.small.assumptions.users`) is moved alone. Raises StudyError
    for a name that is unknown, stands for several assumptions, or is no number.
    """
    named = dict(_names(model))
    found = named.get(asked) or _by_key(model, asked, where)
    if found is None:
        raise StudyError(
            Problem(f"{where} {asked}", "there is no such assumption", closest(asked, _suggestions(model)))
        )
    if found.row.is_series:
        what = "this assumption is a list of values, not a number"
        raise StudyError(Problem(f"{where} {asked}", what, "name a number; a value with growth: is one"))
    if found.row.kind != "number":
        raise StudyError(
            Problem(f"{where} {asked}", f"this assumption is a {found.row.kind}, not a number", "name a number")
        )
    return found


def _names(model: Model) -> Iterator[tuple[str, Knob]]:
    for row in model.assumptions.rows:
        whole = Knob(row, EVERYWHERE)
        for name in (row.id, row.path, input_name(row.owner, row.key)):
            yield name, whole
        for scenario, setting in row.overrides.items():
            own = Knob(row, scenario)
            yield setting.path, own
            yield own.name(model), own


def _by_key(model: Model, key: str, where: str) -> Knob | None:
    rows = [row for row in model.assumptions.rows if row.key == key and row.active]
    if len(rows) > 1:
        raise StudyError(
            Problem(
                f"{where} {key}",
                "several assumptions have this name",
                "write one of " + ", ".join(row.id for row in rows),
            )
        )
    return Knob(rows[0], EVERYWHERE) if rows else None


def _suggestions(model: Model) -> list[str]:
    numbers = [row for row in model.assumptions.rows if row.kind == "number"]
    return [*(row.id for row in numbers), *(input_name(row.owner, row.key) for row in numbers)]
