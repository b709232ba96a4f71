import pytest

from builder.model.library import load_library
from builder.report.units import parts_of, quantity, says_per_what, unit_words
from tests.report.papers import language


def said(code, shown, unit, one=False):
    return str(quantity(language(code), shown, one, *parts_of(unit, "USD")))


@pytest.mark.parametrize(
    ("shown", "unit", "english", "korean"),
    [
        ("1", "GPU", "1 GPU", "GPU 1개"),
        ("8", "GPU/instance", "8 GPUs per instance", "인스턴스당 GPU 8개"),
        ("2,600", "hour/year", "2,600 hours per year", "연간 2,600시간"),
        ("2.2", "kW", "2.2 kW", "2.2kW"),
        ("22.9", "query/second", "22.9 queries per second", "초당 쿼리 22.9건"),
        ("5", "year", "5 years", "5년"),
        ("1.3", "1", "1.3", "1.3"),
    ],
)
def test_quantities_in_words(shown, unit, english, korean):
    assert said("en", shown, unit, shown == "1") == english
    assert said("ko", shown, unit, shown == "1") == korean


def test_money_says_per_what():
    assert said("en", "$0.173", "USD/kWh") == "$0.173 per kWh"
    assert said("ko", "2.31달러", "money/(user*month)") == "사용자당 월 2.31달러"
    assert said("en", "$1", "money/(GPU*hour)") == "$1 per GPU-hour"


def test_every_unit_of_the_library_has_words():
    vocabulary = load_library().vocabulary
    for name in (*vocabulary.units, *vocabulary.derived):
        if name != "money":
            assert said("ko", "3", name) != f"3 {name}"
            assert said("en", "3", f"1/{name}") == f"3 per {'million tokens' if name == 'Mtoken' else name}"


def test_a_unit_in_a_column_is_short():
    labels = load_library().vocabulary.units
    assert unit_words("money/(user*month)", language("ko"), "USD", labels) == "USD/(사용자·월)"
    assert unit_words("1", language("en"), "USD", labels) == "–"


def test_a_sentence_that_says_per_what_is_not_told_twice():
    assert says_per_what("", " per node")
    assert says_per_what("노드당 ", "(배포 포함)")
    assert not says_per_what("at ", "")
