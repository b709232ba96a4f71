"""Every assumption with its value, unit, status and source: a table for the study, each workload and each option."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from markupsafe import Markup, escape

from builder.model.assumptions import Row as Assumed
from builder.model.assumptions import Setting
from builder.model.graph import Node
from builder.report.blocks import Column, Row, Table
from builder.report.numbers import WEAK
from builder.report.units import unit_words
from builder.report.writer import Writer

_Origin = tuple[object, str, str]
"""What makes two settings the same: value, status, source."""


def assumptions(writer: Writer) -> Iterator[Table]:
    """A table for the study and for each workload and option: value, unit, status and source of every assumption."""
    study = writer.basis.study
    owners: dict[tuple[str, str], list[Assumed]] = defaultdict(list)
    for row in writer.basis.results.model.assumptions.rows:
        if row.active:
            owners[row.owner_kind, row.owner].append(row)
    order = [
        ("study", ""),
        *(("workload", each) for each in study.workloads),
        *(("option", each) for each in study.options),
    ]
    columns = (
        Column(writer.say("Assumption"), 35), Column(writer.say("Value"), 13, True), Column(writer.say("Unit"), 14),
        Column(writer.say("Status"), 11), Column(writer.say("Source"), 27),
    )  # fmt: skip
    for kind, owner in (each for each in order if each in owners):
        rows = tuple(line for row in owners[kind, owner] for line in _assumption(writer, row))
        key = "tab-assumptions" + (f"-{owner}" if owner else "")
        yield Table(key, _owner_caption(writer, kind, owner), columns, rows, (), (), True)


def _owner_caption(writer: Writer, kind: str, owner: str) -> Markup:
    if kind == "study":
        return writer.say("Assumptions of the study")
    label = writer.basis.study.workloads[owner].label if kind == "workload" else writer.basis.option(owner).label
    return writer.say("Assumptions of {name}", name=writer.basis.name(label))


def _assumption(writer: Writer, row: Assumed) -> Iterator[Row]:
    """One line, or where scenarios differ one for the heading and one for each value."""
    basis = writer.basis
    label = basis.name(row.label)
    vocabulary = basis.results.model.library.vocabulary
    unit = Markup('<span class="name">{}</span>').format(
        unit_words(row.unit_text, basis.language, basis.study.currency, vocabulary.units)
    )
    by_setting: dict[_Origin, list[int]] = defaultdict(list)
    settings: dict[_Origin, Setting] = {}
    for scenario in sorted(row.active):
        setting = row.setting(scenario)
        if setting is not None:
            key: _Origin = (setting.value, setting.status, basis.text(setting.source) if setting.source else "")
            by_setting[key].append(scenario)
            settings.setdefault(key, setting)
    if len(by_setting) == 1:
        ((key, scenarios),) = by_setting.items()
        yield Row((label, _value(writer, row, scenarios[0]), unit, *_origin(writer, settings[key])))
        return
    yield Row((label, Markup(""), unit, Markup(""), Markup("")), "group")
    for key, scenarios in by_setting.items():
        names = Markup("; ").join(writer.scenario(each) for each in scenarios)
        yield Row((names, _value(writer, row, scenarios[0]), Markup(""), *_origin(writer, settings[key])), "sub")


def _origin(writer: Writer, setting: Setting) -> tuple[Markup, Markup]:
    basis = writer.basis
    label = basis.text(basis.results.model.library.vocabulary.statuses[setting.status])
    status = Markup('<span class="weak">{}</span>').format(label) if setting.status in WEAK else Markup(escape(label))
    return status, basis.name(setting.source) if setting.source else Markup("–")


def _value(writer: Writer, row: Assumed, scenario: int) -> Markup:
    node = _node_of(writer, row, scenario)
    if row.kind == "table" and node is not None:
        entries = writer.basis.results.values[node.id][
            0, node.scenarios.index(scenario) if writer.basis.results.values[node.id].shape[1] > 1 else 0, 0
        ]
        return Markup(", ").join(writer.numbers.entry(node.id, float(each)) for each in entries[np.isfinite(entries)])
    if row.kind == "choice" or node is None:
        setting = row.setting(scenario)
        return writer.basis.name(str(setting.value if setting else ""))
    return writer.numbers.value(node.id, scenario)


def _node_of(writer: Writer, row: Assumed, scenario: int) -> Node | None:
    """The input in effect that a row fills in a scenario."""
    for node in writer.basis.nodes.values():
        held = node.rows[scenario] if node.rows else None
        if held is not None and held.id == row.id and scenario in node.scenarios:
            return node
    return None
