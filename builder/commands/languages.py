"""The language that a command speaks: the one asked for, or the study's first."""

from __future__ import annotations

from builder.errors import Problem, StudyError
from builder.language import Language
from builder.layout.speech import Speech
from builder.paths import templates_dir
from builder.results import Results
from builder.study.loader import LoadedStudy
from builder.study.texts import texts_lacking


def language_for(loaded: LoadedStudy, code: str | None = None) -> Language:
    """A language that the study has its texts in. Raises StudyError where it has not, or there is no such language."""
    study = loaded.study
    language = Language.load(code or study.base_language, templates_dir() / "messages")
    lacking = texts_lacking(study, language.code)
    if lacking:
        first = loaded.document.where(lacking[0])
        what = f"{len(lacking)} of the study's texts are not written in it, the first at {first}"
        remedy = f"write them and add {language.code} to languages, or use one of: {', '.join(study.languages)}"
        raise StudyError(Problem(f"--lang {language.code}", what, remedy))
    return language


def speech_for(results: Results, code: str | None = None) -> Speech:
    """What the sheets and commands say of some results."""
    loaded = results.model.loaded
    return Speech(results.model, language_for(loaded, code))
