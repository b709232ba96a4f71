"""What measuring tools wrote about a server under load, read as the sizing input of a workload."""

from builder.benchmarks.choose import LatencyLimit, choose
from builder.benchmarks.measurement import METRICS, STATISTICS, Measurements, Metric, Point, Statistic
from builder.benchmarks.read import read_measurements
from builder.benchmarks.sizing import Sizing, mismatches, sizing

__all__ = [
    "METRICS", "STATISTICS", "LatencyLimit", "Measurements", "Metric", "Point", "Sizing", "Statistic",
    "choose", "mismatches", "read_measurements", "sizing",
]  # fmt: skip
