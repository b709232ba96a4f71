"""Widths of text are those of the fonts the PDF embeds."""

import subprocess
import sys

import pytest
from fontTools.ttLib import TTFont

from builder.paths import templates_dir
from builder.report.charts import FontMetrics, TextWidths

FOLDER = templates_dir() / "fonts"


@pytest.fixture(scope="module")
def regular():
    return FontMetrics.from_bytes((FOLDER / "Pretendard-Regular.ttf").read_bytes())


@pytest.fixture(scope="module")
def bold():
    return FontMetrics.from_bytes((FOLDER / "Pretendard-Bold.ttf").read_bytes())


@pytest.mark.parametrize("character", "Aa1$ 온힣−×")
def test_an_advance_is_what_the_font_file_says(regular, character):
    with TTFont(FOLDER / "Pretendard-Regular.ttf", lazy=True) as font:
        width, _ = font["hmtx"][font.getBestCmap()[ord(character)]]
        assert regular.width(character) == pytest.approx(width / font["head"].unitsPerEm)


def test_a_width_grows_with_the_size_and_the_text(regular):
    widths = TextWidths({400: [regular]})
    assert widths("총 소유 비용", 20, 400) == pytest.approx(2 * widths("총 소유 비용", 10, 400))
    assert widths("비용", 10, 400) == pytest.approx(sum(widths(letter, 10, 400) for letter in "비용"))
    assert widths("", 10, 400) == 0


def test_letters_that_reach_under_each_other_stand_closer(regular):
    assert regular.width("AVAT") < sum(map(regular.width, "AVAT"))


def test_a_character_the_first_font_lacks_is_measured_in_the_next(regular):
    hanja = FontMetrics.from_bytes((FOLDER / "NotoSansKR-Regular.ttf").read_bytes())
    assert not regular.has("株")
    assert TextWidths({400: [regular, hanja]})("株", 10, 400) == pytest.approx(10 * hanja.width("株"))


def test_a_character_no_font_has_counts_as_wide_as_any(regular):
    assert TextWidths({400: [regular]})("\u2f00", 10, 400) == 10


def test_a_word_joiner_takes_no_room(regular):
    widths = TextWidths({400: [regular]})
    assert widths("온\u2060프", 10, 400) == widths("온프", 10, 400)


def test_a_weight_that_is_not_there_takes_the_nearest(regular, bold):
    widths = TextWidths({400: [regular], 700: [bold]})
    assert widths("TCO", 10, 500) == widths("TCO", 10, 400)
    assert widths("TCO", 10, 600) == widths("TCO", 10, 700) > widths("TCO", 10, 400)


def test_bytes_that_are_no_font_are_refused():
    with pytest.raises(ValueError, match="no font"):
        FontMetrics.from_bytes(b"not a font")


def test_harfbuzz_is_imported_with_the_first_font_only():
    code = "import sys, builder.report.charts; sys.exit('uharfbuzz' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
