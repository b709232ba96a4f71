import pytest

from tests.support.cells import ErrorValue, Value
from tests.support.differences import differences

NAN = float("nan")


def differ(expected: Value, actual: Value) -> bool:
    return bool(differences({"S": {"A1": expected}}, {"S": {"A1": actual}}))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1.0, 1.0),
        (1e12, 1e12 + 100),
        (0.0, 1e-10),
        (-0.0, 0.0),
        (3, 3.0),
        ("a", "a"),
        ("", ""),
        (True, True),
        (ErrorValue("#N/A"), ErrorValue("#N/A")),
    ],
)
def test_the_same(one: Value, other: Value) -> None:
    assert not differ(one, other)
    assert not differ(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1.0, 1.00000001),
        (1e12, 1e12 + 2000),
        (0.0, 1e-8),
        (1.0, -1.0),
        (NAN, NAN),
        ("a", "A"),
        ("1", 1.0),
        ("", 0.0),
        (True, 1.0),
        (False, 0.0),
        (True, False),
        ("TRUE", True),
        (ErrorValue("#N/A"), "#N/A"),
        (ErrorValue("#N/A"), ErrorValue("#NUM!")),
        (ErrorValue("#NUM!"), 0.0),
    ],
)
def test_different(one: Value, other: Value) -> None:
    assert differ(one, other)
    assert differ(other, one)


def test_tolerances_can_be_chosen() -> None:
    expected, actual = {"S": {"A1": 100.0}}, {"S": {"A1": 101.0}}
    assert differences(expected, actual)
    assert not differences(expected, actual, relative=0.01)
    assert not differences(expected, actual, absolute=1.0)


def test_errors_may_be_taken_for_one_another_but_for_nothing_else() -> None:
    expected = {"S": {"A1": ErrorValue("#NUM!"), "A2": ErrorValue("#NUM!"), "A3": ErrorValue("#NUM!")}}
    actual: dict[str, dict[str, Value]] = {"S": {"A1": ErrorValue("#VALUE!"), "A2": "#VALUE!"}}
    found = differences(expected, actual, same_errors=False)
    assert [difference.cell for difference in found] == ["A2", "A3"]


def test_a_cell_that_one_side_lacks_is_a_difference() -> None:
    found = differences({"S": {"A1": 1.0, "A2": 2.0}, "T": {"B1": 3.0}}, {"S": {"A1": 1.0, "A3": 0.0}})
    assert [str(difference) for difference in found] == [
        "S!A2: expected 2.0, got no cell",
        "S!A3: expected no cell, got 0.0",
        "T!B1: expected 3.0, got no cell",
    ]


def test_a_difference_tells_cell_values_and_formula() -> None:
    found = differences(
        {"계산": {"E7": 4.0, "E8": "#N/A"}},
        {"계산": {"E7": -4.0, "E8": ErrorValue("#N/A")}},
        formulas={"계산": {"E7": "=-2^2", "E8": "=NA()"}},
    )
    assert repr(found) == (
        "[계산!E7: expected 4.0, got -4.0, from =-2^2, 계산!E8: expected '#N/A', got error #N/A, from =NA()]"
    )
