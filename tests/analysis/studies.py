"""Studies to ask questions of: the reference study, and a small one whose steps are near together."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from builder.analysis.inputs import Knob, knob
from builder.engine import Changes, evaluate_model
from builder.model.build import build_model
from builder.model.graph import Model
from builder.study.loader import load_study
from tests.study.small_study import GOOD, edited

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "inputs" / "llm-inferencing-2024.yaml"

_TWO = """\
  electricity_price: {value: 0.14, low: 0.1, high: 0.2, distribution: pert}
  queries_per_user_day: {value: 25, low: 10, high: 40, distribution: triangular}
"""
UNCERTAIN = edited(
    GOOD,
    ("  electricity_price: 0.14\n", _TWO),
    ("      node_price: 138500\n", "      node_price: {value: 138500, distribution: {kind: lognormal, sigma: 0.2}}\n"),
    ("{price_in: 2.5, price_out: 10}", "{price_in: {value: 2.5, distribution: {kind: normal, sd: 2}}, price_out: 10}"),
)
"""The small study with four uncertain values, each of another kind."""


@cache
def model_of(text: str) -> Model:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study.yaml"
        path.write_text(text, encoding="utf-8")
        return build_model(load_study(path))


@cache
def reference() -> Model:
    return build_model(load_study(REFERENCE))


def knob_of(model: Model, name: str) -> Knob:
    return knob(model, name, "test")


def plain(model: Model, changes: Changes, id: str, scenario: int | None) -> float:
    """One value by a plain run of the whole engine."""
    return evaluate_model(model, changes).value(id, scenario)


def at(place: Knob, value: float) -> Changes:
    return place.changes(np.array([value]))


def merged(*changes: Changes) -> Mapping[tuple[str, int | None], object]:
    return {key: value for each in changes for key, value in each.items()}
