"""Lines over time and their crossings; fans of percentiles."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.report.charts import Canvas, Crossing, Fan, Lines, Series, fan, lines
from builder.report.charts.colour import contrast, lightness
from builder.report.charts.place import crosses

YEARS = ("Start", "Year 1", "Year 2", "Year 3")


@pytest.fixture
def course(theme, numbers, picture):
    """`course(series...)` draws lines over four years and reads them back."""

    def draw(*values, names=("On-premises", "Amazon EC2", "GPT-4 Turbo API", "Colocation"), crossings=(), labels=YEARS):
        series = tuple(Series(name, tuple(map(float, each))) for name, each in zip(names, values, strict=False))
        data = Lines(tuple(range(len(values[0]))), labels, series, crossings)
        return picture(lines(data, theme, numbers, Canvas("course")))

    return draw


def test_a_line_runs_through_its_values(course):
    up, flat = reversed(course((0, 100, 200, 400), (100, 100, 100, 100)).paths("line"))
    heights = [up[0][1] - y for _, y in up]
    assert heights == pytest.approx([heights[3] * share for share in (0, 0.25, 0.5, 1)], abs=0.02)
    assert {y for _, y in flat} == {up[1][1]}
    steps = [later[0] - earlier[0] for earlier, later in pairwise(up)]
    assert steps == pytest.approx([steps[0]] * 3, abs=0.02)


def test_each_line_is_named_at_its_end_with_its_last_value(course):
    seen = course((1, 2, 3, 400), (1, 2, 3, 100))
    ends = {path[-1][1] for path in seen.paths("line")}
    for name, value in (("On-premises", "$400"), ("Amazon EC2", "$100")):
        label = seen.find(name).box
        assert label.x > max(path[-1][0] for path in seen.paths("line"))
        assert min(abs(label.bottom - end) for end in ends) < 4
        assert value in seen.words


def test_the_names_of_lines_that_end_together_are_moved_apart(course):
    seen = course((0, 1, 2, 300), (0, 1, 2, 301), (0, 1, 2, 302), (0, 1, 2, 303))
    assert seen.overlaps() == []
    tops = [seen.find(name).box.y for name in ("Colocation", "GPT-4 Turbo API", "Amazon EC2", "On-premises")]
    assert tops == sorted(tops)


def test_names_are_dark_enough_to_read(course):
    seen = course((1, 2, 3, 4), (1, 2, 3, 8))
    assert contrast(seen.find("Amazon EC2").colour, "#ffffff") >= 4.5


def test_the_break_even_is_ringed_and_named_without_touching_a_line(course):
    seen = course(
        (100, 120, 140, 160), (0, 80, 160, 240), crossings=(Crossing(5 / 3, 400 / 3, "Break-even in month 20"),)
    )
    (ring,) = (each for each in seen.root.iter("{http://www.w3.org/2000/svg}circle") if each.get("r") == "4")
    words = seen.find("Break-even in month 20").box
    first, second = seen.paths("line")
    share = 2 / 3
    for path in (first, second):
        x = path[1][0] + share * (path[2][0] - path[1][0])
        y = path[1][1] + share * (path[2][1] - path[1][1])
        assert (float(ring.get("cx")), float(ring.get("cy"))) == pytest.approx((x, y), abs=0.05)
        assert not any(crosses(words, *ends) for ends in pairwise(path))


def test_two_break_evens_near_each_other_keep_their_words_apart(course):
    crossings = (
        Crossing(0.40, 112, "Break-even with EC2 in month 5"),
        Crossing(0.30, 109, "Break-even with the API in month 4"),
    )
    values = (100, 130, 160, 190), (0, 280, 560, 840), (0, 360, 720, 1080)
    seen = course(*values, crossings=crossings)
    assert seen.overlaps() == []
    assert seen.outside() == []
    callouts = [writing.box for writing in seen.writings if writing.words.startswith("Break-even")]
    assert len(callouts) == 2
    for path in seen.paths("line"):
        assert not any(crosses(box, *ends) for box in callouts for ends in pairwise(path))
    assert course(*values, crossings=crossings[::-1]).writings == seen.writings


def test_months_are_thinned_out_to_a_stride_people_count_by(course):
    months = tuple(str(month) for month in range(61))
    seen = course(tuple(range(61)), labels=tuple(f"Month {month}" for month in months))
    written = [int(words.removeprefix("Month ")) for words in seen.words if words.startswith("Month ")]
    assert written == list(range(0, 61, 6))
    assert len(seen.chart.table.rows) == 61


def test_an_empty_label_is_left_out_of_axis_and_table(course):
    seen = course((1, 2, 3, 4), labels=("Start", "", "", "Year 3"))
    assert [row[0] for row in seen.chart.table.rows] == ["Start", "Year 3"]


def test_words_of_an_early_crossing_are_kept_on_the_plot(course):
    words = "Break-even at once, in the first week"
    seen = course((0, 10, 20, 30), (0, 100, 200, 300), crossings=(Crossing(0.01, 0.5, words),))
    axis = seen.find("$0").box.right
    near = [writing.box for writing in seen.writings if writing.words in words]
    assert near
    assert axis < min(box.x for box in near) < axis + 40
    assert max(box.bottom for box in near) > seen.find("$0").box.y - 45


@pytest.mark.parametrize("places", [(0,), (0, 0), (1, 0), ()])
def test_places_must_ascend(theme, numbers, places):
    data = Lines(places, tuple("x" for _ in places), (Series("EC2", tuple(1.0 for _ in places)),))
    with pytest.raises(ValueError, match="must ascend"):
        lines(data, theme, numbers, Canvas("course"))


def test_a_crossing_lies_on_the_chart(course):
    with pytest.raises(ValueError, match="'here' lies at 9"):
        course((1, 2, 3, 4), crossings=(Crossing(9, 1, "here"),))


WORDS = st.lists(
    st.sampled_from(["온프레미스", "Amazon", "EC2", "인프라스트럭처", "accelerated", "p5.48xlarge"]),
    min_size=1,
    max_size=7,
)
COURSE = st.lists(st.floats(-1e7, 1e7), min_size=4, max_size=4).map(tuple)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.builds(Series, WORDS.map(" ".join), COURSE), min_size=1, max_size=6))
def test_words_of_lines_never_collide(theme, numbers, picture, series):
    seen = picture(lines(Lines((0, 1, 2, 3), YEARS, tuple(series)), theme, numbers, Canvas("course", height=200)))
    assert seen.overlaps() == []
    assert seen.outside() == []


@pytest.fixture
def cone(theme, numbers, picture):
    def draw(*names):
        curves = tuple(Series(name, (100.0, 100.0 + 10 * index)) for index, name in enumerate(names))
        return picture(fan(Fan((0, 1), ("Now", "Then"), curves), theme, numbers, Canvas("cone")))

    return draw


def test_a_fan_pairs_its_curves_from_the_outside_in(cone):
    outer, inner = cone("P5", "P25", "P50", "P75", "P95").paths("band")
    assert outer[1][1] - outer[2][1] == pytest.approx(2 * (inner[1][1] - inner[2][1]), abs=0.03)


def test_the_inner_band_is_darker_and_the_median_a_line(cone):
    seen = cone("P5", "P25", "P50", "P75", "P95")
    outer, inner = (each.get("fill") for each in seen.root if each.get("class") == "band")
    assert lightness(inner) < lightness(outer) - 10
    ((_, end),) = seen.paths("line")
    assert end[1] == pytest.approx(seen.find("P50 $120").box.middle[1], abs=3)


def test_an_even_number_of_curves_has_no_median(cone):
    assert cone("P10", "P90").paths("line") == []


def test_curves_go_from_the_lowest_to_the_highest(theme, numbers):
    curves = (Series("P90", (1.0, 3.0)), Series("P10", (1.0, 2.0)))
    with pytest.raises(ValueError, match="'P90' rises above 'P10'"):
        fan(Fan((0, 1), ("Now", "Then"), curves), theme, numbers, Canvas("cone"))
