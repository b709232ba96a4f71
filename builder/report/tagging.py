"""What a PDF calls the parts that HTML has no elements for: contents, their entries, and notes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_ROLES = {"x-toc": "TOC", "x-toci": "TOCI", "x-note": "Note"}


@contextmanager
def parts_tagged() -> Iterator[None]:
    """Within, WeasyPrint tags the elements of our templates by what they are, not as parts without a role."""
    from weasyprint.pdf import tags

    plain = tags._get_pdf_tag

    def role(element: str | None) -> str:
        return _ROLES.get(element or "") or str(plain(element))

    tags._get_pdf_tag = role
    try:
        yield
    finally:
        tags._get_pdf_tag = plain


def identify_notes(_document: object, pdf: Any) -> None:
    """Give every note the identifier of its own that PDF/UA asks for (ISO 14289-1, 7.9)."""
    from pydyf import Dictionary, String

    notes = [each for each in pdf.objects if isinstance(each, Dictionary) and each.get("S") == "/Note"]
    for number, each in enumerate(notes, 1):
        each["ID"] = String(f"note-{number}")
