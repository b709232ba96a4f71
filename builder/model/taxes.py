"""Value-added tax: what is levied on an option's cost lines, and prices that are written with it.

A category has a rate and a recoverable share of its own where the study sets one; the general ones hold for the rest. A
gross price is divided by one plus the rate of the cost that it is the price of: of the first cost lines that read it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from builder.formula.shapes import references
from builder.model.construction import Construction, Draft
from builder.model.graph import Node
from builder.model.library import vat_key
from builder.study.document import Path
from builder.study.schema import Line

RATE, RECOVERABLE = "vat_rate", "vat_recoverable"
NET = "net"
"""The section of lines that are a gross price without its value-added tax."""

_ITEMS = "vat_items"


def draft_taxes(under: Construction) -> None:
    """Drafts of the tax on every option's cost lines: a line for the general rate, and one for each other."""
    for option in under.study.options:
        bearing = _bearing(under, option)
        own = [each for each in bearing if _has_own(under, option, each)]
        general = tuple(id for category, ids in bearing.items() if category not in own for id in ids)
        if general and under.visible(RATE, option):
            _draft(under, option, "", general)
        for category in own:
            _draft(under, option, category, bearing[category])


def _bearing(under: Construction, option: str) -> dict[str, tuple[str, ...]]:
    """The ids of an option's cost lines by category, of the categories that bear the tax."""
    found: dict[str, tuple[str, ...]] = {}
    for node in under.nodes.values():
        category = _category(under, node)
        if node.owner == option and category:
            found[category] = (*found.get(category, ()), node.id)
    return found


def _category(under: Construction, node: Node) -> str:
    category = node.line.category if node.is_cost and node.line else None
    return category if category and under.library.vocabulary.categories[category].vat else ""


def _has_own(under: Construction, option: str, category: str) -> bool:
    return any(under.visible(vat_key(kind, category), option) for kind in (RATE, RECOVERABLE))


def _draft(under: Construction, option: str, category: str, items: tuple[str, ...]) -> None:
    """The library's line for some cost lines, with a category's own rate and share where it has them."""
    names = {kind: _key(under, option, kind, category) for kind in (RATE, RECOVERABLE)}
    if not under.visible(names[RATE], option):
        what = f"there is no rate of value-added tax for {category}"
        path = _written(under, option, vat_key(RECOVERABLE, category))
        under.problems.add(path, what, f"write {vat_key(RATE, category)}, or {RATE} for all categories")
        return
    vocabulary, groups = under.library.vocabulary, {_ITEMS: items}
    for section in under.library.taxes.sections:
        for key, line in section.lines.items():
            id, drafted = f"{option}.{key}", line
            if category:
                label = vocabulary.called("vat", vocabulary.categories[category].label)
                id, drafted = vat_key(id, category), _renamed(line, names).model_copy(update={"label": label})
            under.draft(id, "option", option, section.key, drafted, (), under.scenarios_of(option), groups)


def _key(under: Construction, owner: str, kind: str, category: str) -> str:
    own = vat_key(kind, category)
    return own if category and under.visible(own, owner) else kind


def _renamed(line: Line, names: Mapping[str, str]) -> Line:
    """A line that reads a category's own rate."""

    def renamed(text: str) -> str:
        return re.sub(rf"\b({RATE}|{RECOVERABLE})\b", lambda found: names.get(found[1], found[1]), text)

    treatment = {code: renamed(text) for code, text in line.treatment.items()} if line.treatment else None
    return line.model_copy(update={"formula": renamed(line.formula), "treatment": treatment})


def _written(under: Construction, option: str, key: str) -> Path:
    """Where an assumption that holds for an option was written."""
    path: Path = ("options", option, "assumptions", key)
    return path if key in under.study.options[option].assumptions else ("assumptions", key)


# -- gross prices ------------------------------------------------------------------------------------------------------


def settle_net_prices(under: Construction) -> None:
    """Give each gross price the rate of the costs that follow from it; what has none is a problem."""
    gross = [draft for draft in under.drafts.values() if draft.section == NET]
    readers = _readers(under) if gross else {}
    for draft in gross:
        owners = _first_costs(under, draft.id, readers)
        names = {_key(under, owner, RATE, category) for owner, category in owners}
        what, remedy = _lacking(under, draft, names)
        if what:
            under.problems.add((*draft.path, "gross"), what, remedy)
            under.failed.add(under.drafts.pop(draft.id).id)
            continue
        line = _renamed(draft.line, {RATE: names.pop()})
        under.draft(draft.id, draft.scope, draft.owner, NET, line, draft.path, draft.scenarios)


def _lacking(under: Construction, draft: Draft, names: Collection[str]) -> tuple[str, str]:
    """What a gross price lacks to be made net, and what to do; empty where it has exactly one rate."""
    if not names:
        return "no cost that bears value-added tax follows from it", "remove gross"
    if len(names) > 1:
        what = f"it is the price of costs with several rates of value-added tax: {', '.join(sorted(names))}"
        return what, "write the price without the tax, and remove gross"
    if under.visible(next(iter(names)), draft.owner) is None:
        where = f"options.{draft.owner}.assumptions" if draft.owner else "assumptions"
        return "there is no rate of value-added tax to take off", f"write {where}.{RATE}, or {RATE}_CATEGORY"
    return "", ""


def _readers(under: Construction) -> dict[str, list[Draft]]:
    """The drafts that read each id."""
    found: dict[str, list[Draft]] = {}
    for draft in under.drafts.values():
        names = {each.name for each in references(draft.tree)} if draft.tree is not None else set()
        ids = {binding.node for name in names if name not in draft.groups and (binding := draft.names(name))}
        for id in ids | {member for name in names for member in draft.groups.get(name, ())}:
            found.setdefault(id, []).append(draft)
    return found


def _first_costs(under: Construction, id: str, readers: Mapping[str, list[Draft]]) -> set[tuple[str, str]]:
    """Option and category of the nearest cost lines that a value reaches and that bear the tax."""
    seen, at = {id}, [id]
    while at:
        reached = [each for one in at for each in readers.get(one, ())]
        costs = set(_costs_among(under, reached))
        if costs:
            return costs
        at = [each for each in dict.fromkeys(draft.id for draft in reached) if each not in seen]
        seen.update(at)
    return set()


def _costs_among(under: Construction, drafts: Collection[Draft]) -> Iterator[tuple[str, str]]:
    for draft in drafts:
        category = draft.line.category
        known = under.library.vocabulary.categories.get(category or "")
        if category and known and known.vat and not draft.line.memo:
            yield draft.owner, category
