"""Several things made at the same time, each by a copy of this process where it has the cores for that.

A copy, by fork, starts with all that was loaded and computed before; what it makes travels back. Only Linux copies a
process with its libraries soundly: elsewhere, on one core, or for one thing, they are made one after the other.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from builder.cores import cores
from builder.errors import Problem, TcoError

Made = TypeVar("Made")


def one_by_one(jobs: Sequence[Callable[[], Made]]) -> list[Made]:
    """What each job gives, one after the other."""
    return [job() for job in jobs]


def side_by_side(jobs: Sequence[Callable[[], Made]]) -> list[Made]:
    """What each job gives, in their order; made apart, what it does to memory is lost and what it gives is pickled.

    Raises TcoError with the problems of every job that raises one. However it ends, no copy outlives it.
    """
    apart = len(jobs) > 1 and sys.platform == "linux" and cores() > 1
    outcomes = _apart(jobs) if apart else one_by_one([partial(_outcome, job) for job in jobs])
    errors = [each for each in outcomes if isinstance(each, TcoError)]
    if errors:
        raise type(errors[0])(*dict.fromkeys(problem for error in errors for problem in error.problems))
    return [each for each in outcomes if not isinstance(each, TcoError)]


def _outcome(job: Callable[[], Made]) -> Made | TcoError:
    try:
        return job()
    except TcoError as error:
        return error


def _apart(jobs: Sequence[Callable[[], Made]]) -> list[Made | TcoError]:
    copies: list[_Copy] = []
    with tempfile.TemporaryDirectory(prefix="tco-", ignore_cleanup_errors=True) as scratch:
        try:
            with _uninterrupted():
                copies.extend(_Copy(job, scratch) for job in jobs)
            return [copy.outcome() for copy in copies]
        finally:
            for copy in copies:
                copy.end()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until all copies are known: one that is just being made would be left to itself."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Copy:
    """A copy of this process at one job."""

    def __init__(self, job: Callable[[], object], scratch: str) -> None:
        context = multiprocessing.get_context("fork")
        self.connection, theirs = context.Pipe(duplex=False)
        self.process = context.Process(target=_work, args=(job, theirs, scratch), daemon=True)
        with warnings.catch_warnings():
            # Python 3.12 warns of every thread; those of NumPy's library mind being copied.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.process.start()
        theirs.close()

    def outcome(self) -> Any:
        """What the job gave, or the TcoError that it raised. Raises RuntimeError for a mistake of the program."""
        try:
            made, mistake = self.connection.recv()
        except EOFError:
            self.process.join()
            what = f"the process that made a part of it ended by itself ({self.process.exitcode})"
            return TcoError(Problem("build", what, "where memory is short, build one language at a time: --lang"))
        if mistake:
            raise RuntimeError(mistake)
        return made

    def end(self) -> None:
        """Let it end; make it, where its work is no longer wanted."""
        self.connection.close()
        self.process.kill()
        self.process.join()
        self.process.close()


def _work(job: Callable[[], object], connection: Connection[Any, Any], scratch: str) -> None:
    """What a copy does. Ctrl-C is for the process that waits; memory goes back to the system in one piece.

    Temporary files go to a folder that is removed by who waits, as a copy that is killed leaves its own behind.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = scratch
    gc.disable()
    try:
        made, mistake = _outcome(job), ""
    except Exception:  # noqa: BLE001  # whose mistake it is, the process that waits says
        made, mistake = None, traceback.format_exc()
    with suppress(OSError):  # nobody waits any more
        connection.send((made, mistake))
