"""Timing of whole commands and of calls, as medians, and ratios to a floor measured beside them."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence


def command_seconds(arguments: Sequence[str], runs: int = 9) -> float:
    """Median wall time of a command, one run to warm the caches first."""

    def once() -> float:
        start = time.perf_counter()
        subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start

    once()
    return statistics.median(once() for _ in range(runs))


def call_seconds(call: Callable[[], object], runs: int = 5) -> float:
    """Median wall time of a call, one run first."""

    def once() -> float:
        start = time.perf_counter()
        call()
        return time.perf_counter() - start

    once()
    return statistics.median(once() for _ in range(runs))


def report(title: str, rows: Sequence[tuple[str, float]], floor: float, unit: str = "s") -> None:
    """Print each row's time, in seconds or milliseconds, and its ratio to the floor."""
    print(title)
    for name, seconds in rows:
        shown = seconds * {"s": 1, "ms": 1000}[unit]
        print(f"  {name:<52} {shown:8.3f} {unit:<2}  {seconds / floor:6.2f}x")


PYTHON = sys.executable
