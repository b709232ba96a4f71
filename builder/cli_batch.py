"""The command that builds many customers' studies from a list."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from builder.arguments import positive

if TYPE_CHECKING:
    from builder.batch.summary import Summary

_EPILOG = """\
The list is a CSV file with a column `id`, which names each row's files, and columns that are addresses as --set takes
them: users, customer, title.ko, languages, brand, options.on_prem.assumptions.node_price, ...; a blank cell leaves what
the base says. Commas, semicolons or tabs separate the columns. A row that fails stops no other; its problems are listed
at the end, and the exit code is then 1. Ctrl-C leaves whole files, and --resume goes on from there. --scheduler needs
pip install 'tco[dask]'.
"""

Command = Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]
"""Adds a command that reads one study: its name, what it does, what it runs."""


def add_batch(command: Command) -> None:
    """Add `batch`."""
    parser = command("batch", "build one study per row of a list of customers over a base study", _batch)
    parser.epilog = _EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("list", type=Path, metavar="CUSTOMERS.csv", help="a row for each customer")
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("output"), metavar="DIR", help="where files go (default: output)"
    )
    parser.add_argument(
        "--only", action="append", choices=("xlsx", "html", "pdf"), help="make only this kind; may be repeated"
    )
    parser.add_argument(
        "--for", choices=("customer", "public"), default="internal", dest="audience",
        help="who will read it: what the study marks `audience: internal` (or customer) is merged, totals stay",
    )  # fmt: skip
    parser.add_argument("--brief", action="store_true", help="two pages (ID.brief.pdf) in place of the whitepaper")
    parser.add_argument("--row", action="append", default=[], metavar="ID", help="only this row; may be repeated")
    parser.add_argument("--limit", type=positive, metavar="N", help="only the first N rows")
    parser.add_argument(
        "--resume", action="store_true", help="skip rows whose files are up to date"
    )
    parser.add_argument("--jobs", type=positive, default=0, metavar="N", help="processes (default: one for each core)")
    parser.add_argument(
        "--scheduler", default="", metavar="ADDRESS", help="use a Dask cluster instead: tcp://host:8786"
    )
    parser.add_argument("--encoding", default="", metavar="NAME", help="of the list, where it is not UTF-8: cp949")
    parser.add_argument(
        "--summary", type=Path, metavar="FILE", help="also write the summary as CSV that Excel opens"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the summary as one JSON object")
    form.add_argument("--csv", action="store_true", help="print the summary as CSV")


def _batch(chosen: argparse.Namespace) -> int:
    from builder.batch.summary import as_csv, for_excel
    from builder.commands.batch import Request, batch
    from builder.commands.build import KINDS
    from builder.publish import PublishError, check_folder, publish
    from builder.study.settings import parse_settings

    settings = [*parse_settings(chosen.settings), *([("report.form", "brief")] if chosen.brief else [])]
    request = Request(
        chosen.study, chosen.list, chosen.output, tuple(settings),
        tuple(chosen.only or KINDS), (chosen.lang,) if chosen.lang else (), chosen.audience,
        chosen.encoding, tuple(chosen.row), chosen.limit, chosen.resume, chosen.jobs, chosen.scheduler,
    )  # fmt: skip
    if chosen.summary:
        _check_summary(chosen)
        check_folder(chosen.summary.parent)
    with _stopped_by_signals(), _Progress() as progress:
        summary = batch(request, progress)
    _print(summary, chosen)
    if chosen.summary:
        try:
            publish({chosen.summary: for_excel(as_csv(summary))})
        except PublishError as error:
            print(error, file=sys.stderr)
            return 1
    if summary.stopped:
        print("tco: stopped; files of the rows that are made are whole, --resume makes the others", file=sys.stderr)
        return 130
    return 1 if summary.count("failed") else 0


def _print(summary: Summary, chosen: argparse.Namespace) -> None:
    from builder.batch.summary import as_csv, as_object, table

    if chosen.json:
        print(json.dumps(as_object(summary), ensure_ascii=False, indent=2), flush=True)
    elif chosen.csv:
        print(as_csv(summary), end="", flush=True)
    else:
        print(table(summary, chosen.lang or ""), flush=True)
    if summary.count("failed"):
        print(summary.failures(), file=sys.stderr)


def _check_summary(chosen: argparse.Namespace) -> None:
    """Raise StudyError where the summary would be written over what the batch reads."""
    from builder.errors import Problem, StudyError

    if chosen.summary.resolve() in (chosen.list.resolve(), chosen.study.resolve()):
        raise StudyError(Problem(f"--summary {chosen.summary}", "the batch reads this file", "name another"))


# -- how far it is -----------------------------------------------------------------------------------------------------


class _Progress:
    """On a terminal a bar with the time that is left; elsewhere a line whenever a further tenth of the rows is done."""

    def __init__(self) -> None:
        self.on_terminal = sys.stderr.isatty()
        self.began, self.kept, self.tenths = time.monotonic(), -1, 0

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self.on_terminal:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def __call__(self, done: int, whole: int, failed: int) -> None:
        """Show it. What is done at the first call is what stood already."""
        if self.kept < 0:
            self.kept, self.tenths = done, 10 * done // whole
        told = f"{done:,} of {whole:,}" + (f", {failed:,} failed" if failed else "")
        if self.on_terminal:
            told += self._left(done, whole)
            length = max(0, min(30, _columns() - len(told) - 2))
            filled = length * done // whole
            bar = "█" * filled + "░" * (length - filled)
            print(f"\r\033[K{f'{bar} {told}'[: _columns() - 1]}", end="", file=sys.stderr, flush=True)
        elif 10 * done // whole > self.tenths:
            self.tenths = 10 * done // whole
            print(f"tco: {told}", file=sys.stderr, flush=True)

    def _left(self, done: int, whole: int) -> str:
        """About how long the rest takes, once a row is made and while any is left."""
        if done in (self.kept, whole):
            return ""
        minutes = (time.monotonic() - self.began) / (done - self.kept) * (whole - done) / 60
        return f", about {minutes:,.0f} min left" if minutes > 1 else ", less than a minute left"


def _columns() -> int:
    """How wide the terminal is."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


@contextlib.contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Being asked to end, or losing the terminal, stops a batch as Ctrl-C does; nohup keeps its meaning."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    names = [each for each in ("SIGTERM", "SIGHUP") if hasattr(signal, each)]
    before = {each: signal.getsignal(each) for each in (getattr(signal, name) for name in names)}
    heard = [each for each, handler in before.items() if handler is signal.SIG_DFL]
    for each in heard:
        signal.signal(each, stop)
    try:
        yield
    finally:
        for each in heard:
            signal.signal(each, before[each])
