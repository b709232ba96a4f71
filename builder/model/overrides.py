"""What scenarios set otherwise, in the rows that hold there; and whether every row has a value where it holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from builder.model.library import Input
from builder.model.rows import Holder, Holders, Row, Setting, grown
from builder.model.values import UNSOURCED, Values
from builder.study.document import Path, dotted
from builder.study.problems import closest
from builder.study.schema import Assumption, Scenario, Study

Rows = dict[Holder, Row]


def add_overrides(
    study: Study,
    rows: Rows,
    general: Mapping[str, Holders],
    options: Mapping[str, Mapping[str, Holders]],
    values: Values,
) -> None:
    """Put each value that a scenario sets into the row that holds there; what has no row is a problem."""
    for index, (name, scenario) in enumerate(study.scenarios.items()):
        for key, spec in scenario.assumptions.items():
            place: Path = ("scenarios", name, "assumptions", key)
            if holder := _at(general, key, index):
                _override(rows, index, holder, place, spec, values)
                continue
            homes = [option for option, keys in options.items() if key in keys]
            remedy = closest(key, general)
            if homes:
                remedy = f"it belongs to {homes[0]}: write scenarios.{name}.options.{homes[0]}.assumptions.{key}"
            values.problems.add(place, f"there is no general assumption {key!r}", remedy)
        for option in scenario.options:
            if option in options:  # else its kind is unknown, which is a problem of its own
                _add_of_option(rows, index, (name, scenario, option), general, options[option], values)


def _add_of_option(
    rows: Rows,
    index: int,
    of: tuple[str, Scenario, str],
    general: Mapping[str, Holders],
    own: Mapping[str, Holders],
    values: Values,
) -> None:
    """The values that a scenario sets for one of its options."""
    name, scenario, option = of
    for key, spec in scenario.options[option].assumptions.items():
        place: Path = ("scenarios", name, "options", option, "assumptions", key)
        if holder := _at(own, key, index):
            _override(rows, index, holder, place, spec, values)
            continue
        remedy = closest(key, own)
        if key in general:
            remedy = f"it holds for all options: write scenarios.{name}.assumptions.{key}"
        values.problems.add(place, f"the option {option!r} has no assumption {key!r} of its own", remedy)


def _at(holders: Mapping[str, Holders], key: str, scenario: int) -> Holder | None:
    return holders[key][scenario] if key in holders else None


def _override(rows: Rows, index: int, holder: Holder, path: Path, spec: Assumption, values: Values) -> None:
    row = rows[holder]
    if row.kind == "table":
        values.problems.add(path, "a table cannot differ by scenario", "set it for the study, an option or a workload")
        return
    if spec.currency not in (None, row.currency or values.currency):
        what = f"the general value is in {row.currency or values.currency}"
        values.problems.add((*path, "currency"), what, "write the override in the same currency")
    if spec.gross not in (None, row.net is not None):
        what = f"the general value is written {'with' if row.net else 'without'} value-added tax"
        values.problems.add((*path, "gross"), what, "write the override in the same way")
    definition = Input(
        label=row.label, unit=row.unit_text, kind=row.kind, min=row.min, max=row.max, choices=row.choices or None,
        whole=row.whole, format="percent" if row.format == "percent" else None,
    )  # fmt: skip
    values.unit(path, definition, spec)
    setting = values.setting(path, spec, definition)
    if setting is not None:
        rows[holder] = replace(row, overrides={**row.overrides, index: setting})
    if spec.growth is not None:
        _override_growth(rows, index, holder, path, spec, values)


def _override_growth(
    rows: Rows, index: int, holder: Holder, path: Path, spec: Assumption, values: Values
) -> None:
    growth = rows.get((holder[0], grown(holder[1])))
    if growth is None and (*tuple(rows[holder].path.split(".")), "growth") in values.problems.left_out:
        return  # it does grow; what is wrong with its growth is said already
    if growth is None or spec.growth is None:
        what = "the general value does not grow"
        values.problems.add((*path, "growth"), what, f"write {rows[holder].path}.growth: 0 first")
        return
    place = (*path, "growth")
    where = values.problems.document.where(place)
    rate = Setting(spec.growth, spec.status or UNSOURCED, spec.source, dotted(place), where, audience=spec.audience)
    rows[holder[0], growth.key] = replace(growth, overrides={**growth.overrides, index: rate})


def check_values(study: Study, rows: Rows, misspelt: Collection[Holder], values: Values) -> None:
    """Every row needs a value in every scenario where it holds, unless what is wrong with it is said already."""
    scenarios = list(study.scenarios)
    said = {dotted(path) for path in values.problems.paths}
    for holder, row in rows.items():
        lacking = [each for each in sorted(row.active) if row.general is None and each not in row.overrides]
        places = [place_of(row, scenarios[each]) for each in lacking]
        if not lacking or holder in misspelt or said.intersection((row.path, *places)):
            continue
        label, unit = next(iter(row.label.values())), values.in_unit(row.unit_text, "; in ")
        some = len(lacking) < len(row.active)
        names = " in " + ", ".join(scenarios[each] for each in lacking) if some else ""
        alone = f", or {places[0]} for that scenario alone" if len(scenarios) > 1 else ""
        what = f"{row.key} has no value{names} ({label}{unit})"
        values.problems.add(tuple(row.path.split(".")), what, f"write {row.path}{alone}")


def place_of(row: Row, scenario: str) -> str:
    """Where a scenario's own value of a row is written."""
    within = f"options.{row.owner}." if row.owner_kind == "option" else ""
    return f"scenarios.{scenario}.{within}assumptions.{row.key}"
