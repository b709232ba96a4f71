"""`tco batch`: each row's files are those of `tco build`; a row that fails stops no other; what stands stays."""

from __future__ import annotations

import csv
import io
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.batch.summary import Row, as_csv
from builder.cli import main
from builder.cli_batch import _Progress
from builder.commands.batch import Request, Summary, batch, table
from builder.commands.build import build
from builder.commands.new import starter
from builder.errors import Problem
from builder.paths import templates_dir
from builder.publish import PublishError
from tests.batch.lists import base_in, list_in, made
from tests.study.small_study import GOOD, edited

COMPOSED = """\
extends: base.yaml
customer: 한국전자 & Söhne
languages: [ko, en]
assumptions:
  users: {value: 9000, status: customer, source: their mail}
options:
  own: {assumptions: {node_price: {value: 99000, status: unsourced, source: {en: stated for this study}}}}
scenarios:
  small:
    options:
      own: {assumptions: {node_price: {value: 98000, status: unsourced, source: {en: stated for this study}}}}
      api: {}
"""
ROW = {
    "id": "acme", "customer": "한국전자 & Söhne", "languages": "ko, en", "users": 9000,
    "assumptions.users.status": "customer", "assumptions.users.source": "their mail",
    "options.own.assumptions.node_price": 99000, "scenarios.small.options.own.assumptions.node_price": 98000,
}  # fmt: skip


PRICES = """\
currency: USD
source: quote
status: quoted
source_grade: P
prices:
  node: {value: 138500, unit: USD/node, date: 2025-01-01}
"""


def files(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in sorted(folder.iterdir()) if not each.name.startswith(".")}


def became(summary: Summary) -> dict[str, str]:
    return {row.id: row.become for row in summary.rows}


@pytest.fixture
def bilingual(tmp_path: Path) -> Path:
    base_in(tmp_path, edited(GOOD, ("as_of:", "languages: [en]\nas_of:")))
    return tmp_path


def test_the_files_are_those_of_a_build_of_the_composed_study(processes: None, bilingual: Path) -> None:
    (bilingual / "acme.yaml").write_text(COMPOSED, encoding="utf-8")
    build([bilingual / "acme.yaml"], bilingual / "alone", languages=("ko",))
    made(bilingual, ROW, kinds=("xlsx", "html", "pdf"), languages=("ko",))
    alone = files(bilingual / "alone")
    assert list(alone) == ["acme.html", "acme.pdf", "acme.xlsx"]
    assert files(bilingual / "out") == alone


def test_settings_kinds_languages_and_audience_are_those_of_build(bilingual: Path) -> None:
    (bilingual / "acme.yaml").write_text(COMPOSED, encoding="utf-8")
    settings = (("electricity_price", 0.3),)
    build([bilingual / "acme.yaml"], bilingual / "alone", settings, ("xlsx",), ("en",), audience="customer")
    made(bilingual, ROW, settings=settings, languages=("en",), audience="customer")
    assert list(files(bilingual / "out")) == ["acme.customer.en.xlsx"]
    assert files(bilingual / "out") == files(bilingual / "alone")


def test_a_row_that_fails_stops_no_other(processes: None, tmp_path: Path) -> None:
    rows = [{"id": "a"}, {"id": "b", "users": "many"}, {"id": "c", "brand": "none"}, {"id": "d"}]
    summary = made(tmp_path, *rows, jobs=2, kinds=("html",))
    assert became(summary) == {"a": "made", "b": "failed", "c": "failed", "d": "made"}
    assert list(files(tmp_path / "out")) == ["a.html", "d.html"]
    assert "there is no brand 'none'" in summary.rows[2].problems[0].what


def test_a_failed_row_leaves_the_files_of_an_earlier_batch(tmp_path: Path) -> None:
    made(tmp_path, {"id": "a", "users": 10})
    before = files(tmp_path / "out")
    made(tmp_path, {"id": "a", "users": "x"})
    assert files(tmp_path / "out") == before


def test_the_list_that_is_shipped_goes_with_a_new_study(tmp_path: Path) -> None:
    starter(tmp_path / "my-study.yaml")
    shipped = Path(__file__).parents[2] / "inputs" / "customers.csv"
    summary = batch(Request(tmp_path / "my-study.yaml", shipped, tmp_path / "out", kinds=("xlsx",)))
    assert [row.become for row in summary.rows] == ["made"] * 3
    assert len({row.headlines[0].ratio for row in summary.rows}) == 3


