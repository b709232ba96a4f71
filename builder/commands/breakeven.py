"""`tco breakeven`: where two options cost the same over one assumption, or who is cheaper over two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from builder.analysis.breakeven import BreakEven, break_even, costs_over, crossover
from builder.analysis.crossings import Crossing
from builder.analysis.inputs import Knob, knob
from builder.analysis.outputs import Pair, chosen_pairs
from builder.analysis.ranges import Span, asked_span
from builder.commands.answers import Answer, Writer, together
from builder.commands.show import aligned
from builder.layout.speech import Speech
from builder.results import Results

_DRAWN, _GRID = 61, 13


@dataclass(frozen=True, slots=True)
class Axis:
    """An assumption and from where to where it is moved, as asked."""

    name: str
    low: float | None = None
    high: float | None = None

    def found(self, results: Results, option: str) -> tuple[Knob, Span]:
        """The assumption and its span; `option` of the command line asked for it."""
        asked = knob(results.model, self.name, option)
        return asked, asked_span(asked, self.low, self.high, f"{option} {self.name}")


def answer(
    results: Results, speech: Speech, over: Axis, alternatives: tuple[str, ...] = (), scenarios: tuple[str, ...] = ()
) -> Answer:
    """Every crossing of each pair's total costs over an assumption."""
    together(lambda: over.found(results, "--over"), lambda: chosen_pairs(results.model, alternatives, scenarios))
    moved, span = over.found(results, "--over")
    pairs = chosen_pairs(results.model, alternatives, scenarios)
    found = break_even(results.model, moved, span, pairs)
    writer = Writer(results, speech)
    head = speech.say(
        "Break-even over {assumption}, {low} to {high}",
        assumption=writer.knob(moved),
        low=writer.value(moved, span.low, with_unit=False),
        high=writer.value(moved, span.high),
    )
    rows = [[speech.say("Scenario"), speech.say("Break-even"), speech.say("Cheaper"), speech.say("Ratio")]]
    rows += [row for each in found for row in _rows(each, moved, writer)]
    return Answer(
        f"{head}\n{aligned(rows)}", _object(found, moved, span, writer), lambda: _lines(found, moved, span, writer)
    )


def _rows(found: BreakEven, moved: Knob, writer: Writer) -> Iterator[list[str]]:
    speech, pair = writer.speech, found.pair
    name, ratios = (
        writer.pair(pair),
        " – ".join(dict.fromkeys(speech.language.multiple(each, 2) for each in found.ratios)),
    )
    if not found.crossings:
        yield [
            name,
            speech.say("not reached"),
            speech.say("{option} throughout", option=speech.option(found.cheaper_at_start)),
            ratios,
        ]
    for crossing in found.crossings:
        option = speech.option(found.cheaper_after(crossing))
        yield [name, _place(crossing, moved, writer), speech.say("{option} above it", option=option), ratios]
        name = ratios = ""


def _place(crossing: Crossing, moved: Knob, writer: Writer) -> str:
    if crossing.kind == "level":
        return f"{writer.value(moved, crossing.low, with_unit=False)} – {writer.value(moved, crossing.high)}"
    place = writer.place(moved, crossing.high)
    return writer.speech.say("{place} (a step)", place=place) if crossing.kind == "step" else place


def _object(found: list[BreakEven], moved: Knob, span: Span, writer: Writer) -> dict[str, Any]:
    pairs = [
        {
            **writer.about_pair(each.pair),
            "ratio_at_from": each.ratios[0],
            "ratio_at_to": each.ratios[1],
            "crossings": [
                {"kind": one.kind, "from": one.low, "to": one.high, "cheaper_above": each.cheaper_after(one)}
                for one in each.crossings
            ],
        }
        for each in found
    ]
    return {"over": writer.about(moved), "from": span.low, "to": span.high, "pairs": pairs}


