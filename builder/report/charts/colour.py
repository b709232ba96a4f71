"""Colours as `#rrggbb`: how light they look, how well they stand out, and how to make them do so."""

from __future__ import annotations

import re
from functools import cache

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_LINEAR_BELOW = 0.04045
_CUBE_ROOT_ABOVE = 216 / 24389
TEXT_CONTRAST = 4.5
"""The least contrast of text with what lies behind it (WCAG 2.2, 1.4.3)."""
MARK_CONTRAST = 3.0
"""The least contrast of a line or shape that carries meaning (WCAG 2.2, 1.4.11)."""


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255.

    >>> channels("#e07b00")
    (224, 123, 0)
    """
    if not _HEX.fullmatch(colour):
        raise ValueError(f"{colour!r} is no colour: write it as #rrggbb")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@cache
def luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white (WCAG 2.2)."""
    red, green, blue = (_linear(channel / 255) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _LINEAR_BELOW else float(((channel + 0.055) / 1.055) ** 2.4)


def lightness(colour: str) -> float:
    """How light the colour looks in grey print: CIE L*, 0 to 100, in equal steps for the eye.

    >>> [round(lightness(colour)) for colour in ("#000000", "#777777", "#ffffff")]
    [0, 50, 100]
    """
    grey = luminance(colour)
    return 116 * grey ** (1 / 3) - 16 if grey > _CUBE_ROOT_ABOVE else grey * 24389 / 27


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2).

    >>> round(contrast("#e07b00", "#ffffff"), 1)
    3.0
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@cache
def mix(colour: str, other: str, share: float) -> str:
    """The colour with this share of the other in it.

    >>> mix("#000000", "#ffffff", 0.2)
    '#333333'
    """
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(mine + (theirs - mine) * share):02x}" for mine, theirs in pairs)


@cache
def readable(colour: str, background: str, least: float = TEXT_CONTRAST) -> str:
    """The colour, moved away from the background only as far as it needs to stand out from it.

    >>> readable("#12436d", "#ffffff"), readable("#e07b00", "#ffffff")
    ('#12436d', '#b36200')
    """
    black, white = "#000000", "#ffffff"
    away = black if contrast(black, background) > contrast(white, background) else white
    shades = (mix(colour, away, step / 50) for step in range(51))
    return next(shade for shade in shades if shade == away or contrast(shade, background) >= least)


@cache
def ink_on(fill: str, *inks: str) -> str:
    """The first of the inks that can be read on the fill; black or white, of which one always can, where none does.

    >>> ink_on("#003e72", "#1f2933", "#ffffff"), ink_on("#5f86a7", "#1f2933", "#ffffff")
    ('#ffffff', '#000000')
    """
    readable_ones = (ink for ink in inks if contrast(ink, fill) >= TEXT_CONTRAST)
    return next(readable_ones, max("#000000", "#ffffff", key=lambda ink: contrast(ink, fill)))
