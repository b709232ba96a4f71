"""Drafts to nodes: names bound, units and shapes checked, in an order in which what a line reads is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from builder.formula.dimensions import unit_of
from builder.formula.errors import FormulaError
from builder.formula.evaluate import program
from builder.formula.functions import Shape, View
from builder.formula.nodes import Call, Name
from builder.formula.nodes import Node as Tree
from builder.formula.shapes import Reference, references, shape_of
from builder.formula.unit import ANY, CONDITION, TEXT, Unit, UnitError
from builder.model.construction import Construction, Draft
from builder.model.graph import Binding, Node, sort_nodes
from builder.model.values import unit_remedy
from builder.study.problems import closest

_WHOLE_LINE = (View.ALL, View.TO_DATE, View.FIRST, View.LAST, View.EARLIER, View.FOLLOWING)
_OF_BEFORE = (View.PREVIOUS, View.EARLIER)


def bind_drafts(under: Construction) -> None:
    """Turn every draft into a node; drafts with a problem, and those that read them, are left out.

    Raises ModelError where lines read each other in a circle.
    """
    edges = {id: list(_drafts_read(under, draft)) for id, draft in under.drafts.items()}
    order = sort_nodes({id: _stub(draft, edges[id]) for id, draft in under.drafts.items()}, under.problems.found)
    ids = list(under.drafts)
    for id in order:
        node = None if under.failed.intersection((id, *edges[id])) else _bound(under, under.drafts[id])
        del under.drafts[id]
        if node is None:
            under.failed.add(id)
            continue
        under.nodes[id] = node
        _add_total(under, node)
    under.nodes = _in_author_order(under.nodes, ids)


def _in_author_order(nodes: Mapping[str, Node], ids: list[str]) -> dict[str, Node]:
    fresh = set(ids)
    order = [id for id in nodes if id not in fresh and not nodes[id].total_of]
    with_totals = [each for id in [*order, *ids] for each in (id, f"{id}.total", f"{id}.peak")]
    return {id: nodes[id] for id in with_totals if id in nodes}


def _stub(draft: Draft, reads: list[str]) -> Node:
    bindings = {str(index): Binding(each) for index, each in enumerate(reads)}
    return Node(draft.id, draft.key, draft.scope, draft.owner, draft.line.label, Unit(), "", Shape.CONSTANT, (),
                bindings=bindings, where=draft.where)  # fmt: skip


def _read_by(draft: Draft) -> Iterator[tuple[str, str, Reference]]:
    """Every name a draft reads, with the field and the text it stands in."""
    for field_name, text, tree in (
        ("formula", draft.line.formula, draft.tree), ("opening", draft.line.opening or "", draft.opening),
    ):  # fmt: skip
        for each in references(tree) if tree is not None else ():
            yield field_name, text, each


def _drafts_read(under: Construction, draft: Draft) -> Iterator[str]:
    """Ids of the drafts that a draft reads; unknown names become problems."""
    lost = {str(path[-1]) for path in (*under.problems.paths, *under.problems.left_out) if path}
    for field_name, text, each in _read_by(draft):
        binding = None if each.view is View.GROUP else draft.names(each.name)
        what = remedy = ""
        if each.view is View.GROUP:
            if each.name not in draft.groups:
                what, remedy = f"there is no group {each.name!r}", "write a + b; groups are the model's own"
            yield from (member for member in draft.groups.get(each.name, ()) if member in under.drafts)
        elif binding is None:
            if each.name in lost:
                under.failed.add(draft.id)
                continue
            thing = "result" if draft.scope == "claim" else "input or line"
            what, remedy = f"there is no {thing} {each.name!r} here", closest(each.name, draft.known())
        elif binding.node == draft.id and (each.view not in _OF_BEFORE or field_name == "opening"):
            what = "the line reads itself"
            remedy = (
                f"write previous({each.name}) for its value of the period before, and give the line an opening: value"
            )
            remedy = "open with an input or a number" if field_name == "opening" else remedy
        elif binding.node in under.failed and binding.node not in under.drafts:
            under.failed.add(draft.id)
        elif binding.node in under.drafts and binding.node != draft.id:
            yield binding.node
        if what:
            under.fail(draft, field_name, FormulaError(text, each.span, what, remedy))


def _bound(under: Construction, draft: Draft) -> Node | None:
    """The node of a draft; None, and a problem, where its unit or shape is wrong."""
    if draft.tree is None:
        return None
    names = {each.name: draft.names(each.name) for _, _, each in _read_by(draft) if each.view is not View.GROUP}
    bindings = {name: binding for name, binding in names.items() if binding is not None}
    unit = _declared_unit(under, draft)
    if unit is None:
        return None
    field_name = "opening"
    try:
        if draft.opening is not None:
            _check_opening(under, draft, draft.opening, bindings, unit)
        field_name = "formula"
        _check_unit(under, draft, draft.tree, draft.line.formula, bindings, unit)
        shape = _shape(under, draft, draft.tree, bindings)
    except FormulaError as error:
        under.fail(draft, field_name, error)
        return None
    line, used = draft.line, {each.name for each in references(draft.tree) if each.view is View.GROUP}
    output = line.output if isinstance(line.output, str) else draft.key if line.output else ""
    return Node(draft.id, draft.key, draft.scope, draft.owner, line.label, unit, line.unit, shape, draft.scenarios,
                section=draft.section, line=line, tree=draft.tree, program=program(draft.tree), opening=draft.opening,
                opening_program=program(draft.opening) if draft.opening is not None else None, bindings=bindings,
                groups={name: each for name, each in draft.groups.items() if name in used},
                output=output, format=line.format, where=draft.where)  # fmt: skip


# -- units and shapes --------------------------------------------------------------------------------------------------


def _declared_unit(under: Construction, draft: Draft) -> Unit | None:
    try:
        return under.units.parse(draft.line.unit)
    except UnitError as error:
        remedy = unit_remedy(draft.line.unit, under.units, under.study.currency)
        under.problems.add((*draft.path, "unit") if draft.path else (), str(error), remedy, draft.where)
        return None


def _check_unit(under: Construction, draft: Draft, tree: Tree, text: str, bindings: Mapping[str, Binding],
                declared: Unit) -> None:  # fmt: skip
    def unit(name: str) -> Unit:
        if name in draft.groups:
            return under.nodes[draft.groups[name][0]].unit if draft.groups[name] else ANY
        id = bindings[name].node
        return declared if id == draft.id else under.nodes[id].unit

    try:
        found = unit_of(tree, unit, text)
    except FormulaError as error:
        what = error.what.replace("money", under.study.currency)
        raise FormulaError(error.text, error.span, what, error.remedy) from None
    if found in (CONDITION, TEXT):
        raise FormulaError(text, tree.span, "a line needs a number", "write 1 if ... else 0")
    if ANY in (found, declared) or found == declared:
        return
    line = draft.line.unit.replace("money", under.study.currency)
    what = f"the formula gives {under.shown(found)}, the line is declared in {line}"
    raise FormulaError(text, tree.span, what, "mend the formula or the unit; nothing is converted silently")


def _check_opening(
    under: Construction, draft: Draft, opening: Tree, bindings: Mapping[str, Binding], unit: Unit
) -> None:
    text = draft.line.opening or ""
    for each in references(opening):
        if under.nodes[bindings[each.name].node].shape is Shape.PERIOD:
            raise FormulaError(
                text, each.span, f"{each.name} differs by period", "open with what holds before the first"
            )
    _check_unit(under, draft, opening, text, bindings, unit)


def _shape(under: Construction, draft: Draft, tree: Tree, bindings: Mapping[str, Binding]) -> Shape:
    def shape(name: str) -> Shape:
        if name in draft.groups:
            members = [under.nodes[each].shape for each in draft.groups[name]]
            return Shape.PERIOD if Shape.PERIOD in members else Shape.CONSTANT
        id = bindings[name].node
        return Shape.PERIOD if id == draft.id else under.nodes[id].shape

    text = draft.line.formula
    for each in references(tree):
        if each.view is View.PREVIOUS:
            id = bindings[each.name].node
            opening = draft.opening if id == draft.id else under.nodes[id].opening
            if opening is None:
                raise FormulaError(text, each.span, f"previous({each.name}) has no value in the first period",
                                   f"give the line {each.name} an opening: value")  # fmt: skip
        if each.view in _WHOLE_LINE and shape(each.name) is Shape.CONSTANT:
            raise FormulaError(text, each.span, f"{each.name} is the same in every period", "use its value as it is")
    return shape_of(tree, shape)


def _add_total(under: Construction, node: Node) -> None:
    """One value for all periods of a line that varies: the sum where it has one, else the largest."""
    line = node.line
    if line is None or node.shape is Shape.CONSTANT:
        return
    summed = line.summed if line.summed is not None else line.category is not None
    if not summed and not line.output and not line.peak:
        return
    _add_whole(under, node, "total" if summed else "peak")
    under.nodes[node.id] = replace(node, output="")


_OVER_PERIODS = {"total": "total", "peak": "highest"}


def _add_whole(under: Construction, node: Node, what: str) -> str:
    whole = whole_of(node, what)
    under.nodes[whole.id] = whole
    return whole.id


def whole_of(node: Node, what: str) -> Node:
    """The node of a line's one value for all periods: its `total` or its `peak`."""
    tree = Call(_OVER_PERIODS[what], (Name(node.key),))
    return replace(node, id=f"{node.id}.{what}", shape=Shape.CONSTANT, tree=tree, program=program(tree), opening=None,
                   bindings={node.key: Binding(node.id)}, groups={}, rows=(), total_of=node.id)  # fmt: skip


def over_periods(under: Construction, id: str) -> str:
    """The id of a node's one value for all periods: the node itself, its sum, or its peak."""
    node = under.nodes[id]
    if node.shape is Shape.CONSTANT:
        return id
    known = next((whole for what in _OVER_PERIODS if (whole := f"{id}.{what}") in under.nodes), None)
    return known or _add_whole(under, replace(node, output=""), "peak")
