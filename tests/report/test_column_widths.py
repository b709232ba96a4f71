import pytest

from builder.report.blocks import Column, Row, Table
from builder.report.column_widths import fitted


def measure(line, size, weight):
    """Letters all of half an em."""
    return len(line) * size / 2


def table(heads, cells, widths=(70.0, 15.0, 15.0), numeric=True):
    columns = tuple(Column(head, width, numeric) for head, width in zip(heads, widths, strict=True))
    return Table("tab", "A table", columns, (Row(cells),))


def widths(*given, **more):
    return [each.width for each in fitted(table(*given, **more), measure)]


def test_columns_with_room_keep_their_shares():
    assert widths(("a", "b", "c"), ("1", "2", "3")) == [70, 15, 15]


def test_the_others_give_what_a_long_word_needs():
    found = widths(("a", "Verwaltungskostenanteil of-a-kind", "c"), ("1", "2", "3"))
    assert sum(found) == pytest.approx(100)
    assert found[1] > 15
    assert found[0] < 70
    assert found[2] < 15


def test_figures_are_never_broken_and_words_are():
    whole = widths(("a", "b", "c"), ("1", "12.50 dollars to 20.00 dollars", "3"))
    assert whole[1] > 15
    assert widths(("a", "b", "c"), ("1", "12.50 dollars to 20.00 dollars", "3"), numeric=False) == [70, 15, 15]


def test_marks_take_no_room_for_their_names():
    assert widths(("a", "b", "c"), ("1", '<span class="a-name-that-is-very-long-indeed">2</span>', "3")) == [70, 15, 15]


def test_columns_that_cannot_fit_stay_as_they_are():
    assert widths(("a" * 80, "b" * 80, "c"), ("1", "2", "3")) == [70, 15, 15]
