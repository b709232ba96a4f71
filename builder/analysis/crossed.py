"""A study's own break-even, as its documents tell it: each comparison over one assumption, and mapped over two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, log10, sqrt

import numpy as np
from numpy.typing import NDArray

from builder.analysis.breakeven import BreakEven, break_even, costs_over, crossover
from builder.analysis.breakeven_asked import Asked, Axes
from builder.analysis.flips import Flip, flips
from builder.analysis.inputs import Knob
from builder.analysis.outputs import Pair, pairs_of
from builder.analysis.overturning import Overturning
from builder.analysis.ranges import Span, limits
from builder.analysis.sensitivity import Swing, tornado
from builder.model.graph import Model
from builder.model.rows import grown
from builder.results import Results

Vector = NDArray[np.float64]

_COMPARISONS, _DRAWN, _CELLS = 3, 321, 7
_ROOM = 2.5
"""How many times the last crossing is still drawn."""
_WIDE = 10.0
"""A map's axis whose ends lie farther apart than this goes up by equal factors."""
_FAR = 10.0
_STEPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From where to where the subject is cheaper (`side` 1), dearer (-1), or both cost the same (0)."""

    low: float
    high: float
    side: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The crossings of a pair, and the scenarios in which the same pair has the same ones."""

    found: BreakEven
    scenarios: tuple[int, ...]
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Curves:
    """Total costs of subject and alternative at ascending places; at the `marked` ones a label stands."""

    places: Vector
    subject: Vector
    alternative: Vector
    marked: frozenset[float]


@dataclass(frozen=True, slots=True)
class Map:
    """Cost ratios over two assumptions: a row for each value of `up`, a column for each of `across`.

    `base` is the row and column of the study's own values, where both are there.
    """

    across: Knob
    columns: Vector
    up: Knob
    rows: Vector
    ratios: Vector
    base: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison: every answer, and what is drawn of the pair that crosses where one does."""

    answers: tuple[Answer, ...]
    drawn: Answer
    curves: Curves
    map: Map | None


@dataclass(frozen=True, slots=True)
class Crossed:
    """The break-even of a study over one assumption, by comparison. `grows` where its value is that at the start."""

    over: Knob
    span: Span
    comparisons: Mapping[str, Compared]
    grows: bool


def crossed(results: Results, found: Mapping[str, Overturning]) -> Crossed | None:
    """The break-even of the first comparisons; nothing where there is none, or the assumption is not there.

    Raises StudyError where what the study asks for is unknown, out of order, or gives no finite result.
    """
    model = results.model
    asked = Asked(model)
    chosen = dict(list(found.items())[:_COMPARISONS])
    if not chosen or any(_is_sealed(model, each.pair) for each in chosen.values()):
        return None
    axes = asked.axes()
    if axes is None:
        return None
    over, span = axes.over, axes.span
    pairs = {name: pairs_of(model, model.loaded.study.comparisons[name]) for name in chosen}
    every = list(dict.fromkeys(pair for each in pairs.values() for pair in each))
    reached = asked.finite(lambda: {each.pair: each for each in break_even(model, over, span, every)})
    if reached is None:
        return None
    compared = {
        name: _compared(asked, axes, [reached[each] for each in pairs[name]], firmness)
        for name, firmness in chosen.items()
    }
    return Crossed(over, span, compared, _grows(model, over))


def _grows(model: Model, over: Knob) -> bool:
    """Whether an assumption grows over the years."""
    rates = (each for each in model.assumptions.rows if (each.owner, each.key) == (over.row.owner, grown(over.row.key)))
    return any(setting.value for rate in rates for setting in rate.settings())


def _compared(
    asked: Asked, axes: Axes, reached: Sequence[BreakEven], firmness: Overturning
) -> Compared:  # fmt: skip
    answers = _alike(reached, axes.span)
    of_weakest = next(each for each in answers if firmness.pair in _pairs(each))
    drawn = of_weakest if of_weakest.found.crossings else next((e for e in answers if e.found.crossings), of_weakest)
    pair = drawn.found.pair
    up = axes.up or _strongest(asked.model, pair, axes.across[0], firmness)
    drawing = asked.finite(lambda: _map(asked.model, axes.across, up, pair)) if up else None
    return Compared(answers, drawn, _curves(asked.model, axes.over, axes.span, drawn.found), drawing)


def _pairs(answer: Answer) -> list[Pair]:
    return [replace(answer.found.pair, scenario=each) for each in answer.scenarios]


def _alike(reached: Sequence[BreakEven], span: Span) -> tuple[Answer, ...]:
    """The answers, those of one alternative that agree in several scenarios as one."""
    answers: list[Answer] = []
    for each in reached:
        stretches = tuple(_stretches(each, span))
        same = next((i for i, one in enumerate(answers) if one.found.pair.alternative == each.pair.alternative
                     and _same(one, each, stretches)), None)  # fmt: skip
        if same is None:
            answers.append(Answer(each, (each.pair.scenario,), stretches))
        else:
            known = answers[same]
            answers[same] = replace(known, scenarios=(*known.scenarios, each.pair.scenario))
    return tuple(sorted(answers, key=lambda each: [one.pair.alternative for one in reached].index(
        each.found.pair.alternative)))  # fmt: skip


def _same(known: Answer, other: BreakEven, stretches: tuple[Stretch, ...]) -> bool:
    if len(known.stretches) != len(stretches) or not np.allclose(known.found.ratios, other.ratios, rtol=1e-9):
        return False
    return all(
        one.side == two.side and np.allclose((one.low, one.high), (two.low, two.high), rtol=1e-9)
        for one, two in zip(known.stretches, stretches, strict=True)
    )


def _stretches(found: BreakEven, span: Span) -> Iterator[Stretch]:
    """The span in parts, in each of which one option is the cheaper."""
    start, side = span.low, int(np.sign(round(found.ratios[0] - 1, 12)))
    for crossing in found.crossings:
        before, after = crossing.sides
        if crossing.low > start and before:
            yield Stretch(start, crossing.low, before)
        if crossing.kind == "level":
            yield Stretch(crossing.low, crossing.high, 0)
        start, side = crossing.high, after
    if start < span.high and (side or not found.crossings):
        yield Stretch(start, span.high, side)


def _curves(model: Model, over: Knob, span: Span, found: BreakEven) -> Curves:
    """Costs up to somewhat beyond the last crossing, and over the whole span where there is none."""
    last = max((each.high for each in found.crossings), default=0.0)
    high = min(span.high, _ROOM * last) if last > 0 else span.high
    marked = _round_places(span.low, high)
    ends = [end for each in found.crossings for end in (each.low, each.high) if end <= high]
    places = np.unique(np.concatenate([np.linspace(span.low, high, _DRAWN), marked, ends]))
    return Curves(places, *costs_over(model, over, places, found.pair), frozenset(map(float, marked)))


def _round_places(low: float, high: float) -> Vector:
    """Round values between two, up to seven of them."""
    power = 10.0 ** floor(log10((high - low) / 5))
    step = next(each * power for each in _STEPS if (high - low) / (each * power) <= 6)
    counts = np.arange(ceil(low / step), floor(high / step) + 1)
    return np.array([float(f"{each * step:.12g}") for each in counts])


def _strongest(model: Model, pair: Pair, across: Knob, firmness: Overturning) -> tuple[Knob, Span] | None:
    """What moves the pair's ratio most within its range; without ranges, what overturns the result most nearly."""
    same = firmness.pair == pair
    swings = firmness.tornado.swings if same else tornado(model, pair.output(model, "ratio")).swings
    swing = next((each for each in swings if _can_rise(each) and each.knob.row.id != across.row.id), None)
    if swing is not None:
        return swing.knob, swing.span
    near = (_around(each) for each in (firmness.flips if same else flips(model, pair)) if each.knob.row != across.row)
    return next((each for each in near if each is not None), None)


