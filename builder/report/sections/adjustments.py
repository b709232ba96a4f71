"""What the study's adjustments are for, and their amounts: in the table of costs and in that of assumptions."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from builder.layout.place import ADJUSTMENTS
from builder.model.adjustments import AMOUNTS, Adjustment
from builder.report.blocks import Row
from builder.report.forms import Form
from builder.report.writer import Writer

_BARE = Form("number")


def adjustments_of(writer: Writer, option: str) -> tuple[Adjustment, ...]:
    """The adjustments that the study gives an option."""
    node = writer.basis.nodes.get(f"{option}.{AMOUNTS}")
    return node.adjustments if node else ()


def told(writer: Writer, option: str) -> Markup:
    """What they are for, each with the scenario that it is for alone."""
    return Markup("; ").join(_named(writer, each) for each in adjustments_of(writer, option))


def _named(writer: Writer, each: Adjustment) -> Markup:
    name = writer.basis.name(each.label)
    if each.scenario is None:
        return name
    return writer.say("{label} ({scenario} only)", label=name, scenario=writer.scenario(each.scenario))


def adjustment_rows(writer: Writer, option: str, currency: Markup) -> Iterator[tuple[Row, Adjustment]]:
    """Label, amounts and periods of each; status and source are the caller's to add."""
    for each in adjustments_of(writer, option):
        filled = [(period, amount) for period, amount in enumerate(each.amounts) if amount]
        amounts = dict.fromkeys(amount for _, amount in filled)
        values = Markup(", ").join(writer.numbers.entry(f"{option}.{AMOUNTS}", amount, _BARE) for amount in amounts)
        periods = Markup(", ").join(_period(writer, period) for period, _ in filled)
        label = Markup("{}: {}").format(_named(writer, each), periods) if filled else _named(writer, each)
        yield Row((label, values or Markup("–"), currency, writer.basis.name(ADJUSTMENTS))), each


def _period(writer: Writer, period: int) -> Markup:
    """What the workbook heads a period's column by."""
    if period == 0:
        return writer.say("Start")
    number = Markup('<span class="name">{}</span>').format(period)
    yearly = writer.basis.study.timeline.period == "year"
    return writer.say("Year {number}", number=number) if yearly else writer.say("Month {number}", number=number)
