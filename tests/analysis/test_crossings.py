import numpy as np
import pytest

from builder.analysis.crossings import crossings

PLACES = np.linspace(0.0, 10.0, 1025)


def found(curve):
    return crossings(lambda x: np.asarray(curve(x))[:, None], PLACES)[0]


def test_a_root_is_found_to_the_last_digits():
    (one,) = found(lambda x: x**3 - 30)
    assert one.kind == "through"
    assert one.low == pytest.approx(30 ** (1 / 3), rel=1e-12)
    assert one.sides == (-1, 1)


def test_a_jump_over_zero_is_located_to_the_step():
    (one,) = found(lambda x: np.where(x < 7.123, x - 9, x - 3))
    assert one.kind == "step"
    assert one.low < 7.123 <= one.high
    assert one.high - one.low < 1e-11
    assert one.values == pytest.approx((-1.877, 4.123))


def test_a_level_stretch_has_both_its_ends():
    (one,) = found(lambda x: np.floor(x) - 4)
    assert (one.kind, one.low, one.high) == ("level", pytest.approx(4.0), pytest.approx(5.0))


def test_a_saw_crosses_upwards_smoothly_and_downwards_at_its_steps():
    every = found(lambda x: x % 0.73 - 0.5)
    up = [one.low for one in every if one.kind == "through"]
    down = [one.high for one in every if one.kind == "step"]
    assert up == pytest.approx([0.5 + 0.73 * tooth for tooth in range(14) if 0.5 + 0.73 * tooth < 10], rel=1e-10)
    assert down == pytest.approx([0.73 * tooth for tooth in range(1, 14)], rel=1e-10)


def test_two_crossings_between_neighbouring_places_are_found_where_the_curve_bends():
    every = found(lambda x: np.abs(x - 5.0049) - 0.0011)
    assert [one.low for one in every] == pytest.approx([5.0038, 5.0060])


def test_nothing_is_found_where_nothing_crosses():
    assert found(lambda x: x + 1) == []
    assert [one.kind for one in found(lambda x: 0 * x)] == ["level"]


def test_a_place_without_a_value_is_no_crossing():
    with np.errstate(all="ignore"):
        assert [one.kind for one in found(lambda x: np.where(x < 2, np.nan, x - 6))] == ["through"]


def test_a_hole_in_a_curve_does_not_hide_the_crossing_behind_it():
    (one,) = found(lambda x: np.where((x > 5.0071) & (x < 5.0073), np.nan, x - 5.0076))
    assert one.low == pytest.approx(5.0076)


def test_curves_are_told_apart():
    first, second = crossings(lambda x: np.stack([x - 1, 3 - x], axis=1), PLACES)
    assert [one.low for one in first] == pytest.approx([1.0])
    assert [one.low for one in second] == pytest.approx([3.0])
