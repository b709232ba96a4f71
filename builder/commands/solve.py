"""`tco solve`: which values of an assumption give a result a wanted value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from builder.analysis.crossings import Crossing
from builder.analysis.goal import Goal, seek, wanted_value
from builder.analysis.inputs import Knob, knob
from builder.analysis.ranges import Span, asked_span, farthest
from builder.analysis.what_if import what_if
from builder.commands.answers import Answer, Writer, together
from builder.commands.quantities import shown
from builder.layout.speech import Speech
from builder.results import Results

_DRAWN = 61


def answer(
    results: Results, speech: Speech, assumption: str, so_that: str, low: float | None = None, high: float | None = None
) -> Answer:
    """Every value of the assumption, within its limits or as asked, that makes the result as wanted."""
    model = results.model
    together(lambda: wanted_value(model, so_that), lambda: knob(model, assumption, "--for"))
    output, wanted = wanted_value(model, so_that)
    moved = knob(model, assumption, "--for")
    whole = farthest(moved, _base(moved, output.scenario))
    span = asked_span(
        moved, whole.low if low is None else low, whole.high if high is None else high, f"--for {assumption}"
    )
    goal = seek(model, moved, output, wanted, span)
    writer = Writer(results, speech)
    head = speech.say(
        "{assumption} so that {result} is {value}",
        assumption=writer.knob(moved),
        result=writer.output(output),
        value=_result(goal, wanted, writer),
    )
    searched = speech.say(
        "searched from {low} to {high}",
        low=writer.value(moved, span.low, with_unit=False),
        high=writer.value(moved, span.high),
    )
    body = "\n".join(f"  {line}" for line in _said(goal, moved, writer))
    return Answer(f"{head} ({searched})\n{body}", _object(goal, moved, writer), lambda: _line(goal, moved, writer))


def _base(moved: Knob, scenario: int | None) -> float:
    setting = moved.setting(scenario)
    return float(setting.value) if setting is not None else 0.0  # type: ignore[arg-type]  # knobs are numbers


def _result(goal: Goal, value: float, writer: Writer) -> str:
    return shown(goal.output.node, value, writer.speech)


def _said(goal: Goal, moved: Knob, writer: Writer) -> Iterator[str]:
    speech = writer.speech
    if not goal.reached:
        yield speech.say("not reached")
    for each in goal.crossings:
        yield _solution(each, goal, moved, writer)
    if not goal.crossings:
        least, most = (
            f"{_result(goal, value, writer)} ({writer.value(moved, place)})"
            for value, place in zip(goal.reach, goal.reach_at, strict=True)
        )
        yield speech.say("the result lies between {least} and {most}", least=least, most=most)


def _solution(each: Crossing, goal: Goal, moved: Knob, writer: Writer) -> str:
    speech = writer.speech
    if each.kind == "step":
        before, after = (_result(goal, value, writer) for value in goal.values(each))
        return speech.say(
            "a step at {place}: {before} up to it, {after} beyond",
            place=writer.place(moved, each.high),
            before=before,
            after=after,
        )
    if each.kind == "level":
        low, high = writer.place(moved, each.low), writer.place(moved, each.high)
        return speech.say("everywhere from {low} to {high}", low=low, high=high)
    return writer.place(moved, each.low)


def _object(goal: Goal, moved: Knob, writer: Writer) -> dict[str, Any]:
    solutions = [{"from": each.low, "to": each.high} for each in goal.crossings if each.kind != "step"]
    steps = [
        {"last": each.low, "first": each.high, "before": goal.values(each)[0], "after": goal.values(each)[1]}
        for each in goal.crossings
        if each.kind == "step"
    ]
    return {
        "for": writer.about(moved),
        "result": goal.output.name(writer.results.model),
        "wanted": goal.wanted,
        "from": goal.span.low,
        "to": goal.span.high,
        "reached": goal.reached,
        "solutions": solutions,
        "steps": steps,
        "least": goal.reach[0],
        "most": goal.reach[1],
    }


def _line(goal: Goal, moved: Knob, writer: Writer) -> str:
    """The result over the part of the span that holds the solutions and the value as it is."""
    from builder.commands.drawing import CANVAS, plain_theme
    from builder.report.charts import Crossing as Mark
    from builder.report.charts import Lines, Numbers, Series, Words, lines

    marked = [each.high for each in goal.crossings][:3]
    around = [*marked, _base(moved, goal.output.scenario)]
    span = Span(max(goal.span.low, min(0.0, *around)), min(goal.span.high, 2 * max(around)))
    places = np.unique(np.concatenate([np.linspace(span.low, span.high, _DRAWN), marked]))
    ask = what_if(writer.results.model, [goal.output.node.id], [moved.row.id])
    values = goal.output.of(ask(moved.changes(places)), len(places))
    even = np.linspace(span.low, span.high, _DRAWN)[:: (_DRAWN - 1) // 4]
    labels = tuple(writer.value(moved, each, with_unit=False) if each in even else "" for each in places)
    height = dict(zip(places, values, strict=True))
    marks = tuple(Mark(each, float(height[each]), writer.place(moved, each)) for each in marked)
    series = (Series(writer.speech.text(goal.output.node.label), tuple(map(float, values)), 0),)
    words = Words(writer.knob(moved), writer.output(goal.output), writer.knob(moved))
    numbers = Numbers(lambda value: _result(goal, value, writer), lambda value: _result(goal, value, writer))
    return lines(Lines(tuple(map(float, places)), labels, series, marks, words), plain_theme(), numbers, CANVAS).svg
