"""Charts for the terminal's commands: the shipped fonts, the plain colours, a canvas of their own."""

from __future__ import annotations

from functools import lru_cache

from builder.commands.answers import Writer
from builder.paths import templates_dir
from builder.report.charts import Canvas, FontMetrics, Numbers, TextWidths, Theme

CANVAS = Canvas("answer")


@lru_cache(maxsize=1)
def plain_theme() -> Theme:
    """The charts' own colours in the shipped fonts."""
    folder = templates_dir() / "fonts"

    def metrics(name: str) -> FontMetrics:
        return FontMetrics.from_bytes((folder / f"{name}.ttf").read_bytes())

    korean = metrics("NotoSansKR-Regular")
    return Theme(
        TextWidths({400: (metrics("Pretendard-Regular"), korean), 600: (metrics("Pretendard-SemiBold"), korean)})
    )


def multiples(writer: Writer) -> Numbers:
    """Ratios as multiples, shorter on the axis."""
    language = writer.speech.language
    return Numbers(lambda value: language.multiple(value, 2), lambda value: language.multiple(value, 2))


def amounts(writer: Writer) -> Numbers:
    """Amounts of money, shortened."""
    language, currency = writer.speech.language, writer.results.model.loaded.study.currency
    return Numbers(
        lambda value: language.short_money(value, currency), lambda value: language.short_money(value, currency, 2)
    )
