"""Assumptions as analyses move them, written for the paper: their names, their units, their values."""

from __future__ import annotations

from math import isclose

from markupsafe import Markup

from builder.analysis.inputs import EVERYWHERE, Knob
from builder.model.graph import Node
from builder.report.forms import Form
from builder.report.units import parts_of, quantity, unit_words
from builder.report.writer import Writer

_PLAIN = ("", "1", "%", "money")


def knob_name(writer: Writer, knob: Knob) -> Markup:
    """An assumption's label, with whose it is and in which scenario where that is needed to tell."""
    basis, row = writer.basis, knob.row
    name = basis.name(row.label)
    if row.owner:
        spec = basis.study.options if row.owner_kind == "option" else basis.study.workloads
        name += Markup(", {}").format(basis.name(spec[row.owner].label))
    if knob.scenario is not None and knob.scenario != EVERYWHERE:
        name += Markup(", {}").format(writer.scenario(knob.scenario))
    return name


def with_unit(writer: Writer, knob: Knob) -> Markup:
    """The same with the unit of its values after it."""
    name, basis = knob_name(writer, knob), writer.basis
    if knob.row.unit_text in _PLAIN:
        return name
    unit = unit_words(
        knob.row.unit_text, basis.language, basis.study.currency, basis.results.model.library.vocabulary.units
    )
    return Markup('{} <span class="aside name">{}</span>').format(name, unit)


def node_of(writer: Writer, knob: Knob) -> Node:
    """The input in effect that holds an assumption's values."""
    return next(
        node
        for node in writer.basis.nodes.values()
        if any(row is not None and row.id == knob.row.id for row in node.rows)
    )


def standing(writer: Writer, knob: Knob, value: float, scenario: int) -> Markup:
    """The value that an assumption has in the study."""
    place = scenario if knob.scenario in (None, EVERYWHERE) else knob.scenario
    for node in writer.basis.nodes.values():
        held = node.rows[place or 0] if node.rows else None
        if held is not None and held.id == knob.row.id and place in node.scenarios:
            if isclose(writer.basis.results.value(node.id, place), value):
                return writer.numbers.value(node.id, place)
            break
    return written(writer, knob, value)


def written(writer: Writer, knob: Knob, value: float) -> Markup:
    """A value that an assumption is given, as its author would write it."""
    return writer.numbers.asked(node_of(writer, knob).id, value)


def located(writer: Writer, knob: Knob, value: float) -> Markup:
    """A value of an assumption that an analysis found, to three significant digits."""
    node = node_of(writer, knob)
    form = writer.numbers.form(node.id)
    kinds = {"price": Form("short_money"), "number": Form("significant"), "percent": Form("percent", 1)}
    return writer.numbers.asked(node.id, value, kinds.get(form.kind, form))


def in_words(writer: Writer, knob: Knob, value: float) -> Markup:
    """A value that an assumption is given, with its unit in words."""
    above, below = parts_of(knob.row.unit_text, writer.basis.study.currency)
    if node_of(writer, knob).format == "percent":
        above, below = (), ()
    return quantity(writer.basis.language, written(writer, knob, value), value == 1, above, below)
