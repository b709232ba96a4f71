"""What is drawn from an option's cost lines: a sum for each category, the total, and shares of it."""

from __future__ import annotations

from builder.formula.functions import Shape
from builder.formula.parse import parse
from builder.formula.shapes import references
from builder.model.construction import MONEY, Construction
from builder.model.graph import Node, sort_nodes
from builder.study.schema import Line


def draft_totals(under: Construction) -> None:
    """Drafts of every option's totals."""
    calibrated = _resting_on(under, "calibrated")
    for option in under.study.options:
        costs = [
            node for node in under.nodes.values() if node.owner == option and node.scope == "option" and node.is_cost
        ]
        if _are_costs(under, option, costs):
            groups = {
                "cash_items": tuple(n.id for n in costs if n.line and n.line.basis == "cash"),
                "usage_items": tuple(n.id for n in costs if n.line and n.line.usage),
                "deductible_items": _deductible(under, option, costs),
                "unfinanced_items": tuple(n.id for n in costs if n.line and n.line.basis != "notional"),
                "capex_items": tuple(n.id for n in costs if n.line and n.line.expenditure == "capex"),
                "calibrated_items": tuple(n.id for n in costs if n.id in calibrated),
                "categories": _draft_categories(under, option, costs),
            }
            _draft_sums(under, option, groups)


def _deductible(under: Construction, option: str, costs: list[Node]) -> tuple[str, ...]:
    """What income tax is saved on: running costs but financing, and depreciation instead of purchases."""
    running = [n.id for n in costs if n.line and n.line.expenditure == "opex" and n.line.basis != "notional"]
    own = [node for node in under.nodes.values() if node.owner == option and not node.total_of]
    marked = [node.id for node in own if node.line and node.line.deductible]
    return (*running, *marked)


def _are_costs(under: Construction, option: str, costs: list[Node]) -> bool:
    """Whether an option has cost lines, each an amount of money per period."""
    if not costs:
        under.problems.add(("options", option), f"the option {option!r} has no cost line", "give a line a category")
        return False
    good = True
    for node in costs:
        if node.unit != MONEY or node.shape is not Shape.PERIOD:
            good = False
            what = f"the cost line {node.key!r} has to be in {under.study.currency} per period"
            remedy = "multiply a yearly amount by operating_years, a purchase by start_flag"
            if node.unit != MONEY:
                remedy = f"write unit: {under.study.currency}, and a formula that gives it"
            under.problems.add(("options", option, "lines", node.key), what, remedy)
    return good


def _draft_categories(under: Construction, option: str, costs: list[Node]) -> tuple[str, ...]:
    """A sum for each category that has a cost line; their ids."""
    found = []
    for category, spec in under.library.vocabulary.categories.items():
        members = tuple(node.id for node in costs if node.line and node.line.category == category)
        if members:
            group = f"{category}_items"
            line = Line(label=spec.label, unit="money", formula=f"sum_over({group})", summed=True, output=True)
            id = f"{option}.category_{category}"
            under.draft(id, "option", option, "categories", line, (), under.scenarios_of(option), {group: members})
            found.append(id)
    return tuple(found)


def _draft_sums(under: Construction, option: str, groups: dict[str, tuple[str, ...]]) -> None:
    """The library's totals; a sum over nothing, or of what was not asked for, is no line."""
    present = {name: members for name, members in groups.items() if members}
    dropped = set(groups) - set(present)
    hosted = under.library.kinds[under.study.options[option].kind].hosted
    for section in under.library.totals.sections:
        for key, line in section.lines.items():
            names = {each.name for each in references(parse(line.formula))} - set(present)
            nothing = any(name in dropped or not under.visible(name, option) for name in names)
            if nothing or (line.own_capacity and hosted):
                dropped.add(key)
                continue
            scenarios = under.scenarios_of(option)
            under.draft(f"{option}.{key}", "option", option, section.key, line, (), scenarios, present)


def _resting_on(under: Construction, status: str) -> set[str]:
    """Ids of the nodes that read, however far up, an input whose value in effect has a status."""
    found = {
        node.id for node in under.nodes.values() for row in node.rows
        if row is not None and any(each.status == status for each in row.settings())
    }  # fmt: skip
    found |= {n.id for n in under.nodes.values() if any(each.setting.status == status for each in n.adjustments)}
    for id in sort_nodes(under.nodes):
        if any(each in found for each in under.nodes[id].reads()):
            found.add(id)
    return found
