"""No word and no number of one customer is in another's files: not in their text, names, metadata or attachments."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import lru_cache

import pytest
from pypdf import PdfReader
from pypdf.generic import ByteStringObject, DictionaryObject, StreamObject, TextStringObject

from builder.batch.workers import local_outcomes
from tests.batch.lists import base_in, read
from tests.study.small_study import GOOD, edited

BASE = edited(
    GOOD,
    ("as_of:", "document: {authors: [Base]}\nas_of:"),
    ("report:\n", "report:\n  narrative: {summary: The words of the base.}\n"),
)
NAMES = ("Zebulon", "Quirrell", "Ysolde", "Wexford", "Undershaw", "Inverkip")
PRICES = (271828, 314159, 161803)


def row(number: int) -> dict[str, object]:
    """A customer whose every word and price is its own."""
    name = NAMES[number]
    return {
        "id": f"{name}-file", "title": f"{name}-title", "subtitle": f"{name}-subtitle", "customer": f"{name}-customer",
        "document.version": f"{name}-version", "document.authors": f"{name}-author",
        "document.commissioned_by": f"{name}-sponsor", "options.own.label": f"{name}-servers",
        "comparisons.all.label": f"{name}-comparison", "report.narrative.summary": f"{name}-narrative 한글",
        "options.own.assumptions.node_price": PRICES[number],
        "options.own.assumptions.node_price.source": f"{name}-quote", "users": 4000 + number,
    }  # fmt: skip


ROWS = [row(number) for number in range(3)]
Made = Mapping[str, Mapping[str, bytes]]


@pytest.fixture(scope="module", params=[1, 2], ids=["one worker", "two workers"])
def customers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The files of each customer, made one after the other by the same worker, and by two."""
    folder = tmp_path_factory.mktemp("base")
    base_in(folder, BASE)
    base, rows = read(folder, *ROWS, kinds=("xlsx", "html", "pdf"))
    found = {outcome.id: outcome for outcome in local_outcomes(base, rows, request.param)}
    assert [found[each.id].problems for each in rows] == [(), (), ()]
    return {each.id: found[each.id].files for each in rows}


def words_of(number: int) -> list[str]:
    """What must not be in any other customer's files, as it may be written there."""
    price = PRICES[number]
    return [NAMES[number], str(price), f"{price:,}", f"{price / 1000:.0f}K"]


@pytest.mark.parametrize("number", range(3))
def test_no_word_or_price_of_another_is_in_a_customers_files(number: int, customers: Made) -> None:
    found = everything(customers, number)
    others = [word for other in range(3) if other != number for word in words_of(other)]
    assert [word for word in others if word.lower() in found] == []


@pytest.mark.parametrize("number", range(3))
def test_what_is_looked_for_would_be_found(number: int, customers: Made) -> None:
    files = customers[f"{NAMES[number]}-file"]
    assert len(files) == 3
    for name, content in files.items():
        text = " ".join(texts(name, content)).lower()
        assert NAMES[number].lower() in text
        assert str(PRICES[number]) in re.sub(r"(?<=\d),(?=\d{3})", "", text), name


def test_a_word_is_found_in_metadata_attachments_and_streams_of_a_pdf(customers: Made) -> None:
    files = customers["Zebulon-file"]
    texts_of_pdf = list(pdf_texts(files["Zebulon-file.pdf"]))
    assert any("Zebulon-title" in text for text in texts_of_pdf)  # set in the document's fonts
    assert any("zebulon-file.xlsx" in text.lower() for text in texts_of_pdf)  # the name of what is attached
    assert any("xl/worksheets/sheet1.xml" in text for text in texts_of_pdf)  # and what is in it


def everything(customers: Made, number: int) -> str:
    id = f"{NAMES[number]}-file"
    return "\n".join(text for name, content in customers[id].items() for text in texts(name, content)).lower()


@lru_cache(maxsize=32)
def texts(name: str, content: bytes) -> tuple[str, ...]:
    """All that a file says: its name, and every text in it however deep."""
    if content.startswith(b"PK"):
        return name, *zip_texts(content)
    if content.startswith(b"%PDF"):
        return name, *pdf_texts(content)
    embedded = (texts("", base64.b64decode(each)) for each in re.findall(rb";base64,([A-Za-z0-9+/=]+)", content))
    return name, *both(content), *(text for each in embedded for text in each)


def zip_texts(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            yield entry.filename
            yield entry.comment.decode()
            yield from texts(entry.filename, archive.read(entry))


def pdf_texts(content: bytes) -> Iterator[str]:
    """The text of each page, and every string and stream of every object."""
    reader = PdfReader(io.BytesIO(content))
    yield from (page.extract_text() for page in reader.pages)
    for number in range(1, reader.trailer["/Size"]):
        found = reader.get_object(number)
        if found is not None:
            yield from object_texts(found)


def object_texts(found: object) -> Iterator[str]:
    if isinstance(found, TextStringObject | ByteStringObject):
        yield from both(found.original_bytes)
        yield str(found)
    elif isinstance(found, DictionaryObject):
        for key, value in found.items():
            yield str(key)
            yield from object_texts(value)
        if isinstance(found, StreamObject):
            yield from texts("", found.get_data())
    elif isinstance(found, list):
        for each in found:
            yield from object_texts(each)


def both(content: bytes) -> tuple[str, str]:
    """Bytes as the two encodings that a PDF and a page write text in."""
    return content.decode("utf-8", "ignore"), content.decode("utf-16-be", "ignore")
