"""What shapes are filled with: plain colours, and stripes where two colours would look alike in grey print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import product
from math import ceil, floor

from builder.report.charts.colour import MARK_CONTRAST, ink_on, lightness, mix, readable
from builder.report.charts.svg import Box, Point, element, path, rectangle

_ALIKE = 7.0
"""Two fills whose lightness differs by less are hard to tell apart in grey."""
_PITCH = 4.5
_STRIPE_WIDTH = 0.75
_STRIPE_SHARE = 0.5


class Stripe(Enum):
    """How a fill is striped. Stripes are drawn as lines, not as an SVG pattern: no ids, nothing a viewer may lack."""

    NONE = ""
    RISING = "rising"
    FALLING = "falling"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Fill:
    """A colour, `#rrggbb`, and how it is striped."""

    colour: str
    stripe: Stripe = Stripe.NONE

    def text_colour(self, background: str) -> str:
        """The colour darkened until text in it can be read on the background."""
        return readable(self.colour, background)

    def line_colour(self, background: str) -> str:
        """The colour darkened until a line in it can be seen on the background."""
        return readable(self.colour, background, MARK_CONTRAST)


@cache
def distinct_fills(colours: tuple[str, ...]) -> tuple[Fill, ...]:
    """Four fills a colour, all different in grey: those as light as one before them are striped.

    The first round has every colour once; the others are for charts with more series than colours.
    """
    fills: list[Fill] = []
    for _, colour in product(Stripe, colours):
        near = [other for other in fills if abs(lightness(other.colour) - lightness(colour)) < _ALIKE]
        used = {other.stripe for other in near}
        own = {other.stripe for other in fills if other.colour == colour}
        free = [stripe for stripe in Stripe if stripe not in used] or [s for s in Stripe if s not in own]
        fills.append(Fill(colour, free[0] if free else Stripe.NONE))
    return tuple(fills)


def painted(box: Box, fill: Fill, class_: str = "bar", edge: str | None = None) -> str:
    """The box filled, stripes included; `edge` is the colour of a fine line that parts it from its neighbours."""
    width = None if edge is None else 0.75
    shape = rectangle(box, fill=fill.colour, stroke=edge, stroke_width=width, class_=class_)
    if fill.stripe is Stripe.NONE:
        return shape
    lines = "".join(path(ends) for ends in _stripes(box, fill.stripe))
    if not lines:
        return shape
    stripe = mix(fill.colour, ink_on(fill.colour), _STRIPE_SHARE)
    return shape + element("path", d=lines, stroke=stripe, stroke_width=_STRIPE_WIDTH, fill="none")


def _stripes(box: Box, stripe: Stripe) -> Iterator[tuple[Point, Point]]:
    """The lines of the stripe, cut off at the edges of the box."""
    match stripe:
        case Stripe.LEVEL:
            for y in _marks(box.y, box.bottom, _PITCH):
                yield (box.x, y), (box.right, y)
        case Stripe.RISING:
            for total in _marks(box.x + box.y, box.right + box.bottom, _PITCH * 2**0.5):
                left, right = max(box.x, total - box.bottom), min(box.right, total - box.y)
                yield (left, total - left), (right, total - right)
        case Stripe.FALLING:
            for (left, top), (right, bottom) in _stripes(Box(-box.right, box.y, box.width, box.height), Stripe.RISING):
                yield (-left, top), (-right, bottom)


def _marks(low: float, high: float, pitch: float) -> list[float]:
    """Multiples of the pitch strictly between the two: neighbours that share an edge share their stripes."""
    return [count * pitch for count in range(floor(low / pitch) + 1, ceil(high / pitch))]
