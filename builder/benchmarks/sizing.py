"""What a measured point says of a workload: the inputs that capacity is worked out from."""

from __future__ import annotations

from dataclasses import dataclass

from builder.benchmarks.choose import LatencyLimit
from builder.benchmarks.measurement import Point
from builder.benchmarks.table import tells_rates_only
from builder.errors import Problem, StudyError

_ALIKE = 1.1


@dataclass(frozen=True, slots=True)
class Sizing:
    """A workload's inputs as measured: one replica holds `requests_in_flight` queries for `latency` seconds each.

    Their quotient is the request rate of the point, so a replica serves what the measured server did.
    """

    latency: float
    requests_in_flight: float
    gpus_per_replica: float
    source: dict[str, str]

    def assumptions(self) -> dict[str, dict[str, object]]:
        """The inputs as a study writes them, measured and with their source."""
        values = {
            "latency": self.latency,
            "requests_in_flight": self.requests_in_flight,
            "gpus_per_replica": self.gpus_per_replica,
        }
        return {key: {"value": value, "status": "measured", "source": self.source} for key, value in values.items()}


@dataclass(frozen=True, slots=True)
class RateSizing:
    """A workload's inputs where only the rate of the server was measured: a replica serves so many queries a second."""

    query_rate: float
    gpus_per_replica: float
    source: dict[str, str]

    def assumptions(self) -> dict[str, dict[str, object]]:
        """The inputs as a study writes them, measured and with their source."""
        values = {"measured_query_rate": self.query_rate, "gpus_per_replica": self.gpus_per_replica}
        return {key: {"value": value, "status": "measured", "source": self.source} for key, value in values.items()}


def sizing(point: Point, gpus: float, limit: LatencyLimit | None = None) -> Sizing | RateSizing:
    """The inputs of a workload whose replica is the server measured, of so many GPUs.

    Sizing goes by the mean, as Little's law asks; percentiles are for the limit a point is chosen by. Where a table
    tells rates only, it goes by these.
    """
    if not gpus >= 1:
        what = f"a server has at least one GPU, not {gpus:g}"
        raise StudyError(Problem(point.where, what, "say how many GPUs the measured server had"))
    if tells_rates_only(point):
        return RateSizing(point.request_rate, gpus, _source(point, limit))
    latency, flying = point.mean_latency, point.requests_in_flight
    if latency is None or flying is None:
        raise StudyError(Problem(point.where, "the mean latency of a request is missing", "measure it"))
    return Sizing(latency, flying, gpus, _source(point, limit))


def _source(point: Point, limit: LatencyLimit | None) -> dict[str, str]:
    """Which point it was: tool, file, line, load, and the limit it was chosen by."""
    english = [f"measured: {point.tool}, {point.file}, line {point.line}"]
    korean = [f"측정: {point.tool}, {point.file} {point.line}행"]
    if point.concurrency is not None:
        english.append(f"{point.concurrency:g} requests at a time")
        korean.append(f"동시 요청 {point.concurrency:g}건")
    if limit is not None:
        english.append(f"{limit.metric} {limit.statistic} within {limit.seconds:g} s")
        korean.append(f"{limit.metric} {limit.statistic} {limit.seconds:g}초 이내")
    return {"en": ", ".join(english), "ko": ", ".join(korean)}


def alike(studied: float, measured: float) -> bool:
    """Whether the queries of a study are about as long as those measured: by a tenth longer or shorter at most.

    >>> alike(1000, 1090), alike(1000, 294)
    (True, False)
    """
    return studied == measured or measured / _ALIKE <= studied <= measured * _ALIKE
