"""What the PDF needs of its fonts: see templates/fonts/README.md."""

import pytest
from fontTools.ttLib import TTFont

from builder.paths import templates_dir

HANGUL_SYLLABLES = range(0xAC00, 0xD7A4)
FOLDER = templates_dir() / "fonts"
FONTS = sorted(FOLDER.glob("*.ttf"))


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_every_font_is_static_truetype_and_may_be_embedded(path):
    with TTFont(path, lazy=True) as font:
        assert "glyf" in font
        assert "CFF " not in font
        assert "fvar" not in font
        assert font["OS/2"].fsType == 0


@pytest.mark.parametrize(
    ("file", "weight"),
    [
        ("Pretendard-Regular", 400),
        ("Pretendard-SemiBold", 600),
        ("Pretendard-Bold", 700),
        ("NotoSansKR-Regular", 400),
        ("NotoSansKR-Bold", 700),
        ("NanumMyeongjo-ExtraBold", 800),
    ],
)
def test_every_hangul_syllable_can_be_set_in_every_weight(file, weight):
    with TTFont(FOLDER / f"{file}.ttf", lazy=True) as font:
        assert font["OS/2"].usWeightClass == weight
        assert set(HANGUL_SYLLABLES) <= set(font.getBestCmap())


def test_hanja_fall_back_to_noto():
    company = {ord(character) for character in "株式會社"}
    with TTFont(FOLDER / "Pretendard-Regular.ttf", lazy=True) as font:
        assert company.isdisjoint(font.getBestCmap())
    with TTFont(FOLDER / "NotoSansKR-Regular.ttf", lazy=True) as font:
        assert company <= set(font.getBestCmap())


def test_columns_of_figures_line_up():
    with TTFont(FOLDER / "Pretendard-Regular.ttf", lazy=True) as font:
        assert "tnum" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}


@pytest.mark.parametrize("family", ["Pretendard", "NotoSansKR", "NanumMyeongjo"])
def test_each_licence_lies_beside_its_fonts(family):
    assert "SIL Open Font License, Version 1.1" in (FOLDER / f"OFL-{family}.txt").read_text(encoding="utf-8")
