import io

import pytest
from fontTools.ttLib import TTFont

from builder.errors import ReportError
from builder.paths import templates_dir
from builder.report.fonts import Face, subsets

FOLDER = templates_dir() / "fonts"
LATIN = Face("Pretendard", 400, FOLDER / "Pretendard-Regular.ttf")
HANJA = Face("Noto Sans KR", 400, FOLDER / "NotoSansKR-Regular.ttf")


def characters(subset):
    with TTFont(io.BytesIO(subset.data)) as font:
        return {chr(each) for each in font.getBestCmap()}


def test_a_subset_has_the_characters_of_the_text():
    (only,) = subsets((LATIN, HANJA), "비용 48%")
    assert set("비용48%") <= characters(only)
    assert len(only.data) < 10_000


def test_a_fallback_is_there_for_what_the_first_family_lacks():
    first, second = subsets((LATIN, HANJA), "株 A")
    assert (first.face.family, second.face.family) == ("Pretendard", "Noto Sans KR")
    assert "株" in characters(second)
    assert "A" not in characters(second)


def test_columns_of_figures_still_line_up():
    (only,) = subsets((LATIN,), "1234567890")
    with TTFont(io.BytesIO(only.data)) as font:
        assert "tnum" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}


def test_a_character_no_font_has_is_named():
    with pytest.raises(ReportError, match=r"U\+1F680"):
        subsets((LATIN, HANJA), "to the moon 🚀")


def test_joiners_are_missed_nowhere():
    assert len(subsets((LATIN,), "a\u2060b\u200bc")) == 1
