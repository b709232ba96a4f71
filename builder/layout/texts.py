"""The sheets of words: Cover, Sources and Method."""

from __future__ import annotations

from collections.abc import Mapping

from builder.language import message
from builder.layout.book import Book
from builder.layout.place import FIRST_ROW, HEAD_ROW, ID, LABEL, UNIT, VALUE, Places
from builder.layout.speech import Speech
from builder.model.assumptions import Setting

STYLES = ("input", "input_weak", "calculation", "link", "total", "check", "unused")
COVER, SOURCES, METHOD = "Cover", "Sources", "Method"
DOCUMENT_STATUSES = {"draft": message("Draft"), "review": message("For review"), "final": message("Final")}


def add_cover(book: Book, places: Places, speech: Speech, sheets: list[str]) -> None:
    """Fill the Cover: what, for whom, as of when, how to use it, what the cell styles mean, where everything is."""
    sheet = book.sheet(COVER)
    sheet.landscape = False
    study = places.model.loaded.study
    sheet.widths.update({ID: 4, LABEL: 34, UNIT: 70})
    sheet.text(2, LABEL, speech.text(study.title), "cover_title")
    row = 3
    if study.subtitle:
        sheet.text(row, LABEL, speech.text(study.subtitle), "cover_subtitle")
    row = 5
    facts = [(speech.say("Customer"), speech.text(study.customer)),
             (speech.say("As of"), speech.language.date(study.as_of)),
             (speech.say("Currency"), study.currency), (speech.say("Document version"), study.document.version),
             (speech.say("Document status"), speech.say(DOCUMENT_STATUSES[study.document.status])),
             (speech.say("Years counted"), str(study.timeline.years)),
             (speech.say("Reconstruction"), speech.text(study.report.reconstruction))]  # fmt: skip
    for label, text in facts:
        if text:
            sheet.text(row, LABEL, label, "text_total")
            sheet.text(row, UNIT, text, "words")
            row += 1
    row = _how_to(book, speech, row + 1)
    row = _legend(book, speech, row + 1)
    sheet.text(row + 1, LABEL, speech.say("Sheets"), "section")
    for offset, name in enumerate(sheets, row + 2):
        sheet.text(offset, LABEL, name, "hyperlink", link=name)
        sheet.text(offset, UNIT, _purpose(name, places, speech), "words")


def _how_to(book: Book, speech: Speech, row: int) -> int:
    sheet = book.sheets[COVER]
    sheet.text(row, LABEL, speech.say("How to use this workbook"), "section")
    lines = [
        speech.say("Change a value: type over a yellow cell on Inputs. Everything else follows."),
        speech.say(
            "Change one scenario: type into its column on Inputs; "
            "delete what you typed to go back to the general value."
        ),
        speech.say("Costs are positive, benefits negative. Purchases fall at the start, running costs in the years."),
        speech.say("Every number is a formula that can be traced to Inputs; the grey first column names each row."),
    ]
    for offset, text in enumerate(lines, row + 1):
        sheet.text(offset, LABEL, text, "text")
    return row + len(lines) + 1


def _legend(book: Book, speech: Speech, row: int) -> int:
    sheet = book.sheets[COVER]
    sheet.text(row, LABEL, speech.say("Cell styles"), "section")
    meanings = {
        "input": speech.say("Input: may be changed"),
        "input_weak": speech.say("Input that is calibrated, estimated, inferred, a default or without a source"),
        "calculation": speech.say("Calculation"),
        "link": speech.say("Link to another sheet"),
        "total": speech.say("Total or headline"),
        "check": speech.say("Check"),
        "unused": speech.say("Not used in this scenario"),
    }
    for offset, (style, meaning) in enumerate(meanings.items(), row + 1):
        sheet.text(offset, LABEL, speech.say("Example"), style)
        sheet.text(offset, UNIT, meaning, "words")
    return row + len(meanings) + 1


