"""What the list box on Summary offers."""

import io
from pathlib import Path

import openpyxl
import pytest

from builder.layout.chooser import first_shown, scenario_names
from builder.layout.layout import Layout
from tests.workbook import books

STUDY = """
title: A study
as_of: 2025-01-31
workloads: {chat: {label: Chat, assumptions: {latency: 2, gpus_per_replica: 1}}}
options: {api: {kind: token_api, label: An API, assumptions: {price_in: 1, price_out: 2}}}
scenarios:
  small: {workload: chat, label: %s, assumptions: {users: 100}, options: [api]}
  large: {workload: chat, label: %s, assumptions: {users: 200}, options: [api]}
"""


def names(layout: Layout) -> tuple[str, ...]:
    return scenario_names(layout.places, layout.speech)


@pytest.mark.parametrize(
    ("labels", "offered"),
    [
        (("Small", "Large"), ("Small", "Large")),
        (("'=1+1'", "'say \"yes\"'"), ("=1+1", 'say "yes"')),
        (("Same", "SAME"), ("small", "large")),
        (("Which?", "Large"), ("small", "large")),
        (("'2 * 3'", "Large"), ("small", "large")),
        (("a~b", "Large"), ("small", "large")),
        (("x" * 256, "Large"), ("small", "large")),
    ],
)
def test_scenarios_are_chosen_by_label_unless_labels_can_be_mistaken(
    labels: tuple[str, str], offered: tuple[str, str], tmp_path: Path
) -> None:
    assert names(books.laid_out(STUDY % labels, tmp_path)) == offered


def test_the_first_comparison_says_which_is_shown_at_first() -> None:
    for name in books.STUDIES:
        study, places = books.study(name).study, books.layout(name).places
        compared = next(iter(study.comparisons.values()), None)
        first = compared.scenarios[0] if compared else next(iter(study.scenarios))
        assert books.layout(name).book.value(places.chosen) == names(books.layout(name))[first_shown(places)]
        assert list(study.scenarios)[first_shown(places)] == first
        assert books.layout(name).book.value(places.chosen_number) == first_shown(places) + 1


def test_the_list_box_lists_the_names_that_results_has() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(books.xlsx("reference")))
    (rule,) = workbook["Summary"].data_validations.dataValidation
    assert str(rule.sqref) == "B4"
    assert rule.type == "list"
    sheet, area = rule.formula1.split("!")
    (cells,) = workbook[sheet][area.replace("$", "")]
    assert tuple(cell.value for cell in cells) == names(books.layout("reference"))
    assert workbook["Summary"]["B4"].number_format == "@"  # what looks like a number or a date stays a text
    assert not workbook["Summary"]["B4"].protection.locked
