"""The command line: parse, call, print. What a command does is in `builder/commands/`."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from builder import __version__
from builder.cli_analysis import add_commands
from builder.cli_batch import add_batch
from builder.cli_homecoming import add_commands as add_homecoming
from builder.cli_prices import add_commands as add_prices
from builder.errors import TcoError

if TYPE_CHECKING:  # importing these costs what `tco --help` need not pay
    from builder.layout.speech import Speech
    from builder.results import Results

DONE, WRONG, USAGE = 0, 1, 2

Run = Callable[[argparse.Namespace], int | None]
"""What a command does; its exit code, where that is not 0."""

_EPILOG = """\
A study is one YAML file; `tco new` writes a commented one to start from, `tco COMMAND --help` tells more.
Exit codes: 0 done, 1 the study or the model is wrong, 2 wrong usage.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 done, 1 the study is wrong, 2 wrong usage."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if chosen.command is None:
        parser.print_help(sys.stderr)
        return USAGE
    try:
        return int(chosen.run(chosen) or DONE)
    except TcoError as error:
        count = len(error.problems)
        for problem in error.problems:
            print(problem, file=sys.stderr)
        print(f"tco: {count} problem{'s' if count > 1 else ''}; nothing was written", file=sys.stderr)
        return WRONG
    except BrokenPipeError:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        print("tco: stopped; nothing was written", file=sys.stderr)
        return 130
    return DONE  # nobody reads on


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tco", description="From one study: a workbook of live formulas, and a whitepaper that agrees with it.",
        epilog=_EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"tco {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _add_build(commands)
    check = _command(commands, "check", "validate the study, list warnings", _check)
    check.add_argument("--open", action="store_true", help="also list every value that nobody has confirmed")
    show = _command(commands, "show", "print the headline table", _show)
    show.add_argument("--json", action="store_true", help="print every input and output as one JSON object")
    show.add_argument("--csv", action="store_true", help="print every line by scenario, option and period as CSV")
    explain = _command(
        commands, "explain", "explain one line: value, formula, words, what it reads and what reads it", _explain
    )
    explain.add_argument("line", help="a line's id (on_prem.power_and_cooling), its key, or an out_ name")
    explain.add_argument("--scenario", metavar="ID", help="show one scenario only")
    new = commands.add_parser("new", help="write a commented starter study")
    new.add_argument(
        "file", type=Path, nargs="?", default=Path("study.yaml"), metavar="FILE", help="default: study.yaml"
    )
    new.set_defaults(run=_new)
    schema = commands.add_parser("schema", help="describe the study file for editors, as a JSON Schema")
    schema.add_argument("-o", "--out", type=Path, metavar="FILE", help="write it there (default: print it)")
    schema.set_defaults(run=_schema)
    add_homecoming(commands)
    add_prices(commands)
    add_commands(lambda name, text, run: _command(commands, name, text, run), _loaded)
    add_batch(lambda name, text, run: _command(commands, name, text, run))
    return parser


