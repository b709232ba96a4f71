"""The Cover: what, for whom, as of when; whether all is well; how to use it; where everything is."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Mapping

from builder.language import message
from builder.layout.book import Book, Sheet
from builder.layout.cells import Address
from builder.layout.checks import FLAG, MASTER
from builder.layout.issued import DIFFER, NUMBER_DIFFERING
from builder.layout.place import ID, LABEL, UNIT, Places
from builder.layout.speech import Speech

COVER = "Cover"
STATUSES = {"draft": message("Draft"), "review": message("For review"), "final": message("Final")}
_TITLE, _SUBTITLE = 66, 108
"""Letters of the title and of what stands below it in one row of the page."""


def add_cover(book: Book, places: Places, speech: Speech, sheets: list[str]) -> None:
    """Fill the Cover; `sheets` are the others, in order."""
    sheet = book.sheet(COVER)
    sheet.landscape = False
    sheet.widths.update({ID: 3, LABEL: 32, UNIT: 96})
    study = places.model.loaded.study
    row = _lines(sheet, 2, speech.text(study.title), _TITLE, "cover_title")
    row = _lines(sheet, row, speech.text(study.subtitle), _SUBTITLE, "cover_subtitle")
    row += 1
    for label, text in _facts(places, speech):
        if text:
            sheet.text(row, LABEL, label, "text_total")
            sheet.text(row, UNIT, text, "words")
            row += 1
    for label, cell, form in ((speech.say("Checks that fail"), MASTER, FLAG),
                              (speech.say("Differ from as issued"), DIFFER, NUMBER_DIFFERING)):  # fmt: skip
        sheet.text(row, LABEL, label, "text_total")
        book.link(Address(COVER, row, UNIT), cell, "state", form)
        row += 1
    row = _how_to(sheet, speech, row + 1)
    row = _legend(sheet, speech, row + 1)
    sheet.text(row + 1, LABEL, speech.say("Sheets"), "section")
    for at, name in enumerate(sheets, row + 2):
        sheet.text(at, LABEL, name, "hyperlink", link=name)
        sheet.text(at, UNIT, _purpose(name, places, speech), "words")


def _lines(sheet: Sheet, row: int, text: str, letters: int, style: str) -> int:
    """A text over as many rows as it takes; gives the row after it. Wide letters count as two."""
    wide = sum(unicodedata.east_asian_width(each) in "WF" for each in text)
    fitting = round(letters * len(text) / (len(text) + 0.85 * wide)) if text else letters
    for line in textwrap.wrap(text, fitting):
        sheet.text(row, LABEL, line, style)
        row += 1
    return row


def _facts(places: Places, speech: Speech) -> Iterator[tuple[str, str]]:
    """What is said of the study, the empty ones too."""
    study, say, date = places.model.loaded.study, speech.say, speech.language.date
    document = study.document
    yield say("Customer"), speech.text(study.customer)
    yield say("Purpose"), _question(places, speech)
    yield say("As of"), date(study.as_of)
    yield say("Document version"), document.version
    yield say("Document status"), say(STATUSES[document.status])
    yield say("Valid until"), date(document.valid_until) if document.valid_until else ""
    yield say("Authors"), ", ".join(document.authors)
    yield say("Classification"), document.classification or ""
    yield say("Currency"), study.currency
    yield say("Years counted"), str(study.timeline.years)
    yield say("Reconstruction"), speech.text(study.report.reconstruction)


def _question(places: Places, speech: Speech) -> str:
    study = places.model.loaded.study
    options = ", ".join(speech.option(each) for each in study.options)
    count = len(study.scenarios)
    return speech.language.say_many(
        "What these cost in {n} scenario over the years counted, from assumptions that anyone can change: {options}.",
        "What these cost in {n} scenarios over the years counted, from assumptions that anyone can change: {options}.",
        count, options=options,
    )  # fmt: skip


def _how_to(sheet: Sheet, speech: Speech, row: int) -> int:
    say = speech.say
    sheet.text(row, LABEL, say("How to use this workbook"), "section")
    lines = (
        (say("Change a value"), say("Type over a yellow cell on Inputs. Everything else follows.")),
        (say("Change one scenario"), say("Type into its column on Inputs; the general value still holds elsewhere.")),
        (say("Undo"),
         say("Delete what you typed into a scenario's column: the general value holds again. A general value that was"
             " typed over is restored by typing it again, or from the file as it was received.")),
        (say("Look at a scenario"), say("Choose it on Summary: its details, Cash flow and Sensitivity follow.")),
        (say("Trace a number"),
         say("Every number is a formula that leads to Inputs. The grey first column names each row.")),
        (say("Signs"),
         say("Costs are positive, benefits negative. Purchases fall at the start, running costs in the periods.")),
    )  # fmt: skip
    for at, (label, text) in enumerate(lines, row + 1):
        sheet.text(at, LABEL, label, "text_total")
        sheet.text(at, UNIT, text, "words")
    return row + len(lines) + 1


def _legend(sheet: Sheet, speech: Speech, row: int) -> int:
    sheet.text(row, LABEL, speech.say("Cell styles"), "section")
    meanings = {
        "input": speech.say("Input: may be changed"),
        "input_weak": speech.say("Input that is calibrated, estimated, inferred, a default or without a source"),
        "calculation": speech.say("Calculation"),
        "link": speech.say("Link to another sheet"),
        "total": speech.say("Total or headline"),
        "issued": speech.say("Kept as issued; never changes"),
        "check": speech.say("Check"),
        "unused": speech.say("Not used in this scenario"),
    }
    for at, (style, meaning) in enumerate(meanings.items(), row + 1):
        sheet.text(at, LABEL, speech.say("Example"), style)
        sheet.text(at, UNIT, meaning, "words")
    return row + len(meanings) + 1


def _purpose(name: str, places: Places, speech: Speech) -> str:
    """What a sheet is for, in a line."""
    fixed: Mapping[str, str] = {
        "Summary": speech.say("Headline figures and charts, a scenario in detail, and what differs from as issued"),
        "Cash flow": speech.say("What each option costs over time, and when the subject has recovered its outlay"),
        "Sensitivity": speech.say("What moves the headline most, live"),
        "Inputs": speech.say("Every assumption, with unit, source and status"),
        "Tables": speech.say("Assumptions that are lists"),
        "Series": speech.say("Assumptions that differ by period"),
        "Adjustments": speech.say("Blank rows for amounts of your own, which enter the totals"),
        "Results": speech.say("Every result by scenario"),
        "Sensitivity lines": speech.say("The lines behind Sensitivity, for the chosen scenario"),
        "Checks": speech.say("What has to hold, and whether it does"),
        "Sources": speech.say("Every source with status and date, and the inputs that use it"),
        "Method": speech.say("Every line of the model in words"),
    }
    if name in fixed:
        return fixed[name]
    return speech.say("Calculation: {scenario}", scenario=speech.scenario(places.model.scenarios.index(name)))
