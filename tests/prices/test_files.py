"""A wrong price file says where it is wrong, all of it at once."""

import pytest

from builder.prices import PriceBook

RATE = "{from: EUR, to: USD, rate: 1, date: 2024-01-02}"


@pytest.mark.parametrize(("old", "new", "said"), [
    ("currency: USD\n", "", "the file does not name its currency"),
    ("currency: USD", "currency: dollars", "prices.yaml:1 currency: 'dollars' is not a currency code"),
    ("source_grade: P\n", "source_grade: A\n", "'A' is not a grade of a source\n    -> write P (primary), S (sec"),
    ("source: the provider's price list\n", "", "prices.yaml:7 prices.gpt-4-turbo.input: 'source' is missing"),
    ("status: list-price\n", "", "'status' is missing\n    -> say it here, or once for the whole file"),
    ("unit: USD/Mtoken\n", "", "the price has no unit"),
    ("unit: USD/Mtoken\n", "unit: EUR/Mtoken\n", "the unit 'EUR/Mtoken' is not in USD, the currency of the file"),
    ("unit: USD/Mtoken\n", "unit: GPU/USD\n", "the unit 'GPU/USD' is not in USD"),
    ("as_of: 2024-03-01\n", "", "prices.yaml:7 prices.gpt-4-turbo.input: the price has no date"),
    ("as_of: 2024-03-01", "as_of: March 2024", "'March 2024' is not a date\n    -> write year-month-day"),
    ("{value: 10}", "{value: $10}", "a number is expected, not the text '$10'\n    -> write 10"),
    ("{value: 10}", "{value: -10}", "-10 cannot be negative"),
    ("{value: 10}", "{}", "an entry has either 'value' or 'values'"),
    ("{value: 10}", "10", "10 is not an entry\n    -> write {value: ..., unit: ..., source: ...}"),
    ("{value: 10}", "{value: 10, vaild_until: 2024-05-01}", "'vaild_until'\n    -> did you mean 'valid_until'?"),
    ("{value: 10}", "{value: 10, values: []}", "has no entry"),
    ("{value: 5, date: 2024-05-01}", "{value: 5, date: 2024-08-01}", "has two prices from 2024-08-01 on"),
    ("{value: 5, date: 2024-05-01}", "{value: 5, date: 2024-05-01, valid_from: 2024-05-01}", "say the same"),
    ("valid_until: 2025-05-31", "valid_until: 2022-05-31", "ends on 2022-05-31, before it starts on 2023-07-01"),
])  # fmt: skip
def test_one_mistake(problems_of, old, new, said):
    assert any(said in problem for problem in problems_of((old, new)))


def test_all_mistakes_at_once_in_all_files(told):
    falling = "currency: usd\nranges: {pue: {label: PUE, unit: 1, low: 2, high: 1}}\n"
    found = told(lambda: PriceBook.load({"a.yaml": "prices: [", "b.yaml": "- 1\n", "c.yaml": falling}))
    assert [each[:6] for each in found] == ["a.yaml", "b.yaml", "c.yaml", "c.yaml"]
    assert "low is 2, above high of 1" in found[3]


@pytest.mark.parametrize(("rate", "said"), [
    ("{from: EUR, to: USD, rate: 0, date: 2024-01-02}", "has to be above 0"),
    ("{from: EUR, to: EUR, rate: 1, date: 2024-01-02}", "EUR is given in itself"),
    ("{from: EUR, to: USD, rate: 1}", "'date' is missing"),
    ("{from: EUR, too: USD, rate: 1, date: 2024-01-02}", "unknown key 'too'\n    -> did you mean 'to'?"),
    (f"{RATE}\n- {{from: USD, to: EUR, rate: 1, date: 2024-01-02}}", "two rates of 2024-01-02; the other is at"),
])  # fmt: skip
def test_wrong_rates(told, rate, said):
    head = "source: a bank\nsource_grade: P\nstatus: published\nrates:\n- "
    assert any(said in problem for problem in told(lambda: PriceBook.load({"rates.yaml": head + rate + "\n"})))


def test_a_range_in_two_files(told):
    text = ("{source: a survey, source_grade: S, status: published, "
            "ranges: {pue: {label: PUE, unit: 1, low: 1, high: 2}}}")  # fmt: skip
    (problem,) = told(lambda: PriceBook.load({"a.yaml": text, "b.yaml": text}))
    assert problem.startswith("b.yaml:1 ranges.pue: the range 'pue' also stands at a.yaml:1 ranges.pue\n")
