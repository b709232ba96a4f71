"""`tco check`: is the study whole, what should its reader be warned of, what is still unconfirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from builder.analysis.claims import failures
from builder.analysis.simulation import default_outputs
from builder.analysis.uncertain import is_uncertain, uncertainty
from builder.commands.doubtful import doubtful
from builder.commands.quantities import in_words, written
from builder.errors import Problem, TcoError
from builder.layout.place import Places
from builder.layout.sensitivity_choice import choice
from builder.layout.speech import Speech
from builder.model.adjusting import without_idle
from builder.notices import Notice, notices
from builder.paths import templates_dir
from builder.report.readiness import unready
from builder.results import Results
from builder.study.problems import in_file_order

CONFIRMED = ("published", "list-price", "quoted", "measured", "customer")
"""Statuses that need nobody's word any more."""


def warnings(results: Results, speech: Speech) -> list[Notice]:
    """The study's warnings with their values written out, and what its author should look at again."""
    found = notices(results, speech.language, lambda node, value, bare: in_words(node, value, bare, speech))
    return [*found, *doubtful(results, speech.language)]


def examine(results: Results, languages: Sequence[str] = ()) -> None:
    """Raise TcoError with all that would stop a simulation, or the documents of the study, without making any.

    They are those in some languages, or in all of the study's.
    """
    problems = list[Problem]()
    model, templates = results.model, templates_dir()
    simulation = model.loaded.study.simulation
    if is_uncertain(model, simulation.ranges) or model.loaded.study.correlations:
        problems += _problems_of(lambda: uncertainty(model, simulation.ranges))
    if model.loaded.study.comparisons or simulation.outputs:  # a study may compare nothing, and is built all the same
        problems += _problems_of(lambda: default_outputs(model))
    problems += _problems_of(lambda: choice(Places(model)))
    problems += unready(results, templates, languages)
    if problems:
        raise TcoError(*in_file_order(dict.fromkeys(problems)))


def _problems_of(ask: Callable[[], object]) -> tuple[Problem, ...]:
    try:
        ask()
    except TcoError as error:
        return error.problems
    return ()


def dropped_claims(results: Results, speech: Speech) -> Iterator[str]:
    """The claims that do not hold, and that the paper leaves out for that."""
    for name, claim in results.model.loaded.study.report.claims.items():
        for each in failures(name, claim, results):
            yield speech.say("the paper leaves out what does not hold: {what}", what=each.what)


def report(results: Results, speech: Speech, open_only: bool = False) -> str:
    """What `tco check` prints of a study that is right in form."""
    model = without_idle(results).model
    summary = speech.say(
        "{lines} lines, {inputs} inputs, {scenarios} scenarios, nothing wrong",
        lines=sum(1 for node in model.nodes.values() if node.tree is not None and not node.total_of),
        inputs=len(model.assumptions.rows),
        scenarios=len(model.scenarios),
    )
    lines = [f"{model.loaded.name}: {summary}"]
    found = [*(notice.text for notice in warnings(results, speech)), *dropped_claims(results, speech)]
    if found:
        lines.append(speech.language.say_many("{n} warning", "{n} warnings", len(found)))
        lines += [f"  {speech.say('warning')}: {text}" for text in found]
    if open_only:
        lines += list(unconfirmed(results, speech))
    return "\n".join(lines)


def unconfirmed(results: Results, speech: Speech) -> Iterator[str]:
    """Every value in effect that nobody has confirmed: where it stands, what it is, its status and owner."""
    yield speech.say("Not confirmed")
    for row in results.model.assumptions.rows:
        for setting in row.settings():
            if setting.status not in CONFIRMED and not setting.confirmed:
                owner = f", {setting.owner}" if setting.owner else ""
                value = written(row, setting.value, speech)
                yield f"  {setting.path}: {value}, {speech.status(setting.status)}{owner}"
    for node in results.model.nodes.values():
        for each in node.adjustments:
            if each.setting.status not in CONFIRMED:
                owner = f", {each.setting.owner}" if each.setting.owner else ""
                status = speech.status(each.setting.status)
                yield f"  {each.setting.path}: {speech.text(each.label)}, {status}{owner}"