def _lines(found: list[BreakEven], moved: Knob, span: Span, writer: Writer) -> str:
    """The total costs of the first pair that crosses, or of the first, with its crossings marked."""
    from builder.commands.drawing import CANVAS, amounts, plain_theme
    from builder.report.charts import Crossing as Mark
    from builder.report.charts import Lines, Series, Words, lines

    chosen = next((each for each in found if each.crossings), found[0])
    pair, speech = chosen.pair, writer.speech
    marked = [each.high for each in chosen.crossings][:3]
    places = np.unique(np.concatenate([np.linspace(span.low, span.high, _DRAWN), marked]))
    subject, alternative = costs_over(writer.results.model, moved, places, pair)
    even = np.linspace(span.low, span.high, _DRAWN)[:: (_DRAWN - 1) // 4]
    labels = tuple(writer.value(moved, each, with_unit=False) if each in even else "" for each in places)
    heights = dict(zip(places, subject, strict=True))
    data = Lines(
        tuple(map(float, places)),
        labels,
        (
            Series(speech.option(pair.subject), tuple(map(float, subject)), 0),
            Series(speech.option(pair.alternative), tuple(map(float, alternative)), 1),
        ),
        tuple(Mark(each, float(heights[each]), writer.place(moved, each)) for each in marked),
        Words(writer.knob(moved), f"{speech.say('Total cost')}, {speech.scenario(pair.scenario)}", writer.knob(moved)),
    )
    return lines(data, plain_theme(), amounts(writer), CANVAS).svg


def map_answer(
    results: Results,
    speech: Speech,
    over: Axis,
    against: Axis,
    alternatives: tuple[str, ...] = (),
    scenarios: tuple[str, ...] = (),
) -> Answer:
    """The cost ratio of the first chosen pair over two assumptions, as a grid."""
    together(
        lambda: over.found(results, "--over"),
        lambda: against.found(results, "--against"),
        lambda: chosen_pairs(results.model, alternatives, scenarios),
    )
    (across, span), (up, rise) = over.found(results, "--over"), against.found(results, "--against")
    pair = chosen_pairs(results.model, alternatives, scenarios)[0]
    columns, rows = np.linspace(span.low, span.high, _GRID), np.linspace(rise.low, rise.high, _GRID)
    ratios = crossover(results.model, (across, columns), (up, rows), pair)
    writer = Writer(results, speech)
    said = [writer.value(across, each, with_unit=False) for each in columns]
    written = [[writer.value(up, each, with_unit=False) for each in rows], said]
    names = {"across": writer.knob(across), "up": writer.knob(up), "pair": writer.pair(pair)}
    head = speech.say("Cost ratio over {across} (to the right) and {up} (upwards): {pair}", **names)
    body = [
        [label, *(speech.language.multiple(each, 2) for each in line)]
        for label, line in zip(written[0], ratios, strict=True)
    ]
    data = {
        **writer.about_pair(pair),
        "over": writer.about(across),
        "against": writer.about(up),
        "columns": columns.tolist(),
        "rows": rows.tolist(),
        "ratios": ratios.tolist(),
    }
    text = f"{head}\n{aligned([['', *said], *body[::-1]])}"
    return Answer(text, data, lambda: _heat(writer, pair, (across, up), written, ratios.tolist()))


def _heat(
    writer: Writer, pair: Pair, knobs: tuple[Knob, Knob], written: list[list[str]], ratios: list[list[float]]
) -> str:
    from builder.commands.drawing import CANVAS, multiples, plain_theme
    from builder.report.charts import Heatmap, Words, heatmap

    speech = writer.speech
    above, below = (
        speech.say("{option} cheaper", option=speech.option(each)) for each in (pair.subject, pair.alternative)
    )
    words = Words(writer.knob(knobs[1]), writer.knob(knobs[1]), writer.knob(knobs[0]))
    data = Heatmap(tuple(written[1]), tuple(written[0]), tuple(map(tuple, ratios)), above, below, words=words)
    return heatmap(data, plain_theme(), multiples(writer), CANVAS).svg
