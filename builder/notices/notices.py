"""Every warning of a study in one language."""

from __future__ import annotations

from builder.language import Language
from builder.notices.checked import failed_checks
from builder.notices.implausible import implausible_values
from builder.notices.measured import unlike_measured
from builder.notices.notice import KINDS, Notice, Show
from builder.notices.outside import outside_their_range
from builder.notices.scope import missing_categories
from builder.notices.stale import stale_values
from builder.notices.unconverted import unconverted_defaults
from builder.results import Results


def notices(results: Results, language: Language, show: Show) -> list[Notice]:
    """Every warning of a study in one language, the most serious first."""
    found = [
        *failed_checks(results, language, show), *unconverted_defaults(results, language),
        *missing_categories(results, language),
        *stale_values(results, language), *unlike_measured(results, language),
        *outside_their_range(results, language), *implausible_values(results, language),
    ]  # fmt: skip
    return sorted(found, key=lambda notice: KINDS.index(notice.kind))
