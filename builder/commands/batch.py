"""`tco batch`: one study for each row of a list, over a base; every row's files, or why there are none."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from builder.batch.customers import Customer, chosen_customers, customers_of
from builder.batch.included import included_files
from builder.batch.making import Base, Outcome
from builder.batch.record import NAME as RECORD
from builder.batch.record import digest_of, entry_of, note, read_record, shared_digest
from builder.batch.summary import Row, Summary, as_csv, as_object, table
from builder.batch.table import read_table
from builder.batch.workers import local_outcomes
from builder.commands.build import KINDS
from builder.cores import cores
from builder.errors import Problem
from builder.paths import templates_dir
from builder.publish import PublishError, check_folder, publish
from builder.study.loader import read_base
from builder.study.settings import with_settings

__all__ = ["Request", "Row", "Step", "Summary", "as_csv", "as_object", "batch", "table"]

Step = Callable[[int, int, int], None]
"""Told after every row how many are done, of how many, and how many of them failed."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: a base, a list, where files go, which of them; who makes them and how many at once.

    `jobs` of 0 are as many as there are cores, `scheduler` is the address of a Dask cluster in their place; with
    `resume`, rows stay that an earlier batch made of the same.
    """

    study: Path
    list: Path
    folder: Path = Path("output")
    settings: tuple[tuple[str, Any], ...] = ()
    kinds: tuple[str, ...] = KINDS
    languages: tuple[str, ...] = ()
    audience: str = "internal"
    encoding: str = ""
    rows: tuple[str, ...] = ()
    limit: int | None = None
    resume: bool = False
    jobs: int = 0
    scheduler: str = ""


def batch(request: Request, step: Step = lambda *_: None) -> Summary:
    """Make every row's files, each row's as soon as they are all there. `step` is told how far it is.

    Raises TcoError with all that is wrong with base, columns and ids, or with the folder, before anything is made. A
    row that fails stops no other; Ctrl-C ends the batch, and what is written by then is whole.
    """
    folder = request.study.parent
    document = with_settings(read_base(request.study), request.settings, "--set")
    table = read_table(request.list, request.encoding)
    customers = chosen_customers(customers_of(table, document, folder), request.rows, request.limit)
    base = Base(document, folder, table.file, request.kinds, request.languages, request.audience)
    files = included_files(base, customers)
    check_folder(request.folder)
    work = _Work(request, base, customers, shared_digest(base, files))
    stopped = work.run(files, step)
    rows = tuple(work.rows.get(each.id, Row(each.id, "not made")) for each in customers)
    return Summary(rows, request.folder, _language_of(document.value), stopped)


class _Work:
    """The rows on their way: which are still to be made, and what became of the others."""

    def __init__(self, request: Request, base: Base, customers: Sequence[Customer], shared: str) -> None:
        self.request, self.base, self.whole = request, base, len(customers)
        self.digests = {customer.id: digest_of(customer, shared) for customer in customers}
        self.rows: dict[str, Row] = {}
        if request.resume:
            self.keep()
        self.waiting = [customer for customer in customers if customer.id not in self.rows]

    def keep(self) -> None:
        """Take over the rows whose files stand as an earlier batch made them of the same."""
        for id, entry in read_record(self.request.folder).items():
            if self.digests.get(id) == entry.digest and entry.stands(self.request.folder):
                self.rows[id] = Row(id, "unchanged", tuple(entry.files), entry.headlines, entry.warnings)

    def run(self, files: Mapping[Path, bytes], step: Step) -> bool:
        """Make what is waiting; whether it was stopped."""
        failed = 0
        step(len(self.rows), self.whole, failed)
        if not self.waiting:
            return False
        try:
            with closing(self.outcomes(files)) as outcomes:
                for outcome in outcomes:
                    row = self.rows[outcome.id] = self.written(outcome)
                    failed += row.become == "failed"
                    step(len(self.rows), self.whole, failed)
        except KeyboardInterrupt:
            return True
        return False

    def outcomes(self, files: Mapping[Path, bytes]) -> Generator[Outcome, None, None]:
        if self.request.scheduler:
            from builder.batch.cluster import cluster_outcomes

            return cluster_outcomes(self.base, self.waiting, files, self.request.scheduler)
        return local_outcomes(self.base, self.waiting, self.request.jobs or cores())

    def written(self, outcome: Outcome) -> Row:
        """A row whose files are in their place; its problems where they are not."""
        if not outcome.problems:
            folder = self.request.folder
            try:
                publish({folder / name: content for name, content in outcome.files.items()})
                note(folder, entry_of(outcome, self.digests[outcome.id]))
            except PublishError as error:
                outcome = replace(outcome, problems=error.problems)
            except OSError as error:
                problem = Problem(str(folder / RECORD), f"cannot be written: {error.strerror}", "check the folder")
                outcome = replace(outcome, problems=(problem,))
        if outcome.problems:
            return Row(outcome.id, "failed", problems=outcome.problems)
        return Row(outcome.id, "made", tuple(outcome.files), outcome.headlines, outcome.warnings)


def _language_of(study: Any) -> str:
    """The first language of a study, where the program has it."""
    languages = study.get("languages") if isinstance(study, dict) else None
    code = languages[0] if isinstance(languages, list) and languages else "en"
    return code if (templates_dir() / "messages" / f"{code}.po").is_file() else "en"
