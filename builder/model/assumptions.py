"""The rows of the Inputs sheet: who owns each assumption, its general value, and what each scenario overrides.

A row exists where the study sets a value (general, option or workload), and where the library declares an input that
the study sets nowhere. The most particular row wins: workload over option over study; a scenario's override is a cell
of the row that holds there.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from builder.errors import ModelError, Problem
from builder.formula.unit import TEXT, Unit, UnitError, Units
from builder.model.library import Input, Library
from builder.study.document import Path
from builder.study.loader import LoadedStudy, closest
from builder.study.schema import Assumption, Text

Value = float | str | tuple[float, ...]
UNSOURCED = "unsourced"


@dataclass(frozen=True, slots=True)
class Setting:
    """One value as it was set: what, by whom, from where."""

    value: Value
    status: str
    source: Text | None
    path: str
    where: str
    low: float | None = None
    high: float | None = None
    note: Text | None = None
    audience: str = "public"
    owner: str | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One assumption of one owner. `active` are the indices of the scenarios in which the row holds."""

    key: str
    owner_kind: Literal["study", "option", "workload"]
    owner: str
    label: Text
    unit: Unit
    unit_text: str
    kind: str
    general: Setting | None
    overrides: Mapping[int, Setting]
    path: str
    min: float | None = None
    max: float | None = None
    choices: tuple[str, ...] = ()
    format: str | None = None
    active: frozenset[int] = frozenset()

    @property
    def id(self) -> str:
        """Unique among rows: `key`, or `owner.key`."""
        return f"{self.owner}.{self.key}" if self.owner else self.key

    def setting(self, scenario: int) -> Setting | None:
        """The value in effect in a scenario."""
        return self.overrides.get(scenario, self.general)

    def settings(self) -> Iterator[Setting]:
        """Every value of the row that is in effect somewhere."""
        if self.general is not None and any(each not in self.overrides for each in self.active):
            yield self.general
        yield from (each for scenario, each in sorted(self.overrides.items()) if scenario in self.active)


@dataclass(frozen=True, slots=True)
class Assumptions:
    """All rows, and which row holds for each name: in general by scenario, and for each option by scenario."""

    rows: tuple[Row, ...]
    general: Mapping[str, tuple[str | None, ...]]
    options: Mapping[str, Mapping[str, tuple[str | None, ...]]]

    def row(self, id: str) -> Row:
        """The row with an id."""
        return next(row for row in self.rows if row.id == id)


def collect_assumptions(loaded: LoadedStudy, library: Library, units: Units) -> Assumptions:
    """Every row of a study. Raises ModelError with all unknown keys, wrong units, missing or impossible values."""
    collector = _Collector(loaded, library, units)
    found = collector.collect()
    if collector.problems:
        raise ModelError(*collector.problems)
    return found


