"""Which form a value of the paper is written in, by its unit and origin."""

from __future__ import annotations

from builder.language.form import DIGITS, Form, Kind, is_whole
from builder.model.claims import form_of_claim
from builder.model.graph import Node
from builder.report.units import parts_of

__all__ = ["DIGITS", "Form", "Kind", "form_of", "form_of_claim", "is_whole"]


def form_of(node: Node, currency: str) -> Form:
    """The form of a node's values: inputs as they were written, results with three significant digits."""
    above, _ = parts_of(node.unit_text, currency)
    if node.kind == "flag":
        return Form("flag")
    if node.format == "percent" or node.unit_text == "%":
        return Form("percent")
    if node.format == "multiple":
        return Form("multiple")
    if "money" in above:
        return Form("price") if node.rows else Form("short_money")
    return Form("number") if node.rows else Form("significant")
