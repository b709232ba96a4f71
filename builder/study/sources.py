"""Values that a study takes from other files: dated prices by name, and a workload's measurements.

`price: NAME` is looked up in the study's price files (`prices: [FILE, ...]`), `benchmark: {file, gpus, model, limit}`
of a workload, or one of an option's `benchmarks` by type of node, picks a measured point to size by. Both become
assumptions with value, status and source; what the study writes itself stands, so a value set anew, in the file, by a
case or with --set, is that of the study again.

A file is named as seen from the study file that names it, and lies in its folder or below: a base that another study
extends keeps its own prices, wherever the other study is.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from builder.errors import Problem, StudyError
from builder.study.document import Document, Mark, Path, dotted
from builder.study.schema import Benchmark

if TYPE_CHECKING:
    from builder.benchmarks import Doubt
    from builder.prices import PriceBook

Read = Callable[[FilePath], str]
"""Reads a file's text, or raises StudyError."""

_MEASURED = ("latency", "requests_in_flight", "gpus_per_replica", "measured_query_rate")


@dataclass(slots=True)
class Sources:
    """A document with what its sources say, and what is wrong with them.

    `lost` are assumptions that stay without a value for that; `doubts` what a reader should know of the points measured
    for each workload.
    """

    document: Document
    problems: list[Problem] = field(default_factory=list)
    lost: list[Path] = field(default_factory=list)
    doubts: dict[str, tuple[Doubt, ...]] = field(default_factory=dict)


def with_sources(document: Document, folder: FilePath, read: Read) -> Sources:
    """The document with every named price and measurement in place, and all that is wrong with them.

    `folder` is the study's, for files that no file names but a setting. What is wrong in form is left to validation.
    """
    found = Sources(document)
    if not isinstance(document.value, dict):
        return found
    added = {**_prices(found, folder, read), **_measurements(found, folder, read)}
    if added:
        found.document = _completed(document, added)
    return found


# -- prices ------------------------------------------------------------------------------------------------------------


def _prices(found: Sources, folder: FilePath, read: Read) -> dict[Path, dict[str, Any]]:
    """An assumption for each that names a price and has no value of its own."""
    document = found.document
    named = [
        (path, spec["price"])
        for path, spec in _assumptions(document.value, ())
        if isinstance(spec, dict) and isinstance(spec.get("price"), str) and "value" not in spec
    ]
    if not named:
        found.problems += _absent(document, folder)
        return {}
    as_of = _date(document.value.get("as_of"))
    book = _book(found, named[0][0], folder, read) if as_of else None
    added = dict[Path, dict[str, Any]]()
    for path, name in named:
        try:
            if book and as_of:
                added |= _price(document, path, book, name, as_of)
                continue
        except StudyError as error:
            found.problems += error.problems
        found.lost.append(path)
    return added


