"""What would stop a study's paper, found without making it: its brand, its logo, its claims, the sections it names.

Nothing that writes documents is imported here: a check costs no more than the study's figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from builder.analysis.breakeven_asked import Asked
from builder.errors import Problem, ReportError, StudyError
from builder.language import Language
from builder.model.adjusting import without_idle
from builder.report.basis import Basis
from builder.report.brand import brand_of, load_brand
from builder.report.chapters import CHAPTERS, chosen_chapters, chosen_charts, claim_sections
from builder.report.claims import Said, said_claims
from builder.report.narrative import ClaimValues, narratives
from builder.report.numbers import Numbers
from builder.results import Results


class _NoCells:
    """No workbook is made either."""

    def cell_of(self, _node_id: str, _scenario: int | None, _period: int | None = None) -> None:
        """No value has a cell."""


def unready(results: Results, templates: Path, languages: Sequence[str] = ()) -> list[Problem]:
    """Every problem of the paper that does not come of its making; fonts, drawings and layout may have more.

    It is looked for in some languages, or in all of the study's.
    """
    codes = languages or results.model.loaded.study.languages
    return list(dict.fromkeys(_problems(without_idle(results), templates, codes)))


def _problems(results: Results, templates: Path, codes: Sequence[str]) -> Iterator[Problem]:
    study, loaded = results.model.loaded.study, results.model.loaded
    languages = [Language.load(code, templates / "messages") for code in codes]
    yield from _of(lambda: load_brand(brand_of(loaded, templates), languages))
    if study.customer_logo:
        from builder.report.logo import customer_picture  # reads drawings with a library that no other check needs

        yield from _of(lambda: customer_picture(loaded))
    yield from _of(lambda: Asked(results.model).axes())
    for language in languages:
        yield from _of_texts(Basis(results, {}, _NoCells(), language))


def _of_texts(basis: Basis) -> Iterator[Problem]:
    """What is wrong with claims, narrative and the parts that are asked for, in one language."""
    numbers, held = Numbers(basis), list[Said]()
    sections = claim_sections(tuple(basis.study.comparisons))
    yield from _of(lambda: chosen_chapters(basis))
    yield from _of(lambda: chosen_charts(basis))
    wrong = _of(lambda: held.extend(said_claims(basis, numbers, sections, frozenset())))
    yield from wrong
    if not wrong:  # else a narrative would be blamed for naming the values of a claim that is
        every = frozenset(chapter.key for chapter in CHAPTERS)
        yield from _of(lambda: narratives(basis, ClaimValues(numbers, tuple(held)), every))


def _of(ask: Callable[[], object]) -> tuple[Problem, ...]:
    try:
        ask()
    except (ReportError, StudyError) as error:
        return error.problems
    return ()
