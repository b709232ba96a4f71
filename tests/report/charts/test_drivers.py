"""What moves a result: tornado, distribution, waterfall and heat map."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.report.charts import (
    Canvas,
    Distribution,
    Heatmap,
    Mark,
    Numbers,
    Swing,
    Tornado,
    Waterfall,
    distribution,
    heatmap,
    tornado,
    waterfall,
)
from builder.report.charts.colour import lightness


@pytest.fixture
def storm(theme, numbers, picture):
    """`storm(swings...)` draws a tornado around 100 and reads it back."""

    def draw(*swings, base=100.0):
        data = Tornado(Mark("Base case", base), tuple(Swing(*each) for each in swings), "Low", "High")
        return picture(tornado(data, theme, numbers, Canvas("storm")))

    return draw


def test_bars_reach_from_the_base_to_the_results(storm):
    seen = storm(("Price", 81.0, 143.0), ("Power", 110.0, 95.0))
    ((base, _, _, _),) = seen.lines("base")
    low, high, inverse_low, inverse_high = seen.boxes("bar")
    assert [low.right, high.x, inverse_low.x, inverse_high.right] == pytest.approx([base] * 4, abs=0.02)
    per_unit = low.width / 19
    assert [high.width, inverse_low.width, inverse_high.width] == pytest.approx(
        [43 * per_unit, 10 * per_unit, 5 * per_unit], abs=0.05
    )


def test_both_ends_of_every_driver_carry_their_result(storm):
    seen = storm(("Price", 81.0, 143.0))
    low, high = seen.boxes("bar")
    assert seen.find("$81").box.right <= low.x
    assert seen.find("$143").box.x >= high.right


def test_low_and_high_differ_in_grey(storm):
    low, high = storm(("Price", 81.0, 143.0)).fills("bar")
    assert lightness(low) - lightness(high) > 30


def test_drivers_keep_the_order_they_are_given_in(storm):
    seen = storm(("Small", 99.0, 101.0), ("Large", 10.0, 200.0))
    assert seen.find("Small").box.y < seen.find("Large").box.y
    assert seen.chart.table.rows == (("Small", "$99", "$101"), ("Large", "$10", "$200"))


def test_ends_on_one_side_of_the_base_are_drawn_below_each_other(storm):
    seen = storm(("Useful life", 120.0, 140.0), ("Price", 81.0, 143.0))
    low, high, _, _ = seen.boxes("bar")
    assert low.bottom <= high.y
    assert seen.overlaps() == []


def test_an_end_at_the_base_stands_across_from_the_other(storm):
    seen = storm(("Price", 101.0, 143.0), base=101.0)
    ((base, _, _, _),) = seen.lines("base")
    assert seen.find("$101").box.right < base < seen.find("$143").box.x
    assert len({box.y for box in seen.boxes("bar")}) == 1


def test_a_driver_without_effect_can_be_drawn(storm):
    seen = storm(("Price", 100.0, 100.0))
    assert seen.overlaps() == []
    assert [box.width for box in seen.boxes("bar")] == [0, 0]


WORDS = st.lists(
    st.sampled_from(["전력", "인프라스트럭처", "price", "administration", "per", "GPU"]), min_size=1, max_size=9
).map(" ".join)
RESULTS = st.floats(-1e7, 1e7)


@settings(deadline=None, max_examples=60)
@given(base=RESULTS, swings=st.lists(st.builds(Swing, WORDS, RESULTS, RESULTS, WORDS), min_size=1, max_size=8))
def test_words_of_a_tornado_never_collide(theme, numbers, picture, base, swings):
    data = Tornado(Mark("Base case", base), tuple(swings), "Low", "High")
    seen = picture(tornado(data, theme, numbers, Canvas("storm")))
    assert seen.overlaps() == []
    assert seen.outside() == []


@pytest.fixture
def spreading(theme, numbers, picture):
    def draw(edges, counts, *marks, core=None, standing=None):
        data = Distribution(edges, counts, tuple(Mark(*mark) for mark in marks), core, standing=standing)
        return picture(distribution(data, theme, numbers, Canvas("spreading")))

    return draw


def test_bins_are_as_high_as_their_counts_and_as_wide_as_their_edges(spreading):
    first, second, third = spreading((0, 10, 20, 40), (5, 20, 10)).boxes("bar")
    assert (first.height, third.height) == pytest.approx((second.height / 4, second.height / 2), abs=0.05)
    assert third.width + 0.75 == pytest.approx(2 * (first.width + 0.75), abs=0.05)


def test_a_mark_points_at_its_value(spreading):
    seen = spreading((0, 10, 20, 40), (5, 20, 10), ("P50", 15.0))
    bins = seen.boxes("bar")
    ((*_, foot),) = seen.paths("mark")
    assert foot[0] == pytest.approx(bins[1].middle[0], abs=0.05)
    assert seen.find("P50").box.middle[0] == pytest.approx(foot[0], abs=0.1)


def test_marks_near_each_other_have_their_names_moved_apart(spreading):
    marks = [(name, 20.0 + index / 10) for index, name in enumerate(("P10", "P25", "Base case", "P50", "P75", "P90"))]
    seen = spreading((0, 10, 20, 40), (5, 20, 10), *marks)
    assert seen.overlaps() == []
    assert seen.outside() == []


@pytest.mark.parametrize("place", [-300.0, 0.0, 14.9, 15.0, 22.0, 40.0, 90.0])
def test_where_the_study_stands_is_marked_apart_from_the_percentiles(spreading, place):
    marks = [("P5", 2.0), ("P50", 15.0), ("P95", 33.0)]
    seen = spreading((0, 10, 20, 40), (5, 20, 10), *marks, standing=Mark("As the study stands", place))
    assert seen.overlaps() == []
    assert seen.outside() == []
    ((*_, foot),) = seen.paths("standing")
    ends = [path[-1][0] for path in seen.paths("mark")]
    assert (foot[0] - ends[0]) / (ends[2] - ends[0]) == pytest.approx((place - 2) / 31, abs=0.02)
    written = dict(seen.chart.table.rows)["As the study stands"]
    assert f"As the study stands: {written}" in seen.chart.alternative
    broken = {each.get("class"): bool(each.get("stroke-dasharray")) for each in seen.root if each.get("class")}
    assert {name for name, dashed in broken.items() if dashed} == {"standing"}
    assert broken["mark"] is False


@pytest.mark.parametrize("place", [14.9, 15.0, 15.3])
def test_names_stand_in_the_order_of_their_values(spreading, place):
    """However wide they are: the way from a name to its value crosses no other."""
    seen = spreading((0, 10, 20, 40), (5, 20, 10), ("P50", 15.0), standing=Mark("As the study stands", place))
    middles = [seen.find(name).box.middle[0] for name in ("P50", "As the study stands")]
    assert (middles[0] < middles[1]) == (place >= 15.0)


def test_bins_outside_the_core_are_lighter(spreading):
    outside, inside, _ = spreading((0, 10, 20, 40), (5, 20, 10), core=(10.0, 20.0)).fills("bar")
    assert lightness(outside) - lightness(inside) > 15


@pytest.mark.parametrize(
    ("edges", "counts", "marks", "complaint"),
    [
        ((0, 1, 2), (1,), (), "1 counts between 3 edges"),
        ((0, 2, 1), (1, 2), (), "must ascend"),
        ((0, 1, 2), (1, -2), (), "zero or more"),
        ((0, 1, 2), (0, 0), (), "not all zero"),
        ((0, 1, 2), (1, 1), (("P99", 3.0),), "'P99' lies at 3.0, outside"),
    ],
)
def test_a_distribution_that_cannot_be_is_refused(spreading, edges, counts, marks, complaint):
    with pytest.raises(ValueError, match=complaint):
        spreading(edges, counts, *marks)


@pytest.fixture
def fall(theme, numbers, picture):
    def draw(first, *steps, last=None):
        marks = tuple(Mark(f"Step {index}", float(step)) for index, step in enumerate(steps, 1))
        data = Waterfall(Mark("EC2", first), marks, Mark("On-premises", first + sum(steps) if last is None else last))
        return picture(waterfall(data, theme, numbers, Canvas("fall")))

    return draw


def test_every_step_begins_where_the_one_before_ends(fall):
    first, down, up, last = fall(1000.0, -800, 300).boxes("bar")
    zero = first.x
    per_dollar = first.width / 1000
    assert (down.x - zero, down.right) == pytest.approx((200 * per_dollar, first.right), abs=0.05)
    assert (up.x, up.right - zero) == pytest.approx((down.x, 500 * per_dollar), abs=0.05)
    assert (last.x, last.right) == pytest.approx((zero, up.right), abs=0.05)


def test_totals_take_the_colours_of_their_options(fall, theme):
    fills = fall(1000.0, -800, 300).fills("bar")
    assert (fills[0], fills[-1]) == (theme.alternatives[0], theme.subject)
    assert fills[1] != fills[2]


def test_a_waterfall_may_pass_below_zero(fall):
    seen = fall(100.0, -300, 250)
    assert seen.boxes("bar")[1].x < seen.boxes("bar")[0].x
    assert seen.outside() == []


def test_steps_that_do_not_lead_to_the_last_total_are_refused(fall):
    with pytest.raises(ValueError, match=r"lead from 1000.0 to 200.0, not to 300.0 \('On-premises'\)"):
        fall(1000.0, -800, last=300.0)


@settings(deadline=None, max_examples=60)
@given(first=st.builds(Mark, WORDS, RESULTS), steps=st.lists(st.builds(Mark, WORDS, RESULTS), max_size=9))
def test_words_of_a_waterfall_never_collide(theme, picture, first, steps):
    last = Mark("On-premises", first.value + sum(step.value for step in steps))
    exact = Numbers("{:,.3f} US dollars in all three years".format, "{:.3g}".format)
    seen = picture(waterfall(Waterfall(first, tuple(steps), last), theme, exact, Canvas("fall")))
    assert seen.overlaps() == []
    assert seen.outside() == []


@pytest.fixture
def terrain(theme, picture):
    ratio = Numbers("{:.1f}x".format, "{:g}".format)

    def draw(*rows, **more):
        columns = tuple(f"{40 + 8 * index} h" for index in range(len(rows[0])))
        names = tuple(f"${60 + 20 * index}K" for index in range(len(rows)))
        data = Heatmap(columns, names, tuple(rows), "On-premises is cheaper", "EC2 is cheaper", **more)
        return picture(heatmap(data, theme, ratio, Canvas("terrain")))

    return draw


def test_rows_rise_from_the_foot(terrain):
    seen = terrain((2.0, 3.0), (0.5, 1.5))
    assert seen.find("$60K").box.y > seen.find("$80K").box.y
    assert seen.find("0.5x").box.y < seen.find("2.0x").box.y
    assert [row[0] for row in seen.chart.table.rows] == ["$80K", "$60K"]


def test_the_line_runs_where_the_sides_meet(terrain):
    seen = terrain((1.5, 3.0), (0.5, 1.5))
    cells = seen.boxes("cell")
    first_row_left, second_row_left = cells[0], cells[2]
    (points,) = seen.paths("border")
    corner = (first_row_left.right, first_row_left.y)
    assert any(point == pytest.approx(corner, abs=0.05) for point in points)
    assert all(
        point[0] <= second_row_left.right + 0.05 and point[1] <= second_row_left.bottom + 0.05 for point in points
    )


def test_there_is_no_line_where_one_side_always_wins(terrain):
    assert terrain((1.5, 3.0), (2.5, 1.5)).paths("border") == []


def test_the_two_sides_differ_in_grey_and_strength_shows(terrain):
    seen = terrain((0.2, 0.9, 1.0, 1.1, 4.0))
    far_below, below, even, above, far_above = map(lightness, seen.fills("cell"))
    assert min(far_below, below) - max(even, above, far_above) > 10
    assert far_below < below
    assert far_above < above == even


def test_a_fine_map_is_drawn_without_numbers(terrain):
    seen = terrain(*(tuple(0.5 + 0.05 * (row + column) for column in range(40)) for row in range(60)))
    assert not any(words.endswith("x") for words in seen.words)
    assert seen.overlaps() == []
    assert sum(cell.width * cell.height for cell in seen.boxes("cell")) == pytest.approx(
        (max(cell.right for cell in seen.boxes("cell")) - min(cell.x for cell in seen.boxes("cell")))
        * (max(cell.bottom for cell in seen.boxes("cell")) - min(cell.y for cell in seen.boxes("cell"))),
        rel=1e-2,
    )


def test_the_base_case_is_ringed(terrain):
    seen = terrain((2.0, 3.0), (0.5, 1.5), base=(1, 0), base_label="Base case")
    (ring,) = seen.boxes("base")
    assert seen.find("0.5x").box.within(ring)
    assert "Base case" in seen.words


def test_a_map_with_holes_is_refused(terrain):
    with pytest.raises(ValueError, match=r"'\$80K' has 1 values for 2 columns"):
        terrain((1.0, 2.0), (1.0,))
