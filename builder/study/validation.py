"""The document against the schema: pydantic's errors in the words of a study, each at its line."""

from __future__ import annotations

import copy
import difflib
import types
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from builder.study.document import Document, Path
from builder.study.fields import RefusedError, not_a_number, plain_number
from builder.study.problems import Problems, closest
from builder.study.schema import Study

Details = Mapping[str, Any]
_ROUNDS = 3
_KEYS_NAMED = 6
_MISSPELT = 0.85
"""How alike a known key an unknown one must be to be that key misspelt, and not one of another section."""
_STAND_INS: Mapping[str, Any] = {"title": "-", "label": "-", "as_of": "2000-01-01"}
"""What is put in place of a missing text or date, so that the rest of the study can be looked at."""


def validate(document: Document, problems: Problems) -> tuple[Study | None, tuple[Path, ...]]:
    """The study in a document, without what is wrong in it, and the paths that were left out for that.

    None where what is left makes no study.
    """
    if not isinstance(document.value, dict):
        problems.add((), "a study is a mapping of keys to values", "start from `tco new`", document.where(()))
        return None, ()
    value, left_out = document.value, list[Path]()
    for attempt in range(_ROUNDS):
        try:
            return Study.model_validate(value), tuple(left_out)
        except ValidationError as error:
            wrong = [(_path(each["loc"]), dict(each)) for each in error.errors()]
        beside = _meant_below(document.value, wrong)
        for path, details in wrong:
            if any(each[: len(path)] == path for each in left_out) or path in beside:
                continue
            problems.add(path, *(_not_indented(path, beside) if path in beside.values() else _explained(path, details)))
        if attempt == 0:
            value = copy.deepcopy(value)
        for path, details in wrong:
            # A line without its formula is no line: what lacks a part is left out as a whole.
            needs_it = details["type"] == "missing" and path[-1] not in _STAND_INS and len(path) > 2
            _leave_out(value, path[:-1] if needs_it else path)
            left_out += [path, path[:-1]] if needs_it else [path]
        left_out += [(*section, path[-1]) for path, section in beside.items()]
    return None, tuple(left_out)


def _meant_below(root: Any, wrong: Iterable[tuple[Path, Details]]) -> dict[Path, Path]:
    """Unknown keys that follow an empty section at its own indentation, each with the section they were meant for."""
    kinds = {path: details["type"] for path, details in wrong}
    found = dict[Path, Path]()
    for section, details in wrong:
        if details["type"] not in ("dict_type", "model_type") or details["input"] is not None:
            continue
        around = root
        for part in section[:-1]:
            around = around[part]
        keys = list(around)
        for key in keys[keys.index(section[-1]) + 1 :]:
            misspelt = difflib.get_close_matches(str(key), _keys_at(section[:-1]), cutoff=_MISSPELT)
            if kinds.get((*section[:-1], key)) != "extra_forbidden" or misspelt:
                break
            found[*section[:-1], key] = section
    return found


def _not_indented(section: Path, beside: Mapping[Path, Path]) -> tuple[str, str]:
    """What is wrong with a section whose keys stand beside it."""
    keys = [str(path[-1]) for path, of in beside.items() if of == section]
    few = ", ".join(keys[:3]) + (f" and {len(keys) - 3} more" if len(keys) > 3 else "")
    return f"nothing stands below it, and {few} beside it", f"indent what belongs to {section[-1]}"


def _path(location: Iterable[str | int]) -> Path:
    return tuple(part for part in location if part != "[key]")


def _leave_out(value: Any, path: Path) -> None:
    for part in path[:-1]:
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return
    if path and isinstance(value, dict):
        stand_in = _STAND_INS.get(str(path[-1]))
        value.pop(path[-1], None)
        if stand_in is not None:
            value[path[-1]] = stand_in


def _explained(path: Path, details: Details) -> tuple[str, str]:
    """What is wrong with a value, and what to do."""
    kind = details["type"]
    if kind == "extra_forbidden" and str(path[-1]).isdecimal() and _thing_at(path[:-1]) == "assumption":
        return f"unknown key {path[-1]!r}", "values by period are a list: write [1000, 2000, 3000]"
    if kind == "extra_forbidden":
        return f"unknown key {path[-1]!r}", closest(str(path[-1]), _keys_at(path[:-1]))
    if kind == "missing":
        if isinstance(path[-1], int):
            return f"two entries are needed, not {path[-1]}", "write [one, two]"
        return f"{path[-1]!r} is missing", f"every {_thing_at(path[:-1])} needs it"
    what, remedy = refused(details)
    if kind == "model_type" and details["input"] is not None and (keys := _keys_at(path)):
        remedy = f"{remedy}; its keys are {', '.join(keys[:_KEYS_NAMED])}{' and more' if keys[_KEYS_NAMED:] else ''}"
    if kind == "dict_type" and path[-1:] == ("options",) and len(path) > 1 and isinstance(details["input"], str):
        remedy = f"write [{details['input']}]"
    return what, remedy


