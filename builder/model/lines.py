"""The study's inputs as nodes; the workload's lines, and each option's own and the library's, as drafts."""

from __future__ import annotations

from collections.abc import Sequence

from builder.formula.functions import Shape
from builder.model.construction import Construction
from builder.model.graph import Node
from builder.model.library import ModelFile, Section
from builder.model.node_types import TypeNames, groups_of, of_type
from builder.model.rows import Row, grown, rate_key
from builder.model.taxes import NET, RATE
from builder.study.document import Path
from builder.study.problems import closest
from builder.study.schema import Line, Option

GROWTH = "growth"
"""The section of lines that are an assumption growing with time."""


FOREIGN = "foreign"
"""The section of lines that are an amount in a foreign currency at its rate."""


def add_inputs(under: Construction) -> None:
    """A node for each input in effect; one that grows becomes the start of a line of its name."""
    rows = {row.id: row for row in under.assumptions.rows}
    for key, holders in under.assumptions.general.items():
        grows = grown(key) in under.assumptions.general
        _add_input(under, key, "scenario", "", [rows.get(each or "") for each in holders], under.scenarios, grows)
    for option, keys in under.assumptions.options.items():
        for key, holders in keys.items():
            held = [rows.get(each or "") for each in holders]
            _add_input(under, f"{option}.{key}", "option", option, held, under.scenarios_of(option), grown(key) in keys)


def _add_input(under: Construction, id: str, scope: str, owner: str, rows: Sequence[Row | None],
               scenarios: tuple[int, ...], grows: bool) -> None:  # fmt: skip
    row = next((each for each in rows if each is not None), None)
    if row is None:
        return
    held, path = tuple(each for each in scenarios if rows[each] is not None), tuple(row.path.split("."))
    unit_text = row.unit_text.replace(row.currency, "money") if row.currency else row.unit_text
    line = Line(label=row.net or row.label, unit=unit_text, formula="", format=row.format)
    shape = Shape.PERIOD if any(each is not None and each.is_series for each in rows) else Shape.CONSTANT

    def made_of(suffix: str, section: str, formula: str) -> str:
        """A line in the input's place; the id of what it is made of."""
        name = id.rsplit(".", 1)[-1]
        update = {"formula": formula.format(name=f"{name}{suffix}"), "peak": section == GROWTH}
        under.draft(id, scope, owner, section, line.model_copy(update=update), path, held)
        return f"{id}{suffix}"

    if grows:
        id = made_of("_start", GROWTH, f"{{name}} * (1 + {grown(row.key)}) ** growth_years")
    if row.net:
        id = made_of("_gross", NET, f"{{name}} / (1 + {RATE})")
        line = line.model_copy(update={"label": row.label})
    if row.currency:
        id = made_of(f"_in_{row.currency.lower()}", FOREIGN, f"{{name}} * {rate_key(row.currency)}")
    _check_alike(under, row, rows)
    under.nodes[id] = Node(
        id, id.rsplit(".", 1)[-1], scope, owner, row.label, row.unit, row.unit_text, shape, held,
        section="inputs", rows=tuple(rows), kind=row.kind, format=row.format, where=row.path,
    )  # fmt: skip


def _check_alike(under: Construction, row: Row, rows: Sequence[Row | None]) -> None:
    """An input is in one currency, and with value-added tax or without it, wherever it is written."""
    path, written = tuple(row.path.split(".")), [each for each in rows if each is not None]
    if {each.currency for each in written} != {row.currency}:
        under.problems.add(path, f"{row.key!r} is in several currencies", "write it in one")
    if len({each.net is None for each in written}) > 1:
        what = f"{row.key!r} is written with value-added tax in one place and without it in another"
        under.problems.add(path, what, "write gross: true in both, or in neither")


def draft_lines(under: Construction) -> None:
    """A draft for each line of the workload and of every option."""
    for file in under.library.scenario_files(under.study):
        for section in file.sections:
            for key, line in section.lines.items():
                under.draft(key, "scenario", "", section.key, line, (), under.scenarios)
    for option, spec in under.study.options.items():
        if spec.kind in under.library.kinds:
            _draft_option(under, option, spec, under.library.option_file(under.study, option))
    _check_inputs_names(under)


