"""What is drawn from two options side by side: in each scenario, and over the scenarios of a comparison."""

from __future__ import annotations

from builder.model.construction import Construction
from builder.model.graph import Binding


def draft_pairs(under: Construction) -> None:
    """Drafts of each alternative against its subject, in the scenarios in which a comparison weighs both."""
    pairs = dict.fromkeys((a, c.subject) for c in under.study.comparisons.values() for a in c.alternatives)
    for alternative, subject in pairs:
        owner = f"{alternative}_vs_{subject}"
        totals = {
            f"{role}{suffix}": f"{option}.{node}"
            for role, option in (("alternative", alternative), ("subject", subject))
            for suffix, node in (("", "total_cost.total"), ("_cost", _cost_for_flows(under, option)))
        }
        scenarios = tuple(
            i for i in under.scenarios_of(alternative, subject) if _compared(under, alternative, subject, i)
        )
        for section in under.library.pair.sections:
            for key, line in section.lines.items():
                draft = under.draft(f"{owner}.{key}", "pair", owner, section.key, line, (), scenarios)
                draft.names = _PairNames(under, owner, totals)


def draft_ranges(under: Construction) -> None:
    """Drafts of the smallest and the largest value of each pair over the scenarios of a comparison."""
    ids = list(under.study.scenarios)
    for name, comparison in under.study.comparisons.items():
        positions = tuple(ids.index(each) for each in comparison.scenarios)
        for alternative in comparison.alternatives:
            owner = f"{name}:{alternative}"
            for section in under.library.range.sections:
                for key, line in section.lines.items():
                    draft = under.draft(f"{owner}.{key}", "range", owner, section.key, line)
                    draft.names = _RangeNames(f"{alternative}_vs_{comparison.subject}", positions)


class _PairNames:
    """`alternative` and `subject` are the two totals, `..._cost` their costs per period; all else is the pair's own."""

    def __init__(self, under: Construction, owner: str, totals: dict[str, str]) -> None:
        self.under, self.owner, self.totals = under, owner, totals

    def __call__(self, name: str) -> Binding | None:
        return Binding(self.totals[name]) if name in self.totals else self.under.visible(name, self.owner)


class _RangeNames:
    """Every name is a line of the pair, over all scenarios of the comparison."""

    def __init__(self, pair: str, positions: tuple[int, ...]) -> None:
        self.pair, self.positions = pair, positions

    def __call__(self, name: str) -> Binding:
        return Binding(f"{self.pair}.{name}", self.positions, table=True)


def _cost_for_flows(under: Construction, option: str) -> str:
    """Financing lines are outside net present value, return and payback; income tax is in where the study has one."""
    return "after_tax_cost" if f"{option}.after_tax_cost" in under.nodes else "unfinanced_cost"


def _compared(under: Construction, alternative: str, subject: str, scenario: int) -> bool:
    name = list(under.study.scenarios)[scenario]
    return any(
        each.subject == subject and alternative in each.alternatives and name in each.scenarios
        for each in under.study.comparisons.values()
    )
