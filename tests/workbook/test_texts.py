"""What a study says is text: printed, not run, and the same after the journey through a program."""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from builder.engine import run
from builder.errors import TcoError, WorkbookError
from builder.layout.layout import Layout, lay_out
from builder.study.loader import load_study
from builder.workbook.writer import workbook_bytes
from tests.support.libreoffice import resaved
from tests.support.package import parsed, parts
from tests.support.recalculation import formula_cells
from tests.tools import validate_ooxml
from tests.workbook import books

AWKWARD = books.OWN / "awkward-texts.yaml"
HEADERS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}headerFooter"


@cache
def layout() -> Layout:
    return lay_out(run(load_study(AWKWARD)), books.language("en"))


@cache
def xlsx() -> bytes:
    return workbook_bytes(layout())


def texts() -> dict[tuple[str, str], str]:
    """Every text cell of the layout, formulas left out."""
    return {
        (name, openpyxl.cell.cell.get_column_letter(column) + str(row)): cell.value
        for name, sheet in layout().book.sheets.items()
        for (row, column), cell in sheet.cells.items()
        if isinstance(cell.value, str) and not cell.formula and cell.value
    }


def test_all_of_them_are_there() -> None:
    shown = set(texts().values())
    assert {
        "=1+1",
        "@SUM(A1)",
        "{=1}",
        "'x",
        "'=1",
        "=A1",
        "#N/A",
        "=cmd|' /C calc'!A0",
        "_x0041_ \t and\na line",
    } <= shown


def test_no_text_is_a_formula_to_openpyxl() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(xlsx()))
    for (sheet, at), text in texts().items():
        cell = workbook[sheet][at]
        # What looks like an escape is escaped in the file; Excel and LibreOffice undo that, openpyxl does not.
        assert (unescape(cell.value), cell.data_type) == (text, "s"), (sheet, at)
        assert bool(cell.quotePrefix) is text.startswith(("=", "+", "-", "@", "'")), (sheet, at)
    formulas = {(sheet, at) for sheet, cells in formula_cells(xlsx()).items() for at in cells}
    assert not formulas & texts().keys()


@pytest.mark.libreoffice
def test_libreoffice_reads_the_same_texts() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(resaved({"it": xlsx()})["it"]))
    changed = {
        at: (text, workbook[at[0]][at[1]].value) for at, text in texts().items() if workbook[at[0]][at[1]].value != text
    }
    assert changed == {}
    assert {
        c.data_type for sheet in workbook for row in sheet for c in row if (sheet.title, c.coordinate) in texts()
    } == {"s"}


def test_the_file_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "it.xlsx"
    path.write_bytes(xlsx())
    assert validate_ooxml.validate(str(path)) == []


def headings(file: bytes) -> Iterator[str]:
    for name, content in parts(file).items():
        if name.startswith("xl/worksheets/sheet"):
            yield from (part.text for part in parsed(content).find(HEADERS) if part.text)


def test_codes_of_a_pages_head_come_from_us_alone() -> None:
    heads = set(headings(xlsx()))
    assert heads == {
        '&L&8&"Calibri"=1+1&R&8&"Calibri"&A',
        '&L&8&"Calibri"=HYPERLINK("https://example.invalid","x") &&&& R&&D 100%&R&8&"Calibri"&P / &N',
    }


def with_title(title: str) -> str:
    return AWKWARD.read_text(encoding="utf-8").replace('title: "=1+1"', f"title: {title}", 1)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ('"2024 in numbers"', "2024 in numbers"),
        ('"' + "&" * 300 + '"', "&&" * 100),
        ('"&[Tab] &[Date]"', "&&\u200b[Tab] &&\u200b[Date]"),
        ('"one\\ntwo"', "one two"),
    ],
)
def test_a_title_is_shown_in_a_pages_head_as_it_is(title: str, shown: str, tmp_path: Path) -> None:
    heads = set(headings(books.made(with_title(title), tmp_path)))
    assert f'&L&8&"Calibri"{shown}&R&8&"Calibri"&A' in heads
    assert max(map(len, heads)) <= 255


def test_a_text_may_fill_a_cell_and_no_more(tmp_path: Path) -> None:
    assert books.laid_out(with_title('"' + "x" * 32_767 + '"'), tmp_path)
    for title in ("x" * 32_768, "😀" * 16_384):
        with pytest.raises(WorkbookError, match=r"has 32,768 characters; a cell takes 32,767"):
            books.laid_out(with_title(f'"{title}"'), tmp_path)


@pytest.mark.parametrize("character", ["\\x01", "\\x1f", "\\x00", "\\x0b", "\\uFFFE", "\\uFFFF"])
def test_a_control_character_is_named(character: str, tmp_path: Path) -> None:
    with pytest.raises(TcoError, match=r"holds the invisible character U\+"):
        books.laid_out(with_title(f'"bad {character} title"'), tmp_path)


@pytest.mark.parametrize("author", ["\\x01", "\\uFFFE"])
def test_an_author_is_text_too(author: str, tmp_path: Path) -> None:
    study = AWKWARD.read_text(encoding="utf-8").replace("<b>&\\\"'", author)
    with pytest.raises(TcoError, match="invisible character"):
        books.made(study, tmp_path)


def test_an_author_may_have_any_sign() -> None:
    assert openpyxl.load_workbook(io.BytesIO(xlsx())).properties.creator == "<b>&\"'"


CHOICE = "contract: {value: a, kind: choice, unit: 1, label: Contract, choices: [a, %s]}"
LINE = "formula: users * fee * operating_years"


def with_choice(choice: str) -> str:
    text = AWKWARD.read_text(encoding="utf-8").replace("assumptions:\n", f"assumptions:\n  {CHOICE % choice}\n", 1)
    return text.replace(LINE, 'formula: "users * fee * operating_years if contract == \\"a\\" else 0"')


def test_a_choice_may_have_any_sign_but_a_comma(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(books.made(with_choice("'say \"b\" & =1'"), tmp_path)))
    lists = [rule for rule in workbook["Inputs"].data_validations.dataValidation if rule.type == "list"]
    assert [rule.formula1 for rule in lists] == ['"a,say ""b"" & =1"']


@pytest.mark.parametrize(
    ("choice", "what"), [("'b, c'", "a choice has a comma"), ("x" * 254, "more than 255 characters")]
)
def test_choices_that_a_workbook_cannot_offer_are_refused(choice: str, what: str, tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match=what):
        books.made(with_choice(choice), tmp_path)
