"""The study file as a JSON Schema (2020-12): what an editor completes, explains and refuses while one types.

The shape comes from the pydantic models, what is said of each key from `study/hover.yaml`, the kinds of options with
their inputs from the library. It refuses what can be told from the file alone; names that lead nowhere, units and
limits that depend on other values are the business of `tco check`.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

import builder.study.fields
from builder.model.library import Input, Library, ModelFile
from builder.study.schema import Study, text_in

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DEFS = "#/$defs/"
_SCALAR: Schema = {"type": ["number", "string", "boolean"]}
_NUMBERS: Schema = {"type": "array", "items": {"type": "number"}, "minItems": 1}
_VALUES: Mapping[str, Schema] = {
    "number": {"anyOf": [{"type": "number"}, _NUMBERS]},
    "flag": {"enum": [0, 1, True, False]},
    "choice": {"type": "string"},
    "table": _NUMBERS,
}
"""What a bare value may be, by the kind of the assumption."""


def study_schema(library: Library) -> Schema:
    """The JSON Schema of a study's file; a study that extends another may leave out what that one says."""
    whole = Study.model_json_schema()
    defs: Schema = whole.pop("$defs")
    defs["Study"] = whole
    for name, part in defs.items():
        _described(name, part)
    defs = _with_texts(defs)
    _bare_forms(defs)
    _vocabulary(defs, library)
    _assumptions(defs, library)
    complete = _complete(defs, library)
    parts = {name: _without_required(part) if complete.get(name) else part for name, part in defs.items()}
    root = parts.pop("Study")
    root["allOf"] = [{"if": {"required": ["extends"]}, "else": {"$ref": _ref("CompleteStudy")}}]
    parts |= {f"Complete{name}": part for name, part in complete.items() if part}
    return {"$schema": DIALECT, **root, "$defs": parts}


def _ref(name: str) -> str:
    return f"{_DEFS}{name}"


# -- what is said of each key ------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def hover_texts() -> Mapping[str, Mapping[str, str]]:
    """What is said of each key, by the name of its part and its own."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    file = Path(builder.study.fields.__file__).with_name("hover.yaml")
    found: dict[str, dict[str, str]] = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)
    return found


def _described(name: str, part: Schema) -> None:
    """Put the texts in, take out what pydantic makes up: titles, and defaults that are said elsewhere."""
    part.pop("title", None)
    for key, each in part.get("properties", {}).items():
        each.pop("title", None)
        if each.get("default", ...) in (None, [], {}) or isinstance(each.get("default"), dict):
            del each["default"]
        each["description"] = hover_texts().get(name, {}).get(key, "")
        if "patternProperties" in each:
            each["additionalProperties"] = False


def _with_texts(defs: Schema) -> Schema:
    """Every text as a reference to one definition of it."""
    text = defs["Option"]["properties"]["label"]["anyOf"]

    def walked(part: Any) -> Any:
        if isinstance(part, list):
            return [walked(each) for each in part]
        if not isinstance(part, dict):
            return part
        if (forms := part.get("anyOf")) and all(each in forms for each in text):
            rest = [each for each in forms if each not in text]
            return {**part, "anyOf": [{"$ref": _ref("Text")}, *rest]}
        return {key: walked(each) for key, each in part.items()}

    said = "A text, or one per language: {en: ..., ko: ...}."
    return {**walked(defs), "Text": {"description": said, "anyOf": text}}


def _bare_forms(defs: Schema) -> None:
    """The short forms that a validator writes out: a bare kind of distribution, a list of options."""
    whole = defs["Distribution"]
    defs["Distribution"] = {"anyOf": [whole["properties"]["kind"], whole]}
    options = defs["Scenario"]["properties"]["options"]
    mapping = {key: options.pop(key) for key in ("type", "additionalProperties")}
    mapping["additionalProperties"] = {"anyOf": [mapping["additionalProperties"], {"type": "null"}]}
    options["anyOf"] = [{"type": "array", "items": {"type": "string"}, "uniqueItems": True, "minItems": 1}, mapping]


def _vocabulary(defs: Schema, library: Library) -> None:
    """Statuses, cost categories and kinds of options, each with what it means."""
    words = library.vocabulary
    kinds = {kind: _said(file) for kind, file in library.kinds.items()}
    statuses = _one_of({name: text_in(label, "en") for name, label in words.statuses.items()})
    for part in ("Assumption", "Adjustment"):
        defs[part]["properties"]["status"]["anyOf"][0] = statuses
    categories = {name: text_in(each.label, "en") for name, each in words.categories.items()}
    defs["Line"]["properties"]["category"]["anyOf"][0] = _one_of(categories)
    defs["Option"]["properties"]["kind"] |= {"type": "string", **_one_of(kinds)}


def _said(file: ModelFile) -> str:
    label, summary = (text_in(each, "en") if each else "" for each in (file.label, file.summary))
    return f"{label}: {summary}" if summary else label


def _one_of(meanings: Mapping[str, str]) -> Schema:
    return {"oneOf": [{"const": name, "description": said} for name, said in meanings.items()]}


# -- assumptions by name -----------------------------------------------------------------------------------------------

_BY_PLACE = {"Study": "Assumptions", "Workload": "Assumptions", "Scenario": "Assumptions",
             "ScenarioOption": "OptionAssumptions"}  # fmt: skip
"""Which definition the assumptions of a part follow."""


def _assumptions(defs: Schema, library: Library) -> None:
    """The inputs that each place takes, each with what it is."""
    mapping = defs["Assumption"]
    defs["AssumptionMapping"] = mapping
    defs["Assumption"] = {
        "description": mapping.pop("description"),
        "anyOf": [_SCALAR, _NUMBERS, {"$ref": _ref("AssumptionMapping")}, {"type": "null"}],
    }
    shape = defs["Study"]["properties"]["assumptions"]
    anywhere, kinds = _known(library)
    of_options = {key: each for inputs in kinds.values() for key, each in inputs.items()}
    defs["Assumptions"] = _of(shape, anywhere)
    defs["OptionAssumptions"] = _of(shape, of_options)
    for name, target in _BY_PLACE.items():
        place = defs[name]["properties"]["assumptions"]
        defs[name]["properties"]["assumptions"] = {"description": place["description"], "$ref": _ref(target)}
    defs["Option"]["allOf"] = [_where(kind, _of(shape, inputs)) for kind, inputs in kinds.items()]


def _known(library: Library) -> tuple[dict[str, Input], dict[str, dict[str, Input]]]:
    """The inputs that a study may set for everything, and those of each kind of option."""
    general = {key: each for file in library.scenario for key, each in _inputs(file)}
    kinds = {kind: dict(_inputs(file)) for kind, file in library.kinds.items()}
    return {**{key: each for inputs in kinds.values() for key, each in inputs.items()}, **general}, kinds


def _of(shape: Schema, inputs: Mapping[str, Input]) -> Schema:
    return {**shape, "properties": {key: _input(each) for key, each in inputs.items()}}


def _where(kind: str, assumptions: Schema) -> Schema:
    """What holds for the assumptions of an option of one kind."""
    return {
        "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
        "then": {"properties": {"assumptions": assumptions}},
    }


def _inputs(file: ModelFile) -> Iterator[tuple[str, Input]]:
    """Every input of a model file, those of its features too."""
    yield from file.inputs.items()
    for feature in file.features.values():
        yield from feature.inputs.items()


def _input(each: Input) -> Schema:
    """An assumption of the model's: its bare value, or a mapping with one."""
    bare = copy.deepcopy(dict(_VALUES[each.kind]))
    if each.kind == "choice":
        bare["enum"] = list(each.choices or ())
    for form in bare.get("anyOf", ()):
        number = form.get("items", form)
        number |= {} if each.min is None else {"minimum": each.min}
        number |= {} if each.max is None else {"maximum": each.max}
        number |= {"multipleOf": 1} if each.whole else {}
    mapping = {"$ref": _ref("AssumptionMapping"), "properties": {"value": bare}}
    return {"description": _about(each), "anyOf": [bare, mapping, {"type": "null"}]}


