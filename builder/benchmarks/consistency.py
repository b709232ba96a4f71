"""Whether a point can be true: what follows from its own figures, and what contradicts them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from builder.benchmarks.measurement import Doubt, Point, Statistic
from builder.errors import Problem
from builder.language import message

_TOLERANCE = 1.1
"""What is allowed for figures rounded in a table and for requests that straddle the measured window."""


_RISING: tuple[Statistic, ...] = ("p50", "p90", "p95", "p99")


def completed(point: Point) -> Point:
    """The point with the token rates that follow from its request rate and the tokens per query."""
    output, total = point.output_token_rate, point.total_token_rate
    if output is None and point.tokens_out is not None:
        output = point.request_rate * point.tokens_out
    length = point.tokens_out
    if length is None and output is not None:
        length = output / point.request_rate
    if total is None and point.tokens_in is not None and output is not None:
        total = point.request_rate * point.tokens_in + output
    return replace(point, output_token_rate=output, total_token_rate=total, tokens_out=length)


def contradictions(point: Point) -> list[Problem]:
    """What cannot be: more requests under way, by Little's law, than were let in; percentiles that fall."""
    found = []
    flying = point.requests_in_flight
    if flying is not None and point.concurrency is not None and flying > _TOLERANCE * point.concurrency:
        what = (f"{point.request_rate:g} requests per second at {point.mean_latency:g} s each are {flying:.4g} "
                f"at a time, but at most {point.concurrency:g} were let in")  # fmt: skip
        found.append(Problem(point.where, what, "check the units of the latency and of the throughput"))
    for metric in dict.fromkeys(metric for metric, _ in point.latencies):
        rising = [(each, point.latencies[metric, each]) for each in _RISING if (metric, each) in point.latencies]
        for (low, less), (high, more) in pairwise(rising):
            if less > more:
                what = f"{metric}: {low} is {less:g} s, above {high} of {more:g} s"
                found.append(Problem(point.where, what, "check the columns and their units"))
    return found


_UNLIKE = message("{rate} requests of {length} output tokens are not {tokens} output tokens per second")
_BY_ITL = message(
    "the mean latency of {latency} s is not measured but follows from its parts: ttft + (tokens_out - 1) x itl"
)
_BY_TPOT = message(
    "the mean latency of {latency} s is not measured but follows from its parts: ttft + (tokens_out - 1) x tpot, "
    "for answers of one length"
)


def doubts(point: Point) -> list[Doubt]:
    """What a reader should be warned of."""
    found = []
    rate, length, tokens = point.request_rate, point.tokens_out, point.output_token_rate
    if length and tokens and not 1 / _TOLERANCE <= rate * length / tokens <= _TOLERANCE:
        values = {"rate": rate, "length": length, "tokens": tokens}
        found.append(Doubt(point.where, _UNLIKE, values, "check which tokens the tool counts"))
    if point.latency("e2e", "mean") is None and point.mean_latency is not None:
        rule = _BY_TPOT if point.latency("itl", "mean") is None else _BY_ITL
        values = {"latency": float(f"{point.mean_latency:.4g}")}
        found.append(Doubt(point.where, rule, values, "have the latency of the whole request measured too"))
    return found
