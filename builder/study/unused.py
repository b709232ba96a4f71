"""Options and workloads that no scenario has: no line of the model could have a value for them."""

from __future__ import annotations

from builder.study.document import Path
from builder.study.schema import Study


def unused_parts(study: Study) -> tuple[Path, ...]:
    """The paths of options and workloads that stand in no scenario, in the order of the study."""
    weighed = {option for each in study.scenarios.values() for option in each.options}
    served = {each.workload for each in study.scenarios.values()}
    return (
        *(("workloads", key) for key in study.workloads if key not in served),
        *(("options", key) for key in study.options if key not in weighed),
    )


def without_parts(study: Study, parts: tuple[Path, ...]) -> Study:
    """The study without some of its options and workloads."""
    kept = {
        section: {key: each for key, each in getattr(study, section).items() if (section, key) not in parts}
        for section in ("workloads", "options")
    }
    return study.model_copy(update=kept) if parts else study
