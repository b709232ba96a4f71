"""`tco simulate`: how results are distributed, and how probably what the study says holds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from builder.analysis.distributions import Distribution
from builder.analysis.draws import CHUNK
from builder.analysis.drivers import CHUNKS, CLASSES
from builder.analysis.outputs import output
from builder.analysis.sensitivity import weakest_pairs
from builder.analysis.simulation import Simulation, default_outputs, simulate
from builder.analysis.tally import RELATIVE_ERROR
from builder.analysis.uncertain import uncertainty
from builder.analysis.verdicts import Chance
from builder.commands.answers import Answer, Writer, together
from builder.commands.quantities import shown
from builder.commands.show import aligned
from builder.commands.simulated import PERCENTILES, chart_of, object_of
from builder.layout.speech import Speech
from builder.results import Results

_DRIVERS = 8


def answer(
    results: Results,
    speech: Speech,
    draws: int | None = None,
    seed: int | None = None,
    ranges: str | None = None,
    names: tuple[str, ...] = (),
    step: Callable[[int, int], None] = lambda _done, _whole: None,
) -> Answer:
    """The distribution of each output, the chance of each verdict, and what drives the results."""
    model = results.model
    asked = model.loaded.study.simulation
    named = [partial(output, model, name, "--output") for name in names]
    together(lambda: uncertainty(model, ranges or asked.ranges), lambda: default_outputs(model), *named)
    uncertain = uncertainty(model, ranges or asked.ranges)
    outputs = [output(model, name, "--output") for name in names] or default_outputs(model)
    found = simulate(model, uncertain, draws or asked.draws, asked.seed if seed is None else seed, outputs, step)
    writer = Writer(results, speech)
    parts = [_inputs(found, writer), _outputs(found, writer), _chances(found, writer), *_drivers(found, writer)]
    return Answer(
        "\n\n".join(part for part in parts if part), object_of(found, writer), lambda: chart_of(found, writer)
    )


def _inputs(found: Simulation, writer: Writer) -> str:
    speech = writer.speech
    rows = [[speech.say("Assumption"), speech.say("Distribution"), speech.say("Drawn again")]]
    for cell, again in zip(found.cells, found.redrawn, strict=True):
        rows.append(
            [writer.knob(cell.knob), _described(cell.distribution), speech.language.percent(again, 1) if again else "–"]
        )
    head = speech.say("{draws} draws, seed {seed}", draws=speech.language.number(found.draws, 0), seed=found.seed)
    return f"{head}\n{aligned(rows)}"


def _described(distribution: Distribution) -> str:
    parts = [
        f"{name} {', '.join(f'{each:g}' for each in np.atleast_1d(value))}"
        for name, value in distribution.parameters.items()
    ]
    return f"{distribution.kind}: {', '.join(parts)}"


def _outputs(found: Simulation, writer: Writer) -> str:
    speech = writer.speech
    said = [speech.say("P{share}", share=f"{share * 100:g}") for share in PERCENTILES]
    rows = [
        [
            speech.say("Result"),
            speech.say("As the study stands"),
            speech.say("Mean"),
            speech.say("Standard deviation"),
            *said,
        ]
    ]
    for each, tally in zip(found.outputs, found.tallies, strict=True):
        values = (tally.centre, tally.mean, tally.sd, *tally.percentiles(*PERCENTILES))
        rows.append([writer.output(each), *(shown(each.node, value, speech, with_unit=False) for value in values)])
    note = speech.say(
        "Percentiles are within {error} of a draw's value.", error=speech.language.percent(RELATIVE_ERROR, 3)
    )
    return f"{aligned(rows)}\n  {note}"


def _chances(found: Simulation, writer: Writer) -> str:
    if not found.chances:
        return ""
    speech = writer.speech
    rows = [[speech.say("Statement"), speech.say("Probability"), speech.say("Standard error")]]
    rows += [
        [_verdict(each, writer), speech.language.percent(each.share, 2), speech.language.percent(each.error, 3)]
        for each in found.chances
    ]
    return aligned(rows)


def _verdict(chance: Chance, writer: Writer) -> str:
    speech, verdict = writer.speech, chance.verdict
    study = writer.results.model.loaded.study
    if verdict.kind == "claim":
        return speech.say("claim {name}", name=verdict.name)
    subject = speech.option(study.comparisons[verdict.name].subject)
    place = writer.pair(verdict.pair) if verdict.pair else speech.text(study.comparisons[verdict.name].label)
    return speech.say("{option} cheaper", option=subject) + f", {place}"


def _drivers(found: Simulation, writer: Writer) -> list[str]:
    """What drives the ratio of each comparison, where it is an output; otherwise the first output."""
    speech = writer.speech
    ratios = {
        (f"{p.alternative}_vs_{p.subject}.ratio", p.scenario) for p in weakest_pairs(writer.results.model).values()
    }
    chosen = [index for index, each in enumerate(found.outputs) if (each.node.id, each.scenario) in ratios] or [0]
    parts: list[str] = []
    if not found.drivers:
        return parts
    for result in chosen:
        rows = [[speech.say("Assumption"), speech.say("Rank correlation"), speech.say("Share of the variance")]]
        rows += [
            [
                writer.knob(found.cells[each.cell].knob),
                speech.language.number(each.rank, 2),
                speech.language.percent(each.share, 1),
            ]
            for each in found.drivers_of(result)[:_DRIVERS]
        ]
        head = speech.say("What drives {result}", result=writer.output(found.outputs[result]))
        parts.append(f"{head}\n{aligned(rows)}")
    note = speech.say(
        "Spearman's rank correlation; first-order index from {classes} equal classes; over the first {draws} draws.",
        classes=CLASSES,
        draws=speech.language.number(min(found.draws, CHUNK * CHUNKS), 0),
    )
    return [*parts, f"  {note}"]
