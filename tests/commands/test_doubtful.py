"""What passes and is hardly meant: settings that change nothing, texts that print as nobody would want them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builder.cli import main
from tests.study.small_study import GOOD, edited, tree

SMALL = "small: {workload: chat, options: [own, api]"
EVERYWHERE = edited(GOOD, (SMALL, f"{SMALL}, assumptions: {{users: 7000}}"))
"""Each scenario has its own users."""


def warned(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The warnings of the last command, but for those of the cost categories of the two options."""
    printed = capsys.readouterr()
    lines = (line.strip() for line in (printed.out + printed.err).splitlines())
    return [line.removeprefix("warning: ") for line in lines if line.startswith("warning: ") and "costed" not in line]


def checked(folder: Path, capsys: pytest.CaptureFixture[str], *edits: tuple[str, str], study: str = GOOD) -> list[str]:
    """What `tco check` warns of in a study, each with its place as `study.yaml:LINE`."""
    assert main(["check", str(tree(folder, study=edited(study, *edits)))]) == 0
    return [each.replace(f"{folder}/", "") for each in warned(capsys)]


# -- settings ----------------------------------------------------------------------------------------------------------

USERS = "--set {} changes nothing, as others hold in its place; set those: {}"


COMMANDS = [["show"], ["show", "--json"], ["show", "--csv"], ["explain", "nodes"], ["check"], ["sensitivity"],
            ["breakeven", "--over", "own.node_price", "--from", "1", "--to", "9e5"]]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("setting", ["users", "assumptions.users"])
def test_a_setting_that_every_scenario_overrides_is_told(
    setting: str, command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, *more = command
    assert main([name, str(tree(tmp_path, study=EVERYWHERE)), *more, "--set", f"{setting}=20000"]) == 0
    instead = "scenarios.small.assumptions.users, scenarios.large.assumptions.users"
    assert warned(capsys) == [USERS.format(setting, instead)]


def test_a_build_tells_it_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = str(tree(tmp_path, study=EVERYWHERE))
    assert main(["build", study, "--only", "xlsx", "-o", str(tmp_path / "out"), "--set", "users=9"]) == 0
    assert [each for each in warned(capsys) if "changes nothing" in each] == [
        USERS.format("users", "scenarios.small.assumptions.users, scenarios.large.assumptions.users")
    ]


def test_what_a_program_reads_is_printed_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(tree(tmp_path, study=EVERYWHERE)), "--json", "--set", "users=9"]) == 0
    assert json.loads(capsys.readouterr().out)["inputs"]["in_users"]["value"] == 9


