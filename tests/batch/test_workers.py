"""Workers: a process that dies takes no row with it, one that grows is replaced, and none is left behind."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from builder.batch import workers
from builder.batch.making import Base, make, memory
from builder.batch.workers import local_outcomes
from builder.cores import cores
from tests.batch.lists import read


def pids() -> set[int]:
    """Of the workers of this test: nobody else here starts any."""
    return {each.pid for each in multiprocessing.active_children() if each.name == "tco-batch" and each.pid}


def kill_one() -> None:
    next(each for each in multiprocessing.active_children() if each.name == "tco-batch").kill()


def test_every_row_is_made_once_and_no_process_is_left(tmp_path: Path) -> None:
    base, customers = read(tmp_path, *({"id": f"c{each}", "users": 100 + each} for each in range(5)))
    found = list(local_outcomes(base, customers, 2))
    assert Counter(each.id for each in found) == Counter(f"c{each}" for each in range(5))
    assert {each.id: each.files for each in found} == {each.id: make(each, base).files for each in customers}
    assert not pids()


def test_a_worker_that_dies_loses_no_row_and_doubles_none(tmp_path: Path) -> None:
    base, customers = read(tmp_path, *({"id": f"c{each}"} for each in range(6)))
    found = []
    for outcome in local_outcomes(base, customers, 2):
        found.append(outcome)
        if len(found) == 1:
            kill_one()
    assert Counter(each.id for each in found) == Counter(f"c{each}" for each in range(6))
    assert [each.problems for each in found] == [()] * 6
    assert all(each.files for each in found)


def test_a_row_whose_process_dies_twice_fails_and_the_others_do_not(tmp_path: Path) -> None:
    base, customers = read(tmp_path, {"id": "heavy"}, {"id": "light"})
    killed: set[int] = set()

    def kill_the_first_two() -> None:
        while len(killed) < 2:
            for each in multiprocessing.active_children():
                if each.name == "tco-batch" and each.pid not in killed and len(killed) < 2:
                    killed.add(each.pid or 0)
                    each.kill()
            time.sleep(0.01)

    thread = threading.Thread(target=kill_the_first_two)
    thread.start()
    heavy, light = local_outcomes(base, customers, 1)
    thread.join()
    assert (heavy.id, light.id, light.problems) == ("heavy", "light", ())
    assert heavy.problems[0].where == "customers.csv:2"
    assert heavy.problems[0].what == "the process that made it ended twice, with signal 9"


def test_a_worker_that_has_grown_is_replaced(tmp_path: Path) -> None:
    base, customers = read(tmp_path, *({"id": f"c{each}"} for each in range(3)))
    seen = []
    for outcome in local_outcomes(base, customers, 1, growth=-1):
        assert not outcome.problems
        seen.append(pids())
    first, second, last = seen
    assert not first & second
    assert last <= second or not last


def test_a_batch_that_is_not_finished_leaves_neither_process_nor_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("TMPDIR", str(scratch))
    base, customers = read(tmp_path, *({"id": f"c{each}"} for each in range(6)), kinds=("xlsx", "pdf"))
    outcomes = local_outcomes(base, customers, 2)
    next(outcomes)
    assert len(pids()) == 2
    for _ in range(600):  # until another paper has its fonts there
        if list(scratch.rglob("weasyprint-*")):
            break
        time.sleep(0.05)
    assert [each.name.split("-")[0] for each in scratch.iterdir()] == ["tco"]
    outcomes.close()
    assert not pids()
    assert list(scratch.iterdir()) == []


def test_what_a_mistake_of_the_program_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def documents(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("builder.batch.making.documents", documents)
    base, (customer,) = read(tmp_path, {"id": "a"})
    (problem,) = make(customer, base).problems
    assert problem.where == "customers.csv:2"
    assert problem.what.startswith("the program failed at test_workers.py:")
    assert problem.what.endswith("ZeroDivisionError: division by zero")


def test_rows_in_two_threads_of_one_process_take_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a cluster: what the PDF library says of one paper would be heard while another is made."""
    at_once, most = [0], [0]

    def documents(*_: object) -> dict[str, bytes]:
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        time.sleep(0.05)
        at_once[0] -= 1
        return {}

    monkeypatch.setattr("builder.batch.making.documents", documents)
    base, customers = read(tmp_path, *({"id": f"c{each}"} for each in range(4)))
    threads = [threading.Thread(target=make, args=(each, base)) for each in customers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_memory_and_cores_are_known() -> None:
    assert memory() > 10 * 2**20
    assert 1 <= cores() <= (os.cpu_count() or 1)
    assert workers.GROWTH > 50 * 2**20


def test_the_base_is_read_once_for_all_rows(tmp_path: Path) -> None:
    base, customers = read(tmp_path, {"id": "a"})
    (tmp_path / "base.yaml").unlink()
    assert isinstance(base, Base)
    assert make(customers[0], base).problems == ()