def _purpose(name: str, places: Places, speech: Speech) -> str:
    fixed: Mapping[str, str] = {
        "Summary": speech.say("Headline figures and charts per comparison"),
        "Inputs": speech.say("Every assumption, with unit, source and status"),
        "Tables": speech.say("Assumptions that are lists"),
        "Series": speech.say("Assumptions that differ by period"),
        "Adjustments": speech.say("Blank rows for amounts of your own, which enter the totals"),
        "Cash flow": speech.say("What each option costs over time, and when the subject has recovered its outlay"),
        "Results": speech.say("Every result by scenario"),
        "Checks": speech.say("What has to hold, and whether it does"),
        "Sources": speech.say("Every source, and the inputs that use it"),
        "Method": speech.say("Every line of the model in words"),
    }
    if name in fixed:
        return fixed[name]
    return speech.say("Calculation: {scenario}", scenario=speech.scenario(places.model.scenarios.index(name)))


def add_sources(book: Book, places: Places, speech: Speech) -> None:
    """Fill Sources: each source once, with its status and the inputs that rest on it, and what is out of scope."""
    sheet = book.sheet(SOURCES)
    found: dict[tuple[str, str], list[str]] = {}
    for row in places.model.assumptions.rows:
        settings: list[Setting] = [each for each in (row.general, *row.overrides.values()) if each is not None]
        for setting in settings:
            key = (speech.text(setting.source) or speech.say("no source given"), setting.status)
            users = found.setdefault(key, [])
            if row.id not in users:
                users.append(row.id)
    for column, text in (
        (ID, "id"),
        (LABEL, speech.say("Source")),
        (UNIT, speech.say("Status")),
        (VALUE, speech.say("Used by")),
    ):
        sheet.text(HEAD_ROW, column, text, "head")
    sheet.widths.update({ID: 6, LABEL: 70, UNIT: 18, VALUE: 80})
    sheet.freeze, sheet.title_rows = (FIRST_ROW, LABEL), (1, HEAD_ROW)
    number = FIRST_ROW
    for number, ((source, status), users) in enumerate(found.items(), FIRST_ROW):
        sheet.text(number, ID, f"S{number - HEAD_ROW}", "id")
        sheet.text(number, LABEL, source, "words")
        sheet.text(number, UNIT, speech.status(status), "text")
        sheet.text(number, VALUE, ", ".join(users), "words")
    study = places.model.loaded.study
    excluded = [(speech.say("All options"), key, text) for key, text in study.scope.items()]
    excluded += [(speech.option(o), key, text) for o, spec in study.options.items() for key, text in spec.scope.items()]
    if excluded:
        sheet.text(number + 2, LABEL, speech.say("Not costed, and why"), "section")
        for offset, (whom, topic, why) in enumerate(excluded, number + 3):
            sheet.text(offset, LABEL, f"{whom}: {_topic(topic, places, speech)}", "words")
            sheet.text(offset, VALUE, speech.text(why), "words")


def _topic(key: str, places: Places, speech: Speech) -> str:
    category = places.model.library.vocabulary.categories.get(key)
    return speech.text(category.label) if category else key.replace("_", " ")


def add_method(book: Book, places: Places, speech: Speech) -> None:
    """Fill Method: every line once, in words."""
    sheet = book.sheet(METHOD)
    heads = ((ID, "id"), (LABEL, speech.say("Line")), (UNIT, speech.say("Unit")), (VALUE, speech.say("In words")))
    for column, text in heads:
        sheet.text(HEAD_ROW, column, text, "head")
    sheet.widths.update({ID: 30, LABEL: 46, UNIT: 18, VALUE: 110})
    sheet.freeze, sheet.title_rows = (FIRST_ROW, LABEL), (1, HEAD_ROW)
    lines = [
        node
        for node in places.model.nodes.values()
        if node.tree is not None and not node.total_of and node.scope != "claim"
    ]
    for row, node in enumerate(lines, FIRST_ROW):
        sheet.text(row, ID, node.id, "id")
        sheet.text(row, LABEL, speech.text(node.label), "text")
        sheet.text(row, UNIT, speech.unit(node.unit_text), "unit")
        sheet.text(row, VALUE, speech.words(node), "words")
