"""Words at the right ends of lines, moved apart where the lines end too near each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.report.charts.block import Block
from builder.report.charts.place import spread
from builder.report.charts.plane import Plane, Room
from builder.report.charts.svg import Point, line
from builder.report.charts.theme import Theme

END_SHARE = 0.26
"""Of the width of a chart, what words at the ends of its lines may take."""
_AWAY = 12.0
_APART = 3.0
_DISPLACED = 3.0
_BELOW_PLOT = 4.0
_LEAST_PLOT = 120.0


@dataclass(frozen=True, slots=True)
class End:
    """What stands at the end of a line, one block below the other."""

    blocks: tuple[Block, ...]

    @property
    def width(self) -> float:
        """The width of the widest block."""
        return max(block.width for block in self.blocks)

    @property
    def height(self) -> float:
        """The height of all blocks, and of the gap to the next end."""
        return sum(block.height for block in self.blocks) + _APART


def room_for(ends: Sequence[End]) -> Room:
    """What a plane must leave for these ends."""
    tall = sum(end.height for end in ends)
    return Room(right=max(end.width for end in ends) + _AWAY, least=max(_LEAST_PLOT, tall))


def drawn_ends(ends: Sequence[End], points: Sequence[Point], ground: Plane, theme: Theme) -> list[str]:
    """Each end beside its point, with a fine line to it where it had to move."""
    wishes = [y - end.height / 2 for (_, y), end in zip(points, ends, strict=True)]
    heights = [end.height for end in ends]
    tops = spread(wishes, heights, ground.plot.y - theme.size, ground.plot.bottom + _BELOW_PLOT)
    drawn = []
    for end, (x, y), wish, top in zip(ends, points, wishes, tops, strict=True):
        if abs(top - wish) > _DISPLACED:
            elbow = (x + _AWAY - 2, top + end.height / 2)
            drawn.append(line((x, y), elbow, stroke=theme.muted, stroke_width=0.75))
        down = top + _APART / 2
        for words in end.blocks:
            drawn.append(words.at(x + _AWAY, down))
            down += words.height
    return drawn
