"""How firm the results are: other readings, what moves them, what rests on calibration, warnings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from builder.analysis.overturning import Overturning
from builder.notices import notices
from builder.report.blocks import Column, Row, Table, even
from builder.report.claims import Said
from builder.report.readings import in_reading, readings_of
from builder.report.sections.sensitivity import Sensitivity, sensitivities
from builder.report.sections.warnings import warnings
from builder.report.writer import Writer


@dataclass(frozen=True, slots=True)
class Firmness:
    """What the section shows; parts without content are left out."""

    readings: Table | None
    calibrated: Table | None
    warnings: tuple[Markup, ...]
    claims: tuple[Said, ...]
    sensitivities: tuple[Sensitivity, ...]

    @property
    def anything(self) -> bool:
        """Whether there is something to say."""
        return bool(self.readings or self.sensitivities or self.calibrated or self.warnings)


def firmness(writer: Writer, found: Mapping[str, Overturning]) -> Firmness:
    """Readings, what moves the comparisons, calibration and warnings."""
    readings, moved = _readings(writer), sensitivities(writer, found)
    return Firmness(readings, _calibrated(writer), tuple(warnings(writer)), writer.claims_of("readings"), moved)


def cautions(writer: Writer) -> Iterator[Markup]:
    """What a reader of the headline has to know of it, whether or not a chapter says more."""
    basis = writer.basis
    if any(writer.rests_on_calibration(id, alternative) for id, _, alternative in basis.pairs()):
        yield writer.say(
            "Some results rest on calibrated inputs, which were set to reproduce published ranges."
        )


def is_warned(writer: Writer) -> bool:
    """Whether the model warns of anything."""
    return bool(notices(writer.basis.results, writer.basis.language, lambda node, *_: node.key))


def _readings(writer: Writer) -> Table | None:
    """The range of ratios of every comparison, as the study stands and under each of its cases."""
    basis = writer.basis
    pairs = list(basis.pairs())
    if not basis.cases or not pairs:
        return None
    columns = [Column(writer.say("Reading"), 46)]
    columns += [
        Column(Markup("{}: {}").format(writer.option(a), basis.name(c.label)), even(54, len(pairs)), True)
        for _, c, a in pairs
    ]
    rows = [Row((writer.say("As the study stands"), *(writer.ratio(id, a) for id, _, a in pairs)), "total")]
    rows += [_reading(writer, case) for case in basis.cases]
    note = writer.say(
        "Ratio of each alternative's cost to the subject's cost,"
        " smallest to largest over the scenarios of the comparison."
    )
    caption = writer.say("The headline under other readings")
    return Table("tab-readings", caption, tuple(columns), tuple(rows), (), (note,), True, False)


def _reading(writer: Writer, case: str) -> Row:
    """One case: its name and note, and the ratios of the comparisons that it is about."""
    basis, spec = writer.basis, writer.basis.study.cases[case]
    label = basis.name(spec.label)
    if spec.note:
        label += Markup('<br><span class="aside">{}</span>').format(basis.name(spec.note))
    told = (
        in_reading(writer, (case,), id, alternative) if case in readings_of(writer, id) else Markup("–")
        for id, _, alternative in basis.pairs()
    )
    return Row((label, *told))


def _calibrated(writer: Writer) -> Table | None:
    """For each side of each comparison, the share of its cost that rests on calibrated inputs."""
    basis = writer.basis
    rows = []
    for id, comparison, alternative in basis.pairs():
        if not writer.rests_on_calibration(id, alternative):
            continue
        cells = []
        for option in (comparison.subject, alternative):
            node = f"{option}.calibrated_share"
            shown = (
                writer.numbers.span(node, basis.scenarios_of(comparison)) if node in basis.nodes else writer.say("none")
            )
            cells.append(Markup("{} {}").format(writer.option(option), shown))
        rows.append(Row((basis.name(comparison.label), *cells)))
    if not rows:
        return None
    columns = (
        Column(writer.say("Comparison"), 40),
        Column(writer.say("Subject"), 30),
        Column(writer.say("Alternative"), 30),
    )
    return Table(
        "tab-calibrated", writer.say("Share of each side's cost that rests on calibrated inputs"), columns, tuple(rows)
    )
