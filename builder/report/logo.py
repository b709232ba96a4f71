"""Logos: a brand's, an SVG drawing checked to be a drawing and nothing else; a customer's may be a photograph too."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from lxml import etree

from builder.errors import Problem, ReportError
from builder.report.assets import Asset
from builder.report.brand import Brand, file_within
from builder.study.loader import LoadedStudy

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
    if picture := next((media for start, media in _RASTERS.items() if data.startswith(start)), None):
        kind = picture.removeprefix("image/").upper()
        raise ReportError(Problem(str(path), f"a {kind} picture, and a brand's drawing is an SVG",
                                  "export the drawing itself as SVG"))  # fmt: skip
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReportError(Problem(str(path), f"not an SVG: {error.msg}", "export it again as SVG")) from None
    wrong = sorted({what for element in root.iter() for what in _wrong(element)})
    if root.getroottree().docinfo.doctype:
        wrong.append("a document type")
    problems = []
    if wrong:
        problems.append(Problem(str(path), f"the logo holds {', '.join(wrong)}",
                                "a logo is shapes with attributes; turn texts into paths"))  # fmt: skip
    if root.get("viewBox") is None and (root.get("width") is None or root.get("height") is None):
        remedy = 'export it again with one, or write viewBox="0 0 WIDTH HEIGHT" into <svg>'
        problems.append(Problem(str(path), "the drawing has no viewBox, and so no size", remedy))
    if problems:
        raise ReportError(*problems)
    return data


def read_picture(path: Path) -> Asset:
    """A customer's logo: a PNG or JPEG by its first bytes, or else a drawing. Raises ReportError for all others."""
    data = path.read_bytes()
    media = next((media for start, media in _RASTERS.items() if data.startswith(start)), None)
    if media is None and b"<svg" not in data:
        raise ReportError(Problem(str(path), "not an SVG, nor a PNG or JPEG picture", "export it as one of these"))
    if media is None:
        return Asset(read_logo(path), "image/svg+xml")
    if len(data) > _MOST_RASTER_BYTES:
        raise ReportError(Problem(str(path), f"the picture is larger than {_MOST_RASTER_BYTES:,} bytes", "shrink it"))
    return Asset(data, media)


def customer_picture(loaded: LoadedStudy) -> Asset:
    """The logo of a study's customer. Raises ReportError with its place in the study for one that cannot be shown."""
    name, home = str(loaded.study.customer_logo), loaded.folder
    try:
        return read_picture(file_within(home, name))
    except ReportError as error:
        where = loaded.document.where(("customer_logo",))
        told = (replace(each, where=where, what=f"{name}: {each.what}") for each in error.problems)
        raise ReportError(*told) from None


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
