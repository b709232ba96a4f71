"""The parts of a bar drawn in their boxes, each with its label inside where there is room for it."""

from __future__ import annotations

from collections.abc import Callable

from builder.report.charts.bars import Bar, Part
from builder.report.charts.block import Align, block
from builder.report.charts.colour import ink_on
from builder.report.charts.fill import Stripe, painted
from builder.report.charts.svg import Box, rectangle
from builder.report.charts.theme import Theme

_PADDING = 3.0
_TOO_THIN_TO_PART = 3.0


def drawn_parts(bar: Bar, box: Callable[[float, float], Box], theme: Theme) -> str:
    """All parts of the bar; `box` gives the box between two values."""
    parted = len(bar.parts) > 1
    return "".join(_drawn_part(part, box(low, high), theme, parted=parted) for part, low, high in bar.spans())


def _drawn_part(part: Part, box: Box, theme: Theme, *, parted: bool) -> str:
    """The part; `parted` puts a fine line between it and its neighbours."""
    thin = min(box.width, box.height) < _TOO_THIN_TO_PART
    shape = painted(box, part.fill, edge=theme.background if parted and not thin else None)
    if not part.label:
        return shape
    words = block(part.label, theme.small.coloured(ink_on(part.fill.colour, theme.ink, theme.background)), theme)
    middle = box.x + box.width / 2
    room = words.box(middle, box.y + (box.height - words.height) / 2, Align.MIDDLE)
    if words.width + 2 * _PADDING > box.width or words.height > box.height:
        return shape
    plate = "" if part.fill.stripe is Stripe.NONE else rectangle(room, fill=part.fill.colour)
    return shape + plate + words.at(middle, room.y, Align.MIDDLE)
