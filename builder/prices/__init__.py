"""Dated prices, exchange rates and plausible ranges, each with its source."""

from builder.prices.book import PriceBook, Stale
from builder.prices.plausibility import Implausible, plausibility
from builder.prices.price import Origin, Price, Range, Rate
from builder.prices.refresh import refreshed_token_prices

__all__ = [
    "Implausible", "Origin", "Price", "PriceBook", "Range", "Rate", "Stale", "plausibility", "refreshed_token_prices",
]  # fmt: skip