def test_some_rows_only(tmp_path: Path) -> None:
    rows = [{"id": each} for each in "abcd"]
    assert list(became(made(tmp_path, *rows, rows=("d", "b")))) == ["b", "d"]
    assert list(became(made(tmp_path, *rows, limit=2))) == ["a", "b"]


def test_a_folder_that_cannot_be_is_told_before_anything_is_made(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(PublishError, match="out: this is a file, and a folder is needed here"):
        made(tmp_path, {"id": "a"}, folder=tmp_path / "out" / "below")
    assert (tmp_path / "out").read_bytes() == b"mine"


def test_what_cannot_be_written_is_its_rows_problem(tmp_path: Path) -> None:
    (tmp_path / "out" / "a.xlsx").mkdir(parents=True)
    summary = made(tmp_path, {"id": "a"}, {"id": "b"})
    assert became(summary) == {"a": "failed", "b": "made"}
    assert summary.rows[0].problems[0].where.endswith("out/a.xlsx")


# -- again -------------------------------------------------------------------------------------------------------------


def again(folder: Path, *rows: dict[str, object], **request: object) -> dict[str, str]:
    return became(made(folder, *rows, resume=True, **request))


def test_what_stands_as_it_would_be_made_is_left(tmp_path: Path) -> None:
    a, b = {"id": "a", "users": 10}, {"id": "b", "users": 20}
    first = made(tmp_path, a, b)
    assert again(tmp_path, {"id": "new"}, a, b) == {"new": "made", "a": "unchanged", "b": "unchanged"}
    assert made(tmp_path, a, resume=True).rows[0].headlines == first.rows[0].headlines
    assert again(tmp_path, a | {"users": 11}, b) == {"a": "made", "b": "unchanged"}
    assert again(tmp_path, a, b, kinds=("html",)) == {"a": "made", "b": "made"}
    assert became(made(tmp_path, a)) == {"a": "made"}


def test_what_was_touched_or_taken_away_is_made_again(tmp_path: Path) -> None:
    rows = [{"id": each} for each in "abc"]
    made(tmp_path, *rows)
    (tmp_path / "out" / "a.xlsx").write_bytes(b"mine")
    (tmp_path / "out" / "b.xlsx").unlink()
    assert again(tmp_path, *rows) == {"a": "made", "b": "made", "c": "unchanged"}


@pytest.mark.parametrize("file", ["base.yaml", "prices.yaml", "house/brand.yaml"])
def test_a_change_in_any_file_that_it_is_made_of_makes_it_again(file: str, tmp_path: Path) -> None:
    with_files(tmp_path)
    row = {"id": "a", "brand": "house"}
    made(tmp_path, row)
    assert again(tmp_path, row) == {"a": "unchanged"}
    path = tmp_path / file
    path.write_text(path.read_text(encoding="utf-8") + "\n# a word more\n", encoding="utf-8")
    assert again(tmp_path, row) == {"a": "made"}


def test_a_record_that_is_damaged_costs_a_build_and_nothing_else(tmp_path: Path) -> None:
    made(tmp_path, {"id": "a"}, {"id": "b"})
    record = tmp_path / "out" / ".tco-batch.jsonl"
    record.write_text(record.read_text(encoding="utf-8")[:-40] + "\n[1]\n{}\n", encoding="utf-8")
    assert again(tmp_path, {"id": "a"}, {"id": "b"}) == {"a": "unchanged", "b": "made"}


def with_files(folder: Path) -> None:
    """A base that names a price, and a brand of its own beside it."""
    named = ("as_of: 2025-01-31", "as_of: 2025-01-31\nprices: [prices.yaml]")
    base_in(folder, edited(GOOD, ("node_price: 138500", "node_price: {price: node}"), named))
    (folder / "prices.yaml").write_text(PRICES, encoding="utf-8")
    shutil.copytree(templates_dir() / "brands" / "default", folder / "house")


# -- being stopped -----------------------------------------------------------------------------------------------------


def test_being_stopped_leaves_whole_files_and_no_process(processes: None, tmp_path: Path) -> None:
    def stop(done: int, _whole: int, _failed: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    rows = list_in(tmp_path, *({"id": each} for each in "abcdef"))
    summary = batch(Request(base_in(tmp_path), rows, tmp_path / "out", kinds=("xlsx",), jobs=2), stop)
    assert summary.stopped
    assert (summary.count("made"), summary.count("not made")) == (2, 4)
    there = {each.name for each in (tmp_path / "out").iterdir()}
    assert there == {".tco-batch.jsonl", *(name for row in summary.rows for name in row.files)}
    assert not multiprocessing.active_children()


@pytest.mark.skipif(sys.platform == "win32", reason="sends the signal of a terminal")
def test_ctrl_c_at_the_terminal(tmp_path: Path) -> None:
    base_in(tmp_path)
    list_in(tmp_path, *({"id": f"c{each}"} for each in range(200)))
    command = [sys.executable, "-m", "builder.cli", "batch", "base.yaml", "customers.csv", "--only=xlsx", "-oout"]
    surroundings = {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        command, cwd=tmp_path, env=surroundings, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    ) as running:  # fmt: skip
        waited((tmp_path / "out" / ".tco-batch.jsonl").exists)
        os.killpg(running.pid, signal.SIGINT)
        out, err = running.communicate(timeout=60)
        assert running.returncode == 130
    assert err.endswith("tco: stopped; files of the rows that are made are whole, --resume makes the others\n")
    assert "Traceback" not in err
    assert "not made" in out
    left = files(tmp_path / "out")
    assert left
    assert all(zipfile.ZipFile(io.BytesIO(content)).testzip() is None for content in left.values())
    assert {each.name for each in (tmp_path / "out").iterdir()} == {*left, ".tco-batch.jsonl"}


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL])
def test_a_batch_that_is_ended_leaves_whole_files_no_process_and_nothing_to_clean(
    sent: signal.Signals, tmp_path: Path
) -> None:
    base_in(tmp_path)
    list_in(tmp_path, *({"id": f"c{each}"} for each in range(200)))
    scratch, out = tmp_path / "scratch", tmp_path / "out"
    scratch.mkdir()
    command = [sys.executable, "-m", "builder.cli", "batch", "base.yaml", "customers.csv", "--only=xlsx", "-oout"]
    surroundings = {"PYTHONPATH": str(Path(__file__).parents[2]), "TMPDIR": str(scratch)}
    with subprocess.Popen(
        [*command, "--jobs=2"], cwd=tmp_path, env=surroundings, text=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        waited((out / ".tco-batch.jsonl").exists)
        running.send_signal(sent)
        _, err = running.communicate(timeout=60)  # the workers hold its end too: when it is shut, they are gone
    assert running.returncode == (130 if sent == signal.SIGTERM else -sent)
    assert "Traceback" not in err
    assert list(scratch.iterdir()) == []
    left = {name: content for name, content in files(out).items() if name.endswith(".xlsx")}
    assert all(zipfile.ZipFile(io.BytesIO(content)).testzip() is None for content in left.values())
    first = ["--resume", f"--limit={len(left) + 2}", "--json"]
    resumed = subprocess.run([*command, *first], cwd=tmp_path, env=surroundings, capture_output=True, check=True)
    results = [row["result"] for row in json.loads(resumed.stdout)["rows"]]
    assert results.count("made") <= 3  # what was missing, and one whose entry in the record was
    assert results.count("unchanged") >= len(left) - 1


def waited(until: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.05)


# -- what it says ------------------------------------------------------------------------------------------------------


Printed = Callable[..., tuple[str, str]]


@pytest.fixture
def printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Printed:
    monkeypatch.chdir(tmp_path)
    base_in(Path())

    def run(*arguments: str, code: int) -> tuple[str, str]:
        assert main(["batch", "base.yaml", "customers.csv", "--only", "xlsx", "--jobs", "1", *arguments]) == code
        out, err = capsys.readouterr()
        return out, err

    return run


def test_the_summary_has_the_headline_and_the_files_or_the_reason(printed: Printed, tmp_path: Path) -> None:
    list_in(Path(), {"id": "acme"}, {"id": "globex", "users": "96k"})
    out, err = printed(code=1)
    assert out.splitlines() == [
        "Id               Ratio          Saving  Files",
        "------  --------------  --------------  -----",
        "acme    1.57x to 2.10x  36.2% to 52.4%  .xlsx",
        "globex               –               –  failed: a number is expected, not the text '96k'",
        "",
        "Ratio and saving: comparison all, against api",
        "output: 1 made, 0 unchanged, 1 failed, 0 not made",
    ]
    assert err.splitlines() == [
        "tco: 1 of 2",
        "tco: 2 of 2, 1 failed",
        "globex:",
        "  customers.csv:3 assumptions.users: a number is expected, not the text '96k'",
        "      -> write 96000",
    ]


def test_what_is_wrong_with_all_rows_is_told_once(tmp_path: Path) -> None:
    base_in(tmp_path, f"{GOOD}brand: none\n")
    rows = [{"id": each} for each in "abcde"]
    summary = made(tmp_path, {"id": "z", "users": "many"}, *rows)
    assert summary.count("failed") == 6
    told = summary.failures().splitlines()
    assert told[0] == "z:"
    assert "a, b, c and 2 more:" in told
    assert sum("there is no brand 'none'" in line for line in told) == 1


def test_the_summary_for_excel(printed: Printed, tmp_path: Path) -> None:
    list_in(Path(), {"id": "한빛", "users": 9000}, {"id": "globex", "users": "96k"})
    out, err = printed("--summary", "all/summary.csv", code=1)
    content = Path("all/summary.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,result,")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [(row["id"], row["result"]) for row in rows] == [("한빛", "made"), ("globex", "failed")]
    assert "a number is expected" in rows[1]["problems"]
    assert "96k" in err
    assert "한빛" in out
    before = Path("customers.csv").read_bytes()
    assert "the batch reads this file" in printed("--summary", "customers.csv", code=1)[1]
    assert Path("customers.csv").read_bytes() == before


def test_a_text_that_a_spreadsheet_would_compute_is_made_inert() -> None:
    problem = Problem("=list.csv:2", "it is wrong", "mend it")
    row = Row("a", "failed", problems=(problem,))
    assert "'=list.csv:2" in as_csv(Summary((row,), Path("out"), "en"))


@pytest.mark.parametrize("columns", [200, 40, 12])
def test_the_bar_stays_within_the_terminal(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr("builder.cli_batch._columns", lambda: columns)
    with _Progress() as progress:
        for done in range(5, 1001, 199):
            progress(done, 1000, 3)
    *drawn, last = capsys.readouterr().err.split("\r\x1b[K")[1:]
    assert last == ""
    assert all(len(each) < columns for each in drawn)
    if columns == 200:
        assert drawn[0] == "░" * 30 + " 5 of 1,000, 3 failed"
        assert drawn[1].endswith(" 204 of 1,000, 3 failed, less than a minute left")


def test_without_a_terminal_there_are_ten_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with _Progress() as progress:
        for done in range(301):
            progress(done, 300, done // 200)
    lines = capsys.readouterr().err.splitlines()
    assert (len(lines), lines[0], lines[-1]) == (10, "tco: 30 of 300", "tco: 300 of 300, 1 failed")
    assert all(line.isprintable() for line in lines)


def test_the_summary_in_korean(printed: Printed, tmp_path: Path) -> None:
    list_in(Path(), {"id": "가나"}, {"id": "globex", "users": "96k"})
    assert "실패" in printed("--lang", "ko", code=1)[0]
    summary = made(tmp_path, {"id": "가나"})
    assert table(summary, "ko").splitlines()[-1].endswith("생성 1건, 변경 없음 0건, 실패 0건, 미생성 0건")


def test_the_summary_as_json_and_csv(printed: Printed) -> None:
    list_in(Path(), {"id": "acme", "users": 9000}, {"id": "globex", "users": "96k"})
    first, second = json.loads(printed("--json", code=1)[0])["rows"]
    assert (first["result"], first["files"], first["problems"]) == ("made", ["output/acme.xlsx"], [])
    assert first["headlines"][0]["ratio"] == pytest.approx([1.5, 3.4], rel=0.5)
    assert second["problems"][0]["where"] == "customers.csv:3 assumptions.users"
    rows = list(csv.DictReader(io.StringIO(printed("--csv", code=1)[0])))
    assert float(rows[0]["out_all_api_ratio_min"]) == first["headlines"][0]["ratio"][0]
    assert (rows[1]["result"], rows[1]["out_all_api_ratio_min"]) == ("failed", "")


def test_a_batch_without_a_failure_ends_with_0(printed: Printed) -> None:
    list_in(Path(), {"id": "acme"})
    assert printed(code=0)[1] == "tco: 1 of 1\n"


def test_what_is_wrong_with_the_list_is_told_and_nothing_is_made(printed: Printed) -> None:
    list_in(Path(), {"id": "../x", "usrs": 1})
    err = printed(code=1)[1]
    assert "did you mean 'users'?" in err
    assert err.endswith("tco: 2 problems; nothing was written\n")
    assert not Path("output").exists()


def test_a_row_that_is_not_there_is_named(printed: Printed) -> None:
    list_in(Path(), {"id": "acme"})
    assert "--row acne: no row has this id\n    -> did you mean 'acme'?" in printed("--row", "acne", code=1)[1]
