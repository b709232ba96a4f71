"""Several types of node in one option: each sized, bought, powered and licensed for its share, and added up by hand."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, floor
from pathlib import Path

import pytest

from builder.engine import run_file
from builder.errors import TcoError

STUDY = Path(__file__).parent / "studies" / "node-types.yaml"
TYPES = {
    "h100": {"share": 0.6, "latency": 1.75, "gpus": 2, "sizes": [1, 2, 4], "price": 100000, "gpu_price": 0,
             "power": 0.8, "gpu_power": 0.35, "licence": 18000},
    "l40s": {"share": 0.3, "latency": 2.5, "gpus": 4, "sizes": [2, 4, 8], "price": 30000, "gpu_price": 9000,
             "power": 1.1, "gpu_power": 0.3, "licence": 4000},
    "cpu": {"share": 0.1, "latency": 9, "gpus": 1, "sizes": [2], "price": 15000, "gpu_price": 0,
            "power": 0.8, "gpu_power": 0, "licence": 0},
}  # fmt: skip
STILL = [("assumptions.users.growth", 0), ("options.own.assumptions.h100_node_price.growth", 0)]


def sized(node_type: dict, users: float) -> tuple[int, int, int]:
    """Replicas, nodes and GPUs of a type, with one spare replica, counted without the model."""
    in_flight = users * 40 / 86400 * node_type["share"] * node_type["latency"]
    replicas = ceil(round(in_flight / 4, 6))
    required, full = (replicas + 1) * node_type["gpus"], max(node_type["sizes"])
    rest = required % full
    gpus = floor(required / full) * full + (min(each for each in node_type["sizes"] if each >= rest) if rest else 0)
    return replicas, ceil(required / full), gpus


@pytest.mark.parametrize("users", [3000, 20000, 173000])
def test_each_type_has_whole_nodes_and_gpus_for_its_share(users: int) -> None:
    results = run_file(STUDY, [("assumptions.users", users), *STILL])
    for name, node_type in TYPES.items():
        found = tuple(results.value(f"own.{name}_{key}", 0) for key in ("replicas", "nodes", "gpus"))
        assert found == sized(node_type, users), name
    assert results.value("own.nodes", 0) == sum(sized(node_type, users)[1] for node_type in TYPES.values())


def test_purchase_power_licences_and_people_follow_from_all_types() -> None:
    results = run_file(STUDY, STILL)
    counted = {name: sized(node_type, 20000) for name, node_type in TYPES.items()}
    purchase = sum(nodes * TYPES[name]["price"] + gpus * TYPES[name]["gpu_price"]
                   for name, (_, nodes, gpus) in counted.items())  # fmt: skip
    assert results.value("own.hardware_purchase.total", 0) == pytest.approx(2 * purchase)  # replaced after two years
    power = 3 * 0.35 + sum(nodes * TYPES[name]["power"] + gpus * TYPES[name]["gpu_power"]
                           for name, (_, nodes, gpus) in counted.items())  # fmt: skip
    assert results.value("own.power_and_cooling.total", 0) == pytest.approx(power * 1.3 * 8760 * 0.125 * 4)
    licences = sum(gpus * TYPES[name]["licence"] / 5 * 4 for name, (_, _, gpus) in counted.items())
    assert results.value("own.software_licences.total", 0) == pytest.approx(licences)
    nodes, replicas = (sum(each[place] for each in counted.values()) for place in (1, 0))
    people = 0.1 + 0.9 * min(1, max(0, (nodes - 1) / 19))
    assert results.value("own.administrators", 0) == pytest.approx(people)
    assert results.value("own.engineers", 0) == pytest.approx(0.2 + 0.8 * min(1, (replicas - 1) / 39))
    capacity = sum(counted[name][0] * 4 / node_type["latency"] for name, node_type in TYPES.items())
    assert results.value("own.capacity_use", 0) == pytest.approx(20000 * 25 / 86400 / capacity)


def test_users_alone_move_the_nodes_of_every_type() -> None:
    few, many = (run_file(STUDY, [("assumptions.users", users), *STILL]).outputs() for users in (10000, 200000))
    for node_type in TYPES:
        name = f"out_s1_own_{node_type}_nodes"
        assert many[name][2] > few[name][2], name


def test_nodes_of_a_type_are_bought_as_the_users_grow() -> None:
    results = run_file(STUDY, [("options.own.assumptions.hardware_life", 30)])
    users = [20000 * 1.3**year for year in range(4)]
    needed = [sized(TYPES["l40s"], each)[1] for each in users]
    bought = [results.value("own.l40s_nodes_ordered", 0, period) for period in range(4)]
    assert bought == [needed[0], *(after - before for before, after in pairwise(needed))]


def test_one_type_that_serves_everything_is_the_option_without_types() -> None:
    alone = {"share": 1, "price": 100000}
    settings = [(f"options.colo.assumptions.{key}", value) for key, value in
                (("big_demand_share", alone["share"]), ("big_node_price", alone["price"]))]  # fmt: skip
    single = [("options.one.kind", "colocation"), ("options.colo.node_types", {"big": "Big"})]
    results = run_file(_without_small(STUDY), [*settings, *single, ("assumptions.spare_replicas", 0)])
    totals = [results.value(f"{option}.total_cost.total", 0) for option in ("colo", "one")]
    assert totals[0] == pytest.approx(totals[1], rel=1e-12)


def _without_small(study: Path) -> Path:
    """The study, its colocation with one type alone, as a file beside it would be."""
    import tempfile

    text = study.read_text().replace(", small_demand_share: 0}", "}")
    text = text.replace("{assumptions: {big_demand_share: 0.2, small_demand_share: 0.8, small_gpu_power: 0.7}}", "{}")
    file = Path(tempfile.mkdtemp()) / study.name
    file.write_text(text)
    return file


def test_an_option_without_types_has_the_lines_it_always_had() -> None:
    nodes = run_file(STUDY).model.nodes
    assert "one.nodes" not in nodes
    assert "one.share_difference" not in nodes
    assert nodes["one.hardware_purchase"].bindings["nodes_ordered"].node == "one.nodes_ordered"


def test_every_type_is_named_in_what_the_paper_says_of_its_purchase() -> None:
    line = run_file(STUDY).model.nodes["own.hardware_purchase"].line
    assert line is not None
    assert line.treatment is not None
    assert line.treatment["en"].startswith("H100 nodes: {h100_node_price} per node")
    assert "L40S 노드: 노드당 {l40s_node_price}" in line.treatment["ko"]


def test_a_line_of_the_studys_own_can_add_up_the_types(tmp_path: Path) -> None:
    line = "    lines: {racked: {label: Racked, unit: node, formula: sum_over(nodes_by_type)}}\n  lease:\n"
    file = tmp_path / "study.yaml"
    file.write_text(STUDY.read_text().replace("  lease:\n", line, 1))
    results = run_file(file)
    assert results.value("own.racked", 0, 3) == results.value("own.nodes", 0, 3) > 0


def problems_of(*settings: tuple[str, object]) -> str:
    with pytest.raises(TcoError) as caught:
        run_file(STUDY, settings)
    return str(caught.value)


@pytest.mark.parametrize("share", [0.5, 0.7])
def test_shares_that_do_not_add_up_are_refused_and_flagged_in_a_what_if(share: float) -> None:
    found = problems_of(("options.own.assumptions.h100_demand_share", share))
    assert "options.own: this has to hold and does not in s1: the node types' shares of the demand add up" in found
    assert "from all of it is 0.1" in found


def test_a_share_of_each_period_has_to_add_up_in_each(tmp_path: Path) -> None:
    shares = [("options.own.assumptions.h100_demand_share", [0.6, 0.6, 0.5, 0.6])]
    assert "shares of the demand add up" in problems_of(*shares)
    shares.append(("options.own.assumptions.l40s_demand_share", [0.3, 0.3, 0.4, 0.3]))
    assert run_file(STUDY, shares).value("own.share_difference.peak", 0) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("      h100_node_price: {value: 100000, growth: -0.1}\n", "", "h100_node_price has no value (H100 nodes: Pr"),
        ("      cpu_demand_share: 0.1\n", "", "cpu_demand_share has no value"),
        ("      cpu_latency: 9\n", "      cpu_pue: 9\n", "there is no assumption 'cpu_pue' here"),
        ("      cpu_latency: 9\n", "      cpu_latncy: 9\n", "did you mean 'cpu_latency'"),
        ("cpu_demand_share: 0.1\n", "cpu_demand_share: 1.1\n", "1.1 is above the most possible, 1"),
        ("  one: {kind: on_premises, ", "  one: {kind: per_seat, node_types: {a: A}, ",
         "an option of the kind per_seat has no nodes"),
        ("cpu: CPU nodes", "Cpu nodes: CPU", "cannot be a name in formulas"),
        ("cpu: CPU nodes", "control: CPU nodes", "a name of the model begins with 'control': control_node_price"),
    ],
    ids=["price", "share", "unknown", "misspelt", "above one", "kind", "key", "taken"],
)  # fmt: skip
def test_what_is_wrong_with_a_type_is_said(tmp_path: Path, old: str, new: str, message: str) -> None:
    file = tmp_path / "study.yaml"
    file.write_text(STUDY.read_text().replace(old, new))
    with pytest.raises(TcoError) as caught:
        run_file(file)
    assert message in str(caught.value)
