"""Conditions asked of every draw: is the subject the cheaper, does a comparison hold throughout, does a claim hold."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from builder.analysis.outputs import Output, Pair, outputs_by_name, pairs_of
from builder.formula.evaluate import Frame, evaluate, program
from builder.formula.functions import Array
from builder.formula.parse import parse
from builder.model.graph import Model

CONFIDENCE = 0.95
"""How sure the rule of three is of the error that it gives (Hanley and Lippman-Hand, 1983)."""

Truth = NDArray[np.bool_]
Test = Callable[[Mapping[str, Array], int], Truth]
"""Whether a condition holds in each of so many samples, given the values of nodes."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A condition, the results that it reads, and how it is tested.

    *pair*: the subject costs less than the alternative in a scenario. *comparison*: less than every alternative in
    every scenario. *claim*: all that a claim of the study requires.
    """

    kind: Literal["pair", "comparison", "claim"]
    name: str
    reads: tuple[Output, ...]
    test: Test
    pair: Pair | None = None


@dataclass(frozen=True, slots=True)
class Chance:
    """How often a verdict held among the draws."""

    verdict: Verdict
    held: int
    draws: int

    @property
    def share(self) -> float:
        """The estimated probability."""
        return self.held / self.draws

    @property
    def error(self) -> float:
        """Its standard error; where it always or never held, how far off that may be (rule of three)."""
        if self.held in (0, self.draws):
            return min(1.0, 3 / self.draws)
        return math.sqrt(self.share * (1 - self.share) / self.draws)


def verdicts(model: Model) -> list[Verdict]:
    """Every pair of every comparison, every comparison, every claim that requires something."""
    found: list[Verdict] = []
    study = model.loaded.study
    for name, comparison in study.comparisons.items():
        pairs = pairs_of(model, comparison)
        differences = tuple(pair.output(model, "difference") for pair in pairs)
        for pair, difference in zip(pairs, differences, strict=True):
            found.append(Verdict("pair", name, (difference,), _positive((difference,)), pair))
        found.append(Verdict("comparison", name, differences, _positive(differences)))
    known = outputs_by_name(model)
    found += [_claim(name, claim.requires, known) for name, claim in study.report.claims.items() if claim.requires]
    return found


def _positive(differences: tuple[Output, ...]) -> Test:
    """That the alternative costs more: a ratio above 1, and right also where a total is negative."""
    return lambda values, samples: np.logical_and.reduce([each.of(values, samples) > 0 for each in differences])


def _claim(name: str, requires: tuple[str, ...], known: Mapping[str, Output]) -> Verdict:
    """What a claim requires; its conditions were checked when the model was built."""
    programs = [program(parse(each)) for each in requires]
    names = dict.fromkeys(reference.name for each in programs for reference in each.reads)
    reads = {each: known[each] for each in names}

    def test(values: Mapping[str, Array], samples: int) -> Truth:
        frame = Frame({key: each.of(values, samples).reshape(-1, 1, 1) for key, each in reads.items()})
        truth: Truth = np.logical_and.reduce(
            [np.broadcast_to(evaluate(each, frame)[:, 0, 0], (samples,)) for each in programs]
        )
        return truth

    return Verdict("claim", name, tuple(reads.values()), test)
