import re
import shutil
from textwrap import dedent

import pytest
import yaml
from fontTools.ttLib import TTFont, newTable

from builder.errors import ReportError
from builder.paths import templates_dir
from builder.report.brand import Brand, ChartColours, Colours, brand_folder, load_brand
from builder.report.charts.fill import Stripe, distinct_fills
from builder.report.dress import dressed
from builder.report.logo import read_logo
from tests.report.papers import MINIMAL, REFERENCE, paper_of, variant

BRANDS, FONTS = templates_dir() / "brands", templates_dir() / "fonts"
DEFAULT = BRANDS / "default"
SHIPPED = sorted(each.name for each in BRANDS.iterdir() if each.is_dir())
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1 1">{}</svg>'


def changed(folder, **changes):
    shutil.copytree(DEFAULT, folder / "brand", dirs_exist_ok=True)
    given = yaml.safe_load((DEFAULT / "brand.yaml").read_text(encoding="utf-8"))
    (folder / "brand" / "brand.yaml").write_text(
        yaml.safe_dump({**given, **changes}, allow_unicode=True), encoding="utf-8"
    )
    return folder / "brand"


def test_a_brand_in_the_studys_folder_dresses_its_paper(tmp_path):
    changed(tmp_path, name={"en": "Northwind"}, colours={"primary": "#5b1a2e"})
    paper = paper_of(variant(tmp_path, brand="brand"))
    assert "Northwind" in paper.document
    assert "--primary: #5b1a2e;" in paper.document


def test_another_brand_changes_no_number(tmp_path):
    changed(tmp_path, name={"en": "Northwind"})
    assert [e.text for e in paper_of(variant(tmp_path, brand="brand")).evidence] == [
        e.text for e in paper_of(MINIMAL).evidence
    ]


@pytest.mark.parametrize("name", ["../brand", "/etc", "brand/../../etc", "nowhere", "..", ""])
def test_a_brand_lies_among_the_shipped_or_inside_the_studys_folder(tmp_path, name):
    inside = tmp_path / "study"
    inside.mkdir()
    changed(tmp_path)
    with pytest.raises(ReportError, match=r"there is no (brand|such file)"):
        load_brand(brand_folder(name, templates_dir(), inside))


def test_a_link_out_of_the_studys_folder_is_no_brand(tmp_path):
    inside = tmp_path / "study"
    inside.mkdir()
    (inside / "brand").symlink_to(changed(tmp_path))
    with pytest.raises(ReportError, match="there is no brand 'brand'"):
        brand_folder("brand", templates_dir(), inside)


def test_a_logo_is_not_taken_from_outside_the_brand(tmp_path):
    (tmp_path / "secret.svg").write_text(SVG.format(""))
    for outside in ("../secret.svg", str(tmp_path / "secret.svg")):
        changed(tmp_path, logo=outside)
        with pytest.raises(ReportError, match="outside"):
            paper_of(variant(tmp_path, brand="brand"))


def test_colours_that_cannot_be_read_are_refused(tmp_path):
    with pytest.raises(ReportError, match="muted on paper has contrast"):
        load_brand(changed(tmp_path, colours={"muted": "#cccccc"}))


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "url(http://x)", "#123456; } body { display: none"])
def test_a_colour_is_six_digits(tmp_path, colour):
    with pytest.raises(ReportError, match="is no colour"):
        load_brand(changed(tmp_path, colours={"primary": colour}))


def test_every_mistake_in_a_brand_is_told_at_once_with_its_line(tmp_path):
    folder = changed(tmp_path, colors={}, name=[], logo="none.svg", display={"family": "X", "files": {450: "x.ttf"}})
    with pytest.raises(ReportError) as refused:
        dressed(folder, FONTS)
    told = str(refused.value)
    words = ("unknown key 'colors'", "colours", "name", "none.svg: there is no such file", "450")
    for word in (*words, "x.ttf: there is no such font"):
        assert word in told
    assert all(re.match(r".*brand\.yaml:\d+ ", each.where) for each in refused.value.problems)


