"""Values that a study takes from other files: dated prices by name, and a workload's measurements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from builder.errors import Problem, StudyError
from builder.study.document import Document, Path

if TYPE_CHECKING:
    from builder.prices import PriceBook

Read = Callable[[FilePath], str]
"""Reads a file's text, or raises StudyError."""


def with_sources(document: Document, folder: FilePath, read: Read) -> Document:
    """The document with `price: NAME` and a workload's `benchmark:` turned into assumptions with value and source.

    What the study writes itself stands. Files are looked for in the study's folder and below it, and beside it in
    `prices/`. Raises StudyError with every name that no file has, and what is wrong with a file.
    """
    value = document.value
    if not isinstance(value, dict):
        return document
    named = [(path, spec) for path, spec in _assumptions(value, ()) if isinstance(spec, dict) and "price" in spec]
    measured = [
        (("workloads", id, "benchmark"), each) for id, each in _mappings(value.get("workloads")) if "benchmark" in each
    ]
    if not named and not measured:
        return document
    added: dict[Path, dict[str, Any]] = {}
    problems: list[Problem] = []
    book = _book(document, folder, read) if named else None
    for path, spec in named:
        try:
            added[path] = _price(document, path, spec, book) if book else {}
        except StudyError as error:
            problems += error.problems
    for path, workload in measured:
        try:
            for key, assumption in _measured(document, path, workload["benchmark"], folder, read).items():
                added[(*path[:-1], "assumptions", key)] = assumption
        except StudyError as error:
            problems += error.problems
    if problems:
        raise StudyError(*problems)
    return Document(_completed(value, added), document.marks, document.texts)


def _mappings(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, each in value.items() if isinstance(value, dict) else ():
        if isinstance(each, dict):
            yield key, each


def _assumptions(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Every assumption of the study, at any level."""
    if not isinstance(value, dict):
        return
    for key, each in value.items():
        if key == "assumptions" and isinstance(each, dict):
            yield from (((*path, key, name), spec) for name, spec in each.items())
        elif path[:1] != ("cases",):
            yield from _assumptions(each, (*path, key))


def _book(document: Document, folder: FilePath, read: Read) -> PriceBook:
    from builder.prices import PriceBook

    files = document.value.get("prices")
    if not isinstance(files, list) or not files:
        what = "a price is named, but no price file"
        raise StudyError(Problem(document.where(()), what, "write prices: [prices/FILE.yaml]"))
    paths = [_inside(folder, str(each), document.where(("prices",))) for each in files]
    return PriceBook.load({str(path): read(path) for path in paths})


def _inside(folder: FilePath, name: str, where: str) -> FilePath:
    """A file in the study's folder or below it."""
    path = folder / name
    if FilePath(name).is_absolute() or folder.resolve() not in path.resolve().parents:
        raise StudyError(Problem(where, f"{name} is not within the study's folder", "copy the file there"))
    return path


def _price(document: Document, path: Path, spec: Mapping[str, Any], book: PriceBook) -> dict[str, Any]:
    if "value" in spec:
        return {}  # set anew, on the command line or by a case
    where = document.where((*path, "price"))
    found = book.price(str(spec["price"]), _date(document), where)
    currency = document.value.get("currency", "USD")
    if found.currency != currency:
        what = f"the price {found.name} is in {found.currency}, the study in {currency}"
        raise StudyError(Problem(where, what, "convert it at a dated rate, and say so in the source"))
    return found.assumption()


def _date(document: Document) -> dt.date:
    try:
        return dt.date.fromisoformat(str(document.value.get("as_of")))
    except ValueError:
        what = "a price is named, but as_of is no date"
        raise StudyError(Problem(document.where(("as_of",)), what, "write year-month-day")) from None


_KEYS = ("file", "gpus", "model", "limit")


def _measured(document: Document, path: Path, spec: Any, folder: FilePath, read: Read) -> dict[str, dict[str, Any]]:
    """A workload's latency, requests in flight and GPUs from the measured point that its benchmark picks."""
    from builder.benchmarks import LatencyLimit, choose, read_measurements, sizing

    where = document.where(path)
    if not isinstance(spec, dict) or set(spec) - set(_KEYS) or "file" not in spec or "gpus" not in spec:
        raise StudyError(Problem(where, "a benchmark names a file and the GPUs of the server measured",
                                 f"write benchmark: {{file: ..., gpus: 2}}; keys are {', '.join(_KEYS)}"))  # fmt: skip
    file = _inside(folder, str(spec["file"]), where)
    limit = spec.get("limit")
    try:
        wanted = LatencyLimit(**limit) if isinstance(limit, dict) else None
    except TypeError:
        remedy = "for example {metric: ttft, statistic: p95, seconds: 1}"
        raise StudyError(Problem(where, "a limit is {metric, statistic, seconds}", remedy)) from None
    point = choose(read_measurements(read(file), str(file)), wanted, spec.get("model"))
    found = sizing(point, float(spec["gpus"])).assumptions()
    if point.tokens_in is not None and point.tokens_out is not None:
        source = next(iter(found.values()))["source"]
        tokens = {"measured_tokens_in": point.tokens_in, "measured_tokens_out": point.tokens_out}
        found |= {key: {"value": tokens[key], "status": "measured", "source": source} for key in tokens}
    return found


def _completed(value: dict[str, Any], added: Mapping[Path, dict[str, Any]]) -> dict[str, Any]:
    """The values with what was found below what the study writes."""
    import copy

    whole: dict[str, Any] = copy.deepcopy(value)
    for path, found in added.items():
        at: Any = whole
        for part in path[:-1]:
            at = at.setdefault(part, {})
        written = at.get(path[-1])
        own = written if isinstance(written, dict) else {} if written is None else {"value": written}
        at[path[-1]] = {**found, **own}
    return whole
