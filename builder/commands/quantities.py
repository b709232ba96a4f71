"""Values with their units as the terminal and warnings write them."""

from __future__ import annotations

from builder.language.form import Form
from builder.layout.formats import needed_decimals
from builder.layout.speech import Speech
from builder.model.graph import Node
from builder.model.rows import Row, Value
from builder.report.units import parts_of, quantity

RATIO = Form("multiple", 2)


def shown(node: Node | Row, value: float, speech: Speech, with_unit: bool = True) -> str:
    """A value as a person reads it: percent, multiple, money or a number, with its unit where that says something."""
    language, model = speech.language, speech.model
    if node.unit_text == "%" or node.format == "percent":
        return language.percent(value, 1)
    if node.format == "multiple":
        return RATIO.text(value, language, "")
    decimals = needed_decimals(value)
    if node.unit_text == "money":
        return language.money(value, model.loaded.study.currency, 0 if abs(value) >= 100 else min(decimals, 2))
    if node.unit_text.startswith("money/"):
        decimals = (
            0
            if abs(value) >= 1000
            else 2
            if abs(value) >= 1 or not value
            else max(2, needed_decimals(float(f"{value:.3g}")))
        )
    number = language.number(value, min(decimals, 6))
    return f"{number} {speech.unit(node.unit_text)}" if with_unit and node.unit_text != "1" else number


def in_words(node: Node, value: float, bare: bool, speech: Speech) -> str:
    """A value in a sentence, with its unit as the paper says it: 4 GPUs per instance; `bare` leaves out per what."""
    currency = speech.model.loaded.study.currency
    number = shown(node, value, speech, with_unit=False)
    if node.format is not None:
        return number
    if node.unit_text.startswith("money/"):
        decimals = 0 if abs(value) >= 100 else max(2, min(needed_decimals(value), 6))
        number = speech.language.money(value, currency, decimals)
    above, below = parts_of(node.unit_text, currency)
    return quantity(speech.language, number, value == 1, above, () if bare else below).striptags()


def written(row: Row, value: Value, speech: Speech) -> str:
    """What a row is set to, as a person reads it: a quantity, a list of them, or a choice."""
    if isinstance(value, tuple):
        return f"{', '.join(shown(row, each, speech, with_unit=False) for each in value)} {speech.unit(row.unit_text)}"
    return value if isinstance(value, str) else shown(row, value, speech)
