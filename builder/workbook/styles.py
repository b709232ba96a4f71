"""How each named style of the layout looks: FAST's colours for what may be changed, a brand's for all else."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

FONT = "Calibri"
FONTS = {"ko": "Malgun Gothic"}
"""The font of a language whose letters Calibri does not have."""
BLUE, GREEN, RED = "0000FF", "00642D", "B00020"
"""What FAST asks for: inputs blue, links to other sheets green; red for what is weak or differs."""
PALE_YELLOW, PALE_ORANGE = "FFF9DB", "FDE9D0"


@dataclass(frozen=True, slots=True)
class Palette:
    """A brand's colours as six hexadecimal digits: text and surfaces, then the charts' options and categories."""

    primary: str = "12324A"
    on_primary: str = "FFFFFF"
    ink: str = "1B242C"
    muted: str = "54616D"
    rule: str = "CBD3DA"
    tint: str = "E7ECEF"
    unused: str = "F0F0F0"
    options: tuple[str, ...] = ("12324A", "D9822B", "0F7D86", "9BBDD6", "734376")
    categories: tuple[str, ...] = (
        "12324A", "4596C1", "A8492B", "EAC795", "235F44", "98C1A2", "996A94", "DDE3EC", "682E4D", "BB9E64"
    )  # fmt: skip

    def category(self, tone: int) -> str:
        """The colour of a category; those beyond the brand's are the same ones halfway to white."""
        colour = self.categories[tone % len(self.categories)]
        return lightened(colour) if tone // len(self.categories) % 2 else colour


def lightened(colour: str) -> str:
    """A colour halfway to white.

    >>> lightened("12324A")
    '8898A4'
    """
    return "".join(f"{(int(colour[at : at + 2], 16) + 255) // 2:02X}" for at in (0, 2, 4))



@dataclass(frozen=True, slots=True)
class Look:
    """One style: font, fill, borders, alignment."""

    font: Font
    fill: PatternFill | None = None
    border: Border | None = None
    alignment: Alignment | None = None


_TOP, _TOP_AFTER = Alignment(vertical="top"), Alignment(vertical="top", horizontal="left", indent=1)
_TOP_RIGHT = Alignment(vertical="top", horizontal="right")
_WRAPPED = Alignment(vertical="top", horizontal="left", wrap_text=True, indent=1)
_BOTTOM, _CENTRE = Alignment(vertical="bottom"), Alignment(horizontal="center", vertical="center")
_MIDDLE, _MIDDLE_AFTER = Alignment(vertical="center"), Alignment(vertical="center", horizontal="left", indent=1)
_HEAD = Alignment(vertical="center", wrap_text=True)
_HEAD_RIGHT = Alignment(horizontal="right", vertical="center", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="center")
UNLOCKED = Protection(locked=False)


def looks(palette: Palette = Palette()) -> dict[str, Look]:
    """Every style by the name that the layout gives it."""
    return {**_words(palette), **_headings(palette), **_values(palette)}


def _words(of: Palette) -> dict[str, Look]:
    return {
        "text": Look(_font(of.ink), alignment=_TOP),
        "line": Look(_font(of.ink), alignment=Alignment(vertical="top", wrap_text=True)),
        "after": Look(_font(of.ink), alignment=_TOP_AFTER),
        "text_total": Look(_font(of.ink, bold=True), alignment=_TOP),
        "words": Look(_font(of.ink), alignment=_WRAPPED),
        "line_words": Look(_font(of.muted, 9), alignment=_TOP_AFTER),
        "claim": Look(_font(of.ink, italic=True), alignment=_BOTTOM),
        "unit": Look(_font(of.muted, 9), alignment=_TOP_AFTER),
        "id": Look(_font(of.muted, 8), alignment=_TOP),
        "limit": Look(_font(BLUE, 9), alignment=_TOP_RIGHT),
        "id_number": Look(_font(of.muted, 8), alignment=_RIGHT),
        "note": Look(_font(of.muted, 9), alignment=_RIGHT),
        "note_left": Look(_font(of.muted, 9), alignment=_BOTTOM),
        "name": Look(_font(of.muted, 9), alignment=_TOP_RIGHT),
        "status_weak": Look(_font(RED), alignment=_TOP_AFTER),
        "hyperlink": Look(_font(BLUE, underline="single"), alignment=_TOP),
    }


