"""A model for readers who do not see all of it: what is withheld is merged, and every total stays what it was.

An option's cost lines that read a withheld value become one, in a category of its own: an amount over the horizon as
computed, spread evenly, since a purchase at the start would tell its price. What needs to know when costs fall is left
out (cash flows), and its results (net present value, payback) are shown as computed. Withheld adjustments are merged
with the rest; the others stay, and so do blank rows for those of its readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.edition.sealed import Sealer
from builder.edition.withheld import CATEGORIES, Withheld, adjustment_ids, is_for, withheld
from builder.engine import evaluate_model
from builder.formula.evaluate import program
from builder.formula.functions import Array, Shape
from builder.formula.parse import parse
from builder.formula.shapes import references
from builder.model.adjusting import with_adjustments
from builder.model.adjustments import LINE as ADJUSTMENTS
from builder.model.binding import whole_of
from builder.model.construction import MONEY
from builder.model.graph import Binding, Model, Node, sort_nodes
from builder.model.rows import Assumptions, Row, Setting
from builder.results import Results
from builder.study.schema import Line, Study

CATEGORY, LINE, AMOUNT, YEARS = "withheld", "not_itemised", "not_itemised_amount", "operating_years"
_SPREAD = f"{AMOUNT} * {YEARS} / total({YEARS})"
_SUM = "sum_over(withheld_items)"


@dataclass(frozen=True, slots=True)
class Edition:
    """A model with the same totals, and the claims and cases of the study that are left out of it."""

    model: Model
    claims: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()


def edition(results: Results, audience: str) -> Edition:
    """The model as readers of an audience (public, customer, internal) see it."""
    found = withheld(results, audience)
    made = _Maker(results, found).made() if found.any else Edition(results.model)
    return replace(made, model=_without_notes(made.model, audience))


class _Maker:
    def __init__(self, results: Results, found: Withheld) -> None:
        self.model, self.found = results.model, found
        self.rest = {id: node for option, rows in found.adjusted.items()
                     for id, node in with_adjustments(self.model, option, rows).items()}  # fmt: skip
        self.sealer = Sealer(results, self.withheld_adjustments(results))

    def made(self) -> Edition:
        """The edition's model, without claims and cases that speak of what is withheld."""
        nodes = self.kept()
        outputs = {name for name, _, _ in replace(self.model, nodes=nodes).outputs()}
        claims = tuple(key for key in self.model.loaded.study.report.claims if self.lost(key, nodes, outputs))
        cases = tuple(self.telling_cases())
        for claim in claims:
            nodes = {id: node for id, node in nodes.items() if not id.startswith(f"claim.{claim}.")}
        study = _without(self.model.loaded.study, claims, cases)
        checks = tuple(each for each in self.model.checks if all(b.node in nodes for b in each.bindings.values()))
        model = replace(self.model, loaded=replace(self.model.loaded, study=study), nodes=nodes, checks=checks)
        nodes = _without_idle(model, self.model)
        return Edition(
            replace(model, nodes=nodes, order=sort_nodes(nodes), assumptions=self.assumptions(nodes)), claims, cases
        )

    def withheld_adjustments(self, results: Results) -> dict[str, Array]:
        """Of the totals of adjustments of which some are shown, the part of those that are not."""
        if not self.rest:
            return {}
        shown = evaluate_model(replace(self.model, nodes={**self.model.nodes, **self.rest})).values
        totals = [f"{option}.{ADJUSTMENTS}.total" for option in self.found.adjusted]
        return {id: results.values[id] - shown[id] for id in totals}

    # -- nodes -----------------------------------------------------------------------------------------------------

    def kept(self) -> dict[str, Node]:
        """What is shown: nodes as they were, sealed ones, and a merged line in place of an option's hidden ones."""
        merged = {option: self.merged_nodes(option, ids) for option, ids in self.found.merged.items()}
        nodes: dict[str, Node] = {}
        for id, node in self.model.nodes.items():
            if node.scope == "option" and node.section == CATEGORIES:
                nodes |= {each.id: each for each in merged.pop(node.owner, ())}
            if node.owner in self.found.adjusted and id in adjustment_ids(node.owner):
                nodes[id] = self.rest.get(id, node)
            elif id in self.found.sealed:
                nodes[id] = self.sealer.sealed(node, [id])
            elif id not in self.found.hidden and (not node.total_of or node.total_of in nodes):
                self.add(nodes, node)
        return nodes

    def add(self, nodes: dict[str, Node], node: Node) -> None:
        """A node as it was, its groups without what is hidden; a category of which nothing is left is left out."""
        groups = {name: tuple(each for each in members if each in nodes) for name, members in node.groups.items()}
        if CATEGORIES in groups and node.owner in self.found.merged:
            groups[CATEGORIES] = (*groups[CATEGORIES], f"{node.owner}.category_{CATEGORY}")
        if all(groups.values()):
            nodes[node.id] = replace(node, groups=groups)

    def merged_nodes(self, option: str, ids: Sequence[str]) -> Iterator[Node]:
        """One amount for hidden cost lines, the line that spreads it over the periods, and its category."""
        vocabulary = self.model.library.vocabulary
        scenarios = tuple(sorted({scenario for id in ids for scenario in self.model.nodes[id].scenarios}))
        whole = Node(f"{option}.{AMOUNT}", AMOUNT, "option", option, vocabulary.phrases[CATEGORY], MONEY, "money",
                     Shape.CONSTANT, scenarios)  # fmt: skip
        yield self.sealer.sealed(whole, [f"{each}.total" for each in ids])
        line = Line(label=vocabulary.phrases["spread"], unit="money", formula=_SPREAD, category=CATEGORY,
                    basis="accrual", expenditure="opex", summed=True)  # fmt: skip
        tree = parse(_SPREAD)
        spread = replace(whole, id=f"{option}.{LINE}", key=LINE, label=line.label, shape=Shape.PERIOD, section="costs",
                         line=line, tree=tree, program=program(tree),
                         bindings={AMOUNT: Binding(whole.id), YEARS: Binding(YEARS)})  # fmt: skip
        yield from (spread, whole_of(spread, "total"))
        key, label = f"category_{CATEGORY}", vocabulary.categories[CATEGORY].label
        line = Line(label=label, unit="money", formula=_SUM, summed=True, output=True)
        tree = parse(_SUM)
        category = replace(spread, id=f"{option}.{key}", key=key, label=label, section=CATEGORIES, line=line, tree=tree,
                           program=program(tree), bindings={}, groups={"withheld_items": (spread.id,)})  # fmt: skip
        yield from (category, replace(whole_of(category, "total"), output=key))

    # -- inputs, claims and cases ----------------------------------------------------------------------------------

    def assumptions(self, nodes: Mapping[str, Node]) -> Assumptions:
        """The rows that are read by what is shown, in their order, and those of sealed values."""
        read = {row.id: row for node in nodes.values() for row in node.rows if row is not None}
        known = [row.id for row in self.model.assumptions.rows]
        rows = [read[id] for id in known if id in read] + [read[id] for id in read if id not in known]

        def shown(ids: Iterable[str | None]) -> tuple[str | None, ...]:
            return tuple(each if each in read else None for each in ids)

        before = self.model.assumptions
        options = {option: {key: shown(ids) for key, ids in keys.items()} for option, keys in before.options.items()}
        return Assumptions(tuple(rows), {key: shown(ids) for key, ids in before.general.items()}, options)

    def lost(self, claim: str, nodes: Mapping[str, Node], outputs: set[str]) -> bool:
        """Whether a claim or its condition reads what is not shown."""
        spec = self.model.loaded.study.report.claims[claim]
        read = {each for key in spec.values for each in self.model.nodes[f"claim.{claim}.{key}"].reads()}
        named = {each.name for text in spec.requires for each in references(parse(text))}
        return not read <= set(nodes) or not named <= outputs

    def telling_cases(self) -> Iterable[str]:
        """Cases that set a withheld row: what they set would tell of it."""
        rows = [row for row in self.model.assumptions.rows if row.id in self.found.rows]
        settings = [each for row in rows for each in (row.general, *row.overrides.values()) if each is not None]
        paths = {*(row.path for row in rows), *(each.path for each in settings)}
        for name, case in self.model.loaded.study.cases.items():
            if any(key == path or key.startswith(f"{path}.") for key in case.set for path in paths):
                yield name


