"""A brand's logo: an SVG drawing, checked to be a drawing and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from builder.errors import Problem, ReportError

_DRAWING = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "desc", "defs",
            "linearGradient", "radialGradient", "stop"}  # fmt: skip
_MOST_BYTES = 200_000


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
