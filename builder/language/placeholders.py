"""Messages with `{name}` in them, and the values that go there.

Only a bare name is a placeholder: no attribute, index, conversion or format. A value is put in as it is,
whatever it contains. `{{` and `}}` stand for the braces themselves; any other brace is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from builder.errors import Problem
from builder.language.errors import PlaceholderError

_PIECE = re.compile(r"\{\{|\}\}|\{([A-Za-z_]\w*)\}|[{}]")


def names_in(message: str) -> frozenset[str]:
    """The names of the placeholders of a message.

    >>> sorted(names_in("{low} to {high}"))
    ['high', 'low']

    Raises:
        PlaceholderError: a brace belongs to no placeholder.
    """
    return frozenset(name for _, name in _pieces(message) if name)


def fill(message: str, values: Mapping[str, str], adapt: Callable[[str, str], str] | None = None) -> str:
    """The message with its values in place.

    `adapt(text, before)` may change the message's own words by what has come before them, values included, as
    Korean particles do; values are never adapted.

    Raises:
        PlaceholderError: a value is missing, or a brace belongs to no placeholder.
    """
    parts: list[str] = []
    for text, name in _pieces(message):
        if name and name not in values:
            given = ", ".join(sorted(values)) or "none"
            raise PlaceholderError(
                Problem(f"message {message!r}", f"no value for {{{name}}}", f"pass it; given: {given}")
            )
        if name:
            parts.append(values[name])
        else:
            parts.append(adapt(text, "".join(parts)) if adapt else text)
    return "".join(parts)


def _pieces(message: str) -> list[tuple[str, str]]:
    """Pairs of a text and an empty name, or of an empty text and the name of a placeholder."""
    pieces = []
    end = 0
    for match in _PIECE.finditer(message):
        if match[0] in {"{", "}"}:
            raise PlaceholderError(
                Problem(
                    f"message {message!r}",
                    f"the brace at character {match.start() + 1} belongs to no {{name}}",
                    "a placeholder is a bare name; double a brace that is meant as one",
                )
            )
        pieces.append((message[end : match.start()], ""))
        pieces.append(("", match[1]) if match[1] else (match[0][0], ""))
        end = match.end()
    pieces.append((message[end:], ""))
    return [piece for piece in pieces if any(piece)]