def refused(details: Details) -> tuple[str, str]:
    """What is wrong with a value that stands in its place, and what to do."""
    if details["type"] == "value_error":
        error = details["ctx"]["error"]
        return (error.what, error.remedy) if isinstance(error, RefusedError) else (str(error), "")
    return _MESSAGES.get(details["type"], _pydantic)(details)


def _pydantic(details: Details) -> tuple[str, str]:
    return f"{_shown(details['input'])}: {details['msg'][:1].lower()}{details['msg'][1:]}", "write another value"


def _shown(value: Any) -> str:
    """A value as a message repeats it: nothing for nothing, a long one cut."""
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _text(details: Details) -> tuple[str, str]:
    value = details["input"]
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return f"a text is expected, not {_shown(value)}", "put it in quotes" if number else "write a text"


def _number(details: Details) -> tuple[str, str]:
    return not_a_number(details["input"]), plain_number(details["input"])


def _whole(details: Details) -> tuple[str, str]:
    return f"a whole number is expected, not {_shown(details['input'])}", "write a whole number such as 3"


def _mapping(details: Details) -> tuple[str, str]:
    value = details["input"]
    what = "nothing stands below it" if value is None else f"keys and values are expected, not {_shown(value)}"
    return what, "write `name: ...` below it, indented"


def _list(details: Details) -> tuple[str, str]:
    value = details["input"]
    if isinstance(value, dict):
        return f"a list is expected, not {_shown(value)}", "begin each entry with '- ', or write [one, two]"
    shown = value if isinstance(value, (str, int, float)) else "one, two"
    return f"a list is expected, not {_shown(value)}", f"write [{shown}]"


def _more(details: Details) -> tuple[str, str]:
    return f"{_shown(details['input'])} is too small", f"write more than {details['ctx']['gt']:g}"


def _least(details: Details) -> tuple[str, str]:
    return f"{_shown(details['input'])} is too small", f"write at least {details['ctx']['ge']:g}"


def _most(details: Details) -> tuple[str, str]:
    return f"{_shown(details['input'])} is too large", f"write at most {details['ctx']['le']:.15g}"


def _one_of(details: Details) -> tuple[str, str]:
    known = [part.strip("' ") for part in details["ctx"]["expected"].replace(" or ", ",").split(",")]
    remedy = closest(str(details["input"]), known)
    every = "" if remedy.startswith("known") else f" (known are {', '.join(known)})"
    return f"{_shown(details['input'])} cannot stand here", remedy + every


def _few(_: Details) -> tuple[str, str]:
    return "at least one entry is needed", "add one"


def _currency(details: Details) -> tuple[str, str]:
    return f"{_shown(details['input'])} is not a currency code", "write three capital letters, such as USD"


def _truth(details: Details) -> tuple[str, str]:
    return f"true or false is expected, not {_shown(details['input'])}", "write true or false"


_MESSAGES: Mapping[str, Callable[[Details], tuple[str, str]]] = {
    "string_type": _text,
    "float_type": _number,
    "float_parsing": _number,
    "int_parsing": _whole,
    "int_type": _whole,
    "int_from_float": _whole,
    "dict_type": _mapping,
    "model_type": _mapping,
    "tuple_type": _list,
    "too_short": _few,
    "string_pattern_mismatch": _currency,
    "literal_error": _one_of,
    "bool_type": _truth,
    "greater_than": _more,
    "greater_than_equal": _least,
    "less_than_equal": _most,
}


def _keys_at(path: Path) -> list[str]:
    """The keys that the schema knows at a path."""
    at = _spec_at(path)
    return [] if at is None else [each.alias or name for name, each in at.model_fields.items()]


def _thing_at(path: Path) -> str:
    """What the schema calls the part of a study at a path."""
    names = {"ClaimValue": "value of a claim", "DocumentControl": "document", "ScenarioOption": "option"}
    at = _spec_at(path)
    return "study" if at is None else names.get(at.__name__, at.__name__.lower())


def _spec_at(path: Path) -> type[BaseModel] | None:
    at: Any = Study
    for part in path:
        at = _unwrapped(at)
        if isinstance(at, type) and issubclass(at, BaseModel):
            at = at.model_fields[str(part)].annotation if part in at.model_fields else None
        else:
            at = (get_args(at) or (None,))[-1 if get_origin(at) is dict else 0]
    at = _unwrapped(at)
    return at if isinstance(at, type) and issubclass(at, BaseModel) else None


def _unwrapped(annotation: Any) -> Any:
    """An annotation without `Annotated` and `| None`."""
    if get_origin(annotation) is Annotated:
        return _unwrapped(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return _unwrapped(next(each for each in get_args(annotation) if each is not type(None)))
    return annotation
