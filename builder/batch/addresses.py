"""What the schema says of an address: whether it is one, and how what stands there is read."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Sequence
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from builder.batch.cells import Reading
from builder.study.document import dotted
from builder.study.problems import closest
from builder.study.schema import Assumption, Study, Text


class AddressError(Exception):
    """No single value stands at an address: what is wrong, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(what)


def canonical(address: str) -> tuple[str, ...]:
    """The parts of an address, with what may be left out written and what need not be written left out.

    >>> canonical("users"), canonical("assumptions.users.value"), canonical("title")
    (('assumptions', 'users'), ('assumptions', 'users'), ('title',))
    """
    parts = tuple(address.split("."))
    if len(parts) == 1 and address not in Study.model_fields:
        parts = ("assumptions", *parts)
    return parts[:-1] if len(parts) > 2 and parts[-1] == "value" and parts[-3] == "assumptions" else parts


def reading_at(parts: Sequence[str], of_assumption: Reading) -> Reading:
    """How the value at an address is read; `of_assumption` is the reading of the assumption that it leads to.

    Raises AddressError where the schema has no such address, or more than one value stands there.
    """
    at: Any = Study
    for depth, part in enumerate(parts):
        above, at = _plain(at), None
        if above is Text:
            at = str
        elif isinstance(above, type) and issubclass(above, BaseModel):
            if above is Assumption and part.isdecimal():
                return Reading.NUMBER
            if part not in above.model_fields:
                raise AddressError(f"there is no {dotted(parts[: depth + 1])!r}", closest(part, above.model_fields))
            at = _annotation(above, part)
        elif get_origin(above) is dict:
            at = get_args(above)[1]
        if at is None or _plain(at) is Any:
            raise AddressError(f"nothing can be set below {dotted(parts[:depth])!r}", "set it in the base")
    return _reading(_plain(at), parts, of_assumption)


def _annotation(spec: type[BaseModel], name: str) -> Any:
    """The annotation of a field, with what pydantic keeps apart from it."""
    field = spec.model_fields[name]
    return Text if Text in _texts(field.annotation, field.metadata) else field.annotation


def _texts(annotation: Any, metadata: Sequence[Any]) -> tuple[Any, ...]:
    """Text, where an annotation is that: pydantic takes `Annotated` of a field apart."""
    whole = Annotated[annotation, *metadata] if metadata else annotation
    return (Text,) if whole == Text or Text in get_args(annotation) else ()


def _plain(annotation: Any) -> Any:
    """An annotation without `| None` and, but for texts, without `Annotated`."""
    if annotation is Text or annotation == Text:
        return Text
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        kept = [each for each in get_args(annotation) if each is not type(None)]
        return _plain(bool if bool in kept else kept[0])
    return annotation


def _reading(at: Any, parts: Sequence[str], of_assumption: Reading) -> Reading:
    if at is Assumption:
        return of_assumption
    if at is bool:
        return Reading.TRUTH
    if at in (int, float):
        return Reading.NUMBER
    if at in (Text, str, dt.date) or get_origin(at) is Literal:
        return Reading.TEXT
    if get_origin(at) is tuple and (item := _plain(get_args(at)[0])) in (str, float):
        return Reading.TEXTS if item is str else Reading.NUMBERS
    example = "options.NAME.assumptions.KEY" if parts[0] == "options" else f"{dotted(parts)}.KEY"
    raise AddressError(f"{dotted(parts)!r} is more than one value", f"name one below it, such as {example}")
