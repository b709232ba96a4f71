"""What-ifs of the reference study once loaded, beside the same lines by hand in NumPy; and many samples at once.

By hand nothing is computed but the two ratios of `bench_simulate`; a what-if evaluates anew only what they read.
"""

from pathlib import Path

import numpy as np
from bench_simulate import by_hand, constants, uncertain_values
from timing import call_seconds, report

from builder.analysis.draws import draw_chunk
from builder.analysis.uncertain import uncertainty
from builder.analysis.what_if import what_if
from builder.engine import evaluate_model
from builder.model.build import build_model
from builder.study.loader import load_study

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = 100_000
RUNS = 200
RATIOS = ("ec2_vs_on_prem.ratio", "gpt4_vs_on_prem.ratio")


def main() -> None:
    model = build_model(load_study(ROOT / "inputs" / "llm-inferencing-2024.yaml"))
    rng = np.random.default_rng(1)
    one = {("on_prem.electricity_price", None): np.full((1, 1, 1), 0.2)}
    many = {("on_prem.electricity_price", None): rng.uniform(0.1, 0.25, (SAMPLES, 1, 1))}
    by_one_sample(model, one)
    addition = np.ones((SAMPLES, 7, 4))
    floor = call_seconds(lambda: addition + addition)
    rows = [
        (f"one NumPy addition, {SAMPLES:,} x 7 x 4", floor),
        (f"{SAMPLES:,} samples of the electricity price", call_seconds(lambda: evaluate_model(model, many))),
    ]
    report("Many samples at once (floor: one addition)", rows, floor)


def by_one_sample(model, one) -> None:
    """One draw of all uncertain values by hand and by the engine, and every value of the model."""
    base = evaluate_model(model).values
    uncertain = uncertainty(model, "pert")
    drawn = [each[:1] for each in draw_chunk(uncertain, 1, 0)[0]]
    named = {cell.name: values for cell, values in zip(uncertain.cells, drawn, strict=True)}
    hand, fixed = uncertain_values(named, base), constants(base)
    changes = {
        key: array
        for cell, values in zip(uncertain.cells, drawn, strict=True)
        for key, array in cell.knob.changes(values).items()
    }
    ask = what_if(model, RATIOS, {cell.knob.row.id for cell in uncertain.cells})
    ask_one = what_if(model, RATIOS, {"on_prem.electricity_price"})
    floor = call_seconds(lambda: by_hand(hand, fixed), RUNS)
    rows = [
        ("NumPy by hand: two ratios", floor),
        ("what-if, one input: two ratios", call_seconds(lambda: ask_one(one), RUNS)),
        (f"what-if, {len(uncertain.cells)} inputs: two ratios", call_seconds(lambda: ask(changes), RUNS)),
        (f"every value of the model: {len(model.nodes)} nodes", call_seconds(lambda: evaluate_model(model, one), RUNS)),
    ]
    report("One what-if of the reference study, model loaded (floor: by hand)", rows, floor, "ms")


if __name__ == "__main__":
    main()
