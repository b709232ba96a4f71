import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from functools import partial

import pytest

from builder.commands import side_by_side as module
from builder.commands.build import build, documents
from builder.commands.side_by_side import one_by_one, side_by_side
from builder.engine import run_file
from builder.errors import Problem, ReportError, StudyError, TcoError
from builder.report import pdf
from tests.report.papers import MINIMAL

forks = pytest.mark.skipif(sys.platform != "linux", reason="copies are made on Linux alone")


@pytest.fixture(autouse=True)
def several_cores(monkeypatch):
    monkeypatch.setattr(module, "cores", lambda: 2)


def wrong(what):
    raise ReportError(Problem("PDF", what))


def test_jobs_give_in_order_what_they_give_one_by_one():
    jobs = [partial(str.upper, each) for each in "abc"]
    assert side_by_side(jobs) == one_by_one(jobs) == ["A", "B", "C"]


@forks
def test_each_job_has_a_process_of_its_own():
    assert len({os.getpid(), *side_by_side([os.getpid, os.getpid])}) == 3


def test_one_job_and_one_core_need_no_other_process(monkeypatch):
    assert side_by_side([os.getpid]) == [os.getpid()]
    monkeypatch.setattr(module, "cores", lambda: 1)
    assert side_by_side([os.getpid, os.getpid]) == [os.getpid()] * 2


@pytest.mark.parametrize("cores", [1, 2])
def test_problems_of_all_jobs_are_told_at_once(monkeypatch, cores):
    monkeypatch.setattr(module, "cores", lambda: cores)
    with pytest.raises(ReportError) as caught:
        side_by_side([partial(wrong, "first"), dict, partial(wrong, "second"), partial(wrong, "first")])
    assert [each.what for each in caught.value.problems] == ["first", "second"]


@forks
def test_the_error_is_of_the_kind_that_was_raised():
    def wrong_study():
        raise StudyError(Problem("study.yaml:3", "no"))

    with pytest.raises(StudyError, match=r"study\.yaml:3: no"):
        side_by_side([dict, wrong_study])


@forks
def test_a_mistake_of_the_program_keeps_its_trace():
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        side_by_side([dict, lambda: 1 / 0])


@forks
def test_a_process_that_dies_is_told_of():
    with pytest.raises(TcoError, match=r"ended by itself \(-9\)"):
        side_by_side([dict, lambda: os.kill(os.getpid(), signal.SIGKILL)])


@forks
def test_however_it_ends_no_process_and_no_file_is_left(tmp_path, monkeypatch):
    def stay():
        tempfile.mkdtemp()
        time.sleep(60)

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    started = time.monotonic()
    with pytest.raises(RuntimeError):
        side_by_side([lambda: 1 / 0, stay])
    assert time.monotonic() - started < 30
    assert multiprocessing.active_children() == []
    assert list(tmp_path.iterdir()) == []


@forks
def test_an_interruption_ends_all_and_only_the_first_process_says_so():
    code = (
        "import os, time; from builder.commands import side_by_side as module\n"
        "module.cores = lambda: 2\n"
        "def job(): os.write(1, b'at it\\n'); time.sleep(60)\n"
        "try: module.side_by_side([job, job])\n"
        "except KeyboardInterrupt: print('interrupted')"
    )
    # With handlers as a terminal's process has them: a runner in the background may have set them aside.
    command = f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n{code}"
    process = subprocess.Popen([sys.executable, "-c", command], start_new_session=True, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
    assert process.stdout is not None
    assert [process.stdout.readline() for _ in range(2)] == ["at it\n"] * 2
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (out, err) == ("interrupted\n", "")
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


@forks
def test_an_interruption_while_copies_are_made_leaves_none_behind(monkeypatch):
    plain, begun = module._Copy, []

    class Interrupted(plain):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            begun.append(self.process.pid)
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(module, "_Copy", Interrupted)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            side_by_side([partial(time.sleep, 60)] * 2)
    finally:
        signal.signal(signal.SIGINT, before)
    assert len(begun) == 2
    assert multiprocessing.active_children() == []


BRIEF = (("report.form", "brief"),)


@forks
def test_a_build_makes_its_languages_at_once_to_the_same_bytes(tmp_path, monkeypatch):
    steps = []
    build([MINIMAL], tmp_path / "at-once", BRIEF, languages=("en", "ko"), step=steps.append)
    assert steps == []  # told by the copies, each in its own memory
    monkeypatch.setattr(module, "cores", lambda: 1)
    build([MINIMAL], tmp_path / "one-by-one", BRIEF, languages=("en", "ko"), step=steps.append)
    assert len(steps) == 4
    made, expected = ({path.name: path.read_bytes() for path in sorted((tmp_path / folder).iterdir())}
                      for folder in ("at-once", "one-by-one"))  # fmt: skip
    assert made == expected
    assert len(made) == 6


@forks
def test_a_language_that_fails_leaves_no_file_of_any(tmp_path, monkeypatch):
    def no_korean(paper):
        return wrong("no glyph") if paper.language == "ko" else b"%PDF"

    monkeypatch.setattr(pdf, "paper_pdf", no_korean)
    with pytest.raises(ReportError, match="no glyph"):
        build([MINIMAL], tmp_path, BRIEF, languages=("en", "ko"))
    assert list(tmp_path.iterdir()) == []


def test_documents_by_themselves_start_no_process(monkeypatch):
    monkeypatch.delattr(os, "fork", raising=False)  # as a batch's workers ask for them
    assert len(documents(run_file(MINIMAL), kinds=["xlsx"], languages=["en", "ko"])) == 2
