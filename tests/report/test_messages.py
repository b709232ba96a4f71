"""What is said of a paper that cannot be made: where it stands in the study or the brand, what it is, what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from builder.cli import main
from builder.errors import TcoError
from builder.report.prose import prose
from tests.report.papers import language
from tests.study.small_study import GOOD, edited, tree

PNG = b"\x89PNG\r\n\x1a\n"
BRAND = """\
name: {en: Example Partners, ko: 예시 파트너스}
fonts:
  - family: Pretendard
    files: {400: Pretendard-Regular.ttf, 600: Pretendard-SemiBold.ttf, 700: Pretendard-Bold.ttf}
  - family: Noto Sans KR
    files: {400: NotoSansKR-Regular.ttf, 700: NotoSansKR-Bold.ttf}
legal: {en: No offer., ko: 청약이 아닙니다.}
"""
KOREAN = [
    ("title: An assistant for employees", "title: {en: An assistant, ko: 어시스턴트}\nlanguages: [en, ko]\nbrand: ours")
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a study in two languages and a brand of its own, which is where commands are run."""
    monkeypatch.chdir(tmp_path)
    tree(tmp_path, study=edited(GOOD, *KOREAN))
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "brand.yaml").write_text(BRAND, encoding="utf-8")
    shipped = Path(__file__).parents[2] / "templates" / "brands" / "default"
    shutil.copy(shipped / "logo.svg", tmp_path / "ours" / "logo.svg")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main([*arguments]) == 1
    printed = capsys.readouterr()
    assert not printed.out
    return printed.err


