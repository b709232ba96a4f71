"""The cases of a study side by side on the Sensitivity sheet: totals, ratios and savings, and what each case sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.layout.place import ID, LABEL, UNIT, VALUE
from builder.layout.sensitivity_case_inputs import CaseInputs
from builder.layout.sensitivity_page import Page
from builder.layout.sensitivity_scenarios import ScenarioTable
from builder.layout.variants import Block
from builder.model.graph import Model
from builder.model.rows import Assumptions


@dataclass(frozen=True, slots=True)
class Cases:
    """Fills the cases; `wanted` are the results of each block, by the scenarios that it holds in."""

    page: Page
    table: ScenarioTable
    cases: Mapping[str, Assumptions | None]
    wanted: Mapping[tuple[int, ...], Sequence[str]]
    blocks: Mapping[tuple[int, ...], Block]

    def fill(self) -> None:
        """A column for each case beside one as the study stands; below it what the cases set."""
        page, say, study = self.page, self.page.speech.say, self.page.places.model.loaded.study
        page.sheet.breaks.add(page.row)
        page.heading(say("Cases: the chosen scenario with other values"))
        labels = [page.speech.text(study.cases[each].label) for each in self.cases]
        page.heads([(LABEL, say("Result")), (UNIT, say("Unit")), (VALUE, say("As it stands")),
                    *((VALUE + 1 + i, label) for i, label in enumerate(labels))])  # fmt: skip
        for column, _ in enumerate(self.cases, VALUE + 1):
            page.sheet.widths[column] = max(page.sheet.widths.get(column, 0.0), 14.0)
        variants = {case: self.variants(case) for case, found in self.cases.items() if found is not None}
        for id in results_of(page.places.model):
            self.result(id, variants)
        if unlike := [page.speech.text(study.cases[each].label) for each, found in self.cases.items() if found is None]:
            page.note(say("Not shown, since they change more than values: {cases}.", cases="; ".join(unlike)))
        page.row += 1
        self.settings(variants)

    def variants(self, case: str) -> dict[tuple[int, ...], Block]:
        """The lines that a case changes, of each block."""
        page, found = self.page, self.cases[case]
        lines, study = page.lines, page.places.model.loaded.study
        if found is None:
            return {}
        label = page.speech.text(study.cases[case].label)
        made = {}
        for scenarios, block in self.blocks.items():
            if not self.wanted[scenarios]:
                continue
            lines.heading(page.speech.say("Case: {case}", case=label), deep=True)
            own = CaseInputs(lines, self.table, block, found, case).placed(self.wanted[scenarios])
            lines.changed(block, own, self.wanted[scenarios])
            made[scenarios] = own
        return made

    def result(self, id: str, variants: Mapping[str, Mapping[tuple[int, ...], Block]]) -> None:
        """One result: as it stands, and in each case."""
        page, lines, node = self.page, self.page.lines, self.page.lines.model.nodes[id]
        speech, block = page.speech, self.blocks[node.scenarios]
        of = speech.pair(node.owner) if node.scope == "pair" else speech.option(node.owner)
        page.sheet.text(page.row, ID, id, "id")
        page.sheet.text(page.row, LABEL, f"{of}: {speech.text(node.label)}", "line")
        page.sheet.text(page.row, UNIT, speech.unit(node.unit_text), "unit")
        form = lines.format_of(node)
        page.value(VALUE, lines.result(block, id), block.standing, form, "headline")
        for column, case in enumerate(self.cases, VALUE + 1):
            if case in variants:
                whole = block.with_variants(variants[case][node.scenarios])
                page.value(column, lines.result(whole, id), block.standing, form)
        page.row += 1

    def settings(self, variants: Mapping[str, Mapping[tuple[int, ...], Block]]) -> None:
        """What each case sets in the chosen scenario, beside the value as it stands."""
        page, say, study = self.page, self.page.speech.say, self.page.places.model.loaded.study
        page.heads([(LABEL, say("What each case sets")), (UNIT, say("Unit")), (VALUE, say("As it stands")),
                    (VALUE + 1, say("In the case"))])  # fmt: skip
        for case, of_case in variants.items():
            page.sheet.text(page.row, LABEL, page.speech.text(study.cases[case].label), "subsection")
            page.row += 1
            told: set[str] = set()
            for scenarios, own in of_case.items():
                block = self.blocks[scenarios]
                for id in [each for each in own.rows if page.lines.model.nodes[each].rows and each not in told]:
                    told.add(id)
                    self.setting(id, block, own)

    def setting(self, id: str, block: Block, own: Block) -> None:
        """One value that a case sets."""
        page, lines, node = self.page, self.page.lines, self.page.lines.model.nodes[id]
        owner = f"{page.speech.option(node.owner)}: " if node.scope == "option" else ""
        page.sheet.text(page.row, ID, id, "id")
        page.sheet.text(page.row, LABEL, owner + page.speech.text(node.label), "line")
        page.sheet.text(page.row, UNIT, page.speech.unit(node.unit_text), "unit")
        for column, of in ((VALUE, block), (VALUE + 1, own)):
            page.value(column, lines.shown(of, id), block.standing, lines.format_of(node))
        page.row += 1


def results_of(model: Model) -> list[str]:
    """The ids of the results that cases are judged by: totals of options, ratios and savings of pairs."""
    study = model.loaded.study
    pairs = dict.fromkeys(f"{a}_vs_{each.subject}" for each in study.comparisons.values() for a in each.alternatives)
    found = [f"{option}.total_cost.total" for option in study.options]
    found += [f"{pair}.{measure}" for pair in pairs for measure in ("ratio", "saving")]
    return [each for each in found if each in model.nodes and model.nodes[each].scenarios]
