"""How charts look: colours, fonts and sizes, from the brand; the widths of text, from its fonts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from builder.report.charts.colour import readable
from builder.report.charts.fill import Fill, distinct_fills

Measure = Callable[[str, float, int], float]
"""`measure(text, size, weight)` gives the width of a text on one line."""

REGULAR, STRONG = 400, 600
_GENERIC = frozenset({"serif", "sans-serif", "monospace", "system-ui"})


@dataclass(frozen=True, slots=True)
class Lettering:
    """Size, weight and colour of a piece of text."""

    size: float
    weight: int
    colour: str

    def coloured(self, colour: str) -> Lettering:
        """The same in another colour."""
        return replace(self, colour=colour)

    def strong(self) -> Lettering:
        """The same in a heavier weight."""
        return replace(self, weight=STRONG)


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours (`#rrggbb`), font families, size of the text and how to measure it.

    `subject` and `alternatives` colour the options, `categories` the parts of a cost; those given here each have a
    lightness of their own, neighbours far apart, so that grey print tells them apart. Sizes are in the units of
    the chart, whose width of 640 is the text width of an A4 page: 10.5 of them are 8 points.
    """

    measure: Measure
    subject: str = "#003e72"
    alternatives: tuple[str, ...] = ("#df8214", "#007f82", "#9cc0da", "#734376")
    categories: tuple[str, ...] = (
        "#003e72",
        "#439ccb",
        "#aa4726",
        "#ebbf81",
        "#215d42",
        "#88b693",
        "#9e6b98",
        "#d7dcef",
    )
    ink: str = "#1f2933"
    muted: str = "#5a6672"
    grid: str = "#dde2e7"
    background: str = "#ffffff"
    families: tuple[str, ...] = ("Pretendard", "Noto Sans KR", "sans-serif")
    size: float = 10.5

    @property
    def body(self) -> Lettering:
        """For labels."""
        return Lettering(self.size, REGULAR, self.ink)

    @property
    def small(self) -> Lettering:
        """For numbers on axes and for what stands behind."""
        return Lettering(round(self.size * 0.92, 2), REGULAR, readable(self.muted, self.background))

    @property
    def font_family(self) -> str:
        """The families as an attribute; without spaces at the commas, which WeasyPrint takes as part of a name."""
        return ",".join(name if name in _GENERIC else f"'{name}'" for name in self.families)

    def option_fill(self, tone: int) -> Fill:
        """The fill of an option: 0 is the subject, 1 the first alternative."""
        return _of((self.subject, *self.alternatives), tone)

    def category_fill(self, tone: int) -> Fill:
        """The fill of a category of cost."""
        return _of(self.categories, tone)


def _of(colours: tuple[str, ...], tone: int) -> Fill:
    fills = distinct_fills(colours)
    return fills[tone % len(fills)]
