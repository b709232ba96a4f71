"""What would stop a study's paper, found without making it: its brand, its logo, its claims, what it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from builder.analysis.findings import Findings
from builder.errors import Problem, ReportError
from builder.language import Language
from builder.model.adjusting import without_idle
from builder.report.basis import Basis
from builder.report.brand import brand_folder, file_within
from builder.report.document import Maker
from builder.report.dress import Dress, dressed
from builder.report.logo import read_picture
from builder.report.templating import environment
from builder.results import Results

_NOTHING = Findings({}, None)
"""What analyses would find: nobody looks at it before a chapter is made."""


class _NoCells:
    """No workbook is made either."""

    def cell_of(self, _node_id: str, _scenario: int | None, _period: int | None = None) -> None:
        """No value has a cell."""


def unready(results: Results, templates: Path) -> list[Problem]:
    """Every problem of the paper that does not come of its making; fonts and layout may have more."""
    return list(dict.fromkeys(_problems(without_idle(results), templates)))


def _problems(results: Results, templates: Path) -> Iterator[Problem]:
    study, home = results.model.loaded.study, results.model.loaded.folder
    dress: Dress | None = None
    try:
        dress = dressed(brand_folder(study.brand, templates, home), templates / "fonts")
    except ReportError as error:
        yield from error.problems
    try:
        if study.customer_logo:
            read_picture(file_within(home, study.customer_logo))
    except ReportError as error:
        yield from error.problems
    stand_in = dress or dressed(brand_folder("default", templates, home), templates / "fonts")
    for code in study.languages:
        language = Language.load(code, templates / "messages")
        try:
            Maker(Basis(results, {}, _NoCells(), language), stand_in, environment(templates, language), _NOTHING)
        except ReportError as error:
            yield from error.problems
