"""From where on the subject is the cheaper: break-even over an assumption, and a map over two of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from builder.analysis.crossed import Answer, Compared, Crossed, Stretch
from builder.analysis.crossings import Crossing
from builder.language import message
from builder.report.blocks import Column, Figure, Row, Table
from builder.report.crossed_figures import curves_figure, map_figure
from builder.report.crossed_numbers import CrossedNumbers
from builder.report.knobs import knob_name
from builder.report.sections.overturning import comparison_name
from builder.report.writer import Writer

_SIDES = {
    1: message("{subject} costs less than {alternative} {where}."),
    -1: message("{subject} costs more than {alternative} {where}."),
    0: message("{subject} costs as much as {alternative} {where}."),
}
_THROUGHOUT = {
    1: message("{subject} costs less than {alternative} over the whole range; there is no break-even."),
    -1: message("{subject} costs more than {alternative} over the whole range; there is no break-even."),
    0: message("{subject} costs as much as {alternative} over the whole range."),
}
_HOW = {"through": message("gradually"), "step": message("in a step"), "level": message("equal up to there")}


@dataclass(frozen=True, slots=True)
class Reached:
    """What the section shows of one comparison."""

    title: Markup
    sentences: tuple[Markup, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class BreakEven:
    """What the section shows."""

    title: Markup
    opening: Markup
    comparisons: tuple[Reached, ...]
    table: Table


def break_even(writer: Writer, found: Crossed | None) -> BreakEven | None:
    """The section; nothing where there is no assumption to search over."""
    if found is None:
        return None
    numbers = CrossedNumbers(writer, found)
    name = knob_name(writer, found.over)
    opening = writer.say(
        "This section shows where both options of a comparison cost the same, for {range}, all else unchanged.",
        range=numbers.range())  # fmt: skip
    if found.grows:
        opening += Markup(" ") + writer.say("Values are those at the start and grow from there as the study states.")
    compared = tuple(_reached(writer, numbers, id, each) for id, each in found.comparisons.items())
    title = writer.say("Break-even: {assumption}", assumption=name)
    return BreakEven(title, opening, compared, _table(writer, numbers, name))


def changeover(writer: Writer, found: Crossed | None, id: str, alternative: str) -> Markup | None:
    """From where on the subject of a comparison costs less than an alternative; None where none was found.

    Where scenarios differ in it, it is told of the one in which the subject stands weakest, or else of the first.
    """
    compared = found.comparisons.get(id) if found else None
    if found is None or compared is None:
        return None
    turning = [each for each in compared.answers
               if each.found.pair.alternative == alternative and len(each.stretches) > 1]  # fmt: skip
    if not turning:
        return None
    chosen = compared.drawn if compared.drawn in turning else turning[0]
    return _sentence(writer, CrossedNumbers(writer, found), compared, [chosen])


def _reached(writer: Writer, numbers: CrossedNumbers, id: str, found: Compared) -> Reached:
    sentences = [_sentence(writer, numbers, found, same) for same in _told_alike(found)]
    figures = [curves_figure(writer, numbers, id, found)] if "breakeven" in writer.charts else []
    if found.map and "crossover" in writer.charts:
        figures.append(map_figure(writer, numbers, id, found.drawn.found.pair, found.map))
    return Reached(comparison_name(writer, id), tuple(sentences), tuple(figures))


_MOST_TOLD = 6
"""Stretches that a sentence names one by one."""


def _told_alike(found: Compared) -> Iterator[list[Answer]]:
    """Answers that one sentence tells: those of an alternative that nowhere meet, on the same side."""
    told: dict[tuple[str, object], list[Answer]] = {}
    for each in found.answers:
        whole = each.stretches[0].side if len(each.stretches) == 1 else each
        told.setdefault((each.found.pair.alternative, whole), []).append(each)
    yield from told.values()


def _sentence(writer: Writer, numbers: CrossedNumbers, found: Compared, answers: list[Answer]) -> Markup:
    """Where the subject is the cheaper; if it nowhere is, where it is the dearer; and where both cost the same."""
    first, pair = answers[0], answers[0].found.pair
    names = {"subject": writer.option(pair.subject), "alternative": writer.option(pair.alternative)}
    if len(first.stretches) == 1:
        said = writer.say(_THROUGHOUT[first.stretches[0].side], **names)
    elif len(first.stretches) > _MOST_TOLD and 0 not in (first.stretches[0].side, first.stretches[-1].side):
        said = _alternating(writer, numbers, first.stretches, names)
    else:
        sides = [each.side for each in first.stretches]
        told = [1 if 1 in sides else -1, *([0] if 0 in sides else [])]
        said = Markup(" ").join(
            writer.say(_SIDES[side], **names, where=_where(writer, numbers, first.stretches, side)) for side in told
        )
    scenarios = [each for answer in answers for each in answer.scenarios]
    if len(scenarios) == _count(found, pair.alternative):
        return said
    return writer.say("{scenarios}: {sentence}", scenarios=writer.listed(map(writer.scenario, scenarios)),
                      sentence=said)  # fmt: skip


def _alternating(
    writer: Writer, numbers: CrossedNumbers, stretches: tuple[Stretch, ...], names: Mapping[str, Markup]
) -> Markup:
    """Who costs less at both ends, where there are too many stretches between them to be told; the table has them."""
    ends = [names["subject" if each.side > 0 else "alternative"] for each in (stretches[0], stretches[-1])]
    return writer.say(
        "{one} costs less up to {first}, {other} from {last} on; in between the cheaper option changes repeatedly.",
        one=ends[0], other=ends[1],
        first=numbers.place(stretches[0].high), last=numbers.place(stretches[-1].low))  # fmt: skip


def _count(found: Compared, alternative: str) -> int:
    """In how many scenarios an alternative is compared."""
    return sum(len(each.scenarios) for each in found.answers if each.found.pair.alternative == alternative)


def _where(writer: Writer, numbers: CrossedNumbers, stretches: tuple[Stretch, ...], side: int) -> Markup:
    return writer.listed(
        _part(writer, numbers, each, each is stretches[0], each is stretches[-1])
        for each in stretches
        if each.side == side
    )


def _part(writer: Writer, numbers: CrossedNumbers, each: Stretch, first: bool, last: bool) -> Markup:
    if first:
        return writer.say("up to {place}", place=numbers.place(each.high))
    if last:
        return writer.say("from {place} on", place=numbers.place(each.low))
    return writer.say("from {range}", range=numbers.between(each.low, each.high))


def _table(writer: Writer, numbers: CrossedNumbers, name: Markup) -> Table:
    """Every break-even of every comparison, under the comparison's name."""
    span, compared = numbers.found.span, numbers.found.comparisons
    low, high = (writer.say("Cost ratio at {place}", place=numbers.end(each)) for each in (span.low, span.high))
    columns = (
        Column(writer.say("Break-even"), 36), Column(writer.say("How"), 14),
        Column(writer.say("Cheaper beyond"), 18), Column(low, 16, True), Column(high, 16, True),
    )  # fmt: skip
    rows = []
    for id, found in compared.items():
        rows.append(Row((comparison_name(writer, id), *[Markup("")] * 4), "group"))
        rows.extend(row for each in found.answers for row in _rows(writer, numbers, found, each))
    answers = [each for found in compared.values() for each in found.answers]
    steps = any(one.kind == "step" for each in answers for one in each.found.crossings)
    notes = (writer.say("In a step: the cost jumps, for example because one more server is needed."),) if steps else ()
    caption = writer.say("Every break-even in the range: {assumption}", assumption=name)
    return Table("tab-breakeven", caption, columns, tuple(rows), (), notes, True)


def _rows(writer: Writer, numbers: CrossedNumbers, found: Compared, answer: Answer) -> Iterator[Row]:
    pair, blank = answer.found.pair, Markup("")
    label = writer.option(pair.alternative)
    if len(answer.scenarios) < _count(found, pair.alternative):
        named = Markup("; ").join(map(writer.scenario, answer.scenarios))
        label += Markup(' <span class="aside">{}</span>').format(named)
    ratios = tuple(numbers.ratio(pair, each) for each in answer.found.ratios)
    met = (blank, blank) if answer.found.crossings else (writer.say("not reached"), Markup("–"))
    yield Row((label, *met, *ratios), "parent" if answer.found.crossings else "")
    for each in answer.found.crossings:
        beyond = writer.option(answer.found.cheaper_after(each)) if each.sides[1] else Markup("–")
        yield Row((_place(numbers, each), writer.say(_HOW[each.kind]), beyond, blank, blank), "sub")


def _place(numbers: CrossedNumbers, crossing: Crossing) -> Markup:
    if crossing.kind != "level":
        return numbers.place(crossing.high)
    return numbers.between(crossing.low, crossing.high)
