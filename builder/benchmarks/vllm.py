"""What `vllm bench serve --save-result` writes: one flat object per run; all latencies in milliseconds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from builder.benchmarks.fields import SOME_FAILED, Fields, Latencies, first_text, shown
from builder.benchmarks.measurement import METRICS, STATISTICS, Metric, Point, Statistic
from builder.language import message

TOOL = "vLLM"
_RATE = ("request_throughput", "request_inthroughput")
"""Files of early 2024 have the second spelling."""
_METRICS: Mapping[Metric, str] = {"ttft": "ttft", "tpot": "tpot", "itl": "itl", "e2e": "e2el"}
_STATISTICS: Mapping[Statistic, tuple[str, ...]] = {
    "mean": ("mean",), "p50": ("median", "p50"), "p90": ("p90",), "p95": ("p95",), "p99": ("p99",),
}  # fmt: skip
_INFINITE = ("inf", "Infinity", None)
_SOME_OF_ALL_FAILED = message("{failed} of {sent} requests failed; the rates count completed ones only")
_SAVE = "write the file with `vllm bench serve --save-result`"


def recognises(values: Mapping[str, Any]) -> bool:
    """Whether a JSON object is such a result."""
    return any(key in values and not isinstance(values[key], Mapping) for key in _RATE)


def remedy(_: Metric, statistic: Statistic) -> str:
    """How to have a latency measured."""
    percentile = "" if statistic == "mean" else f" --metric-percentiles {statistic[1:]}"
    return f"run `vllm bench serve` with `--percentile-metrics ttft,tpot,itl,e2el{percentile}`"


def read(fields: Fields, file: str, line: int) -> Point:
    """The point of one result; its problems go to `fields`."""
    completed = fields.number("completed", above=0)
    _warn_of_failures(fields, completed)
    total_in, total_out = fields.number("total_input_tokens"), fields.number("total_output_tokens")
    return Point(
        tool=TOOL, file=file, line=line, model=first_text(fields.values.get("model_id")),
        request_rate=fields.require(fields.number(*_RATE, above=0), _RATE[0], _SAVE),
        latencies=_latencies(fields),
        concurrency=fields.number("max_concurrency", above=0),
        offered_rate=_offered(fields),
        output_token_rate=fields.number("output_throughput"),
        total_token_rate=fields.number("total_token_throughput"),
        tokens_in=_mean(total_in, completed),
        tokens_out=_mean(total_out, completed),
    )  # fmt: skip


def _warn_of_failures(fields: Fields, completed: float | None) -> None:
    """Older files do not count failures, but say how many requests were sent."""
    failed, sent = fields.number("failed"), fields.number("num_prompts")
    if failed is None and sent is not None and completed is not None:
        failed = max(sent - completed, 0)
    if failed:
        remedy = "find out why, and measure again"
        if completed is None:
            fields.warn(SOME_FAILED, remedy, failed=failed)
        else:
            fields.warn(_SOME_OF_ALL_FAILED, remedy, failed=failed, sent=failed + completed)


def _mean(total: float | None, count: float | None) -> float | None:
    return None if total is None or not count else total / count


def _offered(fields: Fields) -> float | None:
    """The rate requests were sent at; `inf` says all at once."""
    written = fields.values.get("request_rate")
    if written in _INFINITE or (isinstance(written, float) and math.isinf(written)):
        return None
    if isinstance(written, str):
        fields.problem(f"request_rate is {shown(written)}", 'it is a number, or the text "inf"')
        return None
    return fields.number("request_rate", above=0)


def _latencies(fields: Fields) -> Latencies:
    found: Latencies = {}
    for metric in METRICS:
        for statistic in STATISTICS:
            keys = [f"{each}_{_METRICS[metric]}_ms" for each in _STATISTICS[statistic]]
            key = next((each for each in keys if fields.values.get(each) is not None), None)
            value = None if key is None else fields.seconds(key, fields.values[key], "ms")
            if value is not None:
                found[metric, statistic] = value
    return found
