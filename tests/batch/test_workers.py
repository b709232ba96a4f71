"""Workers: a process that dies takes no row with it, one that grows is replaced, and none is left behind."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
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
from builder.paths import templates_dir
from tests.batch.lists import base_in, read
from tests.study.small_study import GOOD, edited

ROOT = Path(__file__).parents[2]


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


_LOADS = """
import json, sys
from pathlib import Path
from builder.batch.customers import Customer
from builder.batch.making import Base, make
from builder.batch.workers import warm_up
from builder.study.loader import read_base

opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
base = Base(read_base(Path("base.yaml")), Path(), "customers.csv", languages=("ko",))
warm_up(base)
loads = [opened.copy()]
for number in range(3):
    opened.clear()
    outcome = make(Customer(f"c{number}", number, (("customer", f"고객 {number}"),)), base)
    assert not outcome.problems, outcome.problems
    loads.append(opened.copy())
print(json.dumps(loads))
"""


def test_model_fonts_templates_and_catalogues_are_loaded_once(tmp_path: Path) -> None:
    """By a worker: its later rows open only what may be of their own, a brand and its style sheets."""
    base_in(tmp_path, edited(GOOD, ("as_of:", "languages: [ko]\nas_of:")))
    command, surroundings = [sys.executable, "-c", _LOADS], {"PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, cwd=tmp_path, env=surroundings, capture_output=True, check=True)
    start, first, *later = (loaded(each) for each in json.loads(ran.stdout))
    assert {"cloud_iaas.yaml", "on_premises.yaml"} <= start.keys()
    assert {"ko.po", "paper.html.j2", "Pretendard-Regular.ttf"} <= first.keys()
    for opened in later:
        assert [name for name in opened if not name.endswith((".css", ".svg"))] == ["brand.yaml"]


def loaded(files: list[str]) -> Counter[str]:
    """Those files by name that ship with the program, but for its code."""
    homes = (str(ROOT / "builder"), str(templates_dir()))
    return Counter(Path(each).name for each in files if each.startswith(homes) and not each.endswith((".py", ".pyc")))


def test_memory_stays_where_it_is(tmp_path: Path) -> None:
    """What a row leaves behind would add up: a workbook kept of each would show."""
    rows = ({"id": f"c{n}", "customer": f"Customer {n}"} for n in range(26))
    base, customers = read(tmp_path, *rows, kinds=("xlsx", "html"))
    memory_after = [outcome.memory / 2**20 for outcome in local_outcomes(base, customers, 1)]
    assert memory_after[-1] - memory_after[13] < 1


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
