"""The Results sheet, which alone feeds Summary and Cash flow: by scenario, over scenarios, of claims, by period.

Where an option is not weighed in a scenario its cells say so, and who looks them up shows the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder.formula.nodes import Binary, Conditional, Number
from builder.formula.nodes import Node as Tree
from builder.formula.parse import parse
from builder.formula.shapes import references
from builder.layout.book import Book, Sheet, ready
from builder.layout.cells import Address, Target, merged
from builder.layout.chooser import scenario_names
from builder.layout.flows import add_flows, pairs_of
from builder.layout.formats import number_format
from builder.layout.place import FIRST_ROW, FIRST_SCENARIO, HEAD_ROW, ID, LABEL, NAMES_ROW, RESULTS, UNIT, VALUE, Places
from builder.layout.speech import Speech
from builder.model.claims import in_short
from builder.model.graph import Node
from builder.results import Results

HOLDS = "holds"
"""A claim's flag: 1 where everything that it requires holds."""


def add_results(book: Book, places: Places, speech: Speech, results: Results) -> None:
    """Fill the Results sheet."""
    sheet = book.sheet(RESULTS)
    _heads(sheet, places, speech)
    row = FIRST_ROW
    outputs = [node for node in places.model.nodes.values() if node.output]
    for heading, nodes in _sections(outputs, places, speech):
        sheet.text(row, LABEL, heading, "section")
        for node in nodes:
            row += 1
            _label(sheet, row, node, speech)
            if node.scope in ("range", "claim"):
                _spanning(book, places, node, row, results)
            else:
                _per_scenario(book, places, speech, node, row, results)
        row += 2
    row = _claims_that_hold(book, places, speech, row - 1) + 1
    row = _names(sheet, places, speech, row) + 1
    sheet.last_printed_row = row - 1  # the block by period only feeds Cash flow; scenario sheets print the periods
    add_flows(book, places, speech, results, row)
    for name, node, scenario in places.model.outputs():
        if scenario is None:
            book.name(name, places.spanning[node.id])


def _sections(outputs: list[Node], places: Places, speech: Speech) -> Iterable[tuple[str, list[Node]]]:
    study = places.model.loaded.study
    yield speech.say("Demand and sizing"), [each for each in outputs if each.scope == "scenario"]
    for option in study.options:
        yield speech.option(option), [each for each in outputs if each.scope == "option" and each.owner == option]
    for pair in pairs_of(places):
        yield speech.pair(pair), [each for each in outputs if each.scope == "pair" and each.owner == pair]
    for comparison, spec in study.comparisons.items():
        found = [each for each in outputs if each.scope == "range" and each.owner.split(":")[0] == comparison]
        if found:
            yield speech.text(spec.label), found
    claims = [each for each in outputs if each.scope == "claim"]
    if claims:
        yield speech.say("Numbers of the claims"), claims


def _heads(sheet: Sheet, places: Places, speech: Speech) -> None:
    heads = [(ID, "id", "head"), (LABEL, speech.say("Result"), "head"), (UNIT, speech.say("Unit"), "head"),
             (VALUE, speech.say("Over scenarios"), "head_number")]  # fmt: skip
    for column, text, style in heads:
        sheet.text(HEAD_ROW, column, text, style)
    names = scenario_names(places, speech)
    for index, name in enumerate(places.model.scenarios):
        sheet.text(HEAD_ROW, FIRST_SCENARIO + index, name, "head_number")
        sheet.text(NAMES_ROW, FIRST_SCENARIO + index, names[index], "subhead")
        sheet.widths[FIRST_SCENARIO + index] = 17
    sheet.widths.update({ID: 30, LABEL: 46, UNIT: 18, VALUE: 14})
    sheet.freeze, sheet.title_rows = (FIRST_ROW, VALUE), (1, HEAD_ROW)


def _label(sheet: Sheet, row: int, node: Node, speech: Speech) -> None:
    sheet.text(row, ID, node.id, "id")
    label = speech.text(node.label)
    if node.scope == "range":
        label = f"{label}, {speech.option(node.owner.split(':')[1])}"
    sheet.text(row, LABEL, label, "words" if node.scope == "claim" else "text")
    sheet.text(row, UNIT, speech.unit(node.unit_text), "unit")


