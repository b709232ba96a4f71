"""Numbers as they are written on the command line: 1000000, 1_000_000 or 1,000,000."""

from __future__ import annotations

import argparse
import math


def whole(text: str) -> int:
    """A whole number from 0."""
    try:
        value = int(_bare(text))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None
    if value < 0:
        raise argparse.ArgumentTypeError(f"{text} is below 0")
    return value


def positive(text: str) -> int:
    """A whole number from 1."""
    value = whole(text)
    if not value:
        raise argparse.ArgumentTypeError("0 is too few")
    return value


def finite(text: str) -> float:
    """A number.

    >>> finite("12,500"), finite("-0.5")
    (12500.0, -0.5)
    """
    try:
        value = float(_bare(text))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number")
    return value


def _bare(text: str) -> str:
    return text.replace(",", "").replace("_", "")
