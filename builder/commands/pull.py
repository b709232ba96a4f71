"""`tco pull`: what was typed into a workbook, merged into its study's file with every comment kept."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.commands.changes import change_object, changes_table, notes
from builder.commands.homecoming import arrival
from builder.commands.languages import language_for
from builder.engine import run_file
from builder.errors import Problem, WorkbookError
from builder.homecoming.found import Found
from builder.homecoming.pulling import Pulled, origin_of, pull
from builder.layout.speech import Speech
from builder.publish import publish
from builder.results import Results
from builder.study.problems import closest
from builder.workbook.reader import read_workbook


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge that is ready to be written, and what is said of it."""

    pulled: Pulled
    found: Found
    text: str
    data: dict[str, Any]

    @property
    def changed(self) -> bool:
        """Whether the study's file becomes another."""
        return self.pulled.before != self.pulled.after

    def write(self) -> None:
        """Put the study's new text in the place of its old one, whole or not at all."""
        if self.changed:
            publish({self.pulled.study.resolve(): self.pulled.after})  # a link stays one


def merge(workbook: Path, study: Path, status: str = "customer", source: str = "", code: str | None = None) -> Merge:
    """A workbook's edits merged into its study; nothing is written yet.

    Raises TcoError with everything that makes an edit uncertain, or that the study cannot say.
    """
    contents = read_workbook(workbook)
    results = run_file(study)
    _check_status(status, results)
    loaded = results.model.loaded
    languages = {each: language_for(loaded, each) for each in loaded.study.languages}
    came = arrival(contents, results)
    origin = origin_of(came, contents.saved, languages, status, source)
    pulled = pull(came, study, results, origin)
    speech = Speech(results.model, language_for(loaded, code))
    data = {
        "study": str(study),
        "workbook": str(workbook),
        "inputs": [change_object(each, came) for each in came.edits],
        "notes": list(notes(came, speech)),
        "overwritten": [str(each.at) for each in came.overwritten],
    }
    return Merge(pulled, came, "\n".join(_told(came, speech)), data)


def _check_status(status: str, results: Results) -> None:
    known = results.model.library.vocabulary.statuses
    if status not in known:
        raise WorkbookError(Problem(f"--status {status}", f"there is no status {status!r}", closest(status, known)))


def _told(found: Found, speech: Speech) -> Iterator[str]:
    if found.edits:
        yield changes_table(found, speech)
    else:
        yield speech.say("The workbook says what the study says.")
    yield from notes(found, speech)


def edited_lines(pulled: Pulled) -> str:
    """The lines of the study that the merge changes, before and after."""
    before, after = (each.decode("utf-8-sig").splitlines() for each in (pulled.before, pulled.after))
    name = str(pulled.study)
    return "\n".join(difflib.unified_diff(before, after, name, name, n=0, lineterm=""))
