"""The inputs of an edited workbook as a state of its study's model."""

from __future__ import annotations

from builder.analysis.states import Amounts, Key, State, state_of
from builder.homecoming.adjusting import places_shown
from builder.homecoming.found import Found
from builder.homecoming.slots import Slot, slots
from builder.layout.identity import Content
from builder.model.graph import Model
from builder.model.rows import Value


def state_in(found: Found, model: Model) -> State:
    """What the workbook sets, on top of what its study does; what could not be read is as the study has it."""
    base = state_of(model)
    values: dict[Key, Value] = dict(base.values)
    lists: dict[Key, list[float]] = {}
    rows: dict[str, dict[int, dict[str, Content]]] = {}
    for slot in slots(found.layout):
        content = found.read.get(slot.name, slot.content)
        if slot.row is None:
            rows.setdefault(slot.option, {}).setdefault(slot.number, {})[slot.part] = content
            continue
        key = (slot.row.id, None if slot.scenario is None else model.scenarios[slot.scenario])
        if slot.entry:
            lists.setdefault(key, []).append(content if isinstance(content, float) else 0.0)
        elif content is None:
            values.pop(key, None)
        else:
            values[key] = content
    values.update((key, tuple(entries)) for key, entries in lists.items())
    touched = {slot.option for slot in _changed(found) if slot.option}
    adjustments = dict(base.adjustments)
    for option in touched:
        shown = places_shown(found.layout, option)
        hidden = (each for place, each in enumerate(base.adjustments[option]) if place not in shown)
        adjustments[option] = (*hidden, *(_amounts(each) for each in rows[option].values() if _is_filled(each)))
    return State(values, adjustments)


def _changed(found: Found) -> list[Slot]:
    return [slot for slot in slots(found.layout) if found.read.get(slot.name, slot.content) != slot.content]


def _is_filled(parts: dict[str, Content]) -> bool:
    return any(each is not None for each in parts.values())


def _amounts(parts: dict[str, Content]) -> Amounts:
    periods = sorted(int(part) for part in parts if part.isdecimal())
    amounts = tuple(each if isinstance(each := parts[str(period)], float) else 0.0 for period in periods)
    return str(parts["label"] or ""), amounts, str(parts["scenario"] or "")
