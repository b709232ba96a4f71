"""The chapters of the whitepaper, in order: what each is called, its template, and when it is there.

A chapter without content of its own stands only where the study's narrative speaks of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from builder.language import message


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter. `narrated` ones need a narrative; `computed` names the content they show beside it."""

    key: str
    title: str
    computed: str = ""
    appendix: bool = False


CHAPTERS = (
    Chapter("summary", message("Executive summary"), "summary"),
    Chapter("introduction", message("Introduction"), "introduction"),
    Chapter("challenge", message("The challenge")),
    Chapter("considerations", message("Key considerations")),
    Chapter("analysis", message("Economic analysis"), "analysis"),
    Chapter("cashflow", message("Cash flow and break-even"), "cashflow"),
    Chapter("firmness", message("How firm the results are"), "firmness"),
    Chapter("issues", message("Issues to consider")),
    Chapter("offer", message("The offer")),
    Chapter("conclusion", message("Conclusion"), "conclusion"),
    Chapter("assumptions", message("Assumptions"), "assumptions", appendix=True),
    Chapter("lines", message("Every line of the model in words"), "lines", appendix=True),
    Chapter("evidence", message("From the paper to the workbook"), "evidence", appendix=True),
    Chapter("sources", message("Sources"), "sources", appendix=True),
)

PLACES = ("method", "configurations", "readings", "overturning", "calibration", "warnings", "about")
"""Sections within a chapter that a narrative may speak in."""


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
