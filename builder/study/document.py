"""YAML text to plain values that know where they stand, on terms safe for a stranger's file.

Only what YAML and JSON agree on is read: no tags, no merge keys, no implicit `on`, `no` or sexagesimal numbers, no
duplicate keys; size, depth and the growth by aliases are limited.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from builder.errors import Problem, StudyError

MAX_BYTES = 1_000_000
MAX_DEPTH = 30
MAX_NODES = 50_000

Path = tuple[str | int, ...]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?[0-9][0-9_]*")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a value stands: file, line (from 1) and the characters of its text in that file."""

    file: str
    line: int
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """The values of one or more YAML files laid over each other, with the mark of every path."""

    value: Any
    marks: Mapping[Path, Mark] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def where(self, path: Path) -> str:
        """`file:line dotted.path`, by the nearest part of the path that was written down."""
        dotted = ".".join(str(part) for part in path)
        for end in range(len(path), -1, -1):
            mark = self.marks.get(path[:end])
            if mark:
                place = f"{mark.file}:{mark.line}" if mark.line else mark.file
                return f"{place} {dotted}".rstrip()
        return dotted

    def column(self, path: Path, offset: int) -> str:
        """`line:column` of character `offset` of the text at `path`, through quoting and folding."""
        mark = self.marks.get(path)
        value: Any = self.value
        for part in path:
            value = value[part] if isinstance(value, (dict, list)) else None
        if mark is None or not isinstance(value, str) or mark.file not in self.texts:
            return ""
        raw = self.texts[mark.file]
        position, seen = mark.start, 0
        while position < mark.end and seen < offset:
            if value[seen].isspace() and raw[position].isspace():
                while position < mark.end and raw[position].isspace():
                    position += 1
                seen += 1
                continue
            if raw[position] == value[seen] and not (position == mark.start and raw[position] in "'\""):
                seen += 1
            position += 1
        while position < mark.end and (raw[position].isspace() or raw[position] in "'\"|>") and raw[position] != value[seen : seen + 1]:
            position += 1
        line_start = raw.rfind("\n", 0, position) + 1
        return f"{raw.count(chr(10), 0, position) + 1}:{position - line_start + 1}"


def read_document(text: str, file: str) -> Document:
    """The values in a YAML text. Raises StudyError with every problem of the file's form."""
    if len(text.encode()) > MAX_BYTES:
        raise StudyError(Problem(file, f"the file is larger than {MAX_BYTES:,} bytes", "split it, or drop what it does not need"))
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else file
        raise StudyError(Problem(where, f"not YAML: {error.problem or error.context}",
                                 "check quotes, colons and indentation at this place")) from None  # fmt: skip
    except yaml.YAMLError as error:
        raise StudyError(Problem(file, f"not YAML: {str(error).splitlines()[0]}", "the file has to be UTF-8 text")) from None
    except RecursionError:
        raise StudyError(Problem(file, "nested too deeply", f"at most {MAX_DEPTH} levels are read")) from None
    if root is None:
        raise StudyError(Problem(file, "the file is empty", "start from `tco new`"))
    reader = _Reader(file)
    value = reader.value(root, ())
    if reader.problems:
        raise StudyError(*reader.problems)
    return Document(value, reader.marks, {file: text})


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.marks: dict[Path, Mark] = {}
        self.problems: list[Problem] = []
        self.nodes = 0

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.nodes += 1
        mark = node.start_mark
        self.marks[path] = Mark(self.file, mark.line + 1, mark.index, node.end_mark.index)
        if len(path) > MAX_DEPTH or self.nodes > MAX_NODES:
            limit = f"{MAX_DEPTH} levels" if len(path) > MAX_DEPTH else f"{MAX_NODES:,} values, aliases counted where they are used"
            raise StudyError(*self.problems, Problem(f"{self.file}:{mark.line + 1}", "too large or too deep", f"at most {limit} are read"))
        if node.tag and not node.tag.startswith("tag:yaml.org,2002:") or "python" in node.tag:
            self.problem(node, path, f"the tag {node.tag!r} is not read", "write the value without a tag")
            return None
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, index)) for index, child in enumerate(node.value)]
        return self.scalar(node, path)

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if key is None or key_node.tag == "tag:yaml.org,2002:merge":
                self.problem(key_node, path, "this key is not a plain name", "write a name; `<<` merges are not read")
                continue
            if key in found:
                self.problem(key_node, (*path, key), f"{key!r} stands here twice", "keep one of the two")
            found[key] = self.value(value_node, (*path, key))
            below = self.marks[*path, key]
            self.marks[*path, key] = Mark(below.file, key_node.start_mark.line + 1, below.start, below.end)
        return found

    def scalar(self, node: yaml.ScalarNode, path: Path) -> Any:
        text = node.value
        if node.style in ("'", '"', "|", ">"):
            return text
        if text.lower() in _CONSTANTS:
            return _CONSTANTS[text.lower()]
        if _INTEGER.fullmatch(text):
            return int(text) if len(text) < 40 else float(text)
        if _FLOAT.fullmatch(text):
            return float(text)
        if text.lower() in (".inf", "+.inf", "-.inf", ".nan"):
            self.problem(node, path, f"{text} is not a number a study can use", "write a finite number")
        return text

    def problem(self, node: yaml.Node, path: Path, what: str, remedy: str) -> None:
        dotted = ".".join(str(part) for part in path)
        self.problems.append(Problem(f"{self.file}:{node.start_mark.line + 1} {dotted}".rstrip(), what, remedy))


def laid_over(base: Document, over: Document) -> Document:
    """The base with everything the other document says put on top: mappings merge, all else is replaced."""
    marks = dict(base.marks)

    def merge(low: Any, high: Any, path: Path) -> Any:
        if isinstance(low, dict) and isinstance(high, dict):
            if path in over.marks:
                marks[path] = over.marks[path]
            return {key: merge(low.get(key), high[key], (*path, key)) if key in high else low[key] for key in {**low, **high}}
        for known in [known for known in marks if known[: len(path)] == path]:
            del marks[known]
        marks.update({each: mark for each, mark in over.marks.items() if each[: len(path)] == path})
        return high

    value = merge(base.value, over.value, ())
    return Document(value, marks, {**base.texts, **over.texts})
