"""YAML text to plain values that know where they stand, on terms safe for a stranger's file.

Only what YAML and JSON agree on is read: no tags, no merge keys, no implicit `on`, `no` or sexagesimal numbers, no
duplicate keys; size, depth and the growth by aliases are limited.
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Any

import yaml

from builder.errors import Problem, StudyError
from builder.study.composer import MAX_DEPTH, TooDeepError, compose
from builder.study.document import Document, Mark, Path, dotted
from builder.study.yaml_mistakes import explained

MAX_BYTES = 1_000_000
MAX_NODES = 20_000

_INTEGER = re.compile(r"[-+]?[0-9][0-9_]*")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}


def read_document(text: str, file: str, begin: str = "start from `tco new`") -> Document:
    """The values in a YAML text. Raises StudyError with every problem of the file's form.

    `begin` says what to do about an empty file.
    """
    if len(text.encode(errors="surrogatepass")) > MAX_BYTES:
        raise too_large(file)
    try:
        root = compose(text)
    except TooDeepError as error:
        raise _too_deep(f"{file}:{error.line}", f"{MAX_DEPTH} levels") from None
    except yaml.MarkedYAMLError as error:
        raise StudyError(explained(error, text, file)) from None
    except (yaml.YAMLError, UnicodeError) as error:
        what = f"not YAML: {str(error).splitlines()[0]}"
        raise StudyError(Problem(file, what, "take out characters that cannot be seen")) from None
    if root is None:
        raise StudyError(Problem(file, "the file is empty", begin))
    reader = _Reader(file)
    value = reader.value(root, ())
    if reader.problems:
        raise StudyError(*reader.problems)
    return Document(value, reader.marks, {file: text})


def too_large(file: str) -> StudyError:
    """The error for a file that is not read for its size."""
    return StudyError(Problem(file, f"the file is larger than {MAX_BYTES:,} bytes", "drop what a study does not need"))


def _too_deep(where: str, limit: str) -> StudyError:
    return StudyError(Problem(where, "too large or nested too deeply", f"at most {limit} are read"))


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
            deep = len(path) > MAX_DEPTH
            limit = f"{MAX_DEPTH} levels" if deep else f"{MAX_NODES:,} values, aliases counted where they are used,"
            raise _too_deep(f"{self.file}:{mark.line + 1}", limit)
        if node.tag:
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            self.problem(node, path, f"the tag {tag} is not read", "write the value without a tag")
            return None
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, index)) for index, child in enumerate(node.value)]
        return self.scalar(node, path)

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in zip(node.value[::2], node.value[1::2], strict=True):
            if not isinstance(key_node, yaml.ScalarNode):
                self.problem(key_node, path, "a key is a list or a mapping", "write a plain name")
                continue
            key = key_node.value
            self.check_characters(key_node, path)
            if key == "<<" and not key_node.style:
                self.problem(key_node, path, "`<<` merges are not read", "write the keys out, or use extends")
                continue
            if key in found:
                self.problem(key_node, (*path, key), f"{key!r} stands here twice", "keep one of the two")
            found[key] = self.value(value_node, (*path, key))
            below = self.marks[*path, key]
            self.marks[*path, key] = Mark(below.file, key_node.start_mark.line + 1, below.start, below.end)
        return found

    def scalar(self, node: yaml.Node, path: Path) -> Any:
        text: str = node.value
        self.check_characters(node, path)
        if getattr(node, "style", None) in ("'", '"', "|", ">"):
            return text
        if text.lower() in _CONSTANTS:
            return _CONSTANTS[text.lower()]
        number = number_in(text)
        if number is not None:
            return number
        if _FLOAT.fullmatch(text) or text.lower() in (".inf", "+.inf", "-.inf", ".nan"):
            shown = text if len(text) < 20 else f"{text[:12]}…"
            self.problem(node, path, f"{shown} is not a number a study can use", "write a finite number")
        return text

    def check_characters(self, node: yaml.Node, path: Path) -> None:
        """Refuse what nobody can see: neither a spreadsheet nor a PDF can hold it."""
        hidden = invisible_in(node.value)
        if hidden:
            self.problem(node, path, *hidden)

    def problem(self, node: yaml.Node, path: Path, what: str, remedy: str) -> None:
        where = f"{self.file}:{node.start_mark.line + 1} {dotted(path)}".rstrip()
        self.problems.append(Problem(where, what, remedy))


def number_in(text: str) -> int | float | None:
    """The finite number that a text without quotes is; None for any other text.

    >>> number_in("1_000"), number_in("1e5"), number_in("1,000")
    (1000, 100000.0, None)
    """
    if _INTEGER.fullmatch(text) and len(text) < 40:
        return int(text)
    if _FLOAT.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    return None


def invisible_in(text: str) -> tuple[str, str] | None:
    """What is wrong with a text that holds what nobody can see, and what to do; None where it holds nothing such."""
    hidden = next((each for each in text if not _can_be_shown(each)), None)
    return None if hidden is None else (f"the text holds the invisible character U+{ord(hidden):04X}", "take it out")


def _can_be_shown(character: str) -> bool:
    if character in "\t\n\r":
        return True
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in "\ufffe\uffff"
