"""What each option costs where the study compares nothing: a row for each scenario."""

from __future__ import annotations

from markupsafe import Markup

from builder.report.blocks import Column, Head, Row, Table, even
from builder.report.writer import Writer

_MOST_OPTIONS = 4


def totals(writer: Writer) -> tuple[Table, ...]:
    """Total cost, and cost per user and month, of every option; nothing where comparisons show them."""
    study = writer.basis.study
    if study.comparisons:
        return ()
    options = list(study.options)
    groups = [options[start : start + _MOST_OPTIONS] for start in range(0, len(options), _MOST_OPTIONS)]
    return tuple(_table(writer, group, number) for number, group in enumerate(groups))


def _table(writer: Writer, options: list[str], number: int) -> Table:
    measures = ("total_cost.total", "per_user_month")
    names = [Column(writer.option(option), even(70, 2 * len(options)), True) for option in options]
    rows = []
    for scenario in range(len(writer.basis.scenarios)):
        cells = (_value(writer, f"{option}.{measure}", scenario) for measure in measures for option in options)
        rows.append(Row((writer.scenario(scenario), *cells)))
    heads = (
        Head("", 1),
        Head(writer.numbers.in_amounts(writer.say("Total cost")), len(options)),
        Head(writer.say("Per user and month"), len(options)),
    )
    columns = (Column(writer.say("Scenario"), 30), *names, *names)
    key = "tab-totals" + (f"-{number + 1}" if number else "")
    return Table(key, writer.say("What each option costs"), columns, tuple(rows), heads, (writer.rounded(),))


def _value(writer: Writer, id: str, scenario: int) -> Markup:
    weighed = scenario in writer.basis.nodes[id].scenarios
    form = writer.numbers.amounts if id.endswith("total_cost.total") else None
    return writer.numbers.value(id, scenario, form) if weighed else Markup("–")
