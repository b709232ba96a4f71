"""Grouped and stacked bars: lengths are the values, and long words lay the bars down."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.report.charts import (
    Canvas,
    GroupedBars,
    Numbers,
    Series,
    StackedBar,
    StackedBars,
    Words,
    grouped_bars,
    stacked_bars,
)

ON_PREMISES = (291_495, 320_740, 360_947, 544_306, 945_051, 4_164_684)
EC2 = (559_765, 570_842, 581_919, 1_777_282, 3_449_588, 16_828_036)
SCENARIOS = tuple(f"{model}, {users} users" for model in ("7B", "70B") for users in ("5,000", "10,000", "50,000"))


@pytest.fixture
def cost(theme, numbers, picture):
    """`cost(groups, *values)` draws grouped bars and reads them back."""

    def draw(groups, *values, labels=("On-premises", "Amazon EC2", "Colocation"), canvas=Canvas("cost"), **more):  # noqa: B008
        series = tuple(Series(label, tuple(map(float, each))) for label, each in zip(labels, values, strict=False))
        return picture(grouped_bars(GroupedBars(tuple(groups), series, **more), theme, numbers, canvas))

    return draw


def lies(seen):
    """Whether the bars are rows: then they begin at one left edge."""
    return len({box.x for box in seen.boxes("bar")}) == 1 and len(seen.boxes("bar")) > 1


def test_heights_are_proportional_to_the_values(cost):
    seen = cost(SCENARIOS[:3], ON_PREMISES[:3], EC2[:3])
    values = [value for pair in zip(ON_PREMISES[:3], EC2[:3], strict=True) for value in pair]
    per_dollar = [box.height / value for box, value in zip(seen.boxes("bar"), values, strict=True)]
    assert per_dollar == pytest.approx([per_dollar[0]] * 6, rel=1e-3)
    assert len({round(box.bottom, 1) for box in seen.boxes("bar")}) == 1


def test_every_bar_carries_its_value_at_its_end(cost):
    seen = cost(SCENARIOS[:2], ON_PREMISES[:2], EC2[:2])
    first = seen.boxes("bar")[0]
    label = seen.find("$291K")
    assert first.y - 8 < label.box.bottom < first.y
    assert label.box.middle[0] == pytest.approx(first.middle[0], abs=0.1)


def test_the_subject_stands_out_in_weight(cost):
    seen = cost(SCENARIOS[:2], ON_PREMISES[:2], EC2[:2])
    assert seen.find("$291K").weight > seen.find("$560K").weight


def test_the_axis_begins_at_zero(cost):
    seen = cost(("a", "b"), (900, 950), (980, 990))
    assert "$0" in seen.words
    smallest, largest = seen.boxes("bar")[0], seen.boxes("bar")[3]
    assert smallest.height / largest.height == pytest.approx(900 / 990, rel=1e-3)


def test_negative_bars_hang_below_zero_with_their_value_below(cost):
    seen = cost(("saving",), (-120,), (60,))
    down, up = seen.boxes("bar")
    assert down.y == pytest.approx(up.bottom, abs=0.02)
    assert down.height == pytest.approx(2 * up.height, rel=1e-2)
    assert seen.find("−$120").box.y > down.bottom


def test_notes_stand_above_their_groups(cost):
    seen = cost(SCENARIOS[:2], ON_PREMISES[:2], EC2[:2], notes=("1.9x", "1.8x"), note_title="EC2 / on-premises")
    bars = seen.boxes("bar")
    note = seen.find("1.9x")
    assert note.box.middle[0] == pytest.approx((bars[0].x + bars[1].right) / 2, abs=0.1)
    assert note.box.bottom < min(box.y for box in bars)
    assert seen.chart.table.head == ("", "On-premises", "Amazon EC2", "EC2 / on-premises")
    assert seen.chart.table.rows[0] == (SCENARIOS[0], "$291K", "$560K", "1.9x")


def test_a_single_scenario_names_its_bars_at_their_feet_and_keeps_them_slim(cost):
    seen = cost(("70B, 50,000 users",), (4_164_684,), (22_500_000,), (36_000_000,))
    assert not seen.boxes("swatch")
    assert max(box.width for box in seen.boxes("bar")) <= 60
    for label, box in zip(("On-premises", "Amazon EC2", "Colocation"), seen.boxes("bar"), strict=True):
        assert seen.find(label).box.middle[0] == pytest.approx(box.middle[0], abs=0.1)


def test_twelve_scenarios_become_rows_with_every_word_legible(cost):
    groups = [f"{name}, case {case}" for case in ("A", "B") for name in SCENARIOS]
    seen = cost(groups, ON_PREMISES * 2, EC2 * 2, EC2 * 2, notes=("1.9x",) * 12)
    assert lies(seen)
    assert seen.overlaps() == []
    assert min(box.height for box in seen.boxes("bar")) >= 12
    assert min(writing.size for writing in seen.writings) >= 9
    assert seen.words.count("$291K") == 2
    widths = [box.width for box in seen.boxes("bar")]
    assert widths[1] / widths[0] == pytest.approx(EC2[0] / ON_PREMISES[0], rel=1e-2)


def test_the_bars_of_a_row_stand_in_the_middle_of_a_tall_label(cost):
    long = (
        "Llama 2 70B for fifty thousand employees in three shifts, with retrieval from the archive of the whole group"
    )
    seen = cost([long, *SCENARIOS, *SCENARIOS], (1,) * 13)
    words = [writing.box for writing in seen.writings if writing.words in long]
    assert len(words) > 2
    assert seen.boxes("bar")[0].middle[1] == pytest.approx((words[0].y + words[-1].bottom) / 2, abs=1.5)


def test_long_numbers_lay_the_bars_down(cost, theme, picture):
    full = Numbers("${:,.0f}".format, "${:,.0f}".format)
    series = tuple(Series(name, (1_234_567.0,) * 6) for name in ("One", "Two", "Three"))
    assert lies(picture(grouped_bars(GroupedBars(SCENARIOS, series), theme, full, Canvas("cost"))))
    assert not lies(cost(SCENARIOS[:3], ON_PREMISES[:3], EC2[:3]))


def test_long_labels_wrap_between_words(cost):
    seen = cost(
        ["Mistral 7B for five thousand employees in three shifts", "미스트랄 7B, 사용자 오만 명 삼교대 근무"] * 2,
        EC2[:4],
    )
    assert not lies(seen)
    wrapped = {
        "Mistral 7B for five thousand",
        "employees in three shifts",
        "미스트랄 7B, 사용자",
        "오만 명 삼교대 근무",
    }
    assert wrapped <= set(seen.words)


def test_an_option_keeps_its_colour_from_chart_to_chart(theme, numbers, picture):
    def fills(*series):
        return picture(grouped_bars(GroupedBars(("a", "b"), series), theme, numbers, Canvas("cost"))).fills("bar")

    both = fills(Series("On-premises", (1, 2), 0), Series("EC2", (2, 3), 1), Series("API", (3, 4), 2))
    api_only = fills(Series("API", (3, 4), 2), Series("On-premises", (1, 2), 0))
    assert api_only[0] == both[2] == theme.alternatives[1]
    assert api_only[1] == both[0] == theme.subject


def test_bars_of_nothing_but_zero_can_be_drawn(cost):
    seen = cost(("a", "b"), (0, 0))
    assert seen.words.count("$0") == 3  # two bars and the axis
    assert seen.overlaps() == []


def test_every_series_needs_a_value_for_every_group(theme, numbers):
    data = GroupedBars(("a", "b"), (Series("EC2", (1.0,)),))
    with pytest.raises(ValueError, match="'EC2' has 1 values for 2 places"):
        grouped_bars(data, theme, numbers, Canvas("cost"))


def test_a_chart_grows_where_the_height_asked_for_is_too_little(cost):
    assert cost(("a", "b"), (1, 2), canvas=Canvas("cost", height=300)).canvas.height == 300
    assert cost(("a", "b"), (1, 2), canvas=Canvas("cost", height=50)).canvas.height > 120


CATEGORIES = ("Initial purchase", "Depreciation benefit", "Power and cooling", "Cloud spend")


@pytest.fixture
def parts(theme, numbers, picture):
    """`parts(bars)` draws stacked bars, each a group, a label and its values, and reads them back."""

    def draw(*bars, categories=CATEGORIES, **more):
        data = StackedBars(categories, tuple(StackedBar(*bar) for bar in bars), **more)
        return picture(stacked_bars(data, theme, numbers, Canvas("parts")))

    return draw


def test_parts_lie_on_each_other_in_the_order_of_the_categories(parts):
    purchase, power = parts(("7B", "On-premises", (100, 0, 50, 0)), ("7B", "EC2", (0, 0, 0, 0))).boxes("bar")
    assert power.bottom == pytest.approx(purchase.y, abs=0.02)
    assert purchase.height == pytest.approx(2 * power.height, rel=1e-2)


def test_negative_parts_hang_below_zero_and_a_line_marks_the_total(parts):
    seen = parts(("7B", "On-premises", (100, -30, 53, 0)), total="Total", words=Words("Category"))
    purchase, benefit, power = seen.boxes("bar")
    assert benefit.y == pytest.approx(purchase.bottom, abs=0.02)
    ((_, total, _, _),) = seen.lines("total")
    per_dollar = purchase.height / 100
    assert purchase.bottom - total == pytest.approx(123 * per_dollar, rel=1e-2)
    assert seen.find("$123").box.bottom < power.y
    assert seen.chart.table.rows[-1] == ("Total", "$123")


def test_the_legend_names_the_categories_there_are(parts):
    seen = parts(("7B", "On-premises", (100, 0, 50, 0)), ("7B", "EC2", (0, 0, 0, 150)))
    assert "Depreciation benefit" not in seen.words
    assert seen.fills("swatch") == seen.fills("bar")


def test_a_part_is_labelled_inside_only_where_there_is_room(parts):
    seen = parts(("7B", "On-premises", (1000, 0, 2, 0)), ("7B", "EC2", (0, 0, 0, 900)))
    inside = [writing.words for writing in seen.writings if any(writing.box.within(bar) for bar in seen.boxes("bar"))]
    assert inside == ["$1K", "$900"]


def test_no_label_stands_where_the_total_is_marked(parts):
    below, through = (parts(("7B", "On-premises", (100, benefit, 57, 0))) for benefit in (-5, -28))
    assert "$57" in below.words
    assert "$57" not in through.words


def test_bars_of_one_scenario_stand_together(parts):
    first, second, third, fourth = parts(
        *((group, option, (0, 0, 0, 100)) for group in ("7B", "70B") for option in ("On-premises", "EC2"))
    ).boxes("bar")
    assert second.x - first.right < third.x - second.right
    assert fourth.x - third.right == pytest.approx(second.x - first.right, abs=0.02)


def test_rows_that_all_fall_keep_their_axis_on_the_canvas(parts):
    seen = parts(*((scenario, "Infrastructure", (0, -9, 0, 0)) for scenario in SCENARIOS * 2))
    assert seen.outside() == []
    assert max(box.right for box in seen.boxes("bar")) == pytest.approx(seen.canvas.width, abs=0.1)


def test_stacks_of_many_scenarios_become_rows(parts):
    bars = [
        (scenario, option, (100, -9, 50, 700)) for scenario in SCENARIOS for option in ("On-premises servers", "EC2")
    ]
    seen = parts(*bars)
    left = {round(box.x, 2) for box in seen.boxes("bar")}
    assert len(left) == 4  # each category begins at one place in all rows
    assert len(seen.lines("total")) == 12
    assert seen.overlaps() == []


WORDS = st.lists(
    st.sampled_from(
        ["Llama 2", "70B,", "온프레미스", "인프라스트럭처", "관리", "administration", "5,000", "p5.48xlarge"]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
VALUES = st.one_of(st.just(0.0), st.floats(-1e8, 1e8), st.floats(0, 1e8))


@st.composite
def grouped(draw):
    groups = draw(st.lists(WORDS, min_size=1, max_size=12))
    column = st.lists(VALUES, min_size=len(groups), max_size=len(groups)).map(tuple)
    series = draw(st.lists(st.builds(Series, WORDS, column), min_size=1, max_size=4))
    notes = tuple("1.9x" for _ in groups) if draw(st.booleans()) else ()
    return GroupedBars(tuple(groups), tuple(series), notes, draw(WORDS), Words(axis=draw(WORDS)))


@st.composite
def stacked(draw):
    categories = draw(st.lists(WORDS, min_size=1, max_size=8))
    values = st.lists(VALUES, min_size=len(categories), max_size=len(categories)).map(tuple)
    bars = draw(st.lists(st.builds(StackedBar, WORDS, WORDS, values), min_size=1, max_size=8))
    return StackedBars(tuple(categories), tuple(bars), words=Words(axis=draw(WORDS)))


@settings(deadline=None, max_examples=60)
@given(data=grouped(), width=st.sampled_from([420, 640]))
def test_words_of_grouped_bars_never_collide(data, width, theme, numbers, picture):
    seen = picture(grouped_bars(data, theme, numbers, Canvas("cost", width)))
    assert seen.overlaps() == []
    assert seen.outside() == []
    assert all(bar.within(seen.canvas) for bar in seen.boxes("bar"))


@settings(deadline=None, max_examples=60)
@given(data=stacked())
def test_words_of_stacked_bars_never_collide(data, theme, numbers, picture):
    seen = picture(stacked_bars(data, theme, numbers, Canvas("parts")))
    assert seen.overlaps() == []
    assert seen.outside() == []
    assert all(bar.within(seen.canvas) for bar in seen.boxes("bar"))
