"""Method and assumptions: the options, and the table of what is costed for each and how."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from builder.formula.words import words
from builder.language.placeholders import names_in
from builder.model.adjustments import LINE
from builder.model.graph import Node
from builder.report.blocks import Column, Row, Table, even
from builder.report.marks import legend
from builder.report.sections.adjustments import told
from builder.report.units import says_per_what
from builder.report.writer import Writer

_OPTIONS_PER_TABLE = 3
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
"""A part of a treatment that is said only where one of its values is not 0."""


@dataclass(frozen=True, slots=True)
class Method:
    """What the section on method shows."""

    horizon: Markup
    priced: Markup
    outlays: Markup
    tables: tuple[Table, ...]
    excluded: tuple[Markup, ...]


def method(writer: Writer) -> Method:
    """The horizon, the options, the cost table and what is left out."""
    basis = writer.basis
    ids = list(basis.study.options)
    groups = [ids[start : start + _OPTIONS_PER_TABLE] for start in range(0, len(ids), _OPTIONS_PER_TABLE)]
    tables = tuple(_table(writer, group, number) for number, group in enumerate(groups))
    excluded = tuple(basis.name(text) for text in basis.study.scope.values())
    return Method(
        writer.numbers.quantity("cost_horizon", (0,)),
        basis.day(basis.study.as_of),
        _outlays(writer),
        tables,
        excluded,
    )


def options_in_words(writer: Writer) -> tuple[tuple[Markup, Markup], ...]:
    """Each option with what an option of its kind is."""
    kinds, basis = writer.basis.results.model.library.kinds, writer.basis
    return tuple(
        (writer.option(id), basis.name(kinds[spec.kind].summary or {"*": ""}))
        for id, spec in basis.study.options.items()
    )


def _outlays(writer: Writer) -> Markup:
    """When purchases fall: all at the start, or also later, with growth or as replacements."""
    results = writer.basis.results
    ids = [f"{option}.capital_cost" for option in writer.basis.study.options]
    spent = [results.values[id] for id in ids if id in results.values]
    if any((each[:, :, 1:] > 0).any() for each in spent):
        return writer.say("Purchases are made at the start, and later for growth or replacement; running costs"
                          " arise in every period.")  # fmt: skip
    return writer.say("Purchases are made at the start; running costs arise in every year.")


def _table(writer: Writer, options: list[str], number: int) -> Table:
    basis = writer.basis
    columns = (
        Column(writer.say("Category"), 20),
        *(Column(writer.option(each), even(80, len(options))) for each in options),
    )
    rows = []
    for category, spec in basis.results.model.library.vocabulary.categories.items():
        known = [
            each
            for each in basis.study.options
            if f"{each}.category_{category}" in basis.nodes or category in basis.option(each).scope
        ]
        if known:
            cells = [_cell(writer, option, category) for option in options]
            if any(each != writer.say("None") for each in cells):
                rows.append(Row((basis.name(spec.label), *cells)))
    key = "tab-costs" + (f"-{number + 1}" if number else "")
    return Table(
        key, writer.say("What is costed for each option, and how"), columns, tuple(rows), (), legend(basis, rows),
        whole=False,
    )  # fmt: skip


def _cell(writer: Writer, option: str, category: str) -> Markup:
    """How an option's costs of a category arise, or why it has none."""
    lines = [node for node in writer.basis.results.model.costs(option) if node.line and node.line.category == category]
    if lines:
        return Markup("<br>").join(treatment(writer, each) for each in lines)
    spec = writer.basis.option(option)
    if category in spec.scope:
        return writer.say("None: {reason}", reason=writer.basis.name(spec.scope[category]))
    library = writer.basis.results.model.library
    if category in library.kinds[spec.kind].cannot_have or not library.vocabulary.categories[category].sign:
        return writer.say("None")
    return writer.say("Not costed; no reason is given")


def treatment(writer: Writer, node: Node) -> Markup:
    """A cost line in a sentence, with the values that hold in the scenarios of its option, and their sources."""
    line = node.line
    if node.key == LINE:
        return told(writer, node.owner)
    if line is None or line.treatment is None:
        return Markup('<span class="name">{}</span>').format(in_words(writer, node))
    template = _applying(writer, node, writer.basis.text(line.treatment))
    values: dict[str, Markup] = {}
    cited: dict[str, None] = {}
    for name in sorted(names_in(template), key=lambda name: template.index(f"{{{name}}}")):
        read = writer.basis.owned(node.owner, name)
        if read is not None:
            before, _, after = template.partition(f"{{{name}}}")
            bare = says_per_what(before, after)
            shown = writer.numbers.quantity(read.id, node.scenarios, bare=bare, over_time=True)
            mark = writer.numbers.status_mark(read.id, node.scenarios)
            values[name] = shown + mark
            cited |= dict.fromkeys(writer.citations.behind(read, node.scenarios))
    return Markup(writer.basis.language.fill(str(escape(template)), **values)) + writer.citations.calls(cited)


def _applying(writer: Writer, node: Node, template: str) -> str:
    """A treatment with those of its parts in brackets that apply to the option: `[, {gpu_price} per GPU]`."""

    def part(found: re.Match[str]) -> str:
        read = (writer.basis.owned(node.owner, name) for name in names_in(found[1]))
        return found[1] if any(each is not None and _is_anywhere(writer, each, node) for each in read) else ""

    return _OPTIONAL.sub(part, template)


def _is_anywhere(writer: Writer, read: Node, node: Node) -> bool:
    """Whether a value is anything but 0 in a scenario of a line, in any period."""
    values = writer.basis.results.values[read.id]
    chosen = node.scenarios if values.shape[1] > 1 else (0,)
    return bool((values[:, list(chosen)] != 0).any())


def in_words(writer: Writer, node: Node) -> str:
    """A line's formula in words, names by their labels."""
    basis = writer.basis

    def label(name: str) -> str:
        if name in node.groups:
            return ", ".join(basis.text(basis.nodes[each].label) for each in node.groups[name])
        if name not in node.bindings:
            return name
        bound = basis.nodes[node.bindings[name].node]
        if bound.scope == "option" and node.scope == "pair":
            return f"{basis.text(basis.option(bound.owner).label)}: {basis.text(bound.label)}"
        return basis.text(bound.label)

    return words(node.tree, label, basis.language.say) if node.tree else ""