@pytest.mark.parametrize(("setting", "instead"), [
    ("node_price=5", "options.own.assumptions.node_price"),
    ("latency=3", "workloads.chat.assumptions.latency"),
])  # fmt: skip
def test_so_is_one_that_each_owner_has_of_its_own(
    setting: str, instead: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", str(tree(tmp_path, study=GOOD)), "--set", setting]) == 0
    assert warned(capsys) == [USERS.format(setting.partition("=")[0], instead)]


def test_one_of_a_workload_that_no_scenario_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = tree(tmp_path, study=edited(GOOD, ("workloads:\n", "workloads:\n  spare: {label: Spare}\n")))
    assert main(["show", str(study), "--set", "workloads.spare.assumptions.latency=2"]) == 0
    (said,) = warned(capsys)
    assert said == "--set workloads.spare.assumptions.latency changes nothing: no scenario takes this value"


@pytest.mark.parametrize("settings", [
    ["users=9"], ["scenarios.small.assumptions.users=9"], ["options.own.assumptions.pue=1.2"], ["users.value=9"],
    ["electricity_price=0.15"], ["gpu_configurations=[1, 8]"], ["as_of=2025-02-01"],
])  # fmt: skip
def test_one_that_some_scenario_takes_passes_without_a_word(
    settings: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = [part for each in settings for part in ("--set", each.replace("users.value", "assumptions.users.value"))]
    assert main(["show", str(tree(tmp_path, study=GOOD)), *chosen]) == 0
    assert warned(capsys) == []


def test_what_is_set_in_every_scenario_as_well_is_no_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    all_of_them = ["users=9", "scenarios.small.assumptions.users=8", "scenarios.large.assumptions.users=7"]
    chosen = [part for each in all_of_them for part in ("--set", each)]
    assert main(["show", str(tree(tmp_path, study=EVERYWHERE)), *chosen]) == 0
    assert warned(capsys) == []


def test_a_study_with_a_general_value_that_each_scenario_overrides_is_none_either(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(tmp_path, capsys, study=EVERYWHERE) == []


def test_a_case_that_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = checked(tmp_path, capsys, ("{assumptions.electricity_price: 0.3}", "{users: 10}"), study=EVERYWHERE)
    instead = "scenarios.small.assumptions.users, scenarios.large.assumptions.users"
    assert said == [f"study.yaml:33 cases.dear_power.set.users {USERS.format('', instead)[7:]}"]


def test_a_study_that_extends_another_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    over = "extends: base.yaml\nassumptions: {users: 9000}\n"
    assert main(["check", str(tree(tmp_path, study=over, base=EVERYWHERE))]) == 0
    (said,) = warned(capsys)
    assert said.replace(f"{tmp_path}/", "").startswith("study.yaml:2 assumptions.users changes nothing")
    tree(tmp_path, study=f"{over}scenarios: {{small: {{assumptions: {{users: 9}}}}}}\n")
    main(["check", str(tmp_path / "study.yaml")])
    assert warned(capsys) == []  # some of what holds in its place is the study's own


def test_the_reader_of_a_korean_study_is_told_in_korean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(tree(tmp_path, study=EVERYWHERE)), "--set", "users=9", "--lang", "ko"]) == 0
    assert "경고: --set users: 다른 값이 대신 적용되어 아무것도 바뀌지 않습니다" in capsys.readouterr().err


# -- texts and keys ----------------------------------------------------------------------------------------------------


def narrated(text: str) -> tuple[str, str]:
    return ("report:\n", f"report:\n  narrative: {{issues: {json.dumps(text)}}}\n")


@pytest.mark.parametrize(("text", "tag", "remedy"), [
    ("It is <b>sure</b>.", "<b>", "Markdown has **bold** for it"),
    ("One<br/>two", "<br>", "Markdown has a blank line for it"),
    ("<table><tr><td>1</td></tr></table>", "<table>", "Markdown has | a | b | for it"),
    ('<font color="red">No</font>', "<font>", "take it out"),
    ("Yes <!-- for now -->", "<!--", "take it out"),
])  # fmt: skip
def test_html_in_a_narrative(
    text: str, tag: str, remedy: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = checked(tmp_path, capsys, narrated(text))
    place = "study.yaml:35 report.narrative.issues"
    assert said[0] == f"{place}: {tag} is HTML, and is printed as it stands; {remedy}"


@pytest.mark.parametrize("text", ["5 < 6 and 7 > 6", "`<b>` is a tag", "<https://example.com>", "a **bold** | word"])
def test_what_only_looks_like_it_is_not_warned_of(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(tmp_path, capsys, narrated(text)) == []


def test_html_in_another_text_has_no_markdown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = checked(tmp_path, capsys, ("title: An assistant", "title: An <i>assistant</i>"))
    assert said == ["study.yaml:1 title: <i> is HTML, and is printed as it stands; take it out"]


def test_curly_quotes_around_a_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = checked(tmp_path, capsys, ("title: An assistant for employees", "title: \u201cAn assistant\u201d"))
    assert said == ["study.yaml:1 title: curly quotes are printed; YAML knows straight ones only"]
    assert checked(tmp_path, capsys, ("title: An assistant", "title: An \u201cassistant\u201d")) == []


def test_a_number_sign_that_cuts_a_text_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = checked(tmp_path, capsys, ("title: An assistant for employees", "title: Assistant #1 for all"))
    cut = "the text ends before #1 for all, which YAML takes for a comment; put it in quotes"
    assert said == [f"study.yaml:1 title: {cut}"]
    for plain in ("title: Assistant # the first", 'title: "Assistant #1"', "title: Assistant no.1 #the first"):
        assert checked(tmp_path, capsys, ("title: An assistant for employees", plain)) == []


def test_a_growth_that_is_rather_a_percentage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = checked(tmp_path, capsys, ("users: 5000", "users: {value: 5000, growth: 5}"))
    assert said == ["study.yaml:4 assumptions.users.growth: it grows by 500% each year; 0.05 would be 5.0%"]
    assert checked(tmp_path, capsys, ("users: 5000", "users: {value: 5000, growth: 0.9}")) == []


def test_a_share_that_is_rather_a_percentage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dropped = ("      requires:", "      otherwise: drop\n      requires:")
    said = checked(tmp_path, capsys, ("users: 5000", "users: 5000\n  headroom: 5"), dropped)
    assert "study.yaml:5 assumptions.headroom: 5 is 500%; write 0.05 for 5%" in said
    assert checked(tmp_path, capsys, ("users: 5000", "users: 5000\n  headroom: 0.5")) == []


def test_a_narrative_and_a_claim_of_a_section_that_is_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sections = "report:\n  sections: [method, analysis]\n"
    narrative = "  narrative: {introduction: So it is, method: So it was, all: So it will be, warnings: Mind them}\n"
    said = checked(tmp_path, capsys, ("report:\n", sections + narrative))
    assert said == [
        f"study.yaml:{place} is not printed: report.sections leaves its section out"
        for place in ("36 report.narrative.introduction", "38 report.claims.ratio")
    ]


def test_a_check_that_fails_tells_the_warnings_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A price in cents makes the claim fail: what is wrong is the price."""
    study = tree(tmp_path, study=edited(GOOD, ("electricity_price: 0.14", "electricity_price: 14")))
    assert main(["check", str(study)]) == 1
    (said,) = warned(capsys)
    assert said.startswith("Price of a kWh of electricity: $14.000, above the plausible range")
