"""What each workload takes: a table of demand, sizing and what is bought or rented, a row for each scenario."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from markupsafe import Markup

from builder.model.graph import Node
from builder.report.blocks import Column, Row, Table
from builder.report.units import unit_words
from builder.report.writer import Writer

_FIRST = 24.0
_MACHINES = ("instance", "node", "GPU", "replica")
_GENERAL = ("users", "queries_per_user_day", "peak_queries", "latency", "replicas", "gpus", "nodes")


def configurations(writer: Writer) -> tuple[Table, ...]:
    """A table for each workload that scenarios use."""
    study = writer.basis.study
    used = {spec.workload for spec in study.scenarios.values()}
    return tuple(_table(writer, workload) for workload in study.workloads if workload in used)


def _table(writer: Writer, workload: str) -> Table:
    basis = writer.basis
    scenarios = tuple(i for i, each in enumerate(basis.scenarios) if basis.study.scenarios[each].workload == workload)
    ids = list(_shown(writer, scenarios))
    columns = (Column(writer.say("Scenario"), _FIRST), *_columns(writer, ids))
    rows = [Row((writer.scenario(each), *(_value(writer, id, each) for id in ids))) for each in scenarios]
    caption = writer.say("Configurations for {workload}", workload=basis.name(basis.study.workloads[workload].label))
    grows = any(_peak(writer, id) != id for id in ids)
    notes = (writer.say("Values that change over the periods are shown at their highest."),) if grows else ()
    return Table(f"tab-configuration-{workload}", caption, columns, tuple(rows), (), notes)


def _columns(writer: Writer, ids: list[str]) -> Iterator[Column]:
    """A column for each value, wider where its heading is long."""
    headings = [_heading(writer, id) for id in ids]
    shares = [min(max(len(each.striptags()), 13), 34) for each in headings]
    for heading, share in zip(headings, shares, strict=True):
        yield Column(heading, (100 - _FIRST) * share / sum(shares), True)


def _shown(writer: Writer, scenarios: tuple[int, ...]) -> Iterator[str]:
    """The demand and sizing that the options' costs rest on, then what each option counts for itself."""
    nodes = writer.basis.nodes
    weighed = {
        option for each in scenarios for option in writer.basis.study.scenarios[writer.basis.scenarios[each]].options
    }
    read = _read_by(writer, weighed)
    yield from (key for key in _GENERAL if key in nodes and (key == "users" or key in read))
    types = {each for option in weighed for each in writer.basis.option(option).node_types}
    yield from (node.id for node in nodes.values() if node.owner in weighed and (_counts(node) or _is_of(node, types)))


def _counts(node: Node) -> bool:
    """Whether an option's own line counts machines that are bought or rented."""
    own = node.scope == "option" and node.section == "basis" and not node.rows
    return own and bool(node.output) and node.unit_text in _MACHINES


def _is_of(node: Node, types: Collection[str]) -> bool:
    """Whether a line counts the nodes of a node type."""
    return node.section in types and bool(node.output) and node.unit_text == "node"


def _read_by(writer: Writer, options: set[str]) -> set[str]:
    """Everything the costs of some options are computed from."""
    nodes = writer.basis.nodes
    waiting = [cost.id for option in options for cost in writer.basis.results.model.costs(option)]
    seen = set(waiting)
    while waiting:
        fresh = [each for each in nodes[waiting.pop()].reads() if each not in seen]
        seen.update(fresh)
        waiting += fresh
    return seen


def _heading(writer: Writer, id: str) -> Markup:
    """A node's label, with its option where several have one, or its unit where the label does not tell it."""
    basis, node = writer.basis, writer.basis.nodes[id]
    label = basis.name(node.label)
    twins = [each for each in basis.nodes.values() if each.key == node.key and _counts(each) and not each.total_of]
    if len(twins) > 1:
        return Markup('{} <span class="unit">{}</span>').format(label, writer.option(node.owner))
    if node.unit_text not in ("second", "hour", "kW", "kWh"):
        return label
    labels = basis.results.model.library.vocabulary.units
    return Markup('{} <span class="unit">({})</span>').format(
        label, unit_words(node.unit_text, basis.language, basis.study.currency, labels)
    )


def _value(writer: Writer, id: str, scenario: int) -> Markup:
    node = writer.basis.nodes[_peak(writer, id)]
    return writer.numbers.value(node.id, scenario) if scenario in node.scenarios else Markup("–")


def _peak(writer: Writer, id: str) -> str:
    """The highest of a line that changes over the periods; the line itself where it does not."""
    return f"{id}.peak" if f"{id}.peak" in writer.basis.nodes else id
