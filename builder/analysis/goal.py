"""Goal seek: which values of an assumption give a result a wanted value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.analysis.crossings import Crossing, crossings
from builder.analysis.inputs import Knob
from builder.analysis.outputs import Output, output
from builder.analysis.ranges import Span
from builder.analysis.what_if import what_if
from builder.errors import Problem, StudyError
from builder.model.graph import Model

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Goal:
    """Every meeting of a result with the wanted value, and what it can be at all: `reach`, at `reach_at`.

    A *step* among the meetings passes the value without taking it; `values` of such a crossing are the nearest that the
    result takes on either side.
    """

    output: Output
    wanted: float
    span: Span
    crossings: tuple[Crossing, ...]
    reach: tuple[float, float]
    reach_at: tuple[float, float]

    @property
    def reached(self) -> bool:
        """Whether the result takes the wanted value anywhere."""
        return any(each.kind != "step" for each in self.crossings)

    def values(self, crossing: Crossing) -> tuple[float, float]:
        """What the result is on both sides of a crossing."""
        return self.wanted + crossing.values[0], self.wanted + crossing.values[1]


def wanted_value(model: Model, text: str) -> tuple[Output, float]:
    """`out_... = value` as a result and a number; 40% is 0.4. Raises StudyError for anything else."""
    name, equals, written = (part.strip() for part in text.partition("="))
    share = written.endswith("%")
    try:
        value = float(written.rstrip("%").replace("_", ""))
    except ValueError:
        value = float("nan")
    if not equals or not np.isfinite(value):
        raise StudyError(
            Problem(
                f"--so-that {text}", "this is not a result and its value", 'for example "out_small_ec2_ratio_min = 1.5"'
            )
        )
    return output(model, name, "--so-that"), value / 100 if share else value


def seek(model: Model, knob: Knob, output: Output, wanted: float, span: Span) -> Goal:
    """All values of an assumption in a span that make a result as wanted. Raises StudyError where it plays no part."""
    ask = what_if(model, [output.node.id], [knob.row.id])
    if not ask.order:
        raise StudyError(
            Problem(
                f"--for {knob.row.id}",
                f"{output.name(model)} does not depend on it",
                f"tco explain {model.loaded.name} {output.node.id} says what it reads",
            )
        )

    def curves(places: Vector) -> Vector:
        return output.of(ask(knob.changes(places)), len(places))[:, None] - wanted

    places = span.places()
    found = crossings(curves, places)[0]
    values = curves(places)[:, 0] + wanted
    if not np.isfinite(values).any():
        raise StudyError(
            Problem(f"--for {knob.row.id}", f"{output.name(model)} is not a finite number anywhere", "mend the study")
        )
    least, most = int(np.nanargmin(values)), int(np.nanargmax(values))
    return Goal(
        output,
        wanted,
        span,
        tuple(found),
        (float(values[least]), float(values[most])),
        (float(places[least]), float(places[most])),
    )
