"""The Checks sheet: sums by a second route, signs, inputs that are numbers, the model's own; a master check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from builder.formula.nodes import Conditional, Number
from builder.language import message
from builder.layout.book import Book, Ready, Sheet, ready
from builder.layout.cells import Address, Area, Target, merged
from builder.layout.place import (
    CHECKS,
    FIRST_PERIOD,
    FIRST_ROW,
    FIRST_SCENARIO,
    HEAD_ROW,
    ID,
    INPUTS,
    LABEL,
    SERIES,
    UNIT,
    VALUE,
    Places,
)
from builder.layout.speech import Speech

FLAG = '"!";"!";"OK"'
"""How a flag of a failed check shows: 0 is OK."""

_SECOND_ROUTE = ready("1 if abs(total - sum_over(items)) > tolerance else 0")  # the tolerance is guard enough
_NOT_NEGATIVE = ready("1 if round(amount, digits) < 0 else 0")
_NOT_POSITIVE = ready("1 if round(amount, digits) > 0 else 0")
_NUMBERS = ready("count_rows(cells) - count_numbers(cells)")
_TEXTS = ready("count_filled(cells) - count_numbers(cells)")
_SUM = ready("sum_over(flags)")
_ALL = ready("sum_over(errors) + sum_over(blanks)")

MASTER = Address(CHECKS, 2, VALUE, "rc")
"""The master check: the number of failed checks, warnings left out."""


def add_checks(book: Book, places: Places, speech: Speech) -> None:
    """Fill the Checks sheet."""
    sheet = book.sheet(CHECKS)
    _heads(sheet, places, speech)
    errors, row = [], FIRST_ROW
    sheet.text(row, LABEL, speech.say("The model"), "section")
    for check in _model_checks(places, speech):
        row += 1
        errors.append(_check_row(book, places, row, check))
    row += 2
    sheet.text(row, LABEL, speech.say("Inputs"), "section")
    blanks = []
    for label, form, area in _input_checks(places, speech):
        row += 1
        sheet.text(row, ID, area.first.cell, "id")
        sheet.text(row, LABEL, label, "text")
        blanks.append(book.formula(Address(CHECKS, row, VALUE), form, {"cells": area}, "check", FLAG))
    row += 2
    sheet.text(row, LABEL, speech.say("Warnings, not counted as errors"), "section")
    for check in _library_checks(places, speech, "warning"):
        row += 1
        _check_row(book, places, row, check)
    sheet.text(MASTER.row, LABEL, speech.say("Checks that fail"), "text_total")
    book.formula(MASTER, _ALL, {"errors": merged(errors), "blanks": merged(blanks)}, "master", FLAG)


def _heads(sheet: Sheet, places: Places, speech: Speech) -> None:
    heads = [
        (ID, "id", "head"),
        (LABEL, speech.say("Check"), "head"),
        (UNIT, "", "head"),
        (VALUE, speech.say("All scenarios"), "head_number"),
    ]
    heads += [(FIRST_SCENARIO + i, speech.scenario(i), "head_number") for i in range(len(places.model.scenarios))]
    for column, text, style in heads:
        sheet.text(HEAD_ROW, column, text, style)
    sheet.widths.update(
        {ID: 26, LABEL: 62, UNIT: 4, VALUE: 14, **{FIRST_SCENARIO + i: 15 for i in range(len(places.model.scenarios))}}
    )
    sheet.freeze, sheet.title_rows = (FIRST_ROW, VALUE), (1, HEAD_ROW)


_Check = tuple[str, str, Ready, Mapping[int, Mapping[str, Target]]]


def _check_row(book: Book, places: Places, row: int, check: _Check) -> Address:
    """A check's flag in every scenario it holds for, and their sum, whose cell this gives."""
    sheet, (key, label, form, targets) = book.sheets[CHECKS], check
    sheet.text(row, ID, key, "id")
    sheet.text(row, LABEL, label, "text")
    flags = [
        book.formula(Address(CHECKS, row, FIRST_SCENARIO + s), form, each, "check", FLAG) for s, each in targets.items()
    ]
    last = Address(CHECKS, row, FIRST_SCENARIO + len(places.model.scenarios) - 1)
    whole = Area(Address(CHECKS, row, FIRST_SCENARIO), last)
    held = {(each.row, each.column) for each in flags}
    for address in whole.addresses():
        if (address.row, address.column) not in held:
            sheet.text(address.row, address.column, "", "unused")
    return book.formula(Address(CHECKS, row, VALUE), _SUM, {"flags": merged(flags)}, "check", FLAG)


