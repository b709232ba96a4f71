"""A customer's study that holds only what differs from a base."""

from __future__ import annotations

from pathlib import Path

from builder.engine import run_file
from builder.model.build import load_model
from tests.study.small_study import GOOD, edited, tree

CUSTOMER = """\
extends: base.yaml
customer: Example Corp.
assumptions:
  users: {value: 9000, status: customer, source: their mail of May}
options:
  own:
    assumptions: {rack_price: 500}
scenarios:
  small: {label: Our people}
"""


def test_it_says_what_differs_and_takes_all_else_from_the_base(tmp_path: Path) -> None:
    model = load_model(tree(tmp_path, study=CUSTOMER, base=GOOD))
    study = model.loaded.study
    assert study.title == {"*": "An assistant for employees"}
    assert study.customer == {"*": "Example Corp."}
    assert study.scenarios["small"].label == {"*": "Our people"}
    assert list(study.scenarios["small"].options) == ["own", "api"]
    assert list(study.scenarios) == ["small", "large"]


def test_each_value_knows_the_file_it_came_from(tmp_path: Path) -> None:
    rows = load_model(tree(tmp_path, study=CUSTOMER, base=GOOD)).assumptions
    files = {row.id: row.general.where.split(":")[0].split("/")[-1] for row in rows.rows if row.general}
    assert files["users"] == files["own.rack_price"] == "study.yaml"
    assert files["electricity_price"] == files["own.node_price"] == "base.yaml"


def test_another_value_keeps_unit_and_label_but_not_the_source_of_the_old_one(tmp_path: Path) -> None:
    base = edited(
        GOOD, ("{value: 400, unit", "{value: 400, status: quoted, source: quote of May, confirmed_on: 2025-05-01, unit")
    )
    row = load_model(tree(tmp_path, study=CUSTOMER, base=base)).assumptions.row("own.rack_price")
    assert row.general is not None
    assert (row.general.value, row.general.status, row.general.source, row.general.confirmed) == (
        500,
        "unsourced",
        None,
        False,
    )
    assert (row.unit_text, row.label) == ("USD/(node*month)", {"*": "Rack space per node"})


def test_a_mapping_without_a_value_adds_to_the_one_below(tmp_path: Path) -> None:
    study = "extends: base.yaml\nassumptions:\n  electricity_price: {low: 0.1, high: 0.3}\n"
    price = load_model(
        tree(tmp_path, study=study, base=edited(GOOD, ("electricity_price: 0.14", "electricity_price: {value: 0.14}")))
    )
    general = price.assumptions.row("electricity_price").general
    assert general is not None
    assert (general.value, general.low, general.high) == (0.14, 0.1, 0.3)


def test_bases_may_have_bases(tmp_path: Path) -> None:
    study = tree(
        tmp_path,
        study="extends: region.yaml\nassumptions: {users: 7000}\n",
        region="extends: base.yaml\nassumptions: {users: 6000, electricity_price: 0.3}\n",
        base=GOOD,
    )
    results = run_file(study)
    assert results.value("users", 0) == 7000
    assert results.value("electricity_price", 0) == 0.3


def test_a_base_is_found_from_the_files_own_folder(tmp_path: Path) -> None:
    (tmp_path / "customers").mkdir()
    tree(tmp_path, base=GOOD)
    study = tree(tmp_path / "customers", study="extends: ../base.yaml\n")
    assert run_file(study).value("users", 0) == 5000
