"""`path=value` settings, from the command line or from a case of the study, laid over the document before validation."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from builder.errors import Problem, StudyError
from builder.study.document import Document, Mark, Path, with_value
from builder.study.problems import closest, nearest
from builder.study.reader import read_document
from builder.study.schema import Study

_OPTIONAL = ("assumptions", "timeline", "document", "report")
"""Sections that a setting may begin where the study has none."""

MarkOf = Callable[[str], Mark]


def parse_setting(text: str) -> tuple[str, Any]:
    """`path=value` as a path and a value read like YAML. Raises StudyError for anything else."""
    path, equals, written = text.partition("=")
    if not equals or not path.strip():
        example = "write, for example, --set assumptions.users=20000"
        raise StudyError(Problem(f"--set {text}", "this is not path=value", example))
    try:
        value = read_document(written, f"--set {path.strip()}").value if written.strip() else None
    except StudyError as error:
        problems = [Problem(f"--set {path.strip()}", each.what, each.remedy) for each in error.problems]
        raise StudyError(*problems) from None
    return path.strip(), value


def with_settings(document: Document, settings: Mapping[str, Any] | Iterable[tuple[str, Any]], said: str,
                  mark_of: MarkOf | None = None) -> Document:  # fmt: skip
    """The document with each path set. `said` names who changed it and becomes the value's source.

    A path without a section means a general assumption: `users` is `assumptions.users`. An assumption that has a mapping
    keeps its label, unit and range; its status becomes `unsourced`. `mark_of` gives the place of a setting, by its
    path. Raises StudyError for paths that lead nowhere.
    """
    value, marks = copy.deepcopy(document.value), dict(document.marks)
    if not isinstance(value, dict):
        return document  # validation says what is wrong with it
    problems: list[Problem] = []
    for written, setting in settings.items() if isinstance(settings, Mapping) else settings:
        mark = mark_of(written) if mark_of else Mark(f"{said} {written}", 0)
        parts = written.split(".")
        if len(parts) == 1 and parts[0] not in Study.model_fields:
            parts = ["assumptions", *parts]
        try:
            changed = _set(value, parts, setting, said)
        except _NowhereError as error:
            where = Document(None, {(): mark}).where(())
            problems.append(Problem(where, f"there is no {error.part!r} to set", error.remedy))
            continue
        marks = {path: each for path, each in marks.items() if path[: len(changed)] != changed}
        marks[changed] = mark
    if problems:
        raise StudyError(*problems)
    return Document(value, marks, document.texts)


class _NowhereError(Exception):
    """A path leads nowhere: the part that is not there, and what to do."""

    def __init__(self, part: str, known: Iterable[str]) -> None:
        names = list(known)
        self.part = part
        remedy = closest(part, names)
        self.remedy = remedy if not names or nearest(part, names) else f"there {'is' if len(names) == 1 else 'are'} " + ", ".join(names)
        super().__init__(part)


def _set(root: dict[str, Any], parts: list[str], setting: Any, said: str) -> Path:
    """Put a value at a path of the study, in place; the path that is marked as changed."""
    at, path = root, list[str]()
    for depth, part in enumerate(parts[:-1]):
        at = _descended(at, part, parts[:depth])
        path.append(part)
    last = parts[-1]
    if len(parts) > 1 and parts[-2] == "assumptions":
        at[last] = {**with_value(at.get(last), setting), "status": "unsourced", "source": said}
        return (*path, last)
    if len(parts) > 2 and parts[-3] == "assumptions" and last.isdigit():
        at.update(entries={**at.get("entries", {}), last: setting}, status="unsourced", source=said)
        return tuple(path)
    if last not in at and (len(parts) != 2 or path[0] not in _OPTIONAL) and (path or last not in Study.model_fields):
        raise _NowhereError(last, at)
    at[last] = setting
    return (*path, last)


def _descended(at: dict[str, Any], part: str, above: list[str]) -> dict[str, Any]:
    """The mapping below a part of a path; short forms on the way are written out."""
    child = at.get(part)
    within_assumptions = bool(above) and above[-1] == "assumptions"
    if part == "options" and isinstance(child, list):
        child = at[part] = {str(each): {} for each in child}
    elif within_assumptions and part in at and not isinstance(child, dict):
        child = at[part] = {"value": child}
    elif child is None and (part in at or part == "assumptions" or (not above and part in _OPTIONAL)):
        child = at[part] = {}
    if not isinstance(child, dict):
        raise _NowhereError(part, at if above else Study.model_fields)
    return child
