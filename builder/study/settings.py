"""`path=value` settings, from the command line or from a case of the study, laid over the document before validation."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from builder.errors import Problem, StudyError
from builder.study.document import Document, Mark, Path, read_document

TOP_LEVEL = ("assumptions", "options", "workloads", "scenarios", "timeline", "report", "document", "comparisons")


def parse_setting(text: str) -> tuple[str, Any]:
    """`path=value` as a path and a value read like YAML. Raises StudyError for anything else."""
    path, equals, written = text.partition("=")
    if not equals or not path.strip():
        raise StudyError(Problem(f"--set {text}", "this is not path=value", "for example --set assumptions.users=20000"))
    value = read_document(written, f"--set {path}").value if written.strip() else None
    return path.strip(), value


def with_settings(document: Document, settings: Mapping[str, Any] | Iterable[tuple[str, Any]], said: str) -> Document:
    """The document with each path set. `said` names who changed it and becomes the value's source.

    A path without a section means a general assumption: `users` is `assumptions.users`. An assumption that has a mapping
    keeps its label, unit and range; its status becomes `unsourced`. Raises StudyError for paths that lead nowhere.
    """
    value, marks = copy.deepcopy(document.value), dict(document.marks)
    problems: list[Problem] = []
    for dotted, setting in settings.items() if isinstance(settings, Mapping) else settings:
        parts = dotted.split(".")
        if len(parts) == 1 and not (isinstance(value, dict) and parts[0] in value):
            parts = ["assumptions", *parts]
        try:
            changed = _set(value, parts, setting, said)
        except KeyError as error:
            problems.append(Problem(f"{said} {dotted}", f"there is no {error.args[0]!r} to set", _hint(value, parts)))
            continue
        marks = {path: mark for path, mark in marks.items() if path[: len(changed)] != changed or len(path) == len(changed)}
        marks[changed] = Mark(f"{said} {dotted}", 0)
    if problems:
        raise StudyError(*problems)
    return Document(value, marks, document.texts)


def _hint(value: Any, parts: list[str]) -> str:
    section = value.get(parts[0]) if isinstance(value, dict) else None
    if isinstance(section, dict) and section:
        return f"{parts[0]} has {', '.join(str(key) for key in section)}"
    return f"a path begins with one of {', '.join(TOP_LEVEL)}"


def _set(root: dict[str, Any], parts: list[str], setting: Any, said: str) -> Path:
    at, path = root, []
    in_assumptions = False
    for part in parts[:-1]:
        child = at.get(part)
        if part == "options" and isinstance(child, list):
            child = at[part] = {each: {} for each in child}
        if child is None and (part == "assumptions" or in_assumptions or part in at):
            child = at[part] = {}
        if in_assumptions and not isinstance(child, dict):
            child = at[part] = {"value": child} if child != {} else {}
        if not isinstance(child, dict):
            raise KeyError(part)
        in_assumptions = part == "assumptions"
        path.append(part)
        at = child
    last = parts[-1]
    if len(parts) > 1 and parts[-2] == "assumptions":
        kept = at[last] if isinstance(at.get(last), dict) else {}
        at[last] = {**kept, "value": setting, "status": "unsourced", "source": said}
        at[last].pop("entries", None)
        return (*path, last)
    if len(parts) > 2 and parts[-3] == "assumptions" and last.isdigit():
        at.update(entries={**at.get("entries", {}), last: setting}, status="unsourced", source=said)
        return tuple(path)
    if last not in at and path[:1] not in (["timeline"], ["document"], ["report"]):
        raise KeyError(last)
    at[last] = setting
    return (*path, last)
