"""The error: its carets stand under the characters that are wrong, on every terminal."""

import pickle

import pytest

from builder.formula.errors import FormulaError
from builder.formula.nodes import Span


def pointer(text: str, start: int, end: int) -> list[str]:
    return FormulaError(text, Span(start, end), "what").pointer().splitlines()


def test_carets_stand_below_the_characters() -> None:
    assert pointer("nodes * prize", 8, 13) == [
        "    nodes * prize",
        "            ^^^^^",
    ]


def test_line_breaks_and_tabs_take_one_column() -> None:
    assert pointer("a\n\t+ b\r\n* c.d", 10, 13) == [
        "    a  + b  * c.d",
        "              ^^^",
    ]


def test_below_wide_characters_stand_wide_blanks() -> None:
    shown, carets = pointer("size == '대형' + b.c", 15, 18)
    assert shown == "    size == '대형' + b.c"
    assert carets == "             \u3000\u3000    ^^^"


def test_of_a_long_formula_the_surroundings_are_shown() -> None:
    text = " + ".join(f"item_{number}" for number in range(100))
    start = text.index("item_70")
    shown, carets = pointer(text, start, start + 7)
    assert len(shown) == 84
    assert shown[carets.index("^") :].startswith("item_70")
    assert carets.count("^") == 7


def test_carets_end_with_what_is_shown() -> None:
    shown, carets = pointer("x" * 500, 100, 400)
    assert len(carets) == len(shown)


def test_there_is_always_a_caret() -> None:
    assert pointer("", 0, 1) == ["    ", "    ^"]
    assert pointer("a +", 3, 4)[1] == "       ^"


def test_its_text_is_what_is_wrong_and_where() -> None:
    assert str(FormulaError("a + b", Span(4, 5), "b is not known")) == "b is not known\n    a + b\n        ^"


def test_it_survives_the_way_to_another_process() -> None:
    error = FormulaError("a + b", Span(4, 5), "b is not known", "name it")
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.text, copy.span, copy.what, copy.remedy) == (error.text, error.span, error.what, error.remedy)
    assert str(copy) == str(error)


@pytest.mark.parametrize("char", ["\x00", "\ud800", "\x1b", "\u200b"])
def test_what_cannot_be_shown_is_a_blank(char: str) -> None:
    assert pointer(f"a{char}b", 2, 3) == ["    a b", "      ^"]
