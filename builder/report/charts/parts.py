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
    return "".join(
        _shape(part, place, theme, parted=len(bar.parts) > 1) + _label(part, place, _total_mark(bar, box), theme)
        for part, place in ((part, box(low, high)) for part, low, high in bar.spans())
    )


def _total_mark(bar: Bar, box: Callable[[float, float], Box]) -> Box | None:
    """The room that the mark of the total takes, where there is one."""
    if not bar.mixed:
        return None
    mark = box(bar.total, bar.total)
    return Box(mark.x - _PADDING, mark.y - _PADDING, mark.width + 2 * _PADDING, mark.height + 2 * _PADDING)


def _shape(part: Part, box: Box, theme: Theme, *, parted: bool) -> str:
    """The part; `parted` puts a fine line between it and its neighbours."""
    thin = min(box.width, box.height) < _TOO_THIN_TO_PART
    return painted(box, part.fill, edge=theme.background if parted and not thin else None)


def _label(part: Part, box: Box, mark: Box | None, theme: Theme) -> str:
    """The label in the middle of the box, if it fits there and the mark does not cross it."""
    if not part.label:
        return ""
    ink = ink_on(part.fill.colour, theme.ink, theme.background)
    words = block(part.label, theme.small.coloured(ink), theme)
    room = words.box(box.middle[0], box.middle[1] - words.height / 2, Align.MIDDLE)
    if words.width + 2 * _PADDING > box.width or words.height > box.height or (mark and mark.meets(room)):
        return ""
    plate = "" if part.fill.stripe is Stripe.NONE else rectangle(room, fill=part.fill.colour)
    return plate + words.at(room.x, room.y)
