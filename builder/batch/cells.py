"""A cell's text to the value that stands at its address: as the schema wants it, never by what the text looks like."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any

from builder.study.reader import number_in

_TRUTHS = {"true": True, "false": False}


class Reading(Enum):
    """How the cells of a column are read. What cannot be read so stays text, and the schema says what is wrong."""

    TEXT = "text"
    NUMBER = "number"
    TRUTH = "truth"
    TEXTS = "texts"
    NUMBERS = "numbers"


def read_cell(text: str, reading: Reading) -> Any:
    """The value that a cell holds.

    >>> read_cell("1e5", Reading.TEXT), read_cell("1e5", Reading.NUMBER), read_cell("TRUE", Reading.TRUTH)
    ('1e5', 100000.0, True)
    >>> read_cell("en, ko", Reading.TEXTS), read_cell("[1, 2, 4]", Reading.NUMBERS), read_cell("1,5", Reading.NUMBERS)
    (['en', 'ko'], [1, 2, 4], '1,5')
    """
    match reading:
        case Reading.TEXT:
            return text
        case Reading.NUMBER:
            return _number(text)
        case Reading.TRUTH:
            return _TRUTHS.get(text.lower(), _number(text))
        case Reading.TEXTS:
            return _parts(text)
        case Reading.NUMBERS:
            bracketed = text.startswith("[") and text.endswith("]")
            return [_number(part) for part in _parts(text)] if bracketed else _number(text)


def _number(text: str) -> int | float | str:
    number = number_in(text)
    return text if number is None else number


def _parts(text: str) -> list[str]:
    """What stands between commas or semicolons, in brackets or without."""
    inner = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    return [part.strip() for part in re.split(r"[,;]", inner) if part.strip()]
