"""What a batch ends with: each row's headline and files or its problems, as a table, as JSON, as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent
from typing import Any, Literal

from builder.batch.making import Headline
from builder.commands.show import aligned
from builder.errors import Problem
from builder.language import Language
from builder.model.names import output_name
from builder.paths import templates_dir

Become = Literal["made", "unchanged", "failed", "not made"]

_IDS_NAMED = 3
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that a spreadsheet would compute."""


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
        """Every problem of the rows that failed, below their ids; what several have in common stands there once."""
        ids: dict[Problem, list[str]] = {}
        for row in self.rows:
            for problem in dict.fromkeys(row.problems):
                ids.setdefault(problem, []).append(row.id)
        together: dict[tuple[str, ...], list[Problem]] = {}
        for problem, rows in ids.items():
            together.setdefault(tuple(rows), []).append(problem)
        lines: list[str] = []
        for group, problems in together.items():
            lines += [f"{_named_shortly(group)}:", *(indent(str(each), "  ") for each in problems)]
        return "\n".join(lines)


def _named_shortly(ids: Sequence[str]) -> str:
    """The ids of rows: the first three, and how many more."""
    more = f" and {len(ids) - _IDS_NAMED:,} more" if len(ids) > _IDS_NAMED else ""
    return ", ".join(ids[:_IDS_NAMED]) + more




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
    note = [say("Ratio and saving: comparison {comparison}, against {alternatives}", **each)
            for each in _compared(summary)]  # fmt: skip
    return "\n".join([*lines, "", *note, f"{summary.folder}: {counts}"])


def _compared(summary: Summary) -> Iterator[dict[str, str]]:
    """The comparison that the figures are of and its alternatives in their order, where any row is made."""
    made = next((row.headlines for row in summary.rows if row.headlines), ())
    shown = [each.alternative for each in made if each.comparison == made[0].comparison]
    if shown:
        yield {"comparison": made[0].comparison, "alternatives": " / ".join(shown)}


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
        writer.writerow([_inert(row.id), row.become, *(values.get(name, "") for name in names),
                         len(row.warnings), _inert(files), _inert(problems)])  # fmt: skip
    return written.getvalue()


def for_excel(text: str) -> bytes:
    """CSV that Excel reads as UTF-8, which it takes for another encoding unless a mark stands before it."""
    return text.encode("utf-8-sig")


def _inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> _inert("acme"), _inert("=1+1")
    ('acme', "'=1+1")
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def _named(row: Row) -> Iterator[tuple[str, float]]:
    for each in row.headlines:
        for measure, values in (("ratio", each.ratio), ("saving", each.saving)):
            for end, value in zip(("min", "max"), values, strict=True):
                yield output_name(each.comparison, each.alternative, f"{measure}_{end}"), value
