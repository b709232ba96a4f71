"""`tco batch`: one study for each row of a list, over a base; every row's files, or why there are none."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import indent
from typing import Any, Literal

from builder.batch.customers import Customer, chosen_customers, customers_of
from builder.batch.included import included_files
from builder.batch.making import Base, Headline, Outcome
from builder.batch.record import digest_of, entry_of, note, read_record, shared_digest
from builder.batch.table import read_table
from builder.batch.workers import cores, local_outcomes
from builder.commands.build import KINDS
from builder.commands.show import aligned
from builder.errors import Problem
from builder.language import Language
from builder.model.names import output_name
from builder.paths import templates_dir
from builder.publish import PublishError, publish
from builder.study.loader import read_base
from builder.study.settings import with_settings

Step = Callable[[int, int], None]
Become = Literal["made", "unchanged", "failed", "not made"]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: a base, a list, where files go, which of them; who makes them and how many at once.

    `jobs` of 0 are as many as there are cores, `scheduler` is the address of a Dask cluster in their place. `kept`
    rows are those that an earlier batch made of the same.
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


@dataclass(frozen=True, slots=True)
class Row:
    """What became of a row: the names of its files and its headlines, or its problems."""

    id: str
    become: Become
    files: tuple[str, ...] = ()
    headlines: tuple[Headline, ...] = ()
    warnings: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """Every row in the list's order, where the files are, and whether the batch was stopped before its end."""

    rows: tuple[Row, ...]
    folder: Path
    language: str
    stopped: bool = False

    def count(self, become: Become) -> int:
        """How many rows became that."""
        return sum(row.become == become for row in self.rows)

    def failures(self) -> str:
        """Every problem of every row that failed, below the row's id."""
        lines: list[str] = []
        for row in self.rows:
            if row.problems:
                lines += [f"{row.id}:", *(indent(str(each), "  ") for each in row.problems)]
        return "\n".join(lines)


def batch(request: Request, step: Step = lambda _done, _whole: None) -> Summary:
    """Make every row's files, each row's as soon as they are all there. `step` is told how many rows are done.

    Raises StudyError with all that is wrong with base, columns and ids, before anything is made. A row that fails
    stops no other; Ctrl-C ends the batch, and what is written by then is whole.
    """
    folder = request.study.parent
    document = with_settings(read_base(request.study), request.settings, "--set")
    table = read_table(request.list, request.encoding)
    customers = chosen_customers(customers_of(table, document, folder), request.rows, request.limit)
    base = Base(document, folder, table.file, request.kinds, request.languages, request.audience)
    files = included_files(base, customers)
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
        step(len(self.rows), self.whole)
        if not self.waiting:
            return False
        try:
            with closing(self.outcomes(files)) as outcomes:
                for outcome in outcomes:
                    self.rows[outcome.id] = self.written(outcome)
                    step(len(self.rows), self.whole)
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
            try:
                folder = self.request.folder
                publish({folder / name: content for name, content in outcome.files.items()})
                note(folder, entry_of(outcome, self.digests[outcome.id]))
            except PublishError as error:
                outcome = replace(outcome, problems=error.problems)
            except OSError as error:
                problem = Problem(str(error.filename), f"cannot be written: {error.strerror}", "check the folder")
                outcome = replace(outcome, problems=(problem,))
        if outcome.problems:
            return Row(outcome.id, "failed", problems=outcome.problems)
        return Row(outcome.id, "made", tuple(outcome.files), outcome.headlines, outcome.warnings)


def _language_of(study: Any) -> str:
    """The first language of a study, where the program has it."""
    languages = study.get("languages") if isinstance(study, dict) else None
    code = languages[0] if isinstance(languages, list) and languages else "en"
    return code if (templates_dir() / "messages" / f"{code}.po").is_file() else "en"


# -- the summary -------------------------------------------------------------------------------------------------------


