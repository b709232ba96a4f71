"""What a PDF calls the parts that HTML has no elements for: contents, their entries, and notes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_ROLES = {"x-toc": "TOC", "x-toci": "TOCI", "x-note": "Note"}
_NAMER = "_get_pdf_tag"
"""What WeasyPrint asks for the tag of an element; it has no public way to tell it more."""

_TAGS = frozenset(f"/{role}" for role in _ROLES.values())


@contextmanager
def parts_tagged() -> Iterator[None]:
    """Within, WeasyPrint tags the elements of our templates by what they are, not as parts without a role."""
    from weasyprint.pdf import tags

    plain = getattr(tags, _NAMER)

    def role(element: str | None) -> str:
        return _ROLES.get(element or "") or str(plain(element))

    setattr(tags, _NAMER, role)
    try:
        yield
    finally:
        setattr(tags, _NAMER, plain)


def finish_tags(pdf: Any) -> None:
    """Give each part one tag, and every note the identifier of its own that PDF/UA asks for (ISO 14289-1, 7.9).

    WeasyPrint tags the anonymous boxes within an element like the element itself, and a note once for each line.
    """
    from pydyf import Dictionary, String

    elements = {each.reference: each for each in pdf.objects if isinstance(each, Dictionary) and "S" in each}
    tagged = [each for each in elements.values() if each["S"] in _TAGS]
    for each in [each for each in tagged if elements[each["P"]]["S"] == each["S"]]:
        each["S"] = "/NonStruct"
    notes: list[Any] = []
    for each in tagged:
        if each["S"] == "/Note":
            if notes and elements[each["K"][0]]["S"] != "/NonStruct":
                _append(notes[-1], each, elements)
            else:
                notes.append(each)
                each["ID"] = String(f"note-{len(notes)}")
    _say_scopes(elements)


def _append(note: Any, line: Any, elements: dict[bytes, Any]) -> None:
    """Make a further line, which begins without the mark of a note, a part of the note that it continues."""
    for kid in line["K"]:
        elements[kid]["P"] = note.reference
        note["K"].append(kid)
    elements[line["P"]]["K"].remove(line.reference)
    line["S"], line["K"][:] = "/NonStruct", []


def _say_scopes(elements: dict[bytes, Any]) -> None:
    """Let each heading of a table say whether it heads a column or a row: our tables head columns in their heads."""
    for each in elements.values():
        if each["S"] == "/TH":
            group = elements[elements[each["P"]]["P"]]["S"]
            each["A"]["Scope"] = "/Column" if group == "/THead" else "/Row"
