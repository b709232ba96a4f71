"""How sure the results are: what the draws of the uncertain inputs came to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from builder.analysis.outputs import Output
from builder.analysis.simulated import Drawn, Simulated
from builder.analysis.verdicts import Chance
from builder.model.claims import names_value
from builder.report.blocks import Column, Figure, Head, Row, Table
from builder.report.drawn_figures import ratio_figure, saved_figure
from builder.report.drawn_numbers import RATIO, DrawnNumbers
from builder.report.draws import drawn_inputs
from builder.report.knobs import knob_name
from builder.report.sections.overturning import comparison_name
from builder.report.writer import Writer

_PERCENTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
_MOST_DRIVERS = 5
_LEAST_SHARE = 0.01
"""The strongest drivers stand, as far as they have a hundredth of the variance."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What the chapter shows of one comparison."""

    key: str
    title: Markup
    verdict: Markup
    spread: Markup
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Simulation:
    """What the chapter shows."""

    opening: Markup
    caution: Markup
    chances: Table
    comparisons: tuple[Compared, ...]
    drivers: Table | None
    percentiles: Table
    inputs: Table


def simulation(writer: Writer, found: Simulated | None) -> Simulation | None:
    """The chapter; nothing where no input is uncertain."""
    if found is None:
        return None
    numbers = DrawnNumbers(writer, found.simulation)
    return Simulation(
        _opening(writer, numbers),
        _caution(writer, found),
        _chances(writer, numbers, found),
        tuple(_compared(writer, numbers, id, each) for id, each in found.comparisons.items()),
        _drivers(writer, numbers, found),
        _percentiles(writer, numbers, found),
        drawn_inputs(writer, numbers),
    )


def _opening(writer: Writer, numbers: DrawnNumbers) -> Markup:
    return Markup(writer.basis.language.say_many(
        "{n} input is uncertain. It was drawn {draws} times from its distribution, and the whole model was computed for"
        " each draw. The same number of draws with seed {seed} gives the same values again.",
        "{n} inputs are uncertain. They were drawn {draws} times from their distributions, and the whole model was"
        " computed for each draw. The same number of draws with seed {seed} gives the same values again.",
        len(numbers.simulation.cells), n=writer.numbers.count(len(numbers.simulation.cells)), draws=numbers.draws,
        seed=numbers.seed,
    ))  # fmt: skip


def _caution(writer: Writer, found: Simulated) -> Markup:
    """What the draws do not know."""
    study = writer.basis.study
    said = writer.say("The draws cover only these inputs, within the ranges that the study gives them. A result"
                      " that holds in every draw may fail outside those ranges.")  # fmt: skip
    together = writer.say("Inputs are drawn independently.")
    if study.correlations:
        together = writer.say("Some inputs are drawn together, with the rank correlations that the study states.")
    weak = {"calibrated", "estimated", "inferred", "unsourced"}
    if any(each.setting.status in weak for each in found.simulation.cells):
        together += Markup(" ") + writer.say("Some ranges lie around values that are estimated, inferred,"
                                             " calibrated or without a source.")
    return Markup("{} {}").format(said, together)


def _chances(writer: Writer, numbers: DrawnNumbers, found: Simulated) -> Table:
    """For each comparison and each claim that the paper makes, how often it held."""
    columns = (
        Column(writer.say("Statement"), 70), Column(writer.say("Share of the draws"), 17, True),
        Column(writer.say("Standard error"), 13, True),
    )  # fmt: skip
    rows = [*_comparison_rows(writer, numbers, found), *_claim_rows(writer, numbers, found)]
    notes = [writer.say("Share of the draws in which it held. It estimates a probability only as far as the"
                        " distributions drawn from are right.")]  # fmt: skip
    if any(each.held in (0, each.draws) for each in found.simulation.chances):
        notes.append(writer.say("Where it held in all draws or in none, the standard error is an upper limit,"
                                " at {level} confidence.",
                                level=numbers.confidence))  # fmt: skip
    if found.claims:
        notes.append(writer.say("For claims, the condition under which the paper makes them held; their figures"
                                " may differ."))  # fmt: skip
    return Table("tab-chances", writer.say("How often the results held"), columns, tuple(rows), (), tuple(notes))


