"""`tco show`: the headline table in the terminal, or every input and output as JSON or CSV."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from builder.commands.quantities import shown
from builder.layout.speech import Speech
from builder.model.assumptions import Row, Setting
from builder.model.names import input_name
from builder.results import Results
from builder.study.schema import text_in


def table(results: Results, speech: Speech) -> str:
    """Each comparison's scenarios with every option's total, cost per user and month, ratio and saving."""
    study = results.model.loaded.study
    parts = [speech.text(study.title)]
    for comparison, spec in study.comparisons.items():
        options = (spec.subject, *spec.alternatives)
        head = [speech.say("Scenario"), *(f"{speech.option(o)}" for o in options)]
        head += [speech.say("Per user and month"), speech.say("Ratio"), speech.say("Saving")]
        rows = [head]
        for name in spec.scenarios:
            scenario = results.model.scenarios.index(name)
            rows.append(_row(results, speech, scenario, options))
        parts.append(f"{speech.text(spec.label)} ({comparison})\n" + aligned(rows))
    if not study.comparisons:
        parts.append(aligned(list(_plain(results, speech))))
    return "\n\n".join(parts)


def _row(results: Results, speech: Speech, scenario: int, options: Sequence[str]) -> list[str]:
    nodes = results.model.nodes
    subject, *alternatives = options

    def value(id: str) -> str:
        return shown(nodes[id], results.value(id, scenario), speech, with_unit=False)

    monthly = " / ".join(value(f"{option}.per_user_month") for option in options)
    ratios = " / ".join(value(f"{a}_vs_{subject}.ratio") for a in alternatives)
    savings = " / ".join(value(f"{a}_vs_{subject}.saving") for a in alternatives)
    return [speech.scenario(scenario), *(value(f"{o}.total_cost.total") for o in options), monthly, ratios, savings]


def _plain(results: Results, speech: Speech) -> Iterator[list[str]]:
    """Totals of each scenario and option, where the study compares none."""
    yield [speech.say("Scenario"), speech.say("Option"), speech.say("Total cost"), speech.say("Per user and month")]
    for scenario, spec in enumerate(results.model.loaded.study.scenarios.values()):
        for option in spec.options:
            ids = (f"{option}.total_cost.total", f"{option}.per_user_month")
            values = [
                shown(results.model.nodes[id], results.value(id, scenario), speech, with_unit=False) for id in ids
            ]
            yield [speech.scenario(scenario), speech.option(option), *values]


def aligned(rows: Sequence[Sequence[str]], left: Collection[int] = (0,)) -> str:
    """Rows as columns of text: the first to the left, figures to the right; Korean letters count as two.

    `left` are the columns of texts.
    """
    widths = [max(_width(row[i]) for row in rows) for i in range(len(rows[0]))]

    def line(row: Sequence[str]) -> str:
        blanks = [" " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        pairs = enumerate(zip(row, blanks, strict=True))
        cells = [cell + blank if i in left else blank + cell for i, (cell, blank) in pairs]
        return "  ".join(cells).rstrip()

    head, *body = rows
    rule = "  ".join("-" * width for width in widths)
    return "\n".join([line(head), rule, *(line(row) for row in body)])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def as_object(results: Results) -> dict[str, Any]:
    """Inputs by workbook name with value, unit, the path that --set takes, status and source; outputs with labels."""
    model = results.model
    language = model.loaded.study.base_language
    inputs = dict(entry for row in model.assumptions.rows for entry in _inputs(row, results))
    outputs = {}
    for name, (node, scenario, value) in results.outputs().items():
        label = text_in(node.label, language)
        if scenario is not None:
            label = f"{model.scenarios[scenario]}: {label}"
        outputs[name] = {"value": value, "unit": unit(node.unit_text, results), "label": label}
    return {"inputs": inputs, "outputs": outputs}


def _inputs(row: Row, results: Results) -> Iterator[tuple[str, dict[str, Any]]]:
    settings = [("", row.path, row.general)] if row.general is not None else []
    settings += [(results.model.scenarios[each], found.path, found) for each, found in row.overrides.items()]
    what = unit(row.unit_text, results)
    for scenario, path, setting in settings:
        origin = _origin(setting, results)
        if isinstance(setting.value, tuple):
            for position, entry in enumerate(setting.value, 1):
                name = input_name(row.owner, row.key, scenario, position)
                yield name, {"value": entry, "unit": what, "path": f"{path}.{position}", **origin}
        else:
            name = input_name(row.owner, row.key, scenario)
            yield name, {"value": setting.value, "unit": what, "path": path, **origin}


def _origin(setting: Setting, results: Results) -> dict[str, str]:
    """Where a value comes from: status, source with its grade, and its days, each where it is known."""
    language, source = results.model.loaded.study.base_language, setting.source or {}
    found = {
        "status": setting.status,
        "source": source.get(language) or source.get("*") or source.get("en"),
        "source_grade": setting.source_grade,
        "retrieved": setting.retrieved and setting.retrieved.isoformat(),
        "valid_until": setting.valid_until and setting.valid_until.isoformat(),
    }
    return {key: each for key, each in found.items() if each}


def unit(text: str, results: Results) -> str:
    """A unit as a study writes it: its currency for the library's money, 1 for shares."""
    return "1" if text == "%" else text.replace("money", results.model.loaded.study.currency)
