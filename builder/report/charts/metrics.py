"""Widths of text, from the advances in the document's own font files."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

_MISSING = 1.0
"""Advance, in ems, of a character no font has: as wide as any, so that a label is never taken for too short."""


@dataclass(frozen=True, slots=True)
class FontMetrics:
    """Advances of one font file's characters, without kerning: WeasyPrint sets SVG text letter by letter."""

    _font: Any = field(repr=False)
    _units_per_em: int

    @classmethod
    def from_bytes(cls, ttf: bytes) -> FontMetrics:
        """Metrics of a TrueType file."""
        harfbuzz = import_module("uharfbuzz")  # takes 0.01 s, which commands that draw no chart need not pay
        face = harfbuzz.Face(ttf)
        if not face.glyph_count:
            raise ValueError("these bytes are no font")
        return cls(harfbuzz.Font(face), face.upem)

    def advance(self, character: str) -> float | None:
        """The character's advance in ems, or None where the font has no glyph for it."""
        glyph = self._font.get_nominal_glyph(ord(character))
        return None if glyph is None else self._font.get_glyph_h_advance(glyph) / self._units_per_em


class _Advances(dict[str, float]):
    """The advance of every character met so far, from the first of the fonts that has it."""

    __slots__ = ("fonts",)

    def __init__(self, fonts: Sequence[FontMetrics]) -> None:
        self.fonts = fonts

    def __missing__(self, character: str) -> float:
        known = (font.advance(character) for font in self.fonts)
        advance = next((advance for advance in known if advance is not None), _MISSING)
        if unicodedata.category(character) == "Cf":  # word joiners and their like take no room
            advance = 0.0
        self[character] = advance
        return advance


@dataclass(frozen=True, slots=True)
class TextWidths:
    """`widths(text, size, weight)`: how wide the text runs, in the units of `size`.

    Each weight has its fonts in order of preference; a weight that is not there takes the nearest one's.
    """

    fonts: Mapping[int, Sequence[FontMetrics]]
    _met: dict[int, _Advances] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __call__(self, text: str, size: float, weight: int) -> float:
        """The width of the text on one line."""
        if weight not in self._met:
            nearest = min(self.fonts, key=lambda there: (abs(there - weight), there))
            self._met[weight] = _Advances(self.fonts[nearest])
        return size * sum(map(self._met[weight].__getitem__, text))
