"""A table that a person wrote, as CSV or as a YAML list: one row per load.

Columns are concurrency, requests_per_second or output_tokens_per_second, tokens_in, tokens_out, model, and latencies
that name their statistic and their unit: `ttft_ms`, `itl_ms`, `latency_s`, `e2e_p95_s`. Without a statistic it is the
mean; `latency` is that of the whole request; the unit is never guessed.

A table may leave latencies out altogether, as published results do that were only held to a limit: what a server
completes per second is then all that is known of it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from typing import Any

from builder.benchmarks.fields import Fields, Latencies, first_text
from builder.benchmarks.measurement import IN_A_SECOND, METRICS, STATISTICS, Metric, Point, Statistic
from builder.errors import Problem, StudyError
from builder.study.problems import nearest

TOOL = "table"
_PLAIN: Mapping[str, tuple[str, ...]] = {
    "concurrency": ("concurrency", "max_concurrency", "requests_in_flight"),
    "requests_per_second": ("requests_per_second", "request_rate", "request_throughput"),
    "output_tokens_per_second": ("output_tokens_per_second", "output_throughput", "output_token_throughput"),
    "total_tokens_per_second": ("total_tokens_per_second", "total_token_throughput"),
    "tokens_in": ("tokens_in", "input_tokens", "input_sequence_length"),
    "tokens_out": ("tokens_out", "output_tokens", "output_sequence_length"),
    "model": ("model",),
}
"""Each column and the other names that tools give it."""
_NAMES = {name: column for column, names in _PLAIN.items() for name in names}
_LATENCY = re.compile(r"(ttft|tpot|itl|e2e|latency)(?:_(mean|median|p50|p90|p95|p99))?(?:_(ns|us|ms|s))?")
_KNOWN = (*_PLAIN, *(f"{metric}_ms" for metric in METRICS), "latency_s", "e2e_p95_s")
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?")

Rows = list[tuple[int, Mapping[str, Any]]]


def remedy(metric: Metric, statistic: Statistic) -> str:
    """How to say a latency."""
    return f"add a column {metric}_ms" if statistic == "mean" else f"add a column {metric}_{statistic}_ms"


def csv_rows(text: str, file: str) -> Rows:
    """The rows of a CSV text, with their lines; cells are separated by commas, semicolons or tabs."""
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    rows, problems = list[tuple[int, Mapping[str, Any]]](), list[Problem]()
    header: list[str] | None = None
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = [column(cell) for cell in cells]
        elif len(cells) != len(header):
            problems.append(Problem(f"{file}:{reader.line_num}", f"{len(cells)} cells under {len(header)} headings",
                                    "give each column a cell, if an empty one"))  # fmt: skip
        else:
            values = {name: _cell(cell) for name, cell in zip(header, cells, strict=True)}
            rows.append((reader.line_num, values))
    problems += _twice(header or [], file)
    if problems:
        raise StudyError(*problems)
    return rows


def column(heading: str) -> str:
    """A heading as a name.

    >>> column("TTFT (ms)"), column("Output tokens per second")
    ('ttft_ms', 'output_tokens_per_second')
    """
    return re.sub(r"[^a-z0-9]+", "_", heading.strip().lower()).strip("_")


def _cell(text: str) -> Any:
    text = text.strip()
    return None if not text else float(text) if _NUMBER.fullmatch(text) else text


def _twice(header: list[str], file: str) -> list[Problem]:
    return [Problem(f"{file}:1", f"the column {name!r} stands here twice", "keep one of the two")
            for name in dict.fromkeys(header) if header.count(name) > 1]  # fmt: skip


def check_columns(rows: Rows, file: str) -> list[Problem]:
    """What is wrong with the names of the columns, each told once."""
    places: dict[str, int] = {}
    for line, values in rows:
        for name in values:
            places.setdefault(name, line)
    problems = [Problem(f"{file}:{line}", *wrong) for name, line in places.items() if (wrong := _wrong(name))]
    taken: dict[Any, str] = {}
    for name, line in places.items():
        meaning = _NAMES.get(name) or _meaning(name)
        if meaning and meaning in taken:
            what = f"the columns {taken[meaning]!r} and {name!r} say the same"
            problems.append(Problem(f"{file}:{line}", what, "keep one of the two"))
        taken[meaning] = name
    return problems


def _wrong(name: str) -> tuple[str, str] | None:
    """What is wrong with a column's name, and what to do."""
    if name in _NAMES:
        return None
    if name == "throughput":
        return "'throughput' may be of requests or of tokens", "name it requests_per_second or output_tokens_per_second"
    match = _LATENCY.fullmatch(name)
    if match and not match[3]:
        return f"the column {name!r} does not say its unit", f"name it {name}_ms or {name}_s"
    if match:
        return None
    near = nearest(name, _KNOWN)
    remedy = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(_KNOWN)}"
    return f"unknown column {name!r}", remedy


def _meaning(name: str) -> tuple[Metric, Statistic] | None:
    match = _LATENCY.fullmatch(name)
    if not match:
        return None
    metric: Metric = next((each for each in METRICS if each == match[1]), "e2e")
    median: Statistic = "p50" if match[2] == "median" else "mean"
    statistic = next((each for each in STATISTICS if each == match[2]), median)
    return metric, statistic


def tells_rates_only(point: Point) -> bool:
    """Whether a point is a row of a table without any latency."""
    return point.tool == TOOL and not point.latencies


def read(fields: Fields, file: str, line: int) -> Point:
    """The point of one row; its problems go to `fields`."""
    plain = {name: fields.number(*names, above=0 if name != "tokens_in" else None)
             for name, names in _PLAIN.items() if name != "model"}  # fmt: skip
    rate, tokens, length = plain["requests_per_second"], plain["output_tokens_per_second"], plain["tokens_out"]
    if rate is None and tokens is not None and length:
        rate = tokens / length
    if rate is None and not fields.problems:
        remedy = "add requests_per_second, or output_tokens_per_second and tokens_out"
        fields.problem("the throughput is missing", remedy)
    return Point(
        tool=TOOL, file=file, line=line, model=first_text(fields.values.get("model")),
        request_rate=rate or 0.0,
        latencies=_latencies(fields), concurrency=plain["concurrency"], output_token_rate=tokens,
        total_token_rate=plain["total_tokens_per_second"], tokens_in=plain["tokens_in"], tokens_out=length,
    )  # fmt: skip


def _latencies(fields: Fields) -> Latencies:
    found: Latencies = {}
    for name, written in fields.values.items():
        meaning, match = _meaning(name), _LATENCY.fullmatch(name)
        if meaning is None or match is None or written is None or match[3] not in IN_A_SECOND:
            continue
        value = fields.seconds(name, written, match[3])
        if value is not None:
            found[meaning] = value
    return found
