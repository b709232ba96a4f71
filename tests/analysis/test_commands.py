import json
import xml.etree.ElementTree as ET

import pytest

from builder.cli import main
from tests.analysis.studies import REFERENCE, UNCERTAIN
from tests.study.small_study import tree

STUDY = str(REFERENCE)


@pytest.fixture
def said(capsys):
    """`said(*arguments)` runs a command and gives its exit code, its output and its errors."""

    def run(*arguments):
        try:
            code = main(arguments)
        except SystemExit as stop:
            code = stop.code
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def uncertain(tmp_path):
    return str(tree(tmp_path, study=UNCERTAIN))


def test_breakeven_says_where_and_who(said):
    code, out, err = said("breakeven", STUDY, "--over", "queries_per_user_day", "--from", "1", "--to", "40")
    assert (code, err) == (0, "")
    assert "4.627427 query/(user·day)" in out
    assert "On-premises above it" in out
    assert out.count("not reached") == 6


def test_breakeven_of_chosen_pairs_as_an_object(said):
    code, out, _ = said(
        "breakeven",
        STUDY,
        "--over",
        "instance_price",
        "--from",
        "1",
        "--to",
        "10",
        "--scenario",
        "mistral-7b-5k",
        "--json",
    )
    (pair,) = json.loads(out)["pairs"]
    assert code == 0
    assert (pair["scenario"], pair["alternative"]) == ("mistral-7b-5k", "ec2")
    assert pair["crossings"][0]["from"] == pytest.approx(8.763438256410252, rel=1e-9)
    assert pair["crossings"][0]["cheaper_above"] == "on_prem"


def test_breakeven_over_two_assumptions(said):
    code, out, _ = said(
        "breakeven", STUDY, "--over", "users", "--from", "100", "--to", "5,000", "--against", "on_prem.pue", "--json"
    )
    data = json.loads(out)
    assert code == 0
    assert len(data["ratios"]) == len(data["rows"])
    assert data["rows"][0] == 1.1
    assert data["columns"][-1] == 5000


def test_settings_hold_for_questions_too(said):
    arguments = (
        "breakeven",
        STUDY,
        "--over",
        "queries_per_user_day",
        "--from",
        "1",
        "--to",
        "40",
        "--alternative",
        "gpt4",
        "--json",
    )
    dear, cheap = (
        json.loads(said(*arguments, *more)[1]) for more in ((), ("--set", "options.gpt4.assumptions.price_out=10"))
    )
    first, second = (data["pairs"][0]["crossings"][0]["from"] for data in (dear, cheap))
    assert second == pytest.approx(first * 25 / 15)


def test_solve_gives_the_value_or_says_that_there_is_none(said):
    code, out, _ = said("solve", STUDY, "--for", "on_prem.node_price", "--so-that", "out_api_gpt4_saving_min = 70%")
    assert code == 0
    assert "218,383.9 USD/node" in out
    code, out, _ = said("solve", STUDY, "--for", "users", "--so-that", "out_llama_2_70b_50k_nodes = 20.5")
    assert code == 0
    assert "not reached" in out
    assert "a step at 50,000.05 user: 20 node up to it, 21 node beyond" in out


def test_sensitivity_tells_of_every_comparison(said):
    code, out, _ = said("sensitivity", STUDY)
    assert code == 0
    assert out.count("What would have to be true") == 3
    assert "On-premises is not the cheaper when all of these hold" in out
    assert "no condition was found within the ranges" in out


def test_sensitivity_of_one_result_as_an_object(said):
    code, out, _ = said("sensitivity", STUDY, "--output", "out_large_ec2_ratio_min", "--json")
    (found,) = json.loads(out)["results"]
    assert code == 0
    assert found["output"] == "out_large_ec2_ratio_min"
    assert found["swings"][0]["name"] == "in_ec2_instance_price"
    assert found["swings"][0]["stated"] is True


def test_simulate_as_an_object_is_the_same_each_time(said, uncertain):
    first, second = (said("simulate", uncertain, "--draws", "2,000", "--seed", "3", "--json") for _ in range(2))
    assert first == second
    data = json.loads(first[1])
    assert (data["draws"], data["seed"], len(data["inputs"])) == (2000, 3, 4)
    assert set(data["outputs"]["out_small_api_vs_own_ratio"]["percentiles"]) == {"5", "25", "50", "75", "95"}
    assert {each["kind"] for each in data["chances"]} == {"pair", "comparison", "claim"}


def test_few_draws_tell_of_no_drivers(said, uncertain):
    code, out, _ = said("simulate", uncertain, "--draws", "3")
    assert code == 0
    assert "What drives" not in out


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("breakeven", "--over", "users", "--from", "100", "--to", "9000"),
        ("breakeven", "--over", "users", "--from", "100", "--to", "9000", "--against", "on_prem.pue"),
        ("solve", "--for", "users", "--so-that", "out_api_gpt4_ratio_min = 3"),
        ("sensitivity",),
        ("simulate", "--draws", "2000", "--ranges", "pert"),
    ],
    ids=["breakeven", "map", "solve", "sensitivity", "simulate"],
)
def test_every_answer_can_be_drawn_in_every_language(said, tmp_path, arguments, language):
    chart = tmp_path / "chart.svg"
    command, *rest = arguments
    code, out, err = said(command, STUDY, *rest, "--lang", language, "--chart", str(chart))
    assert (code, err.strip()) == (0, str(chart))
    assert out
    assert ET.parse(chart).getroot().tag.endswith("svg")


@pytest.mark.parametrize(
    ("arguments", "wheres"),
    [
        (
            ("breakeven", "--over", "usrs", "--alternative", "gpt5", "--scenario", "none"),
            ["--over usrs", "--alternative gpt5", "--scenario none"],
        ),
        (("breakeven", "--over", "users", "--from", "9", "--to", "2"), ["--over users"]),
        (("solve", "--for", "usrs", "--so-that", "out_x = 1"), ["--so-that out_x", "--for usrs"]),
        (("sensitivity", "--output", "out_x"), ["--output out_x"]),
        (("simulate", "--output", "out_x", "--output", "out_y"), ["--output out_x", "--output out_y"]),
    ],
)
def test_everything_wrong_is_said_at_once(said, arguments, wheres):
    command, *rest = arguments
    code, out, err = said(command, STUDY, *rest)
    assert (code, out) == (1, "")
    assert f"{len(wheres)} problem" in err
    assert all(where in err for where in wheres)
    assert err.count("    -> ") == len(wheres)


@pytest.mark.parametrize(
    "arguments",
    [
        ("simulate", "--draws", "0"),
        ("simulate", "--seed", "-1"),
        ("solve", "--for", "users"),
        ("breakeven", "--over", "users", "--from", "few"),
    ],
)
def test_wrong_usage_is_told_apart(said, arguments):
    command, *rest = arguments
    code, out, err = said(command, STUDY, *rest)
    assert (code, out) == (2, "")
    assert "usage:" in err
