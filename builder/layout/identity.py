"""What a workbook says of itself, so that it can be read back: which study it was built from, and with which inputs.

The texts become custom document properties, which spreadsheet programs keep. Inputs are there as digests only, and
only those that a reader of the workbook sees: they tell whether a value is still the one it was built with.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from builder import __version__
from builder.layout.book import Sheet
from builder.layout.layout import Layout
from builder.layout.particulars import particulars
from builder.model.names import particular_name
from builder.study.schema import Study

PREFIX = "tco "
MAX_PROPERTY = 250
"""Characters in a property: a program that shows them takes 255."""
_NAME_DIGITS, _VALUE_DIGITS = 6, 6
_EDITIONS = ("public", "customer")
"""What the names of a study's editions end in."""
_ENTRY = _NAME_DIGITS + _VALUE_DIGITS

Content = str | float | None
"""What stands in an input's cell: None where it is blank."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a workbook was built from.

    `study` is the name of the study's file, `title` a digest of its title, `audience` whom an edition is for. `sheets`
    are digests of each sheet's formulas and where they stand, `inputs` of each filled input's value, by digests of
    their names.
    """

    study: str
    title: str
    model: str
    program: str
    language: str
    audience: str = ""
    sheets: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)

    def had(self, name: str, content: Content) -> bool:
        """Whether the workbook was built with this content of the input with that name."""
        known = self.inputs.get(_digest(name, _NAME_DIGITS))
        return known is None if content is None else known == _of_input(name, content)

    def has(self, sheet: Sheet) -> bool:
        """Whether the workbook was built with a sheet of the same name and the same formulas in the same cells."""
        return self.sheets.get(_digest(sheet.name, _NAME_DIGITS)) == _of_formulas(sheet)

    def knows(self, name: str) -> bool:
        """Whether the workbook was built with some content of the input with that name."""
        return _digest(name, _NAME_DIGITS) in self.inputs


def identity_of(layout: Layout) -> Identity:
    """What the workbook made of a layout says of itself."""
    loaded = layout.places.model.loaded
    inputs = {
        _digest(name, _NAME_DIGITS): _of_input(name, content)
        for name, address in layout.book.names.items()
        if name.startswith("in_") and (content := layout.book.value(address)) is not None
    }
    for row, told in particulars(layout.places, layout.speech):
        if told.content is not None:
            name = particular_name(row.owner, row.key, told.part)
            inputs[_digest(name, _NAME_DIGITS)] = _of_input(name, told.content)
    version = str(layout.places.model.library.vocabulary.version)
    study, _, audience = loaded.name.rpartition(".")
    if audience not in _EDITIONS:
        study, audience = loaded.name, ""
    sheets = {_digest(name, _NAME_DIGITS): _of_formulas(sheet) for name, sheet in layout.book.sheets.items()}
    return Identity(
        study, title_digest(loaded.study), version, __version__, layout.speech.language.code, audience, sheets, inputs
    )


def title_digest(study: Study) -> str:
    """A digest of a study's title."""
    return _digest("\n".join(f"{code}: {text}" for code, text in sorted(study.title.items())), 12)


def shown(number: float) -> str:
    """A number with the digits that every spreadsheet program keeps when it saves.

    LibreOffice keeps fifteen, of the sixteen that openpyxl writes: rounded in two steps here too, or a number whose
    sixteenth digit is rounded up would seem another.

    >>> shown(0.1 + 0.2), shown(5000.0)
    ('0.3', '5000')
    """
    return f"{float(f'{number + 0.0:.16g}'):.15g}"


def same(one: Content, other: Content) -> bool:
    """Whether two contents of a cell are the same to a spreadsheet."""
    if isinstance(one, float) and isinstance(other, float):
        return one == other or shown(one) == shown(other)
    if isinstance(one, str) and isinstance(other, str):
        return one.split() == other.split()  # programs save the blanks of a text in ways of their own
    return one == other


def _of_formulas(sheet: Sheet) -> str:
    return _digest("\n".join(f"{at}{cell.formula}" for at, cell in sheet.cells.items() if cell.formula), _VALUE_DIGITS)


def _of_input(name: str, content: str | float) -> str:
    text = " ".join(content.split()) if isinstance(content, str) else shown(float(content))
    return _digest(f"{name}: {text}", _VALUE_DIGITS)


def _digest(text: str, digits: int) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode()[:digits]


# -- as properties -----------------------------------------------------------------------------------------------------

_FIELDS = ("study", "title", "model", "program", "language", "audience")
_DIGESTS = ("sheets", "inputs")


def as_properties(identity: Identity) -> dict[str, str]:
    """The identity as texts by name; the digests in as many as they need."""
    found = {f"{PREFIX}{name}": getattr(identity, name) for name in _FIELDS if getattr(identity, name)}
    size = MAX_PROPERTY // _ENTRY * _ENTRY
    for name in _DIGESTS:
        whole = "".join(sorted(key + value for key, value in getattr(identity, name).items()))
        parts = [whole[start : start + size] for start in range(0, len(whole), size)]
        found |= {f"{PREFIX}{name} {number}": part for number, part in enumerate(parts, 1)}
    return found


def identity_in(properties: Mapping[str, str]) -> Identity | None:
    """The identity that a workbook's properties hold; None where it says nothing of itself."""
    if f"{PREFIX}study" not in properties or f"{PREFIX}inputs 1" not in properties:
        return None
    said = {name: properties.get(f"{PREFIX}{name}", "") for name in _FIELDS}
    sheets, inputs = (dict(_entries(properties, name)) for name in _DIGESTS)
    return Identity(**said, sheets=sheets, inputs=inputs)


def _entries(properties: Mapping[str, str], of: str) -> Iterable[tuple[str, str]]:
    for name, part in properties.items():
        if name.startswith(f"{PREFIX}{of} "):
            for start in range(0, len(part) - _ENTRY + 1, _ENTRY):
                yield part[start : start + _NAME_DIGITS], part[start + _NAME_DIGITS : start + _ENTRY]
