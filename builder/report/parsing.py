"""The document as the tree that WeasyPrint lays out: parsed in C, a tenth of the time its own parser takes.

That one is for any HTML; ours is made by templates that close what they open, and its drawings are XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from lxml import etree, html

_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_EMPTY = re.compile(r"<(wbr|source|track)\b([^>]*?)/?>")
"""Elements without an end that are younger than the parser's idea of HTML."""


def source_of(root: Element, fetcher: Any) -> Any:
    """What WeasyPrint renders, for a document that is a tree already. Addresses in it are seen from `asset:/`."""
    from cssselect2 import ElementWrapper
    from weasyprint import HTML

    source = HTML(string="<html>", base_url="asset:/", url_fetcher=fetcher)
    source.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
    source.etree_element = source.wrapper_element.etree_element
    return source


def parsed(document: str) -> Element:
    """The root of a document. Drawings keep the names of SVG, which HTML parsers write small."""
    drawings = iter(_DRAWING.findall(document))
    plain = _EMPTY.sub(r"<\1\2/>", _DRAWING.sub("<svg></svg>", document))
    root = html.document_fromstring(plain)
    return _converted(root, drawings)


def _converted(element: etree._Element, drawings: Iterator[str]) -> Element:
    """The same element as the standard library's, with all that it holds but comments."""
    if element.tag == "svg":
        made = fromstring(next(drawings))
    else:
        made = Element(str(element.tag), {str(key): str(value) for key, value in element.attrib.items()})
        made.text = element.text
        for child in element:
            _append(made, child, drawings)
    made.tail = element.tail
    return made


def _append(parent: Element, child: etree._Element, drawings: Iterator[str]) -> None:
    if isinstance(child.tag, str):
        parent.append(_converted(child, drawings))
        return
    *_, last = [parent, *parent]
    if last is parent:
        last.text = (last.text or "") + (child.tail or "")
    else:
        last.tail = (last.tail or "") + (child.tail or "")
