"""Token prices of a day from an optional package, as a file that the book reads."""

import sys
from decimal import Decimal
from types import SimpleNamespace

import pytest

from builder.prices import PriceBook, refreshed_token_prices

CATALOGUE = {("openai", "gpt-4o"): ("2.5", "10"), (None, "small"): ("0.0375", "0.15"), (None, "image"): ("1", None)}


@pytest.fixture
def package(monkeypatch):
    """A stand-in of genai-prices: per-request prices of a small catalogue."""
    asked = []

    def calc_price(usage, *, model_ref, provider_id, genai_request_timestamp):
        asked.append(genai_request_timestamp)
        if (provider_id, model_ref) not in CATALOGUE:
            raise LookupError(model_ref)
        into, out = CATALOGUE[provider_id, model_ref]
        return SimpleNamespace(
            input_price=Decimal(into) * usage.input_tokens / 1_000_000,
            output_price=Decimal(out or 0) * usage.output_tokens / 1_000_000,
            model_price=SimpleNamespace(input_mtok=into, output_mtok=out),
        )

    fake = SimpleNamespace(Usage=SimpleNamespace, calc_price=calc_price, __version__="9.9", asked=asked)
    monkeypatch.setitem(sys.modules, "genai_prices", fake)
    return fake


def test_the_file_is_one_that_the_book_reads(package, day):
    text = refreshed_token_prices(["openai/gpt-4o", "small", "small"], day("2026-08-31"))
    book = PriceBook.load({"token-apis-2026-08-31.yaml": text})
    assert {name: dated[0].value for name, dated in book.prices.items()} == {
        "openai/gpt-4o.input": 2.5, "openai/gpt-4o.output": 10,
        "small.input": 0.0375, "small.output": 0.15}  # fmt: skip
    price = book.price("small.input", day("2026-08-31"))
    assert (price.unit, price.origin.source_grade, str(price.valid_from)) == ("USD/Mtoken", "S", "2026-08-31")
    assert price.origin.source == {"*": "PyPI package genai-prices 9.9"}


def test_it_asks_for_the_prices_of_that_day(package, day):
    refreshed_token_prices(["small"], day("2026-08-31"))
    assert [each.date() for each in package.asked] == [day("2026-08-31")]


def test_models_without_a_price_are_named_together(package, day, told):
    found = told(lambda: refreshed_token_prices(["gpt-4o", "small", "image"], day("2026-08-31")))
    assert [each.split("\n")[0] for each in found] == [
        "genai-prices has no price of 'gpt-4o'", "genai-prices has no price of 'image'"]  # fmt: skip


def test_without_the_package(monkeypatch, day, told):
    monkeypatch.setitem(sys.modules, "genai_prices", None)
    (problem,) = told(lambda: refreshed_token_prices(["small"], day("2026-08-31")))
    assert problem.startswith("the package genai-prices is not installed\n    -> pip install genai-prices")


def test_a_day_before_the_package_knows_prices(package, day, told):
    (problem,) = told(lambda: refreshed_token_prices(["small"], day("2024-04-30")))
    assert "knows no change of a price before 2025-05-01" in problem
