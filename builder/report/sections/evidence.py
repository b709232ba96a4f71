"""The evidence: every number printed in the paper, how it was rounded, and the cell of the workbook behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from builder.model.claims import names_value, quoted
from builder.model.graph import Node
from builder.report.blocks import Column, Row, Table
from builder.report.numbers import SHEET, Evidence
from builder.report.writer import Writer
from builder.study.schema import Text

_MOST_SHEETS = 7
_SHEET_WIDTH = 7.2
_LONGEST_QUOTE = 90
"""Letters that a claim's sentence has beside its number: one line of them."""
_COUNT = Markup('<span class="count">{}</span>')
_NUMBER = Markup('<data class="n" value="{}"{}>{}</data>')


@dataclass(frozen=True, slots=True)
class Proof:
    """What the appendix shows: numbers by sheet, those over several scenarios, and those of changed inputs."""

    scenarios: tuple[Table, ...]
    spanning: Table | None
    asked: Table | None
    drawn: tuple[Table, ...] = ()


def proof(writer: Writer, evidence: Iterable[Evidence]) -> Proof | None:
    """Every number once; nothing where there is none."""
    found = tuple(
        {(each.text, each.node, each.scenario, each.period, each.case, each.cell, each.origin): each
         for each in evidence if not each.listed}.values()
    )
    if not found:
        return None
    placed = [each for each in found if each.cell and each.scenario]
    spanning = [each for each in found if each.cell and not each.scenario]
    asked = [each for each in found if not each.cell and not each.origin]
    drawn = [each for each in found if each.origin]
    return Proof(
        tuple(_by_sheet(writer, placed)),
        _spanning(writer, spanning) if spanning else None,
        _asked(writer, asked) if asked else None,
        tuple(_drawn(writer, drawn)),
    )


def _by_sheet(writer: Writer, evidence: list[Evidence]) -> Iterator[Table]:
    """A row for each cell of the scenarios' sheets, which are all alike, and a column for each sheet."""
    used = {each.scenario for each in evidence}
    names = [each for each in writer.basis.scenarios if each in used]
    for start in range(0, len(names), _MOST_SHEETS):
        yield _sheets(writer, evidence, names[start : start + _MOST_SHEETS], start)


def _sheets(writer: Writer, evidence: list[Evidence], names: list[str], start: int) -> Table:
    rows: dict[tuple[str, str, str, str], dict[str, Evidence]] = {}
    for each in evidence:
        if each.scenario in names:
            rounding = each.form.in_words(each.value, writer.basis.language)
            place = SHEET.sub("", each.cell or "")
            rows.setdefault((each.node, rounding, place, each.form.kind), {})[each.scenario] = each
    columns = (
        Column(writer.say("What it is"), 84 - _SHEET_WIDTH * len(names)), Column(writer.say("Rounded"), 8.5),
        Column(writer.say("Cell"), 7.5), *(Column(_sheet_name(each), _SHEET_WIDTH, True) for each in names),
    )  # fmt: skip
    lines = tuple(
        Row((_label(writer, next(iter(found.values()))), _COUNT.format(rounding), writer.basis.name(cell),
             *(_printed(found[each]) if each in found else Markup("") for each in names)))
        for (_, rounding, cell, _), found in rows.items()
    )  # fmt: skip
    key = "tab-evidence" + (f"-{start // _MOST_SHEETS + 1}" if start else "")
    caption = writer.say("Numbers of one scenario: a column for each sheet; the cell is the same on all")
    return Table(key, caption, columns, lines, (), (), True, False)


def _sheet_name(sheet: str) -> Markup:
    """The name of a sheet, which may break after its hyphens."""
    return Markup('<span class="name">{}</span>').format(Markup("-<wbr>").join(sheet.split("-")))


def _spanning(writer: Writer, evidence: list[Evidence]) -> Table:
    columns = (
        Column(writer.say("What it is"), 67), Column(writer.say("Printed"), 10, True),
        Column(writer.say("Rounded"), 11), Column(writer.say("Cell"), 12),
    )  # fmt: skip
    rows = tuple(
        Row((_label(writer, each), _printed(each), _COUNT.format(each.form.in_words(each.value, writer.basis.language)),
             writer.basis.name(each.cell or "")))
        for each in evidence
    )  # fmt: skip
    caption = writer.say("Numbers over several scenarios")
    return Table("tab-evidence-spanning", caption, columns, rows, (), (), True, False)


