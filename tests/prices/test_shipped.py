"""The price files of the project: the published figures, in the model's units, and each with its source."""

import pytest

from builder.model.library import load_library
from builder.prices import implausible, plausible_ranges


@pytest.mark.parametrize(("name", "as_of", "value", "grade"), [
    ("p5.48xlarge-on-demand", "2024-04-30", 98.32, "P"),
    ("p5.48xlarge-on-demand", "2025-06-01", 55.04, "P"),
    ("p5.48xlarge-reserved-1y", "2024-04-30", 77.427, "P"),
    ("p5.48xlarge-reserved-3y", "2024-04-30", 43.15701, "P"),
    ("p5.48xlarge-reserved-3y", "2026-08-31", 23.777, "S"),
    ("p5.48xlarge-reserved-3y-convertible", "2025-05-31", 53.94547, "P"),
    ("g6e.48xlarge-reserved-3y", "2025-04-30", 13.0167, "P"),
    ("gpt-4-turbo.output", "2024-04-30", 30, "P"),
    ("gpt-4o.output", "2024-12-31", 10, "S"),
    ("llama-2-70b-bedrock.output", "2024-04-30", 2.56, "P"),
    ("nvidia-ai-enterprise-5y", "2024-04-30", 18000, "S"),
    ("administrator-median", "2023-01-01", 90520, "P"),
    ("administrator-median", "2024-05-01", 96800, "S"),
])  # fmt: skip
def test_published_prices(shipped, day, name, as_of, value, grade):
    price = shipped.price(name, day(as_of))
    assert (price.value, price.origin.source_grade) == (value, grade)


def test_units_and_statuses_are_those_of_the_model(shipped):
    vocabulary = load_library().vocabulary
    units = vocabulary.unit_system("USD")
    everything = [price for dated in shipped.prices.values() for price in dated]
    for each in (*everything, *plausible_ranges().values()):
        units.parse(each.unit)
        assert each.origin.status in vocabulary.statuses
        assert each.origin.source
    assert {price.origin.status for price in everything if price.origin.source_grade == "E"} == {"estimated"}


def test_no_rate_of_exchange_is_invented(shipped):
    assert shipped.rates == ()


@pytest.mark.parametrize(("quantity", "value", "side"), [
    ("gpu_price", 1600, "below"),
    ("gpu_price", 30000, None),
    ("gpu_hour_price", 98.32 / 8, None),
    ("gpu_hour_price", 20.695 / 8, None),
    ("gpu_hour_price", 43.15701, "above"),
    ("tokens_per_second_per_gpu", 917.3 / 2, None),
    ("tokens_per_second_per_gpu", 10_000, "above"),
    ("utilisation", 1, "above"),
    ("pue", 0.9, "below"),
    ("pue", 1.58, None),
    ("electricity_price", 0.173, None),
    ("administrator_salary", 150_000, "above"),
    ("engineer_salary", 180_000, "below"),
])  # fmt: skip
def test_plausibility(quantity, value, side):
    assert implausible(value, plausible_ranges()[quantity]) == side


def test_a_range_of_money_knows_its_currency():
    currencies = {name: each.currency for name, each in plausible_ranges().items()}
    assert {name for name, currency in currencies.items() if currency is None} == {
        "tokens_per_second_per_gpu", "utilisation", "pue"}  # fmt: skip
    assert set(currencies.values()) == {"USD", None}
