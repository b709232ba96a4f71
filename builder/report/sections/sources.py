"""Every source under its number, with the assumptions that rest on it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from builder.report.citations import sources_of
from builder.report.writer import Writer


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of the list."""

    number: int
    text: Markup
    assumptions: Markup


def sources(writer: Writer) -> tuple[Source, ...]:
    """The list in the order of the numbers; sources that nothing cited come last."""
    used = sources_of(writer.basis)
    for each in used:
        writer.citations.number(each)
    numbers = writer.citations.numbers
    return tuple(
        Source(number, writer.basis.name(text), writer.basis.name("; ".join(used.get(text, ()))))
        for text, number in sorted(numbers.items(), key=lambda each: each[1])
    )
