"""A small book of prices, and what is said of a wrong one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from builder.errors import StudyError
from builder.prices import PriceBook

PRICES = """\
currency: USD
source: the provider's price list
source_grade: P
status: list-price
unit: USD/Mtoken
as_of: 2024-03-01
prices:
  gpt-4-turbo.input: {value: 10}
  gpt-4o.input:
    values:
      - {value: 2.50, date: 2024-08-01}
      - {value: 5, date: 2024-05-01}
  p5.48xlarge:
    unit: USD/(instance*hour)
    terms: on demand
    region: us-east-1
    values:
      - {value: 98.32, valid_from: 2023-07-01, valid_until: 2025-05-31}
      - {value: 23.777, valid_from: 2026-08-01, terms: reserved, source: a blog, source_grade: S}
"""
RATES = """\
source: a central bank
source_grade: P
status: published
rates:
  - {from: EUR, to: USD, rate: 1.10, date: 2024-01-02}
  - {from: EUR, to: USD, rate: 1.25, date: 2024-04-02}
"""


@pytest.fixture
def day():
    return dt.date.fromisoformat


@pytest.fixture
def book():
    return PriceBook.load({"prices.yaml": PRICES, "rates.yaml": RATES})


@pytest.fixture
def shipped():
    folder = Path(__file__).parents[2] / "inputs" / "prices"
    return PriceBook.load({path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))})


def told(call):
    """What is said of a mistake, each problem as one text."""
    with pytest.raises(StudyError) as error:
        call()
    return [str(problem) for problem in error.value.problems]


@pytest.fixture(name="told")
def _told():
    return told


@pytest.fixture
def problems_of():
    """What is said of the small book with some passages replaced."""

    def edited(*edits):
        text = PRICES
        for old, new in edits:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the text"
            text = text.replace(old, new)
        return told(lambda: PriceBook.load({"prices.yaml": text}))

    return edited
