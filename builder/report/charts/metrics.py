"""Widths of text, as the document's own font files shape it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from itertools import groupby
from typing import Any

_MISSING = 1.0
"""Advance, in ems, of a character no font has: as wide as any, so that a label is never taken for too short."""


@dataclass(frozen=True, slots=True)
class FontMetrics:
    """Widths of what one font file has glyphs for, kerned as WeasyPrint and browsers set it."""

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

    def has(self, character: str) -> bool:
        """Whether the font has a glyph for the character."""
        return self._font.get_nominal_glyph(ord(character)) is not None

    def width(self, text: str) -> float:
        """The width of the text in ems, all of whose characters the font has."""
        harfbuzz = import_module("uharfbuzz")
        buffer = harfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        harfbuzz.shape(self._font, buffer)
        return float(sum(each.x_advance for each in buffer.glyph_positions) / self._units_per_em)


@dataclass(frozen=True, slots=True)
class TextWidths:
    """`widths(text, size, weight)`: how wide the text runs, in the units of `size`.

    Each weight has its fonts in order of preference; a weight that is not there takes the nearest one's.
    """

    fonts: Mapping[int, Sequence[FontMetrics]]
    _met: dict[tuple[str, int], float] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __call__(self, text: str, size: float, weight: int) -> float:
        """The width of the text on one line."""
        found = self._met.get((text, weight))
        if found is None:
            nearest = min(self.fonts, key=lambda there: (abs(there - weight), there))
            found = self._met[text, weight] = _ems(text, self.fonts[nearest])
        return size * found


def _ems(text: str, fonts: Sequence[FontMetrics]) -> float:
    """The width in ems, each run of characters in the first of the fonts that has it."""
    seen = [each for each in text if unicodedata.category(each) != "Cf"]  # word joiners and their like take no room
    runs = groupby(seen, lambda each: next((index for index, font in enumerate(fonts) if font.has(each)), None))
    return sum(
        _MISSING * len(list(run)) if index is None else fonts[index].width("".join(run)) for index, run in runs
    )
