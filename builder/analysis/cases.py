"""What each case of a study sets: its assumptions, where it changes values alone and not what the model consists of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from builder.model.assumptions import gather_assumptions
from builder.model.graph import Model
from builder.model.rows import Assumptions, Row
from builder.study.loader import with_case
from builder.study.problems import Problems
from builder.study.schema import Study

_WORDS = (
    "title", "subtitle", "customer", "document", "report", "brand", "languages", "as_of", "workbook", "simulation",
    "correlations", "cases", "scope", "prices", "comparisons",
)  # fmt: skip
"""Parts of a study that no result depends on."""


def assumptions_of_cases(model: Model) -> dict[str, Assumptions | None]:
    """The assumptions of each case, by its id; None for one that changes more than values."""
    structure = _without_values(model.loaded.study)
    return {case: _assumptions(model, case, structure) for case in model.loaded.study.cases}


def _assumptions(model: Model, case: str, structure: Any) -> Assumptions | None:
    loaded = with_case(model.loaded, case)
    if _without_values(loaded.study) != structure:
        return None
    units = model.library.vocabulary.unit_system(loaded.study.currency, loaded.study.rates)
    found = gather_assumptions(loaded, model.library, units, Problems(loaded.document))
    kinds = {row.id: _kind(row) for row in model.assumptions.rows}
    alike = all(kinds.get(row.id, _kind(row)) == _kind(row) for row in found.rows)
    alike = alike and not any(_is_beyond(row, model.assumptions) for row in found.rows)
    return found if alike and _names(found) == _names(model.assumptions) else None


def _kind(row: Row) -> tuple[str, str, str, bool]:
    return row.kind, row.unit_text, row.currency, row.is_series


def _is_beyond(row: Row, base: Assumptions) -> bool:
    """Whether a case sets a list for one scenario, or a list where each workload may have its own."""
    before = next((each for each in base.rows if each.id == row.id), None)
    own = {scenario: setting.value for scenario, setting in row.overrides.items() if isinstance(setting.value, tuple)}
    had = {scenario: setting.value for scenario, setting in before.overrides.items()
           if isinstance(setting.value, tuple)} if before else {}  # fmt: skip
    changed = before is None or (row.general and row.general.value) != (before.general and before.general.value)
    return own != had or (changed and (bool(own) or (row.kind == "table" and row.owner_kind == "workload")))


def _names(assumptions: Assumptions) -> tuple[set[str], Mapping[str, set[str]]]:
    return set(assumptions.general), {option: set(keys) for option, keys in assumptions.options.items()}


def _without_values(study: Study) -> Any:
    """The study without assumptions and words: what decides of which lines the model consists."""
    return _stripped(study.model_dump(exclude=set(_WORDS)))


def _stripped(part: Any) -> Any:
    if isinstance(part, dict):
        dropped = ("assumptions", "rates", "label", "note", "source", "benchmark")
        return {key: _stripped(each) for key, each in part.items() if key not in dropped}
    return part
