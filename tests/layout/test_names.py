"""Names and sheets that Excel takes, wherever the ids come from."""

import io
import re
from pathlib import Path

import openpyxl
import pytest

from builder.errors import TcoError, WorkbookError
from builder.layout.book import Book
from builder.layout.cells import quoted
from tests.support.recalculation import WhatIf, named_cells
from tests.workbook import books

CELL = re.compile(r"[a-z]{1,3}[0-9]{1,7}", re.IGNORECASE)
R1C1 = re.compile(r"r[0-9]*(c[0-9]*)?|c[0-9]*", re.IGNORECASE)


def legal(name: str) -> bool:
    """Excel's rules for a name, as its manual has them."""
    plain = re.fullmatch(r"[^\W\d][\w.]*", name) is not None
    return plain and len(name) <= 255 and not CELL.fullmatch(name) and not R1C1.fullmatch(name)


@pytest.mark.parametrize(
    "name", ["H100", "gpt4", "fy26", "q1", "r", "C", "R1C1", "rc", "XFD1", "1st", "a b", "a-b", "", "x" * 256]
)
def test_what_reads_as_a_cell_is_not_a_name(name: str) -> None:
    assert not legal(name)


@pytest.mark.parametrize("name", books.STUDIES)
def test_every_name_is_legal_and_unique_without_case(name: str) -> None:
    names = list(openpyxl.load_workbook(io.BytesIO(books.xlsx(name))).defined_names)
    assert [each for each in names if not legal(each) or not each.startswith(("in_", "out_"))] == []
    assert len({each.casefold() for each in names}) == len(names) > 100


@pytest.mark.parametrize("name", books.STUDIES)
def test_every_name_leads_to_its_value(name: str) -> None:
    results, book = books.results(name), WhatIf(books.xlsx(name))
    outputs = {out: value for out, (_, _, value) in results.outputs().items()}
    assert {each for each in named_cells(books.xlsx(name)) if each.startswith("out_")} == outputs.keys()
    for out, value in book.read(outputs).items():
        assert value == pytest.approx(outputs[str(out)], rel=1e-9), out
    for row in results.model.assumptions.rows:
        if row.general is not None and not isinstance(row.general.value, tuple):
            head = f"in_{row.owner}_{row.key}" if row.owner else f"in_{row.key}"
            place = re.sub("[^a-z0-9_]", "_", head.lower())
            assert book.read([place])[place] == row.general.value


SMALL = """
title: A study
as_of: 2025-01-31
workloads: {{chat: {{label: Chat, assumptions: {{latency: 2, gpus_per_replica: 1}}}}}}
options: {{{option}: {{kind: token_api, label: An API, assumptions: {{price_in: 1, price_out: 2}}}}}}
scenarios:
  {scenario}: {{workload: chat, assumptions: {{users: 100}}, options: [{option}]}}
  {other}: {{workload: chat, assumptions: {{users: 200}}, options: [{option}]}}
"""


@pytest.mark.parametrize("scenario", ["History", "Summary", "cover", "INPUTS", "Results", "checks", "Method"])
def test_a_scenario_cannot_take_the_name_of_a_sheet(scenario: str, tmp_path: Path) -> None:
    with pytest.raises(TcoError, match=f"no scenario can be called '{scenario}'"):
        books.laid_out(SMALL.format(option="api", scenario=scenario, other="b"), tmp_path)


def test_scenarios_that_differ_by_case_alone_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TcoError, match="rename"):
        books.laid_out(SMALL.format(option="api", scenario="Big", other="big"), tmp_path)


@pytest.mark.parametrize("other", ["a_b", "a-b-", "x" * 32, "'a'", "a b", "a:b", "1a", "[a]"])
def test_ids_that_no_sheet_or_name_can_have_are_refused(other: str, tmp_path: Path) -> None:
    study = SMALL.format(option="api", scenario="a-b", other=f'"{other}"')
    if other == "a-b-":
        assert books.laid_out(study, tmp_path).book.sheets[other]
    else:
        with pytest.raises(TcoError):
            books.laid_out(study, tmp_path)


@pytest.mark.parametrize("id", ["A1", "R1C1", "RC", "r", "H100", "TRUE", "false", "x-1", "XFD9", "q1", "x" * 31])
def test_ids_that_read_as_cells_are_quoted_sheets(id: str, tmp_path: Path) -> None:
    xlsx = books.made(SMALL.format(option="api", scenario=f'"{id}"', other="other"), tmp_path)
    assert quoted(id) == (id if id == "x" * 31 else f"'{id}'")
    slug = re.sub("[^a-z0-9_]", "_", id.lower())
    before, after = (
        WhatIf(xlsx).with_values(changes, [f"out_{slug}_queries"]) for changes in ({}, {f"in_users__{slug}": 50.0})
    )
    assert after[f"out_{slug}_queries"] == before[f"out_{slug}_queries"] / 2  # type: ignore[operator]


def test_sheets_are_told_apart_without_case() -> None:
    book = Book()
    book.sheet("Inputs")
    with pytest.raises(WorkbookError, match="is not used twice"):
        book.sheet("INPUTS")
