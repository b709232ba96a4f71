"""A study file to a validated Study: every problem at once, each with file, line, field, what is wrong, what to do."""

from __future__ import annotations

import difflib
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from builder.errors import Problem, StudyError
from builder.study.document import Document, Path, laid_over, read_document
from builder.study.schema import Study
from builder.study.settings import with_settings

MAX_EXTENDS = 5


@dataclass(frozen=True, slots=True)
class LoadedStudy:
    """A study and where each of its values was written."""

    study: Study
    document: Document
    name: str
    folder: FilePath


def load_study(file: FilePath, settings: Iterable[tuple[str, Any]] = ()) -> LoadedStudy:
    """Read, lay settings over, and validate a study file. Raises StudyError with every problem found."""
    document = _with_bases(file, ())
    return validated(with_settings(document, list(settings), "--set"), file.stem, file.parent)


def validated(document: Document, name: str, folder: FilePath) -> LoadedStudy:
    """The study in a document. Raises StudyError with every problem found."""
    if not isinstance(document.value, dict):
        raise StudyError(Problem(document.where(()), "a study is a mapping of keys to values", "start from `tco new`"))
    try:
        study = Study.model_validate(document.value)
    except ValidationError as error:
        raise StudyError(*_problems(error, document)) from None
    problems = [*_references(study, document), *_languages(study, document)]
    if problems:
        raise StudyError(*problems)
    return LoadedStudy(study, document, name, folder)


def with_case(loaded: LoadedStudy, case: str) -> LoadedStudy:
    """The study with a case's overrides laid over it."""
    overrides = loaded.study.cases[case].set
    document = with_settings(loaded.document, overrides, f"case {case}")
    return validated(document, loaded.name, loaded.folder)


def _with_bases(file: FilePath, seen: tuple[FilePath, ...]) -> Document:
    if file in seen or len(seen) > MAX_EXTENDS:
        raise StudyError(Problem(str(file), "extends itself, or more than five files deep", "remove one extends"))
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise StudyError(Problem(str(file), "the file is not UTF-8 text", "save it as UTF-8")) from None
    except OSError as error:
        raise StudyError(Problem(str(file), f"cannot be read: {error.strerror}", "check the path; `tco new` makes a study")) from None
    document = read_document(text, str(file))
    base = document.value.get("extends") if isinstance(document.value, dict) else None
    if not isinstance(base, str):
        return document
    return laid_over(_with_bases(file.parent / base, (*seen, file)), document)


def closest(word: str, known: Iterable[str]) -> str:
    """A remedy naming the known words nearest to a wrong one, or all of them when none is near."""
    words = [str(each) for each in known]
    near = difflib.get_close_matches(word, words, n=2, cutoff=0.6)
    if near:
        return "did you mean " + " or ".join(repr(each) for each in near) + "?"
    return "known are " + ", ".join(words[:40]) if words else "none is defined"


_MESSAGES: Mapping[str, Callable[[dict[str, Any]], tuple[str, str]]] = {
    "missing": lambda e: (f"{e['loc'][-1]!r} is missing", "every study needs it"),
    "string_type": lambda e: (f"a text is expected, not {e['input']!r}", "write a text, in quotes if it looks like a number"),
    "float_type": lambda e: (f"a number is expected, not {e['input']!r}", "write a plain number such as 0.173"),
    "float_parsing": lambda e: (f"a number is expected, not the text {e['input']!r}", "write a plain number such as 0.173"),
    "int_parsing": lambda e: (f"a whole number is expected, not {e['input']!r}", "write a whole number"),
    "int_type": lambda e: (f"a whole number is expected, not {e['input']!r}", "write a whole number"),
    "dict_type": lambda e: (f"keys and values are expected, not {e['input']!r}", "write `name: ...` below it, indented"),
    "model_type": lambda e: (f"keys and values are expected, not {e['input']!r}", "write `name: ...` below it, indented"),
    "tuple_type": lambda e: (f"a list is expected, not {e['input']!r}", "write [one, two]"),
    "too_short": lambda _: ("at least one entry is needed", "add one"),
    "date_from_datetime_parsing": lambda e: (f"{e['input']!r} is not a date", "write year-month-day, such as 2024-04-30"),
    "date_parsing": lambda e: (f"{e['input']!r} is not a date", "write year-month-day, such as 2024-04-30"),
    "date_type": lambda e: (f"{e['input']!r} is not a date", "write year-month-day, such as 2024-04-30"),
    "string_pattern_mismatch": lambda e: (f"{e['input']!r} is not a currency code", "write three capital letters, such as USD"),
    "literal_error": lambda e: (f"{e['input']!r} is not one of {e['ctx']['expected']}", "choose one of them"),
    "value_error": lambda e: (str(e["ctx"]["error"]), ""),
}  # fmt: skip


