"""Finding places for labels where they meet neither each other nor what is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.report.charts.svg import Box, Point


@dataclass(slots=True)
class _Run:
    """Neighbours that touch: which they are, how long they are together, and where their start would best be."""

    members: list[int]
    length: float
    wish: float


def spread(wishes: Sequence[float], lengths: Sequence[float], low: float, high: float) -> list[float]:
    """Starts of intervals along a line, as near to the wished starts as possible without overlapping.

    They stay between low and high where there is room for all of them.

    >>> spread([10, 12, 40], [8, 8, 8], 0, 100)
    [7.0, 15.0, 40.0]
    """
    runs: list[_Run] = []
    for index in sorted(range(len(wishes)), key=wishes.__getitem__):
        length = lengths[index]
        runs.append(_Run([index], length, _clamped(wishes[index], low, high - length)))
        while len(runs) > 1 and runs[-2].wish + runs[-2].length > runs[-1].wish:
            _join(runs, low, high)
    starts = [0.0] * len(wishes)
    for run in runs:
        place = run.wish
        for index in run.members:
            starts[index] = place
            place += lengths[index]
    return starts


def _join(runs: list[_Run], low: float, high: float) -> None:
    """Make the last two runs one, at the mean of what their members wish."""
    last = runs.pop()
    first = runs[-1]
    ours, theirs = len(first.members), len(last.members)
    wish = (first.wish * ours + (last.wish - first.length) * theirs) / (ours + theirs)
    length = first.length + last.length
    runs[-1] = _Run(first.members + last.members, length, _clamped(wish, low, high - length))


def _clamped(value: float, low: float, high: float) -> float:
    return float(max(low, min(value, high)))


def crosses(box: Box, start: Point, end: Point) -> bool:
    """Whether the straight line from start to end passes through the box.

    >>> crosses(Box(0, 0, 10, 10), (-5, 5), (20, 6)), crosses(Box(0, 0, 10, 10), (-5, 5), (5, 20))
    (True, False)
    """
    first, last = 0.0, 1.0
    edges = ((start[0], end[0], box.x, box.right), (start[1], end[1], box.y, box.bottom))
    for here, there, low, high in edges:
        if here == there:
            if not low < here < high:
                return False
            continue
        enters, leaves = sorted(((low - here) / (there - here), (high - here) / (there - here)))
        first, last = max(first, enters), min(last, leaves)
    return first < last


def cut(start: Point, end: Point, other_start: Point, other_end: Point) -> bool:
    """Whether two straight lines cut each other.

    >>> cut((0, 0), (10, 10), (0, 10), (10, 0)), cut((0, 0), (4, 4), (0, 10), (10, 0))
    (True, False)
    """
    mine = _turn(start, end, other_start) * _turn(start, end, other_end)
    theirs = _turn(other_start, other_end, start) * _turn(other_start, other_end, end)
    return mine < 0 and theirs < 0


def _turn(start: Point, end: Point, point: Point) -> float:
    """On which side of the line from start to end the point lies."""
    return (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])
