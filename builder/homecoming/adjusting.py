"""Edited rows of the Adjustments sheet as changes of an option's `adjustments`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from builder.errors import Problem, StudyError
from builder.homecoming.found import Edit, Found
from builder.homecoming.slots import Slot, slots
from builder.layout.identity import Content
from builder.layout.layout import Layout
from builder.model.adjustments import AMOUNTS, START
from builder.study.document import Document, Path
from builder.study.loader import LoadedStudy
from builder.study.rewriting import GONE, Put, applied

Parts = dict[str, Content]
"""A row: its label, scenario and note, and its amounts by period."""


def planned_adjustments(found: Found, loaded: LoadedStudy, own: Document, origin: Mapping[str, Any]) -> dict[str, Any]:
    """The changes of each option's list of adjustments. Raises StudyError for rows that cannot be."""
    problems, changes = list[Problem](), dict[str, Any]()
    edits = {each.slot.name: each for each in found.edits if each.slot.option}
    for option, shown in _rows(found, edits).items():
        problems += [problem for row in shown.values() for problem in _wrong(row, option, found, edits)]
        path: Path = ("options", option, "adjustments")
        whole = loaded.document.at(path) or []
        numbers = numbered(found, option, len(whole))
        rows = {numbers(number): row for number, row in shown.items()}
        changed = dict(_changes(rows, whole, found, edits, origin))
        if not changed:
            continue
        if own.at(path) is None and whole:
            changes[option] = Put(_whole(rows, whole, found, edits, origin))
        else:
            changes[option] = changed if own.at(path) else Put([each.value for each in changed.values()])
    if problems:
        raise StudyError(*problems)
    return changes


def edited_rows(found: Found, whole: Layout) -> dict[str, list[Parts]]:
    """The rows of each option in which something stands, in order: those of the whole study with the edits in them."""
    cells: dict[str, dict[int, Parts]] = {}
    for slot in slots(whole):
        if slot.option:
            cells.setdefault(slot.option, {}).setdefault(slot.number, {})[slot.part] = slot.content
    edits = {each.slot.name: each for each in found.edits if each.slot.option}
    for option, rows in _rows(found, edits).items():
        numbers = numbered(found, option, len(places_shown(whole, option)))
        for number, row in rows.items():
            if _is_edited(row, edits):
                cells[option][numbers(number)] = _parts(row)
    return {option: [row for row in rows.values() if not _is_blank(row)] for option, rows in cells.items()}


def places_shown(layout: Layout, option: str) -> tuple[int, ...]:
    """Which of an option's adjustments a workbook shows, by their places in the study's list; an edition not all."""
    node = layout.places.model.nodes.get(f"{option}.{AMOUNTS}")
    return tuple(int(each.setting.path.rpartition(".")[2]) for each in node.adjustments) if node else ()


def numbered(found: Found, option: str, whole: int) -> Callable[[int], int]:
    """From the number of a workbook's row to that in the study, which has as many rows as `whole`.

    The blank rows of an edition that does not show all come after those of the study.
    """
    shown = places_shown(found.layout, option)
    return lambda number: shown[number - 1] + 1 if number <= len(shown) else whole + number - len(shown)


def _rows(found: Found, edits: Mapping[str, Edit]) -> dict[str, dict[int, list[tuple[Slot, Content]]]]:
    """Every row of the options of which one was edited, as they are now."""
    options = {each.slot.option for each in edits.values()}
    rows: dict[str, dict[int, list[tuple[Slot, Content]]]] = {}
    for slot in slots(found.layout):
        if slot.option in options:
            content = edits[slot.name].new if slot.name in edits else slot.content
            rows.setdefault(slot.option, {}).setdefault(slot.number, []).append((slot, content))
    return rows


def _parts(row: list[tuple[Slot, Content]]) -> Parts:
    return {slot.part: content for slot, content in row}


def _is_blank(parts: Parts) -> bool:
    return all(each is None for each in parts.values())


def _is_edited(row: list[tuple[Slot, Content]], edits: Mapping[str, Edit]) -> bool:
    return any(slot.name in edits for slot, _ in row)


def _wrong(
    row: list[tuple[Slot, Content]], option: str, found: Found, edits: Mapping[str, Edit]
) -> Iterator[Problem]:
    parts = _parts(row)
    if _is_blank(parts) or not _is_edited(row, edits):
        return
    where = f"{found.file} {next(str(edits[slot.name].at) for slot, _ in row if slot.name in edits)}"
    if parts["label"] is None:
        yield Problem(where, "an adjustment without a label", "say beside the amounts what they are for")
    study, scenario = found.layout.places.model.loaded.study, parts["scenario"]
    if isinstance(scenario, str) and option not in study.scenarios[scenario].options:
        what = f"the scenario {scenario!r} does not have the option {option!r}"
        yield Problem(where, what, "name another scenario, or leave it blank for every one")


def _changes(
    rows: Mapping[int, list[tuple[Slot, Content]]], whole: list[Any], found: Found, edits: Mapping[str, Edit],
    origin: Mapping[str, Any],
) -> Iterator[tuple[int, Any]]:  # fmt: skip
    after = len(whole)
    for number, row in rows.items():
        parts, given = _parts(row), number <= len(whole)
        if not _is_edited(row, edits) or (_is_blank(parts) and not given):
            continue
        if _is_blank(parts):
            yield number - 1, GONE
        elif given:
            yield number - 1, _of_given(whole[number - 1], row, found, edits, origin)
        else:
            yield after, Put(_written(parts, origin))
            after += 1


def _of_given(
    before: Mapping[str, Any], row: list[tuple[Slot, Content]], found: Found, edits: Mapping[str, Edit],
    origin: Mapping[str, Any],
) -> dict[str, Any]:  # fmt: skip
    """The changes of a row that the study gives."""
    parts, new = _parts(row), {slot.part for slot, _ in row if slot.name in edits}
    changes: dict[str, Any] = {key: Put(each) for key, each in origin.items()}
    for part in new & {"label", "note", "scenario"}:
        content, language = parts[part], found.layout.speech.language.code
        if content is None:
            changes[part] = GONE
        elif isinstance(before.get(part), dict) and language in before[part]:
            changes[part] = {language: Put(content)}
        else:
            changes[part] = Put(content)
    if any(part.isdecimal() for part in new):
        changes["amount"] = Put(_amount(parts))
    return changes


def _written(parts: Parts, origin: Mapping[str, Any]) -> dict[str, Any]:
    """A new row as a study writes it."""
    said = {key: parts[key] for key in ("scenario", "note") if parts[key] is not None}
    return {"label": parts["label"], "amount": _amount(parts), **said, **origin}


def _amount(parts: Parts) -> Any:
    """One number at the start, or a mapping of the periods in which something falls."""
    amounts = {int(part): each for part, each in parts.items() if part.isdecimal() and isinstance(each, float)}
    if set(amounts) <= {0}:
        return amounts.get(0, 0.0)
    return {START if period == 0 else str(period): amounts[period] for period in sorted(amounts)}


def _whole(
    rows: Mapping[int, list[tuple[Slot, Content]]], whole: list[Any], found: Found, edits: Mapping[str, Edit],
    origin: Mapping[str, Any],
) -> list[Any]:  # fmt: skip
    """The list of a file that the study extends, with the changes: a list is replaced as a whole."""
    changed: list[Any] = applied(whole, dict(_changes(rows, whole, found, edits, origin)))
    return changed
