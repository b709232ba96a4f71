"""Later prices added to a file: what stood there stays, comments and all."""

from textwrap import dedent

import pytest

from builder.prices import PriceBook
from builder.prices.revising import Later, revised

FILE = dedent("""\
    # Prices of tokens.
    currency: USD
    unit: USD/Mtoken
    as_of: 2024-03-01
    source: a price list
    source_grade: P
    status: list-price
    prices:
      one.input: {value: 10, label: "One, input"}   # seen on the site
      one.output:
        # for each million
        value: 30
      many.input: {values: [{value: 5, date: 2024-05-01}, {value: 2.50, date: 2024-08-01}]}  # cut in August
      many.output:
        values:
          - {value: 15, date: 2024-05-01}
          - value: 10  # cut in August
            date: 2024-08-01
      # what follows is open
      open.input: {value: 0.70}
    """)


@pytest.fixture
def later(day):
    return lambda value: Later(value, day("2026-08-31"), "PyPI package genai-prices 9.9")


def test_every_way_of_writing_takes_a_later_price(later, day):
    new = {"one.input": "8", "one.output": "24", "many.input": "2", "many.output": "8"}
    text = revised(FILE, "p.yaml", {name: later(value) for name, value in new.items()})
    book = PriceBook.load({"p.yaml": text})
    for name, value in new.items():
        price = book.price(name, day("2026-09-01"))
        assert (price.value, str(price.valid_from), str(price.seen_on)) == (float(value), "2026-08-31", "2026-08-31")
        assert price.origin.source == {"*": "PyPI package genai-prices 9.9"}
    before = PriceBook.load({"p.yaml": FILE})
    for moment in ("2024-03-02", "2024-06-01", "2026-08-30"):
        for name, dated in before.prices.items():
            if dated[0].valid_from <= day(moment):
                assert book.price(name, day(moment)).value == before.price(name, day(moment)).value
                assert book.price(name, day(moment)).origin.source == {"*": "a price list"}


def test_what_stood_there_still_does(later):
    text = revised(FILE, "p.yaml", {"one.input": later("8"), "one.output": later("24"), "many.output": later("8")})
    for line in FILE.splitlines():
        kept = line.replace("value: 10, label", "label").replace("value: 30", "") if "one" in line else line
        assert kept.strip().removeprefix("value: 30") in text or "value: 10, label" in line, line
    assert text.count("#") == FILE.count("#")
    lines = text.splitlines()
    added = later("8").written()
    assert f'  one.input: {{values: [{{value: 10}}, {added}], label: "One, input"}}   # seen on the site' in lines
    assert added == ("{value: 8, date: 2026-08-31, retrieved: 2026-08-31, "
                     'source: "PyPI package genai-prices 9.9", source_grade: S, status: list-price}')  # fmt: skip
    assert lines[lines.index("        date: 2024-08-01") + 1].startswith("      - {value: 8, date: 2026-08-31")
    assert lines[-2:] == FILE.splitlines()[-2:]


@pytest.mark.parametrize(
    ("edit", "name", "what"),
    [
        (("{value: 0.70}", "{value: 0.70, valid_until: 2025-01-01}"), "open.input", "says when all its values end"),
        (("", ""), "none.input", "there is no such entry"),
        (("date: 2024-08-01}]", "date: 2026-08-31}]"), "many.input", "two prices from 2026-08-31"),
        (("date: 2024-08-01}]", "date: 2027-01-01}]"), "many.input", "cannot take a later price here"),
    ],
)
def test_what_cannot_take_one_is_refused(edit, name, what, later, told):
    (problem,) = told(lambda: revised(FILE.replace(*edit), "p.yaml", {name: later("1")}))
    assert what in problem
