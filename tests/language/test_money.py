import pytest

NO_BREAK = "\u00a0"


@pytest.mark.parametrize(
    ("x", "currency", "decimals", "english_text", "korean_text"),
    [
        (12.5, "USD", None, "$12.50", "12.50달러"),
        (2.3137, "USD", None, "$2.31", "2.31달러"),
        (1_928_700, "USD", 0, "$1,928,700", "1,928,700달러"),
        (43.15701, "USD", 5, "$43.15701", "43.15701달러"),
        (-1234.5, "USD", None, "-$1,234.50", "-1,234.50달러"),
        (1234.5, "KRW", None, "₩1,235", "1,235원"),
        (99.9, "EUR", None, "€99.90", "99.90유로"),
        (500, "JPY", None, "¥500", "500엔"),
        (12.345, "GBP", None, "£12.35", "12.35파운드"),
        (0, "USD", None, "$0.00", "0.00달러"),
        (12.5, "CHF", None, f"CHF{NO_BREAK}12.50", "12.50 스위스 프랑"),
    ],
)
def test_amounts_in_full(english, korean, x, currency, decimals, english_text, korean_text):
    assert english.money(x, currency, decimals) == english_text
    assert korean.money(x, currency, decimals) == korean_text


@pytest.mark.parametrize(
    ("x", "english_text", "korean_text"),
    [
        (22_500_000, "$22.5M", "2,250만 달러"),
        (36_000_000, "$36.0M", "3,600만 달러"),
        (16_828_036, "$16.8M", "1,680만 달러"),
        (4_164_684, "$4.16M", "416만 달러"),
        (560_000, "$560K", "56만 달러"),
        (291_495, "$291K", "29만 1,000달러"),
        (168_280_360, "$168M", "1억 6,800만 달러"),
        (100_000_000, "$100M", "1억 달러"),
        (1_234_000_000, "$1.23B", "12억 3,000만 달러"),
        (1_234_000_000_000, "$1.23T", "1조 2,300억 달러"),
        (12_345, "$12.3K", "1만 2,300달러"),
        (10_000, "$10.0K", "1만 달러"),
        (9_999, "$10.0K", "1만 달러"),
        (999_950, "$1.00M", "100만 달러"),
        (9_990, "$9,990", "9,990달러"),
        (1_234, "$1,230", "1,230달러"),
        (291, "$291", "291달러"),
        (12.5, "$12.50", "12.50달러"),
        (99.94, "$99.94", "99.94달러"),
        (99.996, "$100", "100달러"),
        (2.3137, "$2.31", "2.31달러"),
        (0.2, "$0.20", "0.20달러"),
        (0.025, "$0.025", "0.025달러"),
        (0.00001, "$0.00001", "0.00001달러"),
        (0, "$0", "0달러"),
        (-560_000, "-$560K", "-56만 달러"),
    ],
)
def test_amounts_in_short(english, korean, x, english_text, korean_text):
    assert english.short_money(x, "USD") == english_text
    assert korean.short_money(x, "USD") == korean_text


def test_won_in_short(english, korean):
    assert korean.short_money(1_234_000_000_000, "KRW") == "1조 2,300억 원"
    assert korean.short_money(22_500_000, "KRW") == "2,250만 원"
    assert korean.short_money(12_345, "KRW") == "1만 2,300원"
    assert korean.short_money(56, "KRW") == "56원"
    assert english.short_money(22_500_000, "KRW") == "₩22.5M"


def test_a_currency_without_a_sign_of_its_own_is_spelled_or_set_apart(english, korean):
    assert english.short_money(22_500_000, "CHF") == f"CHF{NO_BREAK}22.5M"
    assert korean.short_money(22_500_000, "CHF") == "2,250만 스위스 프랑"


def test_digits_and_rounding_can_be_chosen(english, korean):
    assert english.short_money(16_828_036, "USD", 2) == "$17M"
    assert english.short_money(16_828_036, "USD", 5) == "$16.828M"
    assert korean.short_money(16_828_036, "USD", 5) == "1,682만 8,000달러"
    assert korean.short_money(10_000.5, "USD", 7) == "1만 0.50달러"
    assert english.short_money(16_890_000, "USD", rounding="down") == "$16.8M"
    assert english.short_money(999_999, "USD", rounding="down") == "$999K"
    assert english.money(2.319, "USD", rounding="down") == "$2.31"


def test_an_unknown_currency_is_refused(english):
    with pytest.raises(ValueError, match="no currency 'DOLLARS'"):
        english.money(1, "DOLLARS")


@pytest.mark.parametrize("x", [float("nan"), float("inf")])
def test_what_is_not_a_finite_number_is_never_printed(english, korean, x):
    for language in (english, korean):
        for amount in (language.money, language.short_money):
            with pytest.raises(ValueError, match="not a finite number"):
                amount(x, "USD")
