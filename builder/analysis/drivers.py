"""Which uncertain values drive a result: how it follows each, and its variance's share in each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

CLASSES = 50
CHUNKS = 10
"""The first chunks, from which drivers are estimated: 100,000 draws."""

LEAST = 500
"""Draws of a chunk below which it tells nothing of drivers."""


@dataclass(frozen=True, slots=True)
class Driver:
    """An uncertain value (its position) and a result (its position).

    `rank` is Spearman's rank correlation of the two; `share` the first-order index: the share of the result's variance
    between 50 classes of equal size along the value (Saltelli et al., Global Sensitivity Analysis, 2008).
    """

    cell: int
    result: int
    rank: float
    share: float


def drivers(inputs: list[Vector], results: list[Vector]) -> tuple[Vector, Vector]:
    """Rank correlations and first-order shares within one chunk, each of shape (inputs, results)."""
    values = np.column_stack(results)
    ranked = _standardised(np.column_stack([_ranks(each) for each in results]))
    count = len(values) // CLASSES * CLASSES
    whole = values.var(axis=0)
    ranks, shares = [], []
    for each in inputs:
        order = np.argsort(each, kind="stable")
        ranks.append(_standardised(_ranks(each)[:, None])[:, 0] @ ranked / len(each))
        means = values[order[:count]].reshape(CLASSES, -1, values.shape[1]).mean(axis=1)
        between = means.var(axis=0, ddof=1) - whole / (count / CLASSES)  # what chance alone puts between classes
        shares.append(np.divide(between, whole, out=np.zeros_like(whole), where=whole > 0))
    return np.array(ranks), np.clip(np.array(shares), 0.0, 1.0)


def _ranks(values: Vector) -> Vector:
    """Ranks, equal values sharing theirs."""
    _, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    found: Vector = (np.cumsum(counts) - (counts - 1) / 2)[where]
    return found


def _standardised(columns: Vector) -> Vector:
    spread = columns.std(axis=0)
    found: Vector = (columns - columns.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    return found
