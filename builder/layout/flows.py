"""The second block of Results, for Cash flow: lines by period, a row for each scenario under the periods' columns."""

from __future__ import annotations

from builder.formula.nodes import Call, Compare, Conditional, Name, Number, Text
from builder.formula.parse import parse
from builder.layout.book import Book, ready
from builder.layout.cells import Address, Area, Target
from builder.layout.formats import NOT_REACHED, number_format
from builder.layout.place import FIRST_PERIOD, ID, LABEL, OPENING, RESULTS, TOTAL, UNIT, VALUE, Places
from builder.layout.speech import Speech
from builder.model.graph import Node
from builder.results import Results

YEARS, FACTOR = "period_end", "discount_factor"


def flow_of(places: Places, option: str) -> str | None:
    """The line of an option that counts for net present value: after tax where the study has income tax.

    None where all that the option costs is financing.
    """
    lines = (f"{option}.after_tax_cost", f"{option}.unfinanced_cost")
    return next((each for each in lines if each in places.model.nodes), None)


def pairs_of(places: Places) -> tuple[str, ...]:
    """The owners of what is drawn from an alternative and a subject, in the order of the comparisons."""
    study = places.model.loaded.study
    pairs = (f"{a}_vs_{each.subject}" for each in study.comparisons.values() for a in each.alternatives)
    return tuple(dict.fromkeys(pairs))


def lines_shown(places: Places) -> tuple[str, ...]:
    """The ids of the lines that Cash flow shows by period."""
    if not has_flows(places):
        return ()
    flows = [flow_of(places, option) for option in places.model.loaded.study.options]
    pairs = [f"{pair}.cash_flow" for pair in paired_flows(places)]
    return (YEARS, FACTOR, *(each for each in flows if each), *pairs)


def paired_flows(places: Places) -> tuple[str, ...]:
    """The pairs whose cash flow is shown: an edition may leave out when costs fall."""
    return tuple(pair for pair in pairs_of(places) if f"{pair}.cash_flow" in places.model.nodes)


def has_flows(places: Places) -> bool:
    """Whether there is anything to discount, and a rate to discount it by that may be seen."""
    options = places.model.loaded.study.options
    return FACTOR in places.model.nodes and any(flow_of(places, option) for option in options)


def add_flows(book: Book, places: Places, speech: Speech, results: Results, row: int) -> int:
    """Fill the block from a row on; gives the row after it."""
    if not lines_shown(places):
        return row
    sheet = book.sheets[RESULTS]
    sheet.text(row, LABEL, speech.say("By period, as Cash flow shows it"), "section")
    row += 1
    heads = [(ID, "id", "head"), (LABEL, speech.say("Result"), "head"), (UNIT, speech.say("Unit"), "head"),
             (VALUE, speech.say("Break-even"), "head_number"), (TOTAL, speech.say("Scenario"), "head"),
             (OPENING, "", "head")]  # fmt: skip
    heads += [(FIRST_PERIOD + p, speech.period(p), "head_number") for p in range(places.periods)]
    for column, text, style in heads:
        sheet.text(row, column, text, style)
    names = Area(Address(RESULTS, row, FIRST_PERIOD, "rc"),
                 Address(RESULTS, row, FIRST_PERIOD + places.periods - 1, "rc"))  # fmt: skip
    for id in lines_shown(places):
        places.by_period[id] = row + 1
        for scenario in range(len(places.model.scenarios)):
            row += 1
            node = places.model.nodes[id]
            _line(book, places, speech, results, node, scenario, row)
            if node.scope == "pair":
                _break_even(book, places, speech, node.owner, scenario, row, names)
    return row + 1


def _break_even(
    book: Book, places: Places, speech: Speech, pair: str, scenario: int, row: int, names: Area
) -> None:
    """The name of the period by whose end a pair's outlay is recovered, or that it is not."""
    at, id = Address(RESULTS, row, VALUE), f"{pair}.recovery_periods"
    if scenario not in places.model.nodes[id].scenarios:
        book.sheets[RESULTS].text(row, VALUE, speech.say("not weighed here"), "unused_number")
        return
    reached = Call("entry", (Name("names"), parse("ceil(periods, digits) + 1")))
    tree = Conditional(Compare("<", Name("periods"), Number(0.0)), Text(speech.say(NOT_REACHED)), reached)
    targets: dict[str, Target] = {
        "names": names, "periods": places.result(id, scenario),
        "digits": places.inputs["rounding_digits", None].locked("rc"),
    }  # fmt: skip
    book.formula(at, ready(tree), targets, "name")


def _line(
    book: Book, places: Places, speech: Speech, results: Results, node: Node, scenario: int, row: int
) -> None:
    sheet = book.sheets[RESULTS]
    owner = speech.option(node.owner) if node.scope == "option" else ""
    owner = speech.pair(node.owner) if node.scope == "pair" else owner
    label = speech.text(node.label)
    sheet.text(row, ID, f"{node.id}@{places.model.scenarios[scenario]}", "id")
    sheet.text(row, LABEL, f"{owner}: {label}" if owner else label, "text")
    sheet.text(row, UNIT, speech.unit(node.unit_text), "unit")
    sheet.text(row, TOTAL, speech.scenario(scenario), "after")
    if scenario not in node.scenarios:
        sheet.text(row, OPENING, speech.say("not weighed here"), "unused")
        return
    form = number_format(node.unit_text, node.format, [float(each) for each in results.values[node.id].ravel()], 4)
    for period in range(places.periods):
        at = Address(RESULTS, row, FIRST_PERIOD + period)
        book.link(at, places.line(node.id, scenario, period), "link", form)