def test_weak_colours_are_all_told(tmp_path):
    weak = {"muted": "#cccccc", "accent": "#eeeeee", "primary": "#777777"}
    with pytest.raises(ReportError) as refused:
        load_brand(changed(tmp_path, colours=weak))
    assert {each.what.split(" has")[0] for each in refused.value.problems} >= {
        "muted on paper", "accent on paper", "primary on paper", "on_primary on primary", "muted on tint"}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [("name: [", "not YAML"), ("name: A\nname: B\n", "stands here twice"), ("name: !!python/name:os.system x", "tag"),
     ("a: &a [1]\nb: &b [*a, *a]\nfonts: [*b, *b]\n", "unknown key 'a'"), ("", "empty")],
)  # fmt: skip
def test_a_brand_is_read_on_the_terms_of_a_study(tmp_path, text, said):
    (tmp_path / "brand.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ReportError, match=said):
        load_brand(tmp_path)


def forbidden(path):
    with TTFont(FONTS / "Pretendard-Regular.ttf") as made:
        made["OS/2"].fsType = 2
        made.save(path)


def without_outlines(path):
    with TTFont(FONTS / "Pretendard-Regular.ttf", lazy=True) as made:
        del made["glyf"]
        del made["loca"]
        made.save(path)


def variable(path):
    with TTFont(FONTS / "Pretendard-Regular.ttf", lazy=True) as made:
        made["fvar"] = newTable("fvar")
        made["fvar"].axes, made["fvar"].instances = [], []
        made.save(path)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_bytes(b"no font at all"), "this is no font"),
        (forbidden, "does not let it be embedded"),
        (without_outlines, "outlines are not TrueType"),
        (variable, "variable font"),
    ],
)
def test_a_font_that_a_pdf_cannot_hold_is_refused(tmp_path, make, said):
    folder = changed(tmp_path, display={"family": "Own", "files": {700: "own.ttf"}})
    make(folder / "own.ttf")
    with pytest.raises(ReportError, match=f"own.ttf: .*{said}") as refused:
        dressed(folder, FONTS)
    assert re.search(r"brand\.yaml:\d+ display", refused.value.problems[0].where)


def test_headings_wear_the_brands_own_font():
    paper = paper_of(REFERENCE, "ko", (("brand", "plumbline"),))
    assert '--display: "Nanum Myeongjo", "Pretendard"' in paper.document
    assert "NanumMyeongjo-ExtraBold.ttf" in paper.assets
    assert 'class="cover paper"' in paper.document
    assert "다림줄" in paper.document


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_brand_is_complete_in_every_language(name):
    brand = dressed(BRANDS / name, FONTS).brand
    assert all({"en", "ko"} <= set(text) for text in (brand.name, brand.tagline, brand.kind, brand.legal, brand.about,
                                                      brand.footer))  # fmt: skip


@pytest.mark.parametrize("name", SHIPPED)
def test_the_charts_of_a_shipped_brand_are_told_apart_in_grey_without_stripes(name):
    charts = load_brand(BRANDS / name).charts
    for colours in ((charts.subject, *charts.alternatives), charts.categories):
        assert {each.stripe for each in distinct_fills(colours)[: len(colours)]} == {Stripe.NONE}


def test_the_guide_can_be_followed_to_the_letter(tmp_path):
    guide = (BRANDS / "README.md").read_text(encoding="utf-8")
    steps = [dedent(each) for each in re.findall(r"```(?:yaml)?\n(.*?)```", guide, re.DOTALL)]
    folder = tmp_path / "our-brand"
    folder.mkdir()
    shutil.copy(DEFAULT / "logo.svg", folder / "logo.svg")
    (folder / "brand.yaml").write_text(steps[0], encoding="utf-8")
    study = variant(tmp_path)
    study.write_text(study.read_text(encoding="utf-8") + steps[1], encoding="utf-8")
    assert "Example Partners" in paper_of(study).document


def test_the_guide_names_every_key():
    guide = (BRANDS / "README.md").read_text(encoding="utf-8")
    keys = {*Brand.model_fields, *Colours.model_fields, *ChartColours.model_fields}
    assert [each for each in keys if f"`{each}`" not in guide] == []


@pytest.mark.parametrize(
    "inner",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<foreignObject/>",
        "<text>x</text>",
        '<image href="http://x"/>',
        '<use xlink:href="#a"/>',
        '<rect onload="x"/>',
        '<rect fill="url(http://x)"/>',
    ],
)
def test_a_logo_is_shapes_and_nothing_else(tmp_path, inner):
    path = tmp_path / "logo.svg"
    path.write_text(SVG.format(inner))
    with pytest.raises(ReportError, match="the logo holds"):
        read_logo(path)


def test_a_logo_with_entities_is_refused(tmp_path):
    path = tmp_path / "logo.svg"
    path.write_text('<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG.format("<title>&x;</title>"))
    with pytest.raises(ReportError):
        read_logo(path)
