"""What the Sensitivity sheet looks at: the result, the assumptions that are moved, and the two of the grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.analysis.ranged import Ranged, Reach, ranged_inputs, reaches
from builder.errors import Problem, StudyError
from builder.layout.chooser import first_shown
from builder.layout.place import Places
from builder.model.graph import Model, Node
from builder.study.document import Path
from builder.study.problems import closest


@dataclass(frozen=True, slots=True)
class Choice:
    """A result (its node), the assumptions that are moved in the order of their effect, and the two of the grid.

    `left_out` counts those that move the result and are not shown, `still` those that do not move it, `undefined` are
    those of which an end gives no finite result.
    """

    result: Node
    drivers: tuple[Ranged, ...]
    grid: tuple[Ranged, Ranged] | None
    left_out: int
    still: int
    undefined: tuple[Ranged, ...]


def choice(places: Places) -> Choice:
    """What a study asks for. Raises StudyError for each name that is no assumption with a range behind the result."""
    model, asked = places.model, places.model.loaded.study.workbook.sensitivity
    result = model.nodes[result_id(model)]
    found = reaches(model, result.id, ranged_inputs(model, result.id))
    problems: list[Problem] = []
    named = [_asked(model, found, name, ("workbook", "sensitivity", "drivers", i), problems)
             for i, name in enumerate(asked.drivers)]  # fmt: skip
    grid = [_asked(model, found, name, ("workbook", "sensitivity", "grid", i), problems)
            for i, name in enumerate(asked.grid or ())]  # fmt: skip
    if problems:
        raise StudyError(*problems)
    moving = [each for each in found if each.most > 0]
    shown = [each for each in named if each] or sorted(moving, key=lambda each: -each.most)[: asked.most]
    ordered = _by_effect(shown, found, first_shown(places), result)
    two = [each for each in grid if each] or ordered[:2]
    return Choice(
        result, tuple(each.ranged for each in ordered),
        (two[0].ranged, two[1].ranged) if len(two) == 2 and two[0] is not two[1] else None,
        sum(each not in shown for each in moving), sum(not each.most and not each.undefined for each in found),
        tuple(each.ranged for each in found if each.undefined),
    )  # fmt: skip


def result_id(model: Model) -> str:
    """The id of the result that is looked at: of a comparison, or the total of the first option where there is none."""
    study = model.loaded.study
    asked = study.workbook.sensitivity
    for key, comparison in study.comparisons.items():
        alternative = asked.alternative or comparison.alternatives[0]
        if asked.comparison in (None, key) and alternative in comparison.alternatives:
            return f"{alternative}_vs_{comparison.subject}.{asked.measure}"
    return f"{next(iter(study.options))}.total_cost.total"


def _by_effect(shown: Sequence[Reach], author: Sequence[Reach], scenario: int, result: Node) -> list[Reach]:
    """The strongest in the scenario that is shown at first; without an effect there, in the author's order."""
    at = scenario if scenario in result.scenarios else result.scenarios[0]
    return sorted(shown, key=lambda each: (-each.by_scenario.get(at, 0.0), author.index(each)))


def _asked(model: Model, found: Sequence[Reach], name: str, path: Path, problems: list[Problem]) -> Reach | None:
    document = model.loaded.document
    meant = [each for each in found if each.ranged.asked_by(name)]
    exact = [each for each in meant if each.ranged.name == name]
    usable = [each for each in exact or meant if not each.undefined]
    if len(usable) == 1:
        return usable[0]
    known = [each.ranged.name for each in found]
    if usable:
        what, remedy = f"{name!r} means several assumptions", "write one of " + ", ".join(e.ranged.name for e in usable)
    elif meant:
        what, remedy = f"an end of the range of {name!r} gives no finite result", "narrow its low: and high:"
    elif any(name in (row.id, row.key) for row in model.assumptions.rows):
        what = f"{name!r} has no range, or the result does not depend on it"
        remedy = "state low: and high: beside its value, or name another: " + ", ".join(known)
    else:
        what, remedy = f"there is no assumption {name!r}", closest(name, known)
    problems.append(Problem(document.where(path), what, remedy))
    return None
