"""Words that point at a place in a chart, put where they hide nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, pi, sin

from builder.report.charts.block import Block
from builder.report.charts.place import crosses, cut
from builder.report.charts.svg import Box, Point, element, line
from builder.report.charts.theme import Theme

_DISTANCES = (12.0, 26.0, 45.0, 70.0, 105.0, 150.0, 210.0)
_DIRECTIONS = 32
_RING = 4.0
_CLEAR_OF_RING = 6.0
_OUTSIDE, _ON_WORDS, _ON_LINE, _LEADER_CUT = 1000, 100, 10, 1
"""How bad it is for words to leave the plot, to lie on other words or on a line, and for their leader to cut a line."""


@dataclass(frozen=True, slots=True)
class _Callout:
    """Words at their place, and the leader from the ring to them."""

    ring: Point
    words: Block
    box: Box
    leader: tuple[Point, Point]


def callouts(
    points: Sequence[tuple[Point, Block]], plot: Box, lines: Sequence[Sequence[Point]], theme: Theme
) -> list[str]:
    """A ring at each point, its words near by and a fine line between them, drawn over the lines of the chart."""
    segments = [ends for points_ in lines for ends in pairwise(points_)]
    placed: list[_Callout] = []
    for ring, words in points:
        placed.append(_best(ring, words, plot, segments, placed))
    leaders = [line(*one.leader, stroke=theme.ink, stroke_width=0.75) for one in placed]
    texts = [one.words.plated(one.box.x, one.box.y, theme.background) for one in placed]
    rings = [
        element("circle", cx=x, cy=y, r=_RING, fill=theme.background, stroke=theme.ink, stroke_width=1.5)
        for (x, y), _ in points
    ]
    return [*leaders, *texts, *rings]


def _best(
    ring: Point, words: Block, plot: Box, segments: Sequence[tuple[Point, Point]], placed: Sequence[_Callout]
) -> _Callout:
    """The nearest place without trouble, else the one with the least."""
    best, least = None, 0
    for box in _around(ring, words, plot):
        callout = _Callout(ring, words, box, _leader(ring, box))
        trouble = _trouble(callout, plot, segments, placed)
        if best is None or trouble < least:
            best, least = callout, trouble
        if not least:
            break
    assert best is not None
    return best


def _around(ring: Point, words: Block, plot: Box) -> Iterator[Box]:
    """Places all round the ring, near ones first, upwards first, pushed back into the plot at its sides."""
    for away in _DISTANCES:
        for step in range(_DIRECTIONS):
            angle = -pi / 4 - pi / 2 + (step + 1) // 2 * (2 * pi / _DIRECTIONS) * (-1 if step % 2 else 1)
            right, down = cos(angle), sin(angle)
            x = ring[0] + away * right - words.width * _share(right)
            y = ring[1] + away * down - words.height * _share(down)
            yield words.box(max(plot.x, min(x, plot.right - words.width)), y)


def _share(direction: float) -> float:
    """Which share of the words lies before the point they are put to: all when they lie to the left of it or above."""
    return 0.5 - 0.5 * max(-1.0, min(1.5 * direction, 1.0))


def _leader(ring: Point, box: Box) -> tuple[Point, Point]:
    """From the edge of the ring to the nearest point of the box."""
    x, y = max(box.x, min(ring[0], box.right)), max(box.y, min(ring[1], box.bottom))
    length = hypot(x - ring[0], y - ring[1]) or 1.0
    clear = min(1.0, _CLEAR_OF_RING / length)
    return (ring[0] + (x - ring[0]) * clear, ring[1] + (y - ring[1]) * clear), (x, y)


def _trouble(callout: _Callout, plot: Box, segments: Sequence[tuple[Point, Point]], placed: Sequence[_Callout]) -> int:
    """How much the callout hides or leaves the plot. The segments run from left to right."""
    box, leader = callout.box, callout.leader
    if not box.within(plot):
        return _OUTSIDE
    left, right = min(box.x, leader[0][0]), max(box.right, leader[0][0])
    near = [ends for ends in segments if ends[0][0] <= right and left <= ends[1][0]]
    on_words = sum(box.meets(one.box) or crosses(box, *one.leader) or crosses(one.box, *leader) for one in placed)
    leaders = sum(cut(*leader, *one.leader) for one in placed)
    on_lines = sum(crosses(box, *ends) for ends in near)
    return (
        _ON_WORDS * (on_words + leaders) + _ON_LINE * on_lines + _LEADER_CUT * sum(cut(*leader, *ends) for ends in near)
    )
