"""The chapters of the whitepaper: what each is called and shows, and which of them a study prints in what order.

A chapter without content of its own stands only where the study's narrative speaks of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.errors import Problem, ReportError
from builder.language import message
from builder.report.basis import Basis
from builder.study.loader import closest


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter. `computed` names the content it shows beside its narrative."""

    key: str
    title: str
    computed: str = ""
    appendix: bool = False


CHAPTERS = (
    Chapter("summary", message("Executive summary"), "summary"),
    Chapter("introduction", message("Introduction"), "introduction"),
    Chapter("challenge", message("The challenge")),
    Chapter("considerations", message("Key considerations")),
    Chapter("method", message("Method and assumptions"), "method"),
    Chapter("analysis", message("Economic analysis"), "analysis"),
    Chapter("cashflow", message("Cash flow and break-even"), "cashflow"),
    Chapter("firmness", message("Sensitivity and risks"), "firmness"),
    Chapter("simulation", message("Uncertainty of the results"), "simulation"),
    Chapter("issues", message("Caveats"), "issues"),
    Chapter("offer", message("The offer")),
    Chapter("conclusion", message("Conclusion"), "conclusion"),
    Chapter("assumptions", message("Assumptions"), "assumptions", appendix=True),
    Chapter("lines", message("Every line of the model in words"), "lines", appendix=True),
    Chapter("evidence", message("Numbers and their cells in the workbook"), "evidence", appendix=True),
    Chapter("sources", message("Sources"), "sources", appendix=True),
)

PLACES = ("configurations", "breakeven", "readings", "sensitivity", "calibration", "warnings", "overturning", "about")
"""Sections within a chapter that a narrative may speak in."""

CHARTS = ("cost", "parts", "drivers", "cashflow", "breakeven", "crossover", "tornado", "distribution", "fan")
"""The kinds of chart that a study may choose from."""


def narrative_keys(comparisons: tuple[str, ...]) -> tuple[str, ...]:
    """Every key a study's narrative may have."""
    return (*(chapter.key for chapter in CHAPTERS), *PLACES, *comparisons)


def claim_sections(comparisons: tuple[str, ...]) -> tuple[str, ...]:
    """Every section a claim may stand in."""
    return (
        "summary",
        *(chapter.key for chapter in CHAPTERS if not chapter.appendix and chapter.key != "summary"),
        "readings",
        *comparisons,
    )


def chosen_chapters(basis: Basis) -> tuple[Chapter, ...]:
    """The chapters that a study prints, in its order; appendices last. Raises ReportError for those not there."""
    wanted = basis.study.report.sections
    if wanted is None:
        return CHAPTERS
    known = {chapter.key: chapter for chapter in CHAPTERS}
    _refuse(basis, "sections", wanted, tuple(known), "section")
    chosen = [known[each] for each in dict.fromkeys(wanted)]
    return tuple(sorted(chosen, key=lambda chapter: chapter.appendix))


def chosen_charts(basis: Basis) -> frozenset[str]:
    """The kinds of chart that a study prints. Raises ReportError for those not there."""
    wanted = basis.study.report.charts
    if wanted is None:
        return frozenset(CHARTS)
    _refuse(basis, "charts", wanted, CHARTS, "kind of chart")
    return frozenset(wanted)


def _refuse(basis: Basis, key: str, wanted: tuple[str, ...], known: tuple[str, ...], what: str) -> None:
    problems = list(_unknown(basis, key, wanted, known, what))
    if problems:
        raise ReportError(*problems)


def _unknown(basis: Basis, key: str, wanted: tuple[str, ...], known: tuple[str, ...], what: str) -> Iterator[Problem]:
    for index, each in enumerate(wanted):
        place = basis.results.model.loaded.document.where(("report", key, index))
        if each not in known:
            yield Problem(place, f"the paper has no {what} {each!r}", closest(each, known))
        elif each in wanted[:index]:
            yield Problem(place, f"the {what} {each!r} stands here twice", "keep one of the two")
