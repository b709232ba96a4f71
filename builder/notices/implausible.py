"""Values outside the range of what is published, each with the source of the range.

Inputs are judged by their name, quantities that follow from several inputs as they come out. A range in money is for
amounts in its currency only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from builder.language import Language
from builder.model.graph import Model
from builder.model.node_types import of_type
from builder.model.rows import Row
from builder.notices.notice import Notice, in_scenarios, text_of
from builder.prices import Range, Side, implausible, plausible_ranges
from builder.results import Results

Values = Mapping[str, float]
"""The values of one scenario and period by name, as an option's lines see them."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A quantity that follows from inputs and lines; `of` is the one that it is about and that its warning is named by.

    Where `names` are not all there, or it is not `asked`, it is not judged; nor where the check `told_by` fails, which
    says the same.
    """

    range: str
    of: str
    names: tuple[str, ...]
    value: Callable[[Values], float]
    asked: Callable[[Values], bool] = lambda _: True
    per_option: bool = True
    told_by: str = ""


DERIVED = (
    Derived("gpu_hour_price", "instance_price", ("instance_price", "gpus_per_instance"),
            lambda v: v["instance_price"] / v["gpus_per_instance"]),
    Derived("gpu_hour_price", "reserved_price", ("reserved_price", "reserved_share", "gpus_per_instance"),
            lambda v: v["reserved_price"] / v["gpus_per_instance"], lambda v: v["reserved_share"] > 0),
    Derived("gpu_hour_price", "usage_price", ("usage_price", "months_per_year", "hours_per_year"),
            lambda v: v["usage_price"] * v["months_per_year"] / v["hours_per_year"]),
    Derived("licence_price_per_year", "licence_price", ("licence_price", "licence_term"),
            lambda v: v["licence_price"] / v["licence_term"], lambda v: v["licence_price"] > 0),
    Derived("node_price_without_gpus", "node_price", ("node_price", "gpu_price", "node_capacity"),
            lambda v: v["node_price"], lambda v: v["gpu_price"] > 0 and v["node_capacity"] <= 4),
    Derived("server_price_8_h100_sxm", "node_price", ("node_price", "gpu_price", "node_capacity"),
            lambda v: v["node_price"], lambda v: v["gpu_price"] == 0 and v["node_capacity"] == 8),
    Derived("utilisation", "capacity_use", ("capacity_use",), lambda v: v["capacity_use"], per_option=False,
            told_by="capacity_covers_mean_demand"),
    Derived("tokens_per_second_per_gpu", "capacity_queries",
            ("capacity_queries", "tokens_out", "replicas", "gpus_per_replica"),
            lambda v: v["capacity_queries"] * v["tokens_out"] / (v["replicas"] * v["gpus_per_replica"]),
            lambda v: v["replicas"] > 0, per_option=False),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """Values of one quantity by scenario, to be held against a range.

    `option` is whose they are, if one's, and `type` the node type of it, if one's.
    """

    range: Range
    key: str
    option: str
    values: Mapping[int, tuple[float, ...]]
    node_type: str = ""


def implausible_values(results: Results, language: Language) -> Iterator[Notice]:
    """A warning for each quantity, once for all scenarios in which it lies outside its range on the same side."""
    for judged in (*_inputs(results.model), *_derived(results)):
        for side in ("below", "above"):
            outside = {
                scenario: [each for each in values if implausible(each, judged.range) == side]
                for scenario, values in judged.values.items()
            }
            outside = {scenario: values for scenario, values in outside.items() if values}
            if outside:
                yield _notice(results.model, judged, side, outside, language)


def _inputs(model: Model) -> Iterator[Judged]:
    """Every assumption that has a range of its name; what the model leaves at 0 is part of another price."""
    for row in model.assumptions.rows:
        plausible = plausible_range(model, row)
        if plausible is None:
            continue
        values = {}
        for scenario in sorted(row.active):
            setting = row.setting(scenario)
            left_at_zero = setting is not None and setting.status == "default" and not setting.value
            if setting and not isinstance(setting.value, str) and not left_at_zero:
                values[scenario] = setting.value if isinstance(setting.value, tuple) else (setting.value,)
        owner = row.owner if row.owner_kind == "option" else ""
        yield Judged(plausible, row.path, owner, values, _type_of(model, row))


def plausible_range(model: Model, row: Row) -> Range | None:
    """The published range of an assumption's name, where it is in the unit of that."""
    node_type = _type_of(model, row)
    found = plausible_ranges().get(row.key.removeprefix(of_type(node_type, "") if node_type else ""))
    return found if found and row.kind == "number" and _has_unit(model, row, found) else None


