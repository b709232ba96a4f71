"""`tco explain`: one line or input: value, formula, words, what it reads, what reads it."""

from __future__ import annotations

from collections.abc import Iterator

from builder.commands.quantities import shown
from builder.commands.show import aligned
from builder.errors import Problem, StudyError
from builder.formula.functions import Shape
from builder.layout.speech import Speech
from builder.model.graph import Node
from builder.results import Results
from builder.study.loader import closest


def explanation(results: Results, speech: Speech, line: str, scenario: str | None = None) -> str:
    """Everything about a line in words and numbers. Raises StudyError for a name that is neither line nor result."""
    node, only = _find(results, line)
    if scenario is not None:
        if scenario not in results.model.scenarios:
            raise StudyError(
                Problem("--scenario", f"there is no scenario {scenario!r}", closest(scenario, results.model.scenarios))
            )
        only = results.model.scenarios.index(scenario)
    parts = [f"{speech.text(node.label)}  ({node.id}, {speech.unit(node.unit_text)})", *_formula(node, speech)]
    parts.append(_values(results, speech, node, only))
    reads = [results.model.nodes[id] for id in node.reads()]
    if reads:
        parts.append(speech.say("Reads") + "\n" + _related(results, speech, reads, only))
    else:
        parts.append(speech.say("Where it comes from") + "\n" + "\n".join(_sources(node, speech)))
    readers = [each for each in results.model.nodes.values() if node.id in each.reads()]
    if readers:
        parts.append(speech.say("Read by") + "\n" + _related(results, speech, readers, only))
    return "\n\n".join(part for part in parts if part)


def _find(results: Results, line: str) -> tuple[Node, int | None]:
    """A node by id, by key where only one option has it, by its out_ or by its in_ name."""
    nodes = results.model.nodes
    if line in nodes:
        return nodes[line], None
    outputs = results.outputs()
    if line in outputs:
        node, scenario, _ = outputs[line]
        return node, scenario
    same_key = [node for node in nodes.values() if node.key == line and not node.total_of]
    if len(same_key) == 1:
        return same_key[0], None
    if same_key:
        raise StudyError(
            Problem(line, "several options have this line", "write one of " + ", ".join(node.id for node in same_key))
        )
    raise StudyError(Problem(line, "there is no such line or input", closest(line, [*nodes, *outputs])))


def _formula(node: Node, speech: Speech) -> Iterator[str]:
    if node.line is not None and node.tree is not None:
        formula = f"total({node.key})" if node.total_of else node.line.formula
        yield f"{speech.say('Formula')}\n  {formula}\n  {speech.words(node)}"


def _values(results: Results, speech: Speech, node: Node, only: int | None) -> str:
    if node.kind in ("table", "choice"):
        return ""
    scenarios: list[int | None] = [each for each in node.scenarios if only in (None, each)] or [None]
    periods = range(results.values[node.id].shape[2]) if node.shape is Shape.PERIOD else range(1)
    head = [speech.say("Scenario"), *(speech.period(p) if len(periods) > 1 else speech.say("Value") for p in periods)]
    rows = [head]
    for scenario in scenarios:
        name = speech.say("all scenarios") if scenario is None else speech.scenario(scenario)
        rows.append(
            [name, *(shown(node, results.value(node.id, scenario, p), speech, with_unit=False) for p in periods)]
        )
    return aligned(rows)


def _related(results: Results, speech: Speech, nodes: list[Node], only: int | None) -> str:
    rows = []
    for node in nodes:
        held = [each for each in node.scenarios if only in (None, each)]
        value = "…"
        if node.shape is Shape.CONSTANT and node.kind in ("number", "flag"):
            found = {results.value(node.id, each) for each in held} if held else {results.value(node.id)}
            low, high = min(found), max(found)
            value = (
                shown(node, low, speech)
                if low == high
                else f"{shown(node, low, speech, with_unit=False)} – {shown(node, high, speech)}"
            )
        rows.append(f"  {node.id}  {speech.text(node.label)}  {value}")
    return "\n".join(rows)


def _sources(node: Node, speech: Speech) -> Iterator[str]:
    seen = set()
    for row in node.rows:
        for setting in row.settings() if row is not None else ():
            if setting.path not in seen:
                seen.add(setting.path)
                status, source = speech.status(setting.status), speech.text(setting.source) or "–"
                yield f"  {setting.path}: {setting.value}, {status}, {source} ({setting.where})"
