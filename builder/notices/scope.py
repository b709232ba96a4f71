"""Categories costed for one option of a comparison, and for another neither costed nor explained under `scope`."""

from __future__ import annotations

from collections.abc import Iterator

from builder.language import Language
from builder.notices.notice import Notice, text_of
from builder.results import Results


def missing_categories(results: Results, language: Language) -> Iterator[Notice]:
    """A warning for each option and category, once for all comparisons."""
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
                        "{category}: costed for another option but not for {option}, and no reason is given",
                        category=text_of(vocabulary[category].label, language),
                        option=text_of(spec.label, language),
                    )
                    yield Notice("scope", f"{option}.{category}", text)
