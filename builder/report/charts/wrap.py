"""Breaking a label into lines by its measured width: between words, in a word where it must, in a number never."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

Width = Callable[[str], float]

_SPACE = re.compile(r"[ \t\r\n\f\v\u3000]+")  # no-break spaces hold their words together
_AFTER_MARK = re.compile(r"(?<=[-/_.:])(?=[^\W\d])")
_CLUSTER = re.compile(r".[\u0300-\u036f\u1160-\u11ff\u200d\ufe0f]*")
_NUMBER = re.compile(r"\W*\d")
_HALVINGS = 8


def words_of(text: str) -> list[str]:
    """The words a line may break between. Korean breaks at its spaces too, never inside a word.

    >>> words_of("전력 및  냉각")
    ['전력', '및', '냉각']
    """
    return [word for word in _SPACE.split(text) if word]


def unbroken(text: str, limit: float, width: Width) -> bool:
    """Whether the text can be wrapped to the limit without breaking inside a word."""
    return all(width(word) <= limit for word in words_of(text))


def wrap(text: str, limit: float, width: Width) -> tuple[str, ...]:
    """The text on as few lines as the limit allows, and those as even as can be.

    >>> wrap("Power and cooling of the servers", 24, len)
    ('Power and cooling', 'of the servers')
    """
    pieces = list(_pieces(words_of(text), limit, width))
    lines = _filled(pieces, limit, width)
    if len(lines) <= 1:
        return tuple(lines)
    narrow, wide = 0.0, limit
    for _ in range(_HALVINGS):
        middle = (narrow + wide) / 2
        even = _filled(pieces, middle, width)
        if len(even) == len(lines) and all(width(line) <= middle for line in even):
            wide = middle
        else:
            narrow = middle
    return tuple(_filled(pieces, wide, width))


def _filled(pieces: Iterable[str], limit: float, width: Width) -> list[str]:
    """Lines filled one after the other; a piece that starts with a space loses it at the start of a line."""
    lines: list[str] = []
    for piece in pieces:
        if lines and width(lines[-1] + piece) <= limit:
            lines[-1] += piece
        else:
            lines.append(piece.lstrip(" "))
    return lines


def _pieces(words: Iterable[str], limit: float, width: Width) -> Iterator[str]:
    """Words with the space before them; those too wide for a line in parts, which no space joins."""
    for word in words:
        if width(word) <= limit:
            yield f" {word}"
            continue
        space = " "
        for part in _AFTER_MARK.split(word):
            whole = width(part) <= limit or _NUMBER.match(part)
            for bit in [part] if whole else _CLUSTER.findall(part):
                yield space + bit
                space = ""
