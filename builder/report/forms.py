"""How a value is written: its form, chosen by unit and origin, and its text in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from builder.language import Language, Rounding, round_significant
from builder.model.graph import Node
from builder.report.units import parts_of
from builder.study.schema import ClaimValue

Kind = Literal["number", "significant", "percent", "multiple", "money", "price", "short_money", "flag"]

_DIGITS = 3
_WHOLE_BELOW = 1e9
_DUST = 1e-9


@dataclass(frozen=True, slots=True)
class Form:
    """A way of writing numbers. Without `decimals`, as many as the kind needs.

    A `price` keeps every digit its author wrote, `money` those of the coin, `short_money` three significant ones.
    """

    kind: Kind
    decimals: int | None = None
    rounding: Rounding = "nearest"

    def __str__(self) -> str:
        places = "" if self.decimals is None else f" {self.decimals}"
        return f"{self.kind}{places}" + (" down" if self.rounding == "down" else "")

    def text(self, value: float, language: Language, currency: str) -> str:
        """The value written in this form."""
        match self.kind:
            case "percent":
                places = _percent_places(value) if self.decimals is None else self.decimals
                return language.percent(value, places, self.rounding)
            case "multiple":
                return language.multiple(value, 1 if self.decimals is None else self.decimals, self.rounding)
            case "short_money":
                return language.short_money(value, currency, self.decimals or _DIGITS, self.rounding)
            case "money":
                return language.money(value, currency, self.decimals, self.rounding)
            case "price":
                return language.money(value, currency, _price_places(value))
            case "flag":
                return language.say("yes") if value else language.say("no")
            case "significant":
                return _readable(value, language, self.rounding)
            case "number":
                return language.number(value, self.decimals, rounding=self.rounding)


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


def form_of_claim(value: ClaimValue) -> Form:
    """The form a claim asks for."""
    if value.format == "number" and value.decimals is None:
        return Form("significant", None, value.rounding)
    decimals = 0 if value.format == "percent" and value.decimals is None else value.decimals
    return Form(value.format, decimals, value.rounding)


def is_whole(value: float) -> bool:
    """Whether a value is a whole number but for floating-point dust."""
    return abs(value - round(value)) < _DUST


def _percent_places(value: float) -> int:
    """Whole percent from 10% to 100%, one decimal outside, where it tells something."""
    return 0 if is_whole(value * 100) or 0.1 <= abs(value) <= 1 else 1


def _price_places(value: float) -> int | None:
    if is_whole(value):
        return 0
    _, _, decimals = format(value, ".12g").partition(".")
    return len(decimals) if len(decimals) > 2 else None


def _readable(value: float, language: Language, rounding: Rounding) -> str:
    if abs(value) < _WHOLE_BELOW and is_whole(value):
        return language.number(round(value), 0)
    return language.number(round_significant(value, _DIGITS, rounding))
