"""The file itself: valid to Excel, to the modelling standards, and the same bytes each time."""

import collections
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from builder.model.names import SHEETS
from tests.support.package import parts
from tests.tools import lint_workbook, validate_ooxml
from tests.workbook import books

ALL = [*((name, "en") for name in books.STUDIES), *((name, "ko") for name in books.KOREAN)]


@pytest.fixture(params=ALL, ids="-".join)
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    name, code = request.param
    path = tmp_path / f"{name}.{code}.xlsx"
    path.write_bytes(books.xlsx(name, code))
    return path


def test_excel_has_nothing_to_repair(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validate_ooxml, "STRICT_CACHE", True)
    assert validate_ooxml.validate(str(file)) == []


BY_DESIGN = {
    ("FAST2.03 freeze panes", "Cover"): "a page to read, without rows that continue",
    ("ICAEW10 inputs separated", "Inputs"): "one cell of its head: the master check that every sheet shows",
    ("FAST3.02-01 one formula per row", "Summary"): "in detail a column is an option, with a row of Results"
    " to itself; beside what was issued, a column is another thing of the same number",
    ("FAST3.02-01 one formula per row", "Results"): "a column is a scenario: each links to that scenario's own sheet",
    ("FAST3.02-01 one formula per row", "Sensitivity"): "a column is another end, value or case, with"
    " lines of its own",
    ("FAST3.02-01 one formula per row", "Sensitivity lines"): "an opening value has a column of its own; what is typed"
    " down the grid is read across",
    ("FAST3.02-01 one formula per row", "Adjustments"): "a row's total stands beside whether its scenario is known",
    ("FAST3.02-01 one formula per row", "Checks"): "a column is a scenario; the first sums the flags of the row",
    (
        "FAST3.03-01 formula length",
        "Checks",
    ): "two scenarios' sheets named in one formula, by ids of the author's choice",
    ("FAST3.02-01 one formula per row", "(scenario)"): "an opening value has a column of its own before the periods",
}
"""What the lint finds and why it stays; the structure is proven in test_structure.py where the lint looks away."""


def test_the_standards_are_kept_but_where_they_are_not_by_design(file: Path) -> None:
    sheets = openpyxl.load_workbook(file, read_only=True).sheetnames
    fixed = set(SHEETS)
    formulas, findings = lint_workbook.lint(str(file))
    assert formulas > 700
    found = collections.Counter()
    for rule, where, what in findings:
        sheet = where.split("!")[0]
        assert sheet in sheets, (rule, where, what)
        found[rule, sheet if sheet in fixed else "(scenario)"] += 1
    assert found.keys() <= BY_DESIGN.keys()
    assert found["ICAEW10 inputs separated", "Inputs"] == 1
    opened = [what for rule, where, what in findings if where.split("!")[0] not in fixed]
    assert all(re.match(r"-?[01] -> ", what) for what in opened)
    lengths = [int(what) for rule, where, what in findings if rule == "FAST3.03-01 formula length"]
    assert max(lengths, default=0) < 200


MAKE = "import sys; from tests.workbook import books; sys.stdout.buffer.write(books.xlsx('two-of-a-kind', 'ko'))"


@pytest.mark.parametrize(
    "machine",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Seoul", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1"},
    ],
    ids=["Seoul", "St John's"],
)
def test_the_same_study_gives_the_same_bytes_anywhere(machine: dict[str, str], tmp_path: Path) -> None:
    environment = {**os.environ, **machine, "HOME": str(tmp_path), "PYTHONPATH": str(books.ROOT)}
    made = subprocess.run([sys.executable, "-c", MAKE], env=environment, cwd=tmp_path, capture_output=True, check=True)
    assert made.stdout == books.xlsx("two-of-a-kind", "ko")


def test_the_file_says_when_and_whose_by_the_study_alone() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(books.xlsx("two-of-a-kind", "ko")))
    properties = workbook.properties
    assert f"{properties.created:%Y-%m-%d %H:%M}" == "2025-06-30 00:00"
    assert properties.created == properties.modified
    assert (properties.title, properties.creator) == ("두 공급업체와 두 클라우드", "A. Author, 홍길동")
    assert workbook.calculation.fullCalcOnLoad
    assert not [name for name in parts(books.xlsx("reference")) if "vba" in name or "external" in name.lower()]
