"""The study's narrative: Markdown per section, with the values of claims in it, as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from builder.errors import Problem, ReportError
from builder.report.basis import Basis
from builder.report.chapters import CHAPTERS, PLACES, narrative_keys
from builder.report.claims import Said
from builder.report.forms import Form, form_of_claim
from builder.report.names import marked_names
from builder.report.numbers import Numbers
from builder.report.prose import prose
from builder.study.document import Path
from builder.study.loader import closest
from builder.study.schema import Study


class ClaimValues(Mapping[str, Markup]):
    """The values of the claims that hold, written where a narrative asks for them."""

    def __init__(self, numbers: Numbers, held: tuple[Said, ...]) -> None:
        names = {each.name for each in held}
        claims = numbers.basis.study.report.claims.items()
        self.numbers = numbers
        self.forms: dict[str, Form] = {
            f"{name}.{key}": form_of_claim(value)
            for name, claim in claims if name in names for key, value in claim.values.items()
        }  # fmt: skip

    def __getitem__(self, key: str) -> Markup:
        return self.numbers.value(f"claim.{key}", form=self.forms[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self.forms)

    def __len__(self) -> int:
        return len(self.forms)


def sections_within(keys: frozenset[str], comparisons: frozenset[str]) -> frozenset[str]:
    """The sections that a paper of some chapters has: the chapters themselves, and what stands within them."""
    analysis = comparisons if "analysis" in keys else frozenset[str]()
    return keys | analysis | (frozenset({"readings"}) if "firmness" in keys else frozenset[str]())


def unprinted(study: Study) -> list[Path]:
    """Where a study's narrative and claims are written that its whitepaper leaves out, as it leaves out their section.

    Places within a chapter are left out of this: which of them are there depends on the results.
    """
    report = study.report
    if report.sections is None or report.form == "brief":
        return []
    known = narrative_keys(tuple(study.comparisons))
    printed = sections_within(frozenset(report.sections), frozenset(study.comparisons))
    told: list[Path] = [("report", "narrative", key) for key in report.narrative
                        if key in known and key not in {*printed, *PLACES}]  # fmt: skip
    return told + [("report", "claims", name) for name, each in report.claims.items() if each.section not in printed]


def narratives(basis: Basis, values: Mapping[str, Markup], printed: frozenset[str]) -> dict[str, Markup]:
    """The narrative of every section that is printed. Raises ReportError for sections that no paper has."""
    comparisons = tuple(basis.study.comparisons)
    known = narrative_keys(comparisons)
    chapters = {chapter.key for chapter in CHAPTERS}
    found: dict[str, Markup] = {}
    problems: list[Problem] = []
    for key, text in basis.study.report.narrative.items():
        place = basis.results.model.loaded.document.where(("report", "narrative", key))
        if key not in known:
            problems.append(Problem(place, f"the paper has no section {key!r}", closest(key, known)))
        elif key in printed or key not in chapters:
            try:
                html = prose(basis.text(text), basis.language, values, place, 3 if key in chapters else 4)
                found[key] = marked_names(html, basis.labels())
            except ReportError as error:
                problems += error.problems
    if problems:
        raise ReportError(*problems)
    return found