def _assumptions(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Every assumption of the study, at any level."""
    if not isinstance(value, dict):
        return
    for key, each in value.items():
        if key == "assumptions" and isinstance(each, dict):
            yield from (((*path, key, name), spec) for name, spec in each.items())
        elif path[:1] != ("cases",):
            yield from _assumptions(each, (*path, key))


def _date(written: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(written))
    except ValueError:
        return None


def _absent(document: Document, folder: FilePath) -> Iterator[Problem]:
    """The price files that are named and are not there; no price of them is asked for."""
    files = document.value.get("prices")
    for index, name in enumerate(files if isinstance(files, list) else ()):
        try:
            _located(document, ("prices", index), str(name), folder)
        except StudyError as error:
            yield from error.problems


def _book(found: Sources, asking: Path, folder: FilePath, read: Read) -> PriceBook | None:
    """The prices of all files that the study names; None, and problems, where they cannot be read.

    `asking` is the first assumption that names a price.
    """
    from builder.prices import PriceBook

    document, files = found.document, found.document.value.get("prices")
    if not files:
        what = "a price is named, but no price file"
        found.problems.append(Problem(document.where((*asking, "price")), what, "write prices: [prices/FILE.yaml]"))
        return None
    texts, problems = dict[str, str](), list[Problem]()
    for index, name in enumerate(files if isinstance(files, list) else ()):
        try:
            file = _located(document, ("prices", index), str(name), folder)
            texts[str(file)] = read(file)
        except StudyError as error:
            problems += error.problems
    try:
        book = PriceBook.load(texts)
    except StudyError as error:
        problems += error.problems
        book = None
    found.problems += problems
    return book if texts and not problems else None


def _price(document: Document, path: Path, book: PriceBook, name: str, as_of: dt.date) -> dict[Path, dict[str, Any]]:
    """The assumption of a price; with one in another currency comes the rate, where the study has none of its own."""
    where = document.where((*path, "price"))
    price = book.price(name, as_of, where)
    currency = document.value.get("currency", "USD")
    if price.currency == currency:
        return {path: price.assumption()}
    found = {path: {**price.assumption(), "currency": price.currency}}
    rates = document.value.get("rates")
    if isinstance(rates, dict) and price.currency in rates:
        return found
    try:
        rate = book.rate(price.currency, str(currency), as_of, where)
    except StudyError as error:
        what = f"the price {name!r} is in {price.currency}, the study in {currency}, and {error.problems[0].what}"
        remedy = f"write rates: {{{price.currency}: {{value: ..., source: ..., status: ...}}}}"
        raise StudyError(Problem(where, what, f"{remedy}, or add the rate to a price file")) from None
    return {**found, ("rates", price.currency): rate.assumption()}


# -- measurements ------------------------------------------------------------------------------------------------------


def _measurements(found: Sources, folder: FilePath, read: Read) -> dict[Path, dict[str, Any]]:
    """The assumptions of each workload, and of each type of node, that names a benchmark."""
    added = dict[Path, dict[str, Any]]()
    for place, home, prefix, written in _benchmarks(found.document.value):
        try:
            spec = Benchmark.model_validate(written)
            measured = _measured(found, place, spec, folder, read)
            if prefix:
                measured = _fitted(measured, found.document, place, added)
            added |= {(*home, f"{prefix}{key}"): assumption for key, assumption in measured.items()}
        except ValidationError:
            found.lost += [(*home, f"{prefix}{key}") for key in _MEASURED]
        except StudyError as error:
            found.lost += [(*home, f"{prefix}{key}") for key in _MEASURED]
            found.problems += error.problems
    return added


def _benchmarks(study: Mapping[str, Any]) -> Iterator[tuple[Path, Path, str, Any]]:
    """Where each benchmark stands, the assumptions that it gives, what their keys begin with, and what is written."""
    for workload, each in _mappings(study.get("workloads")):
        if each.get("benchmark") is not None:
            yield ("workloads", workload, "benchmark"), ("workloads", workload, "assumptions"), "", each["benchmark"]
    for option, each in _mappings(study.get("options")):
        types, files = each.get("node_types"), each.get("benchmarks")
        for key, written in files.items() if isinstance(files, dict) else ():
            if isinstance(types, dict) and key in types:
                path: Path = ("options", option)
                yield (*path, "benchmarks", key), (*path, "assumptions"), f"{key}_", written


def _fitted(measured: dict[str, dict[str, Any]], document: Document, place: Path,
            added: Mapping[Path, Any]) -> dict[str, dict[str, Any]]:  # fmt: skip
    """What was measured for a type of node as the lines of its workloads read it.

    Raises StudyError where they are sized in another way than the file tells.
    """
    rate, tokens = "measured_query_rate", "measured_tokens_in"
    study = document.value
    general = set(study.get("assumptions") or ())
    sized = {workload: general | set(each.get("assumptions") or ())
             | {str(path[-1]) for path in added if path[:2] == ("workloads", workload)}
             for workload, each in _mappings(study.get("workloads"))}  # fmt: skip
    where = document.where(place)
    for workload, keys in sized.items():
        if (rate in keys) is not (rate in measured):
            ways = ("by a rate", "by latency") if rate in keys else ("by latency", "by a rate")
            what = f"the workload {workload} is sized {ways[0]}, and this file {ways[1]}"
            raise StudyError(Problem(where, what, "size both in the same way"))
        if tokens in keys and tokens not in measured:
            what = f"the file does not tell the tokens of its queries, by which {workload} is carried over"
            raise StudyError(Problem(where, what, "name a file that does, or write the type's latency yourself"))
    carried = any(tokens in keys for keys in sized.values())
    return {key: each for key, each in measured.items() if carried or not key.startswith("measured_tokens")}


def _mappings(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The parts of a mapping that are mappings themselves."""
    yield from ((key, each) for key, each in value.items() if isinstance(each, dict)) if isinstance(value, dict) else ()


def _measured(found: Sources, place: Path, spec: Benchmark, folder: FilePath, read: Read) -> dict[str, dict[str, Any]]:
    """Latency, requests in flight and GPUs of a replica, and the tokens of the queries measured."""
    from builder.benchmarks import LatencyLimit, choose, read_measurements, sizing

    file = _located(found.document, (*place, "file"), spec.file, folder)
    limit = LatencyLimit(spec.limit.metric, spec.limit.statistic, spec.limit.seconds) if spec.limit else None
    text = read(file)
    try:
        measurements = read_measurements(text, spec.file)
        point = choose(measurements, limit, spec.model)
        sized = sizing(point, spec.gpus, limit)
    except StudyError as error:
        where = found.document.where(place)
        refused = [Problem(where, f"{each.where}: {each.what}", each.remedy) for each in error.problems]
        raise StudyError(*refused) from None
    found.doubts[dotted(place[1::2])] = tuple(each for each in measurements.warnings if each.where == point.where)
    assumptions: dict[str, dict[str, Any]] = dict(sized.assumptions())
    if point.tokens_in is not None and point.tokens_out is not None:
        tokens = {"measured_tokens_in": point.tokens_in, "measured_tokens_out": point.tokens_out}
        assumptions |= {key: {"value": tokens[key], "status": "measured", "source": sized.source} for key in tokens}
    return assumptions


# -- files and values --------------------------------------------------------------------------------------------------


def _located(document: Document, path: Path, name: str, folder: FilePath) -> FilePath:
    """The file that stands at a path of the study: in the folder of the study file that names it, or below."""
    where, mark = document.where(path), _mark(document, path)
    if mark and mark.line:
        folder = FilePath(mark.file).parent
    file = folder / name
    if FilePath(name).is_absolute() or folder.resolve() not in file.resolve().parents:
        raise StudyError(Problem(where, f"{name} is not within the study's folder", "copy the file there"))
    if not file.is_file():
        remedy = "write the path as seen from the folder of the file that names it"
        raise StudyError(Problem(where, f"there is no file {file}", remedy))
    return file


def _mark(document: Document, path: Path) -> Mark | None:
    """Where the nearest part of a path was written."""
    return next((mark for end in range(len(path), 0, -1) if (mark := document.marks.get(path[:end]))), None)


def _mark_of_benchmark(document: Document, path: Path) -> Mark | None:
    """Where the benchmark is named that gives an assumption."""
    of_types = (mark for place, mark in document.marks.items()
                if place[:2] == path[:2] and place[2:3] == ("benchmarks",) and len(place) == 4
                and str(path[-1]).startswith(f"{place[3]}_"))  # fmt: skip
    return document.marks.get((*path[:2], "benchmark")) or next(of_types, None)


def _completed(document: Document, added: Mapping[Path, dict[str, Any]]) -> Document:
    """The document with what was found put below what it says itself; a value of its own keeps its own source."""
    whole, marks = copy.deepcopy(document.value), dict(document.marks)
    for path, found in added.items():
        at: Any = whole
        for part in path[:-1]:
            if at.get(part) is None:
                at[part] = {}
            at = at[part]
        written = at.get(path[-1])
        own = written if isinstance(written, dict) else {} if written is None else {"value": written}
        at[path[-1]] = own if "value" in own else {**found, **own}
        benchmark = _mark_of_benchmark(document, path)
        if path not in marks and benchmark:
            marks[path] = benchmark
    return Document(whole, marks, document.texts)