def _per_scenario(book: Book, places: Places, speech: Speech, node: Node, row: int, results: Results) -> None:
    places.results[node.id] = row
    form = result_format(node, results)
    for scenario in range(len(places.model.scenarios)):
        at = Address(RESULTS, row, FIRST_SCENARIO + scenario)
        if scenario in node.scenarios:
            book.link(at, places.line(node.id, scenario), "link", form)
        else:
            book.sheets[RESULTS].text(row, at.column, speech.say("not weighed here"), "unused_number")


def _spanning(book: Book, places: Places, node: Node, row: int, results: Results) -> None:
    if node.tree is None:
        raise TypeError(node.id)
    targets: dict[str, Target] = {}
    for name, binding in node.bindings.items():
        if binding.table and binding.scenarios is not None:
            targets[name] = merged([places.result(binding.node, each) for each in binding.scenarios])
        elif binding.scenarios is not None:
            targets[name] = (places.result(binding.node, binding.scenarios[0]),)
        else:
            targets[name] = (places.spanning[binding.node],)
    form = result_format(node, results)
    at = book.formula(Address(RESULTS, row, VALUE), ready(node.tree), targets, "calculation", form)
    places.spanning[node.id] = at


def _claims_that_hold(book: Book, places: Places, speech: Speech, row: int) -> int:
    """A flag for each claim that requires something; gives the row after them."""
    outputs = {name: (node.id, scenario) for name, node, scenario in places.model.outputs()}
    for name, claim in places.model.loaded.study.report.claims.items():
        if not claim.requires:
            continue
        tree = all_of(parse(each) for each in claim.requires)
        targets: dict[str, Target] = {}
        for each in references(tree):
            id, scenario = outputs[each.name]
            targets[each.name] = places.spanning[id] if scenario is None else places.result(id, scenario)
        sheet, id = book.sheets[RESULTS], f"claim.{name}.{HOLDS}"
        sheet.text(row, ID, id, "id")
        label = speech.say("{claim}: what it requires holds", claim=speech.text(in_short(claim)))
        sheet.text(row, LABEL, label, "words")
        at = Address(RESULTS, row, VALUE)
        places.spanning[id] = book.formula(at, ready(tree), targets, "calculation", "0")
        row += 1
    return row


def all_of(conditions: Iterator[Tree]) -> Tree:
    """1 where every condition holds, 0 where one does not, without a condition within a condition."""
    flags: list[Tree] = [Conditional(each, Number(1.0), Number(0.0)) for each in conditions]
    whole = flags[0]
    for flag in flags[1:]:
        whole = Binary("*", whole, flag)
    return whole


def _names(sheet: Sheet, places: Places, speech: Speech, row: int) -> int:
    """What each option and pair is called in a scenario: its name, or that it is not weighed there."""
    sheet.text(row, LABEL, speech.say("Names"), "section")
    study = places.model.loaded.study
    named = {option: (speech.option(option), f"{option}.total_cost.total") for option in study.options}
    named |= {pair: (speech.pair(pair), f"{pair}.ratio") for pair in pairs_of(places)}
    for owner, (name, node) in named.items():
        row += 1
        places.results[f"{owner}.name"] = row
        sheet.text(row, ID, f"{owner}.name", "id")
        sheet.text(row, LABEL, name, "text")
        for scenario in range(len(places.model.scenarios)):
            weighed = scenario in places.model.nodes[node].scenarios
            shown = name if weighed else speech.say("{name} (not weighed here)", name=name)
            sheet.text(row, FIRST_SCENARIO + scenario, shown, "name")
    return row + 1


def result_format(node: Node, results: Results, limit: int = 4) -> str:
    """The number format of a result, by its unit and by its values in every scenario."""
    return number_format(
        node.unit_text, node.format, [float(each) for each in results.values[node.id].ravel()], limit
    )
