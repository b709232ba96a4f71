"""Study and library to the model graph: one pass per scope, every problem collected."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from builder.errors import ModelError, Problem
from builder.formula.dimensions import unit_of
from builder.formula.errors import FormulaError
from builder.formula.evaluate import program
from builder.formula.functions import Shape, View
from builder.formula.nodes import Call, Compare, Conditional, Name, Number, walk
from builder.formula.nodes import Node as Tree
from builder.formula.parse import parse
from builder.formula.shapes import check_views, references, shape_of
from builder.formula.unit import ANY, CONDITION, ONE, TEXT, Unit, UnitError
from builder.model.assumptions import Assumptions, Row, collect_assumptions
from builder.model.graph import Binding, BoundCheck, Model, Node, sort_nodes
from builder.model.library import Check, Library, load_library
from builder.model.names import MAX_NAME, input_name
from builder.study.document import Path
from builder.study.loader import LoadedStudy, closest
from builder.study.schema import Line

MONEY = Unit.of("money")


def build_model(loaded: LoadedStudy, library: Library | None = None) -> Model:
    """The graph of a study's model. Raises ModelError with every wrong formula, unit, name, group or cycle."""
    library = library or load_library()
    problems = _version_problems(loaded, library)
    if problems:
        raise ModelError(*problems)
    units = library.vocabulary.unit_system(loaded.study.currency)
    assumptions = collect_assumptions(loaded, library, units)
    return _Builder(loaded, library, assumptions).build()


def _version_problems(loaded: LoadedStudy, library: Library) -> list[Problem]:
    wanted, known = loaded.study.model, library.vocabulary
    if wanted is None or wanted == known.version:
        return []
    changes = "; ".join(f"version {version}: {what}" for version, what in known.changes.items() if version > wanted)
    what = f"the study was written for version {wanted} of the model, this is version {known.version}"
    remedy = f"what changed: {changes}" if changes else "install a newer builder"
    return [Problem(loaded.document.where(("model",)), what, remedy)]


@dataclass(slots=True)
class _Draft:
    """A line before its names are bound."""

    id: str
    key: str
    scope: str
    owner: str
    section: str
    line: Line
    path: Path
    where: str
    scenarios: tuple[int, ...]
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Callable[[str], Binding | None] = lambda _: None
    tree: Tree | None = None
    opening: Tree | None = None


