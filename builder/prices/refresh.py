"""Token prices of a day from the package `genai-prices`, as the text of a price file. The package is optional.

It knows no change of a price before May 2025: what an API cost earlier stands in dated files only.
"""

from __future__ import annotations

import datetime as dt
import importlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from builder.errors import Problem, StudyError

KNOWN_FROM = dt.date(2025, 5, 1)
_TOKENS = 1_000
"""Priced at a time: few enough for the first of the tiers that some models have."""
_HEAD = """\
# Token prices, written from the package genai-prices; its prices are collected by hand and may err.
currency: USD
unit: USD/Mtoken
as_of: {as_of}
source: {source}
source_grade: S
status: list-price
prices:
"""


def refreshed_token_prices(models: Iterable[str], as_of: dt.date) -> str:
    """The text of a price file with two entries for each model, `NAME.input` and `NAME.output`.

    A model is named as its provider does, with the provider before a slash where others offer it too:
    `openai/gpt-4o`. Raises StudyError if the package is missing, the day too early, or a model unknown to it.
    """
    today = token_prices(models, as_of)
    if today.unknown:
        remedy = "write the model as its provider names it, such as openai/gpt-4o"
        raise StudyError(*(Problem("", f"genai-prices has no price of {name!r}", remedy) for name in today.unknown))
    text = _HEAD.format(as_of=as_of, source=json.dumps(today.source))
    return text + "".join(f"  {json.dumps(name)}: {{value: {price}}}\n" for name, price in today.prices.items())


@dataclass(frozen=True, slots=True)
class TokenPrices:
    """Prices of a million tokens by `MODEL.input` and `MODEL.output`, as exact decimals; models without a price."""

    prices: Mapping[str, str]
    unknown: tuple[str, ...]
    source: str


def token_prices(models: Iterable[str], as_of: dt.date) -> TokenPrices:
    """What the package says of models on a day. Raises StudyError if it is missing or the day too early."""
    if as_of < KNOWN_FROM:
        remedy = f"keep the dated prices of that time, or ask for a day from {KNOWN_FROM} on"
        raise StudyError(Problem("", f"genai-prices knows no change of a price before {KNOWN_FROM}", remedy))
    package = _package()
    prices, unknown = dict[str, str](), list[str]()
    for name in dict.fromkeys(models):
        try:
            prices[f"{name}.input"], prices[f"{name}.output"] = _prices(package, name, as_of)
        except LookupError:
            unknown.append(name)
    version = getattr(package, "__version__", "")
    return TokenPrices(prices, tuple(unknown), f"PyPI package genai-prices {version}".rstrip())


def _package() -> Any:
    try:
        return importlib.import_module("genai_prices")
    except ImportError:
        remedy = "pip install genai-prices, or write the prices into a file by hand"
        raise StudyError(Problem("", "the package genai-prices is not installed", remedy)) from None


def _prices(package: Any, name: str, as_of: dt.date) -> tuple[str, str]:
    """The prices of a million tokens in and out, as exact decimals. Raises LookupError where one is not known."""
    provider, _, model = name.rpartition("/")
    found = package.calc_price(
        package.Usage(input_tokens=_TOKENS, output_tokens=_TOKENS),
        model_ref=model,
        provider_id=provider or None,
        genai_request_timestamp=dt.datetime.combine(as_of, dt.time(12), dt.UTC),
    )
    if found.model_price.input_mtok is None or found.model_price.output_mtok is None:
        raise LookupError(name)
    return _per_million(found.input_price), _per_million(found.output_price)


def _per_million(price: Decimal) -> str:
    return f"{(price * (1_000_000 // _TOKENS)).normalize():f}"
