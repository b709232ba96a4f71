"""The Results sheet, which alone feeds Summary: results per scenario, ranges over scenarios, numbers of claims."""

from __future__ import annotations

from collections.abc import Iterable

from builder.layout.book import Book, Sheet, ready
from builder.layout.cells import Address, merged
from builder.layout.formats import number_format
from builder.layout.place import FIRST_ROW, FIRST_SCENARIO, HEAD_ROW, ID, LABEL, RESULTS, UNIT, VALUE, Places
from builder.layout.speech import Speech
from builder.model.graph import Node
from builder.results import Results

_LINK = ready("cell")


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
                _per_scenario(book, places, node, row, results)
        row += 2
    for name, node, scenario in places.model.outputs():
        if scenario is None:
            book.name(name, places.spanning[node.id])


def _sections(outputs: list[Node], places: Places, speech: Speech) -> Iterable[tuple[str, list[Node]]]:
    study = places.model.loaded.study
    yield speech.say("Demand and sizing"), [each for each in outputs if each.scope == "scenario"]
    for option in study.options:
        yield speech.option(option), [each for each in outputs if each.scope == "option" and each.owner == option]
    for pair in dict.fromkeys(each.owner for each in outputs if each.scope == "pair"):
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
    for index, name in enumerate(places.model.scenarios):
        sheet.text(HEAD_ROW, FIRST_SCENARIO + index, name, "head_number")
        sheet.text(HEAD_ROW - 1, FIRST_SCENARIO + index, speech.scenario(index), "subhead")
        sheet.widths[FIRST_SCENARIO + index] = 17
    sheet.widths.update({ID: 30, LABEL: 46, UNIT: 18, VALUE: 14})
    sheet.freeze, sheet.title_rows = (FIRST_ROW, VALUE), (1, HEAD_ROW)


def _label(sheet: Sheet, row: int, node: Node, speech: Speech) -> None:
    sheet.text(row, ID, node.id, "id")
    label = speech.text(node.label)
    if node.scope == "range":
        label = f"{label}, {speech.option(node.owner.split(':')[1])}"
    sheet.text(row, LABEL, label, "text")
    sheet.text(row, UNIT, speech.unit(node.unit_text), "unit")


def _per_scenario(book: Book, places: Places, node: Node, row: int, results: Results) -> None:
    places.results[node.id] = row
    form = _format(node, results)
    for scenario in node.scenarios:
        at = Address(RESULTS, row, FIRST_SCENARIO + scenario)
        book.formula(at, _LINK, {"cell": places.line(node.id, scenario)}, "link", form)


def _spanning(book: Book, places: Places, node: Node, row: int, results: Results) -> None:
    targets = {}
    for name, binding in node.bindings.items():
        if binding.table and binding.scenarios is not None:
            targets[name] = merged([places.result(binding.node, each) for each in binding.scenarios])
        elif binding.scenarios is not None:
            targets[name] = (places.result(binding.node, binding.scenarios[0]),)
        else:
            targets[name] = (places.spanning[binding.node],)
    if node.tree is None:
        raise TypeError(node.id)
    at = book.formula(Address(RESULTS, row, VALUE), ready(node.tree), targets, "calculation", _format(node, results))
    places.spanning[node.id] = at


def _format(node: Node, results: Results) -> str:
    return number_format(
        node.unit_text, node.format, [float(each) for each in results.values[node.id].ravel()], limit=4
    )
