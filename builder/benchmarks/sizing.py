"""What a measured point says of a workload: the inputs that capacity is worked out from."""

from __future__ import annotations

from dataclasses import dataclass

from builder.benchmarks.measurement import Point
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


def sizing(point: Point, gpus: float) -> Sizing:
    """The inputs of a workload whose replica is the server measured, of so many GPUs.

    Sizing goes by the mean, as Little's law asks; percentiles are for the limit a point is chosen by.
    """
    latency, flying = point.mean_latency, point.requests_in_flight
    if latency is None or flying is None:
        raise StudyError(Problem(point.where, "the mean latency of a request is missing", "measure it"))
    if not gpus >= 1:
        what = f"a server has at least one GPU, not {gpus:g}"
        raise StudyError(Problem(point.where, what, "say how many GPUs the measured server had"))
    shown = {"en": f"measured: {point.tool}, {point.file}, line {point.line}",
             "ko": f"측정: {point.tool}, {point.file} {point.line}행"}  # fmt: skip
    return Sizing(latency, flying, gpus, shown)


def mismatches(point: Point, tokens_in: float, tokens_out: float, where: str = "") -> tuple[Problem, ...]:
    """Warnings where the queries of a study are longer or shorter than those measured by over a tenth."""
    found = []
    for name, studied, measured in (("input", tokens_in, point.tokens_in), ("output", tokens_out, point.tokens_out)):
        if measured and not measured / _ALIKE <= studied <= measured * _ALIKE:
            what = f"{studied:g} {name} tokens per query, but {point.where} measured {measured:.4g}"
            found.append(Problem(where, what, "measure with queries like those of the study"))
    return tuple(found)
