"""What the fills of a chart mean, in as many rows as the width allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.report.charts.block import Block, block
from builder.report.charts.fill import Fill, painted
from builder.report.charts.svg import Box
from builder.report.charts.theme import Theme

_SWATCH = 9.0
_TO_LABEL = 5.0
_BETWEEN = 18.0
_ROW_GAP = 4.0
_BELOW = 10.0


@dataclass(frozen=True, slots=True)
class Legend:
    """Labels with the swatches they explain, each at its place."""

    entries: tuple[tuple[Block, Fill, float, float], ...]
    height: float

    def at(self, x: float, top: float) -> str:
        """The legend drawn."""
        drawn = []
        for label, fill, left, down in self.entries:
            middle = top + down + label.lettering.size * 0.61
            swatch = Box(x + left, middle - _SWATCH / 2, _SWATCH, _SWATCH)
            drawn += [painted(swatch, fill, "swatch"), label.at(swatch.right + _TO_LABEL, top + down)]
        return "".join(drawn)


def legend(meanings: Sequence[tuple[str, Fill]], width: float, theme: Theme) -> Legend:
    """The legend for a chart of this width; none where there is but one thing to tell."""
    if len(meanings) <= 1:
        return Legend((), 0.0)
    entries = []
    x = top = row_height = 0.0
    for words, fill in meanings:
        label = block(words, theme.body, theme, width - _SWATCH - _TO_LABEL)
        needed = _SWATCH + _TO_LABEL + label.width
        if x and x + needed > width:
            x, top, row_height = 0.0, top + row_height + _ROW_GAP, 0.0
        entries.append((label, fill, x, top))
        x += needed + _BETWEEN
        row_height = max(row_height, label.height)
    return Legend(tuple(entries), top + row_height + _BELOW)
