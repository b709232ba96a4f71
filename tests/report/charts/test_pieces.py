"""The pieces charts are made of: lines of words, ticks, colours, stripes, places."""

import math
import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.report.charts import Theme
from builder.report.charts.colour import contrast, lightness, readable
from builder.report.charts.fill import Fill, Stripe, distinct_fills, painted
from builder.report.charts.place import crosses, cut, spread
from builder.report.charts.svg import Box, content, number
from builder.report.charts.ticks import labelled_ticks, nice_ticks
from builder.report.charts.wrap import unbroken, words_of, wrap

TEXT = st.text(alphabet=string.ascii_letters + "온프레미스가나다 -/,", max_size=60)


@given(TEXT, st.floats(1, 40))
def test_wrapping_loses_nothing_and_stays_within_the_limit(text, limit):
    lines = wrap(text, limit, len)
    assert "".join(lines).replace(" ", "") == "".join(words_of(text))
    assert all(len(line) <= limit for line in lines)


@given(TEXT, st.integers(8, 40))
def test_words_that_fit_a_line_are_never_broken(text, limit):
    if unbroken(text, limit, len):
        assert [word for line in wrap(text, limit, len) for word in words_of(line)] == words_of(text)


@pytest.mark.parametrize("number", ["1,940,000", "-$1,940,000", "2,250만", "0.0412x"])
def test_a_number_is_never_broken(number):
    assert wrap(number, 3, len) == (number,)
    assert wrap(f"to {number}", 3, len) == ("to", number)


def test_lines_are_as_few_as_can_be_and_then_even():
    assert wrap("one two three four", 14, len) == ("one two", "three four")
    assert wrap("one two three four", 100, len) == ("one two three four",)


def test_a_no_break_space_holds_its_words_together():
    assert wrap("pay 5,000\u00a0USD", 10, len) == ("pay", "5,000\u00a0USD")


def test_a_word_too_long_for_a_line_breaks_after_its_marks_first():
    assert wrap("infrastructure-administration", 18, len) == ("infrastructure-", "administration")
    assert all(len(line) <= 5 for line in wrap("인프라스트럭처관리", 5, len))


def test_an_accent_stays_with_its_letter():
    assert "e\u0301" in "|".join(wrap("e\u0301" * 6, 4, len))
    assert not any(line.startswith("\u0301") for line in wrap("e\u0301" * 6, 3, len))


THOUSANDTHS = st.integers(-(10**15), 10**15).map(lambda count: count / 1000)


@given(THOUSANDTHS, THOUSANDTHS.map(abs), st.integers(2, 9))
def test_ticks_are_few_round_and_reach_past_both_ends(low, length, most):
    high = low + length
    ticks = nice_ticks(low, high, most)
    assert ticks[0] <= low + 1e-9 * abs(low)
    assert high - 1e-9 * abs(high) <= ticks[-1]
    assert 2 <= len(ticks) <= most + 1
    step = min(later - earlier for earlier, later in pairwise(ticks))
    leading = step / 10 ** math.floor(math.log10(step))
    assert any(leading == pytest.approx(nice, rel=0.01) for nice in (1, 2, 2.5, 5, 10))


