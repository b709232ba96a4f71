"""Assumptions as analyses move them, written for the paper: their names, their units, their values."""

from __future__ import annotations

from math import isclose

from markupsafe import Markup

from builder.analysis.inputs import EVERYWHERE, Knob
from builder.model.graph import Node
from builder.report.forms import Form
from builder.report.units import parts_of, quantity, unit_words
from builder.report.writer import Writer

_PLAIN = ("", "1", "%")
_WHOLE_FROM = 100.0
"""Found values without a currency are written whole from here on, smaller ones with three digits."""


def knob_name(writer: Writer, knob: Knob, within: int | None = None) -> Markup:
    """An assumption's label, with whose it is and in which scenario, unless all is `within` one that was named."""
    basis, row = writer.basis, knob.row
    name = basis.name(row.label)
    if row.owner:
        spec = basis.study.options if row.owner_kind == "option" else basis.study.workloads
        name += Markup(", {}").format(basis.name(spec[row.owner].label))
    if knob.scenario not in (None, EVERYWHERE, within):
        name += Markup(", {}").format(writer.scenario(knob.scenario))
    return name


def with_unit(writer: Writer, knob: Knob, within: int | None = None) -> Markup:
    """The same with the unit of its values after it, unless the label says it already: Users."""
    name, basis = knob_name(writer, knob, within), writer.basis
    if knob.row.unit_text in _PLAIN:
        return name
    unit = unit_words(
        knob.row.unit_text, basis.language, basis.study.currency, basis.results.model.library.vocabulary.units
    )
    if unit.casefold() in basis.text(knob.row.label).casefold():
        return name
    # In one element: lines of several break early.
    return Markup('<span class="name">{} ({})</span>').format(name.striptags(), unit)


def node_of(writer: Writer, knob: Knob) -> Node:
    """The input in effect that holds an assumption's values."""
    return next(
        node
        for node in writer.basis.nodes.values()
        if any(row is not None and row.id == knob.row.id for row in node.rows)
    )


def standing(writer: Writer, knob: Knob, value: float, scenario: int, bare: bool = False) -> Markup:
    """The value that an assumption has in the study; a `bare` price is a number, whose unit stands elsewhere."""
    place = scenario if knob.scenario in (None, EVERYWHERE) else knob.scenario
    for node in writer.basis.nodes.values():
        held = node.rows[place or 0] if node.rows else None
        if held is not None and held.id == knob.row.id and place in node.scenarios:
            if isclose(writer.basis.results.value(node.id, place), value):
                return writer.numbers.value(node.id, place, bare_form(writer, node) if bare else None)
            break
    return written(writer, knob, value, bare)


def written(writer: Writer, knob: Knob, value: float, bare: bool = False) -> Markup:
    """A value that an assumption is given, as its author would write it."""
    node = node_of(writer, knob)
    return writer.numbers.asked(node.id, value, bare_form(writer, node) if bare else None)


def bare_form(writer: Writer, node: Node) -> Form:
    """The form of an input whose unit stands beside it: a price is a number there."""
    form = writer.numbers.form(node.id)
    return Form("number") if form.kind == "price" else form


def located(writer: Writer, knob: Knob, value: float, bare: bool = False) -> Markup:
    """A value of an assumption that an analysis found; a `bare` price is a number, whose unit stands elsewhere."""
    return writer.numbers.asked(node_of(writer, knob).id, value, found_form(writer, knob, value, bare))


def found_form(writer: Writer, knob: Knob, value: float, bare: bool = False) -> Form:
    """How a value that an analysis found is written, the same wherever it stands."""
    form = writer.numbers.form(node_of(writer, knob).id)
    if form.kind == "price":
        return Form("significant", 4) if bare else Form("short_money", 4)
    if form.kind == "percent":
        return Form("percent", 1)
    return Form("number", 0) if abs(value) >= _WHOLE_FROM else Form("significant", 3)


def in_words(writer: Writer, knob: Knob, value: float) -> Markup:
    """A value that an assumption is given, with its unit in words."""
    above, below = parts_of(knob.row.unit_text, writer.basis.study.currency)
    if node_of(writer, knob).format == "percent":
        above, below = (), ()
    return quantity(writer.basis.language, written(writer, knob, value), value == 1, above, below)