def _add_build(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    build = _command(
        commands, "build", "make workbook, whitepaper (PDF) and page (HTML) in every language", _build, many=True
    )
    build.add_argument(
        "-o", "--output", type=Path, default=Path("output"), metavar="DIR", help="where files go (default: output)"
    )
    build.add_argument(
        "--only", action="append", choices=("xlsx", "html", "pdf"), help="make only this kind; may be repeated"
    )
    build.add_argument("--brief", action="store_true", help="two pages (NAME.brief.pdf) in place of the whitepaper")
    build.add_argument(
        "--for", choices=("customer", "public"), default="internal", dest="audience",
        help="who will read it: what the study marks `audience: internal` (or customer) is merged, totals stay",
    )  # fmt: skip


def _command(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, help_text: str,
             run: Run, many: bool = False) -> argparse.ArgumentParser:  # fmt: skip
    """A command that reads one study, or several."""
    parser = commands.add_parser(name, help=help_text, description=help_text[0].upper() + help_text[1:] + ".")
    parser.add_argument("study", type=Path, metavar="STUDY", nargs="+" if many else None, help="a study's YAML file")
    parser.add_argument("--set", action="append", default=[], metavar="PATH=VALUE", dest="settings",
                        help="override an assumption, for example assumptions.users=20000; repeatable")  # fmt: skip
    parser.add_argument(
        "--lang", metavar="CODE", help="language of labels and papers (default: the study's first; build, batch: all)"
    )
    parser.set_defaults(run=run)
    return parser


def _build(chosen: argparse.Namespace) -> None:
    from builder.commands.build import KINDS, build
    from builder.commands.check import warnings
    from builder.commands.show import table

    step = (
        (lambda name: print(f"\r\033[K{name} …", end="", file=sys.stderr, flush=True))
        if sys.stderr.isatty()
        else (lambda _: None)
    )
    languages = (chosen.lang,) if chosen.lang else ()
    settings = [*_settings(chosen), *([("report.form", "brief")] if chosen.brief else [])]
    built = build(
        chosen.study, chosen.output, settings, chosen.only or KINDS, languages, step, chosen.audience
    )
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    for each in built:
        speech = _speech(each.results, None)
        print(table(each.results, speech), end="\n\n")
        for notice in warnings(each.results, speech):
            print(f"{speech.say('warning')}: {notice.text}", file=sys.stderr)
        if each.left_out:
            print(f"left out, as it tells of what is withheld: {', '.join(each.left_out)}", file=sys.stderr)
        for path in each.files:
            print(path)


def _check(chosen: argparse.Namespace) -> None:
    from builder.commands.check import examine, report, warnings

    results = _results(chosen)
    speech = _speech(results, chosen.lang)
    try:
        examine(results)
    except TcoError:
        for notice in warnings(results, speech):  # one of them may be why
            print(f"{speech.say('warning')}: {notice.text}", file=sys.stderr)
        raise
    print(report(results, speech, chosen.open))


def _show(chosen: argparse.Namespace) -> None:
    from builder.commands.show import as_object, table

    results, speech = _loaded(chosen)
    if chosen.json:
        print(json.dumps(as_object(results), ensure_ascii=False, indent=2))
    elif chosen.csv:
        print(results.frame().to_csv(index=False), end="")
    else:
        print(table(results, speech))


def _explain(chosen: argparse.Namespace) -> None:
    from builder.commands.explain import explanation

    results, speech = _loaded(chosen)
    print(explanation(results, speech, chosen.line, chosen.scenario))


def _new(chosen: argparse.Namespace) -> None:
    from builder.commands.new import starter

    starter(chosen.file)
    print(f"{chosen.file}\nnext: tco show {chosen.file}, then tco build {chosen.file}")


def _schema(chosen: argparse.Namespace) -> None:
    from builder.commands.schema import schema_text, write_schema

    if chosen.out:
        write_schema(chosen.out)
        print(chosen.out)
    else:
        print(schema_text(), end="")


def _settings(chosen: argparse.Namespace) -> list[tuple[str, object]]:
    from builder.study.settings import parse_settings

    return parse_settings(chosen.settings)


def _results(chosen: argparse.Namespace) -> Results:
    from builder.engine import run_file

    return run_file(chosen.study, _settings(chosen))


def _loaded(chosen: argparse.Namespace) -> tuple[Results, Speech]:
    """A study's results and how they are spoken of; what is set and changes nothing is said at once."""
    from builder.commands.doubtful import idle_settings

    results = _results(chosen)
    speech = _speech(results, chosen.lang)
    for notice in idle_settings(results.model, speech.language):
        print(f"{speech.say('warning')}: {notice.text}", file=sys.stderr)
    return results, speech


def _speech(results: Results, code: str | None) -> Speech:
    from builder.commands.languages import speech_for

    return speech_for(results, code)


if __name__ == "__main__":
    sys.exit(main())
