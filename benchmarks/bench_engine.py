"""A what-if of the reference study once loaded, and many samples at once, beside NumPy adding arrays of that size."""

from pathlib import Path

import numpy as np
from timing import call_seconds, report

from builder.engine import evaluate_model
from builder.model.build import build_model
from builder.study.loader import load_study

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = 100_000


def main() -> None:
    model = build_model(load_study(ROOT / "inputs" / "llm-inferencing-2024.yaml"))
    rng = np.random.default_rng(1)
    one = {("on_prem.electricity_price", None): np.full((1, 1, 1), 0.2)}
    many = {("on_prem.electricity_price", None): rng.uniform(0.1, 0.25, (SAMPLES, 1, 1))}
    addition = np.ones((SAMPLES, 7, 4))
    floor = call_seconds(lambda: addition + addition)
    rows = [
        (f"one NumPy addition, {SAMPLES:,} x 7 x 4", floor),
        ("one what-if, model loaded", call_seconds(lambda: evaluate_model(model, one))),
        (f"{SAMPLES:,} samples of the electricity price", call_seconds(lambda: evaluate_model(model, many))),
    ]
    report("Engine, the reference study (floor: one addition)", rows, floor)


if __name__ == "__main__":
    main()
