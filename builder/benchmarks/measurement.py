"""A measured point: how many requests a server completed per second, and how long they took."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Metric = Literal["ttft", "tpot", "itl", "e2e"]
"""Time to the first token, time per output token after it (a mean of each request), time between two tokens (over all
tokens of all requests), time of the whole request."""
Statistic = Literal["mean", "p50", "p90", "p95", "p99"]

METRICS: tuple[Metric, ...] = get_args(Metric)
STATISTICS: tuple[Statistic, ...] = get_args(Statistic)
METRIC_NAMES: Mapping[Metric, str] = {
    "ttft": "the time to the first token",
    "tpot": "the time per output token",
    "itl": "the time between tokens",
    "e2e": "the latency of the whole request",
}

IN_A_SECOND: Mapping[str, int] = {
    "ns": 1_000_000_000, "us": 1_000_000, "µs": 1_000_000, "ms": 1_000, "s": 1, "sec": 1, "seconds": 1,
}  # fmt: skip
"""How many of each unit of time make a second. A time whose unit a file does not name is never guessed.

Times are divided by it: 689 ms are 0.689 s, and not a hair more as with a product by 0.001.
"""


@dataclass(frozen=True, slots=True)
class Point:
    """One run at one load: rates per second, tokens as means per query, latencies in seconds.

    `request_rate` counts requests completed; `concurrency` is how many could be under way at once and `offered_rate`
    how many were sent per second, each None where the load was not limited so.
    """

    tool: str
    file: str
    line: int
    request_rate: float
    latencies: Mapping[tuple[Metric, Statistic], float]
    model: str | None = None
    concurrency: float | None = None
    offered_rate: float | None = None
    output_token_rate: float | None = None
    total_token_rate: float | None = None
    tokens_in: float | None = None
    tokens_out: float | None = None

    @property
    def where(self) -> str:
        """`file:line`."""
        return f"{self.file}:{self.line}"

    def latency(self, metric: Metric, statistic: Statistic) -> float | None:
        """A latency in seconds, None where it was not measured."""
        return self.latencies.get((metric, statistic))

    @property
    def mean_latency(self) -> float | None:
        """The mean seconds of a whole request: as measured, or as it follows from the means of its parts.

        The parts are the first token and a gap before each further one. With `itl`, whose mean is over all gaps, the
        sum is exact; with `tpot`, whose mean is over requests, it is where all answers have one length.
        """
        whole = self.latency("e2e", "mean")
        if whole is not None:
            return whole
        first = self.latency("ttft", "mean")
        gap = self.latency("itl", "mean")
        gap = self.latency("tpot", "mean") if gap is None else gap
        if first is None or gap is None or self.tokens_out is None:
            return None
        return first + gap * max(self.tokens_out - 1, 0)

    @property
    def requests_in_flight(self) -> float | None:
        """The mean number of requests under way, by Little's law: rate times mean latency."""
        latency = self.mean_latency
        return None if latency is None else self.request_rate * latency


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a reader should know of a point: a message with its values, at `file:line`, and what to do about it.

    >>> print(Doubt("a.json:1", "{failed} requests failed", {"failed": 3.0}, "measure again"))
    a.json:1: 3 requests failed
        -> measure again
    """

    where: str
    message: str
    values: Mapping[str, float]
    remedy: str

    @property
    def what(self) -> str:
        """The message in English."""
        return self.message.format(**{name: f"{value:g}" for name, value in self.values.items()})

    def __str__(self) -> str:
        return f"{self.where}: {self.what}\n    -> {self.remedy}"


@dataclass(frozen=True, slots=True)
class Measurements:
    """The points of one file, in its order, and what a reader should know of them."""

    file: str
    tool: str
    points: tuple[Point, ...]
    warnings: tuple[Doubt, ...] = ()
