"""Lines over time: cumulative cost of every option, and where they cross."""

from __future__ import annotations

from dataclasses import dataclass

from builder.report.charts.block import block
from builder.report.charts.callouts import callouts
from builder.report.charts.chart import NO_WORDS, Canvas, Chart, Numbers, Series, Words, finished
from builder.report.charts.checks import checked_finite, checked_places, checked_series
from builder.report.charts.ends import END_SHARE, End, drawn_ends, room_for
from builder.report.charts.plane import Places, Plane, plane
from builder.report.charts.svg import Point, element, line, path
from builder.report.charts.theme import Theme
from builder.report.charts.told import told_series

_SUBJECT_WIDTH, _WIDTH = 2.5, 1.75
_CALLOUT_WIDTH = 150.0


@dataclass(frozen=True, slots=True)
class Crossing:
    """A point worth pointing at, such as the break-even, and what to say of it."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A line for each series over ascending `places`; an empty place label is not written."""

    places: tuple[float, ...]
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    crossings: tuple[Crossing, ...] = ()
    words: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class _Trace:
    """A line ready to be drawn."""

    points: tuple[Point, ...]
    colour: str
    width: float


def lines(data: Lines, theme: Theme, numbers: Numbers, canvas: Canvas) -> Chart:
    """Lines with their names and last values at their ends, and a mark with words at each crossing."""
    _check(data)
    tones = [index if one.tone is None else one.tone for index, one in enumerate(data.series)]
    ends = [_end(one, tone, theme, numbers, canvas) for one, tone in zip(data.series, tones, strict=True)]
    every = [0.0, *(value for one in data.series for value in one.values), *(one.y for one in data.crossings)]
    places = Places(data.places, data.labels)
    ground = plane(places, (min(every), max(every)), room_for(ends), data.words, numbers.axis, theme, canvas)
    traces = [_trace(one, tone, ground, data.places, theme) for one, tone in zip(data.series, tones, strict=True)]
    drawn = [ground.drawn, *(_plumb_line(crossing, ground, theme) for crossing in data.crossings)]
    drawn += map(_line, reversed(traces))
    drawn += drawn_ends(ends, [trace.points[-1] for trace in traces], ground, theme)
    drawn += _callouts(data.crossings, traces, ground, theme)
    return finished(drawn, ground.height, told_series(data.words, data.labels, data.series, numbers), theme, canvas)


def _check(data: Lines) -> None:
    checked_places("lines", data.places, data.labels)
    checked_series("lines", data.series, len(data.places))
    for crossing in data.crossings:
        checked_finite("lines", crossing.label, (crossing.x, crossing.y))
        if not data.places[0] <= crossing.x <= data.places[-1]:
            raise ValueError(f"lines: {crossing.label!r} lies at {crossing.x}, outside the places")


def _end(series: Series, tone: int, theme: Theme, numbers: Numbers, canvas: Canvas) -> End:
    """Name and last value, as they stand at the end of the line."""
    name = theme.body.strong().coloured(theme.option_fill(tone).text_colour(theme.background))
    limit = canvas.width * END_SHARE
    return End(
        (block(series.label, name, theme, limit), block(numbers.value(series.values[-1]), theme.body, theme, limit))
    )


def _trace(series: Series, tone: int, ground: Plane, places: tuple[float, ...], theme: Theme) -> _Trace:
    points = tuple(ground.point(x, y) for x, y in zip(places, series.values, strict=True))
    colour = theme.option_fill(tone).line_colour(theme.background)
    return _Trace(points, colour, _SUBJECT_WIDTH if tone == 0 else _WIDTH)


def _line(trace: _Trace) -> str:
    x, y = trace.points[-1]
    shape = element(
        "path",
        d=path(trace.points),
        fill="none",
        stroke=trace.colour,
        stroke_width=trace.width,
        stroke_linejoin="round",
        class_="line",
    )
    return shape + element("circle", cx=x, cy=y, r=trace.width + 0.75, fill=trace.colour)


def _plumb_line(crossing: Crossing, ground: Plane, theme: Theme) -> str:
    """A dotted line from the crossing down to the foot, where its place can be read."""
    x, y = ground.point(crossing.x, crossing.y)
    return line((x, y), (x, ground.plot.bottom), stroke=theme.muted, stroke_width=1.0, stroke_dasharray="2 3")


def _callouts(crossings: tuple[Crossing, ...], traces: list[_Trace], ground: Plane, theme: Theme) -> list[str]:
    """The words of the crossings, none on a line or on the way down from a crossing."""
    points = [
        (ground.point(one.x, one.y), block(one.label, theme.body.strong(), theme, _CALLOUT_WIDTH))
        for one in sorted(crossings, key=lambda crossing: crossing.x)
    ]
    plumb_lines = [((x, y), (x, ground.plot.bottom)) for (x, y), _ in points]
    return callouts(points, ground.plot, [*plumb_lines, *(trace.points for trace in traces)], theme)
