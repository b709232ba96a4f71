"""The commands that ask the engine more than one question: break-even, goal seek, sensitivity, simulation."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.arguments import finite, positive, whole

if TYPE_CHECKING:
    from builder.commands.answers import Answer

Command = Callable[[str, str, Callable[[argparse.Namespace], None]], argparse.ArgumentParser]
"""Adds a command that reads one study: its name, what it does, what it runs."""

Loaded = Callable[[argparse.Namespace], tuple[Any, Any]]
"""The results and the speech of the study chosen."""


def add_commands(command: Command, loaded: Loaded) -> None:
    """Add `breakeven`, `solve`, `sensitivity` and `simulate`."""
    _add_breakeven(command, loaded)
    _add_solve(command, loaded)
    _add_sensitivity(command, loaded)
    _add_simulate(command, loaded)


def _add_breakeven(command: Command, loaded: Loaded) -> None:
    parser = command(
        "breakeven",
        "find where an alternative and the subject cost the same",
        lambda chosen: _breakeven(chosen, loaded),
    )
    parser.add_argument(
        "--over",
        required=True,
        metavar="ASSUMPTION",
        help="an in_ name, a path, or a key: users, on_prem.electricity_price",
    )
    _add_span(parser)
    parser.add_argument("--against", metavar="ASSUMPTION", help="a second assumption: print the cost ratio over both")
    parser.add_argument("--against-from", type=finite, metavar="A", help="where the second begins")
    parser.add_argument("--against-to", type=finite, metavar="B", help="where the second ends")
    parser.add_argument(
        "--alternative", action="append", default=[], metavar="OPTION", help="only this alternative; may be repeated"
    )
    parser.add_argument(
        "--scenario", action="append", default=[], metavar="ID", help="only this scenario; may be repeated"
    )
    _add_forms(parser)


def _add_solve(command: Command, loaded: Loaded) -> None:
    parser = command(
        "solve",
        "find the value of an assumption that gives a result a wanted value",
        lambda chosen: _solve(chosen, loaded),
    )
    parser.add_argument(
        "--for", required=True, metavar="ASSUMPTION", dest="assumption", help="an in_ name, a path, or a key"
    )
    parser.add_argument(
        "--so-that", required=True, metavar='"out_... = VALUE"', help="the result and the value it should have"
    )
    _add_span(parser)
    _add_forms(parser)


def _add_sensitivity(command: Command, loaded: Loaded) -> None:
    parser = command(
        "sensitivity",
        "rank what moves a result, and what would overturn it",
        lambda chosen: _sensitivity(chosen, loaded),
    )
    parser.add_argument(
        "--output",
        default="",
        metavar="out_...",
        help="a result (default: each comparison's ratio where it is smallest)",
    )
    parser.add_argument(
        "--all", action="store_true", help="also move assumptions without a range, by a tenth to either side"
    )
    parser.add_argument("--limit", type=positive, default=12, metavar="N", help="rows per table (default: 12)")
    _add_forms(parser)


def _add_simulate(command: Command, loaded: Loaded) -> None:
    parser = command(
        "simulate",
        "draw the uncertain values at random and show how results are distributed",
        lambda chosen: _simulate(chosen, loaded),
    )
    parser.add_argument("--draws", type=positive, metavar="N", help="how many (default: the study's, or 100,000)")
    parser.add_argument(
        "--seed", type=whole, metavar="S", help="where the random numbers begin (default: the study's, or 1)"
    )
    parser.add_argument(
        "--ranges",
        choices=("none", "uniform", "triangular", "pert"),
        help="draw from stated ranges that have no distribution, by this kind (default: the study's, or none)",
    )
    parser.add_argument(
        "--output",
        action="append",
        default=[],
        metavar="out_...",
        help="a result (default: each pair's totals and ratio); may be repeated",
    )
    _add_forms(parser)


def _add_span(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--from", type=finite, metavar="A", dest="low", help="where to begin (default: the assumption's low)"
    )
    parser.add_argument(
        "--to", type=finite, metavar="B", dest="high", help="where to end (default: the assumption's high)"
    )


def _add_forms(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print the answer as one JSON object")
    parser.add_argument("--chart", type=Path, metavar="FILE.svg", help="also draw the answer")


def _breakeven(chosen: argparse.Namespace, loaded: Loaded) -> None:
    from builder.commands.breakeven import Axis, answer, map_answer

    over = Axis(chosen.over, chosen.low, chosen.high)
    only = tuple(chosen.alternative), tuple(chosen.scenario)
    if chosen.against:
        against = Axis(chosen.against, chosen.against_from, chosen.against_to)
        _print(map_answer(*loaded(chosen), over, against, *only), chosen)
    else:
        _print(answer(*loaded(chosen), over, *only), chosen)


def _solve(chosen: argparse.Namespace, loaded: Loaded) -> None:
    from builder.commands.solve import answer

    _print(answer(*loaded(chosen), chosen.assumption, chosen.so_that, chosen.low, chosen.high), chosen)


def _sensitivity(chosen: argparse.Namespace, loaded: Loaded) -> None:
    from builder.commands.sensitivity import answer

    _print(answer(*loaded(chosen), chosen.output, chosen.all, chosen.limit), chosen)


def _simulate(chosen: argparse.Namespace, loaded: Loaded) -> None:
    from builder.commands.simulate import answer

    results, speech = loaded(chosen)
    try:
        found = answer(results, speech, chosen.draws, chosen.seed, chosen.ranges, tuple(chosen.output), progress)
    finally:
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr)
    _print(found, chosen)


def progress(done: int, whole: int) -> None:
    """A bar on a terminal; nothing elsewhere."""
    if sys.stderr.isatty():
        filled = 30 * done // whole
        print(f"\r\033[K{'█' * filled}{'░' * (30 - filled)} {done:,} of {whole:,}", end="", file=sys.stderr, flush=True)


def _print(answer: Answer, chosen: argparse.Namespace) -> None:
    if chosen.chart:
        from builder.publish import publish

        publish({chosen.chart: answer.chart().encode()})
    print(json.dumps(answer.data, ensure_ascii=False, indent=2) if chosen.json else answer.text)
    if chosen.chart:
        print(chosen.chart, file=sys.stderr)
