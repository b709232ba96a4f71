"""What the engine found: every node's value by scenario and period, and what rests on what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.formula.functions import Array
from builder.model.assumptions import Setting
from builder.model.graph import BoundCheck, Model, Node

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check of the model with its answer per scenario it holds for."""

    bound: BoundCheck
    holds: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """Values by node id, each an array of shape (samples, scenarios of the node, periods); axes may have length 1."""

    model: Model
    values: Mapping[str, Array]
    checks: tuple[CheckResult, ...]

    def value(self, id: str, scenario: int | None = None, period: int = 0) -> float:
        """One number: of a node, in a scenario (index in the study's order), in a period (0 the start)."""
        node, array = self.model.nodes[id], self.values[id]
        position = 0 if scenario is None or array.shape[1] == 1 else node.scenarios.index(scenario)
        return float(array[0, position, period if array.shape[2] > 1 else 0])

    def outputs(self) -> dict[str, tuple[Node, int | None, float]]:
        """Every result by its workbook name, with its node, scenario and value."""
        return {name: (node, scenario, self.value(node.id, scenario)) for name, node, scenario in self.model.outputs()}

    def settings_behind(self, id: str, scenario: int | None = None) -> dict[str, Setting]:
        """The inputs a value rests on, however far up: settings in effect by row id, in that scenario or in all."""
        found: dict[str, Setting] = {}
        seen, waiting = {id}, [id]
        while waiting:
            node = self.model.nodes[waiting.pop()]
            wanted = node.scenarios if scenario is None else (scenario,)
            for each in wanted if node.rows else ():
                row = node.rows[each]
                setting = row.setting(each) if row else None
                if row and setting:
                    found[f"{row.id}@{setting.path}"] = setting
            for adjustment in node.adjustments:
                if adjustment.holds_in(scenario):
                    found[adjustment.setting.path] = adjustment.setting
            fresh = [each for each in node.reads() if each not in seen]
            seen.update(fresh)
            waiting += fresh
        return found

    def weakest_status(self, id: str, scenario: int | None = None) -> str:
        """The weakest status among the inputs a value rests on."""
        statuses = [each.status for each in self.settings_behind(id, scenario).values()]
        return max(statuses, key=self.model.library.vocabulary.strength, default="published")

    def frame(self) -> pd.DataFrame:
        """A tidy table: one row per node, scenario and period, with option, label, unit, category and value."""
        import pandas as pd

        rows: list[dict[str, object]] = []
        for id, array in self.values.items():
            node = self.model.nodes[id]
            if node.kind in ("table", "choice"):
                continue
            for scenario in node.scenarios or (None,):
                common = {
                    "scenario": None if scenario is None else self.model.scenarios[scenario],
                    "option": node.owner if node.scope == "option" else None,
                    "line": node.id, "label": next(iter(node.label.values())), "unit": node.unit_text,
                    "category": node.line.category if node.line else None,
                }  # fmt: skip
                rows += (
                    {
                        **common,
                        "period": period if array.shape[2] > 1 else None,
                        "value": self.value(id, scenario, period),
                    }
                    for period in range(array.shape[2])
                )
        return pd.DataFrame(rows)
