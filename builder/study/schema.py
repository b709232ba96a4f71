"""The shape of a study, as pydantic models: every key a person may write, what it means, and what it must be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from builder.study.fields import (
    KEY,
    Audience,
    Bool,
    Date,
    Identifier,
    Key,
    Number,
    RefusedError,
    UnitText,
    not_a_number,
    plain_number,
)
from builder.study.fields import Text as Text  # noqa: PLC0414  # where all who read a study look for it
from builder.study.report import DocumentControl, Report
from builder.study.spec import Spec

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class Distribution(Spec):
    """How uncertain a value is; a bare kind takes its parameters from the value and its low and high.

    `sd` is in the value's unit, `sigma` the standard deviation of its logarithm, `shape` the weight of a PERT's mode.
    """

    kind: Literal["uniform", "triangular", "pert", "normal", "lognormal", "discrete"]
    low: Number | None = None
    mode: Number | None = None
    high: Number | None = None
    shape: Number | None = None
    mean: Number | None = None
    sd: Number | None = None
    median: Number | None = None
    sigma: Number | None = None
    values: tuple[Number, ...] | None = None
    weights: tuple[Number, ...] | None = None

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return {"kind": value} if isinstance(value, str) else value


class Assumption(Spec):
    """A value and where it comes from; a bare value is short for `{value: ...}`.

    `price` takes value and source from the study's price files by name; `retrieved` is the day of the last look at the
    source. A `gross` price is written with its value-added tax.
    """

    value: Any = None
    price: str | None = None
    currency: Currency | None = None
    gross: Bool | None = None
    growth: float | None = Field(default=None, gt=-1, le=10)
    unit: UnitText | None = None
    label: Text | None = None
    source: Text | None = None
    status: str | None = None
    source_grade: Literal["P", "S", "E"] | None = None
    kind: Literal["number", "flag", "choice", "table"] | None = None
    choices: tuple[str, ...] | None = None
    entries: dict[str, Number] | None = None
    min: Number | None = None
    max: Number | None = None
    low: Number | None = None
    high: Number | None = None
    distribution: Distribution | None = None
    note: Text | None = None
    audience: Audience = "public"
    note_audience: Audience = "public"
    owner: str | None = None
    confirmed_on: Date | None = None
    valid_until: Date | None = None
    retrieved: Date | None = None

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return value if isinstance(value, dict) else {"value": value}


def _output(value: Any) -> bool | str:
    """Whether a line is a result, or the name it has as one."""
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or not KEY.fullmatch(value):
        raise RefusedError(f"{value!r} is neither yes or no nor a name", "write true, or the name of the result")
    return value


class Line(Spec):
    """One row of the model; `category` makes it a cost that reaches the option's total."""

    label: Text
    unit: UnitText
    formula: str
    opening: str | None = None
    category: str | None = None
    basis: Literal["cash", "accrual", "notional"] | None = None
    expenditure: Literal["capex", "opex"] | None = None
    memo: Bool = False
    replaces: Bool = False
    summed: Bool | None = None
    output: Annotated[bool | str, BeforeValidator(_output)] = False
    peak: bool = False
    deductible: bool = False
    usage: bool = False
    own_capacity: bool = False
    format: Literal["percent", "multiple", "rate_or_none", "years_or_never"] | None = None
    treatment: Text | None = None
    note: Text | None = None
    audience: Audience = "public"


def _amounts(value: Any) -> Any:
    """An amount at the start, a list for every period, or a mapping of some of them."""
    if isinstance(value, list):
        wrong = [each for each in value if isinstance(each, bool) or not isinstance(each, (int, float))]
    elif isinstance(value, dict) and value:
        wrong = [each for each in value.values() if isinstance(each, bool) or not isinstance(each, (int, float))]
    else:
        wrong = [] if isinstance(value, (int, float)) and not isinstance(value, bool) else [value]
    if wrong:
        raise RefusedError(not_a_number(wrong[0]), plain_number(wrong[0]))
    return tuple(map(float, value)) if isinstance(value, list) else value


class Adjustment(Spec):
    """An amount that enters an option's total as it stands: one row of the Adjustments sheet.

    `amount` is one number, which falls at the start; or a list for the start and every period; or a mapping of
    `start` and period numbers. Without a `scenario` it holds in every one.
    """

    label: Text
    amount: Annotated[float | tuple[float, ...] | dict[str, float], BeforeValidator(_amounts)]
    scenario: str | None = None
    note: Text | None = None
    source: Text | None = None
    status: str | None = None
    owner: str | None = None
    audience: Audience = "public"


class Limit(Spec):
    """The longest a latency may be, in seconds: of the first token, of each further one, or of the whole request."""

    metric: Literal["ttft", "tpot", "itl", "e2e"]
    statistic: Literal["mean", "p50", "p90", "p95", "p99"]
    seconds: Annotated[Number, Field(gt=0)]


class Benchmark(Spec):
    """A file of measurements, the GPUs of the server measured, and which of its points to size by.

    The file lies in the folder of the study file that names it, or below.
    """

    file: str
    gpus: Annotated[Number, Field(ge=1)]
    model: str | None = None
    limit: Limit | None = None


