"""The command that builds many customers' studies from a list."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from builder.arguments import positive
from builder.cli_analysis import progress

_EPILOG = """\
The list is a CSV file with a column `id`, which names each row's files, and columns that are addresses as --set takes
them: users, customer, title.ko, languages, brand, options.on_prem.assumptions.node_price, ...; a blank cell leaves what
the base says. A row that fails stops no other; the exit code is then 1.
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
        "--resume", action="store_true", help="leave rows whose files stand as they would be made again"
    )
    parser.add_argument("--jobs", type=positive, default=0, metavar="N", help="processes (default: one for each core)")
    parser.add_argument(
        "--scheduler", default="", metavar="ADDRESS", help="use a Dask cluster instead: tcp://host:8786"
    )
    parser.add_argument("--encoding", default="", metavar="NAME", help="of the list, where it is not UTF-8: cp949")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the summary as one JSON object")
    form.add_argument("--csv", action="store_true", help="print the summary as CSV")


def _batch(chosen: argparse.Namespace) -> int:
    from builder.commands.batch import Request, as_csv, as_object, batch, table
    from builder.commands.build import KINDS
    from builder.study.settings import parse_settings

    settings = [*parse_settings(chosen.settings), *([("report.form", "brief")] if chosen.brief else [])]
    request = Request(
        chosen.study, chosen.list, chosen.output, tuple(settings),
        tuple(chosen.only or KINDS), (chosen.lang,) if chosen.lang else (), chosen.audience,
        chosen.encoding, tuple(chosen.row), chosen.limit, chosen.resume, chosen.jobs, chosen.scheduler,
    )  # fmt: skip
    try:
        summary = batch(request, progress)
    finally:
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr)
    failed = summary.count("failed")
    if failed:
        print(summary.failures(), file=sys.stderr)
    if chosen.json:
        print(json.dumps(as_object(summary), ensure_ascii=False, indent=2))
    else:
        print(as_csv(summary) if chosen.csv else table(summary, chosen.lang or ""), end="" if chosen.csv else "\n")
    if summary.stopped:
        print("tco: stopped; files of the rows that are made are whole", file=sys.stderr)
        return 130
    return 1 if failed else 0
