"""An option or a workload that no scenario has is left out of everything, and the author is told where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.cli import main
from builder.commands.build import documents
from builder.engine import run_file
from builder.results import Results
from tests.study.small_study import GOOD, edited, tree

SPARE_OPTION = """\
  spare:
    kind: cloud_iaas
    label: Rented Instances
    assumptions: {instance_price: {value: 40, currency: EUR}, floor_space: {value: 3, unit: hour, label: Floor space}}
scenarios:
"""
SPARE_WORKLOAD = """\
  search: {label: Search Engine, assumptions: {latency: 5, requests_in_flight: 10, gpus_per_replica: 1}}
options:
"""
OPTION = edited(GOOD, ("scenarios:\n  small", f"{SPARE_OPTION}  small"), ("title:", "rates: {EUR: 1.1}\ntitle:"))
WORKLOAD = edited(GOOD, ("options:\n  own", f"{SPARE_WORKLOAD}  own"))


@pytest.mark.parametrize(
    ("study", "line", "said"),
    [
        (OPTION, 28, "options.spare: no scenario names this option, so it is left out"),
        (WORKLOAD, 8, "workloads.search: no scenario names this workload, so it is left out"),
    ],
)
def test_what_no_scenario_has_is_told_with_its_line(
    study: str, line: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tree(tmp_path, study=study)
    assert main(["check", str(file)]) == 0
    assert f"warning: {file}:{line} {said}" in capsys.readouterr().out
    assert main(["show", str(file)]) == 0


@pytest.mark.parametrize(("study", "id", "label"), [(OPTION, "spare", "Rented"), (WORKLOAD, "search", "Search")])
def test_it_stands_in_no_document(study: str, id: str, label: str, tmp_path: Path) -> None:
    results = run_file(tree(tmp_path, study=study))
    assert not [row.id for row in results.model.assumptions.rows if row.owner == id]
    page = documents(results, ("html",))["study.html"].decode()
    assert "Own servers" in page
    assert label not in page


def test_figures_are_those_of_the_study_without_it(tmp_path: Path) -> None:
    whole, without = (run_file(tree(tmp_path, study=each)) for each in (OPTION, GOOD))
    assert {name: whole.value(id, scenario or 0) for name, id, scenario in _outputs(whole)} == {
        name: without.value(id, scenario or 0) for name, id, scenario in _outputs(without)
    }


def _outputs(results: Results) -> list[tuple[str, str, int | None]]:
    return [(name, node.id, scenario) for name, node, scenario in results.model.outputs()]


def test_a_setting_that_takes_an_option_out_of_every_scenario_does_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weighed = ("large: {workload: chat, options: [own, api]", "large: {workload: chat, options: [own, api, spare]")
    study = edited(OPTION, weighed, (", floor_space: {value: 3, unit: hour, label: Floor space}", ""))
    file = str(tree(tmp_path, study=study))
    assert main(["check", file]) == 0
    assert "left out" not in capsys.readouterr().out
    assert main(["check", file, "--set", "scenarios.large.options=[own, api]"]) == 0
    assert "options.spare: no scenario names this option" in capsys.readouterr().out