def _model_checks(places: Places, speech: Speech) -> Iterator[_Check]:
    model = places.model
    vocabulary = model.library.vocabulary
    for option in model.loaded.study.options:
        total = model.nodes[f"{option}.total_cost.total"]
        items = [f"{node.id}.total" for node in model.costs(option)]
        targets: dict[int, Mapping[str, Target]] = {
            s: {"total": places.line(total.id, s), "items": merged([places.line(each, s) for each in items]),
                "tolerance": places.line("check_tolerance", s)}
            for s in total.scenarios
        }  # fmt: skip
        yield (
            f"{option}.total",
            speech.say("{option}: the total is the sum of its cost lines", option=speech.option(option)),
            _SECOND_ROUTE,
            targets,
        )
        for category, spec in vocabulary.categories.items():
            id = f"{option}.category_{category}.total"
            if id not in model.nodes or spec.sign == 0:
                continue
            form = _NOT_NEGATIVE if spec.sign > 0 else _NOT_POSITIVE
            text = message(
                "{option}: {category} is not negative" if spec.sign > 0 else "{option}: {category} is not positive"
            )
            signs = {
                s: {"amount": places.line(id, s), "digits": places.line("rounding_digits", s)} for s in total.scenarios
            }
            yield (
                id.removesuffix(".total"),
                speech.say(text, option=speech.option(option), category=speech.text(spec.label)),
                form,
                signs,
            )
    yield from _library_checks(places, speech, "error")


def _library_checks(places: Places, speech: Speech, severity: str) -> Iterator[_Check]:
    """The model's own checks, those of one key in one row."""
    found: dict[str, tuple[str, Ready, dict[int, Mapping[str, Target]]]] = {}
    for each in places.model.checks:
        if each.check.severity != severity:
            continue
        key = f"{each.owner}.{each.key}" if each.owner else each.key
        form = ready(Conditional(each.tree, Number(0.0), Number(1.0)))
        _, _, targets = found.setdefault(key, (speech.text(each.check.label), form, {}))
        for s in each.scenarios:
            targets[s] = {
                name: places.line(binding.node, binding.scenarios[0] if binding.scenarios else s)
                for name, binding in each.bindings.items()
            }
    for key, (label, form, targets) in found.items():
        yield key, label, form, targets


def _input_checks(places: Places, speech: Speech) -> Iterator[tuple[str, Ready, Area]]:
    """General values that have to be numbers, overrides that must not be texts, and ones that must not be blank."""
    rows = [each for each in places.model.assumptions.rows if each.kind not in ("table", "choice")]
    series = places.series
    valued = [each.id for each in rows if each.general is not None and (each.id, None) not in series]
    general = [places.inputs[id, None] for id in valued]
    for area in _runs(general):
        label = speech.say(
            "Inputs {first} to {last}: general values are numbers", first=area.first.cell, last=area.last.cell
        )
        yield label, _NUMBERS, area
    for scenario in range(len(places.model.scenarios)):
        typed = [each for each in rows if scenario in each.active and (each.id, scenario) not in series]
        for area in _runs([places.inputs[each.id, scenario] for each in typed]):
            label = speech.say(
                "Inputs {first} to {last}: overrides are numbers or blank", first=area.first.cell, last=area.last.cell
            )
            yield label, _TEXTS, area
        for area in _runs([places.inputs[each.id, scenario] for each in typed if each.general is None]):
            label = speech.say("Inputs {first} to {last}: overrides without a general value are filled in",
                               first=area.first.cell, last=area.last.cell)  # fmt: skip
            yield label, _NUMBERS, area
    for row in series.values():
        first, last = Address(SERIES, row, FIRST_PERIOD + 1), Address(SERIES, row, FIRST_PERIOD + places.periods - 1)
        label = speech.say("Series {first} to {last}: values are numbers", first=first.cell, last=last.cell)
        yield label, _TEXTS, Area(first, last)
    for area in places.tables.values():
        whole = Area(
            Address(area.first.sheet, area.first.row, area.first.column),
            Address(area.last.sheet, area.last.row, area.last.column),
        )
        yield (
            speech.say(
                "Tables {first} to {last}: entries are numbers or blank", first=whole.first.cell, last=whole.last.cell
            ),
            _TEXTS,
            whole,
        )


def _runs(cells: list[Address]) -> list[Area]:
    """Neighbours below each other as areas."""
    areas: list[Area] = []
    for each in sorted(cells, key=lambda cell: (cell.column, cell.row)):
        if areas and (areas[-1].last.row + 1, areas[-1].last.column) == (each.row, each.column):
            areas[-1] = Area(areas[-1].first, each)
        else:
            areas.append(Area(each, each))
    return areas


__all__ = ["FLAG", "INPUTS", "MASTER", "add_checks"]
