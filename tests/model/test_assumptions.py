"""Who owns an assumption, which of its values holds where, and where it came from."""

# ruff: noqa: E501  # one passage of a study, or of a message, is one text

from __future__ import annotations

from pathlib import Path

import pytest

from builder.commands.languages import language_for
from builder.engine import run_file
from builder.errors import TcoError
from builder.layout.layout import lay_out
from builder.model.build import load_model
from builder.model.graph import Model
from tests.study.small_study import GOOD, edited, tree


def model_of(folder: Path, *edits: tuple[str, str]) -> Model:
    return load_model(tree(folder, study=edited(GOOD, *edits)))


# From the general to the particular, each written over those before it: what the study says of the running hours.
CLOUD = (
    "  api:\n    kind: token_api\n",
    "  cloud:\n    kind: cloud_iaas\n    label: Cloud\n    assumptions: {instance_price: 55}\n  api:\n    kind: token_api\n",
)
LISTED = ("small: {workload: chat, options: [own, api]}", "small: {workload: chat, options: [own, cloud, api]}")
STUDY = ("  users: 5000", "  users: 5000\n  running_hours_per_week: 10")
OPTION = ("{instance_price: 55}", "{instance_price: 55, running_hours_per_week: 20}")
WORKLOAD = ("latency: 20,", "latency: 20, running_hours_per_week: 30,")
SCENARIO = (
    "options: [own, cloud, api]}",
    "options: {own: {}, cloud: {assumptions: {running_hours_per_week: 40}}, api: {}}}",
)


@pytest.mark.parametrize(
    ("levels", "hours", "owner"),
    [
        ((), 168, "cloud"),
        ((STUDY,), 10, ""),
        ((STUDY, OPTION), 20, "cloud"),
        ((STUDY, OPTION, WORKLOAD), 30, "chat"),
        ((STUDY, OPTION, WORKLOAD, SCENARIO), 40, "chat"),
        ((OPTION, SCENARIO), 40, "cloud"),
    ],
    ids=["default", "study", "option", "workload", "scenario over workload", "scenario over option"],
)
def test_the_most_particular_value_holds(
    levels: tuple[tuple[str, str], ...], hours: float, owner: str, tmp_path: Path
) -> None:
    text = GOOD
    for edit in (CLOUD, LISTED, *levels):
        text = edited(text, edit)
    results = run_file(tree(tmp_path, study=text))
    assert results.value("cloud.running_hours_per_year", 0) == min(8760, hours * 52)
    holder = (
        results.model.assumptions.options["cloud"].get("running_hours_per_week")
        or results.model.assumptions.general["running_hours_per_week"]
    )
    row = next(each for each in results.model.assumptions.rows if each.id == holder[0])
    assert row.owner == owner


def test_rows_belong_to_the_study_an_option_or_a_workload(tmp_path: Path) -> None:
    owners = {row.key: (row.owner_kind, row.owner) for row in model_of(tmp_path).assumptions.rows}
    assert owners["users"] == ("study", "")
    assert owners["latency"] == ("workload", "chat")
    assert owners["node_price"] == ("option", "own")
    assert owners["electricity_price"] == ("study", "")  # written there, though only one option reads it
    assert owners["hours_per_year"] == ("study", "")


def test_a_row_holds_in_the_scenarios_that_use_its_owner(tmp_path: Path) -> None:
    model = model_of(tmp_path, LISTED, CLOUD)
    active = {row.id: row.active for row in model.assumptions.rows}
    assert active["cloud.instance_price"] == {0}
    assert active["own.node_price"] == {0, 1}


def test_a_scenario_overrides_a_cell_of_the_row_that_holds_there(tmp_path: Path) -> None:
    users = model_of(tmp_path).assumptions.row("users")
    assert users.general is not None
    assert users.general.value == 5000
    assert {scenario: setting.value for scenario, setting in users.overrides.items()} == {1: 20000}
    assert users.overrides[1].path == "scenarios.large.assumptions.users"


def test_an_assumption_of_its_own_may_have_a_value_per_scenario_only(tmp_path: Path) -> None:
    text = edited(
        GOOD,
        ("{value: 400, unit", "{unit"),
        (
            "options: [own, api], assumptions: {users",
            "options: {own: {assumptions: {rack_price: 500}}, api: {}}, assumptions: {users",
        ),
    )
    text = edited(
        text,
        (
            "small: {workload: chat, options: [own, api]}",
            "small: {workload: chat, options: {own: {assumptions: {rack_price: 450}}, api: {}}}",
        ),
    )
    results = run_file(tree(tmp_path, study=text))
    assert [results.value("own.rack_price", scenario) for scenario in (0, 1)] == [450, 500]


