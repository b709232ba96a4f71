"""As issued beside live: the numbers that this build's paper prints, kept where nothing changes them, and what is now.

The numbers stand in a locked section at the end of Inputs; Summary lists each with its live value.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from builder.language import message
from builder.language.form import Form, Printed
from builder.language.placeholders import names_in
from builder.layout.book import Book, Ready, Sheet, ready
from builder.layout.cells import Address, Area, Cell, Target
from builder.layout.outcomes import HOLDS
from builder.layout.place import FIRST_SCENARIO, ID, INPUTS, LABEL, SUMMARY, UNIT, VALUE, Places
from builder.layout.speech import Speech
from builder.model.claims import form_of_claim, is_told, printed_template
from builder.results import Results

AS_ISSUED, LIVE, DIFFERENCE, MARK = VALUE, VALUE + 1, VALUE + 2, VALUE + 3
"""Columns of the list on Summary."""
STEP = FIRST_SCENARIO
"""The column of what one more in the last printed digit is, in the section on Inputs."""
DIFFER = Address(SUMMARY, 2, VALUE, "rc")
"""How many of the numbers no longer read as they were issued."""
DIFFERS, SAID_TO_HOLD, SAID_TO_FAIL = message("differs"), message("holds"), message("no longer holds")
NUMBER_DIFFERING = '0;0;"–"'
"""How their count shows."""
_SENTENCE = 120
"""Letters of a claim in one row."""

_NEAREST = ready("(round(live / step, 0) - round(issued / step, 0)) * step")
_DOWN = ready("(rounddown(round(live / step, digits)) - round(issued / step, 0)) * step")
_EXACT = ready("live - issued")
_MARK = ready("1 if difference != 0 else 0")
_FAILS = ready("1 - held")
_SUM = ready("sum_over(marks)")


@dataclass(frozen=True, slots=True)
class Issued:
    """One number of the paper. `group` is the claim it belongs to, whose numbers are labelled as printed.

    `template` is the claim's sentence as it is printed, with places for its numbers.
    """

    id: str
    label: str
    node: str
    scenario: int | None
    form: Form
    printed: Printed
    group: str = ""
    template: str = ""


def issued_numbers(book: Book, places: Places, speech: Speech, results: Results) -> tuple[Issued, ...]:
    """Every total that is compared and every number of a claim that holds, as the paper of this build prints it."""
    return (*_totals(places, speech, results), *_claims(book, places, speech, results))


def _totals(places: Places, speech: Speech, results: Results) -> Iterator[Issued]:
    study = places.model.loaded.study
    names = {(node.id, scenario): name for name, node, scenario in places.model.outputs()}
    compared = [
        (scenario, option) for each in study.comparisons.values() for scenario in each.scenarios
        for option in (each.subject, *each.alternatives)
    ] or [(scenario, option) for scenario, spec in study.scenarios.items() for option in spec.options]  # fmt: skip
    form = Form("short_money").with_digits(study.report.digits)
    for scenario, option in dict.fromkeys(compared):
        node, index = f"{option}.total_cost.total", places.model.scenarios.index(scenario)
        label = speech.say("{scenario}: {option}", scenario=speech.scenario(index), option=speech.option(option))
        value = form.printed(results.value(node, index), study.currency)
        yield Issued(f"issued.{names[node, index]}", label, node, index, form, value)


def _claims(book: Book, places: Places, speech: Speech, results: Results) -> Iterator[Issued]:
    study = places.model.loaded.study
    for name, claim in study.report.claims.items():
        flag = places.spanning.get(f"claim.{name}.{HOLDS}")
        if flag is not None and book.value(flag) != 1:
            continue  # the paper does not print it
        values = {key: results.value(f"claim.{name}.{key}") for key in claim.values}
        template = speech.text(
            printed_template(claim, values, speech.language, study.currency, study.report.digits)
        )
        named = names_in(template)
        for key, spec in claim.values.items():
            if key not in named and not is_told(study, name, key):
                continue
            form, node = form_of_claim(spec).with_digits(study.report.digits), f"claim.{name}.{key}"
            value = form.printed(values[key], study.currency)
            text = form.text(value.value, speech.language, study.currency)
            yield Issued(f"issued.{node}", text, node, None, form, value, name, template)


def add_issued(book: Book, places: Places, speech: Speech, results: Results) -> tuple[Issued, ...]:
    """Keep the numbers as issued at the end of Inputs, locked; gives them."""
    sheet = book.sheets[INPUTS]
    found = issued_numbers(book, places, speech, results)
    last = max(used for used, _ in sheet.cells)
    row = last + 2
    sheet.text(row, LABEL, _heading(speech, places), "section")
    head = row + 1
    heads = [(ID, "id", "head"), (LABEL, speech.say("As the paper prints it; never changes"), "head"),
             (UNIT, speech.say("Unit"), "head"), (AS_ISSUED, speech.say("As issued"), "head_number"),
             (STEP, speech.say("Last digit printed"), "head_number")]  # fmt: skip
    for column, text, style in heads:
        sheet.text(head, column, text, style)
    for row, each in enumerate(found, head + 1):
        label = f"{each.group.replace('_', ' ')}: {each.label}" if each.group else each.label
        sheet.text(row, ID, each.id, "id")
        sheet.text(row, LABEL, label, "text")
        sheet.text(row, UNIT, speech.unit(places.model.nodes[each.node].unit_text), "unit")
        form = _shown(each)
        at = sheet.put(row, AS_ISSUED, Cell(each.printed.value, "issued", number_format=form))
        sheet.put(row, STEP, Cell(each.printed.step, "issued", number_format=form))
        places.issued[each.id] = at
    return found


def _heading(speech: Speech, places: Places) -> str:
    study = places.model.loaded.study
    return speech.say(
        "As issued on {date}, version {version}",
        date=speech.language.date(study.as_of),
        version=study.document.version,
    )


def _shown(each: Issued, more: int = 0, signed: bool = False) -> str:
    """The number format in which a number was printed, with more decimals or with a sign for differences."""
    step, percent = each.printed.step, each.form.kind == "percent"
    decimals = max(0, -_power(step) - (2 if percent else 0)) + (more if step < 1 or each.form.kind == "multiple" else 0)
    pattern = ("0" if percent else "#,##0") + ("." + "0" * decimals if decimals else "")
    pattern += "%" if percent else '"x"' if each.form.kind == "multiple" else ""
    return f'+{pattern};-{pattern};"–"' if signed else pattern


def _power(step: float) -> int:
    """The power of ten that a step is."""
    return round(len(f"{step:.0f}") - 1) if step >= 1 else -len(f"{step:.15f}".rstrip("0").split(".")[1])


class AsIssued:
    """The list on Summary; each part begins in a row and gives the next free one."""

    def __init__(self, book: Book, places: Places, speech: Speech) -> None:
        self.book, self.places, self.speech = book, places, speech
        self.sheet: Sheet = book.sheets[SUMMARY]
        self.marks: list[Address] = []

    def fill(self, found: tuple[Issued, ...], row: int) -> int:
        """Every number as issued beside its live value, claims under their sentences; and the count in the head."""
        say = self.speech.say
        self.sheet.text(row, LABEL, _heading(self.speech, self.places), "section")
        heads = [(LABEL, say("Beside what this workbook says now"), "head"), (UNIT, say("Unit"), "head"),
                 (AS_ISSUED, say("As issued"), "head_number"), (LIVE, say("Live"), "head_number"),
                 (DIFFERENCE, say("Difference as printed"), "head_number"), (MARK, "", "head_number")]  # fmt: skip
        for column, text, style in heads:
            self.sheet.text(row + 1, column, text, style)
        row += 2
        group = ""
        for each in found:
            if each.group != group:
                group, row = each.group, self.sentence(each.group, found, row)
            self.row(each, row)
            row += 1
        self.sheet.text(DIFFER.row, UNIT, say("Differ from as issued"), "note")
        self.book.formula(DIFFER, _SUM, {"marks": Area(self.marks[0], self.marks[-1])}, "master", NUMBER_DIFFERING)
        return row + 1

    def row(self, each: Issued, row: int) -> None:
        """One number, its live value, their difference as printed, and the mark."""
        node = self.places.model.nodes[each.node]
        self.sheet.text(row, ID, each.id, "id")
        self.sheet.text(row, LABEL, each.label, "after" if each.group else "text")
        self.sheet.text(row, UNIT, self.speech.unit(node.unit_text), "unit")
        kept = self.places.issued[each.id]
        source = (self.places.spanning[each.node] if each.scenario is None
                  else self.places.result(each.node, each.scenario))  # fmt: skip
        issued = self.book.link(self.at(row, AS_ISSUED), kept, "link", _shown(each))
        live = self.book.link(self.at(row, LIVE), source, "link", _shown(each, more=1))
        targets: dict[str, Target] = {
            "live": live, "issued": issued, "step": Address(INPUTS, kept.row, STEP),
            "digits": self.places.inputs["rounding_digits", None].locked("rc"),
        }  # fmt: skip
        rule = _EXACT if not each.printed.step else _DOWN if each.form.rounding == "down" else _NEAREST
        form = _shown(each, signed=True)
        difference = self.book.formula(self.at(row, DIFFERENCE), rule, targets, "calculation", form)
        self.mark(row, _MARK, "difference", difference)

    def mark(self, row: int, rule: Ready, name: str, cell: Address) -> None:
        """The mark of a row: nothing where all is as issued."""
        form = f'[Red]"{DIFFERS}";[Red]"{DIFFERS}";"–"'
        self.marks.append(self.book.formula(self.at(row, MARK), rule, {name: cell}, "mark", form))

    def sentence(self, name: str, found: tuple[Issued, ...], row: int) -> int:
        """A claim as it was printed, and whether what it requires still holds."""
        own = [each for each in found if each.group == name]
        said = self.speech.language.fill(own[0].template, **{each.node.split(".")[2]: each.label for each in own})
        row += 1
        for line in textwrap.wrap(said, _SENTENCE):
            self.sheet.text(row, LABEL, line, "claim")
            row += 1
        flag = self.places.spanning.get(f"claim.{name}.{HOLDS}")
        if flag is not None:
            self.sheet.text(row, ID, f"claim.{name}.{HOLDS}", "id")
            self.sheet.text(row, LABEL, self.speech.say("What the claim requires"), "after")
            form = f'"{SAID_TO_HOLD}";"{SAID_TO_HOLD}";[Red]"{SAID_TO_FAIL}"'
            held = self.book.link(self.at(row, LIVE), flag, "link", form)
            self.mark(row, _FAILS, "held", held)
            row += 1
        return row

    def at(self, row: int, column: int) -> Address:
        """A cell of Summary."""
        return Address(SUMMARY, row, column)
