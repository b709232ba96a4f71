"""Which values of a study are uncertain, and how they hang together; every problem at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from builder.analysis.distributions import Distribution, resolved
from builder.analysis.inputs import Knob, knob
from builder.analysis.ranges import limits
from builder.errors import Problem, StudyError
from builder.model.assumptions import Setting
from builder.model.graph import Model
from builder.study.schema import Assumption
from builder.study.schema import Distribution as Spec

Matrix = NDArray[np.float64]
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A cell of Inputs with its distribution; its name makes its stream of random numbers."""

    knob: Knob
    setting: Setting
    distribution: Distribution
    name: str

    @property
    def place(self) -> tuple[str, int | None]:
        """The row and the scenario, None for the general cell."""
        return self.knob.row.id, self.knob.scenario


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """The uncertain cells of a study, and the rank correlations of those (positions) that hang together."""

    cells: tuple[Uncertain, ...]
    correlated: tuple[int, ...] = ()
    ranks: Matrix | None = None


def uncertainty(model: Model, ranges: str = "none") -> Uncertainty:
    """Every value with a distribution; with `ranges`, those with a low and a high take this one.

    Raises StudyError with all that is wrong with distributions and correlations, or where nothing is uncertain.
    """
    problems: list[Problem] = []
    cells = [each for each in _cells(model, ranges, problems) if each is not None]
    correlated, ranks = _correlations(model, cells, problems)
    if not cells and not problems:
        what, remedy = _NOTHING_DRAWN if ranges == "none" else _NO_RANGES
        problems.append(Problem(model.loaded.document.where(("assumptions",)), what, remedy))
    if problems:
        raise StudyError(*problems)
    return Uncertainty(tuple(cells), correlated, ranks)


_NOTHING_DRAWN = (
    "no assumption has a distribution",
    "write distribution: beside a value, or draw from stated ranges with --ranges pert",
)
_NO_RANGES = (
    "no assumption has a range to draw from, nor a distribution",
    "write low: and high: beside a value that is a number",
)


def is_uncertain(model: Model, ranges: str = "none") -> bool:
    """Whether a study says of any value how uncertain it is, rightly or wrongly."""
    problems: list[Problem] = []
    return any(True for _ in _cells(model, ranges, problems)) or bool(problems)


def _cells(model: Model, ranges: str, problems: list[Problem]) -> Iterator[Uncertain | None]:
    for row in model.assumptions.rows:
        for scenario, setting in [(None, row.general), *row.overrides.items()]:
            if setting is None:
                continue
            path = tuple(setting.path.split("."))
            written = _written(model.loaded.study, path)
            spec = written.distribution if written else None
            ranged = row.kind == "number" and setting.low is not None and setting.high is not None
            if spec is None and ranges != "none" and ranged:
                spec = Spec.model_validate(ranges)
            if spec is None:
                continue
            if row.kind not in ("number", "flag") or row.is_series:
                where = model.loaded.document.where((*path, "distribution"))
                problems.append(
                    Problem(where, f"a {row.kind} cannot have a distribution", "give it to a number or a flag")
                )
            else:
                yield _uncertain(model, Knob(row, scenario), setting, spec, problems)


def _uncertain(model: Model, place: Knob, setting: Setting, spec: Spec, problems: list[Problem]) -> Uncertain | None:
    found = resolved(spec, setting, limits(place))
    if isinstance(found, Distribution):
        return Uncertain(place, setting, found, place.name(model))
    where = model.loaded.document.where((*setting.path.split("."), "distribution"))
    problems += [Problem(where, what, remedy) for what, remedy in found]
    return None


def _written(study: Any, path: tuple[str, ...]) -> Assumption | None:
    """What the study says at a path; None where a default of the library stands."""
    at = study
    for part in path:
        at = at.get(part) if isinstance(at, dict) else getattr(at, part, None)
        if at is None:
            return None
    return at if isinstance(at, Assumption) else None


def _correlations(
    model: Model, cells: list[Uncertain], problems: list[Problem]
) -> tuple[tuple[int, ...], Matrix | None]:
    """The positions of the correlated cells and their matrix; pairs that the study leaves out count as 0."""
    asked = _asked_correlations(model, cells, problems)
    if not asked:
        return (), None
    members = tuple(sorted({position for pair in asked for position in pair}))
    ranks = np.eye(len(members))
    for (first, second), rank in asked.items():
        one, other = members.index(first), members.index(second)
        ranks[one, other] = ranks[other, one] = rank
    if np.linalg.eigvalsh(normal_scores(ranks)).min() < _LEAST:
        what = "these rank correlations cannot hold together (the matrix is not positive definite)"
        remedy = "lower them, or state those left out, which count as 0"
        problems.append(Problem(model.loaded.document.where(("correlations",)), what, remedy))
    return members, ranks


def _asked_correlations(model: Model, cells: list[Uncertain], problems: list[Problem]) -> dict[tuple[int, int], float]:
    """The rank correlation of each pair of positions that the study states."""
    asked: dict[tuple[int, int], float] = {}
    for index, spec in enumerate(model.loaded.study.correlations):
        where = model.loaded.document.where(("correlations", index))
        try:
            first, second = sorted(_position(model, cells, name, where) for name in spec.between)
        except StudyError as error:
            problems += error.problems
            continue
        if first == second:
            problems.append(Problem(where, "a value is correlated with itself", "name two values"))
        elif (first, second) in asked:
            problems.append(Problem(where, "the same two values are correlated twice", "leave one out"))
        elif not -1 < spec.rank < 1:
            what = f"the rank correlation {spec.rank:g} is not between -1 and 1"
            problems.append(Problem(where, what, "write, for example, 0.6"))
        else:
            asked[first, second] = spec.rank
    return asked


def normal_scores(ranks: Matrix) -> Matrix:
    """The correlations of normal scores that give these rank correlations (Pearson, 1907)."""
    found: Matrix = 2 * np.sin(np.pi * ranks / 6)
    np.fill_diagonal(found, 1.0)
    return found


def _position(model: Model, cells: list[Uncertain], name: str, where: str) -> int:
    asked = knob(model, name, where)
    own = [position for position, each in enumerate(cells) if each.knob == asked]
    found = own or [position for position, each in enumerate(cells) if each.knob.row.id == asked.row.id]
    if len(found) != 1:
        what = "several of its cells have a distribution" if found else "it has no distribution"
        remedy = (
            "write one of " + ", ".join(cells[each].name for each in found)
            if found
            else "write distribution: beside its value"
        )
        raise StudyError(Problem(f"{where} {name}", what, remedy))
    return found[0]
