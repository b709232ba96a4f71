"""A million draws of the reference study, beside the same arithmetic written by hand in NumPy, and its memory.

By hand nothing is kept but two ratios; `simulate` keeps percentiles, moments, probabilities and drivers of all outputs
as well. Give another number of draws as argument.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from builder.analysis.draws import CHUNK, draw_chunk
from builder.analysis.simulation import SLICE, default_outputs, simulate
from builder.analysis.uncertain import uncertainty
from builder.analysis.what_if import what_if
from builder.engine import evaluate_model
from builder.model.build import build_model
from builder.study.loader import load_study

STUDY = Path(__file__).resolve().parent.parent / "inputs" / "llm-inferencing-2024.yaml"
EC2, API = [0, 1, 2, 3, 4, 5], [5, 6]


def by_hand(v, c):
    """The lines of the study: `v` what is uncertain, (samples, 1 or scenarios, 1), `c` what is not."""
    years = c["operating_years"]
    replicas = ceil(c["users"] * v["sizing_queries"] / c["seconds_per_day"] * c["latency"] / c["requests_in_flight"])
    required = replicas * c["gpus_per_replica"]
    full, nodes = floor(required / 4), ceil(required / 4)
    part = nodes - full
    needed = np.where(np.round(part, 9) > 0, (required - full * 4) / np.where(part > 0, part, 1), 0)
    bought = full * 4 + part * np.where(needed <= 1, 1, np.where(needed <= 2, 2, 4))
    administrators = between(nodes, 1, 20, 0.1, 1)
    engineers = between(replicas, 1, 40, 0.2, 1)
    purchase = nodes * v["node_price"]
    power = nodes * 0.8 + bought * 0.35 + 3 * 0.35
    administration = administrators * v["administrator_salary"]
    platform = engineers * v["engineer_salary"] * years
    own = (
        purchase * c["start_flag"] + purchase * 0.08 * years - purchase * 0.06 * years
        + power * v["pue"] * 8760 * v["electricity_price"] * years
        + bought * 18000 / 5 * years + administration * years + platform
    ).sum(axis=2)  # fmt: skip
    instances = ceil(bought / 4)[:, EC2]
    hours = np.minimum(8760, v["running_hours"] * c["weeks"])[:, EC2]
    cloud = (
        instances * v["instance_price"] * hours * years + instances * 8 * 80 * c["weeks"] * years
        + administration[:, EC2] * 0.34 * years + platform[:, EC2]
    ).sum(axis=2)  # fmt: skip
    price = (1000 * v["price_in"] + 500 * v["price_out"]) / 1e6
    queries = c["users"][:, API] * 12 * years * 20 * v["queries"]
    api = (queries * price).sum(axis=2)
    return cloud / own[:, EC2], api / own[:, API]


def ceil(x):
    return np.ceil(np.round(x, 9))


def floor(x):
    return np.floor(np.round(x, 9))


def between(x, x0, x1, y0, y1):
    return y0 + (y1 - y0) * np.clip((x - x0) / (x1 - x0), 0, 1)


def uncertain_values(drawn, base):
    """The draws as the hand-written side takes them: where a scenario has a value of its own, that one holds."""
    d = {name: values.reshape(-1, 1, 1) for name, values in drawn.items()}
    count = len(next(iter(d.values())))

    def mixed(id, columns, values):
        found = np.broadcast_to(base[id], (1, 7, 1)).repeat(count, axis=0)
        found[:, columns] = values
        return found

    hours = np.empty((count, 7, 1))
    hours[:, [0, 1, 2]] = d["in_mistral_7b_running_hours_per_week"]
    hours[:, [3, 4, 5, 6]] = d["in_llama_2_70b_running_hours_per_week"]
    queries = np.full((count, 2, 1), 40.0)
    queries[:, [0]] = d["in_queries_per_user_day"]
    return {
        "sizing_queries": mixed("sizing_queries", [0, 1, 3, 4, 5, 6], d["in_sizing_queries"]),
        "node_price": mixed("on_prem.node_price", [5, 6], d["in_on_prem_node_price"]),
        "administrator_salary": d["in_administrator_salary"], "engineer_salary": d["in_engineer_salary"],
        "pue": d["in_on_prem_pue"], "electricity_price": d["in_on_prem_electricity_price"],
        "instance_price": d["in_ec2_instance_price"], "price_in": d["in_gpt4_price_in"],
        "price_out": d["in_gpt4_price_out"], "running_hours": hours, "queries": queries,
    }  # fmt: skip


def constants(base):
    names = (
        "users",
        "latency",
        "requests_in_flight",
        "gpus_per_replica",
        "operating_years",
        "start_flag",
        "seconds_per_day",
    )
    return {**{name: base[name] for name in names}, "weeks": base["weeks_per_year"]}


def main(draws: int) -> None:
    model = build_model(load_study(STUDY))
    base = evaluate_model(model).values
    uncertain = uncertainty(model, "pert")
    drawn = draw_chunk(uncertain, 1, 0)[0]
    named = {cell.name: values for cell, values in zip(uncertain.cells, drawn, strict=True)}
    slices = [slice(start, start + SLICE) for start in range(0, CHUNK, SLICE)]
    hand_inputs = [uncertain_values({name: values[part] for name, values in named.items()}, base) for part in slices]
    fixed = constants(base)
    ratios = ("ec2_vs_on_prem.ratio", "gpt4_vs_on_prem.ratio")
    ask = what_if(model, ratios, {cell.knob.row.id for cell in uncertain.cells})
    changes = [
        {
            key: array
            for cell, values in zip(uncertain.cells, drawn, strict=True)
            for key, array in cell.knob.changes(values[part]).items()
        }
        for part in slices
    ]
    cloud, api = by_hand(hand_inputs[0], fixed)
    found = ask(changes[0])
    assert np.allclose(found[ratios[0]][:, :, 0], cloud, rtol=1e-12)
    assert np.allclose(found[ratios[1]][:, :, 0], api, rtol=1e-12)

    chunks = draws // CHUNK
    hand = seconds(lambda: [by_hand(each, fixed) for each in hand_inputs], chunks)
    engine = seconds(lambda: [ask(each) for each in changes], chunks)
    rng = np.random.default_rng(1)
    drawing = seconds(lambda: [rng.beta(2.0, 4.0, CHUNK) for _ in uncertain.cells], chunks)
    start = time.process_time()
    simulate(model, uncertain, draws, 1, default_outputs(model))
    whole = time.process_time() - start
    print(f"{draws:,} draws of the reference study, {len(uncertain.cells)} uncertain values")
    rows = [
        ("NumPy by hand: two ratios, draws ready-made", hand, hand),
        ("engine: the same two ratios, the same draws", engine, hand),
        ("NumPy by hand, drawing included", hand + drawing, hand + drawing),
        ("simulate: all outputs, percentiles, drivers", whole, hand + drawing),
    ]
    for name, value, floor in rows:
        print(f"  {name:<48} {value:8.2f} s   {value / floor:6.2f}x")
    print(f"  largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def seconds(call, times: int) -> float:
    """Processor time of so many calls, estimated from the quickest of some rounds of three."""
    call()
    rounds = []
    for _ in range(7):
        start = time.process_time()
        for _ in range(3):
            call()
        rounds.append((time.process_time() - start) / 3)
    return min(rounds) * times


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(int(sys.argv[1].replace(",", "").replace("_", "")))
    else:
        for draws in (100_000, 1_000_000):  # a process each, so that each tells its own memory
            subprocess.run([sys.executable, __file__, str(draws)], check=True)