def _comparison_rows(writer: Writer, numbers: DrawnNumbers, found: Simulated) -> Iterator[Row]:
    for id, each in found.comparisons.items():
        comparison = writer.basis.study.comparisons[id]
        names = _names(writer, each)
        label = writer.say("{subject} costs less than {alternative}, {scenario}", **names)
        yield _chance_row(label, numbers, each.cheaper, each.ratio)
        if len(comparison.scenarios) * len(comparison.alternatives) > 1:
            label = writer.say("{subject} costs less throughout the comparison: {comparison}",
                               subject=names["subject"], comparison=comparison_name(writer, id))  # fmt: skip
            yield _chance_row(label, numbers, each.throughout, each.ratio)


def _claim_rows(writer: Writer, numbers: DrawnNumbers, found: Simulated) -> Iterator[Row]:
    """The claims that did not hold in every draw, one by one, and the others together."""
    said = [each for each in writer.claims if each.name in found.claims]
    firm = [each for each in said if found.claims[each.name].share == 1]
    for each in said:
        if each not in firm:
            yield _chance_row(each.sentence, numbers, found.claims[each.name], _value_of(writer, each.name))
    if firm:
        count = writer.numbers.count(len(firm))
        label = writer.basis.language.say_many(
            "{n} claim of this paper that sets a condition", "Each of {n} claims of this paper that set a condition",
            len(firm), n=count)  # fmt: skip
        yield _chance_row(Markup(label), numbers, found.claims[firm[0].name], _value_of(writer, firm[0].name))


def _value_of(writer: Writer, claim: str) -> Output:
    """The first value that a claim prints, which stands for it in the evidence; the first of all if it prints none."""
    values = writer.basis.study.report.claims[claim].values
    template = next(each.template for each in writer.claims if each.name == claim)
    value = next((each for each in values if names_value(template, each)), next(iter(values)))
    return Output(writer.basis.nodes[f"claim.{claim}.{value}"], None)


def _chance_row(label: Markup, numbers: DrawnNumbers, chance: Chance, about: Output) -> Row:
    return Row((label, numbers.held(about, chance), numbers.error(about, chance)))


def _compared(writer: Writer, numbers: DrawnNumbers, id: str, drawn: Drawn) -> Compared:
    figures = [ratio_figure(writer, numbers, id, drawn)] if "distribution" in writer.charts else []
    if "fan" in writer.charts and drawn.saved:
        figures.append(saved_figure(writer, numbers, id, drawn, half=bool(figures)))
    return Compared(
        id,
        comparison_name(writer, id),
        _verdict(writer, numbers, drawn),
        _spread(writer, numbers, drawn),
        tuple(figures),
    )


def _verdict(writer: Writer, numbers: DrawnNumbers, drawn: Drawn) -> Markup:
    names, chance = _names(writer, drawn), drawn.cheaper
    if chance.held == chance.draws:
        return writer.say("{scenario}: in every draw {subject} costs less than {alternative}.", **names)
    if not chance.held:
        return writer.say("{scenario}: in no draw does {subject} cost less than {alternative}.", **names)
    return writer.say("{scenario}: {subject} costs less than {alternative} in {share} of the draws.",
                      **names, share=numbers.held(drawn.ratio, chance))  # fmt: skip


def _spread(writer: Writer, numbers: DrawnNumbers, drawn: Drawn) -> Markup:
    """Between which values the ratio lies, and where among them it is as the study stands."""
    low, middle, high = (numbers.percentile(drawn.ratio, share, RATIO) for share in (0.05, 0.5, 0.95))
    spread = writer.say("The cost ratio lies between {low} and {high} in nine draws of ten, and above {middle} in half"
                        " of them.", low=low, middle=middle, high=high)  # fmt: skip
    return Markup("{} {}").format(spread, _standing(writer, numbers, drawn))


