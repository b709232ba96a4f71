"""The appendix: every assumption with its source, every line in words, the cell behind every headline, the sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from builder.model.assumptions import Row as Assumed
from builder.model.assumptions import Setting
from builder.model.graph import Node
from builder.report.blocks import Column, Row, Table
from builder.report.numbers import Evidence
from builder.report.sections.method import in_words
from builder.report.units import unit_words
from builder.report.writer import Writer

_WEAK = ("estimated", "inferred", "default", "unsourced", "calibrated")


@dataclass(frozen=True, slots=True)
class Appendix:
    """Tables of the appendix; evidence is added when all numbers have been written."""

    assumptions: tuple[Table, ...]
    lines: tuple[Table, ...]
    sources: Table


def appendix(writer: Writer) -> Appendix:
    """Assumptions, lines and sources."""
    return Appendix(tuple(_assumptions(writer)), tuple(_lines(writer)), _sources(writer))


# -- assumptions -------------------------------------------------------------------------------------------------------


def _assumptions(writer: Writer) -> Iterator[Table]:
    """A table for the study and for each workload and option: value, unit, status and source of every assumption."""
    study = writer.basis.study
    owners: dict[tuple[str, str], list[Assumed]] = defaultdict(list)
    for row in writer.basis.results.model.assumptions.rows:
        if row.active:
            owners[row.owner_kind, row.owner].append(row)
    order = [("study", ""), *(("workload", each) for each in study.workloads), *(("option", each) for each in study.options)]
    columns = (
        Column(writer.say("Assumption"), 35), Column(writer.say("Value"), 13, True), Column(writer.say("Unit"), 14),
        Column(writer.say("Status"), 11), Column(writer.say("Source"), 27),
    )  # fmt: skip
    for kind, owner in (each for each in order if each in owners):
        rows = tuple(line for row in owners[kind, owner] for line in _assumption(writer, row))
        key = "tab-assumptions" + (f"-{owner}" if owner else "")
        yield Table(key, _owner_caption(writer, kind, owner), columns, rows, (), (), True)


def _owner_caption(writer: Writer, kind: str, owner: str) -> Markup:
    if kind == "study":
        return writer.say("Assumptions of the study")
    label = writer.basis.study.workloads[owner].label if kind == "workload" else writer.basis.option(owner).label
    return writer.say("Assumptions of {name}", name=writer.basis.name(label))


def _assumption(writer: Writer, row: Assumed) -> Iterator[Row]:
    """One line, or where scenarios differ one for the heading and one for each value."""
    basis = writer.basis
    label = basis.name(row.label)
    vocabulary = basis.results.model.library.vocabulary
    unit = Markup('<span class="name">{}</span>').format(unit_words(row.unit_text, basis.language, basis.study.currency, vocabulary.units))
    by_setting: dict[tuple[object, str, str], list[int]] = defaultdict(list)
    settings: dict[tuple[object, str, str], Setting] = {}
    for scenario in sorted(row.active):
        setting = row.setting(scenario)
        if setting is not None:
            key = (setting.value, setting.status, basis.text(setting.source) if setting.source else "")
            by_setting[key].append(scenario)
            settings.setdefault(key, setting)
    if len(by_setting) == 1:
        (key, scenarios), = by_setting.items()
        yield Row((label, _value(writer, row, scenarios[0]), unit, *_origin(writer, settings[key])))
        return
    yield Row((label, Markup(""), unit, Markup(""), Markup("")), "group")
    for key, scenarios in by_setting.items():
        names = Markup("; ").join(writer.scenario(each) for each in scenarios)
        yield Row((names, _value(writer, row, scenarios[0]), Markup(""), *_origin(writer, settings[key])), "sub")


def _origin(writer: Writer, setting: Setting) -> tuple[Markup, Markup]:
    basis = writer.basis
    label = basis.text(basis.results.model.library.vocabulary.statuses[setting.status])
    status = Markup('<span class="status {}">{}</span>').format("weak" if setting.status in _WEAK else "firm", label)
    return status, basis.name(setting.source) if setting.source else Markup("–")


def _value(writer: Writer, row: Assumed, scenario: int) -> Markup:
    node = _node_of(writer, row, scenario)
    if row.kind == "table" and node is not None:
        entries = writer.basis.results.values[node.id][0, node.scenarios.index(scenario) if writer.basis.results.values[node.id].shape[1] > 1 else 0, 0]
        return Markup(", ").join(writer.numbers.entry(node.id, float(each)) for each in entries if each == each)
    if row.kind == "choice" or node is None:
        setting = row.setting(scenario)
        return writer.basis.name(str(setting.value if setting else ""))
    return writer.numbers.value(node.id, scenario)


def _node_of(writer: Writer, row: Assumed, scenario: int) -> Node | None:
    """The input in effect that a row fills in a scenario."""
    for node in writer.basis.nodes.values():
        held = node.rows[scenario] if node.rows else None
        if held is not None and held.id == row.id and scenario in node.scenarios:
            return node
    return None


# -- lines -------------------------------------------------------------------------------------------------------------


def _lines(writer: Writer) -> Iterator[Table]:
    """Every line of the model in words: the general ones, each option's, and what is drawn from them."""
    nodes = [node for node in writer.basis.nodes.values() if node.line and not node.total_of and node.scope != "claim"]
    yield _line_table(writer, "general", writer.say("Demand, sizing and staffing, line by line"), (n for n in nodes if n.scope == "scenario"))
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
    columns = (Column(writer.say("Line"), 28), Column(writer.say("How it is computed"), 56), Column(writer.say("Unit"), 16))
    rows = tuple(
        Row((
            basis.name(node.label),
            Markup('<span class="name">{}</span>').format(in_words(writer, node)),
            Markup('<span class="name">{}</span>').format(unit_words(node.unit_text, basis.language, basis.study.currency, labels)),
        ))
        for node in nodes
    )  # fmt: skip
    return Table(f"tab-lines-{key}", caption, columns, rows, (), (), True)


# -- evidence and sources ----------------------------------------------------------------------------------------------


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
    rows = tuple(Row((_printed(each), _exact(each), _what(writer, each), basis.name(each.cell or ""))) for each in found.values())
    return Table("tab-evidence", writer.say("Where the headline numbers stand in the workbook"), columns, rows, (), (), True)


def _printed(each: Evidence) -> Markup:
    return Markup('<data class="n" value="{}" data-cell="{}">{}</data>').format(format(each.value, ".15g"), each.cell, each.text)


def _exact(each: Evidence) -> Markup:
    return Markup('<data class="n" value="{}">{}</data>').format(format(each.value, ".15g"), format(each.value, ".10g"))


def _what(writer: Writer, each: Evidence) -> Markup:
    node = writer.basis.nodes[each.node]
    label = writer.basis.name(node.label)
    if node.scope == "option":
        label += Markup(", ") + writer.option(node.owner)
    if each.scenario is not None:
        label += Markup(" (") + writer.scenario(writer.basis.scenarios.index(each.scenario)) + Markup(")")
    return label


def _sources(writer: Writer) -> Table:
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
