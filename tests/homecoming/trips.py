"""A study, the workbook built from it, and what becomes of the two when somebody edits the workbook."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from builder.commands.homecoming import arrival
from builder.commands.languages import language_for
from builder.engine import run_file
from builder.homecoming.found import Found
from builder.homecoming.planning import Origin
from builder.homecoming.pulling import Pulled, pull
from builder.layout.layout import Layout, lay_out
from builder.results import Results
from builder.workbook.reader import contents_of
from builder.workbook.writer import workbook_bytes

STUDY = """\
# The customer's numbers, as told in May.
title: An assistant for employees   # shown on the cover
as_of: 2025-01-31
assumptions:
  users: 5000            # everybody
  electricity_price: {value: 0.14, low: 0.1, high: 0.2, status: quoted, source: "tariff: May", note: without tax}
  gpu_configurations:
    value: [1, 2, 4]     # what the vendor sells
    status: quoted
workloads:
  chat: {label: Chat, assumptions: {latency: 20, requests_in_flight: 25, gpus_per_replica: 2}}
options:
  own:
    kind: on_premises
    label: 'Own servers'
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
  # the pilot
  small: {workload: chat, options: [own, api]}
  large:
    workload: chat
    options: {own: {assumptions: {node_price: 120000}}, api: {}}
    assumptions:
      users: 20000       # the whole group
      latency: {value: 25, status: measured}
comparisons:
  all: {label: Own against API, subject: own, alternatives: [api], scenarios: [small, large]}
"""

ORIGIN = Origin("customer", "the edited workbook")


@dataclass(frozen=True)
class Trip:
    """A study's file and the results and layout it gives."""

    file: Path
    results: Results
    layout: Layout

    @property
    def xlsx(self) -> bytes:
        return workbook_bytes(self.layout)

    def edited(self, typed: Mapping[str, object]) -> bytes:
        """The workbook with values typed at names or addresses (`Inputs!B4`), saved by openpyxl."""
        book = openpyxl.load_workbook(io.BytesIO(self.xlsx))
        for place, value in typed.items():
            sheet, cell = place.split("!") if "!" in place else self.at(place)
            book[sheet][cell].value = value
        return saved(book)

    def at(self, name: str) -> tuple[str, str]:
        """The sheet and the cell of a named input."""
        address = self.layout.book.names[name]
        return address.sheet, address.cell

    def cell(self, id: str, scenario: str) -> str:
        """The address of a scenario's override, blank ones too."""
        index = self.results.model.scenarios.index(scenario)
        return str(self.layout.places.inputs[id, index])

    def found(self, xlsx: bytes) -> Found:
        return arrival(contents_of(xlsx, "edited.xlsx"), self.results)

    def edits(self, xlsx: bytes) -> dict[str, object]:
        return {each.slot.name: each.new for each in self.found(xlsx).edits}

    def pulled(self, xlsx: bytes, origin: Origin = ORIGIN) -> Pulled:
        return pull(self.found(xlsx), self.file, self.results, origin)

    def merged(self, xlsx: bytes) -> str:
        """The study's text with the workbook's edits in it."""
        return self.pulled(xlsx).after.decode()


def trip(file: Path, code: str | None = None) -> Trip:
    results = run_file(file)
    return Trip(file, results, lay_out(results, language_for(results.model.loaded, code)))


def trip_of(folder: Path, text: str = STUDY, **others: str) -> Trip:
    """A study written into a folder; other files of it by their names without suffix."""
    for name, other in others.items():
        (folder / f"{name}.yaml").write_text(other, encoding="utf-8")
    file = folder / "study.yaml"
    file.write_bytes(text.encode())
    return trip(file)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    """The lines in which two texts of as many lines differ."""
    one, other = before.splitlines(), after.splitlines()
    assert len(one) == len(other)
    return [(a, b) for a, b in zip(one, other, strict=True) if a != b]
