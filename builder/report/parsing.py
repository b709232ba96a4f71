"""The document as the tree that WeasyPrint lays out: parsed in C, a tenth of the time its own parser takes.

That one is for any HTML; ours is made by templates that close what they open, and its drawings are XML.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from lxml import etree, html

_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_EMPTY = re.compile(r"<(wbr|source|track)\b([^>]*?)/?>")
"""Elements without an end that are younger than the parser's idea of HTML."""

_HAVING = {
    "marker": (("lower_local_name_selectors", "li"),),
    "footnote-call": (("class_selectors", "footnote"),),
    "footnote-marker": (("class_selectors", "footnote"),),
}
"""Which elements of our templates have a part that a rule for all elements styles."""


def source_of(root: Element, fetcher: Any) -> Any:
    """What WeasyPrint renders, for a document that is a tree already. Addresses in it are seen from `asset:/`."""
    from cssselect2 import ElementWrapper
    from weasyprint import HTML

    class Source(HTML):  # type: ignore[misc]  # the library has no types
        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return [narrowed(each) for each in super()._ua_stylesheets(forms)]

    source = Source(string="<html>", base_url="asset:/", url_fetcher=fetcher)
    source.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
    source.etree_element = source.wrapper_element.etree_element
    return source


def narrowed(sheet: Any) -> Any:
    """A style sheet whose styles for markers and notes are for the elements of ours that have them.

    WeasyPrint's own gives markers and notes to every element, four styles more to compute for each.
    """
    made, plain = copy.copy(sheet), sheet.matcher
    made.matcher = matcher = copy.copy(plain)
    matcher.lower_local_name_selectors = dict(plain.lower_local_name_selectors)
    matcher.class_selectors = dict(plain.class_selectors)
    matcher.other_selectors = []
    for entry in plain.other_selectors:
        _, _, _, pseudo_element, _ = entry
        if pseudo_element is None:
            matcher.other_selectors.append(entry)
        for group, key in _HAVING.get(pseudo_element, ()):
            selectors = getattr(matcher, group)
            selectors[key] = [*selectors.get(key, ()), entry]
    return made


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
