"""The sheets of words: Sources and Method."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from builder.layout.book import Book, Sheet
from builder.layout.inputs import WEAK
from builder.layout.place import FIRST_ROW, HEAD_ROW, ID, LABEL, UNIT, VALUE, Places
from builder.layout.speech import Speech
from builder.model.assumptions import Row, Setting
from builder.model.graph import Node

SOURCES, METHOD = "Sources", "Method"
SEEN, VALID, USERS = VALUE, VALUE + 1, VALUE + 2
"""Columns of Sources after its status: when it was looked at, until when it holds, who uses it."""

CATEGORY, WORDS = VALUE, VALUE + 1
"""Columns of Method after the unit."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source as settings name it, and the rows of inputs that rest on it."""

    text: str
    status: str
    seen: date | None
    valid_until: date | None
    users: list[Row] = field(default_factory=list, compare=False)


def add_sources(book: Book, places: Places, speech: Speech) -> None:
    """Fill Sources: each source once, with its status, dates and inputs, then what is out of scope."""
    sheet = book.sheet(SOURCES)
    heads = [(ID, "id"), (LABEL, speech.say("Source")), (UNIT, speech.say("Status")), (SEEN, speech.say("Looked at")),
             (VALID, speech.say("Valid until")), (USERS, speech.say("Inputs that use it"))]  # fmt: skip
    for column, text in heads:
        sheet.text(HEAD_ROW, column, text, "head")
    sheet.widths.update({ID: 6, LABEL: 62, UNIT: 22, SEEN: 18, VALID: 18, USERS: 80})
    sheet.freeze, sheet.title_rows = (FIRST_ROW, UNIT), (1, HEAD_ROW)
    row = FIRST_ROW
    for number, each in enumerate(_sources(places, speech), 1):
        sheet.text(row, ID, f"S{number}", "id")
        sheet.text(row, LABEL, each.text, "words")
        sheet.text(row, UNIT, speech.status(each.status), "status_weak" if each.status in WEAK else "after")
        for column, day in ((SEEN, each.seen), (VALID, each.valid_until)):
            sheet.text(row, column, speech.language.date(day) if day else "–", "after")
        sheet.text(row, USERS, "; ".join(_named(user, speech) for user in each.users), "words")
        row += 1
    _out_of_scope(sheet, places, speech, row + 1)


def _sources(places: Places, speech: Speech) -> list[Source]:
    found: dict[tuple[str, str, date | None, date | None], Source] = {}
    for row in places.model.assumptions.rows:
        settings: list[Setting] = [each for each in (row.general, *row.overrides.values()) if each is not None]
        for setting in settings:
            text = speech.text(setting.source) or speech.say("no source given")
            key = (text, setting.status, setting.retrieved, setting.valid_until)
            users = found.setdefault(key, Source(*key)).users
            if row not in users:
                users.append(row)
    return list(found.values())


def _named(row: Row, speech: Speech) -> str:
    """An input with the option or workload that it belongs to."""
    study, label = speech.model.loaded.study, speech.text(row.label)
    owners = {key: speech.text(each.label) for key, each in study.workloads.items()}
    owners |= {key: speech.text(each.label) for key, each in study.options.items()}
    return f"{owners[row.owner]}: {label}" if row.owner in owners else label


def _out_of_scope(sheet: Sheet, places: Places, speech: Speech, row: int) -> None:
    study = places.model.loaded.study
    excluded = [(speech.say("All options"), key, text) for key, text in study.scope.items()]
    excluded += [(speech.option(o), key, text) for o, spec in study.options.items() for key, text in spec.scope.items()]
    if excluded:
        sheet.text(row, LABEL, speech.say("Not costed, and why"), "section")
    for at, (whom, topic, why) in enumerate(excluded, row + 1):
        sheet.text(at, LABEL, f"{whom}: {_topic(topic, places, speech)}", "words")
        sheet.text(at, USERS, speech.text(why), "words")


def _topic(key: str, places: Places, speech: Speech) -> str:
    category = places.model.library.vocabulary.categories.get(key)
    return speech.text(category.label) if category else key.replace("_", " ")


def add_method(book: Book, places: Places, speech: Speech) -> None:
    """Fill Method: every line once, in words, under the option or pair that it belongs to."""
    sheet = book.sheet(METHOD)
    heads = ((ID, "id"), (LABEL, speech.say("Line")), (UNIT, speech.say("Unit")), (CATEGORY, speech.say("Category")),
             (WORDS, speech.say("In words")))  # fmt: skip
    for column, text in heads:
        sheet.text(HEAD_ROW, column, text, "head")
    sheet.widths.update({ID: 30, LABEL: 46, UNIT: 20, CATEGORY: 26, WORDS: 110})
    sheet.freeze, sheet.title_rows = (FIRST_ROW, UNIT), (1, HEAD_ROW)
    row, heading = FIRST_ROW, ""
    for above, node in _lines(places, speech):
        if above != heading:
            row += 1 if heading else 0
            sheet.text(row, LABEL, above, "section")
            heading, row = above, row + 1
        sheet.text(row, ID, node.id, "id")
        sheet.text(row, LABEL, speech.text(node.label), "line")
        sheet.text(row, UNIT, speech.unit(node.unit_text), "unit")
        category = node.line.category if node.line and node.is_cost else None
        if category:
            sheet.text(row, CATEGORY, _topic(category, places, speech), "after")
        sheet.text(row, WORDS, speech.words(node), "words")
        row += 1


def _lines(places: Places, speech: Speech) -> Iterator[tuple[str, Node]]:
    """Every line with the heading it stands under, in the order of the scenarios' sheets."""
    study = places.model.loaded.study
    lines = [
        each for each in places.model.nodes.values()
        if each.tree is not None and not each.total_of and each.scope != "claim"
    ]  # fmt: skip
    headings = {"": speech.say("Demand and sizing")}
    headings |= {option: speech.option(option) for option in study.options}
    for each in lines:
        if each.scope == "pair":
            headings.setdefault(each.owner, speech.pair(each.owner))
        elif each.scope == "range":
            headings.setdefault(each.owner, speech.text(study.comparisons[each.owner.split(":")[0]].label))
    for owner, heading in headings.items():
        yield from ((heading, each) for each in lines if each.owner == owner)
    yield from ((speech.say("Demand and sizing"), each) for each in lines if each.owner not in headings)