class Option(Spec):
    """One way of serving the workload.

    `node_types` are labels by key: what differs between the types of node is an assumption with the key before its own
    (`h100_node_price`). `benchmarks` are files of measurements by the same keys, each to size a type by.
    """

    kind: str
    label: Text
    node_types: dict[Key, Text] = Field(default_factory=dict)
    benchmarks: dict[Key, Benchmark] = Field(default_factory=dict)
    assumptions: dict[Key, Assumption] = Field(default_factory=dict)
    lines: dict[Key, Line] = Field(default_factory=dict)
    adjustments: tuple[Adjustment, ...] = ()
    scope: dict[str, Text] = Field(default_factory=dict)


class Workload(Spec):
    """What is served; `benchmark` names a file of measurements to size by."""

    label: Text
    benchmark: Benchmark | None = None
    assumptions: dict[Key, Assumption] = Field(default_factory=dict)


class ScenarioOption(Spec):
    """What is different for one option in one scenario."""

    assumptions: dict[Key, Assumption] = Field(default_factory=dict)


def _options(value: Any) -> Any:
    """A list of option ids is short for a mapping of ids to nothing different."""
    if isinstance(value, list):
        twice = next((each for index, each in enumerate(value) if each in value[:index]), None)
        if twice is not None:
            raise RefusedError(f"{twice!r} is listed twice", "keep one of the two")
        return {each if isinstance(each, str) else str(each): {} for each in value}
    return {key: {} if each is None else each for key, each in value.items()} if isinstance(value, dict) else value


class Scenario(Spec):
    """A workload at one scale, and the options that are weighed there."""

    workload: str
    options: Annotated[dict[str, ScenarioOption], BeforeValidator(_options)]
    label: Text | None = None
    assumptions: dict[Key, Assumption] = Field(default_factory=dict)


class Comparison(Spec):
    """Options side by side across scenarios: ratio = alternative / subject, saving = 1 - subject / alternative."""

    label: Text
    subject: str
    alternatives: tuple[str, ...] = Field(min_length=1)
    scenarios: tuple[str, ...] = Field(min_length=1)


class Case(Spec):
    """A named set of overrides, reported beside the study as it stands."""

    label: Text
    set: dict[str, Any] = Field(min_length=1)
    comparisons: tuple[str, ...] = ()
    note: Text | None = None


class Timeline(Spec):
    """The periods, years or months; the start stands before the first."""

    years: int = Field(default=3, ge=1, le=30, strict=True)
    period: Literal["year", "month"] = "year"

    @property
    def periods_per_year(self) -> int:
        """1 for years, 12 for months."""
        return {"year": 1, "month": 12}[self.period]

    @property
    def columns(self) -> int:
        """How many periods there are, the start among them."""
        return self.years * self.periods_per_year + 1


class Correlation(Spec):
    """Two uncertain values that move together: a rank correlation between -1 and 1."""

    between: tuple[str, str]
    rank: Number


class Simulation(Spec):
    """How many draws, from which seed, of which results; `ranges` is the kind that draws a range without one."""

    draws: int = Field(default=100_000, ge=1, le=10_000_000)
    seed: int = Field(default=1, ge=0)
    outputs: tuple[str, ...] = ()
    ranges: Literal["none", "uniform", "triangular", "pert"] = "none"


class Sensitivity(Spec):
    """What the workbook's Sensitivity sheet looks at: a result of a comparison, and what moves it.

    Without names: the first comparison, its first alternative, the assumptions that move the result most, and the two
    strongest of them in the grid.
    """

    comparison: str | None = None
    alternative: str | None = None
    measure: Literal["ratio", "saving", "difference"] = "ratio"
    drivers: tuple[str, ...] = Field(default=(), max_length=24)
    most: int = Field(default=8, ge=1, le=24, strict=True)
    grid: tuple[str, str] | None = None


class WorkbookSettings(Spec):
    """What the workbook shows beside what every workbook does."""

    sensitivity: Sensitivity = Sensitivity()


class Study(Spec):
    """The whole file. Everything but title, as_of, options, workloads and scenarios has a default."""

    title: Text
    subtitle: Text | None = None
    customer: Text | None = None
    customer_logo: str | None = None
    model: Annotated[int, Field(strict=True)] | None = None
    extends: str | None = None
    languages: tuple[str, ...] = Field(default=("en",), min_length=1)
    currency: Currency = "USD"
    rates: dict[Currency, Assumption] = Field(default_factory=dict)
    brand: str = "default"
    as_of: Date
    document: DocumentControl = DocumentControl()
    timeline: Timeline = Timeline()
    prices: tuple[str, ...] = ()
    assumptions: dict[Key, Assumption] = Field(default_factory=dict)
    options: dict[Identifier, Option] = Field(min_length=1)
    workloads: dict[Identifier, Workload] = Field(min_length=1)
    scenarios: dict[Identifier, Scenario] = Field(min_length=1)
    comparisons: dict[Identifier, Comparison] = Field(default_factory=dict)
    cases: dict[Identifier, Case] = Field(default_factory=dict)
    scope: dict[Key, Text] = Field(default_factory=dict)
    correlations: tuple[Correlation, ...] = ()
    simulation: Simulation = Simulation()
    workbook: WorkbookSettings = WorkbookSettings()
    report: Report = Report()

    @property
    def base_language(self) -> str:
        """The language of the files without a suffix."""
        return self.languages[0]


def text_in(text: Mapping[str, str], language: str) -> str:
    """A study's or the library's text in a language; a text without languages serves all.

    Where no sentence is made of it, the library's English will do for a language that it is not given in.

    >>> text_in({"en": "node", "ko": "노드"}, "ko"), text_in({"*": "H100"}, "ko")
    ('노드', 'H100')
    """
    return text.get(language) or text.get("*") or text["en"]