class _Collector:
    def __init__(self, loaded: LoadedStudy, library: Library, units: Units) -> None:
        self.study, self.document, self.library, self.units = loaded.study, loaded.document, library, units
        self.problems: list[Problem] = []
        self.rows: dict[tuple[str, str], Row] = {}  # (owner id, key); the study's owner id is empty
        self.scenarios = list(self.study.scenarios)
        self.scenario_inputs = library.scenario_inputs()
        self.kind_inputs = {
            option: dict(library.kinds[each.kind].inputs)
            for option, each in self.study.options.items()
            if each.kind in library.kinds
        }

    # -- collecting ------------------------------------------------------------------------------------------------

    def collect(self) -> Assumptions:
        for option, each in self.study.options.items():
            if each.kind not in self.library.kinds:
                self.problem(("options", option, "kind"), f"there is no option kind {each.kind!r}", closest(each.kind, self.library.kinds))
        every_option_input = {key: each for inputs in self.kind_inputs.values() for key, each in inputs.items()}
        self.own_rows("study", "", ("assumptions",), self.study.assumptions, {**self.scenario_inputs, **every_option_input})
        for option, spec in self.study.options.items():
            self.own_rows("option", option, ("options", option, "assumptions"), spec.assumptions, self.kind_inputs.get(option, {}))
        for workload, each in self.study.workloads.items():
            known = {**self.scenario_inputs, **every_option_input}
            self.own_rows("workload", workload, ("workloads", workload, "assumptions"), each.assumptions, known)
        self.default_rows()
        general = {key: self.holders(key, None) for key in self.general_keys()}
        options = {option: self.option_holders(option) for option in self.kind_inputs}
        self.scenario_overrides(general, options)
        self.activate(general, options)
        self.check_values()
        by_id = {owner_key: row.id for owner_key, row in self.rows.items()}

        def ids(holders: tuple[tuple[str, str] | None, ...]) -> tuple[str | None, ...]:
            return tuple(by_id[each] if each else None for each in holders)

        return Assumptions(
            tuple(self.rows.values()),
            {key: ids(each) for key, each in general.items()},
            {option: {key: ids(each) for key, each in keys.items()} for option, keys in options.items()},
        )

    def own_rows(self, kind: Any, owner: str, path: Path, specs: Mapping[str, Assumption], known: Mapping[str, Input]) -> None:
        for key, spec in specs.items():
            definition = known.get(key) or self.invented(path, key, spec, known)
            if definition is not None:
                setting = self.setting((*path, key), spec, definition)
                self.add_row(kind, owner, key, definition, spec, setting, ".".join((*path, key)))

    def invented(self, path: Path, key: str, spec: Assumption, known: Mapping[str, Input]) -> Input | None:
        """An assumption of the study's own needs a unit and a label; anything less is taken for a misspelling."""
        if spec.unit is None or spec.label is None:
            elsewhere = [option for option, inputs in self.kind_inputs.items() if key in inputs]
            remedy = closest(key, known)
            if elsewhere:
                remedy = f"it belongs to {', '.join(elsewhere)}: write options.{elsewhere[0]}.assumptions.{key}"
            elif key in self.scenario_inputs:
                remedy = f"it holds for all options: write assumptions.{key}"
            self.problem((*path, key), f"there is no assumption {key!r} here", remedy + " (a new one needs unit and label)")
            return None
        kind = spec.kind or "number"
        return Input(label=spec.label, unit=spec.unit, owner="study", kind=kind, choices=spec.choices)

    def add_row(self, kind: Any, owner: str, key: str, definition: Input, spec: Assumption | None,
                setting: Setting | None, path: str) -> None:  # fmt: skip
        unit = self.unit(definition, spec, path)
        low = spec.min if spec and spec.min is not None else definition.min
        high = spec.max if spec and spec.max is not None else definition.max
        if definition.max_from:
            high = float(getattr(self.study.timeline, definition.max_from))
        if definition.kind == "flag":
            low, high = 0.0, 1.0
        label = spec.label if spec and spec.label else definition.label
        choices = definition.choices or ()
        self.rows[owner, key] = Row(key, kind, owner, label, unit, definition.unit, definition.kind, setting, {}, path,
                                    low, high, choices, definition.format)  # fmt: skip

    def unit(self, definition: Input, spec: Assumption | None, path: str) -> Unit:
        if definition.kind == "choice":
            return TEXT
        try:
            unit = self.units.parse(definition.unit)
            if spec and spec.unit is not None and self.units.parse(spec.unit) != unit:
                self.problem(tuple(path.split(".")), f"the unit {spec.unit!r} does not fit: {definition.unit!r} is expected",
                             "convert the value; nothing is converted silently")  # fmt: skip
        except UnitError as error:
            self.problem(tuple(path.split(".")), str(error), "units are " + ", ".join(self.units.names()))
            return Unit()
        return unit

    def default_rows(self) -> None:
        for key, definition in self.scenario_inputs.items():
            if ("", key) in self.rows:
                continue
            missing = [each for each in self.study.workloads if (each, key) not in self.rows]
            if definition.owner == "study" and missing:
                self.default_row("study", "", key, definition, f"assumptions.{key}")
            elif definition.owner != "study":
                for workload in missing:
                    self.default_row("workload", workload, key, definition, f"workloads.{workload}.assumptions.{key}")
        for option, inputs in self.kind_inputs.items():
            weighed = {each.workload for each in self.study.scenarios.values() if option in each.options}
            for key, definition in inputs.items():
                by_workload = weighed and all((workload, key) in self.rows for workload in weighed)
                if (option, key) not in self.rows and ("", key) not in self.rows and not by_workload:
                    self.default_row("option", option, key, definition, f"options.{option}.assumptions.{key}")

    def default_row(self, kind: Any, owner: str, key: str, definition: Input, path: str) -> None:
        value = definition.default
        if definition.origin:
            value = getattr(self.study.timeline, definition.origin)
        setting = None
        if value is not None:
            converted = tuple(float(each) for each in value) if isinstance(value, list) else value
            converted = converted if isinstance(converted, (str, tuple)) else float(converted)
            setting = Setting(converted, definition.status, definition.source, path, f"default of {key}", note=definition.note)
        self.add_row(kind, owner, key, definition, None, setting, path)

    # -- which row holds where -------------------------------------------------------------------------------------

    def general_keys(self) -> list[str]:
        set_somewhere = [key for owner, key in self.rows if owner == "" or owner in self.study.workloads]
        return list(dict.fromkeys([*self.scenario_inputs, *set_somewhere]))

    def holders(self, key: str, option: str | None) -> tuple[tuple[str, str] | None, ...]:
        """For each scenario the row that holds for a name: the workload's, the option's, the study's."""
        found = []
        for scenario in self.study.scenarios.values():
            owners = (scenario.workload, option, "") if option else (scenario.workload, "")
            found.append(next(((owner, key) for owner in owners if (owner, key) in self.rows), None))
        return tuple(found)

    def option_holders(self, option: str) -> dict[str, tuple[tuple[str, str] | None, ...]]:
        keys = [*self.kind_inputs[option], *(key for owner, key in self.rows if owner == option)]
        return {key: self.holders(key, option) for key in dict.fromkeys(keys) if (option, key) in self.rows}

    def scenario_overrides(self, general: Mapping[str, Any], options: Mapping[str, Mapping[str, Any]]) -> None:
        for index, (name, scenario) in enumerate(self.study.scenarios.items()):
            path: Path = ("scenarios", name, "assumptions")
            for key, spec in scenario.assumptions.items():
                holder = general.get(key, (None,) * len(self.scenarios))[index]
                if holder is None:
                    homes = [option for option, keys in options.items() if key in keys]
                    remedy = f"it belongs to {homes[0]}: write scenarios.{name}.options.{homes[0]}.assumptions.{key}" if homes else closest(key, general)
                    self.problem((*path, key), f"there is no general assumption {key!r}", remedy)
                else:
                    self.override(index, holder, (*path, key), spec)
            for option, each in scenario.options.items():
                for key, spec in each.assumptions.items():
                    place = ("scenarios", name, "options", option, "assumptions", key)
                    holder = options.get(option, {}).get(key, (None,) * len(self.scenarios))[index]
                    if holder is None:
                        remedy = f"write scenarios.{name}.assumptions.{key}" if key in general else closest(key, options.get(option, {}))
                        self.problem(place, f"option {option!r} has no assumption {key!r} of its own", remedy)
                    else:
                        self.override(index, holder, place, spec)

    def override(self, index: int, holder: tuple[str, str], path: Path, spec: Assumption) -> None:
        row = self.rows[holder]
        if row.kind == "table":
            self.problem(path, "a table cannot differ by scenario", "set it for the study, an option or a workload")
            return
        definition = Input(label=row.label, unit=row.unit_text, kind=row.kind, min=row.min, max=row.max, choices=row.choices or None)
        self.unit(definition, spec, ".".join(str(part) for part in path))
        setting = self.setting(path, spec, definition)
        if setting is not None:
            self.rows[holder] = replace(row, overrides={**row.overrides, index: setting})

    def activate(self, general: Mapping[str, Any], options: Mapping[str, Mapping[str, Any]]) -> None:
        active: dict[tuple[str, str], set[int]] = {key: set() for key in self.rows}
        for index, scenario in enumerate(self.study.scenarios.values()):
            for holders in general.values():
                if holders[index]:
                    active[holders[index]].add(index)
            for option in scenario.options:
                for holders in options.get(option, {}).values():
                    if holders[index]:
                        active[holders[index]].add(index)
        for key, scenarios in active.items():
            self.rows[key] = replace(self.rows[key], active=frozenset(scenarios))

    # -- values ----------------------------------------------------------------------------------------------------

    def setting(self, path: Path, spec: Assumption, definition: Input) -> Setting | None:
        value = self.value(path, spec, definition)
        if value is None:
            return None
        status = spec.status or UNSOURCED
        if status not in self.library.vocabulary.statuses:
            self.problem((*path, "status"), f"there is no status {status!r}", closest(status, self.library.vocabulary.statuses))
            status = UNSOURCED
        if spec.low is not None and spec.high is not None and spec.low > spec.high:
            self.problem((*path, "low"), f"low {spec.low:g} is above high {spec.high:g}", "exchange them")
        return Setting(value, status, spec.source, ".".join(str(part) for part in path), self.document.where(path),
                       spec.low, spec.high, spec.note, spec.audience, spec.owner, spec.confirmed_on is not None)  # fmt: skip

    def value(self, path: Path, spec: Assumption, definition: Input) -> Value | None:
        value = spec.value
        if definition.kind == "table":
            value = self.table(path, spec, definition)
            if value is None:
                return None
        elif definition.kind == "choice":
            if value not in (definition.choices or ()):
                self.problem(path, f"{value!r} is not a choice", closest(str(value), definition.choices or ()))
                return None
            return str(value)
        elif definition.kind == "flag":
            if value not in (0, 1, True, False):
                self.problem(path, f"{value!r} is not a flag", "write 1 (yes) or 0 (no)")
                return None
            return float(value)
        for each in value if isinstance(value, tuple) else (value,):
            if not self.is_number(path, each, definition):
                return None
        return value if isinstance(value, tuple) else float(value)

    def table(self, path: Path, spec: Assumption, definition: Input) -> tuple[float, ...] | None:
        value = spec.value if spec.value is not None else definition.default
        if not isinstance(value, list) or not value or len(value) > 50:
            self.problem(path, f"a list of numbers is expected, not {value!r}", "write [1, 2, 4]; at most 50 entries")
            return None
        entries = list(value)
        for position, entry in (spec.entries or {}).items():
            if not position.isdigit() or not 1 <= int(position) <= len(entries):
                self.problem(path, f"there is no entry {position}", f"entries are 1 to {len(entries)}")
            else:
                entries[int(position) - 1] = entry
        return tuple(entries)

    def is_number(self, path: Path, value: Any, definition: Input) -> bool:
        if value is None:
            self.problem(path, "the value is missing", "write a number, or value: with a number")
        elif isinstance(value, bool) or not isinstance(value, (int, float)):
            self.problem(path, f"a number is expected, not the text {str(value)!r}", "write a plain number such as 0.173, without unit or sign of currency")
        elif not math.isfinite(value) or abs(value) > 1e300:
            self.problem(path, f"{value} is not a number a study can use", "write a finite number")
        elif definition.min is not None and value < definition.min:
            self.problem(path, f"{value:g} is below the least possible, {definition.min:g} {definition.unit}", "check value and unit")
        elif definition.max is not None and value > definition.max:
            self.problem(path, f"{value:g} is above the most possible, {definition.max:g} {definition.unit}", "check value and unit")
        else:
            return True
        return False

    def check_values(self) -> None:
        """Every row needs a value in every scenario where it holds."""
        for row in self.rows.values():
            if row.max is not None and row.key == "cost_horizon" and row.general and isinstance(row.general.value, float) and row.general.value > row.max:
                self.problem(tuple(row.path.split(".")), f"{row.general.value:g} years are counted, the timeline has {row.max:g}", "raise timeline.years")
            if row.general is not None or row.path in {".".join(each) for each in self.reported}:
                continue
            lacking = [self.scenarios[each] for each in sorted(row.active) if each not in row.overrides]
            if lacking:
                label = next(iter(row.label.values()))
                homes = f"scenarios.{lacking[0]}." + (f"options.{row.owner}." if row.owner_kind == "option" else "") + f"assumptions.{row.key}"
                self.problem(tuple(row.path.split(".")), f"{row.key} ({label}, {row.unit_text}) has no value for {', '.join(lacking)}",
                             f"write {row.path}, or {homes}")  # fmt: skip

    @property
    def reported(self) -> set[tuple[str, ...]]:
        """Paths that already have a problem, so that a wrong value is not called missing as well."""
        return {tuple(problem.where.rsplit(" ", 1)[-1].split(".")) for problem in self.problems}

    def problem(self, path: Path, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.document.where(path), what, remedy))
