"""The figures of a comparison: what the options cost, and what the cost is made of."""

from __future__ import annotations

from markupsafe import Markup

from builder.report.blocks import Figure
from builder.report.charts.chart import Canvas, Chart, Numbers, Series, Words
from builder.report.charts.kinds.grouped import GroupedBars, grouped_bars
from builder.report.charts.kinds.stacked import StackedBar, StackedBars, stacked_bars
from builder.report.forms import Form
from builder.report.writer import Writer
from builder.study.schema import Comparison

_MONEY = Form("short_money")
_AXIS = Form("short_money", 2)


def cost_figure(writer: Writer, id: str, comparison: Comparison) -> Figure:
    """Total cost per scenario and option, with the ratio above each scenario where there is one alternative."""
    basis, numbers = writer.basis, writer.numbers
    scenarios = basis.scenarios_of(comparison)
    options = (comparison.subject, *comparison.alternatives)
    series = tuple(
        Series(
            basis.text(basis.option(option).label),
            tuple(numbers.plotted(f"{option}.total_cost.total", each, _MONEY) for each in scenarios),
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
    chart = grouped_bars(data, writer.theme, _written(writer), Canvas(f"figure-{id}-cost", height=225))
    caption = writer.say("Total cost over the period: {comparison}", comparison=basis.name(comparison.label))
    return _figure(f"fig-{id}-cost", caption, chart, writer)


def parts_figure(writer: Writer, id: str, comparison: Comparison) -> Figure:
    """What each option's cost is made of, scenario by scenario."""
    basis, numbers = writer.basis, writer.numbers
    options = (comparison.subject, *comparison.alternatives)
    used = basis.categories_of(options, basis.scenarios_of(comparison))
    bars = []
    for scenario in basis.scenarios_of(comparison):
        for option in options:
            ids = [f"{option}.category_{category}.total" for category in used]
            values = tuple(numbers.plotted(each, scenario, _MONEY) if each in basis.nodes else 0.0 for each in ids)
            label = basis.text(basis.option(option).label)
            bars.append(StackedBar(basis.scenario_label(scenario), label, values, option == comparison.subject))
    names = tuple(basis.text(basis.results.model.library.vocabulary.categories[each].label) for each in used)
    tones = tuple(_tones(writer)[each] for each in used)
    data = StackedBars(names, tuple(bars), str(writer.say("Total")), tones, _words(writer))
    chart = stacked_bars(data, writer.theme, _written(writer), Canvas(f"figure-{id}-parts", height=270))
    caption = writer.say("What the cost is made of: {comparison}", comparison=basis.name(comparison.label))
    return _figure(f"fig-{id}-parts", caption, chart, writer)


def _tones(writer: Writer) -> dict[str, int]:
    """A colour for each category that the study uses anywhere, the same in every figure."""
    nodes = writer.basis.nodes
    every = writer.basis.results.model.library.vocabulary.categories
    used = [
        each for each in every if any(f"{option}.category_{each}" in nodes for option in writer.basis.study.options)
    ]
    return {category: tone for tone, category in enumerate(used)}


def _words(writer: Writer) -> Words:
    return Words(heading=str(writer.say("Scenario")), axis="")


def _written(writer: Writer) -> Numbers:
    return Numbers(writer.numbers.writer(_MONEY), writer.numbers.writer(_AXIS))


def _figure(key: str, caption: Markup, chart: Chart, writer: Writer) -> Figure:
    rounded = writer.say("Values are rounded to three significant digits.")
    return Figure(key, caption, Markup(chart.svg), (rounded,))
