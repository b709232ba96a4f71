"""Whether a sentence says itself per what a value in it is, so that its unit need not."""

from __future__ import annotations

import re


def says_per_what(before: str, after: str, what: str = "") -> bool:
    """Whether a sentence says itself per what a value in it is: `{price} per node`, `노드당 {price}`.

    With `what`, the word for the one thing that the value is per, it may speak of that earlier: `an instance serves`.

    >>> says_per_what("", " per node"), says_per_what("노드당 ", "(배포 포함)"), says_per_what("at ", "")
    (True, True, False)
    >>> says_per_what("an instance serves ", "", "instance"), says_per_what("an instance at ", "", "hour")
    (True, False)
    """
    if re.match(r"\s*(per|a|an|each)\s", after + " ") or before.rstrip().endswith("당"):
        return True
    return bool(what and re.search(rf"\b(?:an?|each) {re.escape(what)}\b|{re.escape(what)}당", before))


def per_one(unit: str) -> str:
    """The one thing that something of a unit is per; nothing where it is per several or none.

    >>> per_one("GPU/instance"), per_one("money/(GPU*hour)"), per_one("kW")
    ('instance', '', '')
    """
    below = unit.partition("/")[2].strip()
    return below if below.isidentifier() else ""
