"""A wrong study of each kind: one clear error, at its line, with a remedy; nothing written, nothing touched."""

# ruff: noqa: E501  # one passage of a study, or of a message, is one text

from __future__ import annotations

import time
from pathlib import Path

import pytest

from builder.cli import main
from builder.errors import TcoError
from builder.model.build import load_model
from tests.study.small_study import GOOD, edited, tree
from tests.study.wrong_studies import ALL, Wrong


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the output of an earlier build of the study while it was right."""
    folder = tmp_path_factory.mktemp("built")
    study = tree(folder, study=GOOD)
    assert main(["build", str(study), "--only", "xlsx", "-o", str(folder / "output")]) == 0
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def said_of(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """What a build of the folder's study.yaml says; the study is wrong, and files of before stand as they did."""
    monkeypatch.chdir(folder)
    before = contents(folder)
    capsys.readouterr()
    assert main(["build", "study.yaml", *more, "--only", "xlsx", "-o", "output"]) == 1
    assert contents(folder) == before
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.endswith("; nothing was written\n")
    return printed.err


@pytest.mark.parametrize("wrong", ALL, ids=lambda wrong: wrong.kind)
def test_it_is_told_where_it_stands_what_it_is_and_what_to_do(
    wrong: Wrong, built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tree(built, study=edited(GOOD, *wrong.edits))
    said = said_of(built, monkeypatch, capsys)
    problems = said.split("study.yaml:")[1:]
    assert len(problems) == len(wrong.said), said
    for problem, expected in zip(problems, wrong.said, strict=True):
        head, _, remedy = problem.partition("\n    -> ")
        assert head.startswith(f"{expected.where}: {expected.what}"), said
        assert remedy.startswith(expected.remedy), said


def test_there_are_many_kinds_each_named_once() -> None:
    kinds = [wrong.kind for wrong in ALL]
    assert len(kinds) == len(set(kinds)) > 100


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("nodes * rack_price * month * operating_years", "                         ^^^^^"),
        ("nodes * rack_price * (12 + 0) * operating_years", "                          ^^"),
        ("nodes + rack_price * months_per_year * operating_years", "    " + "^" * 54),
        ("nodes * rack_price * months_per_year)", "                                        ^"),
    ],
)
def test_carets_stand_below_the_place_in_the_formula(formula: str, shown: str, tmp_path: Path) -> None:
    edit = ("formula: nodes * rack_price * months_per_year * operating_years", f"formula: {formula}")
    with pytest.raises(TcoError) as error:
        load_model(tree(tmp_path, study=edited(GOOD, edit)))
    _, text, carets = error.value.problems[0].what.splitlines()
    assert (text, carets) == (f"    {formula}", shown)


# -- several at once ---------------------------------------------------------------------------------------------------

FIVE = [
    ("electricity_price: 0.14", "electricty_price: 0.14"),
    ("node_price: 138500", "node_price: $138,500"),
    ("basis: cash", "bassis: cash"),
    ("kind: token_api", "kind: token_apy"),
    ("subject: own", "subject: onw"),
]