def _standing(writer: Writer, numbers: DrawnNumbers, drawn: Drawn) -> Markup:
    """Where the ratio that the paper prints elsewhere lies among the draws."""
    ratio = writer.numbers.value(drawn.ratio.node.id, drawn.pair.scenario, RATIO)
    share = numbers.simulation.tally(drawn.ratio).share_up_to_centre
    if share == 1:
        return writer.say("As the study stands it is {ratio}, which no draw exceeds.", ratio=ratio)
    if not share:
        return writer.say("As the study stands it is {ratio}, which every draw exceeds.", ratio=ratio)
    return writer.say("As the study stands it is {ratio}, which {share} of the draws do not exceed.",
                      ratio=ratio, share=numbers.up_to_standing(drawn.ratio))  # fmt: skip


def _names(writer: Writer, drawn: Drawn) -> dict[str, Markup]:
    pair = drawn.pair
    return {"subject": writer.option(pair.subject), "alternative": writer.option(pair.alternative),
            "scenario": writer.scenario(pair.scenario)}  # fmt: skip


def _drivers(writer: Writer, numbers: DrawnNumbers, found: Simulated) -> Table | None:
    """The inputs that drive the variance of each ratio; nothing where too few draws tell of it."""
    rows = [row for id, each in found.comparisons.items() for row in _driver_rows(writer, numbers, found, id, each)]
    if not rows:
        return None
    columns = (
        Column(writer.say("Assumption"), 60), Column(writer.say("Share of the variance"), 20, True),
        Column(writer.say("Rank correlation"), 20, True),
    )  # fmt: skip
    caption = writer.say("What drives the variance of the cost ratio")
    note = writer.say("Share of the variance: how much the variance would fall, on average, if the input were known.")
    return Table("tab-variance", caption, columns, tuple(rows), (), (note,), True)


def _driver_rows(writer: Writer, numbers: DrawnNumbers, found: Simulated, id: str, drawn: Drawn) -> Iterator[Row]:
    """The strongest drivers of one comparison under its name, which says how many others there are."""
    position = [each.place for each in found.simulation.outputs].index(drawn.ratio.place)
    every = found.simulation.drivers_of(position)
    shown = [each for each in every[:_MOST_DRIVERS] if each.share >= _LEAST_SHARE]
    if not shown:
        return
    head, rest = comparison_name(writer, id), len(every) - len(shown)
    if rest:
        said = writer.basis.language.say_many(
            "{n} other input explains less.", "{n} other inputs explain less.", rest, n=writer.numbers.count(rest))
        head += Markup(' <span class="aside">{}</span>').format(Markup(said))  # fmt: skip
    yield Row((head, Markup(""), Markup("")), "group")
    for each in shown:
        knob = found.simulation.cells[each.cell].knob
        yield Row((knob_name(writer, knob), numbers.share(drawn.ratio, each), numbers.rank(drawn.ratio, each)), "sub")


def _percentiles(writer: Writer, numbers: DrawnNumbers, found: Simulated) -> Table:
    columns = (
        Column(writer.say("Result"), 34), Column(writer.say("As the study stands"), 12, True),
        Column(writer.say("Mean"), 9, True),
        *(Column(numbers.percentile_name(share), 9, True) for share in _PERCENTILES),
    )  # fmt: skip
    heads = (Head("", 3), Head(writer.say("Percentiles of the draws"), len(_PERCENTILES)))
    rows = tuple(_percentile_row(writer, numbers, each) for each in found.simulation.outputs)
    note = writer.say("P{share}: the value that this percentage of the draws does not exceed.", share="…")
    caption = writer.say("Percentiles of the results")
    return Table("tab-percentiles", caption, columns, rows, heads, (note,), True, False)


def _percentile_row(writer: Writer, numbers: DrawnNumbers, each: Output) -> Row:
    form = numbers.form(each)
    shares = (numbers.percentile(each, share, form) for share in _PERCENTILES)
    standing = writer.numbers.value(each.node.id, each.scenario, form)
    return Row((numbers.name(each), standing, numbers.mean(each, form), *shares))
