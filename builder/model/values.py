"""What a study writes for an assumption to the value that it sets, judged against what the assumption has to be."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from builder.formula.unit import ANY, TEXT, Unit, UnitError, Units
from builder.model.library import Input, Vocabulary
from builder.model.ranges import check_range
from builder.model.rows import Setting, Value
from builder.study.document import Path, dotted
from builder.study.fields import not_a_number, plain_number
from builder.study.problems import Problems, closest
from builder.study.schema import Assumption, Study

UNSOURCED = "unsourced"
MAX_ENTRIES = 50
_LARGEST = 1e300
_WORDS = re.compile(r"[A-Za-z_%][A-Za-z0-9_]*")
_PREFIXES = {"": 0, "M": 2, "G": 3, "T": 4}
"""How many thousands a prefix multiplies."""
_OTHER_SIZES = {
    "ms": ("1 second is 1,000 ms", "second"), "min": ("1 min is 60 second", "second"),
    "minute": ("1 minute is 60 second", "second"), "ktoken": ("1 Mtoken is 1,000 ktoken", "Mtoken"),
}  # fmt: skip
"""Units that people measure in and the model does not: their size beside one that it knows."""


class Values:
    """Reads values and units of assumptions; what is wrong goes to `problems`."""

    def __init__(self, problems: Problems, units: Units, vocabulary: Vocabulary, study: Study) -> None:
        self.problems, self.units, self.vocabulary = problems, units, vocabulary
        self.currency, self.timeline = study.currency, study.timeline

    def setting(self, path: Path, spec: Assumption, definition: Input) -> Setting | None:
        """The value an assumption sets, with where it comes from; None, and a problem, where it sets none."""
        value = self.value(path, spec, definition)
        if value is None:
            return None
        status = spec.status or UNSOURCED
        if status not in self.vocabulary.statuses:
            remedy = closest(status, self.vocabulary.statuses)
            self.problems.add((*path, "status"), f"there is no status {status!r}", remedy)
            status = UNSOURCED
        check_range(path, spec, definition, self.problems)
        return Setting(
            value, status, spec.source, dotted(path), self.problems.document.where(path),
            spec.low, spec.high, spec.note, spec.audience, spec.owner, spec.confirmed_on is not None,
            spec.source_grade, spec.retrieved, spec.valid_until, spec.note_audience,
        )  # fmt: skip

    def value(self, path: Path, spec: Assumption, definition: Input) -> Value | None:
        """What an assumption of a kind has to be, or None and a problem."""
        match definition.kind:
            case "table":
                return self.table(path, spec, definition)
            case "choice":
                return self.choice(path, spec.value, definition.choices or ())
            case "flag":
                return self.flag(path, spec.value)
            case _ if isinstance(spec.value, list):
                return self.series(path, spec, definition)
            case _:
                return float(spec.value) if self.is_number(path, spec.value, definition) else None

    def choice(self, path: Path, value: Any, choices: Sequence[str]) -> str | None:
        """One of some words."""
        if value in choices:
            return str(value)
        self.problems.add(path, f"{value!r} is not a choice", closest(str(value), choices))
        return None

    def flag(self, path: Path, value: Any) -> float | None:
        """1 or 0, or what YAML has for them."""
        if isinstance(value, (bool, int, float)) and value in (0, 1):
            return float(value)
        self.problems.add(path, f"a flag is expected, not {value!r}", "write 1 (yes) or 0 (no)")
        return None

    def table(self, path: Path, spec: Assumption, definition: Input) -> tuple[float, ...] | None:
        """A list of numbers, some of them set anew by their position."""
        value = spec.value if spec.value is not None else definition.default
        if not isinstance(value, list) or not value or len(value) > MAX_ENTRIES:
            what = "the list has no entry" if value == [] else f"a list of numbers is expected, not {value!r}"
            if isinstance(value, list) and value:
                what = f"the list has {len(value)} entries"
            self.problems.add(path, what, f"write [1, 2, 4]; at most {MAX_ENTRIES} entries")
            return None
        entries = list(value)
        for position, entry in (spec.entries or {}).items():
            if position.isdecimal() and 1 <= int(position) <= len(entries):
                entries[int(position) - 1] = entry
            else:
                self.problems.add(path, f"there is no entry {position}", f"entries are 1 to {len(entries)}")
        good = [self.is_number(path, entry, definition) for entry in entries]
        return tuple(float(entry) for entry in entries) if all(good) else None

    def series(self, path: Path, spec: Assumption, definition: Input) -> tuple[float, ...] | None:
        """A number for each period after the start, some of them set anew by their position."""
        wanted = self.timeline.columns - 1
        if len(spec.value) != wanted:
            what = f"the list has {len(spec.value)} values, the timeline {wanted} {self.timeline.period}s"
            self.problems.add(path, what, f"write one number for each {self.timeline.period}, or value: and growth:")
            return None
        if spec.growth is not None:
            self.problems.add((*path, "growth"), "a list of values cannot grow as well", "remove growth, or the list")
        values = list(spec.value)
        for position, entry in (spec.entries or {}).items():
            if position.isdecimal() and 1 <= int(position) <= wanted:
                values[int(position) - 1] = entry
            else:
                self.problems.add(path, f"there is no {self.timeline.period} {position}", f"they are 1 to {wanted}")
        good = [self.is_number(path, value, definition) for value in values]
        return tuple(float(value) for value in values) if all(good) else None

    def is_number(self, path: Path, value: Any, definition: Input) -> bool:
        """Whether a value is a number that the assumption can have."""
        if value is None:
            self.problems.add(path, "the value is missing", f"write a number{self.in_unit(definition.unit, ' in ')}")
        elif isinstance(value, bool) or not isinstance(value, (int, float)):
            self.problems.add(path, not_a_number(value), plain_number(value))
        elif not math.isfinite(value) or abs(value) > _LARGEST:
            self.problems.add(
                path, f"{value:.3g} is not a number a study can use", f"write a number below {_LARGEST:g}"
            )
        elif definition.min is not None and value < definition.min:
            self.out_of_range(path, value, f"below the least possible, {definition.min:g}", definition)
        elif definition.max is not None and value > definition.max:
            self.out_of_range(path, value, f"above the most possible, {definition.max:g}", definition)
        elif definition.whole and value != math.floor(value):
            what = f"a whole number is expected, not {value:g}{self.in_unit(definition.unit, ' ')}"
            self.problems.add(path, what, f"write {math.floor(value)} or {math.ceil(value)}")
        else:
            return True
        return False

    def out_of_range(self, path: Path, value: float, what: str, definition: Input) -> None:
        """A problem of a number beyond a hard limit."""
        low = f"at least {definition.min:g}" if definition.min is not None else ""
        high = f"at most {definition.max:g}" if definition.max is not None else ""
        limits = " and ".join(each for each in (low, high) if each)
        unit = self.in_unit(definition.unit, " ")
        doubt = f"raise timeline.{definition.max_from}" if definition.max_from else "is the value in another unit?"
        share = definition.unit == "%" or definition.format == "percent"
        if share and definition.max is not None and definition.max < value <= 100 * definition.max:
            doubt = f"{value:g}% is {value / 100:.12g}"
        self.problems.add(path, f"{value:g} is {what}{unit}", f"write {limits}{unit}; {doubt}")

    def unit(self, path: Path, definition: Input, spec: Assumption | None) -> Unit:
        """The unit of an assumption; one that the study writes has to be the same."""
        if definition.kind == "choice":
            return TEXT
        unit = ANY
        try:
            unit = self.units.parse(definition.unit)
            if spec and spec.unit is not None and self.units.parse(spec.unit) != unit:
                expected = definition.unit.replace("money", self.currency)
                self.problems.add(path, f"the unit {spec.unit!r} does not fit: {expected!r} is expected",
                                  "convert the value; nothing is converted silently")  # fmt: skip
        except UnitError as error:
            text = (spec.unit if spec else None) or definition.unit
            self.problems.add(path, str(error), unit_remedy(text, self.units, self.currency))
        return unit

    def in_unit(self, unit: str, before: str) -> str:
        """A unit for a message; nothing for a plain number."""
        return "" if unit in ("1", "%") else before + unit.replace("money", self.currency)


def unit_remedy(text: str, units: Units, currency: str) -> str:
    """What to do about a text that is not a unit."""
    known = [name for name in units.names() if name != "money"]
    if sign := re.search(r"[$€£¥₩]", text):
        return f"write the code of the currency in place of {sign[0]}, such as {currency}"
    if re.search(r"\b1 ?M(io|illion)?\b", text):
        return "write Mtoken for a million tokens"
    wrong = next((word for word in _WORDS.findall(text) if word not in units.names()), None)
    if wrong and re.fullmatch("[A-Z]{3}", wrong):
        return f"amounts of this study are in {currency}; convert the value, or change currency"
    if wrong and (size := _same_but_for_size(wrong, known)):
        return size
    remedy = closest(wrong, known) if wrong else ""
    return remedy if remedy.startswith("did") else "units are products such as USD/(node*month) of " + ", ".join(known)


def _same_but_for_size(wrong: str, known: list[str]) -> str:
    """What to do about a unit that is a known one with another prefix: MWh beside kWh, which begins with a thousand.

    >>> _same_but_for_size("MWh", ["hour", "kWh"])
    '1 MWh is 1,000 kWh; convert the value to kWh'
    """
    if wrong in _OTHER_SIZES:
        size, unit = _OTHER_SIZES[wrong]
        return f"{size}; convert the value to {unit}"
    for name in known:
        for prefix, thousands in _PREFIXES.items():
            if name[0] == "k" and wrong == prefix + name[1:]:
                larger, smaller = (wrong, name) if thousands > 1 else (name, wrong)
                return f"1 {larger} is {1000 ** abs(thousands - 1):,} {smaller}; convert the value to {name}"
    return ""
