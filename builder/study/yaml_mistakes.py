"""What the YAML parser stumbles over, in other words, and told where the mistake is rather than where it shows.

A colon that is missing shows one line later, a quote that ends a text too early a few characters later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from builder.errors import Problem

_EXPLAINED = (
    ("cannot start any token", "a character that cannot stand here", "put the text in quotes"),
    ("mapping values are not allowed", "a colon where no key can stand",
     'put a text with a colon in quotes, "like: this", and indent keys of one mapping alike'),
    ("expected ',' or ']'", "a list is not closed, or a comma is missing", "write [one, two]"),
    ("expected ',' or '}'", "a mapping is not closed, or a comma is missing", "write {key: value, other: value}"),
    ("could not find expected ':'", "a colon is missing after a key", "write key: value"),
    ("expected <block end>", "the indentation does not fit the lines above", "indent keys of one mapping alike"),
    ("did not find expected key", "the indentation does not fit the lines above", "indent keys of one mapping alike"),
    ("expected '-' indicator", "a line without '-' in a list",
     "begin every entry of a list with '- ', and no key of a mapping"),
    ("unexpected end of stream", "a quote is not closed", "close it"),
    ("another document", "a second document begins here", "remove the line ---; a study is one document"),
    ("escape code", "an escape that stands for no character", "write the character itself"),
    ("undefined alias", "an alias (*name) of something that has no such name", "write the value itself"),
)  # fmt: skip
"""What the parser says, in other words: what it is, what to do."""

_MISTAKEN = {
    "\uff1a": ("a full-width colon", "write a plain colon, and a blank behind it"),
    "\u00a0": ("a blank that is none to YAML (U+00A0)", "write plain blanks"),
    "\u3000": ("a blank that is none to YAML (U+3000)", "write plain blanks"),
}
_FENCE = re.compile(r"(```|~~~)")
_BEGINS_ANEW = re.compile(r"(?:- )?[^\s:#][^:#]*:\s+([\[{*&])")
"""A value that begins with a character that is none of a text's to YAML."""
_BEGUN = {"[": "a list", "{": "a mapping", "*": "an alias", "&": "an anchor"}
_CURLY = re.compile("[\u201c\u201d\u201e\u2018\u2019]")
_KEY_AND_VALUE = re.compile(r"\s*(?:- )?[^\s:#][^:#]*:\s+[^\s#&|>]")
_NO_BLANK = re.compile(r"\s*(?:- )?\w[\w-]*:[^\s:/]")


@dataclass(frozen=True, slots=True)
class _Found:
    """A mistake at a line and a column, both from 0."""

    line: int
    column: int
    what: str
    remedy: str


def explained(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """The mistake that the parser met: where, what, and what to do."""
    mark = error.problem_mark or error.context_mark
    said = str(error.problem or error.context)
    what, remedy = next(
        ((what, remedy) for sign, what, remedy in _EXPLAINED if sign in said),
        (said, "check quotes, colons and indentation at this place"),
    )
    if not mark:
        return Problem(file, f"not YAML: {what}", remedy)
    lines = text.split("\n")
    found = _mistake(said, lines, mark.line, mark.column, error.context_mark) or _Found(
        mark.line, mark.column, what, remedy
    )
    return Problem(f"{file}:{found.line + 1}:{found.column + 1}", f"not YAML: {found.what}", found.remedy)


def _mistake(said: str, lines: list[str], line: int, column: int, begun: yaml.Mark | None) -> _Found | None:
    """The mistake that shows at a place; nothing where the parser's own word says it best."""
    here = lines[line] if line < len(lines) else ""
    if "\t" in here[: len(here) - len(here.lstrip())]:
        return _Found(line, column, "a tab in the indentation", "indent with blanks")
    if _FENCE.match(here):
        return _Found(line, 0, f"a line of {here[:3]}, which marks a passage in a chat or a page",
                      "take it out, and the one at the end")  # fmt: skip
    if found := _in_value(said, here, line):
        return found
    above = next((index for index in range(line - 1, -1, -1) if lines[index].split("#")[0].strip()), None)
    for index in (line, above):
        for character, (what, remedy) in _MISTAKEN.items():
            if index is not None and index < len(lines) and character in lines[index]:
                return _Found(index, lines[index].index(character), what, remedy)
    if "expected ','" in said:
        return _in_braces(lines, line, column, begun)
    if above is not None and ("mapping values" in said or "could not find expected ':'" in said):
        return _in_line_above(lines, line, column, above)
    return None


def _in_value(said: str, here: str, line: int) -> _Found | None:
    """What makes something else than a text of a value: curly quotes around it, or a bracket that it begins with."""
    value = _BEGINS_ANEW.match(here.strip())
    closed = value and re.search(r"[\]}]\s*[^\s#,\]}]", here) and ("block end" in said or "expected key" in said)
    if value and (closed or (value[1] in "*&" and "alphabetic" in said)):
        what = f"{value[1]} begins {_BEGUN[value[1]]}, and no text"
        return _Found(line, here.index(value[1]), what, 'put a text that begins so in quotes, "like this"')
    if "mapping values" in said and (curly := _CURLY.search(here)):
        what = f"{curly[0]} is no quote to YAML"
        return _Found(line, curly.start(), what, 'write straight quotes, "like: this"')
    return None


def _in_line_above(lines: list[str], line: int, column: int, above: int) -> _Found | None:
    """What makes a key impossible below the line above: that has no colon, no blank behind it, or a value."""
    before = lines[line][:column] if line < len(lines) else ""
    if re.search(r":\s", before):
        return None  # the second colon of this line: it stands in a text
    upper = lines[above].rstrip()
    indent, upper_indent = (len(each) - len(each.lstrip()) for each in (lines[line] if before else "", upper))
    if ":" not in upper.split("#")[0]:
        return _Found(above, len(upper), "a colon is missing after a key", "write key: value")
    if _NO_BLANK.match(upper):
        return _Found(above, upper.index(":") + 1, "a blank is missing after the colon", "write key: value")
    if indent > upper_indent and _KEY_AND_VALUE.match(upper):
        what = "this line is indented more than the one above, which has a value already"
        return _Found(line, indent, what, "indent keys of one mapping alike")
    return None


def _in_braces(lines: list[str], line: int, column: int, begun: yaml.Mark | None) -> _Found | None:
    """What ends a text too early within brackets: a # that begins a comment, or a quote."""
    for index in range(begun.line if begun else line, min(line + 1, len(lines))):
        comment = re.search(r"\s#", lines[index])
        if comment and lines[index][: comment.start()].count('"') % 2 == 0:
            what = "a # begins a comment, and the rest of the line is not read"
            return _Found(index, comment.start() + 1, what, 'put a text with # in quotes, "#3a1f5d"')
    if line < len(lines) and lines[line][:column].rstrip().endswith(("'", '"')):
        what = "a quote ends the text before its end"
        return _Found(line, column, what, "close each quote; put a text with ' in \"...\", one with \" in '...'")
    return None
