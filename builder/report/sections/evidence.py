"""Where the headline numbers stand in the workbook."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from builder.report.blocks import Column, Row, Table
from builder.report.numbers import Evidence
from builder.report.writer import Writer


def evidence_table(writer: Writer, evidence: Iterable[Evidence]) -> Table | None:
    """The cell behind each number of the claims and comparisons; nothing where there is no workbook."""
    basis = writer.basis
    found: dict[tuple[str, str | None, str], Evidence] = {}
    for each in evidence:
        headline = basis.nodes[each.node].scope in ("claim", "range", "pair") or each.node.endswith(".total_cost.total")
        if each.cell and headline:
            found.setdefault((each.node, each.scenario, each.text), each)
    if not found:
        return None
    columns = (Column(writer.say("Printed"), 16, True), Column(writer.say("Value before rounding"), 22, True),
               Column(writer.say("What it is"), 34), Column(writer.say("Cell of the workbook"), 28))  # fmt: skip
    rows = tuple(
        Row((_printed(each), _exact(each), _what(writer, each), basis.name(each.cell or ""))) for each in found.values()
    )
    return Table(
        "tab-evidence", writer.say("Where the headline numbers stand in the workbook"), columns, rows, (), (), True
    )


def _printed(each: Evidence) -> Markup:
    return Markup('<data class="n" value="{}" data-cell="{}">{}</data>').format(
        format(each.value, ".15g"), each.cell, each.text
    )


def _exact(each: Evidence) -> Markup:
    return Markup('<data class="n" value="{}">{}</data>').format(format(each.value, ".15g"), format(each.value, ".10g"))


def _what(writer: Writer, each: Evidence) -> Markup:
    node = writer.basis.nodes[each.node]
    label = writer.basis.name(node.label)
    if node.scope == "range":
        comparison, alternative = node.owner.split(":")
        label += Markup(", {}, {}").format(
            writer.basis.name(writer.basis.study.comparisons[comparison].label), writer.option(alternative)
        )
    if node.scope == "pair":
        alternative, subject = node.owner.split("_vs_")
        names = {"alternative": writer.option(alternative), "subject": writer.option(subject)}
        label += Markup(", ") + writer.say("{alternative} against {subject}", **names)
    if node.scope == "option":
        label += Markup(", ") + writer.option(node.owner)
    if each.scenario is not None:
        label += Markup(" (") + writer.scenario(writer.basis.scenarios.index(each.scenario)) + Markup(")")
    return label
