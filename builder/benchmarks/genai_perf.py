"""What GenAI-Perf and its successor AIPerf write: `{metric: {unit, avg, p50, ...}}`, and the settings of the run.

Both call `inter_token_latency` what vLLM calls time per output token: the mean within each request, then over requests.
It is read as `itl`, the word of its file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from builder.benchmarks.fields import SOME_FAILED, Fields, Latencies, at, first_text, shown
from builder.benchmarks.measurement import STATISTICS, Metric, Point, Statistic
from builder.language import message

_METRICS: Mapping[str, Metric] = {
    "time_to_first_token": "ttft", "inter_token_latency": "itl", "request_latency": "e2e",
}  # fmt: skip
_PER_SECOND = ("requests/sec", "tokens/sec", "req/sec", "requests/s", "req/s", "tokens/s")
_EXPORT = "give the file profile_export_genai_perf.json or profile_export_aiperf.json as the tool wrote it"
_STOPPED = message("the run was stopped before its end")
_AIPERF_KEYS = ("benchmark_duration", "total_isl", "total_osl", "aiperf_version", "schema_version", "was_cancelled")


def recognises(values: Mapping[str, Any]) -> bool:
    """Whether a JSON object is such an export."""
    return any(isinstance(values.get(key), Mapping) for key in ("request_throughput", *_METRICS))


def tool_of(values: Mapping[str, Any]) -> str:
    """Which of the two wrote it."""
    return "AIPerf" if any(key in values for key in _AIPERF_KEYS) else "GenAI-Perf"


def remedy(metric: Metric, statistic: Statistic) -> str:
    """How to have a latency measured."""
    streaming = " with `--streaming`, so that tokens are timed one by one" if metric != "e2e" else " again"
    return f"measure{streaming}, and give the JSON export, which has {'avg' if statistic == 'mean' else statistic}"


def read(fields: Fields, file: str, line: int) -> Point:
    """The point of one export; its problems go to `fields`."""
    settings = fields.values.get("input_config")
    _warn_of_errors(fields)
    return Point(
        tool=tool_of(fields.values), file=file, line=line,
        model=first_text(at(settings, "endpoint", "model_names"), at(settings, "model_names"),
                         at(settings, "model"), at(settings, "formatted_model_name")),
        request_rate=fields.require(_rate(fields, "request_throughput", above=0), "request_throughput", _EXPORT),
        latencies=_latencies(fields),
        concurrency=_setting(fields, settings, "concurrency"),
        offered_rate=_setting(fields, settings, "request_rate"),
        output_token_rate=_rate(fields, "output_token_throughput"),
        total_token_rate=_rate(fields, "total_token_throughput"),
        tokens_in=_average(fields, "input_sequence_length"),
        tokens_out=_average(fields, "output_sequence_length"),
    )  # fmt: skip


def _setting(fields: Fields, settings: Any, name: str) -> float | None:
    """A setting of the load; where it stands has moved from version to version."""
    places = (("perf_analyzer", "stimulus", name), ("loadgen", name), (name,))
    value = next((found for place in places if (found := at(settings, *place)) is not None), None)
    return None if value is None else fields.checked(name, value, above=0)


def _average(fields: Fields, name: str, above: float | None = None) -> float | None:
    value = at(fields.values, name, "avg")
    return None if value is None else fields.checked(f"{name}.avg", value, above)


def _rate(fields: Fields, name: str, above: float | None = None) -> float | None:
    value, unit = at(fields.values, name, "avg"), at(fields.values, name, "unit")
    if value is None:
        return None
    if unit not in _PER_SECOND:
        what = f"{name} is in {shown(unit)}, not in a rate per second known here"
        fields.problem(what, "known are requests/sec and tokens/sec")
        return None
    return fields.checked(f"{name}.avg", value, above)


def _latencies(fields: Fields) -> Latencies:
    found: Latencies = {}
    for name, metric in _METRICS.items():
        for statistic in STATISTICS:
            key = "avg" if statistic == "mean" else statistic
            written = at(fields.values, name, key)
            if written is None:
                continue
            value = fields.seconds(f"{name}.{key}", written, at(fields.values, name, "unit"))
            if value is not None:
                found[metric, statistic] = value
    return found


def _warn_of_errors(fields: Fields) -> None:
    errors = fields.values.get("error_summary")
    counts = [at(each, "count") for each in errors] if isinstance(errors, list) else []
    failed = sum(each for each in counts if isinstance(each, int)) or at(fields.values, "error_request_count", "avg")
    if failed:
        fields.warn(SOME_FAILED, "find out why, and measure again", failed=failed)
    if fields.values.get("was_cancelled") is True:
        fields.warn(_STOPPED, "measure again")