def built(capsys: pytest.CaptureFixture[str]) -> str:
    return said(capsys, "build", "study.yaml", "--only", "html")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (", ko: 청약이 아닙니다.", "", "ours/brand.yaml:7 legal: the text has no 'ko'\n    -> add ko:"),
        (", ko: 예시 파트너스", "", "ours/brand.yaml:1 name: the text has no 'ko'\n    -> add ko:"),
        ("legal:", "cover: plain\nlegal:", "brand.yaml:7 cover: 'plain' cannot stand here\n    -> did you mean"),
        ("legal:", "page_size: a4\nlegal:", "brand.yaml:7 page_size: 'a4' cannot stand here\n    -> known are A4,"),
        ("legal:", "colours: {ink: #111111}\nlegal:", "ours/brand.yaml:7:16: not YAML: a # begins a comment"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_brand_is_told_before_a_page_is_made(
    folder: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    (folder / "ours" / "brand.yaml").write_text(BRAND.replace(old, new), encoding="utf-8")
    assert told in said(capsys, "check", "study.yaml")
    assert told in built(capsys)


def test_a_font_that_is_nowhere_is_told_with_those_that_are_shipped(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "ours" / "brand.yaml").write_text(BRAND.replace("KR-Bold", "KR-Black"), encoding="utf-8")
    told = built(capsys)
    assert "ours/brand.yaml:6 fonts.1.files.700: NotoSansKR-Black.ttf: there is no such font" in told
    assert "-> put it into ours, or name a shipped one: " in told
    assert "NotoSansKR-Bold.ttf" in told


def test_a_picture_for_a_logo_is_called_a_picture(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "ours" / "logo.svg").write_bytes(PNG)
    told = built(capsys)
    assert "ours/brand.yaml:1 logo: logo.svg: a PNG picture, and a brand's drawing is an SVG" in told
    assert "-> export the drawing itself as SVG" in told


def test_a_drawing_without_a_size_would_be_cropped(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "ours" / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>')
    assert "ours/brand.yaml:1 logo: logo.svg: the drawing has no viewBox, and so no size" in built(capsys)


def test_an_empty_brand_is_not_sent_to_the_starter_study(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "ours" / "brand.yaml").write_text("")
    assert "ours/brand.yaml: the file is empty\n    -> write name: and fonts:" in built(capsys)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("defualt", "study.yaml:3 brand: there is no brand 'defualt'\n    -> did you mean 'default'?"),
        ("our", "study.yaml:3 brand: there is no brand 'our'\n    -> name one of default, plumbline, or a"),
        ("ours/brand.yaml", "brand: ours/brand.yaml is a file, and a brand is a folder\n    -> write brand: ours"),
    ],
)  # fmt: skip
def test_a_brand_that_is_none_is_told_where_the_study_names_it(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, told: str
) -> None:
    tree(folder, study=edited(GOOD, *KOREAN).replace("brand: ours", f"brand: {name}"))
    assert told in said(capsys, "check", "study.yaml")


def test_a_customers_logo_that_cannot_be_shown_is_told_at_its_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tree(folder, study=edited(GOOD, ("as_of: ", "customer_logo: acme.svg\nas_of: ")))
    told = said(capsys, "check", "study.yaml")
    assert "study.yaml:2 customer_logo: acme.svg: there is no such file\n    -> put it into the study's folder" in told
    (folder / "acme.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>A</text></svg>')
    assert "study.yaml:2 customer_logo: acme.svg: the logo holds <text>" in said(capsys, "check", "study.yaml")


def test_a_character_that_no_font_has_is_told_where_it_stands(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree(folder, study=edited(GOOD, ("for employees", "for \U0001f680 all"), ("Own servers", "Own \u16a0 servers")))
    told = built(capsys)
    assert "study.yaml:1:25 title: no font of the brand has '\U0001f680' (U+1F680)" in told
    assert "study.yaml:11:16 options.own.label: no font of the brand has '\u16a0' (U+16A0)" in told
    assert "tco: 2 problems; nothing was written" in told


def test_a_script_that_no_font_has_is_the_brands_problem_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    latin = BRAND[: BRAND.index("  - family: Noto")].replace("Pretendard", "DejaVu Sans", 1)
    latin = latin[: latin.index("    files")] + "    files: {400: Latin.ttf}\n"
    _latin_only(folder / "ours" / "Latin.ttf")
    (folder / "ours" / "brand.yaml").write_text(latin, encoding="utf-8")
    told = built(capsys)
    assert told.startswith("ours/brand.yaml fonts: no font of the brand has ")
    assert " more\n    -> add a family that has them below fonts:" in told
    assert "tco: 1 problem; nothing was written" in told


def _latin_only(path: Path) -> None:
    """A shipped font without its Hangul."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(Path(__file__).parents[2] / "templates" / "fonts" / "Pretendard-Regular.ttf")
    keep = Subsetter(Options())
    keep.populate(unicodes=[each for each in font.getBestCmap() if each < 0x3000])
    keep.subset(font)
    font.save(path)


@pytest.mark.parametrize("key", ["sections", "charts"])
def test_a_part_of_the_paper_that_is_named_twice(folder: Path, capsys: pytest.CaptureFixture[str], key: str) -> None:
    name = {"sections": "summary", "charts": "cost"}[key]
    tree(folder, study=edited(GOOD, ("report:\n", f"report:\n  {key}: [{name}, {name}]\n")))
    told = said(capsys, "check", "study.yaml")
    assert f"study.yaml:35 report.{key}.1: the " in told
    assert f"{name!r} stands here twice\n    -> keep one of the two" in told


def test_the_range_of_a_break_even_says_what_its_ends_may_be(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree(folder, study=edited(GOOD, ("report:\n", "report:\n  breakeven: {over: users, low: -5}\n")))
    told = said(capsys, "check", "study.yaml")
    assert "study.yaml:35 report.breakeven.low: users cannot be -5\n    -> write a value from 1 user" in told


def test_a_price_file_that_is_not_there_is_missed_before_a_price_of_it_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tree(folder, study=edited(GOOD, ("as_of: ", "prices: [prices/tokens.yaml]\nas_of: ")))
    assert "study.yaml:2 prices.0: there is no file prices/tokens.yaml" in said(capsys, "check", "study.yaml")


def test_a_study_that_compares_nothing_is_right(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree(folder, study=GOOD[: GOOD.index("comparisons:")])
    assert main(["check", "study.yaml"]) == 0
    assert "nothing wrong" in capsys.readouterr().out


def test_prices_that_are_nowhere(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "prices", "list", "nowhere.yaml")
    assert told.startswith("nowhere.yaml: there is no such file\n    -> name a price file or a study")


def test_a_workbook_is_not_read_as_a_study(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "edited.xlsx").write_bytes(b"PK\x03\x04 and more")
    told = said(capsys, "check", "edited.xlsx")
    assert "edited.xlsx: this is a workbook, not a study\n    -> `tco pull WORKBOOK --into STUDY`" in told


def test_a_narrative_says_of_which_claim_a_value_is() -> None:
    with pytest.raises(TcoError) as refused:
        prose("Up to {most}.", language("en"), {"ratio.most": "4x"}, "study.yaml:1")
    assert str(refused.value).endswith("{most} does not say of which claim\n    -> write {ratio.most}")
