"""Numbers of chapters, sections, tables and figures, given in the order in which they are set; references after."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from builder.errors import Problem, ReportError
from builder.language import Language

_REFERENCE = re.compile(r'<a class="ref" href="#([\w:.-]+)"></a>')


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents."""

    id: str
    number: str
    title: Markup
    level: int


@dataclass(slots=True)
class Numbering:
    """Counts as templates set their parts. An appendix has letters."""

    language: Language
    entries: list[Entry] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    chapters: int = 0
    appendices: int = 0
    sections: int = 0
    tables: int = 0
    figures: int = 0

    def chapter(self, id: str, title: str) -> Markup:
        """The number of the next chapter."""
        self.chapters += 1
        return self._entry(id, str(self.chapters), title)

    def appendix(self, id: str, title: str) -> Markup:
        """The letter of the next appendix."""
        self.appendices += 1
        return self._entry(id, chr(64 + self.appendices), title)

    def section(self, id: str, title: str) -> Markup:
        """The number of the next section in this chapter."""
        self.sections += 1
        head = next(each.number for each in reversed(self.entries) if each.level == 1)
        self.entries.append(Entry(id, f"{head}.{self.sections}", Markup(escape(title)), 2))
        self.names[id] = self.entries[-1].number
        return _number(self.entries[-1].number)

    def table(self, id: str) -> Markup:
        """The name of the next table: Table 3."""
        self.tables += 1
        return self._named(id, self.language.say("Table {number}", number=str(self.tables)))

    def figure(self, id: str) -> Markup:
        """The name of the next figure: Figure 2."""
        self.figures += 1
        return self._named(id, self.language.say("Figure {number}", number=str(self.figures)))

    def with_references(self, html: str) -> Markup:
        """The document with each empty reference filled by the name of what it leads to."""
        lost = sorted({each for each in _REFERENCE.findall(html) if each not in self.names})
        if lost:
            raise ReportError(*(Problem(f"#{each}", "a reference leads nowhere", "mend the template") for each in lost))
        return Markup(
            _REFERENCE.sub(lambda found: f'<a class="ref" href="#{found[1]}">{self.names[found[1]]}</a>', html)
        )

    def _entry(self, id: str, number: str, title: str) -> Markup:
        self.sections = 0
        self.entries.append(Entry(id, number, Markup(escape(title)), 1))
        self.names[id] = number
        return _number(number)

    def _named(self, id: str, name: str) -> Markup:
        self.names[id] = name
        return _number(name)


def reference(id: str) -> Markup:
    """A link to a part of the paper, which becomes its number when all parts have one."""
    return Markup('<a class="ref" href="#{}"></a>').format(id)


def _number(text: str) -> Markup:
    return Markup('<span class="no">{}</span>').format(text)