def _can_rise(swing: Swing) -> bool:
    return swing.knob.row.kind == "number" and swing.span.low < swing.span.high


def _around(flip: Flip) -> tuple[Knob, Span] | None:
    """An assumption from half to twice its value, or somewhat beyond where it overturns the result if that is near."""
    if flip.value is None or not flip.base or not 1 / _FAR < flip.value / flip.base < _FAR:
        return None
    factor, whole = max(2.0, 1.25 * flip.value / flip.base, 1.25 * flip.base / flip.value), limits(flip.knob)
    low, high = sorted(float(f"{each:.3g}") for each in (flip.base / factor, flip.base * factor))
    return flip.knob, Span(max(low, whole.low), min(high, whole.high), stated=False)


def _map(model: Model, across: tuple[Knob, Span], up: tuple[Knob, Span], pair: Pair) -> Map:
    columns, column = _places(*across, pair)
    rows, row = _places(*up, pair)
    ratios = crossover(model, (across[0], columns), (up[0], rows), pair)
    base = None if column is None or row is None else (row, column)
    return Map(across[0], columns, up[0], rows, ratios, base)


def _places(knob: Knob, span: Span, pair: Pair) -> tuple[Vector, int | None]:
    """Values of one axis, the study's own in the place of the nearest; and which of them that is."""
    wide = span.low > 0 and span.high >= _WIDE * span.low
    spread = np.geomspace(span.low, span.high, _CELLS) if wide else np.linspace(span.low, span.high, _CELLS)
    inner = [float(f"{each:.2g}" if wide else f"{each:.3g}") for each in spread[1:-1]]
    places = np.array([span.low, *inner, span.high])
    setting = knob.setting(pair.scenario)
    if setting is not None and span.holds(value := float(setting.value)):  # type: ignore[arg-type]  # of a number
        away = np.abs(np.sqrt(places) - sqrt(value)) if wide else np.abs(places - value)
        places[int(away.argmin())] = value
        places = np.unique(places)
        return places, int(np.searchsorted(places, value))
    return np.unique(places), None


def _is_sealed(model: Model, pair: Pair) -> bool:
    """Whether an edition leaves out what costs follow from: its totals would not move with an assumption."""
    return f"{pair.alternative}_vs_{pair.subject}.cumulative_cash_flow" not in model.nodes
