"""Formulas over cells of any content: what stands in a cell is what a spreadsheet would see there."""

import pytest

from builder.layout.book import Book
from builder.layout.cells import Address, Area, Cell


@pytest.fixture
def book() -> Book:
    """A sheet with a number, a text, a blank and another number below each other, and the same texts beside them."""
    book = Book()
    sheet = book.sheet("S")
    for row, value in enumerate((2.0, "many", None, -1.0), 1):
        sheet.put(row, 1, Cell(value))
    for row, value in enumerate((1.0, 5.0, 7.0, "few"), 1):
        sheet.put(row, 2, Cell(value))
    return book


def column(number: int) -> Area:
    return Area(Address("S", 1, number), Address("S", 4, number))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("count_filled(a)", 3.0),
        ("count_numbers(a)", 2.0),
        ("count_rows(a)", 4.0),
        ("count_equal(a, 0)", 0.0),
        ("count_equal(b, 5)", 1.0),
        ("count_below(a, b)", 1.0),  # -1 is below a text
        ("count_below(b, a)", 2.0),  # 1 is below 2, and 5 below a text
        ("sum_for(b, a, 2)", 1.0 + 7.0),  # beside the 2 and beside the blank
        ("sum_over(a)", 1.0),
        ("blank", 0.0),
        ("blank + 1", 1.0),
    ],
)
def test_numbers_texts_and_blanks_side_by_side(book: Book, formula: str, value: float) -> None:
    targets = {"a": column(1), "b": column(2), "blank": Address("S", 3, 1)}
    at = book.formula(Address("S", 9, 9), formula, targets)
    assert book.value(at) == value
