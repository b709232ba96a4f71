"""Workers of this machine: processes of their own, each given one row at a time.

A worker that dies takes no other row with it, one that grows is replaced, and files travel back as bytes, so that only
one process ever writes. The standard pool does neither: with one dead worker it gives up all rows in hand.
"""

from __future__ import annotations

import multiprocessing
import shutil
import signal
import tempfile
import threading
from collections import Counter, deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from typing import Any

from builder.batch.customers import Customer
from builder.batch.making import Base, Outcome, make
from builder.errors import Problem

GROWTH = 128 * 2**20
"""By how many bytes a worker may grow after its first row before another takes its place.

Python keeps nothing of a paper; the font libraries beneath WeasyPrint keep about 1 MB of each, for good.
"""

_TRIES = 2
_PATIENCE = 5.0
"""Seconds that a worker without work is given to end by itself."""


def local_outcomes(
    base: Base, customers: Sequence[Customer], count: int, growth: int = GROWTH
) -> Generator[Outcome, None, None]:
    """What becomes of each customer, as soon as it is known; `count` processes at once.

    A row whose process dies is given to another one, once. Closing the iterator ends all of them.
    """
    with tempfile.TemporaryDirectory(prefix="tco-", ignore_cleanup_errors=True) as scratch:
        crew = _Crew(base, customers, count, growth, scratch)
        try:
            yield from crew.outcomes()
        finally:
            crew.close()


def serve(connection: Connection[Any, Any], base: Base, scratch: str) -> None:
    """What a worker does: everything once, then one customer after the other until there is none.

    Temporary files go to a folder that the batch removes, as a worker that is killed leaves its own behind; a worker
    whose batch is killed ends by itself and removes the folder.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = scratch
    warm_up(base)
    try:
        while (customer := connection.recv()) is not None:
            connection.send(make(customer, base))
    except (EOFError, OSError):
        shutil.rmtree(scratch, ignore_errors=True)


def warm_up(base: Base) -> None:
    """Load what every row needs; what cannot be loaded is each row's to say."""
    from builder.model.library import load_library

    load_library()
    if "pdf" in base.kinds:
        from builder.errors import ReportError
        from builder.report.pdf import import_weasyprint

        try:
            import_weasyprint()
        except ReportError:
            return


class _Worker:
    """A process, the customer it is at, and its memory after its first row."""

    def __init__(self, base: Base, scratch: str) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, base, scratch), daemon=True, name="tco-batch")
        with _deaf():
            self.process.start()
        theirs.close()
        self.customer: Customer | None = None
        self.memory = 0

    def give(self, customer: Customer) -> None:
        self.customer = customer
        try:
            self.connection.send(customer)
        except OSError:
            return  # it died; reading from it says so

    def end(self, patience: float) -> None:
        """Ask it to end; make it, where it does not."""
        with suppress(OSError):
            self.connection.send(None)
        self.process.join(patience)
        if self.process.is_alive():
            self.process.terminate()
            self.process.join(_PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.connection.close()
        self.process.close()


class _Crew:
    """All workers, and the rows that wait for one."""

    def __init__(self, base: Base, customers: Sequence[Customer], count: int, growth: int, scratch: str) -> None:
        self.base, self.growth, self.scratch = base, growth, scratch
        self.waiting = deque(customers)
        self.tries: Counter[str] = Counter()
        self.workers: list[_Worker] = []
        self.count = count

    def outcomes(self) -> Iterator[Outcome]:
        while self.waiting and len(self.workers) < self.count:
            self.employ()
        while self.workers:
            ready = wait([worker.connection for worker in self.workers])
            for worker in [each for each in self.workers if each.connection in ready]:
                outcome = self.heard(worker)
                if outcome is not None:
                    yield outcome

    def employ(self) -> None:
        worker = _Worker(self.base, self.scratch)
        self.workers.append(worker)
        worker.give(self.waiting.popleft())

    def heard(self, worker: _Worker) -> Outcome | None:
        """What a worker has to say; None where it died over a row that another one shall try."""
        customer = worker.customer
        if customer is None:
            raise TypeError("a worker without work has nothing to say")
        try:
            outcome: Outcome = worker.connection.recv()
        except (EOFError, OSError):
            return self.lost(worker, customer)
        worker.memory = worker.memory or outcome.memory
        grown = outcome.memory - worker.memory > self.growth
        if self.waiting and not grown:
            worker.give(self.waiting.popleft())
        else:
            self.dismiss(worker)
        return outcome

    def lost(self, worker: _Worker, customer: Customer) -> Outcome | None:
        worker.process.join(_PATIENCE)
        code = worker.process.exitcode
        self.tries[customer.id] += 1
        again = self.tries[customer.id] < _TRIES
        if again:
            self.waiting.appendleft(customer)
        self.dismiss(worker)
        if again:
            return None
        reason = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
        what = f"the process that made it ended twice, with {reason}"
        remedy = "build it alone; where memory is short, use fewer at once: --jobs 1"
        return Outcome(customer.id, problems=(Problem(f"{self.base.list_name}:{customer.line}", what, remedy),))

    def dismiss(self, worker: _Worker) -> None:
        """End a worker; another takes its place while rows wait."""
        self.workers.remove(worker)
        worker.end(_PATIENCE)
        if self.waiting:
            self.employ()

    def close(self) -> None:
        for worker in self.workers:
            worker.end(0)
        self.workers.clear()


@contextmanager
def _deaf() -> Iterator[None]:
    """A process started within does not hear Ctrl-C: who started it decides what then becomes of its row."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, heard)
