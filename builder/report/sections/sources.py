"""Every source with the assumptions that rest on it."""

from __future__ import annotations

from collections import defaultdict

from builder.report.blocks import Column, Row, Table
from builder.report.writer import Writer


def sources(writer: Writer) -> Table:
    """Every source with the assumptions that rest on it."""
    basis = writer.basis
    used: dict[str, list[str]] = defaultdict(list)
    for row in basis.results.model.assumptions.rows:
        for setting in row.settings():
            if setting.source:
                label = basis.text(row.label)
                source = basis.text(setting.source)
                if label not in used[source]:
                    used[source].append(label)
    columns = (Column(writer.say("Source"), 45), Column(writer.say("Assumptions that rest on it"), 55))
    rows = tuple(Row((basis.name(source), basis.name("; ".join(labels)))) for source, labels in used.items())
    return Table("tab-sources", writer.say("Sources"), columns, rows, (), (), True)