def table(summary: Summary, code: str = "") -> str:
    """Each row's ratio and saving in its study's first comparison, and its files; or why there are none."""
    language = Language.load(code or summary.language, templates_dir() / "messages")
    say = language.say
    figures = [[say("Id"), say("Ratio"), say("Saving")]]
    figures += [[row.id, *_figures(row, language)] for row in summary.rows]
    last = [say("Files"), "-" * 5, *(_end(row, language) for row in summary.rows)]
    lines = [f"{line}  {end}" for line, end in zip(aligned(figures).splitlines(), last, strict=True)]
    counts = say(
        "{made} made, {unchanged} unchanged, {failed} failed, {left} not made",
        made=language.number(summary.count("made"), 0), unchanged=language.number(summary.count("unchanged"), 0),
        failed=language.number(summary.count("failed"), 0), left=language.number(summary.count("not made"), 0),
    )  # fmt: skip
    compared = next((row.headlines[0].comparison for row in summary.rows if row.headlines), "")
    note = [say("Ratio and saving: comparison {comparison}", comparison=compared)] if compared else []
    return "\n".join([*lines, "", *note, f"{summary.folder}: {counts}"])


def _figures(row: Row, language: Language) -> list[str]:
    """Ratios and savings of the alternatives, as ranges."""
    shown = [each for each in row.headlines if each.comparison == row.headlines[0].comparison]
    ratios = (language.number_range(*each.ratio, lambda x: language.multiple(x, 2)) for each in shown)
    savings = (language.number_range(*each.saving, lambda x: language.percent(x, 1)) for each in shown)
    return [" / ".join(ratios) or "–", " / ".join(savings) or "–"]


def _end(row: Row, language: Language) -> str:
    """What a row ends with: the endings of its files, or why it has none."""
    if row.problems:
        more = f" (+{len(row.problems) - 1})" if len(row.problems) > 1 else ""
        return language.say("failed: {why}", why=row.problems[0].what.splitlines()[0] + more)
    if row.become == "not made":
        return language.say("not made")
    endings = " ".join(name.removeprefix(row.id) for name in row.files)
    return f"{endings} ({language.say('unchanged')})" if row.become == "unchanged" else endings


def as_object(summary: Summary) -> dict[str, Any]:
    """The summary as one JSON object: every comparison and alternative, every warning and problem."""
    return {
        "folder": str(summary.folder),
        "stopped": summary.stopped,
        "rows": [
            {
                "id": row.id,
                "result": row.become,
                "files": [str(summary.folder / name) for name in row.files],
                "headlines": [
                    {"comparison": each.comparison, "alternative": each.alternative,
                     "ratio": list(each.ratio), "saving": list(each.saving)} for each in row.headlines
                ],
                "warnings": list(row.warnings),
                "problems": [{"where": each.where, "what": each.what, "remedy": each.remedy} for each in row.problems],
            }
            for row in summary.rows
        ],
    }  # fmt: skip


def as_csv(summary: Summary) -> str:
    """The summary as CSV: a row each, with the workbook's names of the results as columns."""
    results = [dict(_named(row)) for row in summary.rows]
    names = list(dict.fromkeys(name for each in results for name in each))
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(["id", "result", *names, "warnings", "files", "problems"])
    for row, values in zip(summary.rows, results, strict=True):
        files = " ".join(name.removeprefix(row.id) for name in row.files)
        problems = "\n".join(str(each) for each in row.problems)
        writer.writerow([row.id, row.become, *(values.get(name, "") for name in names),
                         len(row.warnings), files, problems])  # fmt: skip
    return written.getvalue()


def _named(row: Row) -> Iterator[tuple[str, float]]:
    for each in row.headlines:
        for measure, values in (("ratio", each.ratio), ("saving", each.saving)):
            for end, value in zip(("min", "max"), values, strict=True):
                yield output_name(each.comparison, each.alternative, f"{measure}_{end}"), value
