"""The figures of a comparison: what the options cost, what makes the difference, and what each cost is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from builder.analysis.category_steps import Descent, descent
from builder.language.conventions import conventions_of
from builder.report.blocks import Figure
from builder.report.charts.chart import Canvas, Chart, Mark, Numbers, Series, Words
from builder.report.charts.kinds.grouped import GroupedBars, grouped_bars
from builder.report.charts.kinds.stacked import StackedBar, StackedBars, stacked_bars
from builder.report.charts.kinds.waterfall import Waterfall, waterfall
from builder.report.forms import Form
from builder.report.writer import Writer
from builder.study.schema import Comparison

WHOLE, HALF = 640.0, 312.0
"""The widths of a figure that has the page for itself, and of one that shares it with another."""

_AXIS_DIGITS = 6
"""More than any place of an axis needs to be written whole: $12.5M between $10M and $15M, never $13M."""

_MOST_BARS = 6
"""The most bars that stand in half the width of a page."""


def comparison_figures(writer: Writer, id: str, comparison: Comparison) -> Iterator[Figure]:
    """The cost of the options and what makes their difference: side by side where both have the room."""
    together = {"cost", "drivers"} <= writer.charts and fits_half(comparison)
    width = HALF if together else WHOLE
    if "cost" in writer.charts:
        yield cost_figure(writer, id, comparison, width)
    if "drivers" in writer.charts:
        yield _drivers_figure(writer, id, descent(writer.basis.results, comparison), width)


def fits_half(comparison: Comparison) -> bool:
    """Whether the bars of a comparison have room in half the width of a page."""
    return len(comparison.scenarios) * (1 + len(comparison.alternatives)) <= _MOST_BARS


def cost_figure(writer: Writer, id: str, comparison: Comparison, width: float) -> Figure:
    """Total cost per scenario and option, with the ratio above each scenario where there is one alternative."""
    basis, numbers, (money, _) = writer.basis, writer.numbers, chart_money(writer)
    scenarios = basis.scenarios_of(comparison)
    options = (comparison.subject, *comparison.alternatives)
    series = tuple(
        Series(
            basis.text(basis.option(option).label),
            tuple(numbers.plotted(f"{option}.total_cost.total", each, money) for each in scenarios),
            tone,
        )
        for tone, option in enumerate(options)
    )
    notes: tuple[str, ...] = ()
    if len(comparison.alternatives) == 1:
        pair = f"{comparison.alternatives[0]}_vs_{comparison.subject}.ratio"
        notes = tuple(str(numbers.value(pair, each).striptags()) for each in scenarios)
    data = GroupedBars(
        tuple(basis.scenario_label(each) for each in scenarios), series, notes,
        str(writer.say("Cost ratio")) if notes else "", _words(writer))  # fmt: skip
    chart = grouped_bars(data, writer.theme, _written(writer), Canvas(f"figure-{id}-cost", width, 230))
    caption = writer.say("Total cost over the period: {comparison}", comparison=basis.name(comparison.label))
    return _figure(f"fig-{id}-cost", caption, chart, writer, width)


def _drivers_figure(writer: Writer, id: str, found: Descent, width: float) -> Figure:
    """From the alternative's total to the subject's, a bar for each category in which they differ."""
    basis, numbers, (money, _) = writer.basis, writer.numbers, chart_money(writer)
    labels = basis.results.model.library.vocabulary.categories

    def total(option: str) -> Mark:
        value = numbers.plotted(f"{option}.total_cost.total", found.scenario, money)
        return Mark(basis.text(basis.option(option).label), value)

    steps = tuple(
        Mark(
            basis.text(labels[each.category].label),
            numbers.plotted_difference((each.subject, each.alternative), each.value, found.scenario, money),
        )
        for each in found.steps
    )
    tones = (writer.basis.tone(id, found.alternative), 0)
    data = Waterfall(total(found.alternative), steps, total(found.subject), tones, _words(writer))
    chart = waterfall(data, writer.theme, _written(writer), Canvas(f"figure-{id}-drivers", width))
    caption = writer.say(
        "Cost bridge from {alternative} to {subject}: {scenario}", alternative=writer.option(found.alternative),
        subject=writer.option(found.subject), scenario=writer.scenario(found.scenario))  # fmt: skip
    return _figure(f"fig-{id}-drivers", caption, chart, writer, width)


def parts_figure(writer: Writer, id: str, comparison: Comparison) -> Figure:
    """What each option's cost is made of, scenario by scenario."""
    basis, numbers, (money, _) = writer.basis, writer.numbers, chart_money(writer)
    options = (comparison.subject, *comparison.alternatives)
    used = basis.categories_of(options, basis.scenarios_of(comparison))
    bars = []
    for scenario in basis.scenarios_of(comparison):
        for option in options:
            ids = [f"{option}.category_{category}.total" for category in used]
            values = tuple(numbers.plotted(each, scenario, money) if each in basis.nodes else 0.0 for each in ids)
            label = basis.text(basis.option(option).label)
            bars.append(StackedBar(basis.scenario_label(scenario), label, values, option == comparison.subject))
    names = tuple(basis.text(basis.results.model.library.vocabulary.categories[each].label) for each in used)
    tones = tuple(_tones(writer)[each] for each in used)
    data = StackedBars(names, tuple(bars), str(writer.say("Total")), tones, _words(writer))
    chart = stacked_bars(data, writer.theme, _written(writer), Canvas(f"figure-{id}-parts", height=240))
    caption = writer.say("What the cost is made of: {comparison}", comparison=basis.name(comparison.label))
    return _figure(f"fig-{id}-parts", caption, chart, writer, WHOLE)


def _tones(writer: Writer) -> dict[str, int]:
    """A colour for each category that the study uses anywhere, the same in every figure."""
    nodes = writer.basis.nodes
    every = writer.basis.results.model.library.vocabulary.categories
    used = [
        each for each in every if any(f"{option}.category_{each}" in nodes for option in writer.basis.study.options)
    ]
    return {category: tone for tone, category in enumerate(used)}


def chart_money(writer: Writer) -> tuple[Form, Form]:
    """How amounts stand at marks and on the axis: as in tables where the language's words for size are long."""
    amounts = writer.numbers.amounts
    bare = conventions_of(writer.basis.language.code).myriads and amounts.bare
    form = amounts if bare else Form("short_money")
    return form, replace(form, decimals=_AXIS_DIGITS)


def chart_heading(writer: Writer, heading: str) -> Markup:
    """What the amounts of a chart are, with their unit where they stand without it."""
    bare = chart_money(writer)[0].bare
    return writer.numbers.in_amounts(heading) if bare else Markup(heading)


def _words(writer: Writer) -> Words:
    bare = chart_money(writer)[0].bare
    axis = str(writer.numbers.in_amounts(writer.say("Cost"))) if bare else ""
    return Words(heading=str(writer.say("Scenario")), axis=axis)


def _written(writer: Writer) -> Numbers:
    money, axis = chart_money(writer)
    return Numbers(writer.numbers.writer(money), writer.numbers.scale(axis))


def _figure(key: str, caption: Markup, chart: Chart, writer: Writer, width: float) -> Figure:
    return Figure(key, caption, Markup(chart.svg), (writer.rounded(),), half=width < WHOLE)
