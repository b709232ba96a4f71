"""Inputs and other values for them: one world types them into the workbook, the other sets them in the study."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from builder.model.assumptions import Row, Setting
from builder.model.names import input_name
from builder.results import Results

Key = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Input:
    """One value on the Inputs or the Tables sheet: its name, where the study has it, and another one for it."""

    name: str
    path: str
    row: Row
    value: Any
    other: Any
    calibrated: bool


def inputs(results: Results) -> Iterator[Input]:
    """Every named input: general values, filled overrides, entries of tables."""
    scenarios = results.model.scenarios
    for row in results.model.assumptions.rows:
        settings = [("", row.general), *((scenarios[index], each) for index, each in row.overrides.items())]
        for scenario, setting in settings:
            if setting is not None:
                yield from _inputs(row, scenario, setting)


def _inputs(row: Row, scenario: str, setting: Setting) -> Iterator[Input]:
    calibrated = setting.status == "calibrated"
    if isinstance(setting.value, tuple):
        for position, entry in enumerate(setting.value, 1):
            name = input_name(row.owner, row.key, entry=position)
            yield Input(name, f"{row.path}.{position}", row, entry, other_value(row, entry), calibrated)
    else:
        name = input_name(row.owner, row.key, scenario)
        yield Input(name, setting.path, row, setting.value, other_value(row, setting.value), calibrated)


def other_value(row: Row, value: Any) -> Any:
    """A value that the input may take and does not have: the flag flipped, the next choice, a quarter more or less."""
    if row.kind == "flag":
        return 1.0 - value
    if row.kind == "choice":
        return row.choices[(row.choices.index(value) + 1) % len(row.choices)]
    tried = (value * 1.25, value * 0.8, value + 1.0, value - 1.0, value + 0.1)
    return next(each for each in tried if each != value and within(row, each))


def within(row: Row, value: float) -> bool:
    """Whether a number is inside the input's hard limits, and whole where it has to be."""
    if row.whole and not float(value).is_integer():
        return False
    return (row.min is None or value >= row.min) and (row.max is None or value <= row.max)


def random_changes(results: Results, count: int, seed: int) -> list[dict[Key, Any]]:
    """Sets of changed cells by row and scenario: values replaced, blank overrides filled, filled ones emptied."""
    stream = random.Random(seed)
    cells = [(row, scenario) for row in results.model.assumptions.rows if row.kind != "table"
             for scenario in (None, *sorted(row.active))]  # fmt: skip
    found = []
    for _ in range(count):
        chosen = stream.sample(cells, stream.randint(2, 12))
        found.append({(row.id, scenario): _random_value(row, scenario, stream) for row, scenario in chosen})
    return found


def _random_value(row: Row, scenario: int | None, stream: random.Random) -> Any:
    setting = row.general if scenario is None else row.overrides.get(scenario)
    if setting is not None and row.general is not None and scenario is not None and stream.random() < 0.5:
        return None
    near = setting or row.general or next(iter(row.overrides.values()))
    if row.kind == "flag":
        return float(stream.randint(0, 1))
    if row.kind == "choice":
        return stream.choice(row.choices)
    value = float(near.value) * stream.uniform(0.6, 1.7) if near.value else stream.uniform(0, 2)  # type: ignore[arg-type]
    if row.whole or row.key in ("rounding_digits", "periods_per_year"):
        value = float(round(value))
    low, high = row.min if row.min is not None else -1e12, row.max if row.max is not None else 1e12
    return min(max(value, low), high)
