"""The workbook-wide names of inputs (`in_...`) and results (`out_...`): legal for Excel, unique without case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from builder.model.adjustments import AMOUNTS, rows_shown
from builder.study.document import Path
from builder.study.problems import Problems
from builder.study.schema import Study

if TYPE_CHECKING:
    from builder.model.graph import Model

MAX_NAME = 255
SHEETS = (
    "Cover",
    "Summary",
    "Inputs",
    "Tables",
    "Series",
    "Adjustments",
    "Results",
    "Cash flow",
    "Sensitivity",
    "Sensitivity lines",
    "Checks",
    "Sources",
    "Method",
)
"""The workbook's own sheets: a scenario's sheet is called by its id, so that no scenario can bear one of these."""
_RESERVED = {"history": "Excel keeps that name for itself"} | {
    each.lower(): "a sheet of the workbook" for each in SHEETS
}


def slug(id: str) -> str:
    """An id as part of a name: small letters, digits and underscores.

    >>> slug("llama-2-70b")
    'llama_2_70b'
    """
    return re.sub(r"[^a-z0-9_]", "_", id.lower())


def input_name(owner: str, key: str, scenario: str = "", entry: int = 0) -> str:
    """The name of an input's general cell, of a scenario's override cell, or of an entry of a table.

    >>> input_name("on_prem", "node_price"), input_name("", "users", "7b-5k"), input_name("", "sizes", entry=2)
    ('in_on_prem_node_price', 'in_users__7b_5k', 'in_sizes_2')
    """
    head = f"in_{slug(owner)}_{key}" if owner else f"in_{key}"
    tail = f"__{slug(scenario)}" if scenario else ""
    return f"{head}{tail}_{entry}" if entry else f"{head}{tail}"


def adjustment_name(option: str, row: int, part: str) -> str:
    """The name of a cell of an adjustment's row (1 the first): its label, scenario or note, or a period's amount.

    >>> adjustment_name("on-prem", 3, "label"), adjustment_name("on-prem", 3, "0")
    ('in_on_prem_adjustment_3_label', 'in_on_prem_adjustment_3_0')
    """
    return f"in_{slug(option)}_adjustment_{row}_{part}"


def particular_name(owner: str, key: str, part: str) -> str:
    """What messages call a cell beside an input: its label, low, high, source or note. No cell bears such a name.

    >>> particular_name("on-prem", "node_price", "low")
    'in_on_prem_node_price.low'
    """
    return f"{input_name(owner, key)}.{part}"


def output_name(*parts: str) -> str:
    """The name of a result, from the most general part to the measure.

    >>> output_name("7b-5k", "on_prem", "total")
    'out_7b_5k_on_prem_total'
    """
    return "_".join(["out", *(slug(part) for part in parts if part)])


def check_ids(study: Study, problems: Problems) -> None:
    """Find ids that would be one name in a workbook, and scenarios that bear the name of a fixed sheet."""
    for section in ("options", "workloads", "scenarios", "comparisons"):
        seen: dict[str, str] = {}
        for id in getattr(study, section):
            path: Path = (section, id)
            if slug(id) in seen:
                what = f"{id!r} and {seen[slug(id)]!r} are one name to a spreadsheet ({slug(id)})"
                problems.add(path, what, "rename one of the two by more than case, '-' and '_'")
            seen[slug(id)] = id
    for id in study.scenarios:
        if reason := _RESERVED.get(id.lower()):
            problems.add(("scenarios", id), f"no scenario can be called {id!r}: {reason}", "rename it")


def check_names(model: Model, problems: Problems) -> None:
    """Find workbook names that two values would share, and names that are too long."""
    seen: dict[str, str] = {}
    place = model.loaded.document.where(())
    for name, named in _names(model):
        if name in seen and seen[name] != named:
            what = f"{named} and {seen[name]} would both be called {name}"
            problems.add((), what, "rename a scenario, an option or a key", place)
        elif len(name) > MAX_NAME:
            what = f"the name {name[:60]}... of {named} has {len(name)} characters"
            problems.add((), what, f"shorten ids: at most {MAX_NAME}", place)
        seen[name] = named


def _names(model: Model) -> Iterator[tuple[str, str]]:
    """Every name with what it is the name of."""
    for name, node, scenario in model.outputs():
        yield name, node.id if scenario is None else f"{node.id} of {model.scenarios[scenario]}"
    for row in model.assumptions.rows:
        entries = len(row.general.value) if row.general and isinstance(row.general.value, tuple) else 0
        if entries:
            yield from ((input_name(row.owner, row.key, entry=i + 1), f"{row.path}.{i + 1}") for i in range(entries))
        else:
            yield input_name(row.owner, row.key), row.path
        for scenario in sorted(row.active) if row.kind != "table" else ():
            id = model.scenarios[scenario]
            yield input_name(row.owner, row.key, id), f"{row.path} of {id}"
    for node in model.nodes.values():
        if node.key == AMOUNTS:
            parts = ("label", "scenario", "note", *map(str, range(model.loaded.study.timeline.columns)))
            for number in range(1, rows_shown(node.adjustments) + 1):
                named = f"row {number} of the adjustments of {node.owner}"
                yield from ((adjustment_name(node.owner, number, part), named) for part in parts)
