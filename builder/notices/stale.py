"""Values to be looked up anew: past their last day, or looked up too long before the day of the study."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from builder.language import Language
from builder.notices.notice import Notice
from builder.prices import staleness
from builder.results import Results
from builder.study.schema import Assumption, Study


def stale_values(results: Results, language: Language) -> Iterator[Notice]:
    """A warning for each value whose source is out of date, be it written in the study or in a price file."""
    study = results.model.loaded.study
    as_of = language.date(study.as_of)
    for place, assumptions in places_of(study):
        for key, spec in assumptions.items():
            path = f"{place}.{key}"
            reason = staleness(spec.valid_until, spec.retrieved, study.as_of)
            if reason == "ended" and spec.valid_until:
                text = language.say(
                    "{path} was valid until {until}, the study is as of {as_of}",
                    path=path, until=language.date(spec.valid_until), as_of=as_of,
                )  # fmt: skip
                yield Notice("stale", path, text)
            elif reason == "old" and spec.retrieved:
                text = language.say(
                    "{path}: looked up on {seen}, over a year before the study of {as_of}",
                    path=path, seen=language.date(spec.retrieved), as_of=as_of,
                )  # fmt: skip
                yield Notice("stale", path, text)


def places_of(study: Study) -> Iterator[tuple[str, Mapping[str, Assumption]]]:
    """Every place of a study where assumptions stand."""
    yield "assumptions", study.assumptions
    yield "rates", study.rates
    for key, option in study.options.items():
        yield f"options.{key}.assumptions", option.assumptions
    for key, workload in study.workloads.items():
        yield f"workloads.{key}.assumptions", workload.assumptions
    for key, scenario in study.scenarios.items():
        yield f"scenarios.{key}.assumptions", scenario.assumptions
        for option_key, each in scenario.options.items():
            yield f"scenarios.{key}.options.{option_key}.assumptions", each.assumptions
