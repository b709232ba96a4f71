"""A study's text with some of its values changed, and every other byte of it as it was.

Changes are a tree of mappings with the same keys as the document: `Put` in place of what shall stand somewhere, `GONE`
for what shall not. They are written into the text at the places that the parser names, so that comments, order and
quoting around them cannot change; the outcome is read again and compared with what was meant.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from builder.errors import Problem, StudyError
from builder.study.composer import ALIAS, compose
from builder.study.reader import read_document

_PLAIN = re.compile(r"[A-Za-z가-힣](?:[A-Za-z0-9가-힣 ._/()+-]*[A-Za-z0-9가-힣)])?")
_WORDS_OF_YAML = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
_INDENT = "  "
_ANCHOR = re.compile(r"&(\S+)\s*")
_REMEDY = "write the values out where they are used"


@dataclass(frozen=True, slots=True)
class Put:
    """A value that shall stand somewhere: texts, numbers, truths, lists and mappings of them."""

    value: Any


class _Gone:
    """What shall not stand there any more."""


GONE = _Gone()
Change = Put | _Gone | Mapping[str | int, Any]
Changes = Mapping[str | int, Any]
"""By key, or by position in a list (one past the end appends): a change, or the changes of what is below."""
_Edit = tuple[int, int, str]
"""From one character to another: the text that takes their place."""


def rewritten(text: str, changes: Changes, file: str) -> str:
    """The text with the changes in it. Raises StudyError where it cannot be told what an edit would also change."""
    if not changes:
        return text
    root, document = compose(text, as_written=True), read_document(text, file)
    if not isinstance(root, yaml.MappingNode):
        raise StudyError(Problem(file, "a study is a mapping of keys to values", "start from `tco new`"))
    writer = _Writer(text)
    edits = sorted(writer.within(root, changes))
    edits = sorted([*edits, *writer.anchors_kept(root, edits)])
    made, last = list[str](), 0
    for start, end, new in edits:
        made += [text[last:start], new]
        last = end
    outcome = "".join([*made, text[last:]])
    if _value_of(outcome, file) != applied(document.value, changes):
        what = "the text shares values by anchors, or is laid out in a way that cannot be edited safely"
        raise StudyError(Problem(file, what, _REMEDY))
    return outcome


def _value_of(text: str, file: str) -> Any:
    """The values in a text; none where it is not YAML."""
    try:
        return read_document(text, file).value
    except StudyError:
        return None


def applied(value: Any, changes: Changes) -> Any:
    """A plain value with the changes in it."""
    if isinstance(value, list) and all(isinstance(key, int) for key in changes):
        return _applied_list(value, changes)
    if isinstance(value, list):  # a list of options is short for a mapping of them
        value = {each: {} for each in value}
    found = dict(copy.deepcopy(value) or {})
    for key, change in changes.items():
        if isinstance(change, _Gone):
            found.pop(key, None)
        else:
            found[key] = change.value if isinstance(change, Put) else applied(found.get(key), change)
    return found


def _applied_list(value: list[Any], changes: Changes) -> list[Any]:
    found = []
    for index in range(max(len(value), *(int(key) + 1 for key in changes))):
        change = changes.get(index)
        if isinstance(change, _Gone):
            continue
        before = value[index] if index < len(value) else None
        found.append(before if change is None else change.value if isinstance(change, Put) else applied(before, change))
    return found


# -- rendering ---------------------------------------------------------------------------------------------------------


def rendered(value: Any) -> str:
    """A value in one line, as a person would write it.

    >>> rendered({"value": 5000.0, "source": "list: May", "status": "quoted"})
    '{value: 5000, source: "list: May", status: quoted}'
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(str(key))}: {rendered(each)}" for key, each in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(rendered(each) for each in value) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, int):
        return str(value)
    return str(value) if _is_plain(str(value)) else json.dumps(str(value), ensure_ascii=False)


def _key(key: str) -> str:
    return key if key.isdecimal() else rendered(key)


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and text.lower() not in _WORDS_OF_YAML


def _block(key: str, changes: Change, indent: str) -> str:
    """A key and what is put below it, as lines: mappings of the structure one below the other, values in one line."""
    if isinstance(changes, Put):
        return f"{indent}{rendered(key)}: {rendered(changes.value)}"
    lines = [f"{indent}{rendered(key)}:"]
    assert isinstance(changes, Mapping)
    lines += [_block(str(below), each, indent + _INDENT) for below, each in changes.items()]
    return "\n".join(lines)


def _plain_value(change: Change) -> Any:
    return change.value if isinstance(change, Put) else applied(None, change) if isinstance(change, Mapping) else None


