"""Cover, Sources and Method: who reads them finds everything, and where."""

from pathlib import Path

import pytest

from builder.layout.cover import COVER
from builder.layout.place import ID, LABEL, UNIT, VALUE
from builder.layout.texts import METHOD, SEEN, SOURCES, USERS, WORDS
from tests.workbook import books

DRAFT = """
title: A study of a name so long that it does not fit into one row of the page on which it is printed
customer: Example Corp.
as_of: 2025-01-31
document: {version: "0.3", status: draft, authors: [A. Author], classification: Confidential, valid_until: 2025-12-31}
workloads: {chat: {label: Chat, assumptions: {latency: 2, gpus_per_replica: 1}}}
options: {api: {kind: token_api, label: An API, assumptions: {price_in: 1, price_out: {value: 2, status: list-price,
          source: "a price list", retrieved: 2025-01-15, valid_until: 2025-06-30}}}}
scenarios: {only: {workload: chat, assumptions: {users: 100}, options: [api]}}
"""


def column(layout: object, sheet: str, wanted: int) -> dict[int, str]:
    cells = layout.book.sheets[sheet].cells  # type: ignore[attr-defined]
    return {row: cell.value for (row, column), cell in cells.items() if column == wanted and cell.value is not None}


def test_the_cover_says_what_for_whom_and_in_which_state(tmp_path: Path) -> None:
    layout = books.laid_out(DRAFT, tmp_path)
    labels, texts = column(layout, COVER, LABEL), column(layout, COVER, UNIT)
    facts = {label: texts.get(row) for row, label in labels.items()}
    assert (facts["Customer"], facts["Document version"], facts["Document status"]) == ("Example Corp.", "0.3", "Draft")
    assert (facts["As of"], facts["Valid until"]) == ("January 31, 2025", "December 31, 2025")
    assert (facts["Authors"], facts["Classification"]) == ("A. Author", "Confidential")
    assert (facts["Checks that fail"], facts["Differ from as issued"]) == (0, 0)
    assert "An API" in str(facts["Purpose"])
    title = [text for row, text in labels.items() if layout.book.sheets[COVER].cells[row, LABEL].style == "cover_title"]
    assert len(title) == 2
    assert " ".join(title) == layout.speech.text(layout.places.model.loaded.study.title)


@pytest.mark.parametrize("name", books.STUDIES)
def test_the_cover_leads_to_every_sheet_and_says_what_each_is_for(name: str) -> None:
    layout = books.layout(name)
    cells = layout.book.sheets[COVER].cells
    links = {cell.link: str(cells[row, UNIT].value) for (row, _), cell in cells.items() if cell.link}
    assert list(links) == [each for each in layout.book.sheets if each != COVER]
    assert all(links.values())
    assert len(set(links.values())) == len(links)


def test_a_draft_says_so_on_every_printed_page(tmp_path: Path) -> None:
    import io

    import openpyxl

    from builder.workbook.writer import workbook_bytes

    for status, shown in (("draft", "Draft"), ("review", "For review"), ("final", None)):
        xlsx = workbook_bytes(books.laid_out(DRAFT.replace("status: draft", f"status: {status}"), tmp_path))
        heads = {sheet.oddHeader.center.text for sheet in openpyxl.load_workbook(io.BytesIO(xlsx))}
        assert len(heads) == 1
        assert str(heads.pop()).endswith(str(shown))


@pytest.mark.parametrize("name", books.STUDIES)
def test_every_source_is_listed_with_the_inputs_that_use_it(name: str) -> None:
    layout = books.layout(name)
    texts, users = column(layout, SOURCES, LABEL), column(layout, SOURCES, USERS)
    listed: dict[str, str] = {}
    for row, text in texts.items():
        listed[text] = f"{listed.get(text, '')}; {users.get(row, '')}"
    for row in layout.places.model.assumptions.rows:
        for setting in row.settings():
            source = layout.speech.text(setting.source) or "no source given"
            assert layout.speech.text(row.label) in listed[source], row.id


def test_a_source_has_its_dates(tmp_path: Path) -> None:
    layout = books.laid_out(DRAFT, tmp_path)
    row = next(row for row, text in column(layout, SOURCES, LABEL).items() if text == "a price list")
    cells = layout.book.sheets[SOURCES].cells
    assert [cells[row, each].value for each in (UNIT, SEEN, SEEN + 1, USERS)] == [
        "list price", "January 15, 2025", "June 30, 2025", "An API: Price of a million output tokens",
    ]  # fmt: skip


@pytest.mark.parametrize("name", books.STUDIES)
def test_method_has_every_line_once_in_words(name: str) -> None:
    layout = books.layout(name)
    ids, words = column(layout, METHOD, ID), column(layout, METHOD, WORDS)
    wanted = [
        node.id for node in layout.places.model.nodes.values()
        if node.tree is not None and not node.total_of and node.scope != "claim"
    ]  # fmt: skip
    found = [id for id in ids.values() if id != "id"]
    assert sorted(found) == sorted(wanted)
    for row, id in ids.items():
        if id != "id":
            assert words[row] == layout.speech.words(layout.places.model.nodes[id])
    assert VALUE < WORDS
