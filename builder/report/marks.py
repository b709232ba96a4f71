"""Marks beside values that rest on less than a cited source: a letter for each weak status, and what letters mean."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from builder.report.basis import Basis
from builder.report.blocks import Row

LETTERS = {"estimated": "E", "inferred": "I", "default": "D", "unsourced": "U", "calibrated": "C"}
"""The statuses that are marked. The style sheet draws the same letters beside values."""

_MARK = '<span class="mark {}" role="img" aria-label="{}" title="{}"></span>'
_MEANT = Markup('<span class="nowrap"><span class="letter">{}</span> {}</span>')


def status_mark(basis: Basis, status: str) -> Markup:
    """The mark of a weak status: its letter is drawn by the style sheet, so that it is no part of the sentence."""
    if status not in LETTERS:
        return Markup("")
    label = _label(basis, status)
    return Markup(_MARK).format(status, label, label)


def legend(basis: Basis, rows: Iterable[Row]) -> tuple[Markup, ...]:
    """A note that tells what the marks in a table's rows mean, of those that stand there; nothing without any."""
    text = " ".join(cell for row in rows for cell in row.cells)
    used = [each for each in LETTERS if f'<span class="mark {each}"' in text]
    if not used:
        return ()
    said = Markup(basis.language.say("Marks show values with weaker support than a cited source:"))
    meant = Markup(", ").join(_MEANT.format(LETTERS[each], _label(basis, each)) for each in used)
    return (Markup("{} {}.").format(said, meant),)


def _label(basis: Basis, status: str) -> str:
    return basis.text(basis.results.model.library.vocabulary.statuses[status])
