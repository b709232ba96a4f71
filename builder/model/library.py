"""The model files shipped with the builder, as definitions. Adding an option kind is adding one file to `library/`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field

from builder.formula.unit import Units
from builder.study.fields import Key, UnitText
from builder.study.schema import Line, Study, Text
from builder.study.spec import Spec

FOLDER = Path(__file__).parent / "library"


class Input(Spec):
    """An input that a model file declares. `owner` says where its row belongs when the study does not set it.

    `from` takes the value from the study's timeline, `max_from` the upper limit. What is `whole` counts things that
    cannot be had in parts.
    """

    label: Text
    unit: UnitText
    owner: Literal["study", "workload", "option"] | None = None
    kind: Literal["number", "flag", "choice", "table"] = "number"
    default: Any = None
    origin: str | None = Field(default=None, alias="from")
    status: str = "default"
    source: Text | None = None
    min: float | None = None
    max: float | None = None
    max_from: str | None = None
    whole: bool = False
    choices: tuple[str, ...] | None = None
    format: Literal["percent", "multiple"] | None = None
    note: Text | None = None


class Check(Spec):
    """A comparison that should hold in every scenario; `message` is said where it does not.

    With `steps` it is asked from each scenario of a comparison to the next of the same workload: a name that ends in
    `_next` is read in the next one.
    """

    label: Text
    formula: str
    severity: Literal["warning", "error"] = "error"
    message: Text
    steps: bool = False


class Section(Spec):
    """Lines that stand together under one heading; `node_type` is the one whose lines they are."""

    key: str
    label: Text
    lines: dict[Key, Line]
    node_type: str = ""


class Feature(Spec):
    """Inputs, lines and checks that are there only where a study sets one of the inputs, or one of `asked_by`.

    `not_with` are inputs that say the same in another way.
    """

    inputs: dict[Key, Input] = Field(default_factory=dict)
    asked_by: tuple[Key, ...] = ()
    not_with: tuple[Key, ...] = ()
    sections: tuple[Section, ...] = ()
    checks: dict[Key, Check] = Field(default_factory=dict)


class NodeTypes(Spec):
    """What an option has where a study gives it several types of node.

    Each type has the workload's lines `sized` for its share of the demand, the option's lines `moved` in its place, and
    lines of its own in `sections`, of which the first is what sizing starts from. The option has the workload's lines
    `reckoned` from what its types come to, and the lines in `whole`, which read groups: `power_by_type` is the line
    `power` of every type.
    """

    inputs: dict[Key, Input]
    sized: tuple[Key, ...]
    moved: tuple[Key, ...]
    sections: tuple[Section, ...]
    reckoned: tuple[Key, ...]
    whole: tuple[Section, ...]
    checks: dict[Key, Check] = Field(default_factory=dict)


class ModelFile(Spec):
    """One file of the library: inputs, lines in sections, checks.

    `extends` names a kind whose inputs, lines and checks this one starts from; `cannot_have` names the cost categories
    that a kind of option never has, so that leaving them out needs no reason; `hosted` kinds have no
    capacity of their own. `further` are inputs that are there once a study sets them.
    """

    scope: Literal["scenario", "option", "any_option", "adjustments", "taxes", "totals", "pair", "range"]
    owner: Literal["study", "workload", "option"] = "option"
    kind: str | None = None
    label: Text | None = None
    summary: Text | None = None
    extends: str | None = None
    hosted: bool = False
    cannot_have: tuple[str, ...] = ()
    inputs: dict[Key, Input] = Field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    checks: dict[Key, Check] = Field(default_factory=dict)
    features: dict[str, Feature] = Field(default_factory=dict)
    node_types: NodeTypes | None = None
    further: tuple[str, ...] = ()


class Category(Spec):
    """A cost category; `sign` is what its amounts must be: 1 costs, -1 benefits, 0 either; `vat` if it bears that."""

    sign: int
    vat: bool = True
    label: Text


class Derived(Spec):
    """A unit that is a product of others."""

    product: str = Field(alias="is")
    label: Text


class Vocabulary(Spec):
    """The model's version, its units, cost categories and statuses, each in its order."""

    version: int
    changes: dict[int, str]
    units: dict[str, Text]
    derived: dict[str, Derived]
    categories: dict[str, Category]
    statuses: dict[str, Text]
    phrases: dict[str, Text]

    def unit_system(self, currency: str, others: Iterable[str] = ()) -> Units:
        """The units of a study in a currency: its code is written for the library's `money`; `others` are foreign."""
        bases = frozenset((*self.units, *others))
        plain = Units(bases, {}, {})
        derived = {name: plain.parse(each.product) for name, each in self.derived.items()}
        return Units(bases, derived, {currency: "money"})

    def called(self, phrase: str, label: Text) -> Text:
        """What something is called that is made of what has a label."""
        said = self.phrases[phrase]
        return {code: said.get(code, said["en"]).replace("{label}", text) for code, text in label.items()}

    def strength(self, status: str) -> int:
        """The rank of a status, 0 the strongest."""
        return list(self.statuses).index(status)


