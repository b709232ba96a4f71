"""The commands about prices: list those of a file or a study, refresh a file's token prices."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `prices list` and `prices refresh`."""
    text = "list prices with source and age, refresh token prices"
    parser = commands.add_parser("prices", help=text, description=text[0].upper() + text[1:] + ".")
    parser.set_defaults(run=lambda _: parser.error("write prices list or prices refresh"))
    below = parser.add_subparsers(dest="what", metavar="WHAT")
    shown = _command(below, "list", "list the prices of a price file, or those that a study takes by name")
    shown.add_argument("file", type=Path, metavar="FILE", help="a price file, or a study")
    shown.set_defaults(run=_list)
    refresh = _command(below, "refresh", "show what today's token prices would change in a price file")
    refresh.add_argument("file", type=Path, metavar="FILE", help="a price file with NAME.input and NAME.output")
    refresh.add_argument(
        "--model", action="append", default=[], metavar="NAME", help="only this model; may be repeated"
    )
    refresh.add_argument("--write", action="store_true", help="add them to the file; earlier prices and comments stay")
    refresh.set_defaults(run=_refresh)


def _command(
    below: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str
) -> argparse.ArgumentParser:
    parser = below.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    parser.add_argument("--as-of", type=_day, metavar="DAY", help="the day asked for (default: today; a study's own)")
    parser.add_argument("--lang", default="en", metavar="CODE", help="language of what is printed (default: en)")
    return parser


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day: write year-month-day, such as 2026-08-31") from None


def _list(chosen: argparse.Namespace) -> None:
    from builder.commands.prices import listed, spoken

    as_of = chosen.as_of or dt.date.today()  # noqa: DTZ011  # the reader's own day
    print(listed(chosen.file, as_of, spoken(chosen.lang)))


def _refresh(chosen: argparse.Namespace) -> None:
    from builder.commands.prices import refreshed, spoken, told, write_refreshed

    language = spoken(chosen.lang)
    as_of = chosen.as_of or dt.date.today()  # noqa: DTZ011  # the reader's own day
    found = refreshed(chosen.file, as_of, chosen.model)
    if chosen.write and found.changes:
        write_refreshed(chosen.file, found)
    print("\n".join(told(found, as_of, chosen.write, language)))