# -- writing into the text ---------------------------------------------------------------------------------------------


class _Writer:
    def __init__(self, text: str) -> None:
        self.text = text

    def within(self, node: yaml.Node, changes: Changes, key: yaml.Node | None = None) -> Iterator[_Edit]:
        """The edits of a mapping or a list that stands after a key, if it does."""
        if isinstance(node, yaml.SequenceNode):
            yield from self.items(node, changes, key)
        elif isinstance(node, yaml.MappingNode):
            yield from self.mapping(node, changes, key)

    # -- mappings ------------------------------------------------------------------------------------------------------

    def mapping(self, node: yaml.MappingNode, changes: Changes, after: yaml.Node | None) -> Iterator[_Edit]:
        entries = list(zip(node.value[::2], node.value[1::2], strict=True))
        known = {key.value: (key, value) for key, value in entries}
        gone = [key for key, each in changes.items() if isinstance(each, _Gone) and key in known]
        for key, change in changes.items():
            if key in known and not isinstance(change, _Gone):
                yield from self.value(*known[key], change)
        added = {str(key): each for key, each in changes.items() if key not in known and not isinstance(each, _Gone)}
        if len(gone) == len(entries) and entries:
            new = rendered({key: _plain_value(each) for key, each in added.items()})
            spans = [(each[0].start_mark.index, self.entry_end(each)) for each in entries]
            yield from self.emptied(node, new, after, spans)
            return
        yield from self.removed(node, [known[key] for key in gone], entries)
        if added:
            yield from self.inserted(node, entries, added)

    def value(self, key: yaml.Node, value: yaml.Node, change: Change) -> Iterator[_Edit]:
        """The edits of what stands after a key."""
        empty = isinstance(value, yaml.ScalarNode) and self.text[value.start_mark.index : self.end(value)] == ""
        if isinstance(change, Mapping) and isinstance(value, yaml.SequenceNode) and not _by_position(change):
            yield from self.options(value, change)
        elif isinstance(change, Mapping) and isinstance(value, yaml.CollectionNode):
            yield from self.within(value, change, key)
        else:
            new = rendered(_plain_value(change))
            if empty or (isinstance(value, yaml.CollectionNode) and not self.in_flow(value)):
                colon = self.text.index(":", key.end_mark.index) + 1
                yield colon, max(colon, self.end(value)), f" {new}"
            else:
                yield value.start_mark.index, self.end(value), new

    def emptied(
        self, node: yaml.Node, new: str, after: yaml.Node | None, spans: Iterable[tuple[int, int]]
    ) -> Iterator[_Edit]:
        """A collection of which nothing stays: it becomes what is added, or an empty one, in one line."""
        if self.in_flow(node) or after is None:
            yield node.start_mark.index, self.end(node), new
            return
        colon = self.text.index(":", after.end_mark.index) + 1
        yield colon, colon, f" {new}"
        yield from (self.lines(start, end) for start, end in spans)

    def removed(self, node: yaml.MappingNode, gone: list[Any], entries: list[Any]) -> Iterator[_Edit]:
        if not self.in_flow(node):
            yield from (self.lines(key.start_mark.index, self.entry_end((key, value))) for key, value in gone)
            return
        yield from self.taken_out([(key.start_mark.index, self.end(value)) for key, value in entries],
                                  [(key, value) in gone for key, value in entries])  # fmt: skip

    def inserted(self, node: yaml.MappingNode, entries: list[Any], added: Mapping[str, Change]) -> Iterator[_Edit]:
        if self.in_flow(node):
            new = ", ".join(f"{rendered(key)}: {rendered(_plain_value(each))}" for key, each in added.items())
            if entries:
                last = self.entry_end(entries[-1])
                yield last, last, f", {new}"
            else:
                brace = self.text.index("{", node.start_mark.index) + 1
                yield brace, brace, new
            return
        indent = " " * entries[0][0].start_mark.column
        last = self.line_end(self.entry_end(entries[-1]))
        yield last, last, "".join("\n" + _block(key, each, indent) for key, each in added.items())

    # -- lists ---------------------------------------------------------------------------------------------------------

    def items(self, node: yaml.SequenceNode, changes: Changes, after: yaml.Node | None) -> Iterator[_Edit]:
        """Items by position: other values in their place, others taken out, more after the last."""
        items: list[yaml.Node] = node.value
        for index, item in enumerate(items):
            change = changes.get(index)
            if isinstance(change, Mapping) and isinstance(item, yaml.MappingNode):
                yield from self.mapping(item, change, None)
            elif change is not None and not isinstance(change, _Gone):
                yield item.start_mark.index, self.end(item), rendered(_plain_value(change))
        gone = [isinstance(changes.get(index), _Gone) for index in range(len(items))]
        added = [rendered(_plain_value(changes[key])) for key in sorted(changes, key=int) if int(key) >= len(items)]
        spans = [(item.start_mark.index, self.end(item)) for item in items]
        if all(gone):
            yield from self.emptied(node, f"[{', '.join(added)}]", after, spans)
        elif self.in_flow(node):
            yield from self.taken_out(spans, gone)
            if added:
                yield spans[-1][1], spans[-1][1], "".join(f", {each}" for each in added)
        else:
            dashes = [self.text.rindex("-", 0, start) for start, _ in spans]
            yield from (self.lines(dashes[i], spans[i][1]) for i in range(len(items)) if gone[i])
            if added:
                indent = " " * (dashes[0] - (self.text.rfind("\n", 0, dashes[0]) + 1))
                last = self.line_end(spans[-1][1])
                yield last, last, "".join(f"\n{indent}- {each}" for each in added)

    def options(self, node: yaml.SequenceNode, changes: Changes) -> Iterator[_Edit]:
        """A list of options as the mapping that it is short for."""
        if self.in_flow(node):
            whole = applied([item.value for item in node.value], changes)
            yield node.start_mark.index, self.end(node), rendered(whole)
            return
        for item in node.value:
            dash = self.text.rindex("-", 0, item.start_mark.index)
            below = rendered(_plain_value(changes[item.value]) if item.value in changes else {})
            yield dash, self.end(item), f"{_INDENT}{item.value}: {below}"

    # -- anchors -------------------------------------------------------------------------------------------------------

    def anchors_kept(self, root: yaml.Node, edits: list[_Edit]) -> Iterator[_Edit]:
        """Edits that put what an edit takes away into the place of the first alias that still stands for it."""

        def is_gone(node: yaml.Node) -> bool:
            return any(start <= node.start_mark.index < end for start, end, _ in edits)

        nodes = list(_every(root))
        for node in nodes:
            anchor = _ANCHOR.match(self.text, node.start_mark.index)
            if anchor is None or not is_gone(node):
                continue
            aliases = (each for each in nodes if getattr(each, "style", None) == ALIAS and each.value == anchor[1])
            first = next((each for each in aliases if not is_gone(each)), None)
            if first is not None:
                text = self.text[node.start_mark.index : self.end(node)]
                yield first.start_mark.index, first.end_mark.index, text

    # -- places --------------------------------------------------------------------------------------------------------

    def in_flow(self, node: yaml.Node) -> bool:
        """Whether a collection is written in braces or brackets."""
        start = node.start_mark.index
        if anchor := _ANCHOR.match(self.text, start):
            start = anchor.end()
        return self.text[start : start + 1] in ("{", "[")

    def end(self, node: yaml.Node) -> int:
        """Where a node's own text ends; a block's end mark stands where the next thing begins."""
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.CollectionNode) and not self.in_flow(node):
            last = node.value[-1] if node.value else node
            return self.end(last) if last is not node else end
        return start + len(self.text[start:end].rstrip()) if isinstance(node, yaml.ScalarNode) else end

    def entry_end(self, entry: tuple[yaml.Node, yaml.Node]) -> int:
        """Where the text of a key and its value ends."""
        key, value = entry
        return max(self.end(value), key.end_mark.index)

    def line_end(self, position: int) -> int:
        """The end of the line that a position stands in."""
        end = self.text.find("\n", position)
        return len(self.text) if end < 0 else end

    def lines(self, start: int, end: int) -> _Edit:
        """Whole lines, taken out."""
        first = self.text.rfind("\n", 0, start) + 1
        last = min(self.line_end(max(start, end)) + 1, len(self.text))
        return first, last, ""

    @staticmethod
    def taken_out(spans: list[tuple[int, int]], gone: list[bool]) -> Iterator[_Edit]:
        """Entries within braces or brackets, with the commas that parted them."""
        kept: int | None = None
        for index, (start, end) in enumerate(spans):
            if not gone[index]:
                kept = end
            elif kept is not None:
                yield (kept if not gone[index - 1] else spans[index - 1][1]), end, ""
            else:
                yield start, spans[index + 1][0], ""


def _every(node: yaml.Node) -> Iterator[yaml.Node]:
    """A node and all below it, in the order of the text."""
    yield node
    if isinstance(node, yaml.CollectionNode):
        for each in node.value:
            yield from _every(each)


def _by_position(changes: Changes) -> bool:
    return all(isinstance(key, int) for key in changes)
