"""`tco check`: is the study whole, what should its reader be warned of, what is still unconfirmed."""

from __future__ import annotations

from collections.abc import Iterator

from builder.commands.quantities import shown, written
from builder.layout.speech import Speech
from builder.model.adjusting import without_idle
from builder.notices import Notice, notices
from builder.results import Results

CONFIRMED = ("published", "list-price", "quoted", "measured", "customer")
"""Statuses that need nobody's word any more."""


def warnings(results: Results, speech: Speech) -> list[Notice]:
    """The study's warnings with their values written out."""
    return notices(results, speech.language, lambda node, value: shown(node, value, speech))


def report(results: Results, speech: Speech, open_only: bool = False) -> str:
    """What `tco check` prints of a study that is right in form."""
    model = without_idle(results).model
    summary = speech.say(
        "{lines} lines, {inputs} inputs, {scenarios} scenarios, nothing wrong",
        lines=sum(1 for node in model.nodes.values() if node.tree is not None and not node.total_of),
        inputs=len(model.assumptions.rows),
        scenarios=len(model.scenarios),
    )
    lines = [f"{model.loaded.name}: {summary}"]
    found = warnings(results, speech)
    if found:
        lines.append(speech.language.say_many("{n} warning", "{n} warnings", len(found)))
        lines += [f"  {speech.say('warning')}: {notice.text}" for notice in found]
    if open_only:
        lines += list(unconfirmed(results, speech))
    return "\n".join(lines)


def unconfirmed(results: Results, speech: Speech) -> Iterator[str]:
    """Every value in effect that nobody has confirmed: where it stands, what it is, its status and owner."""
    yield speech.say("Not confirmed")
    for row in results.model.assumptions.rows:
        for setting in row.settings():
            if setting.status not in CONFIRMED and not setting.confirmed:
                owner = f", {setting.owner}" if setting.owner else ""
                value = written(row, setting.value, speech)
                yield f"  {setting.path}: {value}, {speech.status(setting.status)}{owner}"
