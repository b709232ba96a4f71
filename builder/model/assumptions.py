"""Which rows the Inputs sheet has, who owns each, and which row holds where.

A row exists where the study sets a value (general, option or workload), and where the library declares an input that
the study sets nowhere. The most particular row wins: workload over option over study; a scenario's override is a cell
of the row that holds there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from builder.errors import ModelError
from builder.formula.unit import Units
from builder.model.library import Input, Library
from builder.model.overrides import add_overrides, check_values
from builder.model.rows import Assumptions, Holder, Holders, OwnerKind, Row, Setting, grown, rate_key
from builder.model.values import UNSOURCED, Values
from builder.study.document import Path, dotted
from builder.study.loader import LoadedStudy
from builder.study.problems import Problems, closest, nearest
from builder.study.schema import Assumption

__all__ = ["Assumptions", "Row", "Setting", "collect_assumptions", "gather_assumptions"]


def collect_assumptions(loaded: LoadedStudy, library: Library, units: Units) -> Assumptions:
    """Every row of a study. Raises ModelError with all unknown keys, wrong units, missing or impossible values."""
    problems = Problems(loaded.document, loaded.left_out)
    found = gather_assumptions(loaded, library, units, problems)
    if problems.found:
        raise ModelError(*problems.found)
    return found


def gather_assumptions(loaded: LoadedStudy, library: Library, units: Units, problems: Problems) -> Assumptions:
    """Every row of a study, without a value where what the study says of it is wrong; the rest goes to `problems`."""
    return _Collector(loaded, library, units, problems).collect()


class _Collector:
    def __init__(self, loaded: LoadedStudy, library: Library, units: Units, problems: Problems) -> None:
        self.study, self.library, self.problems = loaded.study, library, problems
        self.values = Values(problems, units, library.vocabulary, loaded.study)
        self.rows: dict[Holder, Row] = {}
        self.misspelt: set[Holder] = set()
        self.scenario_inputs = library.scenario_inputs(self.study)
        files = (*library.scenario_files(self.study), *library.kinds.values())
        self.lines = {key for file in files for section in file.sections for key in section.lines}
        kinds = {
            option: library.option_file(self.study, option)
            for option, each in self.study.options.items()
            if each.kind in library.kinds
        }
        self.kind_inputs = {option: dict(file.inputs) for option, file in kinds.items()}
        self.further = {option: file.further for option, file in kinds.items()}

    def collect(self) -> Assumptions:
        self.unknown_kinds()
        self.rate_rows()
        self.study_rows()
        self.default_rows()
        self.even_growth()
        general = {key: self.holders(key, None) for key in self.general_keys()}
        options = {option: self.option_holders(option) for option in self.kind_inputs}
        add_overrides(self.study, self.rows, general, options, self.values)
        self.activate(general, options)
        check_values(self.study, self.rows, self.misspelt, self.values)
        by_id = {holder: row.id for holder, row in self.rows.items()}

        def ids(holders: Holders) -> tuple[str | None, ...]:
            return tuple(by_id[each] if each else None for each in holders)

        return Assumptions(
            tuple(self.rows.values()),
            {key: ids(each) for key, each in general.items()},
            {option: {key: ids(each) for key, each in keys.items()} for option, keys in options.items()},
        )

    def unknown_kinds(self) -> None:
        for option, each in self.study.options.items():
            if each.kind not in self.library.kinds:
                path: Path = ("options", option, "kind")
                self.problems.add(
                    path, f"there is no option kind {each.kind!r}", closest(each.kind, self.library.kinds)
                )

    # -- rows ------------------------------------------------------------------------------------------------------

    def study_rows(self) -> None:
        """A row for each assumption the study writes, for itself, its options and its workloads."""
        option_inputs = {key: each for inputs in self.kind_inputs.values() for key, each in inputs.items()}
        known = {**self.scenario_inputs, **option_inputs}
        self.own_rows("study", "", ("assumptions",), self.study.assumptions, known)
        for option, inputs in self.kind_inputs.items():
            spec = self.study.options[option]
            self.own_rows("option", option, ("options", option, "assumptions"), spec.assumptions, inputs)
        for workload, each in self.study.workloads.items():
            self.own_rows("workload", workload, ("workloads", workload, "assumptions"), each.assumptions, known)

    def own_rows(self, kind: OwnerKind, owner: str, path: Path, specs: Mapping[str, Assumption],
                 known: Mapping[str, Input]) -> None:  # fmt: skip
        for key, spec in specs.items():
            place: Path = (*path, key)
            definition = known.get(key) or self.invented(place, owner, spec, known)
            if definition is None:
                continue
            definition = self.limited(definition)
            later = key not in known and "value" not in spec.model_fields_set  # each scenario gives one of its own
            setting = None if later else self.values.setting(place, spec, definition)
            self.add_row(kind, owner, key, definition, spec, setting, place)
            if spec.growth is not None:
                self.add_growth(kind, owner, key, definition, spec, place)

    def add_growth(self, kind: OwnerKind, owner: str, key: str, definition: Input, spec: Assumption | None,
                   path: Path) -> None:  # fmt: skip
        """A row for the yearly growth of an assumption; the value it grows from keeps its own row."""
        if definition.kind != "number":
            self.problems.add((*path, "growth"), f"a {definition.kind} cannot grow", "remove growth")
            return
        if definition.whole and spec and spec.growth:
            what = "what is counted in whole ones cannot grow by a share"
            self.problems.add((*path, "growth"), what, f"write one value for each {self.study.timeline.period}")
            return
        label = self.library.vocabulary.called("growth", definition.label)
        rate = Input(label=label, unit="1", owner="study", min=-0.99, max=10, format="percent")
        value = spec.growth if spec and spec.growth is not None else 0.0
        status, source = (spec.status or UNSOURCED, spec.source) if spec else ("default", None)
        place = (*path, "growth")
        setting = Setting(value, status, source, dotted(place), self.problems.document.where(place),
                          audience=spec.audience if spec else "public")  # fmt: skip
        self.add_row(kind, owner, grown(key), rate, None, setting, place)

    def rate_rows(self) -> None:
        """A row for the exchange rate of each foreign currency."""
        for currency, spec in self.study.rates.items():
            path: Path = ("rates", currency)
            vocabulary = self.library.vocabulary
            label = vocabulary.called("rate", dict.fromkeys(vocabulary.phrases["rate"], currency))
            definition = Input(label=label, unit=f"money/{currency}", owner="study", min=1e-9)
            setting = self.values.setting(path, spec, definition)
            self.add_row("study", "", rate_key(currency), definition, spec, setting, path)

    def foreign(self, path: Path, definition: Input, spec: Assumption | None) -> str:
        """The currency an amount is in, where it is not the study's."""
        currency = spec.currency if spec else None
        if currency in (None, self.study.currency):
            return ""
        if "money" not in definition.unit:
            what, remedy = "this is no amount of money", "remove currency"
            if re.search(rf"\b{self.study.currency}\b", definition.unit):
                what = f"the unit is in {self.study.currency}, the value in {currency}"
                remedy = f"write the unit in {currency}: it is converted at the rate"
            self.problems.add((*path, "currency"), what, remedy)
        elif currency not in self.study.rates:
            what = f"there is no exchange rate for {currency}"
            remedy = f"write rates: {{{currency}: {{value: ..., source: ..., status: ...}}}}"
            self.problems.add((*path, "currency"), what, remedy)
        else:
            return currency or ""
        return ""

    def is_gross(self, path: Path, definition: Input, spec: Assumption | None, money: bool) -> bool:
        """Whether a price is written with its value-added tax."""
        if spec is None or not spec.gross:
            return False
        if definition.kind == "number" and money:
            return True
        self.problems.add((*path, "gross"), "this is no price", "remove gross")
        return False

    def even_growth(self) -> None:
        """Where one owner's assumption grows, every other owner's of the same name grows by nothing."""
        growing = {key for _, key in self.rows if grown(key) in {each for _, each in self.rows}}
        lacking = [each for each in self.rows if each[1] in growing and (each[0], grown(each[1])) not in self.rows]
        for owner, key in lacking:
            row = self.rows[owner, key]
            path = tuple(row.path.split("."))
            self.add_growth(row.owner_kind, owner, key, Input(label=row.label, unit=row.unit_text), None, path)

    def invented(self, path: Path, owner: str, spec: Assumption, known: Mapping[str, Input]) -> Input | None:
        """An assumption of the study's own needs a unit and a label; anything less is taken for a misspelling."""
        key = str(path[-1])
        if spec.unit is not None and spec.label is not None:
            foreign = spec.currency not in (None, self.study.currency)
            unit = re.sub(rf"\b{spec.currency}\b", "money", spec.unit) if foreign else spec.unit
            return Input(label=spec.label, unit=unit, owner="study", kind=spec.kind or "number",
                         choices=spec.choices, min=spec.min, max=spec.max)  # fmt: skip
        elsewhere = [option for option, inputs in self.kind_inputs.items() if key in inputs]
        if elsewhere:
            remedy = (
                f"it belongs to {', '.join(elsewhere)}: write {dotted(('options', elsewhere[0], 'assumptions', key))}"
            )
        elif key in self.scenario_inputs:
            remedy = f"it holds for all options: write assumptions.{key}"
        else:
            if key in self.lines:
                what = f"{key!r} is a line of the model, which is computed"
                self.problems.add(path, what, f"`tco explain STUDY {key}` says from what; change that")
                return None
            could_be = [*known, *self.further_inputs(owner)]
            near = nearest(key, could_be)
            foreign = any(key in file.inputs or key in file.further for file in self.library.kinds.values())
            if (not near or foreign) and len(self.kind_inputs) < len(self.study.options):
                return None  # it may belong to an option whose kind is unknown
            self.misspelt.update((owner, each) for each in near)
            lacking = " and ".join(each for each in ("unit", "label") if getattr(spec, each) is None)
            remedy = f"{closest(key, could_be)} (an assumption of your own needs {lacking})"
        self.problems.add(path, f"there is no assumption {key!r} here", remedy)
        return None

    def further_inputs(self, owner: str) -> list[str]:
        """Inputs that are there once they are set: an option's, or the study's and any option's."""
        general = [key for file in self.library.scenario_files(self.study) for key in file.further]
        options = [owner] if owner in self.further else self.further
        return [*(key for option in options for key in self.further[option]), *general]

    def add_row(self, kind: OwnerKind, owner: str, key: str, definition: Input, spec: Assumption | None,
                setting: Setting | None, path: Path) -> None:  # fmt: skip
        currency = self.foreign(path, definition, spec)
        if currency:
            definition = definition.model_copy(update={"unit": definition.unit.replace("money", currency)})
        unit = self.values.unit(path, definition, spec)
        low = spec.min if spec and spec.min is not None else definition.min
        high = spec.max if spec and spec.max is not None else definition.max
        if definition.kind == "flag":
            low, high = 0.0, 1.0
        label = spec.label if spec and spec.label else definition.label
        money = bool(currency) or "money" in str(unit)
        net = label if self.is_gross(path, definition, spec, money) else None
        label = self.library.vocabulary.called("gross", label) if net else label
        choices = definition.choices or ()
        self.rows[owner, key] = Row(
            key, kind, owner, label, unit, definition.unit, definition.kind, setting, {}, dotted(path), low, high,
            choices, definition.format, currency=currency, net=net, whole=definition.whole,
        )  # fmt: skip

    def default_rows(self) -> None:
        """A row for each input of the library that the study sets nowhere."""
        for key, definition in self.scenario_inputs.items():
            if ("", key) in self.rows:
                continue
            missing = [each for each in self.study.workloads if (each, key) not in self.rows]
            if definition.owner == "study" and missing:
                self.default_row("study", "", key, definition, ("assumptions", key))
            elif definition.owner != "study":
                for workload in missing:
                    self.default_row("workload", workload, key, definition, ("workloads", workload, "assumptions", key))
        for option, inputs in self.kind_inputs.items():
            weighed = {each.workload for each in self.study.scenarios.values() if option in each.options}
            for key, definition in inputs.items():
                by_workload = weighed and all((workload, key) in self.rows for workload in weighed)
                if (option, key) not in self.rows and ("", key) not in self.rows and not by_workload:
                    self.default_row("option", option, key, definition, ("options", option, "assumptions", key))

    def default_row(self, kind: OwnerKind, owner: str, key: str, definition: Input, path: Path) -> None:
        value = definition.default
        if definition.origin:
            value = getattr(self.study.timeline, definition.origin)
        setting = None
        if value is not None:
            converted = tuple(float(each) for each in value) if isinstance(value, list) else value
            converted = converted if isinstance(converted, (str, tuple)) else float(converted)
            setting = Setting(converted, definition.status, definition.source, dotted(path), f"default of {key}",
                              note=definition.note)  # fmt: skip
        self.add_row(kind, owner, key, self.limited(definition), None, setting, path)

    def limited(self, definition: Input) -> Input:
        """An input with the limit that the timeline sets it."""
        if not definition.max_from:
            return definition
        return definition.model_copy(update={"max": float(getattr(self.study.timeline, definition.max_from))})

    # -- which row holds where -------------------------------------------------------------------------------------

    def general_keys(self) -> list[str]:
        set_somewhere = [key for owner, key in self.rows if owner == "" or owner in self.study.workloads]
        return list(dict.fromkeys([*self.scenario_inputs, *set_somewhere]))

    def holders(self, key: str, option: str | None) -> Holders:
        """For each scenario the row that holds for a name: the workload's, the option's, the study's."""
        found = []
        for scenario in self.study.scenarios.values():
            owners = (scenario.workload, option, "") if option else (scenario.workload, "")
            found.append(next(((owner, key) for owner in owners if (owner, key) in self.rows), None))
        return tuple(found)

    def option_holders(self, option: str) -> dict[str, Holders]:
        keys = [*self.kind_inputs[option], *(key for owner, key in self.rows if owner == option)]
        return {key: self.holders(key, option) for key in dict.fromkeys(keys) if (option, key) in self.rows}

    def activate(self, general: Mapping[str, Holders], options: Mapping[str, Mapping[str, Holders]]) -> None:
        """Note in each row the scenarios in which it holds."""
        active: dict[Holder, set[int]] = {key: set() for key in self.rows}
        for index, scenario in enumerate(self.study.scenarios.values()):
            weighed = [options.get(option, {}) for option in scenario.options]
            for holders in (each for keys in (general, *weighed) for each in keys.values()):
                if (holder := holders[index]) is not None:
                    active[holder].add(index)
        for key, scenarios in active.items():
            self.rows[key] = replace(self.rows[key], active=frozenset(scenarios))