def _draft_option(under: Construction, option: str, spec: Option, kind: ModelFile) -> None:
    own = dict(spec.lines)
    _check_asked(under, option, spec)
    for section in kind.sections:
        for key, line in section.lines.items():
            path: Path = ()
            chosen = line
            if key in own:
                path, chosen = ("options", option, "lines", key), own.pop(key)
                if not chosen.replaces:
                    what = f"{key!r} is a line of {spec.kind} already"
                    remedy = "write `replaces: true` to put yours in its place, or take another key"
                    under.problems.add(path, what, remedy)
                _check_cost(under, path, key, chosen)
            _draft_line(under, option, section, key, chosen, path)
    for key, line in own.items():
        path = ("options", option, "lines", key)
        if line.replaces:
            lines = [each for section in kind.sections for each in section.lines]
            under.problems.add(path, f"there is no line {key!r} of {spec.kind} to replace", closest(key, lines))
        elif key in under.nodes or key in under.drafts or f"{option}.{key}" in under.nodes:
            under.problems.add(path, f"{key!r} is the name of an input or a line already", "take another key")
        else:
            section = Section(key="costs" if line.category else "basis", label=line.label, lines={})
            _draft_line(under, option, section, key, line, path)
            _check_cost(under, path, key, line)
    for category in spec.scope:
        _check_category(under, ("options", option, "scope", category), category)


def _draft_line(under: Construction, option: str, section: Section, key: str, line: Line, path: Path) -> None:
    """A draft of a line of an option, or of one of its node types."""
    draft = under.draft(f"{option}.{key}", "option", option, section.key, line, path, under.scenarios_of(option))
    types = under.study.options[option].node_types
    if types and draft.tree is not None:
        draft.groups = groups_of(option, types, draft.tree)
    if section.node_type:
        draft.names = TypeNames.of(under, draft, section.node_type)


def _check_asked(under: Construction, option: str, spec: Option) -> None:
    """What an option asks for has to be one thing, and something that its kind has."""
    kind, path = under.library.kinds[spec.kind], ("options", option, "node_types")
    if spec.node_types and kind.node_types is None:
        what = f"an option of the kind {spec.kind} has no nodes"
        under.problems.add(path, what, "remove node_types, or take the kind on_premises")
    known = [*kind.inputs, *(key for section in kind.sections for key in section.lines)]
    for node_type in spec.node_types:
        if alike := next((key for key in known if key.startswith(of_type(node_type, ""))), None):
            what = f"a name of the model begins with {node_type!r}: {alike}"
            under.problems.add((*path, node_type), what, "take another key")
    for key, other in under.library.said_twice(under.study, option):
        what = f"{key} is set beside {other}, which says the same in another way"
        under.problems.add(("options", option), what, "remove one of the two")


def _check_inputs_names(under: Construction) -> None:
    """An assumption of the study's own cannot bear the name of a line: a formula could not tell the two apart."""
    for node in [each for each in under.nodes.values() if each.rows]:
        if node.id in under.drafts or (node.owner and node.key in under.drafts):
            row = next(each for each in node.rows if each is not None)
            what = f"{node.key!r} is the name of a line, which is computed"
            under.problems.add(
                tuple(row.path.split(".")), what, "take another key, or change what the line is computed from"
            )


def _check_cost(under: Construction, path: Path, key: str, line: Line) -> None:
    """A cost line says what kind of cost it is."""
    if line.category is None:
        return
    _check_category(under, (*path, "category"), line.category)
    for name, choices in (("basis", "cash, accrual or notional"), ("expenditure", "capex or opex")):
        if getattr(line, name) is None:
            under.problems.add(path, f"the cost line {key!r} has no {name}", f"write {name}: {choices}")


def _check_category(under: Construction, path: Path, category: str) -> None:
    categories = under.library.vocabulary.categories
    if category not in categories:
        under.problems.add(path, f"there is no cost category {category!r}", closest(category, categories))
