"""Korean breaks lines between words: joiners hold the syllables of one together, as WeasyPrint knows no `keep-all`."""

from __future__ import annotations

import re
from typing import Any

JOINER = "\u2060"
_HANGUL = "\uac00-\ud7a3"
# Between two syllables, and between a syllable and the letter, digit, sign or bracket it stands against.
_WITHIN = re.compile(rf"(?<=[{_HANGUL}])(?=[^\s{JOINER}])|(?<=[^\s{JOINER}])(?=[{_HANGUL}])")
_UNTOUCHED = {"svg", "style", "script", "title", "head"}


def joined(text: str, before: str = "") -> str:
    """The text with its words held together; `before` is the character that stands ahead of it.

    >>> joined("비용 38%는").replace(JOINER, "|")
    '비|용 38%|는'
    """
    whole = before + text
    return _WITHIN.sub(JOINER, whole)[len(before) :] if whole else text


def join_words(root: Any) -> None:
    """Hold the words together in every text of a parsed document, across its elements, but in no drawing."""
    _walk(root, "")


def _walk(element: Any, before: str) -> str:
    """Join the texts of an element; gives the last character of it."""
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    if name in _UNTOUCHED or not name:
        return ""
    if element.text:
        element.text = joined(element.text, before)
        before = element.text[-1]
    for child in element:
        before = _walk(child, before)
        if child.tail:
            child.tail = joined(child.tail, before)
            before = child.tail[-1]
    return before
