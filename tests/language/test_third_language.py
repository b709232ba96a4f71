"""Another language is a catalogue, not code: nothing in the program knows the languages below."""

from datetime import date

import pytest

from builder.language import UnknownLanguageError

NO_BREAK = "\u00a0"

GERMAN = """
msgid "{number}x"
msgstr "{number}-fach"

msgid "{low} to {high}"
msgstr "{low} bis {high}"

msgid "{n} node"
msgid_plural "{n} nodes"
msgstr[0] "{n} Knoten (einer)"
msgstr[1] "{n} Knoten"

msgid "Total cost of {option}"
msgstr "Gesamtkosten von {option}"
"""


@pytest.fixture
def german(language_of):
    return language_of("de", GERMAN)


def test_messages(german):
    assert german.say("Total cost of {option}", option="EC2") == "Gesamtkosten von EC2"
    assert german.say_many("{n} node", "{n} nodes", 1) == "1 Knoten (einer)"
    assert german.say_many("{n} node", "{n} nodes", 1200) == "1.200 Knoten"
    assert german.text({"en": "yes", "de": "ja"}) == "ja"


def test_numbers(german):
    assert german.number(16_828_036.5) == "16.828.036,5"
    assert german.percent(0.3797) == f"38{NO_BREAK}%"
    assert german.multiple(1.612) == "1,6-fach"
    assert german.number_range(1.612, 1.92, german.multiple) == "1,6-fach bis 1,9-fach"


def test_money(german):
    assert german.money(12.5, "USD") == f"12,50{NO_BREAK}$"
    assert german.money(-12.5, "CHF") == f"-12,50{NO_BREAK}CHF"
    assert german.short_money(22_500_000, "EUR") == f"22,5{NO_BREAK}Mio.{NO_BREAK}€"
    assert german.short_money(1_234_000_000, "EUR") == f"1,23{NO_BREAK}Mrd.{NO_BREAK}€"
    assert german.short_money(291_495, "EUR") == f"291.000{NO_BREAK}€"


def test_dates(german):
    assert german.date(date(2024, 4, 30)) == "30. April 2024"
    assert german.date(date(2024, 4, 30), with_day=False) == "April 2024"


def test_a_language_with_three_plurals(language_of):
    polish = language_of(
        "pl",
        'msgid "{n} node"\nmsgid_plural "{n} nodes"\n'
        'msgstr[0] "{n} węzeł"\nmsgstr[1] "{n} węzły"\nmsgstr[2] "{n} węzłów"\n',
        plurals="nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    )
    said = [polish.say_many("{n} node", "{n} nodes", n) for n in (1, 3, 5, 22)]
    assert said == ["1 węzeł", "3 węzły", "5 węzłów", "22 węzły"]


def test_a_language_with_groups_of_two_and_one_with_its_own_minus(language_of):
    assert language_of("hi", GERMAN.replace(" (einer)", "")).number(12_345_678) == "1,23,45,678"
    assert language_of("sv", GERMAN).number(-1) == "\u22121"


def test_a_variety_of_a_language_by_its_region(language_of):
    assert language_of("pt-BR", GERMAN).money(1234.5, "BRL") == f"R${NO_BREAK}1.234,50"


def test_markers_of_korean_particles_mean_nothing_elsewhere(german):
    assert german.fill("Server(을/를)") == "Server(을/를)"


def test_a_language_nobody_knows_the_numbers_of_is_refused(language_of):
    with pytest.raises(UnknownLanguageError, match="numbers and dates are not known"):
        language_of("zzz", GERMAN)
