"""`tco sensitivity`: what moves a result, what would have to be true to overturn it, and whom weak inputs favour."""

from __future__ import annotations

from typing import Any

from builder.analysis.flips import flips
from builder.analysis.ledger import ledger
from builder.analysis.outputs import Output, output
from builder.analysis.sensitivity import Swing, Tornado, tornado, weakest_pairs
from builder.commands.answers import Answer, Writer
from builder.commands.overturning import flip_object, flips_text, ledger_object, ledger_text, left_out, swing_range
from builder.commands.quantities import shown
from builder.commands.show import aligned
from builder.errors import Problem, StudyError
from builder.layout.speech import Speech
from builder.results import Results

_SHOWN = 12


def answer(results: Results, speech: Speech, name: str = "", everything: bool = False, limit: int = _SHOWN) -> Answer:
    """A tornado of the named result; without a name, of each comparison, with what would overturn it and its ledger."""
    writer = Writer(results, speech)
    if name:
        found = tornado(results.model, output(results.model, name, "--output"), everything)
        return Answer(
            _tornado(found, writer, limit),
            {"results": [_tornado_object(found, writer)]},
            lambda: _chart(found, writer, limit),
        )
    pairs = weakest_pairs(results.model)
    if not pairs:
        where = results.model.loaded.document.where(("comparisons",))
        raise StudyError(
            Problem(where, "the study compares no options", "write a comparison, or name a result with --output")
        )
    texts, objects, drawn = [], [], []
    for comparison, pair in pairs.items():
        found = tornado(results.model, pair.output(results.model, "ratio"), everything)
        points, weak = flips(results.model, pair), ledger(results.model, pair)
        drawn.append(found)
        texts += [_tornado(found, writer, limit), flips_text(points, writer, limit), ledger_text(weak, writer, limit)]
        objects.append(
            {
                "comparison": comparison,
                **writer.about_pair(pair),
                **_tornado_object(found, writer),
                "flips": [flip_object(each, writer) for each in points],
                "ledger": ledger_object(weak, writer),
            }
        )
    return Answer("\n\n".join(texts), {"results": objects}, lambda: _chart(drawn[0], writer, limit))


def _tornado(found: Tornado, writer: Writer, limit: int) -> str:
    speech = writer.speech
    head = speech.say(
        "What moves {result}: {value} as the study stands",
        result=writer.output(found.output),
        value=_value(found.output, found.base, writer),
    )
    if not found.swings:
        return f"{head}\n  {speech.say('no assumption behind it has a range that moves it')}"
    rows = [
        [
            speech.say("Assumption"),
            speech.say("Low"),
            speech.say("High"),
            speech.say("Result at low"),
            speech.say("Result at high"),
            speech.say("Range"),
        ]
    ]
    rows += [_swing_row(each, found.output, writer) for each in found.swings[:limit]]
    return "\n".join([head, aligned(rows), *left_out(len(found.swings) - limit, writer), *_undefined(found, writer)])


def _undefined(found: Tornado, writer: Writer) -> list[str]:
    names = "; ".join(writer.knob(each) for each in found.undefined)
    said = writer.speech.say("no finite result at an end of: {assumptions}", assumptions=names)
    return [f"  {said}"] if names else []


def _swing_row(swing: Swing, output: Output, writer: Writer) -> list[str]:
    low, high = (writer.value(swing.knob, each, with_unit=False) for each in (swing.span.low, swing.span.high))
    results = (_value(output, each, writer) for each in (swing.at_low, swing.at_high))
    return [writer.knob(swing.knob), low, high, *results, swing_range(swing, writer)]


def _value(output: Output, value: float, writer: Writer) -> str:
    return shown(output.node, value, writer.speech)


def _tornado_object(found: Tornado, writer: Writer) -> dict[str, Any]:
    swings = [
        {
            **writer.about(each.knob),
            "low": each.span.low,
            "high": each.span.high,
            "stated": each.span.stated,
            "at_low": each.at_low,
            "at_high": each.at_high,
        }
        for each in found.swings
    ]
    return {
        "output": found.output.name(writer.results.model),
        "base": found.base,
        "swings": swings,
        "without_effect": found.still,
        "undefined": [each.name(writer.results.model) for each in found.undefined],
    }


def _chart(found: Tornado, writer: Writer, limit: int) -> str:
    from builder.commands.drawing import CANVAS, plain_theme
    from builder.report.charts import Mark, Numbers, Words, tornado
    from builder.report.charts import Swing as Bar
    from builder.report.charts import Tornado as Drawing

    speech = writer.speech
    if not found.swings:
        raise StudyError(
            Problem(
                "--chart",
                "there is nothing to draw: no assumption moves the result",
                "state low: and high:, or use --all",
            )
        )
    bars = tuple(
        Bar(
            writer.knob(each.knob),
            each.at_low,
            each.at_high,
            f"{writer.value(each.knob, each.span.low, with_unit=False)} – {writer.value(each.knob, each.span.high)}",
        )
        for each in found.swings[:limit]
    )
    numbers = Numbers(
        lambda value: _value(found.output, value, writer), lambda value: _value(found.output, value, writer)
    )
    words = Words(speech.say("Assumption"), writer.output(found.output))
    data = Drawing(
        Mark(speech.say("As the study stands"), found.base), bars, speech.say("Low"), speech.say("High"), words=words
    )
    return tornado(data, plain_theme(), numbers, CANVAS).svg
