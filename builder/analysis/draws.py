"""Draws of uncertain values, in chunks of fixed size that can be made in any order.

Each value has a stream of random numbers of its own, made from the seed, its name and the chunk's number: another value
more or fewer changes nothing for the others. Correlated values keep the draws they would have alone; only their order
within the chunk is arranged (Iman and Conover, 1982), each after those that stand before it in the study.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence
from numpy.typing import NDArray

from builder.analysis.uncertain import Uncertain, Uncertainty, normal_scores
from builder.errors import Problem, StudyError

CHUNK = 10_000
_VALUES, _ORDER = 0, 1
Vector = NDArray[np.float64]


def draw_chunk(uncertain: Uncertainty, seed: int, chunk: int) -> tuple[list[Vector], list[int]]:
    """The draws of each uncertain value in one chunk, and how many of each were drawn again to stay within its limits.

    Raises StudyError where hardly any draw of a value lies within its hard limits.
    """
    found = [_drawn(each, seed, chunk) for each in uncertain.cells]
    values = [each for each, _ in found]
    if uncertain.ranks is not None:
        members = [uncertain.cells[each] for each in uncertain.correlated]
        ranks = _ranks(members, uncertain.ranks, seed, chunk)
        for position, order in zip(uncertain.correlated, ranks, strict=True):
            values[position] = np.sort(values[position])[order]
    return values, [again for _, again in found]


def _drawn(each: Uncertain, seed: int, chunk: int) -> tuple[Vector, int]:
    try:
        return each.distribution.draw(_stream(each.name, seed, chunk, _VALUES), CHUNK)
    except ValueError as error:
        raise StudyError(
            Problem(f"{each.setting.where} distribution", str(error), "move the distribution, or the limits")
        ) from None


def _stream(name: str, seed: int, chunk: int, purpose: int) -> Generator:
    words = np.frombuffer(hashlib.sha256(name.encode()).digest()[:16], dtype=">u4")
    return Generator(PCG64(SeedSequence([seed, *map(int, words), chunk, purpose])))


def _ranks(members: list[Uncertain], ranks: Vector, seed: int, chunk: int) -> list[NDArray[np.intp]]:
    """For each member the rank of each draw, so that rank correlations come out as asked."""
    scores = np.column_stack(
        [_stream(each.name, seed, chunk, _ORDER).permutation(_normal_scores()) for each in members]
    )
    there = np.linalg.cholesky(np.corrcoef(scores, rowvar=False).reshape(len(members), -1))
    wanted = np.linalg.cholesky(normal_scores(ranks))
    arranged = scores @ np.linalg.solve(there.T, wanted.T)
    return [np.argsort(np.argsort(column, kind="stable"), kind="stable") for column in arranged.T]


@lru_cache(maxsize=1)
def _normal_scores() -> Vector:
    """The normal quantiles of the ranks, with standard deviation 1 (van der Waerden scores)."""
    inverse = NormalDist().inv_cdf
    scores = np.array([inverse((rank + 1) / (CHUNK + 1)) for rank in range(CHUNK)])
    found: Vector = scores / scores.std()
    return found
