"""What a field of a study may hold: texts, ids, keys, dates, numbers; and what to do where it holds something else."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,30}")
KEY = re.compile(r"[a-z][a-z0-9_]{0,60}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEARS = range(2000, 2100)
"""Years that a study can be of; another one is a slip of the hand."""
_QUOTES = "\"'\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb"
"""What programs of text put in place of straight quotes, and these."""
_MINUS = str.maketrans("\u2212\u2013\uff0d", "---")
"""What is typed for a minus."""


class RefusedError(ValueError):
    """A value cannot be what it has to be: what is wrong, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(what)


def _text(value: Any) -> dict[str, str]:
    """A text for all languages, or one per language."""
    if isinstance(value, dict):
        empty = [key for key, each in value.items() if each is None or (isinstance(each, str) and not each.strip())]
        if empty:
            raise RefusedError(f"the text in {empty[0]!r} is empty", "write it, or drop the key")
        wrong = [
            k for k, each in value.items() if not re.fullmatch(r"[a-z]{2}|\*", str(k)) or not isinstance(each, str)
        ]
        if wrong or not value:
            raise RefusedError("a text per language has two-letter languages as keys and texts as values",
                          "write {en: ..., ko: ...}")  # fmt: skip
        return value
    if isinstance(value, float):
        raise RefusedError(f"a text is expected, not the number {value}", "put it in quotes")
    if isinstance(value, bool) or value is None or isinstance(value, list):
        raise RefusedError("a text is expected", "write a text, or one per language: {en: ..., ko: ...}")
    if not str(value).strip():
        raise RefusedError("the text is empty", "write it, or drop the key")
    return {"*": str(value)}


def _identifier(value: Any) -> str:
    if not isinstance(value, str) or not IDENTIFIER.fullmatch(value):
        raise RefusedError(
            f"{str(value)!r} cannot be an id", "use up to 31 letters a to z, digits, '-' and '_', a letter first"
        )
    return value


def _key(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"\d{3}", value):
        remedy = "a comma ends what stands before it: write numbers without commas, 20000"
        raise RefusedError(f"{value!r} cannot be a name in formulas", remedy)
    if not isinstance(value, str) or not KEY.fullmatch(value):
        remedy = "use up to 61 small letters a to z, digits and '_', a letter first"
        small = str(value).strip(_QUOTES).lower()
        if small != value and KEY.fullmatch(small):
            remedy = f"write {small}"
        raise RefusedError(f"{str(value)!r} cannot be a name in formulas", remedy)
    return value


def _unit(value: Any) -> Any:
    """`unit: 1` is natural to write, and a number to YAML."""
    return "1" if value == 1 and not isinstance(value, bool) else value


def _date(value: Any) -> dt.date:
    """Pydantic alone would take a bare number for seconds since 1970."""
    if isinstance(value, dt.date):
        return value
    try:
        found = dt.date.fromisoformat(value) if isinstance(value, str) and _DATE.fullmatch(value) else None
    except ValueError:
        found = None
    if found is not None and found.year in _YEARS:
        return found
    what = "the date is missing" if value is None else f"{value!r} is not a date"
    if found is not None:
        what = f"{value} is not within the years {_YEARS[0]} to {_YEARS[-1]}"
    raise RefusedError(what, "write year-month-day, such as 2024-04-30")


def _number(value: Any) -> Any:
    if isinstance(value, (str, bool)):
        raise RefusedError(not_a_number(value), plain_number(value))
    return value


def not_a_number(value: Any) -> str:
    """What is wrong with a value where a number has to stand.

    >>> not_a_number("96k")
    "a number is expected, not the text '96k'"
    """
    kind = "the text " if isinstance(value, str) else "a list: " if isinstance(value, list) else ""
    return f"a number is expected, not {kind}{value!r}"


_AMOUNT = re.compile(r"[^\d.,%+-]*([-+]?)[^\d.,%+-]*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*([kKmM%]?)")
_DECIMAL_COMMA = re.compile(r"[-+]?(0,\d+|\d+,(\d{1,2}|\d{4,})|\d{1,3}(\.\d{3})+,\d+)%?")
_BLANKS_IN_THOUSANDS = re.compile(r"[-+]?\d{1,3}(\s\d{3})+([.,]\d+)?")
_MORE_OR_LESS = re.compile(r"[+-]\s*\d+([.,]\d+)?\s*%")
_ARITHMETIC = re.compile(r"[=\d.,%eE\s()*/+-]+")
_SCALES = {"": 1.0, "k": 1e3, "m": 1e6, "%": 0.01}


def plain_number(value: Any) -> str:
    r"""What to write in place of a number in figures of speech.

    >>> plain_number("$43.16"), plain_number("12,000"), plain_number("96k"), plain_number("10%")
    ('write 43.16', 'write 12000', 'write 96000', 'write 0.1')
    >>> plain_number("0,14"), plain_number("1.234,5"), plain_number("12 000")
    ('write 0.14', 'write 1234.5', 'write 12000')
    >>> plain_number("\u201c138500\u201d"), plain_number("\u22122.5")
    ('write 138500', 'write -2.5')
    """
    text = value.strip().strip(_QUOTES).strip().translate(_MINUS) if isinstance(value, str) else ""
    if _BLANKS_IN_THOUSANDS.fullmatch(text):
        text = "".join(text.split())
    if _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    if _MORE_OR_LESS.fullmatch(text):
        return "write the value that it comes to"
    found = _AMOUNT.fullmatch(text)
    if not found and _ARITHMETIC.fullmatch(text):
        return "write the number it comes to; what is to be computed is a line of its own (lines:)"
    if not found:
        return "write a plain number such as 0.173, without unit or currency"
    sign, digits, scale = found.groups()
    return f"write {sign}{float(digits.replace(',', '')) * _SCALES[scale.lower()]:.12g}"


_TEXT_SCHEMA = {
    "anyOf": [
        {"type": ["string", "integer"]},
        {
            "type": "object",
            "patternProperties": {r"^([a-z]{2}|\*)$": {"type": "string"}},
            "additionalProperties": False,
            "minProperties": 1,
        },
    ]
}
_DATE_SCHEMA = {"type": "string", "pattern": rf"^{_DATE.pattern}$"}

UnitText = Annotated[str, BeforeValidator(_unit), WithJsonSchema({"anyOf": [{"type": "string"}, {"const": 1}]})]
Text = Annotated[dict[str, str], BeforeValidator(_text), WithJsonSchema(_TEXT_SCHEMA)]
Identifier = Annotated[
    str, BeforeValidator(_identifier), WithJsonSchema({"type": "string", "pattern": f"^{IDENTIFIER.pattern}$"})
]
Key = Annotated[str, BeforeValidator(_key), WithJsonSchema({"type": "string", "pattern": f"^{KEY.pattern}$"})]
Date = Annotated[dt.date, BeforeValidator(_date), WithJsonSchema(_DATE_SCHEMA)]
Number = Annotated[float, BeforeValidator(_number)]
Bool = Annotated[bool, Field(strict=True)]
Audience = Literal["internal", "customer", "public"]
