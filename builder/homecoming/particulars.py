"""Edited labels, ranges, sources and notes of inputs as changes of the study's text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.errors import Problem
from builder.homecoming.found import Edit
from builder.layout.particulars import told_of
from builder.model.rows import Row, Setting
from builder.study.document import Path, dotted
from builder.study.rewriting import GONE, Put
from builder.study.schema import Text, text_in

if TYPE_CHECKING:
    from builder.homecoming.planning import Planner

_ELSEWHERE = "delete it there, or type another one into the cell"


def plan_particular(planner: Planner, edit: Edit) -> None:
    """Plan the edit of what is told of a value, after those of the values themselves."""
    path, part = path_of(edit), edit.slot.part
    if problem := _problem(planner, edit, path):
        planner.problems.append(problem)
        return
    written = planner.own.at(path)
    anew = path in planner.replaced and part in ("source", "note")
    if planner.is_put(path):
        planner.put(path, Put({} if edit.new is None else {part: _text(planner, edit, anew)}))
    elif edit.new is None:
        planner.put(path, {part: GONE})
    elif isinstance(written, dict):
        code, before = planner.found.layout.speech.language.code, written.get(part)
        in_place = isinstance(before, dict) and code in before and not anew
        planner.put(path, {part: {code: Put(edit.new)} if in_place else Put(_text(planner, edit, anew or before))})
    else:
        planner.put(path, Put({**_value(planner, edit, path), part: _text(planner, edit)}))


def path_of(edit: Edit) -> Path:
    """Where a study says it: beside the value that the row tells of; a label beside the row's own."""
    row = _row(edit)
    told = told_of(row)
    return tuple((row.path if edit.slot.part == "label" or told is None else told.path).split("."))


def _row(edit: Edit) -> Row:
    if edit.slot.row is None:
        raise TypeError(f"{edit.slot.name} tells of no value")
    return edit.slot.row


def _problem(planner: Planner, edit: Edit, path: Path) -> Problem | None:
    """What stands in the way of an edit, if anything does."""
    name, part, here = edit.slot.name, edit.slot.part, f"{planner.found.file} {edit.at}"
    whole = planner.loaded.document.at(path)
    known = whole.get(part) if isinstance(whole, dict) else None
    if withheld := planner.withheld(edit, path):
        return withheld
    if planner.planned(path) is GONE:
        what = f"{name} is changed, and the override that it tells of is deleted"
        return Problem(here, what, "take back one of the two")
    if edit.old is None and known is not None:
        what = f"{name} is blank in this edition of the workbook, and not in the study"
        return Problem(here, what, "change it in an edition that shows it")
    if edit.new is None and not _is_said(planner.own.at(path), part):
        where = planner.loaded.document.where((*path, part))
        what = f"{name} is deleted in {here}, and the study's own file does not say it"
        return Problem(where, what, _ELSEWHERE)
    if part == "label" and whole is None and _row(edit).general is None:
        what = f"{name} is changed, and there is no general value that it could stand beside"
        return Problem(here, what, f"write {dotted(path)} into the study first")
    return None


def _is_said(written: Any, part: str) -> bool:
    return isinstance(written, dict) and part in written


def _value(planner: Planner, edit: Edit, path: Path) -> dict[str, Any]:
    """What has to be written with it, where the study's own file does not write the value as a mapping."""
    written = planner.own.at(path)
    below = planner.loaded.written.at(path) if planner.loaded.written else None
    if written is not None:
        return {"value": written}
    if isinstance(below, dict):
        return {}  # files lie over each other key by key
    if below is not None:
        return {"value": below}
    row = _row(edit)
    setting = row.general if edit.slot.part == "label" else told_of(row)
    measured = planner.loaded.document.at(path) is not None and path[0] != "rates"
    return {} if setting is None or measured else _said(planner, setting)


def _said(planner: Planner, setting: Setting) -> dict[str, Any]:
    """A value that no study file writes, the model's or a price file's, as a study would."""
    value = list(setting.value) if isinstance(setting.value, tuple) else setting.value
    said: dict[str, Any] = {"value": value, "status": setting.status}
    if setting.source_grade:
        said["source_grade"] = setting.source_grade
    said |= {part: _in_all(planner, text) for part in ("source", "note") if (text := getattr(setting, part))}
    return said


def _text(planner: Planner, edit: Edit, anew: object = None) -> Any:
    """A number or a text to write; one whose translations hold still (not `anew`) is written with them."""
    row = _row(edit)
    told = row.label if edit.slot.part == "label" else getattr(told_of(row), edit.slot.part)
    if not isinstance(edit.new, str) or anew or not told or "*" in told:
        return edit.new
    return _in_all(planner, {**told, planner.found.layout.speech.language.code: edit.new})


def _in_all(planner: Planner, text: Text) -> str | dict[str, str]:
    """A text in each of the study's languages."""
    languages = planner.loaded.study.languages
    texts = {code: text_in(text, code) for code in languages}
    return next(iter(texts.values())) if len(set(texts.values())) == 1 else texts
