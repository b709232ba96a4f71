"""Blocks of text whose size is known before they are placed, so that nothing is clipped and nothing overlaps."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import inf

from builder.report.charts.svg import Box, content, element, rectangle
from builder.report.charts.theme import Lettering, Theme
from builder.report.charts.wrap import unbroken, wrap

_LEADING = 1.22
_BASELINE = 0.95
"""Where the baseline lies below the top of a line, in ems."""


class Align(Enum):
    """Which point of a line its x is, as the share of its width that lies to the left of it."""

    START = 0.0
    MIDDLE = 0.5
    END = 1.0


@dataclass(frozen=True, slots=True)
class Block:
    """Text on lines, how wide each is, and whether a word had to be broken."""

    lines: tuple[str, ...]
    widths: tuple[float, ...]
    lettering: Lettering
    broken: bool = False

    @property
    def width(self) -> float:
        """The width of the longest line."""
        return max(self.widths, default=0.0)

    @property
    def height(self) -> float:
        """The height of all lines."""
        return len(self.lines) * self.lettering.size * _LEADING

    def box(self, x: float, top: float, align: Align = Align.START) -> Box:
        """The room the block takes when it is placed there."""
        return Box(x - align.value * self.width, top, self.width, self.height)

    def at(self, x: float, top: float, align: Align = Align.START) -> str:
        """The block drawn, one `<text>` a line.

        Every line starts at its own left edge: WeasyPrint puts `text-anchor` into a group of its own, where some
        readers of the PDF no longer find the spaces between the words.
        """
        size = self.lettering.size
        return "".join(
            element(
                "text",
                content(line),
                x=x - align.value * width,
                y=top + (index * _LEADING + _BASELINE) * size,
                font_size=size,
                font_weight=float(self.lettering.weight),
                fill=self.lettering.colour,
            )
            for index, (line, width) in enumerate(zip(self.lines, self.widths, strict=True))
        )

    def plated(self, x: float, top: float, plate: str, align: Align = Align.START) -> str:
        """The block drawn on a plate that hides the grid behind it."""
        return rectangle(self.box(x, top, align), fill=plate) + self.at(x, top, align) if self.lines else ""

    def centred(self, x: float, y: float, align: Align = Align.START) -> str:
        """The block drawn with its middle at the height y."""
        return self.at(x, y - self.height / 2, align)


def block(text: str, lettering: Lettering, theme: Theme, limit: float = inf) -> Block:
    """The text wrapped to the limit in this lettering."""

    def width(line: str) -> float:
        return theme.measure(line, lettering.size, lettering.weight)

    lines = wrap(text, limit, width)
    return Block(lines, tuple(width(line) for line in lines), lettering, not unbroken(text, limit, width))
