"""How changed inputs, overwritten formulas and what was added to a workbook are told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.commands.quantities import shown
from builder.commands.show import aligned
from builder.homecoming.found import Edit, Foreign, Found, Overwritten
from builder.layout.identity import Content
from builder.layout.speech import Speech
from builder.model.rows import Row

_MOST = 20
"""Lines of one kind that are printed; all are in the JSON."""
_LONGEST = 60


def changes_table(found: Found, speech: Speech) -> str:
    """Every changed input: what it is, where it stands, what it was and is."""
    heads = (speech.say("Input"), speech.say("Cell"), speech.say("Study"), speech.say("Workbook"))
    rows = [[input_label(each, speech), str(each.at), content(each, each.old, speech), content(each, each.new, speech)]
            for each in found.edits]  # fmt: skip
    return aligned([heads, *rows])


def input_label(edit: Edit, speech: Speech) -> str:
    """What an edited cell is called: its label, its owner's, its scenario's."""
    slot = edit.slot
    if slot.row is None:
        named = {"label": speech.say("Label"), "scenario": speech.say("Scenario"), "note": speech.say("Note")}
        part = named.get(slot.part) or speech.period(int(slot.part))
        number = speech.say("Adjustment {number}", number=slot.number)
        return ", ".join((speech.option(slot.option), number, part))
    parts = row_label(slot.row, speech)
    if slot.beside:
        columns = {"label": speech.say("Label"), "low": speech.say("Low"), "high": speech.say("High"),
                   "source": speech.say("Source"), "note": speech.say("Note")}  # fmt: skip
        return f"{parts}: {columns[slot.part]}"
    if slot.scenario is not None:
        parts += f", {speech.scenario(slot.scenario)}"
    return f"{parts}, {speech.say('Entry {number}', number=slot.entry)}" if slot.entry else parts


def row_label(row: Row, speech: Speech) -> str:
    """An assumption's label with its owner's."""
    study = speech.model.loaded.study
    if not row.owner:
        return speech.text(row.label)
    owner = study.options[row.owner].label if row.owner_kind == "option" else study.workloads[row.owner].label
    return f"{speech.text(row.label)}, {speech.text(owner)}"


def content(edit: Edit, value: Content, speech: Speech) -> str:
    """What a cell holds, as a person reads it."""
    if value is None:
        return speech.say("blank")
    if isinstance(value, str):
        return value
    if edit.slot.row is not None:
        return shown(edit.slot.row, value, speech, with_unit=False)
    return speech.language.money(value, speech.model.loaded.study.currency, 0 if value.is_integer() else 2)


def change_object(edit: Edit, found: Found) -> dict[str, Any]:
    """A changed input as an object."""
    said = {"name": edit.slot.name, "cell": str(edit.at), "old": edit.old, "new": edit.new}
    if edit.slot.row is not None:
        scenarios = found.layout.places.model.scenarios
        said |= {"id": edit.slot.row.id,
                 "scenario": None if edit.slot.scenario is None else scenarios[edit.slot.scenario]}  # fmt: skip
    if edit.slot.beside:
        said["part"] = edit.slot.part
    return said | ({"formula": edit.formula} if edit.formula else {})


def notes(found: Found, speech: Speech) -> Iterator[str]:
    """What a reader of the merge should know beside the inputs themselves."""
    say = speech.say
    for each in found.kept:
        yield say(
            "{name} ({cell}): the study changed it since the workbook was built; the study's value stays",
            name=each.slot.name, cell=str(each.at),
        )  # fmt: skip
    for title in found.sorted_sheets:
        yield say(
            "{sheet}: the rows were sorted. Inputs are read by their ids; the workbook's own formulas read other rows "
            "now, so its results are wrong",
            sheet=title,
        )
    for name in found.lost:
        yield say("{sheet}: the sheet is gone", sheet=name)
    if found.uncompared:
        yield say(
            "Not compared, since the study's values or lines, or this program, changed since the workbook was built: "
            "{sheets}",
            sheets=", ".join(found.uncompared),
        )
    yield from cut([overwritten_line(each, speech) for each in found.overwritten], speech)
    yield from cut([foreign_line(each, speech) for each in found.foreign], speech)


def cut(lines: list[str], speech: Speech) -> list[str]:
    """The first lines, and how many more there are."""
    rest = len(lines) - _MOST
    return lines if rest <= 0 else [*lines[:_MOST], speech.language.say_many("{n} more", "{n} more", rest)]


def overwritten_line(each: Overwritten, speech: Speech) -> str:
    """A cell that was changed beside the inputs."""
    name = " ".join(part for part in (each.id, each.label) if part)
    was, now = (_short(text) or speech.say("blank") for text in (each.was, each.now))
    if each.formula:
        return speech.say("{cell} ({name}): the formula {was} was overwritten: {now}", cell=str(each.at), name=name,
                          was=was, now=now)  # fmt: skip
    return speech.say("{cell} ({name}): {was} was changed and is not taken over: {now}", cell=str(each.at), name=name,
                      was=was, now=now)  # fmt: skip


def foreign_line(each: Foreign, speech: Speech) -> str:
    """Something that was added to the workbook."""
    text = f" ({_short(each.text)})" if each.text else ""
    if each.cells:
        cells = ", ".join(each.cells[:5]) + (" …" if len(each.cells) > 5 else "")
        return speech.say("{sheet}: cells were added, and stay in the workbook: {cells}", sheet=each.sheet,
                          cells=cells + text)  # fmt: skip
    if each.row:
        return speech.say("{sheet}: row {row} was added, and stays in the workbook", sheet=each.sheet,
                          row=f"{each.row}{text}")  # fmt: skip
    return speech.say("{sheet}: the sheet was added, and stays in the workbook", sheet=each.sheet + text)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
