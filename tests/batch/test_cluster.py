"""The same batch on a Dask cluster on loopback: the same files, nothing lost or doubled when a worker dies."""

from __future__ import annotations

import builtins
import json
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from builder.batch import cluster
from builder.batch.cluster import ClusterError, Kit, cluster_outcomes
from builder.batch.included import included_files
from builder.batch.making import make
from builder.cli import main
from builder.commands.batch import Request, batch
from builder.study.loader import read_base
from tests.batch.lists import base_in, list_in, made, read
from tests.batch.test_batch import files, with_files

ROOT = Path(__file__).parents[2]


@dataclass
class Cluster:
    """A scheduler's address and the processes of its workers."""

    address: str
    workers: list[subprocess.Popen[bytes]]
    scheduler: subprocess.Popen[bytes]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler and two workers, all processes of their own; only they are ended."""
    told = tmp_path / "scheduler.json"
    scheduler = started("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
    workers: list[subprocess.Popen[bytes]] = []
    try:
        address = address_in(told)
        place = "--local-directory", str(tmp_path / "workers")
        workers += [started("dask_worker", address, "--nthreads", "1", "--no-nanny", *place) for _ in range(2)]
        yield Cluster(address, workers, scheduler)
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait(30)


def started(program: str, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.{program}", "--no-dashboard", *arguments]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, **quiet)  # type: ignore[call-overload]


def address_in(file: Path) -> str:
    for _ in range(600):
        if file.exists() and file.read_text(encoding="utf-8").strip():
            return str(json.loads(file.read_text(encoding="utf-8"))["address"])
        time.sleep(0.1)
    raise AssertionError("the scheduler does not start")


def test_nothing_is_lost_or_doubled_when_a_worker_is_killed(running: Cluster, tmp_path: Path) -> None:
    ids = [f"c{each}" for each in range(8)]
    base, customers = read(tmp_path, *({"id": each, "users": 100 + n} for n, each in enumerate(ids)))
    found = []
    for outcome in cluster_outcomes(base, customers, included_files(base, customers), running.address):
        found.append(outcome)
        if len(found) == 1:
            running.workers[0].kill()
    assert running.workers[0].wait(30) != 0
    assert running.workers[1].poll() is None
    assert Counter(each.id for each in found) == Counter(ids)
    assert {each.id: each.files for each in found} == {each.id: make(each, base).files for each in customers}


def test_a_cluster_that_is_lost_is_said_once_and_resuming_makes_the_rest(running: Cluster, tmp_path: Path) -> None:
    rows = [{"id": f"c{each}"} for each in range(12)]
    base_in(tmp_path)
    asked = Request(tmp_path / "base.yaml", list_in(tmp_path, *rows), tmp_path / "out", kinds=("xlsx",))

    def lose(done: int, _whole: int, _failed: int) -> None:
        if done == 2:
            running.scheduler.kill()

    summary = batch(replace(asked, scheduler=running.address), lose)
    made_there, lost = summary.count("made"), summary.count("failed")
    assert made_there >= 2
    assert made_there + lost == 12
    assert summary.failures().count("the cluster was lost before it was made") == 1
    again = batch(replace(asked, resume=True))
    assert (again.count("unchanged"), again.count("made")) == (made_there, lost)


def test_the_summary_is_that_of_this_machine(running: Cluster, tmp_path: Path) -> None:
    wrong = [{"id": "b", "users": "many"}, {"id": "c", "brand": "none"}, {"id": "d", "currency": "XXX"}]
    rows = [{"id": "a", "users": 9000}, *wrong]
    kinds = ("xlsx", "html")
    here = made(tmp_path, *rows, kinds=kinds, folder=tmp_path / "here")
    there = made(tmp_path, *rows, kinds=kinds, folder=tmp_path / "there", scheduler=running.address)
    assert there.rows == here.rows
    assert files(tmp_path / "there") == files(tmp_path / "here")
    assert [row.become for row in there.rows] == ["made", "failed", "failed", "failed"]


def test_a_row_that_no_worker_survives_fails_alone(tmp_path: Path) -> None:
    base, (customer,) = read(tmp_path, {"id": "a"})
    lost = RuntimeError("4 workers died while trying to run it")
    (problem,) = cluster._outcome(customer, (RuntimeError, lost, None), base).problems
    assert problem.where == "customers.csv:2"
    assert problem.what == "the cluster could not make it: RuntimeError: 4 workers died while trying to run it"


# -- what travels ------------------------------------------------------------------------------------------------------


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Any]:
    """A place where kits are laid out."""
    (tmp_path / "far").mkdir()
    yield SimpleNamespace(address="tcp://far:1", local_directory=str(tmp_path / "far"))
    assert list((tmp_path / "far").iterdir()) == []
    assert not cluster._KITS


def test_prices_brands_and_bases_travel(worker: Any, tmp_path: Path) -> None:
    home, below = tmp_path / "home", tmp_path / "home" / "studies"
    below.mkdir(parents=True)
    with_files(home)
    base_in(below, "extends: ../base.yaml\n")
    shutil.copytree(home / "house", below / "house")
    base, customers = read(below, {"id": "a", "brand": "house"}, kinds=("html",))
    here = make(customers[0], base)
    assert here.problems == ()
    kit = Kit("batch", base, included_files(base, customers))
    shutil.rmtree(home)
    kit.setup(worker)
    try:
        there = cluster._make(customers[0], "batch")
        assert replace(there, memory=0) == replace(here, memory=0)
    finally:
        kit.teardown(worker)


def test_a_problem_is_told_with_the_names_of_this_machine(worker: Any, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with_files(home)
    (home / "prices.yaml").write_text("currency: USD\nprices: {node: {value: x}}\n", encoding="utf-8")
    base, customers = read(home, {"id": "a"})
    kit = Kit("batch", base, included_files(base, customers))
    kit.setup(worker)
    try:
        there, here = cluster._make(customers[0], "batch").problems, make(customers[0], base).problems
    finally:
        kit.teardown(worker)
    assert there == here
    assert any(str(home / "prices.yaml") in each.where for each in here)


def test_a_worker_with_another_program_is_refused(worker: Any, tmp_path: Path) -> None:
    base, customers = read(tmp_path, {"id": "a"})
    kit = Kit("batch", base, included_files(base, customers))
    kit.program = "another"
    with pytest.raises(ClusterError, match="tcp://far:1: this worker has another version of tco"):
        kit.setup(worker)


def test_included_files_are_those_that_are_named_and_there(tmp_path: Path) -> None:
    with_files(tmp_path)
    (tmp_path / "secret.yaml").write_text("not named", encoding="utf-8")
    rows = [{"id": "a", "brand": "house"}, {"id": "b", "brand": "../x"}, {"id": "c", "prices": "gone.yaml"}]
    base, customers = read(tmp_path, *rows)
    names = {str(each.relative_to(tmp_path)) for each in included_files(base, customers)}
    brand = {f"house/{each.name}" for each in (tmp_path / "house").iterdir()}
    assert names == {"base.yaml", "prices.yaml", *brand}
    assert read_base(tmp_path / "base.yaml").texts.keys() == {str(tmp_path / "base.yaml")}


# -- what it refuses ---------------------------------------------------------------------------------------------------


def test_nobody_waits_for_a_scheduler_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dask goes on trying for its whole time, whatever the system says."""
    asked: list[object] = []
    monkeypatch.setattr(cluster, "Client", lambda *each, **_: asked.append(each))
    with pytest.raises(ClusterError, match="no scheduler answers there: Connection refused"):
        made(tmp_path, {"id": "a"}, scheduler="127.0.0.1:1")
    assert asked == []


@pytest.mark.parametrize(("address", "told"), [
    ("nonsense", "--scheduler nonsense: this is not the address of a scheduler"),
    ("tcp://127.0.0.1:1", "--scheduler tcp://127.0.0.1:1: no scheduler answers there"),
])  # fmt: skip
def test_an_address_that_does_not_answer(
    address: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "_SECONDS", 1)
    arguments = ["batch", str(base_in(tmp_path)), str(list_in(tmp_path, {"id": "a"})), "--scheduler", address]
    assert main([*arguments, "-o", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.startswith(told)
    assert not (tmp_path / "out").exists()


def test_dask_that_is_not_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    imported = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.split(".", maxsplit=1)[0] == "distributed":
            raise ImportError("No module named 'distributed'", name="distributed")
        return imported(name, *rest)

    monkeypatch.delitem(sys.modules, "builder.batch.cluster")
    monkeypatch.setattr(builtins, "__import__", without)
    arguments = ["batch", str(base_in(tmp_path)), str(list_in(tmp_path, {"id": "a"})), "--scheduler", "tcp://127.0.0.1:1"]
    assert main(arguments) == 1
    said = "--scheduler: Dask is not installed: distributed\n    -> pip install 'tco[dask]'"
    assert said in capsys.readouterr().err
