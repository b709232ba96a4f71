"""Files as measuring tools write them, and what is wrong with an edited one.

Rates, first tokens and gaps are those published for NVIDIA NIM with Llama 3.3 70B on two H100 and for MLPerf v4.1 with
Llama 2 70B on eight; percentiles, and the latencies of MLPerf, are made up for the tests.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builder.benchmarks import read_measurements
from builder.errors import StudyError

FILES = Path(__file__).parent / "files"


@pytest.fixture
def text_of():
    return lambda name: (FILES / name).read_text(encoding="utf-8")


@pytest.fixture
def measured(text_of):
    return lambda name: read_measurements(text_of(name), name)


@pytest.fixture
def problems_of():
    """What is said of a text, each problem as one text."""

    def read(text, file="bench.json"):
        with pytest.raises(StudyError) as error:
            read_measurements(text, file)
        return [str(problem) for problem in error.value.problems]

    return read


@pytest.fixture
def run(text_of):
    """A vLLM result with some values set otherwise; a value of None takes the key out."""

    def edited(**changes):
        values = json.loads(text_of("vllm-serve.jsonl").splitlines()[2]) | changes
        return json.dumps({key: value for key, value in values.items() if value is not None})

    return edited


@pytest.fixture
def log(text_of):
    """An MLPerf log with some values set otherwise; a value of None takes the line out."""

    def edited(**changes):
        lines = []
        for line in text_of("mlperf-server.txt").splitlines():
            entry = json.loads(line.removeprefix(":::MLLOG")) if line.startswith(":::") else {"key": None}
            value = changes.get(entry["key"], entry.get("value"))
            if entry["key"] and value is not None:
                lines.append(":::MLLOG " + json.dumps(entry | {"value": value}))
        return "\n".join(lines)

    return edited
