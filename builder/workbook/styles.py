"""How each named style of the layout looks: FAST's colours, thin rules, nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

FONT = "Calibri"
FONTS = {"ko": "Malgun Gothic"}
"""The font of a language whose letters Calibri does not have."""
BLUE, BLACK, GREEN, GREY, RED = "FF0000FF", "FF000000", "FF00642D", "FF8A8A8A", "FFB00020"
INK, PALE_YELLOW, PALE_ORANGE, PALE_GREY, RULE = "FF1F3864", "FFFFF9DB", "FFFDE9D0", "FFF0F0F0", "FFBFBFBF"


@dataclass(frozen=True, slots=True)
class Look:
    """One style: font, fill, borders, alignment."""

    font: Font
    fill: PatternFill | None = None
    border: Border | None = None
    alignment: Alignment | None = None


def _font(colour: str = BLACK, size: float = 10, bold: bool = False, underline: str | None = None) -> Font:
    return Font(name=FONT, size=size, bold=bold, color=colour, underline=underline)


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour)


_RULE = Side("thin", RULE)
_LINE = Border(bottom=_RULE)
_TOP = Border(top=Side("thin", BLACK))
_BOX = Border(left=_RULE, right=_RULE, top=_RULE, bottom=_RULE)
_RIGHT = Alignment(horizontal="right", vertical="center", wrap_text=True)
_WRAP = Alignment(vertical="top", wrap_text=True, indent=1)
_TOP_LEFT = Alignment(vertical="top")
_AFTER = Alignment(vertical="top", indent=1)
_HIGH = Alignment(vertical="top", horizontal="right")
_MIDDLE = Alignment(vertical="center", wrap_text=True)
_BOTTOM = Alignment(vertical="bottom")
_CENTRE = Alignment(horizontal="center", vertical="center")

LOOKS: dict[str, Look] = {
    "text": Look(_font(), alignment=_TOP_LEFT),
    "after": Look(_font(), alignment=_AFTER),
    "text_total": Look(_font(bold=True), alignment=_TOP_LEFT),
    "words": Look(_font(), alignment=_WRAP),
    "unit": Look(_font(GREY), alignment=_TOP_LEFT),
    "id": Look(_font(GREY, 8), alignment=_TOP_LEFT),
    "id_number": Look(_font(GREY, 8), alignment=Alignment(horizontal="right")),
    "note": Look(_font(GREY, 9), alignment=Alignment(horizontal="right")),
    "title": Look(_font(INK, 14, bold=True)),
    "subtitle": Look(_font(GREY, 9)),
    "cover_title": Look(_font(INK, 20, bold=True)),
    "cover_subtitle": Look(_font(GREY, 12)),
    "section": Look(_font(INK, 12, bold=True), border=_LINE, alignment=_BOTTOM),
    "subsection": Look(_font(INK, 10, bold=True), alignment=_BOTTOM),
    "head": Look(_font(INK, bold=True), _fill(PALE_GREY), _LINE, _MIDDLE),
    "head_number": Look(_font(INK, bold=True), _fill(PALE_GREY), _LINE, _RIGHT),
    "subhead": Look(_font(GREY, 9), alignment=_RIGHT),
    "input": Look(_font(BLUE), _fill(PALE_YELLOW), _BOX, _HIGH),
    "input_weak": Look(_font(BLUE), _fill(PALE_ORANGE), _BOX, _HIGH),
    "constant": Look(_font(BLUE), alignment=_HIGH),
    "calculation": Look(_font(), alignment=_HIGH),
    "opening": Look(_font(GREY), alignment=_HIGH),
    "link": Look(_font(GREEN), alignment=_HIGH),
    "sum": Look(_font(), alignment=_HIGH),
    "total": Look(_font(bold=True), border=_TOP, alignment=_HIGH),
    "check": Look(_font(GREY), alignment=_CENTRE),
    "master": Look(_font(bold=True), _fill(PALE_GREY), _BOX, _CENTRE),
    "unused": Look(_font(GREY, 9), _fill(PALE_GREY)),
    "status_weak": Look(_font(RED), alignment=_AFTER),
    "hyperlink": Look(_font(BLUE, underline="single")),
}

UNLOCKED = Protection(locked=False)
