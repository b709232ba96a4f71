"""`path=value` settings, from the command line or a case of the study, laid over the document before validation."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from builder.errors import Problem, StudyError
from builder.language import message
from builder.study.document import Document, Mark, Path, with_value
from builder.study.fields import KEY
from builder.study.problems import closest, nearest
from builder.study.ranging import widened
from builder.study.reader import read_document
from builder.study.report import DocumentControl, Report
from builder.study.schema import Study, Timeline

_OPTIONAL = ("assumptions", "rates", "timeline", "document", "report", "simulation", "workbook", "scope", "title",
             "subtitle", "customer")  # fmt: skip
"""Sections and texts per language that a setting may begin where the study has none."""

_WITHIN = {("report", "breakeven"), ("report", "narrative"), ("workbook", "sensitivity")}
"""Sections of sections that a setting may begin."""

MarkOf = Callable[[str], Mark]
Source = str | Mapping[str, str]

STATED = {"en": message("stated for this study")}
"""The source of a value that was set: who reads a paper knows nothing of commands. Catalogues have it."""


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
                  mark_of: MarkOf | None = None, source: Source = STATED) -> Document:  # fmt: skip
    """The document with each path set. `said` names who changed it, `source` is what readers are told of the value.

    A path without a section means a general assumption: `users` is `assumptions.users`. An assumption keeps its label,
    unit and range, which is widened where it does not hold the value; its status becomes `unsourced` unless the setting
    is a mapping that says another, as it may say its source. `mark_of` gives the place of a setting, by its path.

    Raises StudyError for paths that lead nowhere.
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
        if problem := _out_of_reach(value, written, setting):
            problems.append(Problem(Document(None, {(): mark}).where(()), *problem))
            continue
        try:
            changed = _set(value, parts, setting, source if isinstance(source, str) else dict(source))
        except _NowhereError as error:
            remedy = _of_owner(value, parts) or error.remedy
            problems.append(Problem(Document(None, {(): mark}).where(()), error.what, remedy))
            continue
        marks = {path: each for path, each in marks.items() if path[: len(changed)] != changed}
        marks[changed] = replace(mark, stated=widened(value, changed, setting))
    if problems:
        raise StudyError(*problems)
    return Document(value, marks, document.texts)


def _out_of_reach(study: dict[str, Any], written: str, setting: Any) -> tuple[str, str] | None:
    """What is wrong with a setting that cannot be meant, and what to do.

    It is of what only a file can say, of all assumptions at once, or of a key that is named without its section.
    """
    if written == "extends":
        return "what a study extends is read from its file alone", "write extends: into the study"
    if written == "assumptions" and isinstance(setting, dict) and study.get("assumptions"):
        key = next(iter(setting), "NAME")
        return "this would take the place of all general assumptions", f"name each alone: assumptions.{key}"
    section = next((key for key, keys in _KEYS.items() if written in keys), None)
    if section and written not in Study.model_fields and written not in (study.get("assumptions") or {}):
        return f"there is no assumption {written!r}", f"write {section}.{written}"
    return None


_KEYS = {"timeline": Timeline.model_fields, "document": DocumentControl.model_fields, "report": Report.model_fields}
"""Keys that may be set without their section by mistake, as assumptions can be."""


def _of_owner(study: dict[str, Any], parts: list[str]) -> str:
    """The whole path of an assumption that is named in short.

    `on_prem.price` is so named by analyses; `options.on_prem.price`, `on_prem.assumptions.price` and `users.growth`
    leave a part of it out.
    """
    *above, key = [part for part in parts if part != "assumptions"]
    sections = [each for each in ("options", "workloads", "scenarios") if isinstance(study.get(each), dict)]
    if len(above) == 2 and above[0] in sections and above[1] in study[above[0]] and "assumptions" not in parts:
        near = nearest(key, study[above[0]][above[1]])
        return "" if near or not KEY.fullmatch(key) else f"write {above[0]}.{above[1]}.assumptions.{key}"
    owner = next((each for each in sections if len(above) == 1 and above[0] in study[each]), None)
    if owner:
        return f"write {owner}.{above[0]}.assumptions.{key}"
    known = study.get("assumptions")
    if isinstance(known, dict) and len(above) == 1 and above[0] in known and "assumptions" not in parts:
        return f"write assumptions.{above[0]}.{key}"
    return ""


class _NowhereError(Exception):
    """A path leads nowhere: what is not there, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(what)


def _missing(part: str, known: Iterable[str]) -> _NowhereError:
    names = list(known)
    return _NowhereError(f"there is no {part!r} to set", closest(part, names))


def _set(root: dict[str, Any], parts: list[str], setting: Any, source: Source) -> Path:
    """Put a value at a path of the study, in place; the path that is marked as changed."""
    at, path = root, list[str]()
    for depth, part in enumerate(parts[:-1]):
        at = _descended(at, part, parts[:depth], parts[depth + 1])
        path.append(part)
    last = parts[-1]
    in_assumption = len(parts) > 2 and parts[-3] == "assumptions"
    if in_assumption and last == "value":
        return _set(root, parts[:-1], setting, source)
    if len(parts) > 1 and parts[-2] == "assumptions":
        by_name = isinstance(setting, dict) and "price" in setting  # the price file says where it comes from
        said = {} if by_name else {"status": "unsourced", "source": source}
        at[last] = {**said, **with_value(at.get(last), setting)}
        return (*path, last)
    if in_assumption and last.isdecimal():
        at.update(entries={**at.get("entries", {}), last: setting}, status="unsourced", source=source)
        return tuple(path)
    of_option = len(parts) == 3 and path[0] == "options" and last == "adjustments"
    of_workload = len(parts) == 3 and path[0] == "workloads" and last == "benchmark"
    within = len(parts) == 3 and (path[0], path[1]) in _WITHIN
    in_optional = of_option or of_workload or within or (len(parts) == 2 and path[0] in _OPTIONAL)
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
        or (len(above) == 1 and (above[0], part) in _WITHIN)
        or (within_assumptions and below.isdigit())
    ):
        child = at[part] = {}
    if not isinstance(child, dict):
        if part in at:
            whole = ".".join([*above, part])
            raise _NowhereError(f"nothing can be set below {part!r}", f"set it as a whole: {whole}=...")
        if not above and part in Study.model_fields:
            raise _NowhereError(f"the study has no {part}: to set a part of", f"write {part}: into the study first")
        raise _missing(part, at if above else Study.model_fields)
    return child
