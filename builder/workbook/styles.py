"""How each named style of the layout looks: FAST's colours, thin rules, nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

FONT = "Calibri"
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
_WRAP = Alignment(vertical="top", wrap_text=True)
_MIDDLE = Alignment(vertical="center", wrap_text=True)
_CENTRE = Alignment(horizontal="center", vertical="center")

LOOKS: dict[str, Look] = {
    "text": Look(_font()),
    "text_total": Look(_font(bold=True)),
    "words": Look(_font(), alignment=_WRAP),
    "unit": Look(_font(GREY)),
    "id": Look(_font(GREY, 8)),
    "id_number": Look(_font(GREY, 8), alignment=Alignment(horizontal="right")),
    "note": Look(_font(GREY, 9), alignment=Alignment(horizontal="right")),
    "title": Look(_font(INK, 14, bold=True)),
    "subtitle": Look(_font(GREY, 9)),
    "cover_title": Look(_font(INK, 22, bold=True)),
    "cover_subtitle": Look(_font(GREY, 12)),
    "section": Look(_font(INK, 12, bold=True), border=_LINE),
    "subsection": Look(_font(INK, 10, bold=True)),
    "head": Look(_font(INK, bold=True), _fill(PALE_GREY), _LINE, _MIDDLE),
    "head_number": Look(_font(INK, bold=True), _fill(PALE_GREY), _LINE, _RIGHT),
    "subhead": Look(_font(GREY, 9), alignment=_RIGHT),
    "input": Look(_font(BLUE), _fill(PALE_YELLOW), _BOX),
    "input_weak": Look(_font(BLUE), _fill(PALE_ORANGE), _BOX),
    "constant": Look(_font(BLUE)),
    "calculation": Look(_font()),
    "opening": Look(_font(GREY)),
    "link": Look(_font(GREEN)),
    "sum": Look(_font(), border=_TOP),
    "total": Look(_font(bold=True), border=_TOP),
    "check": Look(_font(GREY), alignment=_CENTRE),
    "master": Look(_font(bold=True), _fill(PALE_GREY), _BOX, _CENTRE),
    "unused": Look(_font(GREY, 9), _fill(PALE_GREY)),
    "status_weak": Look(_font(RED)),
    "hyperlink": Look(_font(BLUE, underline="single")),
}

UNLOCKED = Protection(locked=False)
