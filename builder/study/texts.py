"""Languages: each has its catalogue, and every text of the study is there in each of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from builder.paths import templates_dir
from builder.study.document import Path
from builder.study.problems import Problems, closest
from builder.study.schema import Study
from builder.study.settings import STATED

SOURCE_LANGUAGE = "en"


def check_texts(study: Study, problems: Problems) -> None:
    """Find languages without a catalogue or named twice, and texts that lack one of the study's languages."""
    shipped = sorted({SOURCE_LANGUAGE, *(file.stem for file in (templates_dir() / "messages").glob("*.po"))})
    for index, language in enumerate(study.languages):
        path: Path = ("languages", index)
        if language not in shipped:
            problems.add(path, f"there is no catalogue for the language {language!r}", closest(language, shipped))
        elif language in study.languages[:index]:
            problems.add(path, f"the language {language!r} is named twice", "keep one of the two")
    if any(path[:1] == ("languages",) for path in problems.left_out):
        return
    for language in study.languages:
        for path in texts_lacking(study, language) if language in shipped else ():
            problems.add(path, f"the text has no {language!r}", f"add {language}: ..., or drop the language")


def texts_lacking(study: Study, language: str) -> list[Path]:
    """The paths of texts that are written in other languages only, those of the program left out."""
    return [path for path, text in texts_of(study) if text != STATED and language not in text and "*" not in text]


def texts_of(study: Study) -> Iterator[tuple[Path, dict[str, str]]]:
    """Every text of a study with its path."""
    yield from _texts(study, ())


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """Every text of a part of the study. Texts are the only mappings of words to words but for a case's settings."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name != "set":
                yield from _texts(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for position, each in enumerate(value):
            yield from _texts(each, (*path, position))
    elif isinstance(value, dict) and value:
        if all(isinstance(each, str) for each in value.values()):
            yield path, value
        else:
            for key, each in value.items():
                yield from _texts(each, (*path, key))
