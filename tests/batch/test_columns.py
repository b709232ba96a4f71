"""Columns are addresses of the base: what leads nowhere is told before anything is made, with what was meant."""

# ruff: noqa: E501  # one message is one line

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builder.batch.making import model_for
from builder.errors import StudyError
from builder.study.schema import Study
from builder.study.settings import STATED
from tests.batch.lists import base_in, made, read
from tests.study.small_study import GOOD, edited

WRONG = """
customers.csv:1 titel: there is no 'titel' -> did you mean 'title'?
customers.csv:1 document.versoin: there is no 'document.versoin' -> did you mean 'version'?
customers.csv:1 assumptions.users.statsu: there is no 'assumptions.users.statsu' -> did you mean 'status'?
customers.csv:1 options.own: 'options.own' is more than one value -> name one below it, such as options.NAME.assumptions.KEY
customers.csv:1 extends: every row extends the base -> take this column out
customers.csv:1 assumptions.users: 'assumptions.users' is the same as 'users' -> keep one of the two
customers.csv:1 options.owm.assumptions.node_price: there is no 'owm' to set -> did you mean 'own'?
customers.csv:1 usres: there is no assumption 'usres' here -> did you mean 'users'? (an assumption of your own needs unit and label)
customers.csv:1 options.own.assumptions.node_prise: there is no assumption 'node_prise' here -> did you mean 'node_price'? (an assumption of your own needs unit and label)
customers.csv:1 scenarios.small.assumptions.node_price: there is no general assumption 'node_price' -> it belongs to own: write scenarios.small.options.own.assumptions.node_price
customers.csv:2 id: 'CON' is the name of a device on Windows -> write it otherwise
customers.csv:4 id: 'B' makes the same files as 'b' on some systems -> give each row an id of its own
customers.csv:5 id: the id is empty -> write what the customer's files are to be called
"""


def study_of(folder: Path, **cells: Any) -> Study:
    base, (customer,) = read(folder, {"id": "a", **cells})
    return model_for(customer, base).loaded.study


def refused(folder: Path, *rows: dict[str, Any]) -> list[str]:
    with pytest.raises(StudyError) as caught:
        made(folder, *rows)
    assert not (folder / "out").exists()
    return [str(each).replace(f"{folder}/", "").replace("\n    ->", " ->") for each in caught.value.problems]


# -- addresses ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("address", "cell", "node", "expected"), [
    ("users", "6000", "users", 6000),
    ("assumptions.users", "6e3", "users", 6000),
    ("assumptions.users.value", "6000", "users", 6000),
    ("options.own.assumptions.rack_price", "9", "own.rack_price", 9),
    ("options.own.assumptions.pue", "1.1", "own.pue", 1.1),
    ("workloads.chat.assumptions.latency", "9", "latency", 9),
    ("scenarios.small.assumptions.users", "6000", "users", 6000),
    ("scenarios.small.options.own.assumptions.node_price", "9", "own.node_price", 9),
    ("assumptions.gpu_configurations", "[8]", "node_capacity", 8),
    ("assumptions.gpu_configurations.3", "8", "node_capacity", 8),
])  # fmt: skip
def test_a_column_reaches_what_a_setting_reaches(
    address: str, cell: str, node: str, expected: float, tmp_path: Path
) -> None:
    from builder.engine import evaluate_model

    base, (customer,) = read(tmp_path, {"id": "a", address: cell})
    assert evaluate_model(model_for(customer, base)).value(node, 0) == expected


def test_every_wrong_column_and_id_is_told_at_once(tmp_path: Path) -> None:
    cells = {
        "usres": 1, "titel": "x", "options.owm.assumptions.node_price": 1, "options.own.assumptions.node_prise": 1,
        "scenarios.small.assumptions.node_price": 1, "document.versoin": 1, "assumptions.users.statsu": 1,
        "options.own": 1, "extends": "x.yaml", "users": 1, "assumptions.users": 1, "brand": "default",
    }  # fmt: skip
    told = refused(tmp_path, {"id": "CON", **cells}, {"id": "b"}, {"id": "B"}, {"users": 2})
    assert sorted(told) == sorted(WRONG.strip().splitlines())


def test_a_list_without_ids_or_rows(tmp_path: Path) -> None:
    assert refused(tmp_path, {"Id": "a", "users": 1})[0] == "customers.csv:1: there is no column 'id' -> call the column 'Id' that"
    (tmp_path / "customers.csv").write_text("id,users\n", encoding="utf-8")
    base_in(tmp_path)
    from builder.commands.batch import Request, batch

    with pytest.raises(StudyError, match="the list has no rows"):
        batch(Request(tmp_path / "base.yaml", tmp_path / "customers.csv"))


def test_a_value_that_only_rows_give_need_not_stand_in_the_base(tmp_path: Path) -> None:
    base_in(tmp_path, edited(GOOD, ("  users: 5000\n", "")))
    summary = made(tmp_path, {"id": "a", "users": 10}, {"id": "b"})
    assert [row.become for row in summary.rows] == ["made", "failed"]
    assert "users has no value in small" in summary.rows[1].problems[0].what


def test_what_is_said_of_a_value_may_come_with_it(tmp_path: Path) -> None:
    cells = {"assumptions.pue": "1.2", "assumptions.pue.status": "measured", "assumptions.pue.source": "their meter"}
    pue = study_of(tmp_path, **cells).assumptions["pue"]
    assert (pue.value, pue.status, pue.source) == (1.2, "measured", {"*": "their meter"})


def test_a_feature_that_the_base_has_not_is_the_models_to_know(tmp_path: Path) -> None:
    study = study_of(tmp_path, **{"options.own.assumptions.maintenance_rate": "0.1"})
    assert study.options["own"].assumptions["maintenance_rate"].value == 0.1


