"""A YAML document against the shape of a price file, each problem at its line."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from builder.errors import Problem
from builder.prices.schema import PriceFile
from builder.study.document import Document, Path
from builder.study.fields import RefusedError, not_a_number, plain_number
from builder.study.problems import closest

_PLAIN: Mapping[str, tuple[str, str]] = {
    "greater_than": ("has to be above 0", "write the rate as published"),
    "greater_than_equal": ("cannot be negative", "write the price as published"),
    "literal_error": ("is not a grade of a source", "write P (primary), S (secondary) or E (estimate)"),
    "too_short": ("has no entry", "add one"),
    "string_type": ("is not a text", "put it in quotes"),
    "tuple_type": ("is not a list", "write one entry per line, each after a hyphen"),
}


def validate(document: Document) -> tuple[PriceFile | None, list[Problem]]:
    """The file, or None and everything that is wrong with it."""
    where = document.where
    if not isinstance(document.value, dict):
        return None, [Problem(where(()), "a price file is a mapping of keys to values", "write prices: below a source")]
    try:
        return PriceFile.model_validate(document.value), []
    except ValidationError as error:
        wrong = [(tuple(each["loc"]), dict(each)) for each in error.errors()]
    return None, [Problem(where(path), *_explained(path, details)) for path, details in wrong]


def _explained(path: Path, details: Mapping[str, Any]) -> tuple[str, str]:
    kind, value, key = details["type"], details["input"], str(path[-1]) if path else ""
    if kind == "extra_forbidden":
        return f"unknown key {key!r}", closest(key, _keys_at(path[:-1]))
    if kind == "missing":
        return f"{key!r} is missing", "add it"
    if kind == "value_error":
        error = details["ctx"]["error"]
        return (error.what, error.remedy) if isinstance(error, RefusedError) else (str(error), "write another value")
    if kind in ("float_type", "float_parsing"):
        return not_a_number(value), plain_number(value)
    if kind in ("dict_type", "model_type"):
        return f"{value!r} is not an entry", "write {value: ..., unit: ..., source: ...}"
    what, remedy = _PLAIN.get(kind, (f"cannot stand here: {details['msg']}", "write another value"))
    return f"{value!r} {what}", remedy


def _keys_at(path: Path) -> list[str]:
    """The keys known at a path of the file."""
    at: Any = PriceFile
    for part in path:
        at = _unwrapped(at)
        if isinstance(at, type) and issubclass(at, BaseModel):
            found = at.model_fields.get(str(part))
            at = found.annotation if found else None
        else:
            at = (get_args(at) or (None,))[-1 if get_origin(at) is dict else 0]
    at = _unwrapped(at)
    known = at.model_fields if isinstance(at, type) and issubclass(at, BaseModel) else {}
    return [field.alias or name for name, field in known.items()]


def _unwrapped(annotation: Any) -> Any:
    """An annotation without `Annotated` and `| None`."""
    if get_origin(annotation) is Annotated:
        return _unwrapped(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return _unwrapped(next(each for each in get_args(annotation) if each is not type(None)))
    return annotation
