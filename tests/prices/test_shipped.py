"""The price files of the project: the published figures, in the model's units, and each with its source."""

import pytest

from builder.model.library import load_library
from builder.prices import plausibility


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
    for each in (*everything, *shipped.ranges.values()):
        units.parse(each.unit)
        assert each.origin.status in vocabulary.statuses
        assert each.origin.source
    assert {price.origin.status for price in everything if price.origin.source_grade == "E"} == {"estimated"}


def test_no_rate_of_exchange_is_invented(shipped):
    assert shipped.rates == ()


@pytest.mark.parametrize(("quantity", "value", "unit", "side"), [
    ("gpu_price", 1600, "USD/GPU", "below 25000"),
    ("gpu_price", 30000, "USD/GPU", None),
    ("gpu_hour_price", 98.32 / 8, "USD/(GPU*hour)", None),
    ("gpu_hour_price", 20.695 / 8, "USD / (GPU * hour)", None),
    ("gpu_hour_price", 43.15701, "USD/(GPU*hour)", "above 12.29"),
    ("tokens_per_second_per_gpu", 917.3 / 2, "token/(second*GPU)", None),
    ("tokens_per_second_per_gpu", 10_000, "token/(second*GPU)", "above 3065.61"),
    ("utilisation", 1, "1", "above 0.9"),
    ("pue", 0.9, "1", "below 1"),
    ("electricity_price", 0.173, "USD/kWh", None),
    ("engineer_salary", 180_000, "USD/(FTE*year)", "below 200000"),
])  # fmt: skip
def test_plausibility(shipped, quantity, value, unit, side):
    found = plausibility(shipped.ranges, quantity, value, unit)
    assert (found is None) if side is None else f"is {side}, the plausible range being" in found.text()


def test_a_warning_cites_its_source_in_the_language_of_the_reader(shipped):
    found = plausibility(shipped.ranges, "pue", 1.8, "1")
    assert found.text() == (
        "PUE: 1.8 is above 1.58, the plausible range being 1 to 1.58 "
        "(1 by definition, to the global average of 2023)")  # fmt: skip
    assert "2023년 세계 평균" in found.text("ko")


def test_plausibility_of_the_unknown(shipped, told):
    (problem,) = told(lambda: plausibility(shipped.ranges, "pues", 1, "1"))
    assert "did you mean 'pue'?" in problem
    (problem,) = told(lambda: plausibility(shipped.ranges, "gpu_price", 30000, "EUR/GPU"))
    assert "gpu_price is in EUR/GPU, its plausible range in USD/GPU" in problem
