"""One section per comparison: its verdict, claims, figures and tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from builder.report.blocks import Column, Figure, Head, Row, Table, even
from builder.report.claims import Said
from builder.report.figures import comparison_figures, parts_figure
from builder.report.verdict import verdict
from builder.report.writer import Writer
from builder.study.schema import Comparison

_MOST_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison as the paper shows it; its verdicts are those that no claim tells already."""

    key: str
    title: Markup
    verdicts: tuple[Markup, ...]
    claims: tuple[Said, ...]
    figures: tuple[Figure, ...]
    totals: Table
    makeup: Figure | None
    parts: tuple[Table, ...]


def compared(writer: Writer) -> tuple[Compared, ...]:
    """Every comparison of the study, in its order."""
    return tuple(_compared(writer, id, each) for id, each in writer.basis.study.comparisons.items())


def _compared(writer: Writer, id: str, comparison: Comparison) -> Compared:
    return Compared(
        id,
        writer.basis.name(comparison.label),
        tuple(verdict(writer, id, each) for each in comparison.alternatives if not _is_told(writer, id, each)),
        writer.claims_of(id),
        tuple(comparison_figures(writer, id, comparison)),
        totals_table(writer, id, comparison),
        parts_figure(writer, id, comparison) if "parts" in writer.charts else None,
        tuple(_parts(writer, id, comparison)),
    )


def _is_told(writer: Writer, id: str, alternative: str) -> bool:
    """Whether a claim of the section says how an alternative compares over the scenarios."""
    return any(
        read.startswith(f"{id}:{alternative}.")
        for claim in writer.claims_of(id)
        for key in writer.basis.study.report.claims[claim.name].values
        for read in writer.basis.nodes[f"claim.{claim.name}.{key}"].reads()
    )


def totals_table(writer: Writer, id: str, comparison: Comparison) -> Table:
    """Totals, difference, ratio, saving and cost per user and month, a row for each scenario.

    The alternatives stand in groups where there are several.
    """
    several = len(comparison.alternatives) > 1
    subject = writer.option(comparison.subject)
    other = writer.say("Alternative") if several else writer.option(comparison.alternatives[0])
    columns = (
        Column(writer.say("Scenario"), 25), Column(subject, 12, True), Column(other, 12, True),
        Column(writer.say("Difference"), 12, True), Column(writer.say("Ratio"), 8, True),
        Column(writer.say("Saving"), 8, True),
        Column(subject, 11.5, True), Column(other, 11.5, True),
    )  # fmt: skip
    rows = tuple(row for each in comparison.alternatives for row in _totals_rows(writer, comparison, each, several))
    total = writer.numbers.in_amounts(writer.say("Total cost"))
    heads = (Head("", 1), Head(total, 3), Head("", 2), Head(writer.say("Per user and month"), 2))
    caption = writer.say(
        "{alternative} against {subject}: total cost, ratio and saving", subject=subject,
        alternative=writer.listed(writer.option(each) for each in comparison.alternatives))  # fmt: skip
    notes = (
        writer.say("Ratio: the cost of the alternative divided by that of {subject}. Saving: the difference as"
                   " a share of the alternative's cost; a dash where {subject} costs more.",
            subject=subject),
        added(writer),
    )  # fmt: skip
    return Table(f"tab-{id}", caption, columns, rows, heads, notes)


def _totals_rows(writer: Writer, comparison: Comparison, alternative: str, several: bool) -> Iterator[Row]:
    numbers, subject = writer.numbers, comparison.subject
    pair = f"{alternative}_vs_{subject}"
    if several:
        yield Row((writer.option(alternative), *[Markup("")] * 7), "group")
    for each in writer.basis.scenarios_of(comparison):
        costs = (f"{subject}.total_cost.total", f"{alternative}.total_cost.total", f"{pair}.difference")
        saves = writer.basis.results.value(f"{pair}.saving", each) >= 0
        saving = numbers.value(f"{pair}.saving", each) if saves else Markup("–")
        per_user = (f"{subject}.per_user_month", f"{alternative}.per_user_month")
        amounts = (numbers.value(id, each, numbers.amounts) for id in costs)
        cells = (*amounts, numbers.value(f"{pair}.ratio", each), saving, *(numbers.value(id, each) for id in per_user))
        yield Row((writer.scenario(each), *cells), "sub" if several else "")


def _parts(writer: Writer, id: str, comparison: Comparison) -> Iterator[Table]:
    """Cost by category; several tables where one would be too wide."""
    options = (comparison.subject, *comparison.alternatives)
    scenarios = writer.basis.scenarios_of(comparison)
    room = max(1, _MOST_COLUMNS // len(options))
    for number, start in enumerate(range(0, len(scenarios), room)):
        chosen = scenarios[start : start + room]
        yield _parts_table(
            writer, f"tab-{id}-parts" + (f"-{number + 1}" if number else ""), options, chosen, comparison
        )


def _parts_table(
    writer: Writer, key: str, options: tuple[str, ...], scenarios: tuple[int, ...], comparison: Comparison
) -> Table:
    basis = writer.basis
    bars = [(scenario, option) for scenario in scenarios for option in options]
    columns = (
        Column(writer.say("Category"), 24),
        *(Column(writer.option(option), even(76, len(bars)), True) for _, option in bars),
    )
    rows = []
    labels = basis.results.model.library.vocabulary.categories
    for category in basis.categories_of(options, basis.scenarios_of(comparison)):
        cells = (_amount(writer, f"{option}.category_{category}.total", scenario) for scenario, option in bars)
        rows.append(Row((basis.name(labels[category].label), *cells)))
    totals = (_amount(writer, f"{option}.total_cost.total", scenario) for scenario, option in bars)
    rows.append(Row((writer.say("Total"), *totals), "total"))
    heads = (Head("", 1), *(Head(writer.scenario(each), len(options)) for each in scenarios))
    caption = writer.say("Cost by category: {comparison}", comparison=writer.basis.name(comparison.label))
    caption = writer.numbers.in_amounts(caption)
    if len(scenarios) < len(basis.scenarios_of(comparison)):
        caption += Markup(", ") + writer.listed(writer.scenario(each) for each in scenarios)
    return Table(key, caption, columns, tuple(rows), heads, (added(writer),), True)


def _amount(writer: Writer, id: str, scenario: int) -> Markup:
    numbers = writer.numbers
    return numbers.value(id, scenario, numbers.amounts) if id in writer.basis.nodes else Markup("–")


def added(writer: Writer) -> Markup:
    """That amounts are rounded one by one."""
    return writer.say("Amounts are rounded after adding; parts may not add up exactly.")
