"""Every line of the model in words: the general ones, each option's, and what is drawn from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from builder.model.graph import Node
from builder.report.blocks import Column, Row, Table
from builder.report.sections.method import in_words
from builder.report.units import unit_words
from builder.report.writer import Writer


def lines(writer: Writer) -> Iterator[Table]:
    """Every line of the model in words: the general ones, each option's, and what is drawn from them."""
    nodes = [node for node in writer.basis.nodes.values() if node.line and not node.total_of and node.scope != "claim"]
    yield _line_table(
        writer,
        "general",
        writer.say("Demand, sizing and staffing, line by line"),
        (n for n in nodes if n.scope == "scenario"),
    )
    for option in writer.basis.study.options:
        own = (n for n in nodes if n.scope == "option" and n.owner == option)
        yield _line_table(writer, option, writer.say("{option}, line by line", option=writer.option(option)), own)
    first: dict[tuple[str, str], Node] = {}
    for node in nodes:
        if node.scope in ("pair", "range"):
            first.setdefault((node.scope, node.key), node)
    if first:
        yield _line_table(writer, "comparison", writer.say("Comparisons, line by line"), first.values())


def _line_table(writer: Writer, key: str, caption: Markup, nodes: Iterable[Node]) -> Table:
    basis = writer.basis
    labels = basis.results.model.library.vocabulary.units
    columns = (
        Column(writer.say("Line"), 28),
        Column(writer.say("How it is computed"), 56),
        Column(writer.say("Unit"), 16),
    )
    rows = []
    for node in nodes:
        unit = unit_words(node.unit_text, basis.language, basis.study.currency, labels)
        rows.append(Row((basis.name(node.label), basis.name(in_words(writer, node)), basis.name(unit))))
    return Table(f"tab-lines-{key}", caption, columns, tuple(rows), (), (), True)
