"""Bars in groups, whole or in parts, before it is settled whether they stand (columns) or lie (rows)."""

from __future__ import annotations

from dataclasses import dataclass

from builder.report.charts.fill import Fill


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar; `label` is written inside where there is room."""

    value: float
    fill: Fill
    label: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """Parts piled up from zero, those above it upwards and those below it downwards.

    `label` is written at the end, `caption` at the foot.
    """

    parts: tuple[Part, ...]
    label: str
    caption: str = ""
    strong: bool = False

    @property
    def total(self) -> float:
        """The sum of the parts."""
        return sum(part.value for part in self.parts)

    @property
    def top(self) -> float:
        """The end of the parts above zero."""
        return sum(part.value for part in self.parts if part.value > 0)

    @property
    def bottom(self) -> float:
        """The end of the parts below zero."""
        return sum(part.value for part in self.parts if part.value < 0)

    @property
    def mixed(self) -> bool:
        """Whether parts lie on both sides of zero, so that no end of the bar shows its total."""
        return self.bottom < 0 < self.top

    @property
    def falls(self) -> bool:
        """Whether the bar only goes below zero, so that its label stands at the lower end."""
        return self.bottom < 0 and not self.top

    def spans(self) -> list[tuple[Part, float, float]]:
        """Each part that can be seen, with the values it runs between, the one nearer to zero first."""
        up = down = 0.0
        spans = []
        for part in self.parts:
            if part.value > 0:
                spans.append((part, up, up + part.value))
                up += part.value
            elif part.value < 0:
                spans.append((part, down, down + part.value))
                down += part.value
        return spans


@dataclass(frozen=True, slots=True)
class Group:
    """Bars side by side under one label; `note` stands apart, such as the ratio of the bars."""

    label: str
    bars: tuple[Bar, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class BarPlot:
    """All there is to draw: groups, what the fills mean, and the titles of the axis and of the notes."""

    groups: tuple[Group, ...]
    legend: tuple[tuple[str, Fill], ...]
    axis_title: str = ""
    note_title: str = ""

    @property
    def low(self) -> float:
        """The lowest value, zero at the highest: bars begin at zero."""
        return min(0.0, *(bar.bottom for group in self.groups for bar in group.bars))

    @property
    def high(self) -> float:
        """The highest value, zero at the lowest."""
        return max(0.0, *(bar.top for group in self.groups for bar in group.bars))
