"""The kernel's error: it points at the characters of the formula that are wrong."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from unicodedata import east_asian_width

from builder.formula.nodes import Span


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The known word most like a wrong one, and a second that is about as like it; empty when none is.

    >>> nearest("node_prise", ["gpu_price", "node_price"]), nearest("MAXIMUM", ["max", "min"]), nearest("x", ["users"])
    (['node_price'], ['max'], [])
    """
    words = list(dict.fromkeys(known))
    written = word if any(each.lower() != each for each in words) else word.lower()
    near = difflib.get_close_matches(written, words, n=2, cutoff=0.6)
    likeness = [difflib.SequenceMatcher(None, each, written).ratio() for each in near]
    return [each for each, ratio in zip(near, likeness, strict=True) if ratio > likeness[0] - 0.1]


def did_you_mean(words: Iterable[str]) -> str:
    """The question that names the words nearest to a wrong one."""
    return "did you mean " + " or ".join(repr(each) for each in words) + "?"


class FormulaError(ValueError):
    """A formula cannot be read, checked or evaluated.

    `what` says what is wrong, `remedy` what to do, `span` which characters of `text` are meant.
    """

    def __init__(self, text: str, span: Span, what: str, remedy: str = "") -> None:
        self.text, self.span, self.what, self.remedy = text, span, what, remedy
        super().__init__(f"{what}\n{self.pointer()}")

    def __reduce__(self) -> tuple[type[FormulaError], tuple[str, Span, str, str]]:
        # Without it an error cannot be handed from one process to another.
        return type(self), (self.text, self.span, self.what, self.remedy)

    def pointer(self) -> str:
        """Two lines: the formula, and a row of carets below the characters that are wrong.

        Only the surroundings of the place are shown when the formula is long. Below a wide character, as those of
        Korean, stands a wide blank.
        """
        flat = "".join(char if char.isprintable() else " " for char in self.text)
        begin = max(0, self.span.start - 40)
        shown = flat[begin : begin + 80]
        width = max(1, min(self.span.end, begin + len(shown)) - self.span.start)
        blanks = ("\u3000" if east_asian_width(char) in "WF" else " " for char in shown[: self.span.start - begin])
        return f"    {shown}\n    {''.join(blanks)}{'^' * width}"
