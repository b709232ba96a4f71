"""Values that lie outside of the range that the study itself states for them, or that a setting had widened."""

from __future__ import annotations

from collections.abc import Iterator

from builder.language import Language
from builder.model.rows import Setting
from builder.notices.notice import Notice
from builder.results import Results


def outside_their_range(results: Results, language: Language) -> Iterator[Notice]:
    """A warning for each value in effect that is below its own low or above its own high, or was before it was set."""
    marks = results.model.loaded.document.marks
    for row in results.model.assumptions.rows:
        for setting in row.settings() if row.kind == "number" else ():
            path = tuple(setting.path.split("."))
            mark = marks.get(path) or marks.get((*path, "value"))
            for notice in (_outside(setting, language), _widened(setting, mark.stated if mark else None, language)):
                if notice is not None:
                    yield notice


def _outside(setting: Setting, language: Language) -> Notice | None:
    value, low, high = setting.value, setting.low, setting.high
    if not isinstance(value, float):
        return None
    said = {"path": setting.path, "value": language.number(value)}
    if low is not None and value < low:
        end = {"low": language.number(low)}
        text = language.say("{path}: {value} is below the low end of its own range, {low}", **said, **end)
    elif high is not None and value > high:
        end = {"high": language.number(high)}
        text = language.say("{path}: {value} is above the high end of its own range, {high}", **said, **end)
    else:
        return None
    return Notice("outside", setting.path, text)



def _widened(setting: Setting, stated: float | None, language: Language) -> Notice | None:
    """What a setting did to a range whose end was `stated`, if it still does."""
    value = setting.value
    if stated is None or not isinstance(value, float):
        return None
    said = {"path": setting.path, "value": language.number(value)}
    end = {"end": language.number(stated)}
    if value < stated and setting.low in (None, value):
        text = language.say("{path}: {value} is below the low end of its range, {end}; the range now begins with it",
                            **said, **end)  # fmt: skip
    elif value > stated and setting.high in (None, value):
        text = language.say("{path}: {value} is above the high end of its range, {end}; the range now ends with it",
                            **said, **end)  # fmt: skip
    else:
        return None
    return Notice("outside", setting.path, text)
