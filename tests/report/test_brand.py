import shutil

import pytest
import yaml

from builder.errors import ReportError
from builder.paths import templates_dir
from builder.report.brand import brand_folder, load_brand
from builder.report.logo import read_logo
from tests.report.papers import MINIMAL, paper_of, results_of, variant

DEFAULT = templates_dir() / "brands" / "default"
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
    with pytest.raises(ReportError, match=r"no such brand|is not there"):
        load_brand(brand_folder(name, templates_dir(), inside))


def test_a_link_out_of_the_studys_folder_is_no_brand(tmp_path):
    inside = tmp_path / "study"
    inside.mkdir()
    (inside / "brand").symlink_to(changed(tmp_path))
    with pytest.raises(ReportError, match="no such brand"):
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


def test_every_mistake_in_a_brand_is_told_at_once(tmp_path):
    with pytest.raises(ReportError) as refused:
        load_brand(changed(tmp_path, colors={}, name=[], logo=7))
    assert len(refused.value.problems) >= 3


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


def test_the_default_brand_is_complete_in_every_language():
    brand = load_brand(DEFAULT)
    assert all({"en", "ko"} <= set(text) for text in (brand.name, brand.legal, brand.about, brand.footer))
    assert results_of(MINIMAL).model.loaded.study.brand == "default"
