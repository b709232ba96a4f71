"""Which of the measured points a server is sized by: the busiest that is still quick enough."""

from __future__ import annotations

import math
from dataclasses import dataclass

from builder.benchmarks.formats import REMEDIES
from builder.benchmarks.measurement import METRIC_NAMES, METRICS, STATISTICS, Measurements, Metric, Point, Statistic
from builder.errors import Problem, StudyError
from builder.study.problems import closest

_ALIKE = 1.25
"""How far the tokens per query of two points may lie apart for their request rates to be compared."""


@dataclass(frozen=True, slots=True)
class LatencyLimit:
    """The longest a latency may be, in seconds: `LatencyLimit("ttft", "p95", 0.5)`."""

    metric: Metric
    statistic: Statistic
    seconds: float

    def __post_init__(self) -> None:
        problems = []
        if self.metric not in METRICS:
            what = f"there is no latency {self.metric!r}"
            problems.append(Problem("limit.metric", what, closest(self.metric, METRICS)))
        if self.statistic not in STATISTICS:
            what = f"there is no statistic {self.statistic!r}"
            problems.append(Problem("limit.statistic", what, closest(self.statistic, STATISTICS)))
        if not (math.isfinite(self.seconds) and self.seconds > 0):
            problems.append(Problem("limit.seconds", f"{self.seconds!r} is no time", "write seconds above 0"))
        if problems:
            raise StudyError(*problems)

    def of(self, point: Point) -> float | None:
        """What the point has of the latency that is limited. The mean of a whole request may follow from its parts."""
        if (self.metric, self.statistic) == ("e2e", "mean"):
            return point.mean_latency
        return point.latency(self.metric, self.statistic)

    def __str__(self) -> str:
        return f"{METRIC_NAMES[self.metric]} ({self.metric} {self.statistic}) within {self.seconds:g} s"


def choose(measurements: Measurements, limit: LatencyLimit | None = None, model: str | None = None) -> Point:
    """The point of highest request rate that keeps the limit; without a limit, of all points.

    `model` picks the points of one model. Raises StudyError where the points cannot be compared, lack the latency, or
    none keeps the limit.
    """
    points = _of_model(measurements, model)
    _require_alike(measurements, points)
    if limit is None:
        return max(points, key=lambda point: point.request_rate)
    taken = [(point, limit.of(point)) for point in points]
    lacking = [point for point, seconds in taken if seconds is None]
    if lacking:
        raise StudyError(*(_lacks(point, limit) for point in lacking))
    known = [(point, seconds) for point, seconds in taken if seconds is not None]
    within = [point for point, seconds in known if seconds <= limit.seconds]
    if not within:
        raise StudyError(_none_within(measurements, limit, *min(known, key=lambda each: each[1])))
    return max(within, key=lambda point: point.request_rate)


def _of_model(measurements: Measurements, model: str | None) -> tuple[Point, ...]:
    models = list(dict.fromkeys(point.model or "a model without a name" for point in measurements.points))
    if model is None:
        if len(models) > 1:
            what = f"{len(models)} models were measured: {', '.join(models)}"
            raise StudyError(Problem(measurements.file, what, "name one of them as the model"))
        return measurements.points
    points = tuple(point for point in measurements.points if point.model == model)
    if not points:
        raise StudyError(Problem(measurements.file, f"the model {model!r} was not measured", closest(model, models)))
    return points


def _require_alike(measurements: Measurements, points: tuple[Point, ...]) -> None:
    """Request rates of short and of long queries say nothing of each other."""
    for name, lengths in (("input", [p.tokens_in for p in points]), ("output", [p.tokens_out for p in points])):
        known = [length for length in lengths if length]
        if known and max(known) > _ALIKE * min(known):
            what = f"the points are of different queries: {min(known):g} to {max(known):g} {name} tokens"
            raise StudyError(Problem(measurements.file, what, "give one file for each length of query"))


def _lacks(point: Point, limit: LatencyLimit) -> Problem:
    there = sorted({metric for metric, each in point.latencies if each == limit.statistic}, key=METRICS.index)
    beside = f"; of {limit.statistic} there are {', '.join(there)}" if there else ""
    what = f"{limit.metric} {limit.statistic} was not measured{beside}"
    return Problem(point.where, what, REMEDIES[point.tool](limit.metric, limit.statistic))


def _none_within(measurements: Measurements, limit: LatencyLimit, nearest: Point, seconds: float) -> Problem:
    load = f" with {nearest.concurrency:g} at a time" if nearest.concurrency else ""
    what = (f"no point keeps {limit}; the nearest is {seconds:.4g} s at {nearest.request_rate:.4g} requests per second"
            f"{load} (line {nearest.line})")  # fmt: skip
    return Problem(measurements.file, what, "allow more time, or measure at a lower load or with more GPUs")
