"""Sources as footnotes: each has one number throughout the paper, given where it is cited first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from builder.model.graph import Node
from builder.report.basis import Basis

_CALL = Markup('<a class="call" href="#{}-{}">{}</a>')
# An element of its own, because a PDF tells notes from other text and HTML has no name for them.
_NOTE = Markup('<x-note class="footnote" id="note-{0}" role="doc-footnote"><span class="no">{0}</span> {1}</x-note>')


@dataclass(slots=True)
class Citations:
    """The sources cited so far, in the order of their numbers.

    A call leads to the entry of the list of sources, or where a paper has none to the footnote itself.
    """

    basis: Basis
    listed: bool = True
    numbers: dict[str, int] = field(default_factory=dict)

    def behind(self, node: Node, scenarios: Iterable[int]) -> tuple[str, ...]:
        """The sources from which an input takes its values; none for what is computed."""
        return tuple(dict.fromkeys(text for each in scenarios for text in _sources(self.basis, node, each)))

    def calls(self, sources: Iterable[str]) -> Markup:
        """The calls of several sources behind one sentence."""
        return Markup('<span class="comma">,</span>').join(self.cite(each) for each in sources)

    def cite(self, source: str) -> Markup:
        """A call, with its footnote where the source is cited for the first time."""
        first = source not in self.numbers
        number = self.numbers.setdefault(source, len(self.numbers) + 1)
        call = _CALL.format("source" if self.listed else "note", number, number)
        return call + _NOTE.format(number, self.basis.name(source)) if first else call

    def number(self, source: str) -> Markup:
        """The number of a source in a table, without a footnote."""
        number = self.numbers.setdefault(source, len(self.numbers) + 1)
        return _CALL.format("source" if self.listed else "note", number, number)


def _sources(basis: Basis, node: Node, scenario: int) -> Iterator[str]:
    row = node.rows[scenario] if node.rows else None
    setting = row.setting(scenario) if row else None
    if setting and setting.source:
        yield basis.text(setting.source)


def sources_of(basis: Basis) -> Mapping[str, list[str]]:
    """Every source of the study with the labels of the assumptions that rest on it, in the order of the study."""
    used: dict[str, list[str]] = {}
    for row in basis.results.model.assumptions.rows:
        label = basis.text(row.label)
        for setting in row.settings() if row.active else ():
            if setting.source:
                labels = used.setdefault(basis.text(setting.source), [])
                if label not in labels:
                    labels.append(label)
    for node in basis.nodes.values():
        for each in node.adjustments:
            if each.setting.source:
                used.setdefault(basis.text(each.setting.source), []).append(basis.text(each.label))
    return used