class _Builder:
    def __init__(self, loaded: LoadedStudy, library: Library, assumptions: Assumptions) -> None:
        self.loaded, self.study, self.document = loaded, loaded.study, loaded.document
        self.library, self.assumptions = library, assumptions
        self.units = library.vocabulary.unit_system(self.study.currency)
        self.problems: list[Problem] = []
        self.nodes: dict[str, Node] = {}
        self.drafts: dict[str, _Draft] = {}
        self.all = tuple(range(len(self.study.scenarios)))
        self.rows = {row.id: row for row in assumptions.rows}

    def build(self) -> Model:
        self.input_nodes()
        for file in self.library.scenario:
            for section in file.sections:
                for key, line in section.lines.items():
                    self.draft(key, key, "scenario", "", section.key, line, (), self.all)
        for option in self.study.options:
            self.option_drafts(option)
        self.resolve()
        self.stop_on_problems()
        self.totals_and_pairs()
        self.claims()
        self.stop_on_problems()
        checks = tuple(self.bound_checks())
        self.unread_inputs(checks)
        self.stop_on_problems()
        return Model(self.loaded, self.library, self.units, self.assumptions, self.nodes, sort_nodes(self.nodes), checks)

    # -- inputs ----------------------------------------------------------------------------------------------------

    def input_nodes(self) -> None:
        for key, holders in self.assumptions.general.items():
            self.input_node(key, "scenario", "", key, holders, self.all)
        for option, keys in self.assumptions.options.items():
            scenarios = self.scenarios_of(option)
            for key, holders in keys.items():
                self.input_node(f"{option}.{key}", "option", option, key, holders, scenarios)

    def input_node(self, id: str, scope: str, owner: str, key: str, holders: Sequence[str | None], scenarios: tuple[int, ...]) -> None:
        rows: tuple[Row | None, ...] = tuple(self.rows[each] if each else None for each in holders)
        row = next(each for each in rows if each is not None)
        held = tuple(each for each in scenarios if rows[each] is not None)
        self.nodes[id] = Node(id, key, scope, owner, row.label, row.unit, row.unit_text, Shape.CONSTANT, held,
                              section="inputs", rows=rows, kind=row.kind, format=row.format, where=row.path)  # fmt: skip

    def scenarios_of(self, *options: str) -> tuple[int, ...]:
        """Indices of the scenarios in which all these options are weighed."""
        return tuple(i for i, each in enumerate(self.study.scenarios.values()) if all(o in each.options for o in options))

    # -- lines -----------------------------------------------------------------------------------------------------

    def option_drafts(self, option: str) -> None:
        spec, scenarios = self.study.options[option], self.scenarios_of(option)
        kind = self.library.kinds[spec.kind]
        own = dict(spec.lines)
        for section in kind.sections:
            for key, line in section.lines.items():
                path: Path = ()
                chosen = line
                if key in own:
                    path = ("options", option, "lines", key)
                    chosen = own.pop(key)
                    if not chosen.replaces:
                        self.problem(path, f"{key!r} is a line of {spec.kind} already", "write `replaces: true`, or take another key")
                self.draft(f"{option}.{key}", key, "option", option, section.key, chosen, path, scenarios)
        for key, line in own.items():
            path = ("options", option, "lines", key)
            taken = key in self.nodes or key in self.drafts or f"{option}.{key}" in self.nodes
            if line.replaces:
                self.problem(path, f"there is no line {key!r} of {spec.kind} to replace",
                             closest(key, [k for section in kind.sections for k in section.lines]))  # fmt: skip
            elif taken:
                self.problem(path, f"{key!r} is the name of an input or a line already", "take another key")
            else:
                section = "costs" if line.category else "basis"
                self.draft(f"{option}.{key}", key, "option", option, section, line, path, scenarios)

    def draft(self, id: str, key: str, scope: str, owner: str, section: str, line: Line, path: Path,
              scenarios: tuple[int, ...], groups: Mapping[str, tuple[str, ...]] | None = None) -> _Draft:  # fmt: skip
        where = self.document.where(path) if path else f"library {id}"
        draft = _Draft(id, key, scope, owner, section, line, path, where, scenarios, groups or {})
        draft.names = lambda name: self.visible(name, owner)
        draft.tree = self.parsed(draft, line.formula, "formula")
        draft.opening = self.parsed(draft, line.opening, "opening") if line.opening else None
        self.drafts[id] = draft
        self.check_cost(draft)
        return draft

    def check_cost(self, draft: _Draft) -> None:
        line = draft.line
        if line.category is None:
            return
        if line.category not in self.library.vocabulary.categories:
            self.problem((*draft.path, "category"), f"there is no category {line.category!r}", closest(line.category, self.library.vocabulary.categories))
        for name in ("basis", "expenditure"):
            if getattr(line, name) is None:
                choices = "cash, accrual or notional" if name == "basis" else "capex or opex"
                self.problem(draft.path, f"cost line {draft.key!r} has no {name}", f"write {name}: {choices}")

    def visible(self, name: str, owner: str) -> Binding | None:
        """What a name stands for in a line of an option, or in a general line where `owner` is empty."""
        for id in (f"{owner}.{name}", name) if owner else (name,):
            if id in self.nodes or id in self.drafts:
                return Binding(id)
        return None

    def parsed(self, draft: _Draft, text: str, field_name: str) -> Tree | None:
        try:
            tree = parse(text)
            check_views(tree, text)
            _check_style(tree, text)
        except FormulaError as error:
            self.formula_problem(draft, field_name, error)
            return None
        return tree

    def formula_problem(self, draft: _Draft, field_name: str, error: FormulaError) -> None:
        path = (*draft.path, field_name) if draft.path else ()
        column = self.document.column(path, error.span.start) if path else ""
        where = self.document.where(path) if path else draft.where
        if column and ":" in where:
            where = where.replace(where.split(" ")[0], f"{self.document.marks[path].file}:{column}", 1) if path in self.document.marks else where
        self.problems.append(Problem(where, f"{error.what}\n{error.pointer()}", error.remedy))

    # -- binding ---------------------------------------------------------------------------------------------------

    def resolve(self) -> None:
        """Turn drafts into nodes in an order in which shapes and units of what they read are known."""
        waiting = dict(self.drafts)
        edges = {id: self.draft_reads(draft) for id, draft in waiting.items()}
        if self.problems:
            return
        stubs = {id: _stub(draft, edges[id]) for id, draft in waiting.items()}
        for id in sort_nodes(stubs):
            node = self.bound(self.drafts[id])
            del self.drafts[id]
            if node is not None:
                self.nodes[id] = node
                self.add_total(node)
        self.nodes = self.in_author_order(list(stubs))

    def in_author_order(self, ids: list[str]) -> dict[str, Node]:
        order = [id for id in self.nodes if id not in set(ids) and not self.nodes[id].total_of]
        with_totals = [each for id in [*order, *ids] for each in (id, f"{id}.total")]
        return {id: self.nodes[id] for id in with_totals if id in self.nodes}

    def draft_reads(self, draft: _Draft) -> list[str]:
        """Ids of the drafts that a draft reads; unknown names become problems."""
        found = []
        for tree, field_name in ((draft.tree, "formula"), (draft.opening, "opening")):
            for each in references(tree) if tree is not None else ():
                if each.view is View.GROUP:
                    if each.name not in draft.groups:
                        error = FormulaError(draft.line.formula, each.span, f"there is no group {each.name!r}", closest(each.name, draft.groups))
                        self.formula_problem(draft, field_name, error)
                    continue
                binding = draft.names(each.name)
                if binding is None:
                    text = draft.line.formula if field_name == "formula" else draft.line.opening or ""
                    error = FormulaError(text, each.span, f"there is no input or line {each.name!r} here", closest(each.name, self.names_visible(draft)))
                    self.formula_problem(draft, field_name, error)
                elif binding.node in self.drafts and not (binding.node == draft.id and each.view in (View.PREVIOUS, View.EARLIER)):
                    found.append(binding.node)
        return found

    def names_visible(self, draft: _Draft) -> list[str]:
        prefix = f"{draft.owner}."
        ids = [*self.nodes, *self.drafts]
        return [id.removeprefix(prefix) for id in ids if "." not in id or (draft.owner and id.startswith(prefix))]

    def bound(self, draft: _Draft) -> Node | None:
        tree = draft.tree
        if tree is None:
            return None
        bindings = {each.name: draft.names(each.name) for part in (tree, draft.opening) if part is not None
                    for each in references(part) if each.view is not View.GROUP}  # fmt: skip
        known = {name: binding for name, binding in bindings.items() if binding is not None}
        used = {each.name for each in references(tree) if each.view is View.GROUP}
        try:
            unit = self.checked_unit(draft, tree, known)
            shape = self.checked_shape(draft, tree, known)
        except FormulaError as error:
            self.formula_problem(draft, "formula", error)
            return None
        except _Unknown:
            return None
        line = draft.line
        groups = {name: members for name, members in draft.groups.items() if name in used}
        output = line.output if isinstance(line.output, str) else draft.key if line.output else ""
        return Node(draft.id, draft.key, draft.scope, draft.owner, line.label, unit, line.unit, shape, draft.scenarios,
                    section=draft.section, line=line, tree=tree, program=program(tree), opening=draft.opening, bindings=known,
                    groups=groups, output=output, format=line.format, where=draft.where)  # fmt: skip

    def checked_unit(self, draft: _Draft, tree: Tree, bindings: Mapping[str, Binding]) -> Unit:
        try:
            declared = self.units.parse(draft.line.unit)
        except UnitError as error:
            self.problem((*draft.path, "unit") if draft.path else (), str(error), "units are " + ", ".join(self.units.names()))
            raise _Unknown from None

        def unit(name: str) -> Unit:
            if name in draft.groups:
                return self.nodes[draft.groups[name][0]].unit if draft.groups[name] else ANY
            if bindings[name].node == draft.id:
                return declared
            if bindings[name].node not in self.nodes:
                raise _Unknown
            return self.nodes[bindings[name].node].unit

        found = unit_of(tree, unit, draft.line.formula)
        if found == CONDITION or found == TEXT:
            raise FormulaError(draft.line.formula, tree.span, "a line needs a number", "write 1 if ... else 0")
        if found not in (ANY, declared):
            raise FormulaError(draft.line.formula, tree.span, f"the formula gives {self.shown(found)}, the line is declared in {draft.line.unit}",
                               "mend the formula or the unit; nothing is converted silently")  # fmt: skip
        return declared

    def shown(self, unit: Unit) -> str:
        return str(unit).replace("money", self.study.currency)

    def checked_shape(self, draft: _Draft, tree: Tree, bindings: Mapping[str, Binding]) -> Shape:
        def shape(name: str) -> Shape:
            if name in draft.groups:
                members = [self.nodes[each].shape for each in draft.groups[name]]
                return Shape.PERIOD if Shape.PERIOD in members else Shape.CONSTANT
            binding = bindings[name]
            return Shape.PERIOD if binding.node == draft.id else self.nodes[binding.node].shape

        for each in references(tree):
            if each.view is View.PREVIOUS and self.opening_of(draft, bindings[each.name]) is None:
                raise FormulaError(draft.line.formula, each.span, f"previous({each.name}) has no value in the first period",
                                   f"give the line {each.name} an opening: value")  # fmt: skip
            if each.view in (View.ALL, View.TO_DATE, View.FIRST, View.LAST, View.EARLIER, View.FOLLOWING) and shape(each.name) is Shape.CONSTANT:
                raise FormulaError(draft.line.formula, each.span, f"{each.name} is the same in every period",
                                   "use its value as it is")  # fmt: skip
        return shape_of(tree, shape)

    def opening_of(self, draft: _Draft, binding: Binding) -> Tree | None:
        return draft.opening if binding.node == draft.id else self.nodes[binding.node].opening

    def add_total(self, node: Node) -> None:
        """The sum over all periods of a line that can be summed, as a value of its own."""
        line = node.line
        if line is None or node.shape is Shape.CONSTANT:
            return
        summed = line.summed if line.summed is not None else line.category is not None
        if not summed:
            return
        total = f"{node.id}.total"
        tree = Call("total", (Name(node.key),))
        self.nodes[total] = replace(node, id=total, shape=Shape.CONSTANT, tree=tree, program=program(tree), opening=None,
                                    bindings={node.key: Binding(node.id)}, groups={}, total_of=node.id)  # fmt: skip
        self.nodes[node.id] = replace(node, output="")

    # -- totals, pairs, ranges, claims -----------------------------------------------------------------------------

    def totals_and_pairs(self) -> None:
        for option in self.study.options:
            self.totals(option)
        self.resolve()
        self.stop_on_problems()
        pairs = dict.fromkeys((a, c.subject) for c in self.study.comparisons.values() for a in c.alternatives)
        for alternative, subject in pairs:
            owner = f"{alternative}_vs_{subject}"
            totals = {
                f"{role}{suffix}": f"{option}.{node}"
                for role, option in (("alternative", alternative), ("subject", subject))
                for suffix, node in (("", "total_cost.total"), ("_cost", "unfinanced_cost"))
            }
            weighed = [i for i in self.scenarios_of(alternative, subject)
                       if any(self.compares(c, alternative, subject, i) for c in self.study.comparisons)]  # fmt: skip
            for section in self.library.pair.sections:
                for key, line in section.lines.items():
                    draft = self.draft(f"{owner}.{key}", key, "pair", owner, section.key, line, (), tuple(weighed))
                    draft.names = lambda name, totals=totals, owner=owner: (  # type: ignore[misc]
                        Binding(totals[name]) if name in totals else self.visible(name, owner)
                    )
        self.resolve()
        self.stop_on_problems()
        for name, comparison in self.study.comparisons.items():
            positions = tuple(list(self.study.scenarios).index(each) for each in comparison.scenarios)
            for alternative in comparison.alternatives:
                pair = f"{alternative}_vs_{comparison.subject}"
                for section in self.library.range.sections:
                    for key, line in section.lines.items():
                        id = f"{name}:{alternative}.{key}"
                        draft = self.draft(id, key, "range", f"{name}:{alternative}", section.key, line, (), ())
                        draft.names = lambda name, pair=pair, positions=positions: Binding(f"{pair}.{name}", positions, table=True)  # type: ignore[misc]
        self.resolve()

    def compares(self, comparison: str, alternative: str, subject: str, scenario: int) -> bool:
        spec = self.study.comparisons[comparison]
        name = list(self.study.scenarios)[scenario]
        return spec.subject == subject and alternative in spec.alternatives and name in spec.scenarios

    def totals(self, option: str) -> None:
        scenarios = self.scenarios_of(option)
        costs = [node for node in self.nodes.values() if node.owner == option and node.scope == "option" and node.is_cost]
        if not costs:
            self.problem(("options", option), f"option {option!r} has no cost line", "give a line a category")
            return
        if wrong := [node for node in costs if node.unit != MONEY or node.shape is not Shape.PERIOD]:
            for node in wrong:
                self.problem(("options", option, "lines", node.key), f"cost line {node.key!r} has to be in {self.study.currency} per period",
                             "multiply a yearly amount by operating_years, a purchase by start_flag")  # fmt: skip
            return
        calibrated = self.resting_on("calibrated")
        groups = {
            "cash_items": tuple(n.id for n in costs if n.line and n.line.basis == "cash"),
            "unfinanced_items": tuple(n.id for n in costs if n.line and n.line.basis != "notional"),
            "capex_items": tuple(n.id for n in costs if n.line and n.line.expenditure == "capex"),
            "calibrated_items": tuple(n.id for n in costs if n.id in calibrated),
        }
        by_category = []
        for category, spec in self.library.vocabulary.categories.items():
            members = tuple(node.id for node in costs if node.line and node.line.category == category)
            if members:
                line = Line(label=spec.label, unit="money", formula=f"sum_over({category}_items)", summed=True, output=True)
                id = f"{option}.category_{category}"
                self.draft(id, f"category_{category}", "option", option, "categories", line, (), scenarios, {f"{category}_items": members})
                by_category.append(id)
        groups["categories"] = tuple(by_category)
        present = {name: members for name, members in groups.items() if members}
        dropped: set[str] = set()
        for section in self.library.totals.sections:
            for key, line in section.lines.items():
                words = {each.name for each in references(parse(line.formula))}
                if words & (dropped | (set(groups) - set(present))):
                    dropped.add(key)  # a sum over nothing is no line
                    continue
                self.draft(f"{option}.{key}", key, "option", option, section.key, line, (), scenarios, present)

    def resting_on(self, status: str) -> set[str]:
        """Ids of the nodes that read, however far up, an input whose value in effect has a status."""
        found = {
            node.id for node in self.nodes.values() for row in node.rows
            if row is not None and any(each.status == status for each in row.settings())
        }  # fmt: skip
        for id in sort_nodes(self.nodes):
            if any(each in found for each in self.nodes[id].reads()):
                found.add(id)
        return found

    def claims(self) -> None:
        model = Model(self.loaded, self.library, self.units, self.assumptions, self.nodes, (), ())
        outputs = {name: Binding(node.id, None if scenario is None else (scenario,)) for name, node, scenario in model.outputs()}
        self.check_names(model)
        for name, claim in self.study.report.claims.items():
            for value, spec in claim.values.items():
                path: Path = ("report", "claims", name, "values", value)
                line = Line(label={"*": f"{name}: {value}"}, unit="1", formula=spec.formula, output=True)
                draft = self.draft(f"claim.{name}.{value}", f"claim_{name}_{value}", "claim", "", "claims", line, path, ())
                draft.names = outputs.get
                self.infer_unit(draft, outputs)
        self.resolve()
        for name, claim in self.study.report.claims.items():
            for index, condition in enumerate(claim.requires):
                self.check_condition(("report", "claims", name, "requires", index), condition, outputs)

    def infer_unit(self, draft: _Draft, outputs: Mapping[str, Binding]) -> None:
        """A claim's value has the unit its formula gives; nobody declares it."""
        if draft.tree is None:
            return
        try:
            unit = unit_of(draft.tree, lambda name: self.nodes[outputs[name].node].unit, draft.line.formula)
        except (KeyError, FormulaError):
            return  # reported when the line is bound
        draft.line = draft.line.model_copy(update={"unit": str(unit) if unit not in (ANY, ONE) else "1"})

    def check_condition(self, path: Path, text: str, outputs: Mapping[str, Binding]) -> None:
        try:
            tree = parse(text)
            for each in references(tree):
                if each.name not in outputs:
                    raise FormulaError(text, each.span, f"there is no result {each.name!r}", closest(each.name, outputs))
            if unit_of(tree, lambda name: self.nodes[outputs[name].node].unit, text) != CONDITION:
                raise FormulaError(text, tree.span, "a condition is a comparison", "write, for example, out_... > 1")
        except FormulaError as error:
            self.problem(path, f"{error.what}\n{error.pointer()}", error.remedy)

    def check_names(self, model: Model) -> None:
        """Workbook names have to be unique without case and short enough."""
        seen: dict[str, str] = {}
        for name, node, _ in model.outputs():
            self.check_name(seen, name, node.id)
        for row in self.assumptions.rows:
            self.check_name(seen, input_name(row.owner, row.key), row.path)

    def check_name(self, seen: dict[str, str], name: str, what: str) -> None:
        if name in seen:
            self.problem((), f"{what} and {seen[name]} would both be called {name}", "rename a scenario, an option or a key")
        elif len(name) > MAX_NAME:
            self.problem((), f"the name {name[:60]}... of {what} has {len(name)} characters", f"shorten ids: at most {MAX_NAME}")
        seen[name] = what

    # -- checks ----------------------------------------------------------------------------------------------------

    def bound_checks(self) -> Iterator[BoundCheck]:
        general = [("", each, self.all) for each in self.library.scenario]
        kinds = [(o, self.library.kinds[s.kind], self.scenarios_of(o)) for o, s in self.study.options.items()]
        for owner, file, scenarios in [*general, *kinds]:
            for key, check in file.checks.items():
                places = [(s, None) for s in [scenarios]] if not check.steps else self.steps(owner)
                for held, following in places:
                    yield self.bound_check(owner, key, check, held, following)

    def bound_check(self, owner: str, key: str, check: Check, scenarios: tuple[int, ...], following: int | None) -> BoundCheck:
        tree = parse(check.formula)
        bindings: dict[str, Binding] = {}
        said = {name for text in check.message.values() for name in re.findall(r"{(\w+)}", text)} - {"scenario", "next_scenario"}
        for name in [*(each.name for each in references(tree)), *sorted(said)]:
            later = following is not None and name.endswith("_next")
            found = self.visible(name.removesuffix("_next") if later else name, owner)
            if found is None:
                raise ModelError(Problem(f"library check {key}", f"there is no {name!r}", "mend the model file"))
            bindings[name] = replace(found, scenarios=(following,)) if later and following is not None else found
        unit_of(tree, lambda name: self.nodes[bindings[name].node].unit, check.formula)
        return BoundCheck(key, owner, check, tree, program(tree), bindings, scenarios)

    def steps(self, option: str) -> list[tuple[tuple[int, ...], int | None]]:
        """Each scenario of a comparison with the next one of the same workload, for an option weighed in both."""
        names, found = list(self.study.scenarios), []
        for comparison in self.study.comparisons.values():
            for first, second in pairwise(comparison.scenarios):
                one, other = self.study.scenarios[first], self.study.scenarios[second]
                if one.workload == other.workload and option in one.options and option in other.options:
                    found.append(((names.index(first),), names.index(second)))
        return list(dict.fromkeys(found))

    def unread_inputs(self, checks: Iterable[BoundCheck]) -> None:
        """An assumption of the study's own that no line reads is a mistake."""
        read = {binding.node for node in self.nodes.values() for binding in node.bindings.values()}
        read |= {binding.node for check in checks for binding in check.bindings.values()}
        declared = {*self.library.scenario_inputs(), *(key for file in self.library.kinds.values() for key in file.inputs)}
        for node in self.nodes.values():
            if node.rows and node.key not in declared and node.id not in read:
                row = next(each for each in node.rows if each is not None)
                self.problem(tuple(row.path.split(".")), f"no line reads the assumption {node.key!r}", "use it in a line, or remove it")

    # -- problems --------------------------------------------------------------------------------------------------

    def problem(self, path: Path, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.document.where(path) if path else "", what, remedy))

    def stop_on_problems(self) -> None:
        if self.problems:
            raise ModelError(*self.problems)


