"""The commands that compare studies and workbooks, and bring a workbook's changes home."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `diff` and `pull`."""
    _add_diff(commands)
    _add_pull(commands)


def _add_diff(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "compare two studies or workbooks: inputs, overwritten formulas, and what each change does to the headline"
    parser = commands.add_parser("diff", help=text, description=text[0].upper() + text[1:] + ".")
    parser.add_argument("first", type=Path, metavar="A", help="a study (.yaml) or a workbook (.xlsx)")
    parser.add_argument("last", type=Path, metavar="B", help="another one")
    parser.add_argument(
        "--study", type=Path, metavar="STUDY", help="the study of the workbooks (default: A or B, or the one beside)"
    )
    parser.add_argument("--output", default="", metavar="out_...", help="a result (default: each comparison's ratio)")
    parser.add_argument("--lang", metavar="CODE", help="language of labels (default: the study's first)")
    parser.add_argument("--json", action="store_true", help="print the answer as one JSON object")
    parser.add_argument("--chart", type=Path, metavar="FILE.svg", help="also draw the bridge")
    parser.set_defaults(run=_diff)


def _add_pull(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "merge what was typed into a workbook into its study's file, comments kept"
    parser = commands.add_parser("pull", help=text, description=text[0].upper() + text[1:] + ".")
    parser.add_argument("workbook", type=Path, metavar="EDITED.xlsx", help="the workbook that was edited")
    parser.add_argument("--into", type=Path, required=True, metavar="STUDY", help="the study it was built from")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")
    parser.add_argument("--status", default="customer", metavar="STATUS", help="of the values (default: customer)")
    parser.add_argument(
        "--source", default="", metavar="TEXT", help="where they come from (default: the workbook and its date)"
    )
    parser.add_argument("--lang", metavar="CODE", help="language of labels (default: the study's first)")
    parser.add_argument("--json", action="store_true", help="print what changes as one JSON object")
    parser.set_defaults(run=_pull)


def _diff(chosen: argparse.Namespace) -> None:
    from builder.commands.diff import answer

    found = answer(chosen.first, chosen.last, chosen.study, chosen.output, chosen.lang)
    if chosen.chart:
        from builder.publish import publish

        publish({chosen.chart: found.chart().encode()})
    print(json.dumps(found.data, ensure_ascii=False, indent=2) if chosen.json else found.text)
    if chosen.chart:
        print(chosen.chart, file=sys.stderr)


def _pull(chosen: argparse.Namespace) -> None:
    from builder.commands.pull import edited_lines, merge

    merged = merge(chosen.workbook, chosen.into, chosen.status, chosen.source, chosen.lang)
    print(json.dumps(merged.data, ensure_ascii=False, indent=2) if chosen.json else merged.text)
    if chosen.dry_run:
        if merged.changed and not chosen.json:
            print(f"\n{edited_lines(merged.pulled)}")
        return
    merged.write()
    if merged.changed:
        print(chosen.into, file=sys.stderr if chosen.json else sys.stdout)
