"""The Checks sheet: whether what has to hold holds, a row for each check; and the master check, which counts failures.

A flag of 0 is passed. Whatever else stands in a flag's cell has failed, an error too: a text typed over a number shows
as a failed check on every sheet, not as an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder.formula.nodes import Conditional, Number
from builder.language import message
from builder.layout.book import Book, Sheet, ready
from builder.layout.cells import Address, Area, Cell, Target, merged
from builder.layout.check_row import CheckRow, Targets
from builder.layout.input_checks import input_checks, plausibility_checks
from builder.layout.place import CHECKS, FIRST_ROW, FIRST_SCENARIO, HEAD_ROW, ID, LABEL, UNIT, VALUE, Places
from builder.layout.purchase_checks import purchase_checks
from builder.layout.speech import Speech
from builder.notices import notices
from builder.results import Results

FLAG = '[Red]"!";[Red]"!";"OK"'
"""How a flag of a failed check shows: 0 is OK."""

_SECOND_ROUTE = ready("1 if abs(total - sum_over(items)) > tolerance else 0")  # the tolerance is guard enough
_NOT_NEGATIVE = ready("1 if round(amount, digits) < 0 else 0")
_NOT_POSITIVE = ready("1 if round(amount, digits) > 0 else 0")
_IS_THERE = ready("count_rows(cells) - count_numbers(cells)")
_NOT_PASSED = ready("count_filled(flags) - count_equal(flags, 0)")
_FAILED = ready("count_filled(model) - count_equal(model, 0) + count_filled(inputs) - count_equal(inputs, 0)")

MASTER = Address(CHECKS, 2, VALUE, "rc")
"""The master check: how many checks fail, warnings left out."""
WARNINGS = Address(CHECKS, 3, VALUE, "rc")
"""How many warnings there are."""


def add_checks(book: Book, places: Places, speech: Speech, results: Results) -> None:
    """Fill the Checks sheet."""
    sheet = book.sheet(CHECKS)
    _heads(sheet, places, speech)
    model = _section(book, places, FIRST_ROW, speech.say("The model"), _model_checks(places, speech))
    inputs = _section(book, places, model.last.row + 2, speech.say("Inputs"), input_checks(places, speech))
    warnings = [*_library_checks(places, speech, "warning"), *plausibility_checks(places, speech)]
    title = speech.say("Warnings, not counted as errors")
    warned = _section(book, places, inputs.last.row + 2, title, warnings)
    _told(sheet, warned.last.row + 2, speech, results)
    sheet.text(MASTER.row, LABEL, speech.say("Checks that fail"), "text_total")
    book.formula(MASTER, _FAILED, {"model": model, "inputs": inputs}, "master", FLAG)
    sheet.text(WARNINGS.row, LABEL, speech.say("Warnings"), "text")
    book.formula(WARNINGS, _NOT_PASSED, {"flags": warned}, "calculation", "0")


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
        {ID: 26, LABEL: 78, UNIT: 4, VALUE: 14, **{FIRST_SCENARIO + i: 15 for i in range(len(places.model.scenarios))}}
    )
    sheet.freeze, sheet.title_rows = (FIRST_ROW, VALUE), (1, HEAD_ROW)


def _section(book: Book, places: Places, row: int, title: str, checks: Iterable[CheckRow]) -> Area:
    """A heading and a row for each check; the column that says of each whether it is passed."""
    book.sheets[CHECKS].text(row, LABEL, title, "section")
    first = row + 1
    last = first
    for last, each in enumerate(checks, first):
        _check_row(book, places, last, each)
    return Area(Address(CHECKS, first, VALUE), Address(CHECKS, last, VALUE))


def _check_row(book: Book, places: Places, row: int, check: CheckRow) -> None:
    """A check's flag in every scenario it is asked in, and how many are not passed; or its one flag for all."""
    sheet = book.sheets[CHECKS]
    sheet.text(row, ID, check.key, "id")
    sheet.text(row, LABEL, check.label, "text")
    form = FLAG if check.counts else "#,##0.######"
    style = "check" if check.counts else "calculation"
    whole = Address(CHECKS, row, VALUE)
    if check.once is not None:
        book.formula(whole, check.form, check.once, style, form)
    for scenario in range(len(places.model.scenarios)) if check.once is None else ():
        at = Address(CHECKS, row, FIRST_SCENARIO + scenario)
        if scenario in check.targets:
            above: Targets = {check.above: Address(CHECKS, row - 1, at.column)} if check.above else {}
            book.formula(at, check.form, {**check.targets[scenario], **above}, style, form)
        else:
            sheet.put(at.row, at.column, Cell(None, "unused"))
    if check.once is None and check.counts:
        last = Address(CHECKS, row, FIRST_SCENARIO + len(places.model.scenarios) - 1)
        book.formula(whole, _NOT_PASSED, {"flags": Area(Address(CHECKS, row, FIRST_SCENARIO), last)}, style, form)


