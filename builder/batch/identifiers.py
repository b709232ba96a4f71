"""Ids that name files: legal on every system, apart without case, and never out of their folder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from builder.errors import Problem

MAX_BYTES = 150
"""Of an id's UTF-8: 255 is what a file's name may have, and endings and a temporary name are added."""

_LEGAL = re.compile(r"\w[\w .()&+,'-]*")
_DEVICES = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])", re.IGNORECASE)
"""Names that are devices on Windows, whatever their ending."""


def problems_of_ids(ids: Iterable[tuple[str, str]], endings: Iterable[str]) -> Iterator[Problem]:
    """What is wrong with ids, each given with its place.

    `endings` are what a build adds to names: `acme` in Korean is `acme.ko.pdf`, as `acme.ko` would be in English.
    """
    seen: dict[str, str] = {}
    added = tuple(f".{each.lower()}" for each in endings)
    for where, id in ids:
        wrong = _wrong(id)
        if wrong:
            yield Problem(where, *wrong)
            continue
        key = alike(id)
        taken = seen.get(key)
        if taken is not None:
            same = "is the id of another row" if taken == id else f"makes the same files as {taken!r} on some systems"
            yield Problem(where, f"{id!r} {same}", "give each row an id of its own")
            continue
        if key.endswith(added):
            what = f"{id!r} ends like a file of another row: in that language or form, or for that audience"
            yield Problem(where, what, "leave the last part out, or write it without the dot")
        seen[key] = id


def alike(id: str) -> str:
    """What two ids share whose files may be the same on some system.

    >>> alike("Acme") == alike("ACME"), alike("Acme") == alike("Acme-2")
    (True, False)
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", id).casefold())


def _wrong(id: str) -> tuple[str, str] | None:
    """What keeps an id from being a file's name, and what to do."""
    if not id:
        return "the id is empty", "write what the customer's files are to be called"
    if not _LEGAL.fullmatch(id):
        odd = next((each for each in id if not _LEGAL.fullmatch(f"a{each}")), None)
        reason = f"it begins with {_called(id[0])}" if odd is None else f"{_called(odd)} is in it"
        remedy = "use letters, digits and - _ . blank ( ) & + , ', a letter or digit first"
        return f"{id!r} cannot name files: {reason}", remedy
    if id.endswith(".") or _DEVICES.fullmatch(id.partition(".")[0].strip()):
        reason = "ends in a dot" if id.endswith(".") else "is the name of a device on Windows"
        return f"{id!r} {reason}", "write it otherwise"
    if len(id.encode()) > MAX_BYTES:
        return f"the id has {len(id.encode())} bytes", f"at most {MAX_BYTES} are possible"
    return None


def _called(character: str) -> str:
    return repr(character) if character.isprintable() else f"U+{ord(character):04X}"
