"""Where things stand: the columns every sheet shares, and the cell of every input and every value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from builder.formula.functions import Shape
from builder.layout.cells import Address, Area
from builder.model.graph import Model, Node

ID, LABEL, UNIT, VALUE = 1, 2, 3, 4
"""Columns of every sheet with rows of the model: id, label, unit, and the one value or general value."""
FIRST_SCENARIO = 5
"""The first scenario's column on Inputs, Results and Checks."""
TOTAL, OPENING, FIRST_PERIOD = 5, 6, 7
"""Columns of a scenario's own sheet."""
HEAD_ROW, FIRST_ROW = 4, 5
IDS_ROW = HEAD_ROW - 1
"""The row of Inputs with the ids of the scenarios, which are the names of their sheets."""

CHOOSER = 4
"""The row of Summary, in its frozen head, in which the reader chooses a scenario."""

NAMES_ROW = HEAD_ROW - 1
"""The row of Results with the names that can be chosen, one for each scenario."""

CASH_FLOW = "Cash flow"
INPUTS, TABLES, SERIES, RESULTS, CHECKS, SUMMARY = "Inputs", "Tables", "Series", "Results", "Checks", "Summary"
ADJUSTMENTS = "Adjustments"
KNOWN = OPENING
"""The column of Adjustments that says whether the scenario named beside an amount is one."""


@dataclass(slots=True)
class Places:
    """The cells of inputs by (row id, scenario or None), rows of Series likewise, of tables and lines.

    `written` are the areas of Adjustments by node id; of what differs by period, that of the start.
    """

    model: Model
    inputs: dict[tuple[str, int | None], Address] = field(default_factory=dict)
    series: dict[tuple[str, int | None], int] = field(default_factory=dict)
    tables: dict[str, Area] = field(default_factory=dict)
    written: dict[str, Area] = field(default_factory=dict)
    ranges: dict[str, tuple[Address, Address]] = field(default_factory=dict)
    """The cells of Inputs with the low and the high end of a row's range, by the id of the row."""
    rows: dict[str, int] = field(default_factory=dict)
    results: dict[str, int] = field(default_factory=dict)
    spanning: dict[str, Address] = field(default_factory=dict)
    issued: dict[str, Address] = field(default_factory=dict)
    """Where the numbers of the paper are kept as issued, by their ids."""
    by_period: dict[str, int] = field(default_factory=dict)
    """The first row on Results, of one for each scenario, of a line that differs by period."""

    @property
    def chosen(self) -> Address:
        """The list box on Summary that holds the name of the scenario the reader looks at."""
        return Address(SUMMARY, CHOOSER, LABEL, "rc")

    @property
    def chosen_number(self) -> Address:
        """The place of that scenario among the study's, 1 the first: the column to take of a row of scenarios."""
        return Address(SUMMARY, CHOOSER, VALUE, "rc")

    @property
    def names(self) -> Area:
        """The names of the scenarios on Results, of which the reader chooses one."""
        last = FIRST_SCENARIO + len(self.model.scenarios) - 1
        return Area(Address(RESULTS, NAMES_ROW, FIRST_SCENARIO, "rc"), Address(RESULTS, NAMES_ROW, last, "rc"))

    @property
    def after_scenarios(self) -> int:
        """The first column of Inputs behind the scenarios, with the low end of each row's range."""
        return FIRST_SCENARIO + len(self.model.scenarios)

    @property
    def limits(self) -> int:
        """The first of the columns of Inputs with the limits of each row."""
        return self.after_scenarios + 5

    @property
    def table_least(self) -> int:
        """The column of Tables with the least that an entry may be."""
        widest = max((each.last.column for each in self.tables.values()), default=VALUE)
        return widest + 3

    @property
    def scenario_ids(self) -> Area:
        """The ids of the scenarios, above their columns on Inputs."""
        last = FIRST_SCENARIO + len(self.model.scenarios) - 1
        return Area(Address(INPUTS, IDS_ROW, FIRST_SCENARIO, "rc"), Address(INPUTS, IDS_ROW, last, "rc"))

    def written_in(self, id: str, period: int) -> Area:
        """The area of Adjustments that a node's values stand in, of a period where they differ by it."""
        area = self.written[id]
        if self.model.nodes[id].shape is Shape.CONSTANT:
            return area
        first, last = (replace(each, column=each.column + period) for each in (area.first, area.last))
        return Area(first, last)

    @property
    def periods(self) -> int:
        """How many period columns a scenario's sheet has, the start among them."""
        return self.model.loaded.study.timeline.columns

    def over_periods(self, id: str) -> Node | None:
        """The one value for all periods of a line: its sum or its peak."""
        return self.model.nodes.get(f"{id}.total") or self.model.nodes.get(f"{id}.peak")

    def line(self, id: str, scenario: int, period: int | None = None) -> Address:
        """The cell of a line or an input in effect on a scenario's sheet."""
        node = self.model.nodes[id]
        row = self.rows[node.total_of or id]
        sheet = self.model.scenarios[scenario]
        if node.total_of:
            return Address(sheet, row, TOTAL)
        if node.shape is Shape.CONSTANT:
            return Address(sheet, row, VALUE)
        return Address(sheet, row, FIRST_PERIOD + (period or 0))

    def cell_of(self, id: str, scenario: int | None = None, period: int | None = None) -> Address | None:
        """The cell a number can be cited from: a scenario's own sheet, or Results for what spans scenarios."""
        if id in self.spanning:
            return self.spanning[id]
        node = self.model.nodes[id]
        if scenario is None or scenario not in node.scenarios or (node.total_of or id) not in self.rows:
            return None
        return self.line(id, scenario, period)

    def result(self, id: str, scenario: int) -> Address:
        """The cell of a result on the Results sheet."""
        return Address(RESULTS, self.results[id], FIRST_SCENARIO + scenario)

    def result_row(self, id: str) -> Area:
        """The whole row of a result on the Results sheet, one cell per scenario."""
        row = self.results[id]
        last = FIRST_SCENARIO + len(self.model.scenarios) - 1
        return Area(Address(RESULTS, row, FIRST_SCENARIO, "rc"), Address(RESULTS, row, last, "rc"))


    def in_period(self, id: str, period: int) -> Area:
        """A line's values in one period on the Results sheet, one below the other for each scenario."""
        return self.beside(id, FIRST_PERIOD + period)

    def beside(self, id: str, column: int) -> Area:
        """A column of the Results sheet beside a line's values by period, one cell for each scenario."""
        first = self.by_period[id]
        last = first + len(self.model.scenarios) - 1
        return Area(Address(RESULTS, first, column, "r"), Address(RESULTS, last, column, "r"))


def labels_of(units: Mapping[str, Mapping[str, str]], language: str) -> dict[str, str]:
    """The units' own labels in a language."""
    return {name: text.get(language, name) for name, text in units.items()}
