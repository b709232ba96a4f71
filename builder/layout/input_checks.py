"""Checks of what is typed: numbers where numbers belong, within their limits, and within what is plausible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from builder.language import message
from builder.layout.book import Ready, ready
from builder.layout.cells import Address, Area
from builder.layout.check_row import CheckRow, Targets
from builder.layout.limits import LEAST, PLAUSIBLE_FROM, choice_cells
from builder.layout.place import (
    ADJUSTMENTS,
    FIRST_PERIOD,
    FIRST_ROW,
    FIRST_SCENARIO,
    INPUTS,
    KNOWN,
    SERIES,
    SUMMARY,
    VALUE,
    Places,
)
from builder.layout.speech import Speech
from builder.model.adjustments import AMOUNTS, HELD_IN

_NUMBERS = ready("count_rows(cells) - count_numbers(cells)")
_TEXTS = ready("count_filled(cells) - count_numbers(cells)")
_UNKNOWN = ready("count_filled(cells) - sum_over(known)")
_BELOW = ready("count_below(cells, least)")
_ABOVE = ready("count_below(most, cells)")


_WRONG_FLAGS = ready("count_filled(cells) - count_equal(cells, 0) - count_equal(cells, 1)")
_NOT_LISTED = ready("0 if entry(names, place) == chosen else 1")  # wild letters find a name that they are not


def input_checks(places: Places, speech: Speech) -> Iterator[CheckRow]:
    """Checks that count: what is typed over an input and cannot be right."""
    yield from _general_values(places, speech)
    yield from _overrides(places, speech)
    yield from _flags(places, speech)
    yield from _choices(places, speech)
    yield _chooser(places, speech)
    yield from _limits(places, speech, LEAST, _IMPOSSIBLE)
    yield from _series(places, speech)
    yield from _tables(places, speech)
    yield from _adjustments(places, speech)


def plausibility_checks(places: Places, speech: Speech) -> Iterator[CheckRow]:
    """Warnings of values outside the ranges that are published for them."""
    yield from _limits(places, speech, PLAUSIBLE_FROM, _IMPLAUSIBLE)


# -- numbers -----------------------------------------------------------------------------------------------------------


def _check(label: str, form: Ready, area: Area) -> CheckRow:
    return CheckRow(f"{area.first.sheet}!{area.first.cell}", label, form, once={"cells": area})


def _general_values(places: Places, speech: Speech) -> Iterator[CheckRow]:
    rows = [each for each in places.model.assumptions.rows if each.kind not in ("table", "choice")]
    valued = [each.id for each in rows if each.general is not None and (each.id, None) not in places.series]
    for area in _runs([places.inputs[id, None] for id in valued]):
        label = speech.say(
            "Inputs {first} to {last}: general values are numbers", first=area.first.cell, last=area.last.cell
        )
        yield _check(label, _NUMBERS, area)


def _overrides(places: Places, speech: Speech) -> Iterator[CheckRow]:
    """Overrides must not be texts, and not be blank where there is no general value."""
    typed: dict[tuple[int, int], dict[int, Targets]] = {}
    needed: dict[tuple[int, int], dict[int, Targets]] = {}
    rows = [each for each in places.model.assumptions.rows if each.kind not in ("table", "choice")]
    for scenario in range(len(places.model.scenarios)):
        own = [each for each in rows if scenario in each.active and (each.id, scenario) not in places.series]
        for found, held in ((typed, own), (needed, [each for each in own if each.general is None])):
            for area in _runs([places.inputs[each.id, scenario] for each in held]):
                found.setdefault((area.first.row, area.last.row), {})[scenario] = {"cells": area}
    for (first, last), targets in typed.items():
        label = speech.say("Inputs, {rows}: overrides are numbers or blank", rows=_rows(speech, first, last))
        yield CheckRow(f"{INPUTS}.{first}.texts", label, _TEXTS, targets)
    for (first, last), targets in needed.items():
        label = speech.say("Inputs, {rows}: overrides without a general value are filled in",
                           rows=_rows(speech, first, last))  # fmt: skip
        yield CheckRow(f"{INPUTS}.{first}.blanks", label, _NUMBERS, targets)


def _rows(speech: Speech, first: int, last: int) -> str:
    if first == last:
        return speech.say("row {row}", row=first)
    return speech.say("rows {first} to {last}", first=first, last=last)


def _runs(cells: list[Address]) -> list[Area]:
    """Neighbours below each other as areas."""
    areas: list[Area] = []
    for each in sorted(cells, key=lambda cell: (cell.column, cell.row)):
        if areas and (areas[-1].last.row + 1, areas[-1].last.column) == (each.row, each.column):
            areas[-1] = Area(areas[-1].first, each)
        else:
            areas.append(Area(each, each))
    return areas


# -- choices -----------------------------------------------------------------------------------------------------------


def _flags(places: Places, speech: Speech) -> Iterator[CheckRow]:
    """Flags are 1 or 0: between the two there is nothing."""
    rows = [each for each in places.model.assumptions.rows if each.kind == "flag"]
    for area in _runs([places.inputs[each.id, None] for each in rows]):
        last = Address(INPUTS, area.last.row, FIRST_SCENARIO + len(places.model.scenarios) - 1)
        label = speech.say("Inputs, {rows}: flags are 1 or 0", rows=_rows(speech, area.first.row, last.row))
        yield CheckRow(f"{INPUTS}.{area.first.row}.flags", label, _WRONG_FLAGS, once={"cells": Area(area.first, last)})


def _choices(places: Places, speech: Speech) -> Iterator[CheckRow]:
    """What is chosen is one of the choices beside it; where no general value stands, every scenario has its own."""
    for row in places.model.assumptions.rows:
        if row.kind != "choice":
            continue
        listed: Targets = {f"choice_{n}": cell for n, cell in enumerate(choice_cells(places, row), 1)}
        found = " - ".join(f"count_equal(cells, {name})" for name in listed)
        filled, all_of = (ready(f"{count}(cells) - {found}") for count in ("count_filled", "count_rows"))
        needed = all_of if row.general is None else filled
        named = {"input": speech.text(row.label)}
        if row.general is not None:
            label = speech.say("{input}: the general value is one of its choices", **named)
            yield CheckRow(f"{row.id}.choice", label, all_of, once={"cells": places.inputs[row.id, None], **listed})
        own = {s: {"cells": places.inputs[row.id, s], **listed} for s in sorted(row.active)}
        label = speech.say("{input}: overrides are among its choices", **named)
        yield CheckRow(f"{row.id}.choices", label, needed, own)


def _chooser(places: Places, speech: Speech) -> CheckRow:
    targets: Targets = {"names": places.names, "place": places.chosen_number, "chosen": places.chosen}
    label = speech.say("Summary: the scenario shown in detail is one of the list")
    return CheckRow(f"{SUMMARY}.scenario", label, _NOT_LISTED, once=targets)


# -- limits ------------------------------------------------------------------------------------------------------------

_Texts = tuple[str, str, str, str]
_IMPOSSIBLE: _Texts = (
    message("General values: none is below the least possible"),
    message("General values: none is above the most possible"),
    message("Overrides: none is below the least possible"),
    message("Overrides: none is above the most possible"),
)
_IMPLAUSIBLE: _Texts = (
    message("General values: none is below what is plausible"),
    message("General values: none is above what is plausible"),
    message("Overrides: none is below what is plausible"),
    message("Overrides: none is above what is plausible"),
)


def _limits(places: Places, speech: Speech, offset: int, texts: _Texts) -> Iterator[CheckRow]:
    """Four checks of all inputs against two columns of limits beside them: general values, then overrides."""
    column = places.limits + offset
    last = max(each.row for each in places.inputs.values())
    ends: tuple[tuple[str, Ready, int], ...] = (("least", _BELOW, column), ("most", _ABOVE, column + 1))

    def targets(name: str, limit: int, cells: int) -> Targets:
        return {"cells": _whole(cells, last), name: _whole(limit, last, "c")}

    what = "limits" if offset == LEAST else "plausible"
    for text, (name, form, limit) in zip(texts[:2], ends, strict=True):
        yield CheckRow(f"{INPUTS}.general.{what}.{name}", speech.say(text), form, once=targets(name, limit, VALUE))
    for text, (name, form, limit) in zip(texts[2:], ends, strict=True):
        scenarios: Mapping[int, Targets] = {
            s: targets(name, limit, FIRST_SCENARIO + s) for s in range(len(places.model.scenarios))
        }
        yield CheckRow(f"{INPUTS}.overrides.{what}.{name}", speech.say(text), form, scenarios)


def _whole(column: int, last: int, fixed: str = "") -> Area:
    """A column of Inputs from its first row to its last."""
    return Area(Address(INPUTS, FIRST_ROW, column, f"r{fixed}"), Address(INPUTS, last, column, f"r{fixed}"))


# -- other sheets ------------------------------------------------------------------------------------------------------


def _series(places: Places, speech: Speech) -> Iterator[CheckRow]:
    after = FIRST_PERIOD + places.periods
    for (id, _), row in places.series.items():
        area = Area(Address(SERIES, row, FIRST_PERIOD + 1), Address(SERIES, row, after - 1))
        named = {"first": area.first.cell, "last": area.last.cell}
        yield _check(speech.say("Series {first} to {last}: values are numbers", **named), _TEXTS, area)
        limits = places.model.assumptions.row(id)
        label = speech.say("Series {first} to {last}: values are within their limits", **named)
        key = f"{SERIES}!{area.first.cell}"
        if limits.min is not None:
            yield CheckRow(f"{key}.least", label, _BELOW, once={"cells": area, "least": Address(SERIES, row, after)})
        if limits.max is not None:
            yield CheckRow(f"{key}.most", label, _ABOVE, once={"cells": area, "most": Address(SERIES, row, after + 1)})


def _tables(places: Places, speech: Speech) -> Iterator[CheckRow]:
    for area in places.tables.values():
        whole = Area(
            Address(area.first.sheet, area.first.row, area.first.column),
            Address(area.last.sheet, area.last.row, area.last.column),
        )
        named = {"first": whole.first.cell, "last": whole.last.cell}
        yield _check(speech.say("Tables {first} to {last}: entries are numbers or blank", **named), _TEXTS, whole)
        least = Address(area.first.sheet, area.first.row, places.table_least)
        label = speech.say("Tables {first} to {last}: entries are within their limits", **named)
        yield CheckRow(f"Tables!{whole.first.cell}.least", label, _BELOW, once={"cells": whole, "least": least})


def _adjustments(places: Places, speech: Speech) -> Iterator[CheckRow]:
    """Amounts are numbers, and a scenario that is named beside one is there: else the amount would count nowhere."""
    for option in places.model.loaded.study.options:
        if f"{option}.{AMOUNTS}" not in places.written:
            continue
        scenarios = places.written[f"{option}.{HELD_IN}"]
        first, last = scenarios.first.row, scenarios.last.row
        amounts = Area(
            Address(ADJUSTMENTS, first, FIRST_PERIOD), Address(ADJUSTMENTS, last, FIRST_PERIOD + places.periods - 1)
        )
        named = {"option": speech.option(option)}
        label = speech.say("Adjustments of {option}: amounts are numbers or blank", **named)
        yield CheckRow(f"{option}.adjustments.amounts", label, _TEXTS, once={"cells": amounts})
        cells = Area(Address(ADJUSTMENTS, first, VALUE), Address(ADJUSTMENTS, last, VALUE))
        known = Area(Address(ADJUSTMENTS, first, KNOWN), Address(ADJUSTMENTS, last, KNOWN))
        label = speech.say("Adjustments of {option}: scenarios are named as they are, or left blank", **named)
        yield CheckRow(f"{option}.adjustments.scenarios", label, _UNKNOWN, once={"cells": cells, "known": known})
