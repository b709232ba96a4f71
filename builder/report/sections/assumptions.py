"""Every assumption with its value, unit, status and source, by whose it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from markupsafe import Markup, escape

from builder.model.assumptions import Row as Assumed
from builder.model.assumptions import Setting
from builder.model.graph import Node
from builder.report.blocks import Column, Row, Table
from builder.report.knobs import bare_form
from builder.report.marks import LETTERS
from builder.report.numbers import SHEET
from builder.report.sections.adjustments import adjustment_rows
from builder.report.units import unit_words
from builder.report.writer import Writer

_Origin = tuple[object, str, str]
"""What makes two settings the same: value, status, source."""


def assumptions(writer: Writer) -> Table:
    """Value, unit, status and source of every assumption: the study's own, then each workload's and option's."""
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
        Column(writer.say("Assumption"), 31), Column(writer.say("Value"), 11, True), Column(writer.say("Unit"), 13),
        Column(writer.say("Cell"), 5), Column(writer.say("Status"), 12),
        Column(writer.say("No."), 3.5, True), Column(writer.say("Source"), 24.5),
    )  # fmt: skip
    rows: list[Row] = []
    for kind, owner in (each for each in order if each in owners):
        rows.append(Row((_owner_name(writer, kind, owner), *[Markup("")] * 6), "group"))
        rows += [line for row in owners[kind, owner] for line in _assumption(writer, row)]
        if kind == "option":
            rows += _adjustments(writer, owner)
    caption = writer.say("Assumptions with their statuses and sources")
    return Table("tab-assumptions", caption, columns, tuple(rows), (), (), True)


def _owner_name(writer: Writer, kind: str, owner: str) -> Markup:
    if kind == "study":
        return writer.say("The study")
    label = writer.basis.study.workloads[owner].label if kind == "workload" else writer.basis.option(owner).label
    return writer.basis.name(label)


def _assumption(writer: Writer, row: Assumed) -> Iterator[Row]:
    """One line, or where scenarios differ one for the heading and one for each value."""
    basis = writer.basis
    label = basis.name(row.label)
    unit = Markup('<span class="name">{}</span>').format(
        unit_words(
            row.unit_text, basis.language, basis.study.currency, basis.results.model.library.vocabulary.units
        )
    )
    found: dict[_Origin, list[int]] = defaultdict(list)
    settings: dict[_Origin, Setting] = {}
    for scenario in sorted(row.active):
        setting = row.setting(scenario)
        if setting is not None:
            key: _Origin = (setting.value, setting.status, basis.text(setting.source) if setting.source else "")
            found[key].append(scenario)
            settings.setdefault(key, setting)
    if len(found) == 1:
        ((key, scenarios),) = found.items()
        value, cell = _value(writer, row, scenarios[0])
        yield Row((label, value, unit, cell, *_origin(writer, settings[key])))
        return
    yield Row((label, Markup(""), unit, *[Markup("")] * 4), "parent")
    most = max(found, key=lambda each: len(found[each]))
    general = most if len(found[most]) > 2 else None
    for key in sorted(found, key=lambda each: each != general):
        names = Markup("; ").join(writer.scenario(each) for each in found[key])
        place = writer.say("general") if key == general else names
        value, cell = _value(writer, row, found[key][0])
        yield Row((place, value, Markup(""), cell, *_origin(writer, settings[key])), "sub")


def _adjustments(writer: Writer, option: str) -> Iterator[Row]:
    currency = writer.basis.name(writer.basis.study.currency)
    for row, each in adjustment_rows(writer, option, currency):
        yield Row((*row.cells, *_origin(writer, each.setting)))


def _origin(writer: Writer, setting: Setting) -> tuple[Markup, Markup, Markup]:
    """Status, number of the source, source."""
    basis = writer.basis
    label = basis.text(basis.results.model.library.vocabulary.statuses[setting.status])
    status = Markup('<span class="weak">{}</span>').format(label) if setting.status in LETTERS else escape(label)
    if not setting.source:
        return status, Markup(""), Markup("–")
    return status, writer.citations.number(basis.text(setting.source)), basis.name(setting.source)


def _value(writer: Writer, row: Assumed, scenario: int) -> tuple[Markup, Markup]:
    """A value, and the cell of a scenario's sheet in which it is in effect."""
    node = _node_of(writer, row, scenario)
    if row.kind == "table" and node is not None:
        entries = writer.basis.results.values[node.id][
            0, node.scenarios.index(scenario) if writer.basis.results.values[node.id].shape[1] > 1 else 0, 0
        ]
        shown = (writer.numbers.entry(node.id, float(each)) for each in entries[np.isfinite(entries)])
        return Markup(", ").join(shown), writer.basis.name("Tables")
    if row.kind == "choice" or node is None:
        setting = row.setting(scenario)
        return writer.basis.name(str(setting.value if setting else "")), Markup("")
    value, cell = writer.numbers.listed(node.id, scenario, bare_form(writer, node))
    return value, writer.basis.name(SHEET.sub("", cell))


def _node_of(writer: Writer, row: Assumed, scenario: int) -> Node | None:
    """The input in effect that a row fills in a scenario."""
    for node in writer.basis.nodes.values():
        held = node.rows[scenario] if node.rows else None
        if held is not None and held.id == row.id and scenario in node.scenarios:
            return node
    return None
