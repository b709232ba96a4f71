"""The commands as one meets them at the terminal: what they print, what they write, how they end."""

# ruff: noqa: E501  # one passage of a study, or of a message, is one text

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path

import pytest

from builder.cli import main
from tests.study.small_study import GOOD, edited, tree

REFERENCE = str(Path(__file__).parents[2] / "inputs" / "llm-inferencing-2024.yaml")


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tree(tmp_path, study=GOOD)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main(list(arguments)) == code
    out, err = capsys.readouterr()
    return err if code else out


# -- show --------------------------------------------------------------------------------------------------------------


def test_show_prints_the_headline_of_each_comparison(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "show", REFERENCE)
    assert "A large model against a token API (api)" in out
    row = next(line for line in out.splitlines() if line.startswith("Llama 2 70B, 50,000 users  "))
    assert row.split()[-6:] == ["$16,828,036", "2.31", "/", "9.35", "4.04x", "75.3%"]


def test_show_lines_up_in_korean_too(capsys: pytest.CaptureFixture[str]) -> None:
    def width(text: str) -> int:
        return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)

    lines = printed(capsys, "show", REFERENCE, "--lang", "ko").splitlines()
    tables = [index for index, line in enumerate(lines) if line.startswith("---")]
    assert len(tables) == 3
    for rule in tables:
        rows = [line for line in lines[rule - 1 : rule + 3] if line]
        assert {width(row) for row in rows} == {width(lines[rule])}


