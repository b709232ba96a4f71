"""YAML text to a tree of nodes, built from the parser's events.

The parser's own way to one descends without limit, and a file of dashes can end the process; here depth is counted.
"""

from __future__ import annotations

from typing import Any

import yaml

MAX_DEPTH = 30

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class TooDeepError(Exception):
    """Collections within collections beyond MAX_DEPTH; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


ALIAS = "*"
"""The style of a scalar that stands for an alias as it is written."""


def compose(text: str, as_written: bool = False) -> yaml.Node | None:
    """The root of a text's one document; None where it is empty. In a mapping keys and values stand in turn.

    An alias is the node that it stands for; `as_written` a scalar of the style ALIAS, in its own place. Raises
    yaml.YAMLError for what is not YAML, a second document or an alias of nothing, and TooDeepError.
    """
    composer = _Composer(as_written)
    for event in yaml.parse(text, Loader=_Loader):
        composer.take(event)
    return composer.root


class _Composer:
    def __init__(self, as_written: bool) -> None:
        self.as_written = as_written
        self.root: yaml.Node | None = None
        self.open: list[yaml.Node] = []
        self.anchors: dict[str, yaml.Node] = {}

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            place: Any = event.start_mark
            raise yaml.MarkedYAMLError(problem="another document", problem_mark=place)
        if isinstance(event, yaml.CollectionEndEvent):
            self.open.pop().end_mark = event.end_mark
        elif isinstance(event, yaml.NodeEvent):
            parent = self.open[-1] if self.open else None
            node = self.aliased(event) if isinstance(event, yaml.AliasEvent) else self.begun(event)
            if parent is not None:
                parent.value.append(node)
            self.root = self.root or node

    def aliased(self, event: Any) -> yaml.Node:
        if event.anchor not in self.anchors:
            raise yaml.MarkedYAMLError(problem="undefined alias", problem_mark=event.start_mark)
        if self.as_written:
            return yaml.ScalarNode("", event.anchor, event.start_mark, event.end_mark, style=ALIAS)
        return self.anchors[event.anchor]

    def begun(self, event: Any) -> yaml.Node:
        """The node that an event begins; a collection is open until its end."""
        start, end, tag = event.start_mark, event.end_mark, event.tag or ""
        node: yaml.Node
        if isinstance(event, yaml.ScalarEvent):
            node = yaml.ScalarNode(tag, event.value, start, end, style=event.style)
        else:
            kind = yaml.MappingNode if isinstance(event, yaml.MappingStartEvent) else yaml.SequenceNode
            node = kind(tag, [], start, end)
            if len(self.open) == MAX_DEPTH:
                raise TooDeepError(start.line + 1)
            self.open.append(node)
        if event.anchor:
            self.anchors[event.anchor] = node
        return node
