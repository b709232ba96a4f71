"""What the Sensitivity sheets look at, how they are built, and how they grow."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from builder.errors import StudyError
from builder.layout.layout import Layout, lay_out
from builder.layout.place import FIRST_PERIOD, ID, LABEL, VALUE
from builder.layout.sensitivity_choice import Choice, choice
from builder.layout.sensitivity_page import SENSITIVITY, signed
from builder.layout.variants import LINES
from tests.workbook import books

MOVING = books.OWN / "moving.yaml"


@cache
def chosen(name: str) -> Choice:
    return choice(books.layout(name).places)


def with_settings(name: str, **settings: Any) -> Layout:
    """A layout of a study with other settings of the sheet."""
    study = books.study(name).study
    asked = study.workbook.sensitivity.model_copy(update=settings)
    changed = study.model_copy(update={"workbook": study.workbook.model_copy(update={"sensitivity": asked})})
    results = books.results(name)
    model = replace(results.model, loaded=replace(results.model.loaded, study=changed))
    return lay_out(replace(results, model=model), books.language("en"))


def said(layout: Layout, sheet: str = SENSITIVITY) -> list[str]:
    return [str(cell.value) for cell in layout.book.sheets[sheet].cells.values() if isinstance(cell.value, str)]


def names(layout: Layout) -> list[str]:
    """The assumptions of the tornado from top to bottom."""
    return [each.name for each in choice(layout.places).drivers]


def test_the_strongest_stand_first_in_the_scenario_that_is_shown() -> None:
    assert [each.name for each in chosen("reference").drivers] == [
        "running_hours_per_week", "ec2.instance_price", "sizing_queries", "engineer_salary", "administrator_salary",
        "on_prem.electricity_price", "on_prem.pue", "on_prem.node_price",
    ]  # fmt: skip
    assert [each.name for each in chosen("reference").grid or ()] == ["running_hours_per_week", "ec2.instance_price"]
    assert chosen("reference").result.id == "ec2_vs_on_prem.ratio"


def test_what_each_workload_has_of_its_own_is_one_assumption() -> None:
    hours = chosen("reference").drivers[0]
    assert [row.id for row in hours.rows] == ["mistral-7b.running_hours_per_week", "llama-2-70b.running_hours_per_week"]
    assert sorted(hours.spans) == [0, 1, 2, 3, 4, 5]


def test_only_the_strongest_are_shown_and_the_others_are_told() -> None:
    layout = with_settings("reference", most=3)
    assert names(layout) == ["running_hours_per_week", "ec2.instance_price", "on_prem.node_price"]  # the last elsewhere
    told = "5 more assumptions move it less and are left out: workbook.sensitivity.drivers in the study names others."
    assert told in said(layout)
    assert not any("left out" in each for each in said(books.layout("reference")))


def test_a_study_names_the_assumptions_the_result_and_the_grid() -> None:
    layout = with_settings(
        "reference",
        comparison="api",
        measure="saving",
        drivers=("queries_per_user_day", "gpt4.price_in", "in_sizing_queries"),
        grid=("in_gpt4_price_out", "gpt4.price_in"),
    )
    found = choice(layout.places)
    assert found.result.id == "gpt4_vs_on_prem.saving"
    assert set(names(layout)) == {"queries_per_user_day", "gpt4.price_in", "sizing_queries"}
    assert [each.name for each in found.grid or ()] == ["gpt4.price_out", "gpt4.price_in"]


def test_what_cannot_be_moved_is_refused_each_with_its_place() -> None:
    with pytest.raises(StudyError) as error:
        with_settings("reference", drivers=("tokens_in", "nothing", "price_in"), grid=("sizing_queries", "node_prise"))
    problems = error.value.problems
    assert [each.what for each in problems] == [
        "'tokens_in' has no range, or the result does not depend on it",
        "there is no assumption 'nothing'",
        "'price_in' has no range, or the result does not depend on it",
        "there is no assumption 'node_prise'",
    ]
    assert all(each.remedy for each in problems)


def test_without_a_comparison_the_total_of_the_first_option_is_looked_at(tmp_path: Path) -> None:
    text = books.STUDIES["two-of-a-kind"].read_text(encoding="utf-8")
    layout = books.laid_out(text[: text.index("comparisons:")], tmp_path)
    assert choice(layout.places).result.id == "vendor-a.total_cost.total"
    assert names(layout) == ["users"]


def test_an_end_without_a_finite_result_is_left_out_and_told(tmp_path: Path) -> None:
    text = MOVING.read_text(encoding="utf-8")
    text = text.replace("  unread:", "  parts: {value: 2, unit: 1, label: Parts, low: 0, high: 4}\n  unread:")
    layout = books.laid_out(text.replace("formula: index * fee", "formula: index / parts * fee"), tmp_path)
    assert "parts" not in names(layout)
    assert "Left out, since an end of the range gives no finite result: parts." in said(layout)


def test_every_line_is_one_formula_along_its_periods(tmp_path: Path) -> None:
    layout = books.laid_out(MOVING.read_text(encoding="utf-8"), tmp_path)
    cells, periods = layout.book.sheets[LINES].cells, layout.places.periods
    lines = 0
    columns = range(FIRST_PERIOD, FIRST_PERIOD + periods)
    whole = [row for row, _ in cells if all((at := cells.get((row, each))) and at.formula for each in columns)]
    for row in set(whole):
        texts = {relative(cells[row, FIRST_PERIOD + p].formula, FIRST_PERIOD + p) for p in range(periods)}
        assert len(texts) == 1, (cells[row, ID].value, texts)
        lines += 1
    assert lines > 500


def relative(formula: str, column: int) -> str:
    """A formula with its columns counted from its own; what is fixed stays."""

    def one(match: re.Match[str]) -> str:
        letters = match[2]
        number = 0
        for letter in letters:
            number = 26 * number + ord(letter) - 64
        return match[0] if match[1] else f"[{number - column}]{match[3]}"

    return re.sub(r"(?<![A-Za-z'])(\$?)([A-Z]{1,2})(\$?\d+)(?![\d(])", one, formula)


def test_each_row_of_the_lines_says_what_it_is() -> None:
    cells = books.layout("reference").book.sheets[LINES].cells
    nodes = books.results("reference").model.nodes
    rows = {row for (row, column), cell in cells.items() if cell.formula and column >= VALUE and row > 30}
    assert all((row, ID) in cells and (row, LABEL) in cells for row in rows)
    known = [row for row in rows if cells[row, ID].value in nodes]
    assert len(known) > 0.85 * len(rows)


def test_the_sheets_grow_with_what_is_moved_and_not_with_the_scenarios(tmp_path: Path) -> None:
    def formulas(text: str) -> int:
        layout = books.laid_out(text, tmp_path)
        return sum(bool(cell.formula) for cell in layout.book.sheets[LINES].cells.values())

    text = books.STUDIES["starter"].read_text(encoding="utf-8")
    first, second = "  people-5000:\n", "  people-20000:\n"
    scenario = text[text.index(first) : text.index(second)]
    more = "".join(scenario.replace(first, f"  people-{number}:\n") for number in range(12))
    listed = ", ".join(f"people-{number}" for number in range(12))
    larger = text.replace(second, more + second).replace("[people-5000, people", f"[people-5000, {listed}, people")
    assert larger.count("workload: chat-70b") == text.count("workload: chat-70b") + 12
    assert formulas(larger) == formulas(text)


def test_a_change_is_written_with_its_sign() -> None:
    assert signed("0.0%") == "+0.0%;-0.0%;0.0%"
    assert signed("#,##0;-#,##0") == "+#,##0;-#,##0;#,##0"
