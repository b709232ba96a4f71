"""The formats that are read, and how what one lacks comes into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from builder.benchmarks import genai_perf, mlperf, table, vllm
from builder.benchmarks.fields import Fields
from builder.benchmarks.measurement import Metric, Point, Statistic

KNOWN = ("known are the result of `vllm bench serve --save-result`, the JSON export of GenAI-Perf or AIPerf, "
         "MLPerf's mlperf_log_detail.txt, and a table as CSV or YAML")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Format:
    """A tool whose JSON objects are read, one point each."""

    recognises: Callable[[Mapping[str, Any]], bool]
    read: Callable[[Fields, str, int], Point]


FORMATS = (Format(vllm.recognises, vllm.read), Format(genai_perf.recognises, genai_perf.read))
REMEDIES: Mapping[str, Callable[[Metric, Statistic], str]] = {
    vllm.TOOL: vllm.remedy, "GenAI-Perf": genai_perf.remedy, "AIPerf": genai_perf.remedy,
    mlperf.TOOL: mlperf.remedy, table.TOOL: table.remedy,
}  # fmt: skip
"""How a latency that a file lacks comes into it, by tool."""


def format_of(values: Mapping[str, Any]) -> Format | None:
    """The format of a JSON object, None where no tool known here wrote it."""
    return next((each for each in FORMATS if each.recognises(values)), None)
