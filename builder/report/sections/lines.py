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
    """The general lines, each option's, those that are the same for every option, and those of comparisons."""
    nodes = [node for node in writer.basis.nodes.values() if node.line and not node.total_of]
    general = [node for node in nodes if node.scope == "scenario"]
    yield _line_table(writer, "general", writer.say("Demand, sizing and staffing, line by line"), general)
    shared: dict[str, Node] = {}
    for option in writer.basis.study.options:
        own = [node for node in nodes if node.scope == "option" and node.owner == option and not _repeats(node)]
        shared |= {node.key: node for node in own if _alike(node) and node.key not in shared}
        caption = writer.say("{option}, line by line", option=writer.option(option))
        yield _line_table(writer, option, caption, (node for node in own if not _alike(node)))
    yield _line_table(writer, "indicators", writer.say("Indicators of every option, line by line"), shared.values())
    compared: dict[tuple[str, str], Node] = {}
    for node in nodes:
        if node.scope in ("pair", "range"):
            compared.setdefault((node.scope, node.key), node)
    if compared:
        yield _line_table(writer, "comparison", writer.say("Comparisons, line by line"), compared.values())


def _repeats(node: Node) -> bool:
    """Whether a line is the sum of one other line alone."""
    return node.section == "categories" and sum(len(members) for members in node.groups.values()) == 1


def _alike(node: Node) -> bool:
    """Whether a line reads the same for every option: it is drawn from the totals, not from the option's own lines."""
    return node.section in ("totals", "indicators") and not node.groups


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
