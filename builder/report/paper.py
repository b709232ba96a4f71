"""Results to a whitepaper in HTML: every section made, set by its template, numbered and put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from builder.analysis.overturning import Overturning, overturnings
from builder.errors import Problem, ReportError
from builder.language import Language
from builder.report.assets import Asset, inlined
from builder.report.basis import Basis, Cells
from builder.report.brand import Brand, brand_folder, file_within, load_brand
from builder.report.chapters import CHAPTERS, Chapter, claim_sections, narrative_keys
from builder.report.claims import said_claims
from builder.report.fonts import Face, faces_of, subsets
from builder.report.forms import Form, form_of_claim
from builder.report.logo import read_logo
from builder.report.names import marked_names
from builder.report.numbering import Numbering, reference
from builder.report.numbers import Evidence, Numbers
from builder.report.prose import prose
from builder.report.sections.assumptions import assumptions
from builder.report.sections.cashflow import cash_flow
from builder.report.sections.comparisons import compared
from builder.report.sections.configurations import configurations
from builder.report.sections.evidence import evidence_table
from builder.report.sections.firmness import firmness
from builder.report.sections.lines import lines
from builder.report.sections.method import method
from builder.report.sections.sources import sources
from builder.report.sections.summary import summary
from builder.report.sections.totals import totals
from builder.report.stylesheet import brand_css, chart_theme, font_css
from builder.report.templating import environment, rendered
from builder.report.writer import Writer
from builder.results import Results
from builder.study.loader import closest
from builder.study.schema import Study


@dataclass(frozen=True)
class Paper:
    """A whitepaper: its document, whose files are assets, and every number that it prints.

    `html` is the same in one file that needs no other. `workbook` is attached to the PDF.
    """

    document: str
    assets: Mapping[str, Asset]
    evidence: tuple[Evidence, ...]
    study: Study
    language: str
    workbook: bytes | None = None
    name: str = "study"

    @cached_property
    def html(self) -> str:
        """The whole paper as one HTML file."""
        return inlined(self.document, self.assets)


def build_paper(results: Results, cases: Mapping[str, Results], layout: Cells, language: Language, templates: Path,
                workbook: bytes | None = None, found: Mapping[str, Overturning] | None = None) -> Paper:  # fmt: skip
    """The whitepaper of a study in a language; `found` saves asking again what overturns its comparisons.

    Raises ReportError with everything that stops it.
    """
    basis = Basis(results, cases, layout, language)
    folder = brand_folder(basis.study.brand, templates, results.model.loaded.folder)
    brand = load_brand(folder)
    faces = faces_of(brand, folder, templates / "fonts")
    maker = _Maker(
        basis, brand, faces, environment(templates, basis.language), overturnings(results) if found is None else found
    )
    html = maker.document()
    fonts = subsets(faces, html)
    assets = {each.face.name: Asset(each.data, "font/ttf") for each in fonts}
    assets |= _logos(brand, folder)
    html = html.replace("/*fonts*/", font_css(fonts))
    attached = workbook if basis.study.report.attach else None
    return Paper(
        html, assets, tuple(maker.numbers.evidence), basis.study, language.code, attached, results.model.loaded.name
    )


def _logos(brand: Brand, folder: Path) -> dict[str, Asset]:
    named = {"logo.svg": brand.logo, "logo-reversed.svg": brand.logo_reversed or brand.logo}
    return {name: Asset(read_logo(file_within(folder, file)), "image/svg+xml") for name, file in named.items()}


class _Maker:
    """Makes one document: contents of the sections first, then their templates, then the whole."""

    def __init__(self, basis: Basis, brand: Brand, faces: tuple[Face, ...], templates: Environment,
                 found: Mapping[str, Overturning]) -> None:  # fmt: skip
        self.basis, self.brand, self.templates, self.found = basis, brand, templates, found
        self.comparisons = tuple(basis.study.comparisons)
        self.numbers = Numbers(basis)
        theme = chart_theme(brand, faces)
        claims = said_claims(basis, self.numbers, claim_sections(self.comparisons))
        self.writer = Writer(basis, self.numbers, claims, theme)
        self.numbering = Numbering(basis.language)
        self.page_size = basis.study.document.page_size

    def document(self) -> str:
        """The whole document; its fonts are still to come."""
        common = self.common()
        chapters = Markup("").join(Markup(each) for each in self.chapters(common))
        css = brand_css(self.brand, self.page_size) + (self.source("paper.css"))
        styles = {"css": Markup(css), "screen_css": Markup(self.source("screen.css"))}
        context = {**common, **styles, "chapters": chapters, "entries": self.numbering.entries}
        return str(self.numbering.with_references(rendered(self.templates, "paper.html.j2", context)))

    def source(self, name: str) -> str:
        """A file of the templates as it is."""
        loader = self.templates.loader
        if loader is None:
            raise TypeError("the environment has no templates")
        return loader.get_source(self.templates, name)[0]

    def common(self) -> dict[str, Any]:
        """What every template may read."""
        basis = self.basis
        return {
            "study": basis.study, "document": basis.study.document, "brand": self.brand, "language": basis.language,
            "writer": self.writer, "name": basis.name, "text": basis.text, "day": basis.day, "say": self.writer.say,
            "number": self.numbering, "narrative": self.narratives(), "reference": reference,
        }  # fmt: skip

    def narratives(self) -> dict[str, Markup]:
        """The study's narrative by section, in HTML. Raises ReportError for sections that are not there."""
        known = narrative_keys(self.comparisons)
        values = {f"{name}.{value}": self.numbers.value(f"claim.{name}.{value}", form=form)
                  for name, value, form in self.claim_values()}  # fmt: skip
        found, problems = {}, []
        for key, text in self.basis.study.report.narrative.items():
            place = self.basis.results.model.loaded.document.where(("report", "narrative", key))
            if key not in known:
                problems.append(Problem(place, f"the paper has no section {key!r}", closest(key, known)))
                continue
            try:
                html = prose(self.basis.text(text), self.basis.language, values, place, 4 if key in self.nested else 3)
                found[key] = marked_names(html, self.basis.labels())
            except ReportError as error:
                problems += error.problems
        if problems:
            raise ReportError(*problems)
        return found

    @property
    def nested(self) -> set[str]:
        """Narratives within a section, whose headings stand one level lower."""
        return {*self.comparisons, "method", "configurations", "readings", "overturning", "calibration", "warnings"}

    def claim_values(self) -> Iterator[tuple[str, str, Form]]:
        """The values of the claims that hold, each with its form."""
        held = {each.name for each in self.writer.claims}
        for name, claim in self.basis.study.report.claims.items():
            if name in held:
                yield from ((name, key, form_of_claim(value)) for key, value in claim.values.items())

    def chapters(self, common: dict[str, Any]) -> Iterator[str]:
        """Each chapter that has something to say, set by its template."""
        contents = self.contents()
        for chapter in CHAPTERS:
            if chapter.key == "evidence":
                contents["evidence"] = evidence_table(self.writer, self.numbers.evidence)
            shown = contents.get(chapter.computed) if chapter.computed else None
            narrated = chapter.key in common["narrative"]
            if shown or narrated or self.writer.claims_of(chapter.key):
                yield self.chapter(chapter, {**common, "content": shown, "contents": contents})

    def contents(self) -> dict[str, Any]:
        """What each chapter computes."""
        writer = self.writer
        firm = firmness(writer, self.found)
        shown_firm = firm if firm.readings or firm.overturned or firm.calibrated or firm.warnings else None
        return {
            "summary": summary(writer, firm), "introduction": True, "firmness": shown_firm, "conclusion": True,
            "analysis": (method(writer), configurations(writer), compared(writer), totals(writer)),
            "cashflow": cash_flow(writer),
            "assumptions": tuple(assumptions(writer)), "lines": tuple(lines(writer)), "sources": sources(writer),
        }  # fmt: skip

    def chapter(self, chapter: Chapter, context: dict[str, Any]) -> str:
        """One chapter; one without a template of its own has its narrative only."""
        template = f"chapters/{chapter.computed or 'narrative'}.html.j2"
        return rendered(self.templates, template, {**context, "chapter": chapter})
