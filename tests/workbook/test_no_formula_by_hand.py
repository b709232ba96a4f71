"""No formula is written by hand: each is a tree of the kernel, printed in one place."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.engine import run
from builder.formula.excel import Template
from builder.layout.book import Book
from builder.layout.cells import Address, Cell
from builder.layout.layout import lay_out
from builder.workbook.writer import workbook_bytes
from tests.support.recalculation import formula_cells
from tests.workbook import books

PACKAGES = ("layout", "workbook")
FILES = sorted(file for each in PACKAGES for file in (books.ROOT / "builder" / each).glob("**/*.py"))
ALLOWED = {'("=", "+", "-", "@", "\'")': "the signs with which a text would be taken for a formula"}


def written_by_hand(source: str) -> list[str]:
    """Strings that begin with `=`, whole or as the first part of an f-string or a sum; docstrings do not count."""
    tree = ast.parse(source)
    passed = {id(each) for node in ast.walk(tree) if isinstance(node, ast.Tuple) and _told(node) for each in node.elts}
    return [ast.unparse(node) for node in _strings(tree) if id(node) not in passed and node.value.startswith("=")]


def _told(node: ast.Tuple) -> bool:
    return any(ast.dump(ast.parse(text, mode="eval").body) == ast.dump(node) for text in ALLOWED)


def _strings(tree: ast.AST) -> Iterator[ast.Constant]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_no_string_begins_like_a_formula(file: Path) -> None:
    assert written_by_hand(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    ['x = "=SUM(A1)"', 'x = f"={cell}*2"', 'x = "=" + cell', 'x = "={}".format(cell)', 'x = "".join(("=", y))'],
)
def test_each_way_of_writing_one_is_seen(source: str) -> None:
    assert written_by_hand(source)


@pytest.mark.parametrize("name", books.STUDIES)
def test_every_formula_was_printed_from_a_tree_and_placed_by_the_book(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: set[str] = set()
    placed: dict[tuple[str, str], str] = {}
    fill, place = Template.fill, Book.place

    def remembered(template: Template, address: object) -> str:
        text = fill(template, address)  # type: ignore[arg-type]
        printed.add(text)
        return text

    def noted(book: Book, at: Address, text: str, *rest: object) -> Address:
        placed[at.sheet, at.cell] = text
        return place(book, at, text, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Template, "fill", remembered)
    monkeypatch.setattr(Book, "place", noted)
    xlsx = workbook_bytes(lay_out(run(books.study(name)), books.language("en")))
    found = {(sheet, at): text for sheet, cells in formula_cells(xlsx).items() for at, text in cells.items()}
    assert found == placed
    assert set(found.values()) <= printed


def test_a_cell_of_our_own_making_would_be_seen() -> None:
    layout = lay_out(books.results("minimal"), books.language("en"))
    layout.book.sheets["Results"].cells[90, 1] = Cell(2.0, "calculation", "".join((chr(61), "1+1")))
    assert formula_cells(workbook_bytes(layout))["Results"]["A90"] == "=1+1"
    assert "A90" not in formula_cells(books.xlsx("minimal"))["Results"]