def test_problems_of_keys_values_names_and_formulas_are_told_together_in_the_order_of_the_file(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tree(built, study=edited(GOOD, *FIVE, ("formula: nodes *", "formula: node *")))
    said = said_of(built, monkeypatch, capsys)
    places = [line.split(" ")[0] for line in said.splitlines() if line.startswith("study.yaml:")]
    lines = [int(place.split(":")[1]) for place in places]
    assert lines == sorted(lines) == [5, 13, 20, 22, 24, 31]
    assert "tco: 6 problems; nothing was written" in said


def test_a_broken_formula_is_not_blamed_on_the_lines_that_read_it(tmp_path: Path) -> None:
    lines = "formula: half * half / half\n      half: {label: Half, unit: USD, formula: nodes * rack_pric}"
    study = tree(
        tmp_path, study=edited(GOOD, ("formula: nodes * rack_price * months_per_year * operating_years", lines))
    )
    with pytest.raises(TcoError) as error:
        load_model(study)
    assert [problem.what.splitlines()[0] for problem in error.value.problems] == [
        "there is no input or line 'rack_pric' here"
    ]


def test_two_broken_formulas_are_both_told(tmp_path: Path) -> None:
    lines = "formula: nodes * 12\n      other: {label: Other, unit: USD, formula: nods * rack_price}"
    study = tree(
        tmp_path, study=edited(GOOD, ("formula: nodes * rack_price * months_per_year * operating_years", lines))
    )
    with pytest.raises(TcoError) as error:
        load_model(study)
    assert len(error.value.problems) == 2


# -- files that cannot be studies --------------------------------------------------------------------------------------

NO_STUDY = {
    "empty": ("", "the file is empty", "start from `tco new`"),
    "comments only": ("# nothing yet\n", "the file is empty", "start from `tco new`"),
    "a list": ("- title\n", "a study is a mapping of keys to values", "start from `tco new`"),
    "a word": ("hello", "a study is a mapping of keys to values", "start from `tco new`"),
    "binary": (bytes(range(256)), "the file is not UTF-8 text", "save it as UTF-8"),
    "UTF-16": (GOOD.encode("utf-16"), "the file is not UTF-8 text", "save it as UTF-8"),
    "too large": ("#" * 1_000_001, "the file is larger than 1,000,000 bytes", "drop what a study does not need"),
    "deep lists": ("[" * 100_000, "too large or nested too deeply", "at most 30 levels are read"),
    "deep mappings": ("{a: " * 100_000, "too large or nested too deeply", "at most 30 levels are read"),
    "deep dashes": ("- " * 200_000, "too large or nested too deeply", "at most 30 levels are read"),
    "deep keys": ("? " * 200_000, "too large or nested too deeply", "at most 30 levels are read"),
    "deep indentation": ("\n".join(" " * i + "a:" for i in range(900)), "too large or nested too deeply", "at most 30 levels"),
    "an alias of itself": ("a: &a [*a]", "too large or nested too deeply", "at most 30 levels are read"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3", "study.yaml: this is a PDF, not a study", "name the YAML file it was made from"),
    "a letter of an old encoding": (GOOD.replace("Own servers", "Serveurs privés").encode("cp1252"), "study.yaml:11: the file is not UTF-8 text", "save it as UTF-8"),
    "an unknown alias": ("a: *b", "not YAML: an alias (*name) of something that has no such name", "write the value itself"),
}  # fmt: skip


@pytest.mark.parametrize("kind", NO_STUDY)
def test_a_file_that_is_no_study_is_refused_within_a_second(
    kind: str, built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    content, what, remedy = NO_STUDY[kind]
    (built / "study.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())
    start = time.process_time()
    said = said_of(built, monkeypatch, capsys)
    assert time.process_time() - start < 1
    assert said.startswith("study.yaml")
    assert what in said
    assert f"    -> {remedy}" in said


def test_aliases_that_multiply_are_refused_before_they_have_grown(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    laughs = ["a: &a [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    laughs += [
        f"{each}: &{each} [{', '.join(['*' + below] * 9)}]" for below, each in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    tree(built, study="\n".join(laughs))
    start = time.process_time()
    said = said_of(built, monkeypatch, capsys)
    assert time.process_time() - start < 1
    assert "at most 20,000 values, aliases counted where they are used" in said


def test_a_number_of_thousands_of_digits_is_cut_in_the_message(tmp_path: Path) -> None:
    study = tree(tmp_path, study=edited(GOOD, ("138500", "9" * 5000)))
    with pytest.raises(TcoError, match="999999999999… is not a number a study can use"):
        load_model(study)


@pytest.mark.parametrize(
    ("path", "what"),
    [("none.yaml", "there is no such file"), (".", "this is a folder"), ("study.yaml/x", "cannot be read")],
)
def test_a_study_that_cannot_be_opened(
    path: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tree(tmp_path, study=GOOD)
    monkeypatch.chdir(tmp_path)
    assert main(["check", path]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"{path}: {what}")
    assert "    -> " in said


def test_files_with_a_byte_order_mark_or_other_line_ends_are_read(tmp_path: Path) -> None:
    for name, content in {
        "mark": b"\xef\xbb\xbf" + GOOD.encode(),
        "windows": GOOD.replace("\n", "\r\n").encode(),
    }.items():
        (tmp_path / f"{name}.yaml").write_bytes(content)
        load_model(tmp_path / f"{name}.yaml")


def test_a_column_is_right_behind_korean_text_and_other_line_ends(tmp_path: Path) -> None:
    text = edited(
        GOOD,
        ("title: An assistant for employees", "title: 직원을 위한 어시스턴트"),
        ("formula: nodes *", "formula: node *"),
    )
    (tmp_path / "study.yaml").write_bytes(text.replace("\n", "\r\n").encode())
    with pytest.raises(TcoError, match=r"study.yaml:22:18 options.own.lines.rack_space.formula"):
        load_model(tmp_path / "study.yaml")


# -- bases -------------------------------------------------------------------------------------------------------------


def test_two_files_that_extend_each_other(tmp_path: Path) -> None:
    study = tree(tmp_path, study="extends: base.yaml\n", base="title: Base\nextends: study.yaml\n")
    with pytest.raises(TcoError, match=r"base.yaml:2 extends: study.yaml extends this file in turn"):
        load_model(study)


def test_more_than_five_files_that_extend_each_other(tmp_path: Path) -> None:
    chain = {f"f{i}": f"extends: f{i + 1}.yaml\n" for i in range(6)}
    study = tree(tmp_path, **chain, f6=GOOD)
    with pytest.raises(TcoError, match=r"f5.yaml:1 extends: more than 5 files extend each other"):
        load_model(study)


@pytest.mark.parametrize("content", ["Just some notes\n", "- one\n- two\n"])
def test_a_base_that_is_no_study_is_not_passed_over(content: str, tmp_path: Path) -> None:
    study = tree(tmp_path, study=f"extends: base.yaml\n{GOOD}", base=content)
    with pytest.raises(TcoError, match=r"study.yaml:1 extends: .*base.yaml is no study: it has no keys"):
        load_model(study)


def test_a_problem_in_the_base_is_told_at_its_line_of_the_base(tmp_path: Path) -> None:
    study = tree(tmp_path, study="extends: base.yaml\ntitle: Ours\n", base=edited(GOOD, ("users: 5000", "users: many")))
    with pytest.raises(TcoError, match=r"base.yaml:4 assumptions.users: a number is expected, not the text 'many'"):
        load_model(study)


# -- settings ----------------------------------------------------------------------------------------------------------

SETTINGS = {
    "users": ("--set users", "this is not path=value", "write, for example, --set assumptions.users=20000"),
    "=5": ("--set =5", "this is not path=value", "write, for example, --set assumptions.users=20000"),
    "users=": ("--set users", "the value is missing", "write a number in user"),
    "users=many": ("--set users", "a number is expected, not the text 'many'", "write a plain number"),
    "users=12,000": ("--set users", "a number is expected, not the text '12,000'", "write 12000"),
    "users=.inf": ("--set users", ".inf is not a number a study can use", "write a finite number"),
    "users=0": ("--set users", "0 is below the least possible, 1 user", "write at least 1 user"),
    "users=[1": ("--set users", "not YAML: a list is not closed, or a comma is missing", "write [one, two]"),
    "users=!!python/object:x 1": ("--set users", "the tag !!python/object:x is not read", "write the value without a tag"),
    "userss=5": ("--set userss", "there is no assumption 'userss' here", "did you mean 'users'?"),
    "assumption.users=5": ("--set assumption.users", "there is no 'assumption' to set", "did you mean 'assumptions'?"),
    "foo.bar=5": ("--set foo.bar", "there is no 'foo' to set", "known are title, subtitle"),
    "options.onw.assumptions.pue=1.2": ("--set options.onw.assumptions.pue", "there is no 'onw' to set", "did you mean 'own'?"),
    "options.own.assumptions.node_prise=5": (
        "--set options.own.assumptions.node_prise", "there is no assumption 'node_prise' here", "did you mean 'node_price'?"),
    "options.own.kindd=x": ("--set options.own.kindd", "there is no 'kindd' to set", "did you mean 'kind'?"),
    "options.own.kind=x": ("--set options.own.kind", "there is no option kind 'x'", "known are cloud_iaas, colocation, current_state,"),
    "scenarios.large.users=7": ("--set scenarios.large.users", "there is no 'users' to set", "write scenarios.large.assumptions.users"),
    "large.users=7": ("--set large.users", "there is no 'large' to set", "write scenarios.large.assumptions.users"),
    "options.own.node_price=7": ("--set options.own.node_price", "there is no 'node_price' to set", "write options.own.assumptions.node_price"),
    "own.assumptions.node_price=7": ("--set own.assumptions.node_price", "there is no 'own' to set", "write options.own.assumptions.node_price"),
    "users.growth=0.1": ("--set users.growth", "there is no 'users' to set", "write assumptions.users.growth"),
    "years=5": ("--set years", "there is no assumption 'years'", "write timeline.years"),
    "status=draft": ("--set status", "there is no assumption 'status'", "write document.status"),
    "extends=other.yaml": ("--set extends", "what a study extends is read from its file alone", "write extends: into the study"),
    "simulation.draws=0": ("--set simulation.draws", "0 is too small", "write at least 1"),
    "workbook.sensitivity.most=0": ("--set workbook.sensitivity.most", "0 is too small", "write at least 1"),
    "assumptions.users=20,5": ("--set assumptions.users", "a number is expected, not the text '20,5'", "write 20.5"),
    "comparisons.all.scenarios.0=small": (
        "--set comparisons.all.scenarios.0", "nothing can be set below 'scenarios'", "set it as a whole: comparisons.all.scenarios=..."),
    "timeline.yeers=5": ("--set timeline.yeers", "unknown key 'yeers'", "did you mean 'years'?"),
    "options.own.lines.rack_space.formula=nodes": (
        "--set options.own.lines.rack_space.formula", "the formula gives node, the line is declared in USD", "mend the formula or the unit"),
    "assumptions.gpu_configurations.9=3": ("--set assumptions.gpu_configurations.9", "there is no entry 9", "entries are 1 to 3"),
    "as_of=2025-02-30": ("--set as_of", "'2025-02-30' is not a date", "write year-month-day"),
}  # fmt: skip


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_setting_that_leads_nowhere_or_cannot_be(
    setting: str, built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tree(built, study=GOOD)
    where, what, remedy = SETTINGS[setting]
    said = said_of(built, monkeypatch, capsys, "--set", setting)
    assert said.startswith(f"{where}: {what}")
    assert f"    -> {remedy}" in said
    assert "tco: 1 problem;" in said


def test_settings_that_are_wrong_are_told_together(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tree(built, study=GOOD)
    said = said_of(built, monkeypatch, capsys, "--set", "users", "--set", "pue")
    assert "tco: 2 problems;" in said


# -- commands ----------------------------------------------------------------------------------------------------------


def test_a_language_that_the_texts_are_not_written_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tree(tmp_path, study=edited(GOOD, ("title: An assistant for employees", "title: {en: An assistant for employees}")))
    said = said_of(tmp_path, monkeypatch, capsys, "--lang", "ko")
    assert said.startswith("--lang ko: 1 of the study's texts are not written in it, the first at study.yaml:1 title")
    said = said_of(tmp_path, monkeypatch, capsys, "--lang", "xx")
    assert said.startswith("language 'xx': there is no catalogue for it")


def test_two_studies_of_one_name_in_one_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other").mkdir()
    tree(tmp_path, study=GOOD)
    tree(tmp_path / "other", study=GOOD)
    said = said_of(tmp_path, monkeypatch, capsys, "other/study.yaml")
    assert "another study of this build makes output/study.xlsx too" in said


def test_of_several_studies_none_is_built_where_one_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tree(tmp_path, study=GOOD, wrong=edited(GOOD, ("users: 5000", "users: many")))
    assert said_of(tmp_path, monkeypatch, capsys, "wrong.yaml").startswith("wrong.yaml:4 assumptions.users")