def _without_notes(model: Model, audience: str) -> Model:
    """The model without the notes that are not for an audience; itself where there are none."""

    def shown(setting: Setting | None) -> Setting | None:
        kept = setting is None or is_for(setting.note_audience, audience)
        return setting if setting is None or kept else replace(setting, note=None)

    def row_shown(row: Row) -> Row:
        overrides = {scenario: kept for scenario, each in row.overrides.items() if (kept := shown(each)) is not None}
        return replace(row, general=shown(row.general), overrides=overrides)

    rows = {row.id: row_shown(row) for row in model.assumptions.rows}
    if all(rows[row.id] == row for row in model.assumptions.rows):
        return model
    nodes = {id: replace(node, rows=tuple(each and rows[each.id] for each in node.rows))
             for id, node in model.nodes.items()}  # fmt: skip
    return replace(model, nodes=nodes, assumptions=replace(model.assumptions, rows=tuple(rows.values())))


def _without(study: Study, claims: Iterable[str], cases: Iterable[str]) -> Study:
    left = {key: each for key, each in study.report.claims.items() if key not in set(claims)}
    report = study.report.model_copy(update={"claims": left})
    kept = {key: each for key, each in study.cases.items() if key not in set(cases)}
    return study.model_copy(update={"report": report, "cases": kept})


def _without_idle(model: Model, before: Model) -> dict[str, Node]:
    """The nodes without inputs that were read before and now are by nobody."""

    def read_in(of: Model) -> set[str]:
        read = {each for node in of.nodes.values() for each in node.reads()}
        return read | {binding.node for check in of.checks for binding in check.bindings.values()}

    idle = read_in(before) - read_in(model)
    return {id: node for id, node in model.nodes.items() if not (node.rows and id in idle and not node.output)}