def _type_of(model: Model, row: Row) -> str:
    """The node type that an assumption of an option is of; empty where it is of none."""
    types = model.loaded.study.options[row.owner].node_types if row.owner_kind == "option" else ()
    return next((each for each in types if row.key.startswith(of_type(each, ""))), "")


def _has_unit(model: Model, row: Row, plausible: Range) -> bool:
    """Whether an assumption is in the unit of a range; the currency is part of it."""
    if plausible.currency not in (None, row.currency or model.loaded.study.currency):
        return False
    return model.units.parse(plausible.unit) == row.unit


def _derived(results: Results) -> Iterator[Judged]:
    model = results.model
    for derived in DERIVED:
        plausible = plausible_ranges()[derived.range]
        if plausible.currency not in (None, model.loaded.study.currency):
            continue
        for option, node_type in _owners(model) if derived.per_option else (("", ""),):
            own = f"{option}.{of_type(node_type, derived.of) if node_type else derived.of}" if option else derived.of
            if {own, f"{option}.{derived.of}"} & model.nodes.keys() or (option and derived.of in model.nodes):
                values = dict(_worked_out(results, derived, option, node_type))
                yield Judged(plausible, own, option, values, node_type)


def _owners(model: Model) -> Iterator[tuple[str, str]]:
    """Every option, or each node type of one that has several."""
    for option, spec in model.loaded.study.options.items():
        yield from ((option, node_type) for node_type in spec.node_types or ("",))


def _worked_out(
    results: Results, derived: Derived, option: str, node_type: str
) -> Iterator[tuple[int, tuple[float, ...]]]:
    """The values of a quantity in each scenario where it is asked for; periods count from the first after the start."""
    nodes = results.model.nodes
    ids = {
        name: next((id for id in (f"{option}.{of_type(node_type, name)}", f"{option}.{name}", name) if id in nodes), "")
        for name in derived.names
    }
    if not all(ids.values()):
        return
    told = _failing(results, derived.told_by)
    weighed = [
        index for index, each in enumerate(results.model.loaded.study.scenarios.values())
        if not option or option in each.options
    ]  # fmt: skip
    periods = max(results.values[id].shape[2] for id in ids.values())
    for scenario in weighed:
        every = [
            {name: results.value(id, scenario, period) for name, id in ids.items()}
            for period in range(min(1, periods - 1), periods)
        ]
        yield scenario, tuple(derived.value(each) for each in every if derived.asked(each) and scenario not in told)


def _failing(results: Results, check: str) -> set[int]:
    """The scenarios in which a check does not hold."""
    return {
        scenario
        for each in results.checks if each.bound.key == check
        for scenario, holds in zip(each.bound.scenarios, each.holds, strict=True) if not holds
    }  # fmt: skip


def _notice(model: Model, judged: Judged, side: Side, outside: Mapping[int, list[float]], language: Language) -> Notice:
    plausible = judged.range
    found = [value for values in outside.values() for value in values]
    what = text_of(plausible.label, language)
    if judged.option:
        spec = model.loaded.study.options[judged.option]
        owner = text_of(spec.label, language)
        owner += f", {text_of(spec.node_types[judged.node_type], language)}" if judged.node_type else ""
        what = f"{owner}: {what}"
    values = {
        "what": what, "value": _written(min(found), max(found), plausible, language),
        "plausible": _written(plausible.low, plausible.high, plausible, language),
        "source": text_of(plausible.origin.source, language),
    }  # fmt: skip
    text = (
        language.say("{what}: {value}, below the plausible range of {plausible} ({source})", **values)
        if side == "below"
        else language.say("{what}: {value}, above the plausible range of {plausible} ({source})", **values)
    )
    everywhere = len(outside) == len(judged.values) and len(set(found)) == 1
    return Notice("implausible", judged.key, text if everywhere else in_scenarios(text, model, outside, language))


def _written(low: float, high: float, plausible: Range, language: Language) -> str:
    """A value or a span of them: money in the range's currency, shares in hundredths, to the digits of the range."""
    if plausible.name == "utilisation":
        return language.number_range(low, high, language.percent)
    decimals = max(_decimals(plausible.low), _decimals(plausible.high))
    currency = plausible.currency
    if currency:
        return language.number_range(low, high, lambda value: language.money(value, currency, decimals))
    return language.number_range(low, high, lambda value: language.number(value, decimals))


def _decimals(value: float) -> int:
    return len(f"{value:.6g}".partition(".")[2])
