"""`path=value` settings, from the command line or a case of the study, laid over the document before validation."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from builder.errors import Problem, StudyError
from builder.study.document import Document, Mark, Path, with_value
from builder.study.problems import closest
from builder.study.reader import read_document
from builder.study.schema import Study

_OPTIONAL = ("assumptions", "rates", "timeline", "document", "report", "title", "subtitle", "customer")
"""Sections and texts per language that a setting may begin where the study has none."""

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


def parse_settings(texts: Iterable[str]) -> list[tuple[str, Any]]:
    """Every `path=value` as a path and a value. Raises StudyError with all that are neither."""
    found, problems = list[tuple[str, Any]](), list[Problem]()
    for text in texts:
        try:
            found.append(parse_setting(text))
        except StudyError as error:
            problems += error.problems
    if problems:
        raise StudyError(*problems)
    return found


def with_settings(document: Document, settings: Mapping[str, Any] | Iterable[tuple[str, Any]], said: str,
                  mark_of: MarkOf | None = None) -> Document:  # fmt: skip
    """The document with each path set. `said` names who changed it and becomes the value's source.

    A path without a section means a general assumption: `users` is `assumptions.users`. An assumption keeps its label,
    unit and range; its status becomes `unsourced`. `mark_of` gives the place of a setting, by its path. Raises
    StudyError for paths that lead nowhere.
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
            remedy = _of_owner(value, parts) or error.remedy
            problems.append(Problem(Document(None, {(): mark}).where(()), error.what, remedy))
            continue
        marks = {path: each for path, each in marks.items() if path[: len(changed)] != changed}
        marks[changed] = mark
    if problems:
        raise StudyError(*problems)
    return Document(value, marks, document.texts)


def _of_owner(study: dict[str, Any], parts: list[str]) -> str:
    """The whole path of an option's or a workload's assumption that is named as analyses name it, `on_prem.price`."""
    for section in ("options", "workloads"):
        if len(parts) == 2 and parts[0] in (study.get(section) or {}):
            return f"write {section}.{parts[0]}.assumptions.{parts[1]}"
    return ""


class _NowhereError(Exception):
    """A path leads nowhere: what is not there, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(what)


def _missing(part: str, known: Iterable[str]) -> _NowhereError:
    names = list(known)
    return _NowhereError(f"there is no {part!r} to set", closest(part, names))


def _set(root: dict[str, Any], parts: list[str], setting: Any, said: str) -> Path:
    """Put a value at a path of the study, in place; the path that is marked as changed."""
    at, path = root, list[str]()
    for depth, part in enumerate(parts[:-1]):
        at = _descended(at, part, parts[:depth], parts[depth + 1])
        path.append(part)
    last = parts[-1]
    in_assumption = len(parts) > 2 and parts[-3] == "assumptions"
    if in_assumption and last == "value":
        return _set(root, parts[:-1], setting, said)
    if len(parts) > 1 and parts[-2] == "assumptions":
        at[last] = {**with_value(at.get(last), setting), "status": "unsourced", "source": said}
        return (*path, last)
    if in_assumption and last.isdecimal():
        at.update(entries={**at.get("entries", {}), last: setting}, status="unsourced", source=said)
        return tuple(path)
    of_option = len(parts) == 3 and path[0] == "options" and last == "adjustments"
    in_optional = of_option or (len(parts) == 2 and path[0] in _OPTIONAL)
    if last not in at and not in_assumption and not in_optional and (path or last not in Study.model_fields):
        raise _missing(last, at)
    at[last] = setting
    return (*path, last)


def _descended(at: dict[str, Any], part: str, above: list[str], below: str) -> dict[str, Any]:
    """The mapping below a part of a path; short forms are written out, and so is a table left at its default."""
    child = at.get(part)
    within_assumptions = bool(above) and above[-1] == "assumptions"
    if part == "options" and isinstance(child, list):
        child = at[part] = {str(each): {} for each in child}
    elif within_assumptions and part in at and not isinstance(child, dict):
        child = at[part] = {"value": child}
    elif child is None and (
        part in at
        or part == "assumptions"
        or (not above and part in _OPTIONAL)
        or (within_assumptions and below.isdigit())
    ):
        child = at[part] = {}
    if not isinstance(child, dict):
        if part in at:
            whole = ".".join([*above, part])
            raise _NowhereError(f"nothing can be set below {part!r}", f"set it as a whole: {whole}=...")
        raise _missing(part, at if above else Study.model_fields)
    return child
