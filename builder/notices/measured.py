"""What was measured under other conditions than those of the study, and what is doubtful about the measurement."""

from __future__ import annotations

from collections.abc import Iterator

from builder.benchmarks import alike
from builder.language import Language
from builder.notices.notice import Notice, in_scenarios, text_of
from builder.results import Results


def unlike_measured(results: Results, language: Language) -> Iterator[Notice]:
    """A warning for each doubt about a measured point, and for each length of query that was measured otherwise."""
    study = results.model.loaded.study
    for workload, doubts in results.model.loaded.doubts.items():
        for doubt in doubts:
            values = {name: language.number(float(f"{value:.4g}")) for name, value in doubt.values.items()}
            text = f"{language.say(doubt.message, **values)} ({doubt.where})"
            if workload in study.workloads:
                yield Notice("measured", workload, f"{text_of(study.workloads[workload].label, language)}: {text}")
            elif (option := workload.split(".")[0]) in study.options:
                of_type = study.options[option].node_types[workload.split(".")[1]]
                labels = (text_of(study.options[option].label, language), text_of(of_type, language))
                yield Notice("measured", workload, f"{', '.join(labels)}: {text}")
    for key in ("tokens_in", "tokens_out"):
        yield from _other_length(results, key, language)


def _other_length(results: Results, key: str, language: Language) -> Iterator[Notice]:
    """Queries longer or shorter than those measured, each pair of lengths once with the scenarios it holds for."""
    model = results.model
    if key not in model.nodes or f"measured_{key}" not in model.nodes:
        return
    found: dict[tuple[float, float], list[int]] = {}
    measured_in = model.nodes[f"measured_{key}"].scenarios
    for scenario in measured_in:
        lengths = results.value(key, scenario), results.value(f"measured_{key}", scenario)
        if not alike(*lengths):
            found.setdefault(lengths, []).append(scenario)
    for (studied, measured), scenarios in found.items():
        text = language.say(
            "{what}: {studied} here, {measured} when measured; the measurement is scaled by tokens",
            what=text_of(model.nodes[key].label, language),
            studied=language.number(float(f"{studied:.4g}")),
            measured=language.number(float(f"{measured:.4g}")),
        )
        everywhere = len(scenarios) == len(model.scenarios)
        yield Notice("measured", key, text if everywhere else in_scenarios(text, model, scenarios, language))
