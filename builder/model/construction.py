"""The graph under construction: what is bound already, the drafts that wait for it, and every problem so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from builder.errors import ModelError
from builder.formula.errors import FormulaError
from builder.formula.nodes import Node as Tree
from builder.formula.parse import parse
from builder.formula.shapes import check_views
from builder.formula.unit import Unit
from builder.model.graph import Binding, Node
from builder.model.library import Library
from builder.model.rows import Assumptions
from builder.model.style import check_style
from builder.study.document import Path
from builder.study.loader import LoadedStudy
from builder.study.problems import Problems
from builder.study.schema import Line

MONEY = Unit.of("money")


@dataclass(slots=True)
class Draft:
    """A line before its names are bound. `names` says what a name means in it, `known` which names there are."""

    id: str
    key: str
    scope: str
    owner: str
    section: str
    line: Line
    path: Path
    where: str
    scenarios: tuple[int, ...]
    names: Callable[[str], Binding | None]
    known: Callable[[], Iterable[str]]
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tree: Tree | None = None
    opening: Tree | None = None


class Construction:
    """Nodes and drafts of one study's model. `failed` are ids of lines with a problem, and of those that read them."""

    def __init__(self, loaded: LoadedStudy, library: Library, assumptions: Assumptions, problems: Problems) -> None:
        self.loaded, self.study = loaded, loaded.study
        self.library, self.assumptions, self.problems = library, assumptions, problems
        self.units = library.vocabulary.unit_system(self.study.currency, self.study.rates)
        self.nodes: dict[str, Node] = {}
        self.drafts: dict[str, Draft] = {}
        self.failed: set[str] = set()
        self.scenarios = tuple(range(len(self.study.scenarios)))

    def scenarios_of(self, *options: str) -> tuple[int, ...]:
        """Indices of the scenarios in which all these options are weighed."""
        weighed = [each.options for each in self.study.scenarios.values()]
        return tuple(index for index, each in enumerate(weighed) if all(option in each for option in options))

    def visible(self, name: str, owner: str) -> Binding | None:
        """What a name stands for in a line of an option, or in a general line where `owner` is empty."""
        for id in (f"{owner}.{name}", name) if owner else (name,):
            if id in self.nodes or id in self.drafts or id in self.failed:
                return Binding(id)
        return None

    def names_visible(self, owner: str) -> list[str]:
        """Every name that a line of an option can read, its own first."""
        ids = [*self.nodes, *self.drafts]
        own = [id.removeprefix(f"{owner}.") for id in ids if owner and id.startswith(f"{owner}.")]
        return [*own, *(id for id in ids if "." not in id)]

    def draft(  # noqa: PLR0913, PLR0917  # what a line is, and where it stands
        self,
        id: str,
        scope: str,
        owner: str,
        section: str,
        line: Line,
        path: Path = (),
        scenarios: tuple[int, ...] = (),
        groups: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Draft:
        """A line to be bound, under its id; what its text alone shows to be wrong becomes a problem."""
        key = id.rsplit(".", 1)[-1]
        where = self.problems.document.where(path) if path else f"library {id}"
        names, known = partial(self.visible, owner=owner), partial(self.names_visible, owner)
        draft = Draft(id, key, scope, owner, section, line, path, where, scenarios, names, known, groups or {})
        draft.tree = self.parsed(draft, line.formula, "formula")
        draft.opening = self.parsed(draft, line.opening, "opening") if line.opening else None
        self.drafts[id] = draft
        return draft

    def parsed(self, draft: Draft, text: str, field_name: str) -> Tree | None:
        """The tree of a formula of a draft; None, and a problem, where it is wrong."""
        try:
            tree = parse(text)
            check_views(tree, text)
            check_style(tree, text)
        except FormulaError as error:
            self.fail(draft, field_name, error)
            return None
        return tree

    def fail(self, draft: Draft, field_name: str, error: FormulaError) -> None:
        """A problem within a draft's formula or opening; lines that read the draft are not blamed as well."""
        self.failed.add(draft.id)
        self.problems.add_formula((*draft.path, field_name) if draft.path else (), error, draft.where)

    def shown(self, unit: Unit) -> str:
        """A unit as the study writes it."""
        return str(unit).replace("money", self.study.currency)

    def stop_on_problems(self) -> None:
        """Raise ModelError where there is any."""
        if self.problems.found:
            raise ModelError(*self.problems.found)
