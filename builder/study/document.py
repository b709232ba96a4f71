"""Plain values that know where they stand: the content of one YAML file, or of several laid over each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Path = tuple[str | int, ...]

_KEPT = ("unit", "label", "kind", "choices", "min", "max", "low", "high", "distribution", "audience", "note_audience",
         "growth", "currency")  # fmt: skip
"""What an assumption keeps when another value is put in its place; where that value comes from is said anew."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a value stands: file, line (from 1) and the characters of its text in that file.

    `told` is the path to print where the value was written under another one, as by a setting; `stated` the end of the
    assumption's range as it was before a setting beyond it.
    """

    file: str
    line: int
    start: int = 0
    end: int = 0
    told: str = ""
    stated: float | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The values of one or more YAML files laid over each other, with the mark of every path."""

    value: Any
    marks: Mapping[Path, Mark] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def where(self, path: Path) -> str:
        """`file:line dotted.path`, by the nearest part of the path that was written down."""
        for end in range(len(path), -1, -1):
            mark = self.marks.get(path[:end])
            if mark:
                place = f"{mark.file}:{mark.line}" if mark.line else mark.file
                if not mark.line:
                    return dotted((place, *path[end:]))
                return f"{place} {dotted((mark.told, *path[end:]) if mark.told else path)}".rstrip()
        return dotted(path)

    def where_within(self, path: Path, offset: int) -> str:
        """`file:line:column dotted.path` of character `offset` of the text at `path`, through quoting and folding."""
        mark = self.marks.get(path)
        value = self.at(path)
        if mark is None or not isinstance(value, str) or mark.file not in self.texts or not mark.line:
            return self.where(path)
        raw = self.texts[mark.file]
        position = _position(raw, mark, value, offset)
        column = position - raw.rfind("\n", 0, position)
        line = raw.count("\n", 0, position) + 1
        return f"{mark.file}:{line}:{column} {mark.told or dotted(path)}"

    def at(self, path: Path) -> Any:
        """The value at a path; None where there is none."""
        value = self.value
        for part in path:
            if isinstance(value, dict):
                value = value.get(part)
            elif isinstance(value, list) and isinstance(part, int) and part < len(value):
                value = value[part]
            else:
                return None
        return value


def dotted(path: Iterable[str | int]) -> str:
    """A path as people write it.

    >>> dotted(("options", "ec2", "kind"))
    'options.ec2.kind'
    """
    return ".".join(str(part) for part in path)


def _position(raw: str, mark: Mark, value: str, offset: int) -> int:
    """The place in the file of a character of a text that may be quoted or folded."""
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
    wanted = value[seen : seen + 1]
    while position < mark.end and raw[position] != wanted and (raw[position].isspace() or raw[position] in "'\"|>"):
        position += 1
    return position


def with_value(assumption: Any, written: Any) -> dict[str, Any]:
    """An assumption with another value: label, unit and limits stay, source and status are those of the new value.

    >>> with_value({"value": 400, "unit": "USD/node", "status": "quoted"}, 450)
    {'unit': 'USD/node', 'value': 450}
    """
    kept = {key: assumption[key] for key in _KEPT if key in assumption} if isinstance(assumption, dict) else {}
    said = written if isinstance(written, dict) else {"value": written}
    if isinstance(said.get("value"), list):
        kept.pop("growth", None)  # a value for each period says how it grows
    if "price" in said:
        kept.pop("currency", None)  # a price by name has its own
    return {**kept, **said}


def laid_over(base: Document, over: Document) -> Document:
    """The base with everything the other document says put on top.

    Mappings merge, all else is replaced; an assumption's new value keeps its label, unit and limits, not its source.
    """
    marks = dict(base.marks)

    def merge(low: Any, high: Any, path: Path) -> Any:
        is_assumption = len(path) > 1 and path[-2] == "assumptions"
        if is_assumption and isinstance(low, dict) and not (isinstance(high, dict) and "value" not in high):
            _replace_marks(marks, over.marks, path, keep_below=True)
            return with_value(low, high)
        if isinstance(low, dict) and isinstance(high, dict):
            if path in over.marks:
                marks[path] = over.marks[path]
            return {key: merge(low.get(key), high[key], (*path, key)) if key in high else low[key]
                    for key in {**low, **high}}  # fmt: skip
        _replace_marks(marks, over.marks, path, keep_below=False)
        return high

    value = merge(base.value, over.value, ())
    return Document(value, marks, {**base.texts, **over.texts})


def _replace_marks(marks: dict[Path, Mark], new: Mapping[Path, Mark], path: Path, keep_below: bool) -> None:
    if not keep_below:
        for known in [known for known in marks if known[: len(path)] == path]:
            del marks[known]
    marks.update({each: mark for each, mark in new.items() if each[: len(path)] == path})
