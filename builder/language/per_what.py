"""Whether a sentence says itself per what a value in it is, so that its unit need not."""

from __future__ import annotations

import re


def says_per_what(before: str, after: str) -> bool:
    """Whether a sentence says itself per what a value in it is: `{price} per node`, `노드당 {price}`.

    >>> says_per_what("", " per node"), says_per_what("노드당 ", "(배포 포함)"), says_per_what("at ", "")
    (True, True, False)
    """
    return bool(re.match(r"\s*(per|a|an|each)\s", after + " ")) or before.rstrip().endswith("당")
