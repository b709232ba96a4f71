"""`tco prices`: what the prices of a file or a study are, how old, and what the token prices of a day would change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.commands.show import aligned
from builder.errors import Problem, StudyError
from builder.language import Language
from builder.notices.notice import text_of
from builder.notices.stale import places_of
from builder.paths import templates_dir
from builder.prices import PriceBook, Staleness, staleness
from builder.prices.price import Price
from builder.prices.refresh import token_prices
from builder.prices.revising import Later, revised
from builder.publish import publish
from builder.study.loader import load_study
from builder.study.reader import read_document

_INPUT, _OUTPUT = ".input", ".output"
_UNIT = "USD/Mtoken"
"""What the package prices in."""
_NUMBERS = {1}
"""Columns that stand to the right."""


def spoken(code: str) -> Language:
    """A language that commands speak. Raises TcoError where there is no such language."""
    return Language.load(code, templates_dir() / "messages")


def listed(file: Path, as_of: dt.date, language: Language) -> str:
    """The prices of a price file on a day, or those that a study uses on its own, each with its source and dates."""
    text = _text_of(file)
    value = read_document(text, str(file)).value
    if isinstance(value, dict) and ("options" in value or "extends" in value):
        return _of_study(file, language)
    book = PriceBook.load({str(file): text})
    return _of_file([(name, book.prices[name]) for name in value.get("prices", {})], as_of, language)


def _text_of(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise StudyError(Problem(str(file), "there is no such file", "name a price file or a study")) from None
    except (OSError, UnicodeDecodeError) as error:
        what = getattr(error, "strerror", None) or "not UTF-8 text"
        raise StudyError(Problem(str(file), f"cannot be read: {what}", "name a price file or a study")) from None


def _of_file(prices: Sequence[tuple[str, tuple[Price, ...]]], as_of: dt.date, language: Language) -> str:
    say = language.say
    rows = [[say("Price"), say("Value"), say("Unit"), say("From"), say("Valid until"), say("Looked at"),
             language.date(as_of), say("Source")]]  # fmt: skip
    for name, dated in prices:
        current = next((each for each in reversed(dated) if each.valid_from <= as_of), None)
        for each in dated:
            days = (str(each.valid_from), str(each.valid_until or "–"), str(each.seen_on))
            state = _state(each, current, as_of, language)
            rows.append([name, f"{each.value:g}", each.unit, *days, state, text_of(each.origin.source, language)])
    return _table(rows)


def _table(rows: Sequence[Sequence[str]]) -> str:
    return aligned(rows, set(range(len(rows[0]))) - _NUMBERS)


def _state(price: Price, current: Price | None, as_of: dt.date, language: Language) -> str:
    """Whether a price is the one of the day, and then whether it has to be looked up anew."""
    if price is current:
        return _freshness(staleness(price.valid_until, price.seen_on, as_of), language)
    return language.say("to come") if price.valid_from > as_of else language.say("earlier")


def _freshness(found: Staleness | None, language: Language) -> str:
    match found:
        case None:
            return language.say("fresh")
        case "ended":
            return language.say("past its end")
        case "old":
            return language.say("looked at over a year before")


def _of_study(file: Path, language: Language) -> str:
    study, say = load_study(file).study, language.say
    rows = [[say("Price"), say("Value"), say("Unit"), say("Valid until"), say("Looked at"),
             language.date(study.as_of), say("Used for"), say("Source")]]  # fmt: skip
    for place, assumptions in places_of(study):
        for key, spec in assumptions.items():
            if spec.price is not None:
                state = _freshness(staleness(spec.valid_until, spec.retrieved, study.as_of), language)
                days = str(spec.valid_until or "–"), str(spec.retrieved or "–")
                source = text_of(spec.source, language) if spec.source else ""
                rows.append([spec.price, f"{spec.value:g}", spec.unit or "", *days, state, f"{place}.{key}", source])
    return _table(rows) if len(rows) > 1 else say("no value takes its price by name")


# -- refresh -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh found: rows of a table of it, the changes by the entry's name, and models without a price."""

    rows: tuple[tuple[str, Price, str], ...]
    changes: dict[str, Later]
    unknown: tuple[str, ...]


def refreshed(file: Path, as_of: dt.date, models: Sequence[str] = ()) -> Refreshed:
    """What the token prices of a day would change in a price file; of all its models, or of some.

    Raises StudyError where the file is wrong or does not have a model that is named, or the package is missing.
    """
    book = PriceBook.load({str(file): _text_of(file)})
    known = _models(book)
    lost = [each for each in models if each not in known]
    if lost or not known:
        remedy = f"its models are {', '.join(known)}" if known else f"it has no pair NAME{_INPUT}, NAME{_OUTPUT}"
        whats = [f"there is no {each}{_INPUT} with {each}{_OUTPUT}, in {_UNIT}" for each in lost or ["NAME"]]
        raise StudyError(*(Problem(str(file), what, remedy) for what in whats))
    today = token_prices(models or known, as_of)
    rows = tuple((name, book.price(name, as_of, str(file)), value) for name, value in today.prices.items())
    changes = {
        name: Later(value, as_of, today.source) for name, held, value in rows if held.value != float(value)
    }
    return Refreshed(rows, changes, today.unknown)


def _models(book: PriceBook) -> list[str]:
    """The models of which a file has both prices in the unit of the package."""
    found = [name.removesuffix(_INPUT) for name in book.prices if name.endswith(_INPUT)]
    both = [each for each in found if f"{each}{_OUTPUT}" in book.prices]
    return [each for each in both if book.prices[f"{each}{_INPUT}"][0].unit == _UNIT]


def write_refreshed(file: Path, found: Refreshed) -> None:
    """Add the changes to the file; earlier prices and comments stay."""
    text = _text_of(file)
    new = revised(text.replace("\r\n", "\n"), str(file), found.changes)
    publish({file: (new.replace("\n", "\r\n") if "\r\n" in text else new).encode()})


def told(found: Refreshed, as_of: dt.date, wrote: bool, language: Language) -> Iterator[str]:
    """What a refresh prints: each price with what it would become, and what was done."""
    say = language.say
    rows = [[say("Price"), say("In the file"), say("From"), language.date(as_of), say("Change")]]
    for name, held, value in found.rows:
        change = float(value) / held.value - 1 if held.value else 0.0
        shown = language.percent(change, 0) if name in found.changes and held.value else "–"
        rows.append([name, f"{held.value:g}", str(held.valid_from), value, shown])
    if found.rows:
        yield aligned(rows)
    for each in found.unknown:
        yield say("{model}: not known to genai-prices, left as it is", model=each)
    count = len(found.changes)
    if not count:
        yield say("nothing to change")
    elif wrote:
        yield language.say_many("{n} price added; the earlier one stays", "{n} prices added; earlier ones stay", count)
    else:
        yield language.say_many("{n} price differs; --write adds it", "{n} prices differ; --write adds them", count)
