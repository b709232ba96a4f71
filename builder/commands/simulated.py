"""A simulation as an object and as a chart, for `tco simulate`."""

from __future__ import annotations

from typing import Any

import numpy as np

from builder.analysis.simulation import Simulation
from builder.analysis.tally import RELATIVE_ERROR, Tally
from builder.commands.answers import Writer
from builder.commands.quantities import shown

PERCENTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
_MARKED = (0.05, 0.5, 0.95)
_BINS = 40


def object_of(found: Simulation, writer: Writer) -> dict[str, Any]:
    """A simulation as one object."""
    model = writer.results.model
    inputs = [
        {
            **writer.about(cell.knob),
            "distribution": cell.distribution.kind,
            "parameters": {name: np.asarray(value).tolist() for name, value in cell.distribution.parameters.items()},
            "redrawn": again,
        }
        for cell, again in zip(found.cells, found.redrawn, strict=True)
    ]
    outputs = {}
    for index, (each, tally) in enumerate(zip(found.outputs, found.tallies, strict=True)):
        driven = [
            {"input": found.cells[one.cell].name, "rank_correlation": one.rank, "first_order": one.share}
            for one in found.drivers_of(index)
        ]
        outputs[each.name(model)] = {**_tally_object(tally), "drivers": driven}
    chances = [
        {
            "kind": each.verdict.kind,
            "name": each.verdict.name,
            **(writer.about_pair(each.verdict.pair) if each.verdict.pair else {}),
            "probability": each.share,
            "standard_error": each.error,
        }
        for each in found.chances
    ]
    return {
        "draws": found.draws,
        "seed": found.seed,
        "percentile_error": RELATIVE_ERROR,
        "inputs": inputs,
        "outputs": outputs,
        "chances": chances,
    }


def _tally_object(tally: Tally) -> dict[str, Any]:
    return {
        "base": tally.centre,
        "mean": tally.mean,
        "sd": tally.sd,
        "min": tally.low,
        "max": tally.high,
        "percentiles": {
            f"{share * 100:g}": value for share, value in zip(PERCENTILES, tally.percentiles(*PERCENTILES), strict=True)
        },
    }


def chart_of(found: Simulation, writer: Writer) -> str:
    """How the first ratio among the outputs, or the first output, is distributed between its outer thousandths."""
    from builder.commands.drawing import CANVAS, plain_theme
    from builder.report.charts import Distribution as Drawing
    from builder.report.charts import Mark, Numbers, Words, distribution

    chosen = next((index for index, each in enumerate(found.outputs) if each.node.key == "ratio"), 0)
    each, tally = found.outputs[chosen], found.tallies[chosen]
    marked, (edges, bars) = tally.percentiles(*_MARKED), tally.histogram(_BINS)
    marks = tuple(
        Mark(writer.speech.say("P{share}", share=f"{share * 100:g}"), value)
        for share, value in zip(_MARKED, marked, strict=True)
    )
    numbers = Numbers(
        lambda value: shown(each.node, value, writer.speech), lambda value: shown(each.node, value, writer.speech)
    )
    words = Words(writer.speech.say("Result"), writer.output(each))
    data = Drawing(
        tuple(map(float, edges)), tuple(map(float, bars)), marks, (marks[0].value, marks[-1].value), words=words
    )
    return distribution(data, plain_theme(), numbers, CANVAS).svg