def _about(each: Input) -> str:
    unit = "" if each.unit == "1" else f", in {each.unit.replace('money', 'currency')}"
    said = f"{text_in(each.label, 'en')}{unit}."
    if each.default is not None:
        said += f" Default: {each.default}."
    return said


# -- what a whole study needs ------------------------------------------------------------------------------------------

_PARTS = ("Option", "Workload", "Scenario", "Comparison", "Case", "Line", "Report", "Claim", "ClaimValue")
"""Parts of which a study that extends another may hold some keys only."""


def _complete(defs: Schema, library: Library) -> dict[str, Schema]:
    """What has to be there in a study that extends no other, by part; empty where a part needs nothing."""
    found: dict[str, Schema] = {}

    def needs(name: str) -> Schema:
        if name not in found:
            part = defs[name]
            below = {key: each for key, value in part["properties"].items() if (each := mapped(value))}
            need = {"required": part["required"]} if "required" in part else {}
            found[name] = need | ({"properties": below} if below else {})
        return found[name]

    def mapped(part: Schema) -> Schema:
        """The needs of the part that stands here, or of the parts by id."""
        refers = [part, *part.get("patternProperties", {}).values()]
        name = next((each["$ref"].removeprefix(_DEFS) for each in refers if "$ref" in each), "")
        if name not in _PARTS or not needs(name):
            return {}
        complete: Schema = {"$ref": _ref(f"Complete{name}")}
        return complete if "$ref" in part else {"additionalProperties": complete}

    needs("Study")
    anywhere, kinds = _known(library)
    for name in ("Study", "Workload"):
        found[name].setdefault("properties", {})["assumptions"] = _others_explained(anywhere)
    found["Option"]["allOf"] = [
        _where(kind, _others_explained(inputs) | _of_node_types(library.kinds[kind], {**anywhere, **inputs}))
        for kind, inputs in kinds.items()
    ]
    return found


def _others_explained(inputs: Mapping[str, Input]) -> Schema:
    """An assumption that no model knows is the study's own, with unit and label; anything less is misspelt."""
    own = {"type": "object", "required": ["unit", "label"]}
    return {"properties": dict.fromkeys(inputs, True), "additionalProperties": own}


def _of_node_types(file: ModelFile, inputs: Mapping[str, Input]) -> Schema:
    """Where a kind can have several types of node, an input with the key of a type before its own is known too."""
    if file.node_types is None:
        return {}
    keys = "|".join((*file.node_types.inputs, *inputs))
    return {"patternProperties": {f"^[a-z][a-z0-9_]*_({keys})$": True}}


def _without_required(part: Schema) -> Schema:
    return {key: each for key, each in part.items() if key != "required"}
