"""A price is looked up by name and day, and knows its source."""

import pytest

from builder.prices import PriceBook, staleness


@pytest.mark.parametrize(("as_of", "value"), [
    ("2024-05-01", 5), ("2024-07-31", 5), ("2024-08-01", 2.5), ("2030-01-01", 2.5),
])  # fmt: skip
def test_the_price_that_started_last(book, day, as_of, value):
    assert book.price("gpt-4o.input", day(as_of)).value == value


def test_what_is_said_once_for_the_file_holds_unless_said_anew(book, day):
    first, last = (book.price("p5.48xlarge", day(as_of)) for as_of in ("2024-04-30", "2026-08-01"))
    assert (first.unit, first.currency, first.terms, first.region) == (
        "USD/(instance*hour)", "USD", "on demand", "us-east-1")  # fmt: skip
    assert (last.terms, last.region) == ("reserved", "us-east-1")
    assert (first.origin.source, first.origin.source_grade) == ({"*": "the provider's price list"}, "P")
    assert (last.origin.source, last.origin.source_grade, last.origin.status) == ({"*": "a blog"}, "S", "list-price")
    assert last.origin.where == "prices.yaml:19 prices.p5.48xlarge.values.1"
    assert book.price("gpt-4-turbo.input", day("2024-03-01")).unit == "USD/Mtoken"


def test_a_price_as_an_assumption_of_a_study(book, day):
    assert book.price("p5.48xlarge", day("2024-04-30")).assumption() == {
        "value": 98.32, "unit": "USD/(instance*hour)",
        "source": {"*": "the provider's price list (2023-07-01, P)"}, "source_grade": "P", "status": "list-price",
        "retrieved": day("2023-07-01"), "valid_until": day("2025-05-31")}  # fmt: skip


def test_the_source_of_an_assumption_says_day_and_grade_in_its_language(day):
    text = ("{currency: USD, unit: USD/GPU, source: {en: a list, ko: 가격표}, source_grade: S, status: list-price, "
            "prices: {gpu: {value: 9, date: 2024-03-01}}}")  # fmt: skip
    assert PriceBook.load({"p.yaml": text}).price("gpu", day("2024-04-30")).assumption()["source"] == {
        "en": "a list (of 2024-03-01, secondary source)", "ko": "가격표(2024-03-01 기준, 2차 출처)"}  # fmt: skip


def test_none_had_started_by_a_day_says_which_there_are(book, day, told):
    (problem,) = told(lambda: book.price("p5.48xlarge", day("2023-06-30"), "study.yaml:7 options.ec2"))
    assert problem == (
        "study.yaml:7 options.ec2: no price of 'p5.48xlarge' is valid on 2023-06-30; "
        "there are prices from 2023-07-01 to 2025-05-31, from 2026-08-01\n"
        "    -> date the study within one of these, or add the price of that day"
    )


@pytest.mark.parametrize(("as_of", "value"), [("2025-06-01", 98.32), ("2026-07-31", 98.32), ("2026-08-01", 23.777)])
def test_a_price_that_has_ended_is_the_last_known_and_stale(book, day, as_of, value):
    price = book.price("p5.48xlarge", day(as_of))
    assert price.value == value
    stale = staleness(price.valid_until, price.seen_on, day(as_of))
    assert stale == ("ended" if value == 98.32 else None)


def test_an_unknown_name(book, day, told):
    (problem,) = told(lambda: book.price("gpt-4-turbo.inputs", day("2024-04-30")))
    assert problem == "there is no price 'gpt-4-turbo.inputs'\n    -> did you mean 'gpt-4-turbo.input'?"


@pytest.mark.parametrize(("valid_until", "retrieved", "as_of", "months", "reason"), [
    (None, "2024-03-01", "2025-03-01", 12, None),
    (None, "2024-03-01", "2025-03-02", 12, "old"),
    (None, "2024-02-29", "2025-02-28", 12, None),
    (None, "2024-02-29", "2025-03-01", 12, "old"),
    (None, "2024-12-31", "2025-02-28", 2, None),
    ("2025-05-31", "2023-07-01", "2025-03-01", 12, "old"),
    ("2025-05-31", "2023-07-01", "2025-06-01", 48, "ended"),
    (None, None, "2025-06-01", 12, None),
])  # fmt: skip
def test_what_is_stale(day, valid_until, retrieved, as_of, months, reason):
    ends, seen = (day(each) if each else None for each in (valid_until, retrieved))
    assert staleness(ends, seen, day(as_of), months) == reason


def test_a_price_looked_up_again_is_fresh_from_that_day(day):
    text = ("{currency: USD, unit: USD/GPU, source: a list, source_grade: P, status: list-price, "
            "prices: {gpu: {value: 9, date: 2020-02-29, retrieved: 2024-02-29}}}")  # fmt: skip
    assert PriceBook.load({"p.yaml": text}).price("gpu", day("2024-04-30")).seen_on == day("2024-02-29")


def test_files_add_dated_values_to_one_name(book, day, told):
    newer = ("{currency: USD, unit: USD/Mtoken, source: a list, source_grade: S, status: list-price, "
             "prices: {gpt-4o.input: {value: 2, date: 2026-01-01}}}")  # fmt: skip
    texts = {"new.yaml": newer, "old.yaml": newer.replace("2026-01-01", "2024-05-01").replace("value: 2", "value: 5")}
    both = PriceBook.load(texts)
    assert [each.value for each in both.prices["gpt-4o.input"]] == [5, 2]
    (problem,) = told(lambda: PriceBook.load({"a.yaml": newer, "b.yaml": newer}))
    assert "'gpt-4o.input' has two prices from 2026-01-01 on; the other is at a.yaml:1" in problem
    per_token = newer.replace("USD/Mtoken", "USD/token").replace("2026", "2027")
    (problem,) = told(lambda: PriceBook.load({"a.yaml": newer, "b.yaml": per_token}))
    assert "is in USD/token here, but in USD/Mtoken at a.yaml:1" in problem


def test_rates_of_exchange(book, day):
    assert book.rate("EUR", "USD", day("2024-04-01")).value == 1.10
    assert book.rate("EUR", "USD", day("2024-04-02")).value == 1.25
    back = book.rate("USD", "EUR", day("2024-04-30"))
    assert (back.value, back.inverted, str(back.date)) == (0.8, True, "2024-04-02")
    assert back.origin.source == {"*": "a central bank"}
    assert book.rate("KRW", "KRW", day("2024-04-30")).value == 1


def test_a_currency_without_a_rate(book, day, told):
    (problem,) = told(lambda: book.rate("KRW", "USD", day("2024-04-30"), "study.yaml:3 currency"))
    assert problem.startswith("study.yaml:3 currency: there is no rate from KRW to USD; known rates: EUR/USD\n")
    (problem,) = told(lambda: book.rate("EUR", "USD", day("2024-01-01")))
    assert problem.startswith("no rate from EUR to USD by 2024-01-01; there are rates of 2024-01-02, 2024-04-02")
