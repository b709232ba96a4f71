"""Days of a study that cannot be, each beside the others."""

from __future__ import annotations

from builder.study.problems import Problems
from builder.study.schema import Study


def check_dates(study: Study, problems: Problems) -> None:
    """Find a document that would be out of date on the day of the study."""
    until = study.document.valid_until
    if until is not None and until < study.as_of and ("as_of",) not in problems.left_out:
        what = f"the document would be valid until {until}, and the study is as of {study.as_of}"
        problems.add(("document", "valid_until"), what, "write a later day, or mend as_of")