@dataclass(frozen=True, slots=True)
class Library:
    """Everything the model files say."""

    vocabulary: Vocabulary
    scenario: tuple[ModelFile, ...]
    kinds: Mapping[str, ModelFile]
    adjustments: ModelFile
    taxes: ModelFile
    totals: ModelFile
    pair: ModelFile
    range: ModelFile

    def option_file(self, study: Study, option: str) -> ModelFile:
        """The model file of an option, with its node types and the features that the study asks for.

        A feature is asked for by setting an input of its, for the option or for one of its node types.
        """
        from builder.model.node_types import with_node_types

        spec, kind = study.options[option], self.kinds[study.options[option].kind]
        file = _with_features(kind, self._asked(study, option))
        return with_node_types(file, kind, self.scenario_files(study), spec.node_types, _set_for(study, option))

    def said_twice(self, study: Study, option: str) -> Iterator[tuple[str, str]]:
        """Inputs that a study sets for an option although they say the same in another way, in pairs."""
        asked = self._asked(study, option)
        for feature in self.kinds[study.options[option].kind].features.values():
            ours = [key for key in feature.inputs if key in asked]
            yield from ((key, other) for key in ours for other in feature.not_with if other in asked)

    def _asked(self, study: Study, option: str) -> set[str]:
        """The keys of what is set for an option, those of its node types without the type's."""
        from builder.model.node_types import of_type

        asked, types = _set_for(study, option), study.options[option].node_types
        return asked | {key.removeprefix(of_type(each, "")) for each in types for key in asked}

    def scenario_files(self, study: Study) -> tuple[ModelFile, ...]:
        """The model files of timeline and workload, with the features that a study asks for."""
        places = [study.assumptions, *(each.assumptions for each in study.workloads.values())]
        places += [each.assumptions for each in study.scenarios.values()]
        asked = {key for place in places for key in place}
        return tuple(_with_features(file, asked) for file in self.scenario)

    def scenario_inputs(self, study: Study) -> dict[str, Input]:
        """The inputs that lines of the workload and the timeline read, each with its owner."""
        return {
            key: each.model_copy(update={"owner": each.owner or file.owner})
            for file in self.scenario_files(study)
            for key, each in file.inputs.items()
        }


def _set_for(study: Study, option: str) -> set[str]:
    """The keys of all assumptions that a study sets for an option, wherever it does."""
    weighed = [each for each in study.scenarios.values() if option in each.options]
    places = [study.assumptions, study.options[option].assumptions]
    places += [each.assumptions for each in study.workloads.values()]
    places += [place for each in weighed for place in (each.assumptions, each.options[option].assumptions)]
    return {key for place in places for key in place}


