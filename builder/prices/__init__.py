"""Dated prices, exchange rates and plausible ranges, each with its source."""

from builder.prices.book import PriceBook
from builder.prices.plausibility import Side, implausible, plausible_ranges
from builder.prices.price import Origin, Price, Range, Rate
from builder.prices.refresh import refreshed_token_prices
from builder.prices.staleness import Staleness, staleness

__all__ = [
    "Origin", "Price", "PriceBook", "Range", "Rate", "Side", "Staleness", "implausible", "plausible_ranges",
    "refreshed_token_prices", "staleness",
]  # fmt: skip
