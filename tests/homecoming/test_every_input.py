"""Every input of every study, changed at once, comes home: whatever its owner, kind, growth, currency or origin."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from builder.commands.languages import language_for
from builder.engine import run_file
from builder.errors import TcoError
from builder.homecoming.found import Edit, Found
from builder.homecoming.pulling import pull
from builder.homecoming.slots import Slot, slots
from builder.layout.identity import Content
from builder.layout.layout import input_sheets
from tests.homecoming.trips import ORIGIN
from tests.workbook.changes import other_value

ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "inputs").glob("*.yaml")), ROOT / "templates" / "starter.yaml",
         *sorted((ROOT / "tests").glob("*/studies/*.yaml"))]  # fmt: skip
FIXED = ("rounding_digits", "periods_per_year", "years", "cost_horizon", "_share", "licence_term", "horizon")
"""What the model does not take at just any value: whole numbers, the calendar, shares that have to add up."""


def other(slot: Slot) -> Content:
    """A value for a cell near its own; the same where the model would not take another."""
    row = slot.row
    if row is None or slot.content is None or any(part in row.key for part in FIXED) or row.kind == "table":
        return slot.content
    if isinstance(slot.content, float) and row.kind == "number":
        near = (slot.content + 1,) if row.whole else (slot.content * 1.01, slot.content * 0.99, slot.content + 0.001)
        fine = [each for each in near if each != slot.content
                and (row.min is None or each >= row.min) and (row.max is None or each <= row.max)]  # fmt: skip
        return fine[0] if fine else slot.content
    return slot.content


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.parent.name}-{file.stem}")
def test_all_values_changed_at_once_are_in_the_study_afterwards(file: Path, tmp_path: Path) -> None:
    shutil.copytree(file.parent, tmp_path / "studies")
    study = tmp_path / "studies" / file.name
    try:
        results = run_file(study)
    except TcoError:
        pytest.skip("wrong on purpose")
    layout = input_sheets(results, language_for(results.model.loaded))
    edits = tuple(Edit(each, each.at, other(each)) for each in slots(layout) if other(each) != each.content)
    assert len(edits) > 10
    found = Found("edited.xlsx", layout, None, edits)
    pulled = pull(found, study, results, ORIGIN)  # it proves itself that every input is there
    before, after = file.read_text(encoding="utf-8"), pulled.after.decode()
    comments = [line.strip() for line in before.splitlines() if line.strip().startswith("#")]
    assert all(line in after for line in comments)


def test_flags_and_choices_come_home(tmp_path: Path) -> None:
    study = tmp_path / "study.yaml"
    study.write_bytes((ROOT / "tests" / "acceptance" / "studies" / "every-kind.yaml").read_bytes())
    results = run_file(study)
    layout = input_sheets(results, language_for(results.model.loaded))
    words = [each for each in slots(layout) if each.row is not None and each.row.kind in ("flag", "choice")
             and each.content is not None]  # fmt: skip
    assert words
    done, refused = 0, list[str]()
    for slot in words:
        assert slot.row is not None
        found = Found("edited.xlsx", layout, None, (Edit(slot, slot.at, other_value(slot.row, slot.content)),))
        try:
            done += pull(found, study, results, ORIGIN).after != study.read_bytes()
        except TcoError as error:
            refused += map(str, error.problems)
    assert done > len(words) / 2
    assert all("with the values of edited.xlsx" in each for each in refused)
