"""The workbook-wide names of inputs (`in_...`) and results (`out_...`): legal for Excel, unique without case."""

from __future__ import annotations

import re

MAX_NAME = 255


def slug(id: str) -> str:
    """An id as part of a name: small letters, digits and underscores.

    >>> slug("llama-2-70b")
    'llama_2_70b'
    """
    return re.sub(r"[^a-z0-9_]", "_", id.lower())


def input_name(owner: str, key: str, scenario: str = "", entry: int = 0) -> str:
    """The name of an input's general cell, of a scenario's override cell, or of an entry of a table.

    >>> input_name("on_prem", "node_price"), input_name("", "users", "7b-5k"), input_name("", "sizes", entry=2)
    ('in_on_prem_node_price', 'in_users__7b_5k', 'in_sizes_2')
    """
    head = f"in_{slug(owner)}_{key}" if owner else f"in_{key}"
    return f"{head}__{slug(scenario)}" if scenario else f"{head}_{entry}" if entry else head


def output_name(*parts: str) -> str:
    """The name of a result, from the most general part to the measure.

    >>> output_name("7b-5k", "on_prem", "total")
    'out_7b_5k_on_prem_total'
    """
    return "_".join(["out", *(slug(part) for part in parts if part)])
