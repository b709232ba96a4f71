"""Characters that no font of a brand has, told where the study writes them, or as what the brand lacks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from builder.errors import Problem, ReportError
from builder.report.brand import FILE
from builder.report.fonts import MissingGlyphsError, in_code
from builder.study.document import Path as Keys
from builder.study.loader import LoadedStudy


@contextmanager
def told_where_they_stand(loaded: LoadedStudy, brand: Path) -> Iterator[None]:
    """Raises ReportError with each text of the study that has such a character, and with those that are in none."""
    try:
        yield
    except MissingGlyphsError as error:
        raise ReportError(*_problems(error.characters, loaded, brand)) from None


def _problems(characters: frozenset[str], loaded: LoadedStudy, brand: Path) -> Iterator[Problem]:
    written = [(path, text, found) for path, text in _texts(loaded.document.value, ())
               if (found := characters.intersection(text))]  # fmt: skip
    if characters.difference(*(found for _, _, found in written)):
        # The paper's own words cannot be set: what lacks is a script, and the study's texts are no further problem.
        remedy = "add a family that has them below fonts:, such as the shipped Noto Sans KR for Korean"
        yield Problem(f"{brand / FILE} fonts", f"no font of the brand has {in_code(characters)}", remedy)
        return
    for path, text, found in written:
        where = loaded.document.where_within(path, min(map(text.index, found)))
        remedy = f"write other characters, or add a font that has them to {brand / FILE}"
        yield Problem(where, f"no font of the brand has {in_code(found)}", remedy)


def _texts(value: Any, path: Keys) -> Iterator[tuple[Keys, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _texts(each, (*path, index))
