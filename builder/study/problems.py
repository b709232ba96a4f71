"""Problems of a study as they are found, each told where it stands; and what to do about a word nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from builder.errors import Problem
from builder.formula.errors import FormulaError, did_you_mean
from builder.formula.errors import nearest as nearest  # noqa: PLC0414  # where all who judge a study look for it
from builder.study.document import Document, Path

_MOST_NAMED = 12


class Problems:
    """The problems of one stage.

    `left_out` are the parts of the study that an earlier stage found wrong and took out: what contains one of them is
    not blamed for lacking it.
    """

    def __init__(self, document: Document, left_out: Iterable[Path] = ()) -> None:
        self.document, self.left_out = document, tuple(left_out)
        self.found: list[Problem] = []
        self.paths: set[Path] = set()

    def add(self, path: Path, what: str, remedy: str, place: str = "") -> None:
        """A problem of what stands at a path; `place` names it where no path does."""
        if any(each[: len(path)] == path for each in self.left_out if path):
            return
        problem = Problem(self.document.where(path) if path else place, what, remedy)
        if problem not in self.found:
            self.found.append(problem)
            self.paths.add(path)

    def is_lost(self, name: str) -> bool:
        """Whether something of that name was left out, so that who reads it is not to blame."""
        return any(path and path[-1] == name for path in self.left_out)

    def add_formula(self, path: Path, error: FormulaError, place: str = "") -> None:
        """A problem within the formula at a path, with the characters that are wrong."""
        where = self.document.where_within(path, error.span.start) if path else place
        self.found.append(Problem(where, f"{error.what}\n{error.pointer()}", error.remedy))
        self.paths.add(path)


_PLACE = re.compile(r"(.+?):(\d+)(?::(\d+))?(?: |$)")


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems in the order in which one meets them in the file; those without a line after them.

    >>> [each.where for each in in_file_order([Problem("a:9 x", ""), Problem("b", ""), Problem("a:2 y", "")])]
    ['a:2 y', 'a:9 x', 'b']
    """

    def place(problem: Problem) -> tuple[bool, str, int, int]:
        found = _PLACE.match(problem.where)
        return (False, found[1], int(found[2]), int(found[3] or 0)) if found else (True, "", 0, 0)

    return sorted(problems, key=place)


def closest(word: str, known: Iterable[str]) -> str:
    """A remedy naming the known words nearest to a wrong one, or all of them when none is near.

    >>> closest("node_prise", ["node_price", "gpu_price"])
    "did you mean 'node_price'?"
    """
    words = list(dict.fromkeys(str(each) for each in known))
    near = nearest(word, words)
    if near:
        return did_you_mean(near)
    if not words:
        return "none is defined"
    rest = f" and {len(words) - _MOST_NAMED} more" if len(words) > _MOST_NAMED else ""
    return "known are " + ", ".join(words[:_MOST_NAMED]) + rest
