"""The line that adds an option's adjustments to its total, and the tables that it reads.

Every option has it, also where the study gives no adjustment: the workbook has blank rows for what its readers type.
Where none is given the line is idle, and the paper says nothing of it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from builder.formula.functions import Shape
from builder.formula.unit import TEXT
from builder.model.adjustments import AMOUNTS, HELD_IN, LINE, NAME, Adjustment, read_adjustments
from builder.model.construction import MONEY, Construction
from builder.model.graph import Model, Node
from builder.study.document import Path
from builder.study.schema import Line, Text

if TYPE_CHECKING:
    from builder.results import Results

_AMOUNT: Text = {"en": "Amounts of the adjustments", "ko": "조정 금액"}
_HELD_IN: Text = {"en": "Scenario of the adjustment", "ko": "조정 적용 시나리오"}
_NAME: Text = {"en": "Name of this scenario", "ko": "이 시나리오의 이름"}


def draft_adjustments(under: Construction) -> None:
    """The tables of every option's adjustments, and a draft of the line that reads them."""
    given = read_adjustments(under.study, under.library.vocabulary.statuses, under.problems)
    names = tuple((each,) for each in under.study.scenarios)
    _add(under, Node(NAME, NAME, "scenario", "", _NAME, TEXT, "1", Shape.CONSTANT, under.scenarios,
                     kind="choice", written=names, where="scenarios"))  # fmt: skip
    for option, spec in under.study.options.items():
        if spec.kind not in under.library.kinds:
            continue
        for node in _tables(under, option, given[option]):
            _add(under, node)
        for section in under.library.adjustments.sections:
            for key, line in section.lines.items():
                _draft(under, option, section.key, key, line)


def _draft(under: Construction, option: str, section: str, key: str, line: Line) -> None:
    id, path = f"{option}.{key}", ("options", option, "lines", key)
    if id in under.drafts or id in under.nodes:
        under.problems.add(path, f"{key!r} is the name of a line already", "take another key")
    else:
        under.draft(id, "option", option, section, line, (), under.scenarios_of(option))


def _add(under: Construction, node: Node) -> None:
    if node.id in under.nodes or node.id in under.drafts:
        path: Path = ("options", node.owner) if node.owner else ("assumptions", node.key)
        under.problems.add(path, f"{node.key!r} is a name of the model's own", "take another key")
    else:
        under.nodes[node.id] = node


def _tables(under: Construction, option: str, given: tuple[Adjustment, ...]) -> tuple[Node, Node]:
    """Amounts by period and row, and the scenario that each row is for."""
    amounts, held_in = written_rows(given, list(under.study.scenarios), under.study.timeline.columns)
    where, scenarios = f"options.{option}.adjustments", under.scenarios_of(option)
    return (
        Node(f"{option}.{AMOUNTS}", AMOUNTS, "option", option, _AMOUNT, MONEY, "money", Shape.PERIOD, scenarios,
             kind="table", written=(amounts,), adjustments=given, where=where),
        Node(f"{option}.{HELD_IN}", HELD_IN, "option", option, _HELD_IN, TEXT, "1", Shape.CONSTANT, scenarios,
             kind="table", written=((held_in,),), where=where),
    )  # fmt: skip


def with_adjustments(model: Model, option: str, given: tuple[Adjustment, ...]) -> dict[str, Node]:
    """The tables of an option's adjustments with these rows alone, by their ids."""
    amounts, held_in = written_rows(given, model.scenarios, len(model.nodes[f"{option}.{AMOUNTS}"].written[0]))
    nodes = (replace(model.nodes[f"{option}.{AMOUNTS}"], written=(amounts,), adjustments=given),
             replace(model.nodes[f"{option}.{HELD_IN}"], written=((held_in,),)))  # fmt: skip
    return {node.id: node for node in nodes}


def written_rows(
    given: Sequence[Adjustment], scenarios: Sequence[str], columns: int
) -> tuple[tuple[tuple[float, ...], ...], tuple[str, ...]]:
    """The amounts of each period by row, and the scenario that each row is for: one blank row where there is none."""
    amounts = tuple(tuple(each.amounts[period] for each in given) or (0.0,) for period in range(columns))
    return amounts, tuple("" if each.scenario is None else scenarios[each.scenario] for each in given) or ("",)


def idle_lines(model: Model) -> frozenset[str]:
    """Ids of lines that are there only for what a reader of the workbook may type: nothing is given for them to add."""
    found: set[str] = set()
    for id in model.order:
        node = model.nodes[id]
        members = [each for group in node.groups.values() for each in group]
        if node.scope == "option" and node.key == LINE and not node.total_of:
            amounts = model.nodes.get(f"{node.owner}.{AMOUNTS}")
            alone = amounts is not None and not amounts.adjustments
        else:
            alone = node.total_of in found or (bool(members) and found.issuperset(members))
        if alone:
            found.add(id)
    return frozenset(found)


def without_idle(results: Results) -> Results:
    """The results as a paper shows them: without idle lines, which no sum names; what a claim reads stays."""
    model = results.model
    idle = idle_lines(model)
    read = {binding.node for id, node in model.nodes.items() if id not in idle for binding in node.bindings.values()}
    dropped = idle - read
    nodes = {id: _trimmed(node, dropped) for id, node in model.nodes.items() if id not in dropped}
    order = tuple(each for each in model.order if each in nodes)
    return replace(results, model=replace(model, nodes=nodes, order=order))


def _trimmed(node: Node, dropped: Collection[str]) -> Node:
    """A line whose groups name only members that are there."""
    if not any(each in dropped for group in node.groups.values() for each in group):
        return node
    groups = {name: tuple(each for each in group if each not in dropped) for name, group in node.groups.items()}
    return replace(node, groups=groups)
