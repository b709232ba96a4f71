"""`tco diff`: what two studies or workbooks say otherwise, and what each difference does to the headline."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.analysis.bridge import Bridge, Step, bridge
from builder.analysis.outputs import Output, Pair, output, outputs_by_name
from builder.analysis.sensitivity import weakest_pairs
from builder.analysis.states import Amounts, Difference, differences
from builder.commands.answers import Answer, Writer
from builder.commands.changes import cut, foreign_line, notes, overwritten_line, row_label
from builder.commands.homecoming import Side, sides
from builder.commands.languages import language_for
from builder.commands.quantities import shown, written
from builder.commands.show import aligned
from builder.errors import Problem, StudyError
from builder.layout.speech import Speech
from builder.model.graph import Model
from builder.model.rows import Value

_DRAWN = 12
"""Steps that a chart has; the smaller ones are drawn as one."""


@dataclass(frozen=True, slots=True)
class Headline:
    """Results that are bridged together: those of a pair in one of the study's comparisons, or others."""

    outputs: tuple[Output, ...]
    comparison: str = ""
    pair: Pair | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides, what they set otherwise, what else differs, and the bridges of some results."""

    first: Side
    last: Side
    changed: tuple[Difference, ...]
    structure: tuple[str, ...]
    bridges: tuple[tuple[Headline, Bridge], ...]


def answer(first: Path, last: Path, study: Path | None = None, name: str = "", code: str | None = None) -> Answer:
    """The differences of two files, with the bridge of a named result or of each comparison's headline.

    Raises TcoError for files that cannot be read or compared.
    """
    compared = compare(*sides(first, last, study), name)
    results = compared.first.results
    speech = Speech(results.model, language_for(results.model.loaded, code))
    writer = Writer(results, speech)
    return Answer("\n\n".join(_told(compared, writer)), _as_object(compared, writer), lambda: _chart(compared, writer))


def compare(first: Side, last: Side, name: str = "") -> Comparison:
    """What two sides set otherwise, and the bridges between them."""
    model = first.results.model
    changed = differences(model, first.state, last.state)
    other = last.results.model
    final = outputs_by_name(other)
    structure = tuple(_structure(model, other)) if first.results is not last.results else ()
    bridges = []
    for headline in _headlines(model, name):
        if not (changed or structure) or not all(each.name(model) in final for each in headline.outputs):
            continue
        ends = None
        if first.results is not last.results and last.found is None:
            ends = [_value(last, final[each.name(model)]) for each in headline.outputs]
        bridges.append((headline, bridge(model, headline.outputs, first.state, last.state, ends)))
    return Comparison(first, last, tuple(changed), structure, tuple(bridges))


def _value(side: Side, wanted: Output) -> float:
    return side.results.value(wanted.node.id, wanted.scenario, wanted.period)


def _headlines(model: Model, name: str) -> Iterator[Headline]:
    """What each comparison says where its subject leads by least; or the result that was asked for."""
    if name:
        yield Headline((output(model, name, "--output"),))
        return
    pairs = weakest_pairs(model)
    for comparison, pair in pairs.items():
        totals = (pair.total(model, pair.alternative), pair.total(model, pair.subject))
        yield Headline((*totals, pair.output(model, "ratio")), comparison, pair)
    if not pairs:
        spec = next(iter(model.loaded.study.scenarios.values()))
        yield Headline(tuple(Output(model.nodes[f"{option}.total_cost.total"], 0) for option in spec.options))


def _structure(first: Model, last: Model) -> Iterator[str]:
    """What differs beside the values of inputs: parts by id, lines by their formula."""
    one, other = first.loaded.study, last.loaded.study
    for part in ("options", "workloads", "scenarios", "comparisons"):
        before, after = set(getattr(one, part)), set(getattr(other, part))
        yield from (f"- {part}.{each}" for each in getattr(one, part) if each not in after)
        yield from (f"+ {part}.{each}" for each in getattr(other, part) if each not in before)
    for part in ("currency", "timeline", "as_of", "model"):
        if getattr(one, part) != getattr(other, part):
            yield f"~ {part}"
    lines = {id: node for id, node in last.nodes.items() if node.tree is not None}
    yield from (f"~ {id}" for id, node in first.nodes.items() if id in lines and node.tree != lines[id].tree)
    rows = {row.id for row in first.assumptions.rows}, {row.id for row in last.assumptions.rows}
    yield from (f"- {row.path}" for row in first.assumptions.rows if row.id not in rows[1])
    yield from (f"+ {row.path}" for row in last.assumptions.rows if row.id not in rows[0])


# -- told --------------------------------------------------------------------------------------------------------------


def _told(compared: Comparison, writer: Writer) -> Iterator[str]:
    say = writer.speech.say
    yield say("From {first} to {last}", first=compared.first.name, last=compared.last.name)
    if compared.changed:
        yield _inputs_table(compared, writer)
    if compared.structure:
        lines = cut(list(compared.structure), writer.speech)
        yield "\n".join([say("Other differences"), *(f"  {each}" for each in lines)])
    for headline, made in compared.bridges:
        yield f"{_title(headline, writer)}\n{_bridge_table(headline, made, compared, writer)}"
    if any(made.steps for _, made in compared.bridges):
        yield say(
            "Each step is taken with those above it in place, in the order of the Inputs sheet. Another order gives "
            "other steps and the same sum; the last column says what each change does alone."
        )
    found = [line for side in (compared.first, compared.last) for line in _of_workbook(side, writer.speech)]
    if found:
        yield "\n".join(found)
    if not (compared.changed or compared.structure or found):
        yield say("Nothing differs.")


def _of_workbook(side: Side, speech: Speech) -> Iterator[str]:
    """What else was found in a workbook: overwritten formulas, things added, inputs that cannot be read."""
    if side.found is None:
        return
    lines = [f"  {each}" for each in notes(side.found, speech)]
    lines += [f"  {each.where}: {each.what}" for each in side.found.problems]
    if lines:
        yield speech.say("In {file}, beside its inputs:", file=side.name)
        yield from lines


def _inputs_table(compared: Comparison, writer: Writer) -> str:
    speech = writer.speech
    heads = [speech.say("Input"), compared.first.name, compared.last.name, speech.say("Status")]
    rows = [
        [_label(each, writer), *_values(each, writer), _status(each, compared.last, speech)]
        for each in compared.changed
    ]
    return aligned([heads, *rows])


def _label(each: Difference, writer: Writer) -> str:
    speech, model = writer.speech, writer.results.model
    if each.option:
        return f"{speech.option(each.option)}, {speech.say('Adjustments')}"
    row, scenario = model.assumptions.row(each.key[0]), each.key[1]
    own = "" if scenario is None else f", {speech.scenario(model.scenarios.index(scenario))}"
    return row_label(row, speech) + own


def _values(each: Difference, writer: Writer) -> tuple[str, str]:
    if each.option:
        return _amounts(each.old_amounts, writer), _amounts(each.new_amounts, writer)
    row = writer.results.model.assumptions.row(each.key[0])

    def told(value: Value | None) -> str:
        return writer.speech.say("blank") if value is None else written(row, value, writer.speech).strip()

    return told(each.old), told(each.new)


def _amounts(amounts: tuple[Amounts, ...], writer: Writer) -> str:
    """The sum of some adjustments, and how many they are."""
    total = sum(sum(each[1]) for each in amounts)
    money = writer.speech.language.money(total, writer.results.model.loaded.study.currency, 0)
    return f"{money} ({len(amounts)})" if amounts else writer.speech.say("blank")


def _status(each: Difference, side: Side, speech: Speech) -> str:
    """The status of a value where it came to: that of the study, or that it was typed into the workbook."""
    if side.found is not None:
        return speech.say("changed in the workbook")
    model = side.results.model
    if each.option or each.new is None:
        return ""
    row, scenario = model.assumptions.row(each.key[0]), each.key[1]
    setting = row.general if scenario is None else row.overrides.get(model.scenarios.index(scenario))
    return speech.status(setting.status) if setting else ""


def _title(headline: Headline, writer: Writer) -> str:
    """Which comparison a bridge is of, and in which scenario."""
    speech = writer.speech
    if headline.pair is None:
        return writer.output(headline.outputs[0]) if len(headline.outputs) == 1 else speech.say("Total cost")
    label = speech.text(writer.results.model.loaded.study.comparisons[headline.comparison].label)
    return f"{label}: {speech.scenario(headline.pair.scenario)}"


def _heads(headline: Headline, writer: Writer) -> list[str]:
    speech, pair = writer.speech, headline.pair
    if pair is not None:
        return [speech.option(pair.alternative), speech.option(pair.subject), speech.say("Ratio")]
    return [speech.option(each.node.owner) if each.node.scope == "option" else speech.text(each.node.label)
            for each in headline.outputs]  # fmt: skip


def _bridge_table(headline: Headline, made: Bridge, compared: Comparison, writer: Writer) -> str:
    say = writer.speech.say
    last = len(made.outputs) - 1
    rows = [[say("Step"), *_heads(headline, writer), say("Alone")],
            [compared.first.name, *_row(made.outputs, made.first, writer), ""]]  # fmt: skip
    moving = [each for each in made.steps if any(each.effects) or each.alone[last]]
    rows += [
        [_label(each.difference, writer), *_row(made.outputs, each.effects, writer, signed=True),
         _signed(made.outputs[last], each.alone[last], writer)]
        for each in moving
    ]  # fmt: skip
    still = len(made.steps) - len(moving)
    if still:
        rows.append([writer.speech.language.say_many("{n} input without effect here", "{n} inputs without effect here",
                                                     still), *[""] * (last + 2)])  # fmt: skip
    if any(each for each in made.rest):
        rows.append([say("Other differences"), *_row(made.outputs, made.rest, writer, signed=True), ""])
    rows.append([compared.last.name, *_row(made.outputs, made.last, writer), ""])
    return aligned(rows)


def _row(outputs: Sequence[Output], values: Sequence[float], writer: Writer, signed: bool = False) -> list[str]:
    tell = _signed if signed else _plain
    return [tell(each, value, writer) for each, value in zip(outputs, values, strict=True)]


def _plain(wanted: Output, value: float, writer: Writer) -> str:
    return shown(wanted.node, value, writer.speech) if math.isfinite(value) else writer.speech.say("not a number")


def _signed(wanted: Output, value: float, writer: Writer) -> str:
    told = _plain(wanted, value, writer)
    return f"+{told}" if value > 0 else told


# -- as an object and as a chart ---------------------------------------------------------------------------------------


def _as_object(compared: Comparison, writer: Writer) -> dict[str, Any]:
    return {
        "first": str(compared.first.file),
        "last": str(compared.last.file),
        "inputs": [_difference_object(each) for each in compared.changed],
        "structure": list(compared.structure),
        "bridges": [_bridge_object(headline, made, writer) for headline, made in compared.bridges],
        "workbooks": [_workbook_object(side, writer.speech) for side in (compared.first, compared.last) if side.found],
    }


def _difference_object(each: Difference) -> dict[str, Any]:
    if each.option:
        return {"option": each.option, "old": each.old_amounts, "new": each.new_amounts}
    return {"id": each.key[0], "scenario": each.key[1], "old": each.old, "new": each.new}


def _bridge_object(headline: Headline, made: Bridge, writer: Writer) -> dict[str, Any]:
    return {
        "comparison": headline.comparison or None,
        "outputs": [each.name(writer.results.model) for each in made.outputs],
        "first": made.first,
        "steps": [{**_difference_object(each.difference), "effects": each.effects, "alone": each.alone}
                  for each in made.steps],
        "other": made.rest,
        "last": made.last,
    }  # fmt: skip


def _workbook_object(side: Side, speech: Speech) -> dict[str, Any]:
    found = side.found
    if found is None:
        return {}
    return {
        "file": str(side.file),
        "overwritten": [{"cell": str(each.at), "id": each.id, "was": each.was, "now": each.now,
                         "said": overwritten_line(each, speech)} for each in found.overwritten],
        "added": [foreign_line(each, speech) for each in found.foreign],
        "sorted": list(found.sorted_sheets),
        "gone": list(found.lost),
        "unread": [str(each) for each in found.problems],
        "uncompared": list(found.uncompared),
    }  # fmt: skip


def _chart(compared: Comparison, writer: Writer) -> str:
    from builder.commands.drawing import CANVAS, plain_theme
    from builder.report.charts import Mark, Numbers, Waterfall, Words, waterfall

    if not compared.bridges:
        raise StudyError(Problem("--chart", "there is nothing to draw: no result changes", "compare other files"))
    (_, made), speech = compared.bridges[0], writer.speech
    last = len(made.outputs) - 1
    wanted = made.outputs[last]
    steps = [Mark(_label(each.difference, writer), each.effects[last]) for each in _largest(made.steps, last)]
    rest = made.last[last] - made.first[last] - sum(each.value for each in steps)
    if not all(math.isfinite(each) for each in (made.first[last], made.last[last], rest)):
        raise StudyError(Problem("--chart", "a step of the bridge is not a number", "name another result: --output"))
    if abs(rest) > 1e-9 * max(abs(made.first[last]), abs(made.last[last])):
        steps.append(Mark(speech.say("Other differences"), rest))

    def told(value: float) -> str:
        return _plain(wanted, value, writer)

    words = Words(speech.say("Step"), writer.output(wanted))
    data = Waterfall(Mark(compared.first.name, made.first[last]), tuple(steps),
                     Mark(compared.last.name, made.last[last]), words=words)  # fmt: skip
    return waterfall(data, plain_theme(), Numbers(told, told), CANVAS).svg


def _largest(steps: Sequence[Step], position: int) -> list[Step]:
    """The steps that move a result most, in their own order."""
    kept = sorted(steps, key=lambda each: -abs(each.effects[position]))[:_DRAWN]
    return [each for each in steps if each in kept and each.effects[position]]
