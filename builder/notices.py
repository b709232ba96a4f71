"""What a reader is warned of: checks that do not hold, categories costed for one option only, values out of date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from builder.language import Language
from builder.model.graph import Node
from builder.results import CheckResult, Results
from builder.study.schema import Assumption, Study, text_in


@dataclass(frozen=True, slots=True)
class Notice:
    """One warning; `kind` is `check`, `error`, `scope` or `stale`."""

    kind: str
    key: str
    text: str


Show = Callable[[Node, float], str]
"""How a value of a node is written, with its unit."""


def notices(results: Results, language: Language, show: Show) -> list[Notice]:
    """Every warning of a study in one language, the most serious first."""
    found = [notice for check in results.checks for notice in _of_check(results, check, language, show)]
    found += _missing_categories(results, language)
    found += _stale(results, language)
    return sorted(found, key=lambda notice: ("error", "check", "scope", "stale").index(notice.kind))


def _of_check(results: Results, result: CheckResult, language: Language, show: Show) -> Iterator[Notice]:
    bound = result.bound
    for scenario, holds in zip(bound.scenarios, result.holds, strict=True):
        if holds:
            continue
        model = results.model
        values = {"scenario": _scenario(results, scenario, language)}
        for name, binding in bound.bindings.items():
            place = binding.scenarios[0] if binding.scenarios else scenario
            values[name] = show(model.nodes[binding.node], results.value(binding.node, place))
            if binding.scenarios and binding.scenarios[0] != scenario:
                values["next_scenario"] = _scenario(results, binding.scenarios[0], language)
        kind = "error" if bound.check.severity == "error" else "check"
        yield Notice(kind, bound.key, language.fill(_text(bound.check.message, language), **values))


def _scenario(results: Results, scenario: int, language: Language) -> str:
    name = results.model.scenarios[scenario]
    label = results.model.loaded.study.scenarios[name].label
    return _text(label, language) if label else name


def _text(text: Mapping[str, str], language: Language) -> str:
    return text_in(text, language.code) if language.code in text or "*" in text else language.say(text["en"])


def _missing_categories(results: Results, language: Language) -> Iterator[Notice]:
    """A category costed for one option of a comparison, and for another neither costed nor explained under `scope`."""
    model = results.model
    study = model.loaded.study
    vocabulary = model.library.vocabulary.categories
    costed = {option: {n.line.category for n in model.costs(option) if n.line} for option in study.options}
    seen: set[tuple[str, str]] = set()
    for comparison in study.comparisons.values():
        options = (comparison.subject, *comparison.alternatives)
        everything = set().union(*(costed[option] for option in options))
        for option in options:
            for category in (c for c, spec in vocabulary.items() if c in everything - costed[option] and spec.sign > 0):
                spec = study.options[option]
                covered = category in spec.scope or category in model.library.kinds[spec.kind].cannot_have
                if not covered and (option, category) not in seen:
                    seen.add((option, category))
                    text = language.say(
                        "{category} is costed for another option but not for {option}, and its scope does not say why",
                        category=_text(vocabulary[category].label, language),
                        option=_text(spec.label, language),
                    )
                    yield Notice("scope", f"{option}.{category}", text)


def _stale(results: Results, language: Language) -> Iterator[Notice]:
    """Values whose source was valid until a day before that of the study."""
    study = results.model.loaded.study
    for place, assumptions in _places(study):
        for key, spec in assumptions.items():
            if spec.valid_until and spec.valid_until < study.as_of:
                path = f"{place}.{key}"
                text = language.say(
                    "{path} was valid until {until}, the study is as of {as_of}",
                    path=path,
                    until=language.date(spec.valid_until),
                    as_of=language.date(study.as_of),
                )
                yield Notice("stale", path, text)


def _places(study: Study) -> Iterator[tuple[str, Mapping[str, Assumption]]]:
    """Every place of a study where assumptions stand."""
    yield "assumptions", study.assumptions
    for key, option in study.options.items():
        yield f"options.{key}.assumptions", option.assumptions
    for key, workload in study.workloads.items():
        yield f"workloads.{key}.assumptions", workload.assumptions
    for key, scenario in study.scenarios.items():
        yield f"scenarios.{key}.assumptions", scenario.assumptions
        for option_key, each in scenario.options.items():
            yield f"scenarios.{key}.options.{option_key}.assumptions", each.assumptions
