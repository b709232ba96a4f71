"""What an edition does not show: rows above its reader's audience, and every value that they can be read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from builder.formula.functions import Shape
from builder.model.adjustments import AMOUNTS, HELD_IN, LINE, Adjustment
from builder.model.graph import Model, Node
from builder.model.rows import Row
from builder.results import Results

AUDIENCES = ("public", "customer", "internal")
"""Who may see a value, from everybody to the study's own people alone."""
CATEGORIES = "categories"
FEWEST = 2
"""How many cost lines are merged at least: the amount of a single one would be the withheld value times a count."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """What an edition leaves out.

    `rows` are ids of rows, `hidden` of nodes. `sealed` nodes are results that cannot be computed from what is left:
    their value is shown, their formula is not. `merged` are, by option, the cost lines that become one. `adjusted`
    are the options with withheld adjustments, and those of theirs that are shown.
    """

    rows: frozenset[str]
    hidden: frozenset[str]
    sealed: frozenset[str]
    merged: Mapping[str, tuple[str, ...]]
    adjusted: Mapping[str, tuple[Adjustment, ...]] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether the edition differs from the study at all."""
        return bool(self.hidden or self.rows)


def is_for(of: str, audience: str) -> bool:
    """Whether what is of an audience may be seen by another.

    >>> is_for("customer", "internal"), is_for("customer", "public")
    (True, False)
    """
    return AUDIENCES.index(of) <= AUDIENCES.index(audience)


def withheld(results: Results, audience: str) -> Withheld:
    """What readers of an audience do not see of a study."""
    model = results.model
    rows = frozenset(
        row.id for row in model.assumptions.rows if not all(is_for(each, audience) for each in _audiences(row))
    )
    hidden = {node.id for node in model.nodes.values()
              if (node.line is not None and not is_for(node.line.audience, audience))
              or any(row and row.id in rows for row in node.rows)
              or not all(is_for(each.setting.audience, audience) for each in node.adjustments)}  # fmt: skip
    _hide_readers(model, hidden)
    while not hidden.issuperset(added := _companions(merged := _merged(results, hidden))):
        hidden |= added
        _hide_readers(model, hidden)
    sealed = _judge_drawn(model, hidden, set(merged))
    adjusted = {option: _shown_adjustments(model, option, audience) for option, ids in merged.items()
                if f"{option}.{LINE}" in ids}  # fmt: skip
    return Withheld(rows, frozenset(hidden), frozenset(sealed), merged, adjusted)


def _shown_adjustments(model: Model, option: str, audience: str) -> tuple[Adjustment, ...]:
    given = model.nodes[f"{option}.{AMOUNTS}"].adjustments
    return tuple(each for each in given if is_for(each.setting.audience, audience))


def adjustment_ids(option: str) -> tuple[str, ...]:
    """The ids of an option's adjustments: their tables, the line that adds them, and its total."""
    return tuple(f"{option}.{key}" for key in (AMOUNTS, HELD_IN, LINE, f"{LINE}.total"))


def _audiences(row: Row) -> Iterator[str]:
    yield from (each.audience for each in (row.general, *row.overrides.values()) if each is not None)


def _hide_readers(model: Model, hidden: set[str]) -> None:
    """Every line that reads what is hidden is hidden, but for totals and comparisons."""
    drawn = drawn_sections(model)
    for id in model.order:
        if hidden.intersection(model.nodes[id].reads()) and not is_drawn(model.nodes[id], drawn):
            hidden.add(id)


def _merged(results: Results, hidden: set[str]) -> dict[str, tuple[str, ...]]:
    """By option the cost lines that are hidden, and with a single one the largest of the others."""
    found: dict[str, tuple[str, ...]] = {}
    for option in results.model.loaded.study.options:
        costs = {node.id: float(abs(results.values[f"{node.id}.total"]).max()) for node in results.model.costs(option)}
        own = [id for id in costs if id in hidden]
        others = [id for id in costs if id not in hidden and id != f"{option}.{LINE}"]  # those are typed by anybody
        others.sort(key=lambda id: -costs[id])
        lacking = max(0, FEWEST - sum(1 for id in own if costs[id] > 0))
        if own:
            found[option] = (*own, *others[:lacking])
    return found


def _companions(merged: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Ids of merged lines and of their totals."""
    return {each for ids in merged.values() for id in ids for each in (id, f"{id}.total")}


def _judge_drawn(model: Model, hidden: set[str], merged: set[str]) -> set[str]:
    """Totals and comparisons that read what is hidden, or when it falls: results are sealed, all else is hidden."""
    drawn, sealed = drawn_sections(model), set[str]()
    totals = {f"{option}.total_cost" for option in merged}
    for id in model.order:
        node = model.nodes[id]
        itemised = node.section == CATEGORIES or CATEGORIES in node.groups
        if itemised or node.scope == "claim" or not is_drawn(node, drawn):
            continue
        reads = set(node.reads())
        timed = node.shape is Shape.PERIOD and reads & totals
        if node.total_of in totals or not (timed or reads & hidden):
            continue
        if node.output:
            sealed.add(id)
        else:
            hidden.add(id)
    return sealed


def drawn_sections(model: Model) -> frozenset[str]:
    """The sections of an option's totals."""
    return frozenset((CATEGORIES, *(section.key for section in model.library.totals.sections)))


def is_drawn(node: Node, sections: frozenset[str]) -> bool:
    """Whether a node is drawn from cost lines: a total, a comparison, a claim."""
    return node.scope in ("pair", "range", "claim") or (node.scope == "option" and node.section in sections)


__all__ = ["AUDIENCES", "CATEGORIES", "Withheld", "is_for", "withheld"]