OVERRIDDEN = """
customers.csv:1 users: each scenario of the base has its own users, so this would change nothing -> call the column scenarios.small.assumptions.users, or take users out of the base's scenarios
customers.csv:1 options.spare.assumptions.node_price: no scenario takes this value, so it would change nothing -> take this column out
"""


def test_a_column_that_would_change_nothing_is_refused(tmp_path: Path) -> None:
    """Otherwise every customer's paper would have the base's figures, and nobody would be told."""
    small, price = "small: {workload: chat, options: [own, api]", "price_out: 10}"
    spare = f"{price}\n  spare: {{kind: on_premises, label: Spare, assumptions: {{node_price: 1}}}}"
    base_in(tmp_path, edited(GOOD, (small, f"{small}, assumptions: {{users: 7000}}"), (price, spare)))
    told = refused(tmp_path, {"id": "a", "users": 9000, "options.spare.assumptions.node_price": 2})
    assert told == OVERRIDDEN.strip().splitlines()
    (tmp_path / "base.yaml").write_text(edited(GOOD, (small, f"{small}, assumptions: {{users: 7000}}")), encoding="utf-8")
    row = {"id": "a", "scenarios.small.assumptions.users": 9000, "scenarios.large.assumptions.users": 9500}
    assert made(tmp_path, row).rows[0].become == "made"
    (tmp_path / "base.yaml").write_text(GOOD, encoding="utf-8")
    assert made(tmp_path, {"id": "a", "users": 9000}).rows[0].become == "made"  # its other scenario takes it


def test_a_column_that_each_owner_has_of_its_own_is_refused_with_the_one_that_would_do(tmp_path: Path) -> None:
    base_in(tmp_path, GOOD)
    told = refused(tmp_path, {"id": "a", "node_price": 1, "latency": 3})
    what = "each owner of such a value has its own, so this would change nothing"
    assert told == [
        f"customers.csv:1 node_price: {what} -> call the column options.own.assumptions.node_price",
        f"customers.csv:1 latency: {what} -> call the column workloads.chat.assumptions.latency",
    ]


# -- values ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [
    "1e5", "NO", "007", "=1+1", "null", "~", "true", "[a, b]", "{x: y}", "a: b # c", 'a,b;"c"', "두 줄\n이름", "😀", "-", "'",
])  # fmt: skip
def test_a_text_is_the_text_whatever_it_looks_like(name: str, tmp_path: Path) -> None:
    study = study_of(tmp_path, customer=name, title=name, **{"options.own.label": name})
    assert (study.customer, study.title, study.options["own"].label) == ({"*": name}, {"*": name}, {"*": name})


def test_values_are_what_the_schema_wants(tmp_path: Path) -> None:
    study = study_of(tmp_path, **{
        "languages": "ko, en", "as_of": "2025-03-01", "timeline.years": "5", "document.version": "1.10",
        "report.attach": "FALSE", "document.authors": "Kim; Lee", "customer.en": "Acme", "customer.ko": "에이스",
        "assumptions.users": "[1, 2, 3, 4, 5]", "assumptions.users.source": "their mail", "assumptions.users.status": "customer",
    })  # fmt: skip
    assert study.languages == ("ko", "en")
    assert study.as_of.isoformat() == "2025-03-01"
    assert (study.timeline.years, study.document.version, study.report.attach) == (5, "1.10", False)
    assert study.document.authors == ("Kim", "Lee")
    assert study.customer == {"en": "Acme", "ko": "에이스"}
    users = study.assumptions["users"]
    assert (users.value, users.source, users.status) == ([1, 2, 3, 4, 5], {"*": "their mail"}, "customer")


def test_a_blank_cell_is_the_bases_value(tmp_path: Path) -> None:
    base, (customer, _) = read(tmp_path, {"id": "a", "users": " ", "title": ""}, {"id": "b", "users": 1, "title": "x"})
    assert customer.settings == ()
    assert model_for(customer, base).loaded.study.title == {"*": "An assistant for employees"}


def test_a_value_is_unsourced_and_says_which_row_set_it(tmp_path: Path) -> None:
    users = study_of(tmp_path, users="7").assumptions["users"]
    assert (users.status, users.source) == ("unsourced", STATED)


@pytest.mark.parametrize(("address", "cell", "told"), [
    ("users", "96k", "a number is expected, not the text '96k' -> write 96000"),
    ("users", "1,5", "a number is expected, not the text '1,5'"),
    ("users", "1.000,50", "a number is expected, not the text '1.000,50'"),
    ("users", "nan", "a number is expected, not the text 'nan'"),
    ("users", "٣", "a number is expected, not the text '٣'"),
    ("as_of", "1.2.2025", "'1.2.2025' is not a date -> write year-month-day"),
    ("report.attach", "yes", "true or false is expected, not 'yes'"),
    ("languages", "en, xx", "there is no catalogue for the language 'xx'"),
    ("document.status", "drft", "'drft' cannot stand here -> did you mean 'draft'?"),
    ("timeline.years", "3.5", "a whole number is expected, not 3.5"),
    ("customer", "a\x0bb", "the text holds the invisible character U+000B"),
])  # fmt: skip
def test_a_value_that_cannot_be_is_its_rows_problem(address: str, cell: str, told: str, tmp_path: Path) -> None:
    summary = made(tmp_path, {"id": "a", address: cell}, {"id": "b"})
    bad, good = summary.rows
    assert (bad.become, good.become) == ("failed", "made")
    said = str(bad.problems[0]).replace(f"{tmp_path}/", "").replace("\n    ->", " ->")
    assert said.startswith("customers.csv:2 ")
    assert told in said
    assert sorted(each.name for each in (tmp_path / "out").glob("*.xlsx")) == ["b.xlsx"]
