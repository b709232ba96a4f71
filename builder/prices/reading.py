"""Price files to prices, rates and ranges: what is said once for a file or an entry holds for all below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from builder.errors import Problem, StudyError
from builder.prices.price import Origin, Price, Range, Rate
from builder.prices.schema import Dated, DatedValue, Entry, PriceFile, Sourced
from builder.prices.validation import validate
from builder.study.document import Document, Path
from builder.study.reader import read_document


@dataclass(slots=True)
class Contents:
    """What files hold, and what is wrong with them."""

    prices: list[Price] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    ranges: list[Range] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_files(texts: Mapping[str, str]) -> Contents:
    """The contents of files, each text under the name of its file."""
    contents = Contents()
    for file, text in texts.items():
        try:
            document = read_document(text, file)
        except StudyError as error:
            contents.problems += error.problems
            continue
        spec, problems = validate(document)
        contents.problems += problems
        if spec:
            _File(document, spec, contents).read()
    return contents


class _File:
    """One file while it is read."""

    def __init__(self, document: Document, spec: PriceFile, contents: Contents) -> None:
        self.document, self.spec, self.contents = document, spec, contents

    def read(self) -> None:
        for name, entry in self.spec.prices.items():
            if entry.values is None:
                self.price(name, entry, None, ("prices", name))
            for index, value in enumerate(entry.values or ()):
                self.price(name, entry, value, ("prices", name, "values", index))
        for index, rate in enumerate(self.spec.rates):
            origin = self.origin(("rates", index), rate)
            if origin:
                self.contents.rates.append(Rate(rate.base, rate.quote, rate.rate, rate.date, origin))
        for name, each in self.spec.ranges.items():
            origin = self.origin(("ranges", name), each)
            if origin:
                is_money = each.unit.partition("/")[0].strip() == self.spec.currency
                currency = self.spec.currency if is_money else None
                self.contents.ranges.append(Range(name, each.low, each.high, each.unit, each.label, origin, currency))

    def price(self, name: str, entry: Entry, value: DatedValue | None, path: Path) -> None:
        levels: tuple[Dated, ...] = (value, entry, self.spec) if value else (entry, self.spec)
        amount = value.value if value else entry.value
        start = next((each.start for each in levels if each.start), self.spec.as_of)
        until = next((each.valid_until for each in levels if each.valid_until), None)
        unit = next((each.unit for each in levels if each.unit), None)
        origin = self.origin(path, *levels[:-1])
        if start is None:
            self.problem(path, "the price has no date", "add date or valid_from to it, or as_of to the file")
        if start and until and until < start:
            self.problem(path, f"the price ends on {until}, before it starts on {start}", "correct one of the dates")
        unit_is_right = self.check_unit(path, unit)
        if amount is None or start is None or unit is None or origin is None or not unit_is_right:
            return
        seen = next((each.retrieved for each in levels if each.retrieved), start)
        self.contents.prices.append(Price(
            name, amount, unit, self.spec.currency or "", start, until, max(seen, start), origin, entry.label,
            terms=next((each.terms for each in levels if each.terms), None),
            region=next((each.region for each in levels if each.region), None),
        ))  # fmt: skip

    def check_unit(self, path: Path, unit: str | None) -> bool:
        """A price is in the currency of its file, per something or outright."""
        currency = self.spec.currency
        if currency is None:
            self.problem((), "the file does not name its currency", "add currency: USD, or the one it is in")
        elif unit is None:
            self.problem(path, "the price has no unit", f"add unit: {currency}/Mtoken, or the one it is in")
        elif unit.partition("/")[0].strip() != currency:
            remedy = f"write {currency}/..., or move the price to a file of its own currency"
            self.problem(path, f"the unit {unit!r} is not in {currency}, the currency of the file", remedy)
        else:
            return True
        return False

    def origin(self, path: Path, *levels: Sourced) -> Origin | None:
        """Where a value comes from, by the nearest level that says so."""
        everyone = (*levels, self.spec)
        source = next((each.source for each in everyone if each.source), None)
        grade = next((each.source_grade for each in everyone if each.source_grade), None)
        status = next((each.status for each in everyone if each.status), None)
        for found, key in ((source, "source"), (grade, "source_grade"), (status, "status")):
            if not found:
                self.problem(path, f"{key!r} is missing", "say it here, or once for the whole file")
        if source is None or grade is None or status is None:
            return None
        return Origin(source, grade, status, self.document.where(path))

    def problem(self, path: Path, what: str, remedy: str) -> None:
        problem = Problem(self.document.where(path), what, remedy)
        if problem not in self.contents.problems:
            self.contents.problems.append(problem)
