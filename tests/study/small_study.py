"""A small study that is right, the edits that make it wrong, and a folder to try them in."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

GOOD = """\
title: An assistant for employees
as_of: 2025-01-31
assumptions:
  users: 5000
  electricity_price: 0.14
workloads:
  chat: {label: Chat, assumptions: {latency: 20, requests_in_flight: 25, gpus_per_replica: 2}}
options:
  own:
    kind: on_premises
    label: Own servers
    assumptions:
      node_price: 138500
      rack_price: {value: 400, unit: USD/(node*month), label: Rack space per node}
    lines:
      rack_space:
        label: Rack space
        unit: USD
        category: facilities
        basis: cash
        expenditure: opex
        formula: nodes * rack_price * months_per_year * operating_years
  api:
    kind: token_api
    label: Token API
    assumptions: {price_in: 2.5, price_out: 10}
scenarios:
  small: {workload: chat, options: [own, api]}
  large: {workload: chat, options: [own, api], assumptions: {users: 20000}}
comparisons:
  all: {label: Own against API, subject: own, alternatives: [api], scenarios: [small, large]}
cases:
  dear_power: {label: Dear power, set: {assumptions.electricity_price: 0.3}, comparisons: [all]}
report:
  claims:
    ratio:
      text: The API costs up to {most} as much.
      values: {most: {formula: out_all_api_ratio_max, format: multiple, decimals: 1}}
      requires: [out_all_api_ratio_max > 1]
"""


def edited(text: str, *edits: tuple[str, str]) -> str:
    """A text with some passages replaced; each passage has to stand there exactly once."""
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the text"
        text = text.replace(old, new)
    return text


def tree(folder: Path, **files: str) -> Path:
    """Write files, named without their suffix, into a folder, and give the path of the first."""
    paths = [folder / f"{name}.yaml" for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.write_text(dedent(text), encoding="utf-8")
    return paths[0]
