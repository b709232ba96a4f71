"""The columns of a list: addresses in the base, and how their cells are read. What is wrong with one is wrong at once.

What the base has not can still be set: a feature of the model, a scenario's own value. The model itself says whether
it knows such an assumption: it is asked with a value that it would take, so that what it refuses is the address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from builder.batch.addresses import AddressError, canonical, reading_at
from builder.batch.cells import Reading
from builder.errors import ModelError, Problem, StudyError
from builder.model.assumptions import gather_assumptions
from builder.model.build import build_model
from builder.model.idle import idle_values
from builder.model.library import Input, ModelFile, load_library
from builder.study.document import Document, Mark, dotted
from builder.study.loader import LoadedStudy, read_written
from builder.study.problems import Problems, closest, nearest
from builder.study.schema import Study
from builder.study.settings import with_settings

ID = "id"
_MEANT = ("id", "name", "key", "no", "file", "customer_id")
_READINGS = {"number": Reading.NUMBERS, "table": Reading.NUMBERS, "flag": Reading.TRUTH, "choice": Reading.TEXT}


@dataclass(frozen=True, slots=True)
class Column:
    """A column by the name it has in the list, the parts of its address, and how its cells are read."""

    name: str
    parts: tuple[str, ...]
    reading: Reading


def columns_of(
    names: Sequence[str], base: Document, folder: FilePath, where: str
) -> tuple[list[Column], list[Problem]]:
    """The columns that lead to a value, those of a whole before those of its parts; and what is wrong with the others.

    `where` is the line of the names, `folder` the base's.
    """
    problems = [] if ID in names else [Problem(where, f"there is no column {ID!r}", _remedy_of_id(names))]
    found: dict[tuple[str, ...], Column] = {}
    for name in (each for each in names if each != ID):
        parts = canonical(name)
        try:
            if parts in found:
                raise AddressError(f"{name!r} is the same as {found[parts].name!r}", "keep one of the two")
            if "." not in name and name not in Study.model_fields and _near_section(name, base):
                raise AddressError(f"there is no {name!r}", closest(name, Study.model_fields))
            if parts[0] == "extends":
                raise AddressError("every row extends the base", "take this column out")
            found[parts] = Column(name, parts, reading_at(parts, _reading_of_assumption(parts, base)))
        except AddressError as error:
            problems.append(Problem(f"{where} {name}", error.what, error.remedy))
    columns = sorted(found.values(), key=lambda column: len(column.parts))
    return columns, [*problems, *_refused(columns, base, folder, where)]


def _near_section(name: str, base: Document) -> bool:
    """Whether a word alone, which would be an assumption, is more like a key of the study."""
    general = base.at(("assumptions",))
    keys = {key for file in _files() for inputs in _inputs(file) for key in inputs}
    known = {*keys, *(general if isinstance(general, dict) else ())}
    near = nearest(name, [*Study.model_fields, *known])
    return name not in known and bool(near) and near[0] in Study.model_fields


def _remedy_of_id(names: Iterable[str]) -> str:
    near = next((name for name in names if name.lower() in _MEANT), None)
    return f"call the column {near!r} that" if near else "add one; it names the files of each row"


# -- what the base and the model say -----------------------------------------------------------------------------------


def _refused(columns: Sequence[Column], base: Document, folder: FilePath, where: str) -> list[Problem]:
    """What the base and its model say against addresses; the values that they are asked with would do."""
    problems: list[Problem] = []
    asked: list[tuple[str, Any]] = []
    trials = {column.parts: (dotted(column.parts), _trial(column.parts, base)) for column in columns}
    for column in columns:
        setting = trials[column.parts]
        whole = [trials[each] for end in range(1, len(column.parts)) if (each := column.parts[:end]) in trials]
        try:
            with_settings(base, [*whole, setting], "batch", lambda _: Mark("", 0))
        except StudyError as error:
            problems += [Problem(f"{where} {column.name}", each.what, each.remedy) for each in error.problems]
            continue
        if _is_assumption(column.parts):
            asked.append(setting)
    names = {dotted(column.parts): column.name for column in columns}
    return [*problems, *_of_assumptions(asked, names, base, folder, where)] if asked else problems


def _of_assumptions(asked: Sequence[tuple[str, Any]], names: Mapping[str, str], base: Document, folder: FilePath,
                    where: str) -> Iterator[Problem]:  # fmt: skip
    """What the model says of assumptions that the base has not, and those that would move no scenario of it."""
    new = [(address, value) for address, value in asked if base.at(tuple(address.split("."))) is None]
    document = with_settings(base, new, "batch", lambda setting: Mark(f"{where} {names[setting]}", 0))
    loaded, problems = read_written(document, "base", folder)
    if loaded is None:
        return
    library = load_library()
    units = library.vocabulary.unit_system(loaded.study.currency, loaded.study.rates)
    found = Problems(loaded.document, loaded.left_out)
    gather_assumptions(loaded, library, units, found)
    places = {address: f"{where} {names[address]}" for address, _ in asked}
    refused = [each for each in (*problems, *found.found) if each.where.startswith(tuple(places.values()))]
    yield from refused
    if not refused and not loaded.left_out:
        unused = (each for each in places if tuple(each.split("."))[:2] in loaded.unused)
        idle = {**_idle(loaded), **dict.fromkeys(unused, ())}
        yield from (Problem(place, *_without_effect(address, idle[address])) for address, place in places.items()
                    if address in idle)  # fmt: skip


def _idle(loaded: LoadedStudy) -> Mapping[str, tuple[str, ...]]:
    """What changes nothing in a study; nothing is known of one whose model is wrong, which every row will say."""
    try:
        return idle_values(build_model(loaded))
    except ModelError:
        return {}


def _without_effect(address: str, instead: Sequence[str]) -> tuple[str, str]:
    """Why a value moves no scenario, and what to do; `instead` are the values that hold in its place."""
    if not instead:
        return "no scenario takes this value, so it would change nothing", "take this column out"
    if not instead[0].startswith("scenarios."):
        return "each owner of such a value has its own, so this would change nothing", f"call the column {instead[0]}"
    key = address.rpartition(".")[2]
    what = f"each scenario of the base has its own {key}, so this would change nothing"
    return what, f"call the column {instead[0]}, or take {key} out of the base's scenarios"


def _is_assumption(parts: Sequence[str]) -> bool:
    return len(parts) > 1 and parts[-2] == "assumptions"


def _trial(parts: Sequence[str], base: Document) -> Any:
    """A value that may stand at an address, for all the model knows."""
    if not _is_assumption(parts):
        return None
    own, definition = _definition(parts, base)
    for value in (own.get("value"), definition and definition.default):
        if value is not None:
            return value
    kind = own.get("kind") or (definition.kind if definition else "number")
    choices = own.get("choices") or (definition.choices if definition else None)
    if kind == "choice" and choices:
        return choices[0]
    low, high = (definition.min, definition.max) if definition else (None, None)
    number = min(max(1.0, low if low is not None else 1.0), high if high is not None else 1.0)
    return [number] if kind == "table" else number


def _reading_of_assumption(parts: Sequence[str], base: Document) -> Reading:
    if not _is_assumption(parts):
        return Reading.NUMBERS
    own, definition = _definition(parts, base)
    return _READINGS.get(definition.kind if definition else own.get("kind", "number"), Reading.NUMBERS)


def _definition(parts: Sequence[str], base: Document) -> tuple[Mapping[str, Any], Input | None]:
    """What the base itself says of an assumption anywhere, and the library's input of that name."""
    key, option = parts[-1], parts[parts.index("options") + 1] if "options" in parts[:-2] else ""
    workloads = base.at(("workloads",))
    places = [parts, ("assumptions", key), ("options", option, "assumptions", key)]
    places += [("workloads", each, "assumptions", key) for each in workloads] if isinstance(workloads, dict) else []
    written = (base.at(tuple(place)) for place in places)
    own = next(({"value": each} if not isinstance(each, dict) else each for each in written if each is not None), {})
    return own, _library_input(key, base.at(("options", option, "kind")))


def _library_input(key: str, kind: Any) -> Input | None:
    """An input of the library by its key: of an option's kind, of the workload, or else of any kind."""
    kinds = load_library().kinds
    first = [kinds[kind]] if kind in kinds else []
    found = (inputs[key] for file in (*first, *_files()) for inputs in _inputs(file) if key in inputs)
    return next(found, None)


def _files() -> tuple[ModelFile, ...]:
    """The model files that declare what a study may set."""
    library = load_library()
    return (*library.scenario, *library.kinds.values())


def _inputs(file: ModelFile) -> Iterator[Mapping[str, Input]]:
    """The inputs of a file, and those of each of its features."""
    yield file.inputs
    yield from (feature.inputs for feature in file.features.values())
