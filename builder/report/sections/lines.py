"""Every line of the model in words: the general ones, each option's, and what is drawn from them."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from builder.model.graph import Node
from builder.report.blocks import Column, Row, Table
from builder.report.sections.method import in_words
from builder.report.units import unit_words
from builder.report.writer import Writer


def lines(writer: Writer) -> Table:
    """The general lines, each option's, those that are the same for every option, and those of comparisons."""
    columns = (
        Column(writer.say("Line"), 28),
        Column(writer.say("How it is computed"), 58),
        Column(writer.say("Unit"), 14),
    )
    rows: list[Row] = []
    for title, nodes in _groups(writer):
        if nodes:
            rows.append(Row((title, Markup(""), Markup("")), "group"))
            rows += [_row(writer, node) for node in nodes]
    return Table("tab-lines", writer.say("The model, line by line"), columns, tuple(rows), (), (), True)


def _groups(writer: Writer) -> Iterator[tuple[Markup, list[Node]]]:
    nodes = [node for node in writer.basis.nodes.values() if node.line and not node.total_of]
    yield writer.say("Demand, sizing and staffing"), [node for node in nodes if node.scope == "scenario"]
    shared: dict[str, Node] = {}
    for option in writer.basis.study.options:
        own = [node for node in nodes if node.scope == "option" and node.owner == option and not _repeats(node)]
        shared |= {node.key: node for node in own if _alike(node) and node.key not in shared}
        yield writer.option(option), [node for node in own if not _alike(node)]
    yield writer.say("Indicators of every option"), list(shared.values())
    compared: dict[tuple[str, str], Node] = {}
    for node in nodes:
        if node.scope in ("pair", "range"):
            compared.setdefault((node.scope, node.key), node)
    yield writer.say("Comparisons"), list(compared.values())


def _repeats(node: Node) -> bool:
    """Whether a line is the sum of one other line alone."""
    return node.section == "categories" and sum(len(members) for members in node.groups.values()) == 1


def _alike(node: Node) -> bool:
    """Whether a line reads the same for every option: it is drawn from the totals, not from the option's own lines."""
    return node.section in ("totals", "indicators") and not node.groups


def _row(writer: Writer, node: Node) -> Row:
    basis = writer.basis
    labels = basis.results.model.library.vocabulary.units
    unit = unit_words(node.unit_text, basis.language, basis.study.currency, labels)
    return Row((basis.name(node.label), basis.name(in_words(writer, node)), basis.name(unit)))
