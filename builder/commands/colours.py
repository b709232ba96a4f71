"""A brand's colours as the workbook wears them."""

from __future__ import annotations

from builder.paths import templates_dir
from builder.report.brand import Brand, brand_of, load_brand
from builder.study.loader import LoadedStudy
from builder.workbook.styles import Palette


def palette_for(loaded: LoadedStudy) -> Palette:
    """The colours of a study's brand. Raises ReportError where there is no such brand, or it is wrong."""
    return palette_of(load_brand(brand_of(loaded, templates_dir())))


def palette_of(brand: Brand) -> Palette:
    """A brand's colours for surfaces, text and charts; bands lie between its tint and its rule."""
    colours, neutral = brand.colours, Palette()
    options, categories = neutral.options, neutral.categories
    if brand.charts is not None:
        options = tuple(_digits(each) for each in (brand.charts.subject, *brand.charts.alternatives))
        categories = tuple(_digits(each) for each in brand.charts.categories)
    return Palette(
        primary=_digits(colours.primary), on_primary=_digits(colours.on_primary), ink=_digits(colours.ink),
        muted=_digits(colours.muted), rule=_digits(colours.rule), tint=_between(colours.tint, colours.rule),
        options=options, categories=categories,
    )  # fmt: skip


def _digits(colour: str) -> str:
    return colour.removeprefix("#").upper()


def _between(one: str, other: str) -> str:
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "".join(f"{(3 * first + second) // 4:02X}" for first, second in pairs)