def _told(sheet: Sheet, row: int, speech: Speech, results: Results) -> None:
    """What readers were warned of when the workbook was made, beside the checks that are live above."""
    found = notices(results, speech.language, lambda _, value, __: f"{value:g}")
    texts = [each.text for each in found if each.kind in ("currency", "scope", "stale", "measured", "implausible")]
    if texts:
        sheet.text(row, LABEL, speech.say("What readers were warned of when this workbook was made"), "section")
    for offset, text in enumerate(texts, row + 1):
        sheet.text(offset, LABEL, text, "words")


# -- the model ---------------------------------------------------------------------------------------------------------


def _model_checks(places: Places, speech: Speech) -> Iterator[CheckRow]:
    for option in places.model.loaded.study.options:
        yield from _total_checks(places, speech, option)
        yield from _sign_checks(places, speech, option)
    yield from _coverage(places, speech)
    yield from purchase_checks(places, speech)
    yield from _library_checks(places, speech, "error")


def _total_checks(places: Places, speech: Speech, option: str) -> Iterator[CheckRow]:
    """A total is the sum of its cost lines by another way than by categories."""
    model = places.model
    total = model.nodes[f"{option}.total_cost.total"]
    items = [f"{node.id}.total" for node in model.costs(option)]
    targets: dict[int, Targets] = {
        s: {"total": places.line(total.id, s), "items": merged([places.line(each, s) for each in items]),
            "tolerance": places.line("check_tolerance", s)}
        for s in total.scenarios
    }  # fmt: skip
    label = speech.say("{option}: the total is the sum of its cost lines", option=speech.option(option))
    yield CheckRow(f"{option}.total", label, _SECOND_ROUTE, targets)


def _sign_checks(places: Places, speech: Speech, option: str) -> Iterator[CheckRow]:
    """What a category adds to the total has its sign; some may have either."""
    for category, spec in places.model.library.vocabulary.categories.items():
        id = f"{option}.category_{category}.total"
        if id not in places.model.nodes or spec.sign == 0:
            continue
        text = message(
            "{option}: {category} is not negative" if spec.sign > 0 else "{option}: {category} is not positive"
        )
        targets: dict[int, Targets] = {
            s: {"amount": places.line(id, s), "digits": places.line("rounding_digits", s)}
            for s in places.model.nodes[id].scenarios
        }
        label = speech.say(text, option=speech.option(option), category=speech.text(spec.label))
        yield CheckRow(id.removesuffix(".total"), label, _NOT_NEGATIVE if spec.sign > 0 else _NOT_POSITIVE, targets)


def _coverage(places: Places, speech: Speech) -> Iterator[CheckRow]:
    """Every scenario has the total of each option that it weighs, and the ratio of each pair that is compared there."""
    nodes = places.model.nodes
    for option in places.model.loaded.study.options:
        label = speech.say("{option}: there is a total in every scenario that weighs it", option=speech.option(option))
        yield _is_there(places, f"{option}.total_cost.total", f"{option}.coverage", label)
    for pair in dict.fromkeys(node.owner for node in nodes.values() if node.scope == "pair"):
        label = speech.say("{pair}: there is a ratio in every scenario that compares them", pair=speech.pair(pair))
        yield _is_there(places, f"{pair}.ratio", f"{pair}.coverage", label)


def _is_there(places: Places, id: str, key: str, label: str) -> CheckRow:
    targets: dict[int, Targets] = {s: {"cells": places.line(id, s)} for s in places.model.nodes[id].scenarios}
    return CheckRow(key, label, _IS_THERE, targets)


def _library_checks(places: Places, speech: Speech, severity: str) -> Iterator[CheckRow]:
    """The model's own checks, those of one key in one row."""
    found: dict[str, CheckRow] = {}
    for each in places.model.checks:
        if each.check.severity != severity:
            continue
        key = f"{each.owner}.{each.key}" if each.owner else each.key
        label = speech.text(each.check.label)
        if each.owner:
            label = speech.say("{option}: {check}", option=speech.option(each.owner), check=label)
        form = ready(Conditional(each.tree, Number(0.0), Number(1.0)))
        targets = dict(found[key].targets) if key in found else {}
        for s in each.scenarios:
            read: dict[str, Target] = {
                name: places.line(binding.node, binding.scenarios[0] if binding.scenarios else s)
                for name, binding in each.bindings.items()
            }
            targets[s] = read
        found[key] = CheckRow(key, label, form, targets)
    yield from found.values()


__all__ = ["FLAG", "MASTER", "WARNINGS", "add_checks"]