def _with_features(file: ModelFile, asked: set[str]) -> ModelFile:
    """A file with those of its features of which an input is set."""
    further = tuple(key for feature in file.features.values() for key in feature.inputs)
    for feature in file.features.values():
        if asked.intersection(feature.asked_by or feature.inputs):
            file = _with_parts(file, feature)
    return file.model_copy(update={"further": further})


def _extended(file: ModelFile, kinds: Mapping[str, ModelFile]) -> ModelFile:
    """The file with what it extends below it: its own inputs, lines and checks add to the other's or replace them."""
    if file.extends is None:
        return file
    base = _extended(kinds[file.extends], kinds)
    features = {**base.features, **file.features}
    return _with_parts(base, file).model_copy(update={"features": features, **_own(file)})


def _own(file: ModelFile) -> dict[str, Any]:
    return {name: getattr(file, name) for name in ("kind", "label", "summary", "cannot_have", "extends")}


def _with_parts(base: ModelFile, more: ModelFile | Feature) -> ModelFile:
    """A file with another's inputs, lines and checks added to its own, or put in their place."""
    added = {section.key: section for section in more.sections}
    sections = [
        section.model_copy(update={"lines": {**section.lines, **added.pop(section.key).lines}})
        if section.key in added
        else section
        for section in base.sections
    ]
    inputs, checks = {**base.inputs, **more.inputs}, {**base.checks, **more.checks}
    return base.model_copy(
        update={"inputs": inputs, "checks": checks, "sections": (*sections, *added.values())}
    )


def vat_key(kind: str, category: str) -> str:
    """The key of a category's own value-added tax: `vat_rate` or `vat_recoverable` of it.

    >>> vat_key("vat_rate", "token_spend")
    'vat_rate_token_spend'
    """
    return f"{kind}_{category}"


def _taxed_categories(vocabulary: Vocabulary, general: Feature) -> Iterator[tuple[str, Feature]]:
    """Features of a category's own rate of value-added tax, and of its own share that is recovered."""
    for category, spec in vocabulary.categories.items():
        for kind, each in general.inputs.items() if spec.vat else ():
            own = each.model_copy(update={"label": vocabulary.called(kind, spec.label), "default": None})
            rest = {key: other for key, other in general.inputs.items() if key != kind and kind == "vat_rate"}
            key = vat_key(kind, category)
            yield f"value_added_tax_{key}", Feature(asked_by=(key,), inputs={key: own, **rest})


@lru_cache(maxsize=1)
def load_library() -> Library:
    """The library as shipped; read once per process."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    vocabulary, files = None, []
    for path in sorted(FOLDER.glob("*.yaml")):
        for part in yaml.load_all(path.read_text(encoding="utf-8"), Loader=loader):
            if path.name == "vocabulary.yaml":
                vocabulary = Vocabulary.model_validate(part)
            else:
                files.append(ModelFile.model_validate(part))
    if vocabulary is None:
        raise FileNotFoundError(FOLDER / "vocabulary.yaml")
    by_scope = {file.scope: file for file in files}
    plain = {file.kind: file for file in files if file.kind is not None}
    shared = {name: each for file in files if file.scope == "any_option" for name, each in file.features.items()}
    shared |= dict(_taxed_categories(vocabulary, shared["value_added_tax"]))
    taxed = {name: each for name, each in shared.items() if name.startswith("value_added_tax")}
    scenario = sorted((file for file in files if file.scope == "scenario"), key=lambda file: file.owner)
    scenario[0] = scenario[0].model_copy(update={"features": {**scenario[0].features, **taxed}})
    extended = {kind: _extended(file, plain) for kind, file in plain.items()}
    kinds = {kind: file.model_copy(update={"features": {**file.features, **shared}}) for kind, file in extended.items()}
    drawn = (by_scope[scope] for scope in ("adjustments", "taxes", "totals", "pair", "range"))
    return Library(vocabulary, tuple(scenario), kinds, *drawn)
