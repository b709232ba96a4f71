"""Numbers that draws came to, written and kept as evidence: no cell of the workbook holds them."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10

from markupsafe import Markup

from builder.analysis.drivers import Driver
from builder.analysis.outputs import Output
from builder.analysis.simulation import Simulation
from builder.analysis.verdicts import CONFIDENCE, Chance
from builder.report.forms import Form
from builder.report.numbers import Origin
from builder.report.writer import Writer

RATIO = Form("multiple", 2)
_SHARE, _RANK, _COUNT = Form("percent", 1), Form("number", 2), Form("number", 0)


@dataclass(frozen=True, slots=True)
class DrawnNumbers:
    """Writes the numbers of one simulation."""

    writer: Writer
    simulation: Simulation

    @property
    def draws(self) -> Markup:
        """How many draws there were."""
        return self.writer.numbers.count(self.simulation.draws)

    def origin(self, measure: str = "") -> Origin:
        """Where these numbers come from, and what they tell of a result."""
        said = self.writer.say("simulation, {draws} draws, seed {seed}", draws=self.draws, seed=self.seed)
        return Origin(str(said), measure)

    @property
    def seed(self) -> Markup:
        """What the random numbers started from."""
        return Markup('<span class="count">{}</span>').format(self.simulation.seed)

    @property
    def confidence(self) -> Markup:
        """How sure the rule of three is of the error that it gives."""
        return Markup('<span class="count">{}</span>').format(self.writer.basis.language.percent(CONFIDENCE, 0))

    def percentile_name(self, share: float) -> Markup:
        """What a percentile is called."""
        return Markup('<span class="name">{}</span>').format(self.writer.say("P{share}", share=f"{share * 100:g}"))

    def percentile(self, output: Output, share: float, form: Form) -> Markup:
        """A percentile of a result."""
        (value,) = self.simulation.tally(output).percentiles(share)
        return self._asked(output, value, form, self.percentile_name(share).striptags())

    def plotted_percentile(self, output: Output, share: float, form: Form) -> float:
        """The same in a chart, which writes it itself."""
        (value,) = self.simulation.tally(output).percentiles(share)
        measure = self.percentile_name(share).striptags()
        numbers = self.writer.numbers
        return numbers.asked_plotted(output.node.id, value, form, output.scenario, self.origin(measure))

    def mean(self, output: Output, form: Form) -> Markup:
        """The mean of a result."""
        return self._asked(output, self.simulation.tally(output).mean, form, str(self.writer.say("Mean")))

    def held(self, about: Output, chance: Chance) -> Markup:
        """In what share of the draws a condition on a result held; in words where in all or in none."""
        measure = str(self.writer.say("Draws in which it held"))
        if not chance.held:
            return self.writer.say("no draw")
        if chance.held == chance.draws:
            return self.writer.say("all {draws} draws", draws=self._asked(about, chance.draws, _COUNT, measure))
        return self._asked(about, chance.share, form_of_share(chance.share), measure)

    def up_to_standing(self, output: Output) -> Markup:
        """The share of the draws of a result that do not exceed what it is as the study stands."""
        share = self.simulation.tally(output).share_up_to_centre
        measure = str(self.writer.say("Draws up to the study as it stands"))
        return self._asked(output, share, form_of_share(share), measure)

    def error(self, about: Output, chance: Chance) -> Markup:
        """The standard error of that share."""
        return self._asked(about, chance.error, form_of_error(chance.error), str(self.writer.say("Standard error")))

    def share(self, output: Output, driver: Driver) -> Markup:
        """The share of a result's variance that lies in one input."""
        return self._asked(output, driver.share, _SHARE, str(self.writer.say("Share of the variance")))

    def rank(self, output: Output, driver: Driver) -> Markup:
        """The rank correlation of a result and one input."""
        return self._asked(output, driver.rank, _RANK, str(self.writer.say("Rank correlation")))

    def form(self, output: Output) -> Form:
        """How values of a result are written among its percentiles."""
        form = self.writer.numbers.form(output.node.id)
        if form.kind == "short_money" and output.node.key == "total_cost":
            return self.writer.numbers.amounts
        return RATIO if form.kind == "multiple" else form

    def name(self, output: Output) -> Markup:
        """A result with whose it is and in which scenario."""
        basis, node = self.writer.basis, output.node
        label = basis.name(node.label)
        if self.form(output).bare:
            label = self.writer.numbers.in_amounts(label)
        if node.scope == "option":
            label += Markup(", ") + self.writer.option(node.owner)
        if node.scope == "pair":
            alternative, subject = node.owner.split("_vs_")
            names = {"alternative": self.writer.option(alternative), "subject": self.writer.option(subject)}
            label += Markup(", ") + self.writer.say("{alternative} against {subject}", **names)
        if node.scope == "range":
            comparison, alternative = node.owner.split(":")
            label += Markup(", {}, {}").format(
                basis.name(basis.study.comparisons[comparison].label), self.writer.option(alternative)
            )
        if output.scenario is not None:
            label += Markup('<br><span class="aside">{}</span>').format(self.writer.scenario(output.scenario))
        return label

    def _asked(self, output: Output, value: float, form: Form, measure: str) -> Markup:
        return self.writer.numbers.asked(output.node.id, value, form, output.scenario, self.origin(measure))


def form_of_share(share: float) -> Form:
    """One decimal; as many as it takes that neither always nor never is said of what is nearly so."""
    if share in (0, 1):
        return Form("percent", 0)
    rare = min(share, 1 - share)
    return Form("percent", max(1, -floor(log10(rare)) - 2))


def form_of_error(error: float) -> Form:
    """Two decimals; as many as it takes that no error is written as nothing."""
    return Form("percent", max(2, -floor(log10(error)) - 2) if error else 2)
