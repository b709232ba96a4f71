"""Amounts of money that the model assumes in its own currency and that a study in another takes as they stand."""

from __future__ import annotations

from collections.abc import Iterator

from builder.language import Language
from builder.model.graph import Model
from builder.model.rows import Row
from builder.notices.notice import Notice, text_of
from builder.results import Results

LIBRARY_CURRENCY = "USD"
"""What the defaults of the model's files are in."""

_OF_ANY_CURRENCY = ("check_tolerance",)
"""A share of the currency's own unit, and not an amount that somebody saw somewhere."""


def unconverted_defaults(results: Results, language: Language) -> Iterator[Notice]:
    """A warning for each such amount that a line or a check reads: nothing is converted silently."""
    model = results.model
    currency = model.loaded.study.currency
    if currency == LIBRARY_CURRENCY:
        return
    read = _read(model)
    for row in model.assumptions.rows:
        if "money" in row.unit_text and row.id in read and row.key not in _OF_ANY_CURRENCY and _is_default(row):
            text = language.say(
                "{assumption} is a default of the model in {own} and is taken as so many {currency}; write its value",
                assumption=text_of(row.label, language), own=LIBRARY_CURRENCY, currency=currency,
            )  # fmt: skip
            yield Notice("currency", row.path, text)


def _read(model: Model) -> set[str]:
    """The ids of the rows whose values some line or check reads."""
    nodes = {id for node in model.nodes.values() for id in node.reads()}
    nodes |= {binding.node for check in model.checks for binding in check.bindings.values()}
    return {row.id for id in nodes for row in model.nodes[id].rows if row is not None}


def _is_default(row: Row) -> bool:
    """Whether a row has, in some scenario where it holds, an amount that nobody but the model says."""
    return any(each.where == f"default of {row.key}" and bool(each.value) for each in row.settings())
