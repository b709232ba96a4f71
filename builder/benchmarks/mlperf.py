"""What MLPerf's load generator writes: `mlperf_log_detail.txt`, lines of `:::MLLOG {json}`; times in nanoseconds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from builder.benchmarks.fields import Fields, Latencies, shown
from builder.benchmarks.measurement import STATISTICS, Metric, Point, Statistic
from builder.errors import Problem

TOOL = "MLPerf"
MARK = ":::MLLOG"
_MEANS: Mapping[Metric, str] = {
    "ttft": "result_first_token_mean_latency_ns",
    "tpot": "result_time_to_output_token_mean",
    "e2e": "result_mean_latency_ns",
}
_PERCENTILES: Mapping[Metric, str] = {
    "ttft": "result_first_token_{}.00_percentile_latency_ns",
    "tpot": "result_time_per_output_token_{}.00_percentile_ns",
    "e2e": "result_{}.00_percentile_latency_ns",
}
_SERVER = "run the Server scenario, in which requests arrive one by one"
_NO_LATENCY = ("the scenario is Offline: all requests are handed over at once, "
               "so the time each takes from then on is no latency a user would see")  # fmt: skip


def recognises(text: str) -> bool:
    """Whether a text is such a log."""
    return any(line.startswith(MARK) for line in text.splitlines())


def remedy(metric: Metric, _: Statistic) -> str:
    """How to have a latency measured."""
    tokens = "set `use_token_latencies = 1`, so that tokens are timed one by one"
    return "limit e2e, ttft or tpot" if metric == "itl" else _SERVER if metric == "e2e" else tokens


def read(text: str, file: str) -> tuple[Point, Fields]:
    """The point of a log, and the problems found in it."""
    values, places, problems = _values(text, file)
    fields = Fields(values, file)
    fields.problems += problems
    if values.get("result_validity", "VALID") != "VALID":
        reason = str(values.get("result_invalid_reason", "")).strip() or "the log does not say why"
        fields.problem(f"the result is {shown(values['result_validity'])}: {reason}", "give the log of a VALID run")
    elif "result_validity" not in values:
        fields.problem("result_validity is missing", "give the whole log of a run that came to its end")
    scenario = values.get("effective_scenario")
    if scenario == "Offline":
        fields.problem(_NO_LATENCY, f"give the log of the Server scenario: {_SERVER}")
    elif scenario != "Server":
        fields.problem(f"the scenario is {shown(scenario)}", _SERVER)
    rate = fields.number("result_completed_samples_per_sec", above=0)
    tokens = fields.number("result_completed_tokens_per_second")
    if scenario == "Server":
        fields.require(rate, "result_completed_samples_per_sec", "give the log of a run for performance, not accuracy")
    return Point(
        tool=TOOL, file=file, line=places.get("result_completed_samples_per_sec", 1),
        request_rate=rate or 0.0, latencies=_latencies(fields), output_token_rate=tokens,
        tokens_out=tokens / rate if tokens and rate else None,
        offered_rate=fields.number("result_scheduled_samples_per_sec", above=0),
    ), fields  # fmt: skip


def _values(text: str, file: str) -> tuple[dict[str, Any], dict[str, int], list[Problem]]:
    """Each key's value and line. A key of the result that stands there twice tells of two runs in one file."""
    values: dict[str, Any] = {}
    places: dict[str, int] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith(MARK):
            continue
        try:
            entry = json.loads(line.removeprefix(MARK))
            key, value = entry["key"], entry["value"]
        except (ValueError, KeyError, TypeError, RecursionError):
            problems.append(Problem(f"{file}:{number}", "the line is not `:::MLLOG {json}` with a key and a value",
                                    "copy the whole log; this one seems cut short"))  # fmt: skip
            continue
        if str(key).startswith("result_") and values.get(key, value) != value:
            what = f"{key} stands here again, with another value than in line {places[key]}"
            problems.append(Problem(f"{file}:{number}", what, "give one file for each run"))
        values[key], places[key] = value, number
    return values, places, problems


def _latencies(fields: Fields) -> Latencies:
    found: Latencies = {}
    for metric, mean in _MEANS.items():
        for statistic in STATISTICS:
            key = mean if statistic == "mean" else _PERCENTILES[metric].format(statistic[1:])
            value = fields.seconds(key, fields.values[key], "ns") if key in fields.values else None
            if value is not None:
                found[metric, statistic] = value
    return found
