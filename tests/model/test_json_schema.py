"""What an editor is told: the shipped studies pass, typical mistakes do not, and every key says what it means."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from builder.cli import main
from builder.model.json_schema import hover_texts, study_schema
from builder.model.library import load_library
from builder.study import report, schema
from builder.study.reader import read_document
from tests.study.small_study import GOOD, edited

ROOT = Path(__file__).parents[2]
SHIPPED = [*sorted((ROOT / "inputs").glob("*.yaml")), ROOT / "templates" / "starter.yaml"]
OWN = sorted((ROOT / "tests").glob("*/studies/*.yaml"))


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(study_schema(load_library()))


def places(text: str) -> list[str]:
    """Where the schema refuses something, by dotted paths."""
    value = read_document(text, "study.yaml").value
    return sorted({".".join(str(part) for part in each.absolute_path) for each in validator().iter_errors(value)})


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(validator().schema)


@pytest.mark.parametrize("file", [*SHIPPED, *OWN], ids=lambda file: file.stem)
def test_studies_that_are_right_pass(file: Path) -> None:
    assert places(file.read_text(encoding="utf-8")) == []


MISTAKES = {
    "a misspelt key": (("as_of: 2025", "asof: 2025"), ""),
    "a missing title": (("title: An assistant for employees\n", ""), ""),
    "a date in another order": (("2025-01-31", "31.01.2025"), "as_of"),
    "a kind that is none": (("kind: on_premises", "kind: on_premise"), "options.own.kind"),
    "a misspelt assumption": (("node_price: 138500", "node_prise: 138500"), "options.own.assumptions.node_prise"),
    "another kind's assumption": (("price_in: 2.5", "node_price: 2.5"), "options.api.assumptions.node_price"),
    "a number in figures of speech": (("users: 5000", "users: 5k"), "assumptions.users"),
    "a negative count": (("users: 5000", "users: -1"), "assumptions.users"),
    "a part of a GPU": (
        ("gpus_per_replica: 2", "gpus_per_replica: 1.5"), "workloads.chat.assumptions.gpus_per_replica"),
    "a status that is none": (
        ("price: 0.14", "price: {value: 0.14, status: sure}"), "assumptions.electricity_price"),
    "a list of nothing": (("options: [own, api]}\n  large", "options: []}\n  large"), "scenarios.small.options"),
    "a category that is none": (("category: facilities", "category: rooms"), "options.own.lines.rack_space.category"),
    "an option without a label": (("    label: Own servers\n", ""), "options.own"),
    "a line without its formula": (
        ("        formula: nodes * rack_price * months_per_year * operating_years\n", ""),
        "options.own.lines.rack_space"),
    "a format that is none": (("format: multiple", "format: times"), "report.claims.ratio.values.most.format"),
    "an id with a blank": (("  small: {w", "  the small: {w"), "scenarios"),
}  # fmt: skip


def test_the_study_that_the_mistakes_are_made_in_is_right() -> None:
    assert places(GOOD) == []


@pytest.mark.parametrize(("edit", "place"), MISTAKES.values(), ids=MISTAKES)
def test_typical_mistakes_are_refused_where_they_stand(edit: tuple[str, str], place: str) -> None:
    assert places(edited(GOOD, edit)) == [place]


def test_a_study_that_extends_another_may_hold_its_differences_only() -> None:
    child = "extends: base.yaml\nscenarios:\n  small: {assumptions: {users: 7000}}\noptions: {own: {label: Ours}}\n"
    assert places(child) == []
    assert places(child.replace("extends: base.yaml\n", "")) != []
    assert places(child.replace("users: 7000", "users: many")) == ["scenarios.small.assumptions.users"]


def test_every_key_of_a_study_says_what_it_means() -> None:
    parts = {
        name: set(part.model_fields) for module in (schema, report) for name, part in vars(module).items()
        if isinstance(part, type) and issubclass(part, BaseModel) and part.__module__ == module.__name__
    }  # fmt: skip
    said = {name: set(texts) for name, texts in hover_texts().items()}
    assert said == {name: keys for name, keys in parts.items() if keys}


def test_every_input_of_every_kind_is_offered_with_its_unit_and_default() -> None:
    found: dict[str, Any] = {}
    for each in study_schema(load_library())["$defs"]["Option"]["allOf"]:
        kind = each["if"]["properties"]["kind"]["const"]
        found[kind] = each["then"]["properties"]["assumptions"]["properties"]
    assert set(found) == set(load_library().kinds)
    said = found["on_premises"]["node_price"]["description"]
    assert said == f"{load_library().kinds['on_premises'].inputs['node_price'].label['en']}, in currency/node."
    for kind, file in load_library().kinds.items():
        assert set(file.inputs) <= set(found[kind])


def test_the_command_prints_the_schema_or_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed) == json.loads(json.dumps(study_schema(load_library())))
    file = tmp_path / "below" / "tco.schema.json"
    assert main(["schema", "--out", str(file)]) == 0
    assert file.read_text(encoding="utf-8") == printed