def _problems(error: ValidationError, document: Document) -> Iterator[Problem]:
    for each in error.errors():
        path = tuple(part for part in each["loc"] if part != "[key]")
        if each["type"] == "extra_forbidden":
            fields = _fields_at(path[:-1])
            yield Problem(document.where(path), f"unknown key {path[-1]!r}", closest(str(path[-1]), fields))
            continue
        make = _MESSAGES.get(each["type"])
        what, remedy = make(dict(each)) if make else (each["msg"], "")
        yield Problem(document.where(path), what, remedy)


def _fields_at(path: Path) -> list[str]:
    """The keys that the schema knows at a path."""
    at: Any = Study
    for part in path:
        at = _model_or_container(at)
        if isinstance(at, type) and issubclass(at, BaseModel):
            at = at.model_fields[str(part)].annotation if part in at.model_fields else Study
        else:
            at = get_args(at)[-1] if get_origin(at) is dict else get_args(at)[0]
    at = _model_or_container(at)
    return list(at.model_fields) if isinstance(at, type) and issubclass(at, BaseModel) else []


def _model_or_container(annotation: Any) -> Any:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _model_or_container(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return _model_or_container(next(each for each in get_args(annotation) if each is not type(None)))
    return annotation


def _references(study: Study, document: Document) -> Iterator[Problem]:
    """Names of options, workloads, scenarios and comparisons that lead nowhere."""

    def unknown(path: Path, kind: str, name: str, known: Iterable[str]) -> Iterator[Problem]:
        if name not in known:
            yield Problem(document.where(path), f"there is no {kind} {name!r}", closest(name, known))

    for key, scenario in study.scenarios.items():
        yield from unknown(("scenarios", key, "workload"), "workload", scenario.workload, study.workloads)
        for option in scenario.options:
            yield from unknown(("scenarios", key, "options", option), "option", option, study.options)
        if not scenario.options:
            yield Problem(document.where(("scenarios", key, "options")), "no option is listed", "list at least one")
    for key, comparison in study.comparisons.items():
        path = ("comparisons", key)
        options = (comparison.subject, *comparison.alternatives)
        for option in options:
            yield from unknown((*path, "alternatives"), "option", option, study.options)
        if comparison.subject in comparison.alternatives:
            yield Problem(document.where(path), f"{comparison.subject!r} is compared with itself", "name another alternative")
        for each in comparison.scenarios:
            yield from unknown((*path, "scenarios"), "scenario", each, study.scenarios)
            for option in options:
                if each in study.scenarios and option in study.options and option not in study.scenarios[each].options:
                    yield Problem(document.where((*path, "scenarios")), f"scenario {each!r} does not have option {option!r}",
                                  f"add it under scenarios.{each}.options, or leave the scenario out")  # fmt: skip
    for key, case in study.cases.items():
        for each in case.comparisons:
            yield from unknown(("cases", key, "comparisons"), "comparison", each, study.comparisons)


def _languages(study: Study, document: Document) -> Iterator[Problem]:
    """Texts that lack one of the study's languages."""

    def look(value: Any, path: Path) -> Iterator[Problem]:
        if isinstance(value, dict) and value and all(isinstance(k, str) and len(k) == 2 and k.islower() for k in value) and all(
            isinstance(each, str) for each in value.values()
        ):
            for language in study.languages:
                if language not in value:
                    yield Problem(document.where(path), f"the text has no {language!r}", f"add {language}: ..., or drop the language")
        elif isinstance(value, dict):
            for key, each in value.items():
                yield from look(each, (*path, key))
        elif isinstance(value, (list, tuple)):
            for index, each in enumerate(value):
                yield from look(each, (*path, index))

    yield from look(document.value, ())