def test_show_without_a_comparison_prints_every_total(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head, _, _ = GOOD.partition("comparisons:")
    study.write_text(head, encoding="utf-8")
    out = printed(capsys, "show", "study.yaml")
    assert [line.split("  ")[0] for line in out.splitlines()[-4:]] == ["small", "small", "large", "large"]


def test_show_as_json_has_inputs_with_their_paths_and_outputs_with_their_labels(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = json.loads(printed(capsys, "show", REFERENCE, "--json"))
    assert shown["inputs"]["in_on_prem_electricity_price"] == {
        "value": 0.173, "unit": "USD/kWh", "path": "options.on_prem.assumptions.electricity_price",
        "status": "published", "source": "study of April 2024; United States city average, residential",
    }  # fmt: skip
    ratio = shown["outputs"]["out_small_ec2_ratio_min"]
    assert ratio["label"] == "Smallest cost ratio"
    assert ratio["value"] == pytest.approx(1.612, abs=5e-4)


def test_show_as_csv_has_every_line_by_scenario_option_and_period(capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(printed(capsys, "show", REFERENCE, "--csv"))))
    assert list(rows[0]) == ["scenario", "option", "line", "label", "unit", "category", "period", "value"]
    power = [row for row in rows if row["line"] == "on_prem.power_and_cooling" and row["scenario"] == "mistral-7b-5k"]
    assert [(row["option"], row["category"], float(row["period"])) for row in power] == [
        ("on_prem", "power_and_cooling", period) for period in range(4)
    ]  # fmt: skip
    assert sum(float(row["value"]) for row in power) == pytest.approx(2.2 * 1.3 * 26_280 * 0.173)


def test_a_setting_changes_the_headline(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = printed(capsys, "show", "study.yaml")
    after = printed(capsys, "show", "study.yaml", "--set", "options.api.assumptions.price_out=20")
    assert before != after
    assert "$675,000" in before
    assert "$1,125,000" in after


# -- check -------------------------------------------------------------------------------------------------------------


def test_check_counts_what_there_is_and_lists_warnings(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "check", "study.yaml").splitlines()
    assert out[0].startswith("study: ")
    assert out[0].endswith(" inputs, 2 scenarios, nothing wrong")
    assert out[1] == "4 warnings"
    assert "Facilities: costed for another option but not for Token API" in out[2]
    dear = printed(capsys, "check", "study.yaml", "--set", "administrator_salary=150000").splitlines()
    assert dear[1] == "5 warnings"
    assert "Administrator, all in, per year: $150,000, above the plausible range" in dear[6]


def test_check_names_values_that_were_valid_until_a_day_before_the_studys(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late = ("{users: 20000}", "{users: {value: 20000, valid_until: 2024-12-31}}")
    study.write_text(edited(GOOD, late), encoding="utf-8")
    out = printed(capsys, "check", "study.yaml")
    assert (
        "scenarios.large.assumptions.users was valid until December 31, 2024, the study is as of January 31, 2025"
        in out
    )


def test_check_open_lists_what_nobody_has_confirmed(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = "electricity_price: {value: 0.14, status: estimated, owner: Kim}\n  days_per_month: {value: 21, status: estimated, confirmed_on: 2025-01-20}"
    study.write_text(
        edited(GOOD, ("electricity_price: 0.14", told), ("138500", "{value: 138500, status: quoted}")), encoding="utf-8"
    )
    out = printed(capsys, "check", "study.yaml", "--open")
    assert "  assumptions.electricity_price: 0.14 USD/kWh, estimated, Kim" in out
    assert "  options.own.assumptions.pue: 1.3" in out  # a default that the model only estimates
    assert "assumptions.node_price" not in out
    assert "days_per_month" not in out
    assert "Not confirmed" not in printed(capsys, "check", "study.yaml")


def test_check_says_quantities_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "check", REFERENCE)
    assert "an instance serves 4 GPUs and is licensed for 8 GPUs" in out
    assert "GPUs per instance" not in out
    assert "less than the plausible $15,000 per further GPU" in out


WRONG = {
    "a distribution": ("electricity_price: 0.14", "electricity_price: {value: 0.14, distribution: {kind: uniform, low: 0.2, high: 0.1}}",
                       "assumptions.electricity_price.distribution: low 0.2 is not below high 0.1"),
    "a correlation": ("comparisons:\n", "correlations: [{between: [users, latency], rank: 0.5}]\ncomparisons:\n", "it has no distribution"),
    "an output to simulate": ("comparisons:\n", "simulation: {outputs: [out_al_api_ratio_max]}\ncomparisons:\n", "did you mean 'out_all_api_ratio_max'"),
    "the brand": ("as_of: 2025-01-31\n", "as_of: 2025-01-31\nbrand: acme\n", "there is no brand 'acme'"),
    "a claim": ("requires: [out_all_api_ratio_max > 1]", "requires: [out_all_api_ratio_max > 1000]",
                "report.claims.ratio.requires.0: the claim 'ratio' requires out_all_api_ratio_max > 1000, and out_all_api_ratio_max is "),
    "a claim's section": ("      requires:", "      section: sumary\n      requires:", "the paper has no section 'sumary'"),
    "a narrative": ("report:\n", "report:\n  narrative: {sumary: Text}\n", "sumary"),
}  # fmt: skip


def test_check_finds_what_would_stop_simulation_and_paper(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All of it at once, and each thing alone."""
    edits = [(old, new) for old, new, _ in WRONG.values()]
    for what, (old, new, said) in WRONG.items():
        study.write_text(edited(GOOD, (old, new)), encoding="utf-8")
        assert said in printed(capsys, "check", "study.yaml", code=1), what
    study.write_text(edited(GOOD, edits[0], edits[3], edits[4]), encoding="utf-8")
    err = printed(capsys, "check", "study.yaml", code=1)
    assert "tco: 3 problems" in err


def test_build_tells_all_that_check_tells(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study.write_text(edited(
        GOOD, ("report:\n", "languages: [en, ko]\nreport:\n  sections: [summery]\n  charts: [tornadoo]\n"),
        ("[out_all_api_ratio_max > 1]", "[out_all_api_ratio_max > 1000]"),
    ), encoding="utf-8")  # fmt: skip
    told = printed(capsys, "check", "study.yaml", code=1)
    assert [word in told for word in ("summery", "tornadoo", "report.claims.ratio")] == [True] * 3
    assert told.endswith(printed(capsys, "build", "study.yaml", code=1))
    assert "summery" not in printed(capsys, "build", "study.yaml", "--only", "xlsx")


def test_simulate_names_what_there_is_nothing_of(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no assumption has a distribution" in printed(capsys, "simulate", "study.yaml", code=1)
    err = printed(capsys, "simulate", "study.yaml", "--ranges", "pert", code=1)
    assert "no assumption has a range to draw from, nor a distribution\n    -> write low: and high: beside" in err


def test_check_warns_of_a_claim_that_the_paper_leaves_out(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = "requires: [out_all_api_ratio_max > 1]"
    study.write_text(edited(GOOD, (old, "otherwise: drop\n      " + old.replace("> 1", "> 1000"))), encoding="utf-8")
    out = printed(capsys, "check", "study.yaml")
    assert "the paper leaves out what does not hold: the claim 'ratio' requires out_all_api_ratio_max > 1000" in out


def test_check_open_lists_adjustments_too(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "    label: Own servers\n    adjustments: [{label: Survey, amount: 5, owner: Kim}, {label: Fee, amount: 9, status: quoted}]\n"
    study.write_text(edited(GOOD, ("    label: Own servers\n", rows)), encoding="utf-8")
    out = printed(capsys, "check", "study.yaml", "--open")
    assert "  options.own.adjustments.0: Survey, without a source, Kim" in out
    assert "adjustments.1" not in out


# -- explain -----------------------------------------------------------------------------------------------------------


def test_explain_tells_formula_words_values_and_neighbours(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "explain", "study.yaml", "own.power_and_cooling")
    assert out.startswith("Power and cooling  (own.power_and_cooling, USD)")
    assert "it_power * pue * hours_per_year * electricity_price * operating_years" in out
    assert "  own.it_power  Power of the equipment" in out
    assert "  own.category_power_and_cooling" in out


@pytest.mark.parametrize("name", ["rack_space", "own.rack_space", "out_small_own_total", "nodes", "pue"])
def test_explain_finds_lines_inputs_and_results(name: str, study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "explain", "study.yaml", name)


def test_explain_of_an_input_says_where_it_comes_from(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "explain", "study.yaml", "users")
    assert "  assumptions.users: 5000.0, without a source, – (study.yaml:4 assumptions.users)" in out
    assert "  scenarios.large.assumptions.users: 20000.0, without a source, – (study.yaml:29 scenarios.large" in out
    assert "small" not in printed(capsys, "explain", "study.yaml", "users", "--scenario", "large")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("node",), "node: there is no such line or input\n    -> did you mean 'nodes'?"),
        (
            ("total_cost",),
            "total_cost: several options have this line\n    -> write one of own.total_cost, api.total_cost",
        ),
        (("nodes", "--scenario", "smal"), "--scenario: there is no scenario 'smal'\n    -> did you mean 'small'?"),
    ],
)
def test_explain_of_what_is_not_there(
    arguments: tuple[str, ...], said: str, study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert printed(capsys, "explain", "study.yaml", *arguments, code=1).startswith(said)


# -- new ---------------------------------------------------------------------------------------------------------------


def test_new_writes_a_study_that_builds_without_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert printed(capsys, "new").startswith("study.yaml\nnext: tco show study.yaml")
    assert "warning" not in printed(capsys, "check", "study.yaml")
    assert printed(capsys, "build", "study.yaml", "--only", "xlsx").endswith("output/study.xlsx\n")
    assert (tmp_path / "output" / "study.xlsx").is_file()


def test_new_overwrites_nothing(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, "new", "study.yaml", code=1)
    assert said.startswith("study.yaml: the file exists already\n    -> give another name")
    assert study.read_text(encoding="utf-8") == GOOD


def test_new_wants_a_yaml_file(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "-> write tco new mine.yaml" in printed(capsys, "new", "mine.txt", code=1)


# -- how commands end --------------------------------------------------------------------------------------------------


def test_done_is_0_and_a_wrong_study_1(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "study.yaml"]) == 0
    study.write_text("title: x\n", encoding="utf-8")
    assert main(["check", "study.yaml"]) == 1


@pytest.mark.parametrize(
    "arguments", [["bild"], ["show"], ["show", "--jsn", "study.yaml"], ["build", "s.yaml", "--only", "docx"]]
)
def test_wrong_usage_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: tco" in capsys.readouterr().err


def test_no_command_prints_the_help_and_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Exit codes: 0 done" in printed(capsys, code=2)


def test_an_interruption_says_so(
    study: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("builder.engine.run_file", interrupted)
    assert printed(capsys, "show", "study.yaml", code=130) == "tco: stopped; nothing was written\n"


def test_build_says_what_it_made(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "build", "study.yaml", "--only", "xlsx", "-o", "made")
    assert "Own against API (all)" in out
    assert out.splitlines()[-1] == "made/study.xlsx"


def test_the_same_study_gives_the_same_bytes(study: Path, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        assert main(["build", "study.yaml", "--only", "xlsx", "-o", folder]) == 0
    assert (tmp_path / "one" / "study.xlsx").read_bytes() == (tmp_path / "two" / "study.xlsx").read_bytes()
