"""What a PDF calls the parts that HTML has no elements for: contents, their entries, and notes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_ROLES = {"x-toc": "TOC", "x-toci": "TOCI", "x-note": "Note"}
_TAGS = frozenset(f"/{role}" for role in _ROLES.values())


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


def finish_tags(pdf: Any) -> None:
    """Give every note the identifier of its own that PDF/UA asks for (ISO 14289-1, 7.9), and each part one tag.

    WeasyPrint tags the anonymous boxes within an element like the element itself.
    """
    from pydyf import Dictionary, String

    tagged = {each.reference: each for each in pdf.objects if isinstance(each, Dictionary) and each.get("S") in _TAGS}
    within = [each for each in tagged.values() if each["P"] in tagged and tagged[each["P"]]["S"] == each["S"]]
    for each in within:
        each["S"] = "/NonStruct"
    _say_scopes(pdf)
    notes = [each for each in tagged.values() if each["S"] == "/Note"]
    for number, each in enumerate(notes, 1):
        each["ID"] = String(f"note-{number}")


def _say_scopes(pdf: Any) -> None:
    """Let each heading of a table say whether it heads a column or a row: our tables head columns in their heads."""
    from pydyf import Dictionary

    found = {each.reference: each for each in pdf.objects if isinstance(each, Dictionary) and "S" in each}
    for each in found.values():
        if each["S"] == "/TH":
            group = found[found[each["P"]]["P"]]["S"]
            each["A"]["Scope"] = "/Column" if group == "/THead" else "/Row"
