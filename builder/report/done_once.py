"""What WeasyPrint does again for each of thousands of boxes, done once, to the same bytes.

Every change keeps to what WeasyPrint asks of it, and a test holds the PDF with all of them against the one without.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import pango

_split = inline.split_first_line


@contextmanager
def done_once() -> Iterator[None]:
    """Within, WeasyPrint keeps what it would otherwise make again."""
    plain = [(owner, name, getattr(owner, name)) for owner, name, _ in _CHANGES]
    for owner, name, instead in _CHANGES:
        setattr(owner, name, instead)
    try:
        yield
    finally:
        for owner, name, before in plain:
            setattr(owner, name, before)


def _page_references(pdf: Any) -> tuple[bytes, ...]:
    """The references of all pages, which each of the document's tags asks for."""
    numbers = pdf.pages["Kids"][::3]
    known: tuple[bytes, ...] = pdf.__dict__.get("_known_references", ())
    if len(known) != len(numbers):
        known = pdf.__dict__["_known_references"] = tuple(f"{number} 0 R".encode() for number in numbers)
    return known


class _KeptLayout(line_break.Layout):  # type: ignore[misc]  # the library has no types
    """A text as it was shaped when it was measured, kept until it is drawn."""

    def set_text(self, text: str, justify: bool = False) -> None:
        """Measure a text in the mode that it will be drawn in: another mode would shape it again."""
        pango.pango_layout_set_single_paragraph_mode(self.layout, "\n" not in text)
        super().set_text(text, justify)

    def deactivate(self) -> None:
        """Keep it."""

    def reactivate(self, style: Any) -> None:
        """Shape it again only where its line is not its whole text, or its words are set further apart."""
        if self.justification_spacing or self.get_first_line()[1] is not None:
            super().reactivate(style)


def _first_line(text: str, style: Any, context: Any, *space: Any, **place: Any) -> tuple[Any, ...]:
    """A text's first line in some space: two in five are asked for again, by columns and rows moved to a new page.

    Lines that are equal share their layout. Only an ellipsis would change it when it is drawn; our pages have none.
    """
    known: dict[tuple[Any, ...], tuple[Any, ...]] = style.__dict__.setdefault("_known_lines", {})
    key = (text, *space, *place.items())
    if key not in known:
        known[key] = _split(text, style, context, *space, **place)
    return known[key]


_CHANGES = (
    (pydyf.PDF, "page_references", property(_page_references)),
    (line_break, "Layout", _KeptLayout),
    (inline, "split_first_line", _first_line),
)
