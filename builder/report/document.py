"""One document of a paper: what its chapters show is computed, set by their templates, numbered and put together."""

from __future__ import annotations

from functools import partial
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from builder.analysis.findings import Findings
from builder.report.basis import Basis
from builder.report.chapters import CHAPTERS, Chapter, chosen_chapters, chosen_charts, claim_sections
from builder.report.citations import Citations
from builder.report.claims import said_claims
from builder.report.column_widths import fitted
from builder.report.contents import CONTENTS, LAST
from builder.report.dress import Dress
from builder.report.narrative import ClaimValues, narratives, sections_within
from builder.report.numbering import Numbering, reference
from builder.report.numbers import Numbers
from builder.report.sections.brief import brief
from builder.report.stylesheet import brand_css, chart_theme
from builder.report.templating import rendered
from builder.report.writer import Writer


class Maker:
    """Makes one document: contents of the chapters first, then their templates, then the whole."""

    def __init__(self, basis: Basis, dress: Dress, templates: Environment, found: Findings) -> None:
        self.basis, self.dress, self.templates, self.found = basis, dress, templates, found
        self.form = form = basis.study.report.form
        self.chosen = CHAPTERS if form == "brief" else chosen_chapters(basis)
        self.numbers, self.numbering = Numbers(basis), Numbering(basis.language)
        keys = frozenset(chapter.key for chapter in self.chosen)
        sections = claim_sections(tuple(basis.study.comparisons))
        claims = said_claims(basis, self.numbers, sections, self.sections_of(keys))
        self.writer = Writer(
            basis, self.numbers, claims, chart_theme(dress.brand, dress.faces),
            Citations(basis, "sources" in keys), chosen_charts(basis))  # fmt: skip
        self.narrative = narratives(basis, ClaimValues(self.numbers, claims), keys)

    def sections_of(self, keys: frozenset[str]) -> frozenset[str]:
        """The sections whose claims are printed; a brief prints those of its summary and of the comparisons."""
        comparisons = frozenset(self.basis.study.comparisons)
        return comparisons | {"summary"} if self.form == "brief" else sections_within(keys, comparisons)

    def document(self) -> str:
        """The whole document; its fonts are still to come."""
        html = self.brief() if self.form == "brief" else self.whitepaper()
        return str(self.numbering.with_references(html))

    def brief(self) -> str:
        """Two pages: headline, chart, table, claims and caveats."""
        content = brief(self.writer, self.found)
        return rendered(self.templates, "brief.html.j2", {**self.common(), "content": content})

    def whitepaper(self) -> str:
        """The paper with all its chapters."""
        contents = self.contents()
        printed = [each for each in self.chosen if self.is_printed(each, contents.get(each.key))]
        common = {**self.common(), "printed": frozenset(each.key for each in printed)}
        chapters = Markup("").join(
            Markup(self.chapter(each, {**common, "content": contents.get(each.key)})) for each in printed
        )
        return rendered(
            self.templates, "paper.html.j2", {**common, "chapters": chapters, "entries": self.numbering.entries}
        )

    def contents(self) -> dict[str, Any]:
        """What each chapter computes, the evidence of all others last."""
        keys = [each.computed for each in self.chosen if each.computed]
        ordered = sorted(keys, key=lambda key: key == LAST)
        return {key: CONTENTS[key](self.writer, self.found) for key in ordered}

    def is_printed(self, chapter: Chapter, content: Any) -> bool:
        """Whether a chapter has something to say."""
        return bool(content or chapter.key in self.narrative or self.writer.claims_of(chapter.key))

    def chapter(self, chapter: Chapter, context: dict[str, Any]) -> str:
        """One chapter; one without a template of its own has its narrative only."""
        template = f"chapters/{chapter.computed or 'narrative'}.html.j2"
        return rendered(self.templates, template, {**context, "chapter": chapter})

    def common(self) -> dict[str, Any]:
        """What every template may read."""
        basis, dress = self.basis, self.dress
        size = basis.study.document.page_size or dress.brand.page_size
        css = brand_css(dress.brand, size) + self.source("paper.css") + self.source("brands.css")
        if self.form == "brief":
            css += self.source("brief.css")
        return {
            "study": basis.study, "document": basis.study.document, "brand": dress.brand, "language": basis.language,
            "customer_logo": dress.customer_logo, "writer": self.writer, "name": basis.name, "text": basis.text,
            "day": basis.day, "say": self.writer.say, "number": self.numbering, "narrative": self.narrative,
            "reference": reference, "fitted": partial(fitted, measure=self.writer.theme.measure), "css": Markup(css),
            "screen_css": Markup(self.source("screen.css")), "page_size": size,
        }  # fmt: skip

    def source(self, name: str) -> str:
        """A file of the templates as it is."""
        loader = self.templates.loader
        if loader is None:
            raise TypeError("the environment has no templates")
        return loader.get_source(self.templates, name)[0]