def _headings(of: Palette) -> dict[str, Look]:
    band = _fill(of.tint)
    return {
        "title": Look(_font(of.primary, 16, bold=True), alignment=_MIDDLE),
        "title_long": Look(_font(of.primary, 11, bold=True), alignment=_HEAD),
        "subtitle": Look(_font(of.muted, 9), alignment=_MIDDLE),
        "cover_title": Look(_font(of.primary, 20, bold=True), alignment=_MIDDLE),
        "cover_subtitle": Look(_font(of.muted, 12), alignment=_MIDDLE),
        "section": Look(_font(of.primary, 11, bold=True), band, alignment=_MIDDLE),
        "section_band": Look(_font(of.primary, 11, bold=True), band, alignment=_MIDDLE),
        "subsection": Look(_font(of.primary, 10, bold=True), alignment=_BOTTOM),
        "head": Look(_font(of.on_primary, bold=True), _fill(of.primary), alignment=_HEAD),
        "head_number": Look(_font(of.on_primary, bold=True), _fill(of.primary), alignment=_HEAD_RIGHT),
        "subhead": Look(_font(of.muted, 9), alignment=_HEAD_RIGHT),
        "chosen": Look(_font(of.primary, 11, bold=True), alignment=_MIDDLE),
    }


def _values(of: Palette) -> dict[str, Look]:
    rule = Side("thin", f"FF{of.rule}")
    box, above = Border(left=rule, right=rule, top=rule, bottom=rule), Border(top=Side("thin", f"FF{of.primary}"))
    unused = _fill(of.unused)
    return {
        "input": Look(_font(BLUE), _fill(PALE_YELLOW), box, _TOP_RIGHT),
        "input_text": Look(_font(BLUE), _fill(PALE_YELLOW), box, _TOP_AFTER),
        "input_weak": Look(_font(BLUE), _fill(PALE_ORANGE), box, _TOP_RIGHT),
        "chooser": Look(_font(BLUE, 11, bold=True), _fill(PALE_YELLOW), box, _MIDDLE_AFTER),
        "constant": Look(_font(BLUE), alignment=_TOP_RIGHT),
        "issued": Look(_font(of.ink, bold=True), unused, box, _TOP_RIGHT),
        "calculation": Look(_font(of.ink), alignment=_TOP_RIGHT),
        "opening": Look(_font(of.muted), alignment=_TOP_RIGHT),
        "link": Look(_font(GREEN), alignment=_TOP_RIGHT),
        "sum": Look(_font(of.ink), alignment=_TOP_RIGHT),
        "total": Look(_font(of.ink, bold=True), border=above, alignment=_TOP_RIGHT),
        "state": Look(_font(of.ink, bold=True), alignment=_TOP_AFTER),
        "check": Look(_font(of.muted), alignment=_CENTRE),
        "master": Look(_font(of.ink, bold=True), _fill(of.tint), box, _CENTRE),
        "headline": Look(_font(of.ink, bold=True), alignment=_TOP_RIGHT),
        "mark": Look(_font(of.muted, bold=True), alignment=_CENTRE),
        "unused_number": Look(_font(of.muted, 9), unused, alignment=_TOP_RIGHT),
        "unused": Look(_font(of.muted, 9), unused, alignment=_TOP),
    }


def _font(
    colour: str, size: float = 10, bold: bool = False, italic: bool = False, underline: str | None = None
) -> Font:
    return Font(name=FONT, size=size, bold=bold, italic=italic, color=f"FF{colour}", underline=underline)


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=f"FF{colour}", end_color=f"FF{colour}")
