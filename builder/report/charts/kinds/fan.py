"""A fan: percentiles over time, as bands that darken towards the middle."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from builder.report.charts.block import block
from builder.report.charts.chart import NO_WORDS, Canvas, Chart, Numbers, Series, Words, finished
from builder.report.charts.checks import checked_places, checked_series
from builder.report.charts.colour import mix
from builder.report.charts.ends import END_SHARE, End, drawn_ends, room_for
from builder.report.charts.plane import Places, plane
from builder.report.charts.svg import element, path
from builder.report.charts.theme import Theme
from builder.report.charts.told import told_series

_OUTER_TINT, _INNER_TINT = 0.84, 0.56
"""Shares of the background in the outermost and the innermost band."""


@dataclass(frozen=True, slots=True)
class Fan:
    """Percentile curves from the lowest to the highest over ascending `places`.

    The first and the last bound the outermost band, the second and the last but one the band inside it; the middle
    one of an odd number is drawn as a line. `tone` is the option's.
    """

    places: tuple[float, ...]
    labels: tuple[str, ...]
    curves: tuple[Series, ...]
    tone: int = 0
    words: Words = NO_WORDS


def fan(data: Fan, theme: Theme, numbers: Numbers, canvas: Canvas) -> Chart:
    """Bands in tints of one colour, each curve named at its end with its last value."""
    _check(data)
    middle = len(data.curves) // 2 if len(data.curves) % 2 else None
    ends = [_end(one, index == middle, theme, numbers, canvas) for index, one in enumerate(data.curves)]
    every = [0.0, *(value for one in data.curves for value in one.values)]
    places = Places(data.places, data.labels)
    ground = plane(places, (min(every), max(every)), room_for(ends), data.words, numbers.axis, theme, canvas)
    traces = [[ground.point(x, y) for x, y in zip(data.places, one.values, strict=True)] for one in data.curves]
    fill = theme.option_fill(data.tone)
    bands = [
        element("path", d=path([*low, *reversed(high)], closed=True), fill=tint, class_="band")
        for low, high, tint in zip(traces, reversed(traces), _tints(fill.colour, len(traces) // 2, theme), strict=False)
    ]
    colour = fill.line_colour(theme.background)
    line = (
        ""
        if middle is None
        else element("path", d=path(traces[middle]), fill="none", stroke=colour, stroke_width=2.0, class_="line")
    )
    names = drawn_ends(ends, [trace[-1] for trace in traces], ground, theme)
    return finished(
        [ground.drawn, *bands, line, *names],
        ground.height,
        told_series(data.words, data.labels, data.curves, numbers),
        theme,
        canvas,
    )


def _check(data: Fan) -> None:
    checked_places("fan", data.places, data.labels)
    checked_series("fan", data.curves, len(data.places))
    for low, high in pairwise(data.curves):
        if any(one > other for one, other in zip(low.values, high.values, strict=True)):
            raise ValueError(f"fan: {low.label!r} rises above {high.label!r}; curves go from the lowest to the highest")


def _tints(colour: str, count: int, theme: Theme) -> list[str]:
    """Tints from the outermost band to the innermost. Solid, since PDF/UA forbids opacity."""
    step = (_OUTER_TINT - _INNER_TINT) / max(1, count - 1)
    return [mix(colour, theme.background, _OUTER_TINT - index * step) for index in range(count)]


def _end(curve: Series, strong: bool, theme: Theme, numbers: Numbers, canvas: Canvas) -> End:
    lettering = theme.body.strong() if strong else theme.small
    words = f"{curve.label} {numbers.value(curve.values[-1])}"
    return End((block(words, lettering, theme, canvas.width * END_SHARE),))
