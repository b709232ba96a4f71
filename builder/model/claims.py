"""The numbers and conditions of the paper's claims: formulas over results, by their workbook names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from builder.formula.dimensions import unit_of
from builder.formula.errors import FormulaError
from builder.formula.parse import parse
from builder.formula.shapes import check_views, references
from builder.formula.unit import ANY, CONDITION, ONE
from builder.language import Language
from builder.language.errors import PlaceholderError
from builder.language.form import Form
from builder.language.placeholders import names_in
from builder.model.construction import Construction, Draft
from builder.model.graph import Binding
from builder.study.document import Path
from builder.study.problems import closest
from builder.study.report import Claim, ClaimValue
from builder.study.schema import Line, Study, Text

Outputs = Mapping[str, Binding]


def draft_claims(under: Construction, outputs: Outputs) -> None:
    """Drafts of every claim's values."""
    for name, claim in under.study.report.claims.items():
        _check_texts(under, name, claim)
        for value, spec in claim.values.items():
            path: Path = ("report", "claims", name, "values", value)
            line = Line(label=_label(claim, value), unit="1", formula=spec.formula, output=True)
            draft = under.draft(f"claim.{name}.{value}", "claim", "", "claims", line, path)
            draft.key = f"claim_{name}_{value}"
            draft.names, draft.known = outputs.get, lambda: outputs
            _infer_unit(under, draft, outputs)


def in_short(claim: Claim) -> Text:
    """A claim without its numbers: `Cloud instances cost up to … as much`."""
    return {code: _shortened(text, "") for code, text in claim.text.items()}


def _label(claim: Claim, value: str) -> Text:
    """What a claim's number is called on the sheets: the sentence, and where the number stands in it."""
    absent = not names_value(claim.text, value)
    return quoted(claim.reproduction if absent and claim.reproduction else claim.text, value)


def names_value(template: Text, value: str) -> bool:
    """Whether a sentence has a place for a value."""
    return any(f"{{{value}}}" in text for text in template.values())


_SLOT = re.compile(r"\{(\w+)\}")
_PARTICLE = re.compile(r"\((\w+)/\w+\)")
_LONGEST = 110
_PERCENT = re.compile(r"%\((\w+)\)[a-z]")


def quoted(template: Text, value: str, longest: int = _LONGEST) -> Text:
    """A sentence, in short, with the name of one value where its number stands and dots for the others."""
    return {code: _shortened(text, value, longest) for code, text in template.items()}


def _shortened(template: str, value: str, longest: int = _LONGEST) -> str:
    """A template with the name of one value in brackets and dots for the others; of particles the first."""
    named = _SLOT.sub(lambda slot: f"[{value}]" if slot[1] == value else "…", template)
    plain = _PARTICLE.sub(r"\1", named).replace("{{", "{").replace("}}", "}").rstrip(".")
    begin = max(0, min(plain.find(f"[{value}]") - longest // 2, len(plain) - longest)) if value else 0
    end = begin + longest
    if begin:
        begin = plain.find(" ", begin) + 1
    if end < len(plain):
        end = plain.rfind(" ", begin, end)
    cut = plain[begin:end].rstrip("… ") if end < len(plain) else plain[begin:]
    return ("… " if begin else "") + cut + (" …" if end < len(plain) else "")


def check_conditions(under: Construction, outputs: Outputs) -> None:
    """What a claim requires has to be a comparison of results."""
    for name, claim in under.study.report.claims.items():
        for index, condition in enumerate(claim.requires):
            try:
                _check_condition(under, condition, outputs)
            except FormulaError as error:
                under.problems.add_formula(("report", "claims", name, "requires", index), error)


def _check_texts(under: Construction, name: str, claim: Claim) -> None:
    """What stands in braces in a claim's texts has to be one of its values."""
    doubtful = list[str]()
    for field_name, text in (("text", claim.text), ("reproduction", claim.reproduction or {})):
        for language, written in text.items():
            path: Path = ("report", "claims", name, field_name, *(() if language == "*" else (language,)))
            try:
                unknown = sorted(names_in(written) - set(claim.values))
            except PlaceholderError as error:
                under.problems.add(path, error.problems[0].what, error.problems[0].remedy)
                doubtful.append(written)
                continue
            for each in unknown:
                under.problems.add(path, f"the claim has no value {each!r}", closest(each, claim.values))
            for each in _PERCENT.findall(written):
                under.problems.add(path, f"%({each})s is not a placeholder here", f"write {{{each}}}")
                unknown.append(each)
            doubtful += unknown
    for value in claim.values if not doubtful else ():
        _check_named(under, name, claim, value)


def _check_named(under: Construction, name: str, claim: Claim, value: str) -> None:
    """A value has to be named by the claim or by the narrative; in one language, then in all."""
    slot, path = f"{{{value}}}", ("report", "claims", name, "text")
    naming = [language for language, written in claim.text.items() if slot in written]
    for language in claim.text if naming else ():
        if language not in naming:
            what = f"the text does not name {slot}, which the one in {naming[0]!r} does"
            under.problems.add((*path, language), what, f"write {slot} where the number belongs")
    texts = [*(claim.reproduction or {}).values()]
    if not naming and not any(slot in each for each in texts) and not is_told(under.study, name, value):
        what = f"no text names {slot}"
        under.problems.add(("report", "claims", name, "values", value), what, f"write {slot} in the claim's text")


def is_told(study: Study, name: str, value: str) -> bool:
    """Whether the study's narrative names a claim's value."""
    return any(f"{{{name}.{value}}}" in each for text in study.report.narrative.values() for each in text.values())


def printed_template(
    claim: Claim, values: Mapping[str, float], language: Language, currency: str, digits: int
) -> Text:
    """The sentence that a paper prints: as a reproduction where every value displays as it was published."""

    def displays(key: str, spec: ClaimValue) -> bool:
        form = form_of_claim(spec)
        shown = form.with_digits(digits).text(values[key], language, currency)
        return spec.published is not None and form.text(spec.published, language, currency) == shown

    if claim.reproduction is not None and all(displays(*each) for each in claim.values.items()):
        return claim.reproduction
    return claim.text


def _infer_unit(under: Construction, draft: Draft, outputs: Outputs) -> None:
    """A claim's value has the unit its formula gives; nobody declares it."""
    if draft.tree is None:
        return
    try:
        unit = unit_of(draft.tree, lambda name: under.nodes[outputs[name].node].unit, draft.line.formula)
    except (KeyError, FormulaError):
        return  # reported when the line is bound
    draft.line = draft.line.model_copy(update={"unit": str(unit) if unit not in (ANY, ONE) else "1"})


def _check_condition(under: Construction, text: str, outputs: Outputs) -> None:
    tree = parse(text)
    check_views(tree, text)
    for each in references(tree):
        if each.name not in outputs:
            raise FormulaError(text, each.span, f"there is no result {each.name!r}", closest(each.name, outputs))
    if unit_of(tree, lambda name: under.nodes[outputs[name].node].unit, text) != CONDITION:
        raise FormulaError(text, tree.span, "a condition is a comparison", f"write, for example, {text} > 0")


def form_of_claim(value: ClaimValue) -> Form:
    """The form a claim asks for."""
    if value.format == "number" and value.decimals is None:
        return Form("significant", None, value.rounding)
    decimals = 0 if value.format == "percent" and value.decimals is None else value.decimals
    return Form(value.format, decimals, value.rounding)
