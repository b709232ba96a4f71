"""Results to a whitepaper in HTML, with the files it shows and every number that it prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from builder.analysis.findings import Findings, findings
from builder.language import Language
from builder.model.adjusting import without_idle
from builder.report.assets import Asset, inlined
from builder.report.basis import Basis, Cells
from builder.report.brand import brand_of
from builder.report.document import Maker
from builder.report.dress import dressed
from builder.report.fonts import partial_subsets, subsets
from builder.report.logo import customer_picture
from builder.report.missing_glyphs import told_where_they_stand
from builder.report.numbers import Evidence
from builder.report.stylesheet import font_css
from builder.report.templating import environment
from builder.results import Results
from builder.study.schema import Study

_CUSTOMER_LOGO = "customer-logo"


@dataclass(frozen=True)
class Paper:
    """A whitepaper: its document, whose files are assets, and every number that it prints.

    `html` is the same in one file that needs no other. `workbook` is attached to the PDF. `scales` are the words of
    charts' axes.
    """

    document: str
    assets: Mapping[str, Asset]
    evidence: tuple[Evidence, ...]
    study: Study
    language: str
    workbook: bytes | None = None
    name: str = "study"
    scales: frozenset[str] = frozenset()

    @cached_property
    def html(self) -> str:
        """The whole paper as one HTML file."""
        return inlined(self.document, self.assets)


def build_paper(results: Results, cases: Mapping[str, Results], layout: Cells, language: Language, templates: Path,
                workbook: bytes | None = None, found: Findings | None = None) -> Paper:  # fmt: skip
    """The whitepaper of a study in a language, or the brief of two pages where it asks for that.

    `found` saves asking again what analyses find. Raises ReportError with everything that stops it.
    """
    results, cases = without_idle(results), {name: without_idle(each) for name, each in cases.items()}
    basis = Basis(results, cases, layout, language)
    study = basis.study
    folder = brand_of(results.model.loaded, templates)
    dress = dressed(folder, templates / "fonts", language)
    assets = dict(dress.drawings)
    if study.customer_logo:
        assets[_CUSTOMER_LOGO] = customer_picture(results.model.loaded)
        dress = replace(dress, customer_logo=_CUSTOMER_LOGO)
    asked = findings(results) if found is None else found
    maker = Maker(basis, dress, environment(templates, basis.language), asked)
    html = maker.document()
    with told_where_they_stand(results.model.loaded, folder):
        fonts = (*subsets(dress.faces, html), *partial_subsets(dress.display, html))
    assets |= {each.face.name: Asset(each.data, "font/ttf") for each in fonts}
    return Paper(
        html.replace("/*fonts*/", font_css(fonts)), assets, tuple(maker.numbers.evidence), study, language.code,
        workbook if study.report.attach else None, results.model.loaded.name, frozenset(maker.numbers.scales),
    )  # fmt: skip