class _Unknown(Exception):
    """A formula reads a line that has a problem of its own; one message is enough."""


def _stub(draft: _Draft, reads: list[str]) -> Node:
    bindings = {str(index): Binding(each) for index, each in enumerate(reads)}
    return Node(draft.id, draft.key, draft.scope, draft.owner, draft.line.label, Unit(), "", Shape.CONSTANT, (), bindings=bindings, where=draft.where)


def _check_style(tree: Tree, text: str) -> None:
    """What FAST forbids in a formula: written constants but 0 and 1, a condition within a condition, unguarded comparisons."""
    for node in walk(tree):
        if isinstance(node, Number) and node.value not in (0.0, 1.0):
            raise FormulaError(text, node.span, f"the number {node.value:g} is written into a formula",
                               "make it an assumption with a unit and a source; only 0, 1 and -1 may be written")  # fmt: skip
        if isinstance(node, Conditional):
            inner = [each for part in (node.then, node.test, node.otherwise) for each in walk(part) if isinstance(each, Conditional)]
            if inner:
                raise FormulaError(text, inner[0].span, "a condition within a condition", "give the inner one a line of its own")
        if isinstance(node, Compare) and node.op not in ("==", "!="):
            for side in (node.left, node.right):
                if not isinstance(side, (Name, Number)) and not (isinstance(side, Call) and side.function == "round"):
                    raise FormulaError(text, side.span, "a computed value is compared without a guard",
                                       "write round(..., rounding_digits): spreadsheets differ on the last digits")  # fmt: skip
