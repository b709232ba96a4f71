"""What measuring tools wrote about a server under load, read as the sizing input of a workload."""

from builder.benchmarks.choose import LatencyLimit, choose
from builder.benchmarks.measurement import METRICS, STATISTICS, Doubt, Measurements, Metric, Point, Statistic
from builder.benchmarks.read import read_measurements
from builder.benchmarks.sizing import Sizing, alike, sizing

__all__ = [
    "METRICS", "STATISTICS", "Doubt", "LatencyLimit", "Measurements", "Metric", "Point", "Sizing", "Statistic",
    "alike", "choose", "read_measurements", "sizing",
]  # fmt: skip
