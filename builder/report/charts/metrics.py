"""Widths of text, from the advances in the document's own font files."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_MISSING = 1.0
"""Advance, in ems, of a character no font has: as wide as any, so that a label is never taken for too short."""


@dataclass(frozen=True, slots=True)
class FontMetrics:
    """Advances of one font file's characters, in ems, without kerning: WeasyPrint sets SVG text letter by letter."""

    _font: Any = field(repr=False)
    _units_per_em: int
    _advances: dict[str, float | None] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_bytes(cls, ttf: bytes) -> FontMetrics:
        """Metrics of a TrueType file."""
        # Importing it takes 0.03 s, which commands that draw no chart need not pay.
        import uharfbuzz  # noqa: PLC0415

        face = uharfbuzz.Face(ttf)
        if not face.glyph_count:
            raise ValueError("these bytes are no font")
        return cls(uharfbuzz.Font(face), face.upem)

    def advance(self, character: str) -> float | None:
        """The character's advance in ems, or None where the font has no glyph for it."""
        if character not in self._advances:
            glyph = self._font.get_nominal_glyph(ord(character))
            width = None if glyph is None else self._font.get_glyph_h_advance(glyph) / self._units_per_em
            self._advances[character] = width
        return self._advances[character]


@dataclass(frozen=True, slots=True)
class TextWidths:
    """`widths(text, size, weight)`: how wide the text runs, in the units of `size`.

    Each weight has its fonts in order of preference; a weight that is not there takes the nearest one's.
    """

    fonts: Mapping[int, Sequence[FontMetrics]]

    def __call__(self, text: str, size: float, weight: int) -> float:
        """The width of the text on one line."""
        fonts = self.fonts[min(self.fonts, key=lambda there: (abs(there - weight), there))]
        return size * sum(_advance(character, fonts) for character in text)


def _advance(character: str, fonts: Sequence[FontMetrics]) -> float:
    if unicodedata.category(character) == "Cf":  # word joiners and their like take no room
        return 0.0
    known = (font.advance(character) for font in fonts)
    return next((advance for advance in known if advance is not None), _MISSING)