def _asked(writer: Writer, evidence: list[Evidence]) -> Table:
    """What no cell holds: ends of ranges, results of other cases and of changed inputs."""
    groups: dict[tuple[str, str, str | None, str | None], list[Evidence]] = {}
    for each in evidence:
        rounding = each.form.in_words(each.value, writer.basis.language)
        node = "" if each.case else each.node
        groups.setdefault((node, rounding, each.scenario, each.case), []).append(each)
    columns = (
        Column(writer.say("What it is"), 43), Column(writer.say("Rounded"), 9), Column(writer.say("Printed"), 48),
    )  # fmt: skip
    rows = tuple(
        Row((_label(writer, found[0]), _COUNT.format(rounding), Markup(", ").join(dict.fromkeys(map(_printed, found)))))
        for (_, rounding, _, _), found in groups.items()
    )
    caption = writer.say("Numbers without a cell: ends of ranges, sums over time, other cases, changed inputs")
    return Table("tab-evidence-asked", caption, columns, rows, (), (), True, False)


def _drawn(writer: Writer, evidence: list[Evidence]) -> Iterator[Table]:
    """What simulation and searches came to: a table for each of them."""
    origins: dict[str, list[Evidence]] = {}
    for each in evidence:
        origins.setdefault(each.origin.text if each.origin else "", []).append(each)
    for index, (origin, found) in enumerate(origins.items()):
        yield _of_origin(writer, "tab-evidence-drawn" + (f"-{index + 1}" if index else ""), origin, found)


def _of_origin(writer: Writer, key: str, origin: str, evidence: list[Evidence]) -> Table:
    """A row for each result, its numbers with what they tell of it."""
    groups: dict[tuple[str, str | None], dict[str, list[Evidence]]] = {}
    for each in evidence:
        measures = groups.setdefault((each.node, each.scenario), {})
        measures.setdefault(each.origin.measure if each.origin else "", []).append(each)
    columns = (Column(writer.say("What it is"), 34), Column(writer.say("Printed"), 66))
    rows = tuple(
        Row((_label(writer, next(iter(found.values()))[0]), Markup("; ").join(map(_measured, found, found.values()))))
        for found in groups.values()
    )
    caption = writer.say("Numbers without a cell: {origin}", origin=Markup(origin))
    return Table(key, caption, columns, rows, (), (), True, False)


def _measured(measure: str, found: list[Evidence]) -> Markup:
    printed = Markup(", ").join(dict.fromkeys(map(_printed, found)))
    return Markup('<span class="name">{}</span> {}').format(measure, printed)


def _printed(each: Evidence) -> Markup:
    cell = Markup(' data-cell="{}"').format(each.cell) if each.cell else Markup("")
    return _NUMBER.format(format(each.value, ".15g"), cell, each.text)


def _label(writer: Writer, each: Evidence) -> Markup:
    """What a number is: the label of its node with whose it is, and under which case."""
    node = writer.basis.nodes[each.node]
    if each.case:
        return writer.say("Case: {name}", name=writer.basis.name(writer.basis.study.cases[each.case].label))
    label = writer.basis.name(_quoted(writer, node) or node.label) + _owner(writer, node)
    if each.difference:
        label = writer.say("Difference: {name}", name=label)
    if not each.cell and each.scenario is not None:
        label += Markup(", ") + writer.scenario(writer.basis.scenarios.index(each.scenario))
    return label


def _quoted(writer: Writer, node: Node) -> Text | None:
    """The sentence that a claim's number stands in as it is printed; the node's label quotes the claim's usual one."""
    for claim in writer.claims if node.scope == "claim" else ():
        value = node.id.removeprefix(f"claim.{claim.name}.")
        if value != node.id and names_value(claim.template, value):
            return quoted(claim.template, value, _LONGEST_QUOTE)
    return None


def _owner(writer: Writer, node: Node) -> Markup:
    match node.scope:
        case "range":
            comparison, alternative = node.owner.split(":")
            name = writer.basis.name(writer.basis.study.comparisons[comparison].label)
            return Markup(", {}, {}").format(name, writer.option(alternative))
        case "pair":
            alternative, subject = node.owner.split("_vs_")
            names = {"alternative": writer.option(alternative), "subject": writer.option(subject)}
            return Markup(", ") + writer.say("{alternative} against {subject}", **names)
        case "option":
            return Markup(", ") + writer.option(node.owner)
    return Markup("")
