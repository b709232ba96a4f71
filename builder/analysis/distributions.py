"""Distributions of assumptions: their parameters, checked; and draws from them, kept within the hard limits."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from builder.analysis.ranges import Span
from builder.model.assumptions import Setting
from builder.study.schema import Distribution as Spec

Vector = NDArray[np.float64]
Parameters = Mapping[str, Vector]
Fault = tuple[str, str]
"""What is wrong with a distribution, and what to do about it."""

SHAPE = 4.0
"""The weight of the mode in a PERT distribution: its mean is (low + 4 mode + high) / 6."""

_TRIES = 1000


@dataclass(frozen=True, slots=True)
class Kind:
    """A family of distributions: the parameters it takes, what they must be, and how it draws."""

    takes: tuple[str, ...]
    faults: Callable[[Parameters], Iterator[Fault]]
    draw: Callable[[Parameters, Generator, int], Vector]


@dataclass(frozen=True, slots=True)
class Distribution:
    """A distribution whose parameters are known, within hard limits; draws beyond them are drawn again."""

    kind: str
    parameters: Parameters
    limits: Span

    def draw(self, generator: Generator, count: int) -> tuple[Vector, int]:
        """So many draws, and how many first fell outside the limits. ValueError where hardly any falls within them."""
        draw = KINDS[self.kind].draw
        values = draw(self.parameters, generator, count)
        outside = first = np.flatnonzero((values < self.limits.low) | (values > self.limits.high))
        for _ in range(_TRIES):
            if not outside.size:
                return values, first.size
            again = draw(self.parameters, generator, outside.size)
            values[outside] = again
            outside = outside[(again < self.limits.low) | (again > self.limits.high)]
        raise ValueError("hardly any draw lies within the hard limits")


def resolved(spec: Spec, setting: Setting, limits: Span) -> Distribution | list[Fault]:
    """The distribution of a value, or all that is wrong with it.

    What the study leaves out is taken from the assumption: low and high from its range; mode, mean and median from its
    value; equal weights.
    """
    kind = KINDS[spec.kind]
    given = {name: value for name in _ALL if (value := getattr(spec, name)) is not None}
    faults = [
        (f"{spec.kind} takes {', '.join(kind.takes)}, not {name}", "leave it out")
        for name in given
        if name not in kind.takes
    ]
    defaults = {
        "low": setting.low,
        "high": setting.high,
        "mode": setting.value,
        "mean": setting.value,
        "median": setting.value,
        "shape": SHAPE,
        "weights": [1.0] * len(spec.values or ()),
    }
    found = {name: given.get(name, defaults.get(name)) for name in kind.takes}
    faults += [
        (f"{spec.kind} needs {name}", f"write {name}: beside kind:" + _HINTS.get(name, ""))
        for name, value in found.items()
        if value is None
    ]
    if faults:
        return faults
    parameters = {name: np.asarray(value, dtype=float) for name, value in found.items()}
    faults += [
        (f"{name} is not a finite number", "write a number")
        for name, value in parameters.items()
        if not np.isfinite(value).all()
    ]
    faults = faults or list(kind.faults(parameters)) or list(_beyond(parameters, limits))
    return faults or Distribution(spec.kind, parameters, limits)


_ALL = ("low", "high", "mode", "mean", "sd", "median", "sigma", "shape", "values", "weights")
_HINTS = {"low": ", or low: beside the assumption's value", "high": ", or high: beside the assumption's value"}


def _beyond(parameters: Parameters, limits: Span) -> Iterator[Fault]:
    said = f"between {limits.low:g} and {limits.high:g}"
    if "values" in parameters:
        wrong = [f"{value:g}" for value in parameters["values"] if not limits.holds(float(value))]
        if wrong:
            yield f"{', '.join(wrong)} is beyond the hard limits", f"the value has to lie {said}"
    elif "low" in parameters and (parameters["low"] >= limits.high or parameters["high"] <= limits.low):
        yield "the whole distribution is beyond the hard limits", f"the value has to lie {said}"


def _ordered(p: Parameters) -> Iterator[Fault]:
    if not p["low"] < p["high"]:
        yield f"low {p['low']:g} is not below high {p['high']:g}", "exchange them, or widen the range"


def _with_mode(p: Parameters) -> Iterator[Fault]:
    yield from _ordered(p)
    if not p["low"] <= p["mode"] <= p["high"] and p["low"] < p["high"]:
        yield (
            f"the mode {p['mode']:g} is outside {p['low']:g} to {p['high']:g}",
            "write mode: within low and high, or widen the range",
        )


def _positive(*names: str) -> Callable[[Parameters], Iterator[Fault]]:
    def faults(p: Parameters) -> Iterator[Fault]:
        for name in names:
            if not p[name] > 0:
                yield f"{name} {p[name]:g} is not above 0", f"write a positive {name}"

    return faults


def _pert_faults(p: Parameters) -> Iterator[Fault]:
    yield from _with_mode(p)
    yield from _positive("shape")(p)


def _discrete_faults(p: Parameters) -> Iterator[Fault]:
    values, weights = p["values"], p["weights"]
    if not values.size:
        yield "there is no value", "write values: [...]"
    elif values.size != weights.size:
        yield f"{values.size} values have {weights.size} weights", "give each value its weight"
    elif (weights < 0).any() or not weights.sum() > 0:
        yield "weights are zero or more, and not all zero", "write, for example, weights: [1, 2, 1]"


def _triangular(p: Parameters, generator: Generator, count: int) -> Vector:
    share, width = generator.random(count), p["high"] - p["low"]
    rising = (p["mode"] - p["low"]) / width
    left = p["low"] + np.sqrt(share * width * (p["mode"] - p["low"]))
    right = p["high"] - np.sqrt((1 - share) * width * (p["high"] - p["mode"]))
    return np.where(share < rising, left, right)


def _pert(p: Parameters, generator: Generator, count: int) -> Vector:
    width = p["high"] - p["low"]
    first = 1 + p["shape"] * (p["mode"] - p["low"]) / width
    second = 1 + p["shape"] * (p["high"] - p["mode"]) / width
    return p["low"] + width * generator.beta(float(first), float(second), count)


def _discrete(p: Parameters, generator: Generator, count: int) -> Vector:
    shares = np.cumsum(p["weights"]) / math.fsum(p["weights"])
    drawn: Vector = p["values"][
        np.minimum(np.searchsorted(shares, generator.random(count), side="right"), len(shares) - 1)
    ]
    return drawn


def _uniform(p: Parameters, generator: Generator, count: int) -> Vector:
    return p["low"] + (p["high"] - p["low"]) * generator.random(count)


def _normal(p: Parameters, generator: Generator, count: int) -> Vector:
    return p["mean"] + p["sd"] * generator.standard_normal(count)


def _lognormal(p: Parameters, generator: Generator, count: int) -> Vector:
    return p["median"] * np.exp(p["sigma"] * generator.standard_normal(count))


KINDS: Mapping[str, Kind] = {
    "uniform": Kind(("low", "high"), _ordered, _uniform),
    "triangular": Kind(("low", "mode", "high"), _with_mode, _triangular),
    "pert": Kind(("low", "mode", "high", "shape"), _pert_faults, _pert),
    "normal": Kind(("mean", "sd"), _positive("sd"), _normal),
    "lognormal": Kind(("median", "sigma"), _positive("median", "sigma"), _lognormal),
    "discrete": Kind(("values", "weights"), _discrete_faults, _discrete),
}
"""Sources: Vose, Risk Analysis (2008), for triangular and PERT. `sigma` is the standard deviation of the logarithm."""