def test_ticks_carry_no_dust():
    assert nice_ticks(0, 0.7, 7) == (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


def test_there_is_an_axis_where_all_values_are_one():
    assert nice_ticks(0, 0) == (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    assert nice_ticks(5, 5)[0] == 0
    with pytest.raises(ValueError, match="no axis"):
        nice_ticks(0, math.nan)


def test_ticks_that_would_read_alike_are_thinned_out():
    assert [text for _, text in labelled_ticks(0, 1.4, "{:.0f}".format)] == ["0", "1", "2"]


@given(
    st.sampled_from(["#e07b00", "#9cc0da", "#ffff00", "#808080"]), st.sampled_from(["#ffffff", "#1f2933", "#fff4d6"])
)
def test_a_colour_is_moved_until_it_can_be_read(colour, background):
    assert contrast(readable(colour, background), background) >= 4.5
    assert contrast(readable(colour, background, 3.0), background) >= 3.0


def test_a_colour_must_be_written_as_hex():
    with pytest.raises(ValueError, match="'orange' is no colour"):
        lightness("orange")


@pytest.mark.parametrize("side", ["options", "categories"])
def test_the_colours_of_the_theme_differ_in_grey_print(theme, side):
    colours = (theme.subject, *theme.alternatives) if side == "options" else theme.categories
    greys = [lightness(colour) for colour in colours]
    assert min(abs(one - other) for one in greys for other in greys if one is not other) >= 7
    assert all(abs(one - other) >= 12 for one, other in pairwise(greys))
    assert {fill.stripe for fill in distinct_fills(colours)[: len(colours)]} == {Stripe.NONE}


def test_colours_that_look_alike_in_grey_are_striped():
    blue, red, white = distinct_fills(("#1f5fbf", "#c0302b", "#eeeeee"))[:3]
    assert abs(lightness(blue.colour) - lightness(red.colour)) < 7
    assert (blue.stripe, white.stripe) == (Stripe.NONE, Stripe.NONE)
    assert red.stripe is not Stripe.NONE


def test_there_are_fills_for_more_series_than_colours(theme):
    fills = [theme.option_fill(tone) for tone in range(4 * (1 + len(theme.alternatives)))]
    assert len(set(fills)) == len(fills)


@pytest.mark.parametrize("stripe", [Stripe.RISING, Stripe.FALLING, Stripe.LEVEL])
def test_stripes_end_at_the_edges_of_their_box(stripe):
    svg = painted(Box(13, 27, 41, 19), Fill("#1f5fbf", stripe))
    points = [
        tuple(map(float, point.split())) for point in svg.split(' d="M')[1].split('"')[0].replace("M", "L").split("L")
    ]
    assert len(points) >= 4
    assert all(13 - 0.01 <= x <= 54.01 and 27 - 0.01 <= y <= 46.01 for x, y in points)
    slopes = {
        math.copysign(1, (y2 - y1) * (x2 - x1)) if y1 != y2 else 0
        for (x1, y1), (x2, y2) in zip(*[iter(points)] * 2, strict=True)
    }
    assert slopes == {{Stripe.RISING: -1, Stripe.FALLING: 1, Stripe.LEVEL: 0}[stripe]}


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(1, 12)), min_size=1, max_size=8))
def test_intervals_are_moved_apart_within_their_bounds(wanted):
    wishes, lengths = zip(*wanted, strict=True)
    starts = spread(wishes, lengths, 0, 100)
    order = sorted(range(len(starts)), key=starts.__getitem__)
    for one, other in pairwise(order):
        assert starts[one] + lengths[one] <= starts[other] + 1e-9
    assert min(starts) >= 0
    assert max(start + length for start, length in zip(starts, lengths, strict=True)) <= 100 + 1e-9


def test_intervals_with_room_stay_where_they_want_to_be():
    assert spread([10, 50, 30], [5, 5, 5], 0, 100) == [10, 50, 30]


def test_lines_cut_and_cross():
    assert cut((0, 0), (2, 2), (0, 2), (2, 0))
    assert not cut((0, 0), (2, 2), (2, 2), (4, 0))
    assert crosses(Box(0, 0, 4, 4), (-1, 2), (5, 2))
    assert not crosses(Box(0, 0, 4, 4), (-1, 4), (5, 4))
    assert not crosses(Box(0, 0, 4, 4), (-3, -1), (-1, 5))


@given(st.floats(-1e6, 1e6))
def test_coordinates_are_short_and_right(value):
    assert float(number(value)) == pytest.approx(value, abs=0.0051)
    assert "e" not in number(value)
    assert not number(value).startswith("-0") or "." in number(value)


def test_text_is_escaped():
    assert content("<script>&amp;") == "&lt;script&gt;&amp;amp;"


def test_the_font_families_are_joined_without_spaces(theme):
    """WeasyPrint would take a space after a comma as part of the name."""
    assert theme.font_family == "'Pretendard','Noto Sans KR',sans-serif"
    assert Theme(theme.measure, families=("Inter",)).font_family == "'Inter'"
