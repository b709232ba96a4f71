"""Cash flow and break-even: net present value, rate of return and payback, and cost as it adds up over time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from builder.analysis.courses import Course, courses, largest_scenario, years
from builder.analysis.crossed import Crossed
from builder.analysis.opposed import Cause, is_after_tax, opposed
from builder.language import message
from builder.report.blocks import Column, Figure, Row, Table
from builder.report.charts.chart import Canvas, Numbers, Series, Words
from builder.report.charts.kinds.lines import Crossing, Lines, lines
from builder.report.figures import HALF, WHOLE, chart_heading, chart_money
from builder.report.forms import Form, is_whole
from builder.report.sections.breakeven import BreakEven, break_even
from builder.report.units import quantity
from builder.report.writer import Writer

_RATE = Form("percent", 0)
_YEARS = Form("number", 2)
_YEAR = Form("number", 0)
_CAUSES: dict[Cause, str] = {
    "financing": message("Financing lines, such as the cost of capital, are in the total and not in the cash flow."),
    "tax": message("Cash flows are after income tax, and the total is before it."),
    "discounting": message("Discounting gives later cash flows less weight than earlier ones."),
}
_MOST_LINES = 3
"""The most lines that stand in half the width of a page."""


@dataclass(frozen=True, slots=True)
class CashFlow:
    """What the chapter shows; `chosen` where its sentences are about one scenario of several.

    `opposed` explains where totals and net present values point to different options.
    """

    opening: Markup
    sentences: tuple[Markup, ...]
    opposed: tuple[Markup, ...]
    table: Table
    figures: tuple[Figure, ...]
    breakeven: BreakEven | None
    chosen: bool


def cash_flow(writer: Writer, found: Crossed | None) -> CashFlow | None:
    """The chapter; nothing where the study compares nothing, or its edition leaves out when costs fall."""
    study, nodes = writer.basis.study, writer.basis.nodes
    flows = [f"{alternative}_vs_{each.subject}.cumulative_cash_flow" for _, each, alternative in writer.basis.pairs()]
    if not flows or not all(each in nodes for each in ("discount_rate", *flows)):
        return None
    used = {each for comparison in study.comparisons.values() for each in writer.basis.scenarios_of(comparison)}
    scenarios = sorted(used)
    rate = writer.numbers.span("discount_rate", scenarios)
    cited = writer.citations.calls(writer.citations.behind(writer.basis.nodes["discount_rate"], scenarios))
    opening = writer.say(
        "Net present values discount later cash flows at {rate} a year. Cash flows leave out financing lines,"
        " such as the cost of capital and the depreciation benefit: the discount rate already reflects the cost"
        " of money.",
        rate=rate) + cited  # fmt: skip
    if _after_tax(writer):
        opening += Markup(" ") + writer.say("Cash flows are after income tax.")
    largest = {id: largest_scenario(writer.basis.results, each) for id, each in study.comparisons.items()}
    sentences = dict.fromkeys(
        _recovery(writer, each.subject, alternative, largest[id])
        for id, each in study.comparisons.items()
        for alternative in each.alternatives
    )
    figures = tuple(_figure(writer, id, largest[id]) for id in study.comparisons if "cashflow" in writer.charts)
    chosen = any(len(each.scenarios) > 1 for each in study.comparisons.values())
    return CashFlow(
        opening, tuple(sentences), tuple(_opposed(writer)), _table(writer), figures, break_even(writer, found), chosen
    )


def _after_tax(writer: Writer) -> bool:
    pairs = writer.basis.pairs()
    return any(is_after_tax(writer.basis.results, f"{alternative}_vs_{each.subject}") for _, each, alternative in pairs)


def _opposed(writer: Writer) -> Iterator[Markup]:
    """Why a total speaks for one option and a net present value for the other; once for scenarios that are alike."""
    alike: dict[tuple[str, str, bool, tuple[Cause, ...]], list[int]] = {}
    for each in opposed(writer.basis.results):
        pair = each.pair
        alike.setdefault((pair.subject, pair.alternative, each.dearer, each.causes), []).append(pair.scenario)
    for (subject, alternative, dearer, causes), scenarios in alike.items():
        names = {"subject": writer.option(subject), "alternative": writer.option(alternative),
                 "scenarios": writer.listed(map(writer.scenario, scenarios))}  # fmt: skip
        if dearer:
            said = writer.say("{scenarios}: in total {subject} costs more than {alternative}, yet its net present value"
                              " is positive.", **names)  # fmt: skip
        else:
            said = writer.say("{scenarios}: in total {subject} costs less than {alternative}, yet its net present value"
                              " is negative.", **names)  # fmt: skip
        yield Markup(" ").join((said, *(writer.say(_CAUSES[each]) for each in causes)))


def _table(writer: Writer) -> Table:
    """A row for each scenario, under the name of each comparison."""
    value = writer.numbers.in_amounts(writer.say("Net present value"))
    columns = (
        Column(writer.say("Scenario"), 40), Column(value, 20, True),
        Column(writer.say("Internal rate of return"), 20, True), Column(writer.say("Payback, in years"), 20, True),
    )  # fmt: skip
    note = writer.say(
        "Computed from what the subject saves against the alternative in each period; a negative value means"
        " that the subject costs more. A rate of return is given only where a single outlay is recovered later."
    )
    caption = writer.say("Net present value, rate of return and payback")
    return Table("tab-cashflow", caption, columns, tuple(_rows(writer)), (), (note,), True)


def _rows(writer: Writer) -> Iterator[Row]:
    basis = writer.basis
    for _, comparison, alternative in basis.pairs():
        versus = writer.say("{subject} against {alternative}", subject=writer.option(comparison.subject),
                            alternative=writer.option(alternative))  # fmt: skip
        label = Markup('{} <span class="aside">{}</span>').format(basis.name(comparison.label), versus)
        yield Row((label, *[Markup("")] * 3), "group")
        pair = f"{alternative}_vs_{comparison.subject}"
        for each in basis.scenarios_of(comparison):
            value = writer.numbers.value(f"{pair}.net_present_value", each, writer.numbers.amounts)
            cells = (value, _rate(writer, pair, each), _payback(writer, pair, each))
            yield Row((writer.scenario(each), *cells), "sub")


def _rate(writer: Writer, pair: str, scenario: int) -> Markup:
    id = f"{pair}.internal_rate_of_return"
    found = writer.basis.results.value(id, scenario) > -1
    return writer.numbers.value(id, scenario, _RATE) if found else Markup("–")


def _payback(writer: Writer, pair: str, scenario: int) -> Markup:
    id = f"{pair}.payback"
    value = writer.basis.results.value(id, scenario)
    if value < 0:
        return writer.say("not reached")
    return writer.numbers.value(id, scenario, _YEARS) if value else writer.say("at once")


def _recovery(writer: Writer, subject: str, alternative: str, scenario: int) -> Markup:
    """When the subject has recovered its outlay against an alternative, or that it has not."""
    id = f"{alternative}_vs_{subject}.payback"
    value = writer.basis.results.value(id, scenario)
    names = {"subject": writer.option(subject), "alternative": writer.option(alternative)}
    names["scenario"] = writer.scenario(scenario)
    if value < 0:
        return writer.say(
            "{scenario}: {subject} has still cost more than {alternative} at the end of the period.", **names
        )
    if not value:
        return writer.say("{scenario}: at no time has {subject} cost more than {alternative}.", **names)
    return writer.say(
        "{scenario}: {subject} breaks even with {alternative} after {years}.",
        **names, years=_in_years(writer, id, scenario))  # fmt: skip


def _in_years(writer: Writer, id: str, scenario: int) -> Markup:
    shown = writer.numbers.value(id, scenario, _YEARS)
    one = is_whole(writer.basis.results.value(id, scenario)) and str(shown.striptags()) == "1"
    return quantity(writer.basis.language, shown, one, ("year",), ())


def _figure(writer: Writer, id: str, scenario: int) -> Figure:
    basis, numbers = writer.basis, writer.numbers
    money, axis = chart_money(writer)
    comparison = basis.study.comparisons[id]
    drawn = courses(basis.results, comparison, scenario)
    series = tuple(
        Series(
            basis.text(basis.option(each.option).label),
            tuple(numbers.asked_plotted(each.node, value, money, scenario) for value in each.values),
            tone,
        )
        for tone, each in enumerate(drawn)
    )
    places = years(basis.results)
    written = numbers.scale(_YEAR)
    labels = tuple(written(round(each)) if is_whole(each) else "" for each in places)
    crossings = tuple(
        Crossing(each.met_at, each.height, _crossing(writer, comparison.subject, each, scenario))
        for each in drawn
        if each.met_at is not None
    )
    words = Words(
        str(writer.say("Year")),
        str(chart_heading(writer, writer.say("Cumulative cost without financing lines"))),
        str(writer.say("Years from the start")),
    )
    half = len(basis.study.comparisons) > 1 and len(drawn) < _MOST_LINES
    width = HALF if half else WHOLE
    chart = lines(
        Lines(places, labels, series, crossings, words),
        writer.theme,
        Numbers(numbers.writer(money), numbers.scale(axis)),
        Canvas(f"figure-{id}-cashflow", width, 190 if half else 230),
    )
    caption = writer.say(
        "Cumulative cost, {scenario}: {comparison}",
        scenario=writer.scenario(scenario), comparison=basis.name(comparison.label))  # fmt: skip
    told = [writer.say("Shown for the scenario with the highest cost.")] if len(comparison.scenarios) > 1 else []
    return Figure(f"fig-{id}-cashflow", caption, Markup(chart.svg), (*told, writer.rounded()), half)


def _crossing(writer: Writer, subject: str, course: Course, scenario: int) -> str:
    label = writer.basis.text(writer.basis.option(course.option).label)
    place = _in_years(writer, f"{course.option}_vs_{subject}.payback", scenario).striptags()
    return writer.basis.language.say("Break-even with {alternative}: {years}", alternative=label, years=place)
