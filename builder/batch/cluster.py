"""The same on a Dask cluster: rows go to its workers, files come back as bytes, so no folder need be shared.

What every row needs goes once to each worker, also to one that joins later: the base and the files that it and the rows
name. A row whose worker is lost is given to another by the scheduler; its key is its own, so that it counts once.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import socket
import tempfile
import uuid
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any

from builder.batch.customers import Customer
from builder.batch.included import common_folder
from builder.batch.making import Base, Outcome, make
from builder.batch.record import program_digest
from builder.batch.workers import warm_up
from builder.errors import Problem, TcoError
from builder.study.document import Document, Mark

try:
    from distributed import Client, WorkerPlugin, as_completed
except ImportError as error:
    raise TcoError(Problem("--scheduler", f"Dask is not installed: {error.name}", "pip install 'tco[dask]'")) from None

_ADDRESS = re.compile(r"(?:[a-z]+://)?(\[[0-9a-fA-F:]+\]|[^\s/:]+):(\d{1,5})")
_SECONDS = 10
"""How long a scheduler is given to answer, and to have a worker."""
_SECONDS_TO_LISTEN = 3
"""How long it is given to be there at all: Dask itself goes on trying where nobody listens."""


class ClusterError(TcoError):
    """The cluster cannot be used: no answer, no workers, or workers with another program."""


def cluster_outcomes(
    base: Base, customers: Sequence[Customer], files: Mapping[FilePath, bytes], address: str
) -> Generator[Outcome, None, None]:
    """What becomes of each customer, as soon as it is known. Raises ClusterError where the cluster cannot be used.

    `files` are those that the base and the rows name. Closing the iterator takes back what is not done.
    """
    batch = f"tco-{uuid.uuid4().hex}"
    with _connected(address) as client:
        with _refusals(address):
            client.register_plugin(Kit(batch, base, files), name=batch)
        lines = {f"{batch}-{customer.line}": customer for customer in customers}
        futures = [client.submit(_make, customer, batch, key=key, pure=False) for key, customer in lines.items()]
        done = as_completed(futures, loop=client.loop, with_results=True, raise_errors=False)
        del futures  # a result that nobody holds any more is let go by the cluster
        try:
            for future, result in done:
                yield _outcome(lines[future.key], result, base)
        finally:
            with suppress(Exception):
                client.cancel(list(done.futures), force=True)
                client.unregister_worker_plugin(batch)


def _make(customer: Customer, batch: str) -> Outcome:
    """On a worker: a customer's files, from what its kit has laid out."""
    kit = _KITS[batch]
    outcome = make(customer, kit.base)
    return replace(outcome, problems=tuple(kit.at_home(problem) for problem in outcome.problems))


@dataclass(frozen=True, slots=True)
class _Unpacked:
    """A kit on a worker: the base as it is there, where it lies, and what its folders are called at home."""

    base: Base
    folder: str
    names: Mapping[str, str]

    def at_home(self, problem: Problem) -> Problem:
        """A problem with the names of files that its reader knows."""
        where, what = problem.where, problem.what
        for there, here in self.names.items():
            where, what = where.replace(there, here), what.replace(there, here)
        return Problem(where, what, problem.remedy)


_KITS: dict[str, _Unpacked] = {}


class Kit(WorkerPlugin):  # type: ignore[misc]  # the library has no types
    """What every row needs, laid out on each worker once: files in a folder of its own, the model, WeasyPrint."""

    def __init__(self, batch: str, base: Base, files: Mapping[FilePath, bytes]) -> None:
        """Packs files under the folder that they have in common, so that each still finds the others."""
        root = common_folder(files)
        self.name, self.base, self.program = batch, base, program_digest()
        self.files = {str(file): (os.path.relpath(file, root), content) for file, content in files.items()}
        self.home = os.path.relpath(base.folder, root)

    def setup(self, worker: Any) -> None:
        """Lay everything out. Raises ClusterError where the worker's program is another."""
        if program_digest() != self.program:
            raise ClusterError(Problem(str(worker.address), "this worker has another version of tco",
                                       "install the same on every worker"))  # fmt: skip
        folder = tempfile.mkdtemp(prefix="tco-", dir=getattr(worker, "local_directory", None))
        places = {}
        for file, (inside, content) in self.files.items():
            place = FilePath(folder) / inside
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
            places[file] = str(place)
        base = replace(self.base, document=_moved(self.base.document, places), folder=FilePath(folder) / self.home)
        names = {there: file for file, there in places.items()} | {f"{folder}{os.sep}": ""}
        _KITS[self.name] = _Unpacked(base, folder, names)
        warm_up(base)

    def teardown(self, worker: Any) -> None:  # noqa: ARG002  # as the library calls it
        """Take everything away."""
        kit = _KITS.pop(self.name, None)
        if kit is not None:
            shutil.rmtree(kit.folder, ignore_errors=True)


def _moved(document: Document, places: Mapping[str, str]) -> Document:
    """A document whose values come from files that lie elsewhere now."""
    marks = {path: Mark(places.get(mark.file, mark.file), mark.line, mark.start, mark.end, mark.told)
             for path, mark in document.marks.items()}  # fmt: skip
    return Document(document.value, marks, {places.get(file, file): text for file, text in document.texts.items()})


def _outcome(customer: Customer, result: Any, base: Base) -> Outcome:
    """What came back for a customer; an error where every worker that tried it was lost."""
    if isinstance(result, Outcome):
        return result
    told = result[1] if isinstance(result, tuple) and len(result) > 1 else result
    if isinstance(told, CancelledError):  # as its client does with all that waits where the scheduler is gone
        what, remedy = "the cluster was lost before it was made", "start it again; --resume makes what is missing"
        return Outcome(customer.id, problems=(Problem("--scheduler", what, remedy),))
    what = f"the cluster could not make it: {type(told).__name__}: {told}"
    problem = Problem(f"{base.list_name}:{customer.line}", what, "look at the workers' memory and logs")
    return Outcome(customer.id, problems=(problem,))


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """A client of the scheduler, which has at least one worker."""
    written = _ADDRESS.fullmatch(address)
    if not written:
        what = "this is not the address of a scheduler"
        raise ClusterError(Problem(f"--scheduler {address}", what, "write, for example, tcp://127.0.0.1:8786"))
    with _refusals(address):
        _listened_to(written[1].strip("[]"), int(written[2]))
        client = Client(address, timeout=_SECONDS, set_as_default=False)
    try:
        with _refusals(address):
            client.wait_for_workers(1, timeout=_SECONDS)
        yield client
    finally:
        client.close()


def _listened_to(host: str, port: int) -> None:
    """Raise OSError where nobody listens."""
    try:
        socket.create_connection((host, port), timeout=_SECONDS_TO_LISTEN).close()
    except OverflowError:
        raise OSError(errno.EINVAL, "a port is below 65536") from None


@contextmanager
def _refusals(address: str) -> Iterator[None]:
    """Turns what goes wrong with a cluster into a ClusterError."""
    place, remedy = f"--scheduler {address}", "start one: dask scheduler; then dask worker ADDRESS --nthreads 1"
    try:
        yield
    except TimeoutError as error:
        what = "the scheduler has no workers" if "workers" in str(error) else "no scheduler answers there"
        raise ClusterError(Problem(place, what, remedy)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ClusterError(Problem(place, f"no scheduler answers there: {reason}", remedy)) from None
    except TcoError:
        raise
    except Exception as error:  # noqa: BLE001  # whatever a worker could not do with the kit
        what = f"a worker cannot be used: {type(error).__name__}: {error}"
        raise ClusterError(Problem(place, what, "install the same tco on every worker")) from None
