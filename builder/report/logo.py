"""Logos: a brand's, an SVG drawing checked to be a drawing and nothing else; a customer's may be a photograph too."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from builder.errors import Problem, ReportError
from builder.report.assets import Asset
from builder.report.brand import Brand

_DRAWING = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "desc", "defs",
            "linearGradient", "radialGradient", "stop"}  # fmt: skip
_MOST_BYTES = 200_000
_RASTERS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_MOST_RASTER_BYTES = 2_000_000


def read_logo(path: Path) -> bytes:
    """The bytes of a logo. Raises ReportError for scripts, styles, links, images and texts in it."""
    data = path.read_bytes()
    if len(data) > _MOST_BYTES:
        raise ReportError(Problem(str(path), f"the logo is larger than {_MOST_BYTES:,} bytes", "simplify it"))
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReportError(Problem(str(path), f"not an SVG: {error}", "export it again")) from None
    wrong = sorted({what for element in root.iter() for what in _wrong(element)})
    if root.getroottree().docinfo.doctype:
        wrong.append("a document type")
    if wrong:
        raise ReportError(Problem(str(path), f"the logo holds {', '.join(wrong)}",
                                  "a logo is shapes with attributes; turn texts into paths"))  # fmt: skip
    return data


def read_picture(path: Path) -> Asset:
    """A customer's logo: a PNG or JPEG by its first bytes, or else a drawing. Raises ReportError for all others."""
    data = path.read_bytes()
    media = next((media for start, media in _RASTERS.items() if data.startswith(start)), None)
    if media is None:
        return Asset(read_logo(path), "image/svg+xml")
    if len(data) > _MOST_RASTER_BYTES:
        raise ReportError(Problem(str(path), f"the picture is larger than {_MOST_RASTER_BYTES:,} bytes", "shrink it"))
    return Asset(data, media)


def cover_art(brand: Brand) -> Asset:
    """Rising bars in a brand's colours, for the foot of its cover; decoration only."""
    colours = brand.colours
    bars = ((0, 34, colours.accent), (26, 58, colours.accent), (52, 92, colours.accent), (78, 140, colours.highlight))
    drawn = "".join(
        f'<rect x="{x}" y="{140 - height}" width="18" height="{height}" fill="{colour}"/>' for x, height, colour in bars
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 140" width="96" height="140">{drawn}</svg>'
    return Asset(svg.encode(), "image/svg+xml")


def _wrong(element: etree._Element) -> list[str]:
    if element.tag is etree.Comment:
        return []
    if not isinstance(element.tag, str):
        return ["a processing instruction"]
    name = etree.QName(element)
    found = [] if name.localname in _DRAWING else [f"<{name.localname}>"]
    for key, value in element.attrib.items():
        local = etree.QName(key).localname
        if local.startswith("on") or local in ("href", "style") or _leads_away(value):
            found.append(f"the attribute {local}")
    return found


def _leads_away(value: str) -> bool:
    return bool(re.search(r"url\(\s*['\"]?(?!#)", value)) or "javascript:" in value.lower()
