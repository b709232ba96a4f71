"""Edited inputs as changes of the study's text: which values stand where, and what has to go with those replaced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.errors import Problem, StudyError
from builder.homecoming.adjusting import planned_adjustments
from builder.homecoming.found import Edit, Found
from builder.homecoming.particulars import plan_particular
from builder.layout.identity import Content
from builder.model.overrides import place_of
from builder.model.rows import Row, Setting, grown
from builder.study.document import Document, Path
from builder.study.loader import LoadedStudy
from builder.study.rewriting import GONE, Put

_ANEW = ("price", "source_grade", "note", "owner", "confirmed_on", "valid_until", "retrieved", "entries")
"""What is said of a value's origin, and goes when another value takes its place."""
_KEPT = ("growth", "currency")
"""What a value keeps of what other files say of it."""
_HOMES = ("assumptions", "options", "workloads", "scenarios", "rates")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the new values come from: their status, and their source as a text or one per language."""

    status: str
    source: str | Mapping[str, str]

    @property
    def fields(self) -> dict[str, Any]:
        """The two as the study writes them."""
        source = self.source if isinstance(self.source, str) else dict(self.source)
        return {"status": self.status, "source": source}


@dataclass(frozen=True, slots=True)
class Target:
    """One assumption of the study, and the edits that fall to it: of its value, its entries, its growth."""

    path: Path
    field: str


def planned(found: Found, loaded: LoadedStudy, own: Document, origin: Origin) -> dict[str | int, Any]:
    """The changes of the study's own file (`own`) that its inputs' edits ask for, as `rewritten` takes them.

    Raises StudyError for an edit that this file cannot say.
    """
    planner = Planner(found, loaded, own, origin)
    for (path, field), edits in _by_target(found).items():
        planner.assumption(path, field, edits)
    for edit in found.edits:
        if edit.slot.beside:
            plan_particular(planner, edit)
    for option, changes in planned_adjustments(found, loaded, own, origin.fields).items():
        planner.put(("options", option, "adjustments"), changes)
    if planner.problems:
        raise StudyError(*planner.problems)
    return pruned(planner.changes, own.value)


def target(edit: Edit, scenarios: Sequence[str]) -> tuple[Path, str]:
    """The assumption that an edited input belongs to, and which of its fields: value or growth."""
    row, scenario = edit.slot.row, edit.slot.scenario
    if row is None:
        raise TypeError(f"{edit.slot.name} is no assumption")
    setting = None if scenario is None else row.overrides.get(scenario)
    place = setting.path if setting else row.path if scenario is None else place_of(row, scenarios[scenario])
    parts = tuple(place.split("."))
    if parts[-1] == "growth" and row.key.endswith("_growth"):
        return parts[:-1], "growth"
    return parts, "value"


def _by_target(found: Found) -> dict[tuple[Path, str], list[Edit]]:
    grouped: dict[tuple[Path, str], list[Edit]] = {}
    for edit in found.edits:
        if edit.slot.row is not None and not edit.slot.beside:
            grouped.setdefault(target(edit, found.layout.places.model.scenarios), []).append(edit)
    return grouped


class Planner:
    """Gathers the changes that edits ask for, and what the study's own file cannot say."""

    def __init__(self, found: Found, loaded: LoadedStudy, own: Document, origin: Origin) -> None:
        self.found, self.loaded, self.own, self.origin = found, loaded, own, origin
        self.changes: dict[str | int, Any] = {}
        self.problems: list[Problem] = []
        self.replaced: set[Path] = set()

    def assumption(self, path: Path, field: str, edits: list[Edit]) -> None:
        """Plan the edits of one field of one assumption."""
        first = edits[0]
        if withheld := self.withheld(first, path):
            self.problems.append(withheld)
        elif first.slot.entry:
            self.put_value(path, self.list_of(edits), entries={e.slot.entry - 1: e.new for e in edits})
        elif first.new is None:
            self.remove(path, field, first)
        elif field == "growth":
            self.put_growth(path, first)
        else:
            self.put_value(path, first.new)

    def withheld(self, edit: Edit, path: Path) -> Problem | None:
        """What is wrong with an edit of what an edition shows in place of what it withholds."""
        if path[0] in _HOMES:
            return None
        what = f"{edit.slot.name} is merged from values that this edition of the workbook withholds"
        return Problem(f"{self.found.file} {edit.at}", what, "change it in an edition that shows them")

    # -- values --------------------------------------------------------------------------------------------------------

    def put_value(
        self, path: Path, value: Content | list[float], entries: Mapping[int, Content] | None = None
    ) -> None:
        """A value of the study's own, with status and source said anew; unit, label and limits stay."""
        self.replaced.add(path)
        written, whole = self.own.at(path), self.loaded.document.at(path)
        before = written if isinstance(written, dict) else {}
        known = whole if isinstance(whole, dict) else {}
        kept = {key: known[key] for key in _KEPT if key in known and key not in before}
        said = {**self.origin.fields, **kept}
        if not isinstance(written, dict):
            self.put(path, Put({"value": value, **said}))
        else:
            list_before = before.get("value")
            in_place = entries is not None and isinstance(list_before, list) and "entries" not in before
            new = {index: Put(each) for index, each in (entries or {}).items()} if in_place else Put(value)
            gone = dict.fromkeys((key for key in _ANEW if key in before), GONE)
            self.put(path, {"value": new, **{key: Put(each) for key, each in said.items()}, **gone})
        self.keep_rate(kept.get("currency"))

    def keep_rate(self, currency: str | None) -> None:
        """The rate that a price file gave goes with the last price that needs it: it becomes the study's own."""
        if currency is None or currency == self.loaded.study.currency:
            return
        path: Path = ("rates", currency)
        written = self.loaded.written.at(path) if self.loaded.written else None
        if written is None and (rate := self.loaded.document.at(path)) is not None:
            self.put(path, Put(_said(rate)))

    def list_of(self, edits: list[Edit]) -> list[float]:
        """A table or a series with its edited entries."""
        row, scenario = edits[0].slot.row, edits[0].slot.scenario
        setting = _setting(row, scenario) if row else None
        values = list(setting.value) if setting and isinstance(setting.value, tuple) else []
        for edit in edits:
            values[edit.slot.entry - 1] = float(edit.new or 0.0)
        return values

    # -- growth --------------------------------------------------------------------------------------------------------

    def put_growth(self, path: Path, edit: Edit) -> None:
        """The growth of a value that stays as it is."""
        written, whole = self.own.at(path), self.loaded.document.at(path)
        said = {"growth": Put(edit.new)}
        if isinstance(written, dict):
            note = {} if "note" in written else {"note": Put(self.origin.fields["source"])}
            self.put(path, {**said, **note})
        elif written is not None and not self.is_put(path):
            self.put(path, Put({"value": written, "growth": edit.new}))
        elif whole is not None or self.is_put(path):
            self.put(path, Put({"growth": edit.new}))
        else:
            self.put(path, Put({**self.default(edit), "growth": edit.new}))

    def default(self, edit: Edit) -> dict[str, Any]:
        """The value of the model's that a growth is laid on, which the study does not write."""
        row = edit.slot.row
        rows = self.found.layout.places.model.assumptions.rows
        base = next(each for each in rows if row and each.owner == row.owner and grown(each.key) == row.key)
        return {} if base.general is None else {"value": base.general.value, "status": base.general.status}

    # -- what is taken away --------------------------------------------------------------------------------------------

    def remove(self, path: Path, field: str, edit: Edit) -> None:
        """An override that was deleted in the workbook, so that the general value holds again."""
        written = self.own.at(path)
        if written is None:
            where = self.loaded.document.where(path)
            what = f"the override is deleted in {self.found.file} {edit.at}, and stands in a file that is extended here"
            self.problems.append(Problem(where, what, "delete it there, or type the general value into the cell"))
        elif field == "growth" and isinstance(written, dict):
            self.put(path, {"growth": GONE})
        else:
            self.put(path, GONE)
            if isinstance(written, dict) and "growth" in written:
                self.keep_growth(path, written)

    def keep_growth(self, path: Path, written: Mapping[str, Any]) -> None:
        """The growth beside a deleted override, in an entry of its own, unless it is deleted too."""
        gone = {target(each, self.found.layout.places.model.scenarios) for each in self.found.edits if each.slot.row}
        if (path, "growth") not in gone:
            said = {key: written[key] for key in ("status", "source") if key in written}
            self.put((*path[:-1], grown(str(path[-1]))), Put({"value": written["growth"], **said}))

    # -- the tree ------------------------------------------------------------------------------------------------------

    def planned(self, path: Path) -> Any:
        """What is planned already for a path; None where nothing is."""
        at: Any = self.changes
        for part in path:
            at = at.get(part) if isinstance(at, dict) else None
        return at

    def is_put(self, path: Path) -> bool:
        """Whether something is planned already that stands at a path as a whole."""
        return isinstance(self.planned(path), Put)

    def put(self, path: Path, change: Any) -> None:
        """Add a change to those planned; several of one mapping come together."""
        at = self.changes
        for part in path[:-1]:
            at = at.setdefault(part, {})
        before = at.get(path[-1])
        if isinstance(before, dict) and isinstance(change, dict):
            before.update(change)
        elif isinstance(before, Put) and isinstance(before.value, dict) and isinstance(change, Put):
            at[path[-1]] = Put({**before.value, **change.value})
        else:
            at[path[-1]] = change


def _setting(row: Row, scenario: int | None) -> Setting | None:
    return row.general if scenario is None else row.overrides.get(scenario)


def _said(rate: Any) -> Any:
    """What is known of a rate, as a study writes it."""
    keys = ("value", "source", "source_grade", "status")
    return {key: rate[key] for key in keys if key in rate} if isinstance(rate, dict) else rate


def pruned(changes: dict[str | int, Any], value: Any) -> dict[str | int, Any]:
    """The changes without leaving empty `assumptions` behind."""
    return dict(_pruned(changes, value))


def _pruned(changes: Mapping[str | int, Any], value: Any) -> Iterator[tuple[str | int, Any]]:
    for key, change in changes.items():
        below = value.get(key) if isinstance(value, dict) else None
        if isinstance(change, dict):
            inner = pruned(change, below)
            empties = isinstance(below, dict) and set(inner) == set(below) and all(e is GONE for e in inner.values())
            yield key, GONE if empties and key == "assumptions" else inner
        else:
            yield key, change
