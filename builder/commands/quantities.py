"""Values with their units as the terminal and warnings write them."""

from __future__ import annotations

from builder.layout.formats import needed_decimals
from builder.layout.speech import Speech
from builder.model.graph import Node
from builder.model.rows import Row, Value


def shown(node: Node | Row, value: float, speech: Speech, with_unit: bool = True) -> str:
    """A value as a person reads it: percent, multiple, money or a number, with its unit where that says something."""
    language, model = speech.language, speech.model
    if node.unit_text == "%" or node.format == "percent":
        return language.percent(value, 1)
    if node.format == "multiple":
        return language.multiple(value, 2)
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


def written(row: Row, value: Value, speech: Speech) -> str:
    """What a row is set to, as a person reads it: a quantity, a list of them, or a choice."""
    if isinstance(value, tuple):
        return f"{', '.join(shown(row, each, speech, with_unit=False) for each in value)} {speech.unit(row.unit_text)}"
    return value if isinstance(value, str) else shown(row, value, speech)