def test_a_bare_value_is_unsourced_and_a_mapping_says_where_it_comes_from(tmp_path: Path) -> None:
    told = "electricity_price: {value: 0.14, source: tariff of May, status: quoted, low: 0.1, high: 0.2, owner: Kim, confirmed_on: 2025-01-15}"
    model = model_of(tmp_path, ("electricity_price: 0.14", told))
    users, price = model.assumptions.row("users").general, model.assumptions.row("electricity_price").general
    assert users is not None
    assert (users.status, users.source, users.confirmed) == ("unsourced", None, False)
    assert price is not None
    assert (price.status, price.source, price.owner, price.confirmed) == ("quoted", {"*": "tariff of May"}, "Kim", True)
    assert (price.low, price.high) == (0.1, 0.2)
    assert price.where.endswith("study.yaml:5 assumptions.electricity_price")


@pytest.mark.parametrize(("written", "value"), [("true", 1), ("false", 0), ("1", 1), ("0", 0)])
def test_a_flag_is_one_or_zero(written: str, value: float, tmp_path: Path) -> None:
    bills = ("{instance_price: 55}", f"{{instance_price: 55, bills_every_hour: {written}}}")
    text = edited(GOOD, CLOUD, LISTED, bills)
    assert run_file(tree(tmp_path, study=text)).value("cloud.bills_every_hour", 0) == value


def test_a_choice_decides_between_formulas(tmp_path: Path) -> None:
    tier = "tier: {value: gold, kind: choice, choices: [gold, silver], unit: 1, label: Tier}\n      rack_price: {"
    formula = "formula: \"nodes * rack_price * months_per_year * operating_years if tier == 'gold' else 0\""
    edits = [("rack_price: {", tier), ("formula: nodes * rack_price * months_per_year * operating_years", formula)]
    assert run_file(tree(tmp_path, study=edited(GOOD, *edits))).value("own.rack_space.total", 0) > 0
    text = edited(edited(GOOD, *edits), ("value: gold", "value: silver"))
    assert run_file(tree(tmp_path, study=text)).value("own.rack_space.total", 0) == 0


FOREIGN = (
    "rack_price: {value: 400, unit: USD/(node*month), label: Rack space per node}",
    "rack_price: {value: 300, unit: EUR/(node*month), currency: EUR, growth: 0.1, label: Rack space per node}",
)
RATE = ("as_of: 2025-01-31\n", "as_of: 2025-01-31\nrates: {EUR: {value: 1.25, status: published, source: bank}}\n")


def test_an_assumption_of_its_own_in_another_currency_is_converted_at_a_rate_that_is_an_input(tmp_path: Path) -> None:
    (tmp_path / "euro.yaml").write_text(edited(GOOD, FOREIGN, RATE), encoding="utf-8")
    results = run_file(tmp_path / "euro.yaml")
    row = results.model.assumptions.row("own.rack_price")
    assert (row.currency, row.unit_text) == ("EUR", "EUR/(node*month)")
    assert "in_rate_eur" in lay_out(results, language_for(results.model.loaded)).book.names
    nodes = results.value(results.model.nodes["own.rack_space"].bindings["nodes"].node, 0)
    paid = [results.values["own.rack_space"][0, 0, period] for period in (1, 2, 3)]
    assert paid == pytest.approx([nodes * 300 * 1.1**year * 1.25 * 12 for year in range(3)])
    other = run_file(tmp_path / "euro.yaml", [("rates.EUR", 2.5)])
    assert other.value("own.rack_space.total", 0) == pytest.approx(2 * results.value("own.rack_space.total", 0))


@pytest.mark.parametrize(("written", "said", "remedy"), [
    ("unit: EUR/(node*year)", "the formula gives USD*month/year", "mend the formula"),
    ("unit: USD/(node*month)", "the unit is in USD, the value in EUR", "write the unit in EUR"),
    ("unit: node", "this is no amount of money", "remove currency"),
])  # fmt: skip
def test_its_unit_is_checked(written: str, said: str, remedy: str, tmp_path: Path) -> None:
    foreign = FOREIGN[0], FOREIGN[1].replace("unit: EUR/(node*month)", written)
    (tmp_path / "euro.yaml").write_text(edited(GOOD, foreign, RATE), encoding="utf-8")
    with pytest.raises(TcoError) as refused:
        run_file(tmp_path / "euro.yaml")
    assert any(said in each.what and remedy in each.remedy for each in refused.value.problems), refused.value


def test_it_needs_a_rate(tmp_path: Path) -> None:
    (tmp_path / "euro.yaml").write_text(edited(GOOD, FOREIGN), encoding="utf-8")
    with pytest.raises(TcoError, match="there is no exchange rate for EUR"):
        run_file(tmp_path / "euro.yaml")
