"""A chart's other two readings, made from the same numbers: the text that stands for it, and its table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from builder.report.charts.chart import Mark, Numbers, Series, Table, Words


def listed(series: Iterable[tuple[str, Iterable[tuple[str, str]]]]) -> str:
    """Labels and values as a plain list, the same in any language.

    >>> listed([("EC2", [("7B", "$560K"), ("70B", "$1.8M")]), ("Servers", [("7B", "$291K")])])
    'EC2: 7B $560K, 70B $1.8M; Servers: 7B $291K'
    """
    return "; ".join(
        f"{label}: " + ", ".join(f"{place} {value}" for place, value in values) for label, values in series
    )


def told_series(words: Words, places: Sequence[str], series: Sequence[Series], numbers: Numbers) -> tuple[str, Table]:
    """For values by place and series: a row for each place that has a label, a column for each series."""
    named = [index for index, label in enumerate(places) if label]
    labels = [places[index] for index in named]
    written = [[numbers.value(one.values[index]) for index in named] for one in series]
    alternative = words.alternative or listed(
        (one.label, zip(labels, values, strict=True)) for one, values in zip(series, written, strict=True)
    )
    head = (words.heading, *(one.label for one in series))
    return alternative, Table(head, tuple(zip(labels, *written, strict=True)))


def told_marks(words: Words, marks: Sequence[Mark], numbers: Numbers) -> tuple[str, Table]:
    """For single values: a row for each."""
    rows = tuple((mark.label, numbers.value(mark.value)) for mark in marks)
    return words.alternative or "; ".join(f"{label}: {value}" for label, value in rows), Table(
        (words.heading, words.axis), rows
    )
