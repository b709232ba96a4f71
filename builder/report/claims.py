"""Claims: sentences whose numbers are computed, told apart by whether they hold and what they rest on."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from builder.analysis.claims import failures
from builder.errors import Problem, ReportError
from builder.language.errors import PlaceholderError
from builder.language.placeholders import names_in
from builder.model.claims import printed_template
from builder.report.basis import Basis
from builder.report.forms import form_of_claim
from builder.report.names import marked_names
from builder.report.numbers import Numbers
from builder.study.loader import closest
from builder.study.report import Claim
from builder.study.schema import Text

CALIBRATED = "calibrated"


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as the paper prints it, from its `template`. `reproduces` where every published figure comes out.

    `calibrated` where it rests on calibrated inputs, `discloses` where its own sentence says so.
    """

    name: str
    section: str
    sentence: Markup
    template: Text
    calibrated: bool
    discloses: bool
    reproduces: bool


def said_claims(basis: Basis, numbers: Numbers, sections: tuple[str, ...], printed: frozenset[str]) -> tuple[Said, ...]:
    """Every claim that holds; those of sections that are not printed leave no evidence.

    Raises ReportError with all that do not hold, and all for sections that are not there.
    """
    problems: list[Problem] = []
    said: list[Said] = []
    for name, claim in basis.study.report.claims.items():
        lacking = list(failures(name, claim, basis.results))
        if claim.section not in sections:
            place = basis.results.model.loaded.document.where(("report", "claims", name, "section"))
            problems.append(
                Problem(place, f"the paper has no section {claim.section!r}", closest(claim.section, sections))
            )
        elif lacking and claim.otherwise == "stop":
            problems += lacking
        elif not lacking:
            try:
                said.append(_said(name, claim, basis, numbers if claim.section in printed else Numbers(basis)))
            except PlaceholderError as error:
                place = basis.results.model.loaded.document.where(("report", "claims", name, "text"))
                problems += [Problem(place, each.what, each.remedy) for each in error.problems]
    if problems:
        raise ReportError(*problems)
    return tuple(said)


def _said(name: str, claim: Claim, basis: Basis, numbers: Numbers) -> Said:
    """The claim's sentence: as a reproduction where every figure displays as it was published."""
    language, study = basis.language, basis.study
    forms = {key: form_of_claim(value) for key, value in claim.values.items()}
    values = {key: basis.results.value(f"claim.{name}.{key}") for key in claim.values}
    template = printed_template(claim, values, language, study.currency, study.report.digits)
    printed = names_in(basis.text(template))
    shown = {key: numbers.value(f"claim.{name}.{key}", form=form) for key, form in forms.items() if key in printed}
    sentence = marked_names(Markup(language.fill(basis.text(template), **shown)), basis.labels())
    statuses = {basis.results.weakest_status(f"claim.{name}.{key}") for key in claim.values}
    discloses = language.say("calibrat") in basis.text(template).lower()
    return Said(name, claim.section, sentence, template, CALIBRATED in statuses, discloses,
                template is claim.reproduction)  # fmt: skip
