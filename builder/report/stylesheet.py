"""The style sheet of a brand: its colours and fonts as CSS, ahead of the rules that all brands share."""

from __future__ import annotations

from collections.abc import Iterable

from builder.report.assets import SCHEME
from builder.report.brand import Brand
from builder.report.charts.theme import Theme
from builder.report.fonts import Face, Subset, text_widths

_GENERIC = "sans-serif"
_HEIGHTS = {"A4": "297mm", "Letter": "279.4mm"}


def brand_css(brand: Brand, page_size: str) -> str:
    """Custom properties for colours and fonts, and the size of the page."""
    colours = brand.colours.model_dump()
    properties = [f"--{name.replace('_', '-')}: {value};" for name, value in colours.items()]
    text = [*(f'"{each.family}"' for each in brand.fonts), _GENERIC]
    display = [f'"{brand.display.family}"', *text] if brand.display else text
    properties += [f"--families: {', '.join(text)};", f"--display: {', '.join(display)};",
                   f"--page-height: {_HEIGHTS[page_size]};"]  # fmt: skip
    return f":root {{ {' '.join(properties)} }}\n@page {{ size: {page_size}; }}\n"


def font_css(subsets: Iterable[Subset]) -> str:
    """A `@font-face` for each subset, its file an asset."""
    return "".join(
        f'@font-face {{ font-family: "{each.face.family}"; font-weight: {each.face.weight}; font-style: normal; '
        f'src: url("{SCHEME}{each.face.name}"); }}\n'
        for each in subsets
    )


def chart_theme(brand: Brand, faces: tuple[Face, ...]) -> Theme:
    """The looks of charts in a brand."""
    measure, colours = text_widths(faces), brand.colours
    families = (*(each.family for each in brand.fonts), _GENERIC)
    theme = Theme(measure, ink=colours.ink, muted=colours.muted, background=colours.paper, families=families)
    if brand.charts is None:
        return theme
    charts = brand.charts
    return Theme(measure, charts.subject, charts.alternatives, charts.categories, colours.ink, colours.muted,
                 theme.grid, colours.paper, families)  # fmt: skip
