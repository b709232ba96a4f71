"""What was drawn: every uncertain input with its distribution, in words."""

from __future__ import annotations

import numpy as np
from markupsafe import Markup

from builder.analysis.distributions import SHAPE, Distribution
from builder.analysis.uncertain import Uncertain
from builder.language import message
from builder.report.blocks import Column, Row, Table
from builder.report.drawn_numbers import DrawnNumbers
from builder.report.forms import Form
from builder.report.knobs import node_of, with_unit, written
from builder.report.marks import legend, status_mark
from builder.report.writer import Writer

_KINDS = {
    "uniform": message("uniform"), "triangular": message("triangular"), "pert": message("PERT"),
    "normal": message("normal"), "lognormal": message("lognormal"), "discrete": message("discrete"),
}  # fmt: skip
_PLAIN = Form("significant")


def drawn_inputs(writer: Writer, numbers: DrawnNumbers) -> Table:
    """A row for each uncertain input."""
    columns = (
        Column(writer.say("Assumption"), 40), Column(writer.say("Distribution"), 16),
        Column(writer.say("Parameters"), 44),
    )  # fmt: skip
    rows = tuple(_row(writer, each) for each in numbers.simulation.cells)
    notes = [*legend(writer.basis, rows)]
    if any(each.distribution.kind == "pert" for each in numbers.simulation.cells):
        notes.append(writer.say("PERT: between the ends of a range, with four times the weight on the likeliest value"
                                " as on either end."))  # fmt: skip
    if any(numbers.simulation.redrawn):
        notes.append(writer.say("Values that an input cannot take were drawn again."))
    return Table("tab-drawn", writer.say("Inputs drawn"), columns, rows, (), tuple(notes), True)


def _row(writer: Writer, cell: Uncertain) -> Row:
    mark = status_mark(writer.basis, cell.setting.status)
    return Row((with_unit(writer, cell.knob) + mark, writer.say(_KINDS[cell.distribution.kind]), _said(writer, cell)))


def _said(writer: Writer, cell: Uncertain) -> Markup:
    """The parameters of a distribution, in words."""
    distribution = cell.distribution
    parts = distribution.parameters
    if distribution.kind == "discrete":
        return Markup(", ").join(
            writer.say("{value} ({share})", value=written(writer, cell.knob, float(value)), share=share)
            for value, share in zip(parts["values"], _shares(writer, cell), strict=True)
        )
    said = {name: written(writer, cell.knob, float(value)) for name, value in parts.items()
            if name not in ("shape", "sigma")}  # fmt: skip
    match distribution.kind:
        case "uniform":
            return writer.say("{low} to {high}", **said)
        case "normal":
            return writer.say("mean {mean}, standard deviation {sd}", **said)
        case "lognormal":
            sigma = _plain(writer, cell, float(parts["sigma"]))
            return writer.say("median {median}, sigma {sigma}", **said, sigma=sigma)
    likeliest = writer.say("{low} to {high}, likeliest {mode}", **said)
    if distribution.kind == "pert" and not _usual(distribution):
        shape = _plain(writer, cell, float(parts["shape"]))
        return writer.say("{range}, weight {shape}", range=likeliest, shape=shape)
    return likeliest


def _usual(distribution: Distribution) -> bool:
    return float(distribution.parameters["shape"]) == SHAPE


def _shares(writer: Writer, cell: Uncertain) -> list[Markup]:
    weights = np.atleast_1d(cell.distribution.parameters["weights"])
    id = node_of(writer, cell.knob).id
    return [writer.numbers.asked(id, float(each), Form("percent")) for each in weights / weights.sum()]


def _plain(writer: Writer, cell: Uncertain, value: float) -> Markup:
    return writer.numbers.asked(node_of(writer, cell.knob).id, value, _PLAIN)
