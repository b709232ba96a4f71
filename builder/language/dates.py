"""Dates in words."""

from __future__ import annotations

from datetime import date

_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def long_date(day: date, code: str) -> str:
    """Day, month and year, the month in words.

    >>> long_date(date(2024, 4, 30), "en"), long_date(date(2024, 4, 30), "ko")
    ('April 30, 2024', '2024년 4월 30일')
    """
    if code == "en":  # so that English needs no Babel
        return f"{_ENGLISH_MONTHS[day.month - 1]} {day.day}, {day.year}"
    from builder.language import cldr

    return cldr.long_date(day, code)


def month_and_year(day: date, code: str) -> str:
    """Month and year, the month in words.

    >>> month_and_year(date(2024, 4, 30), "en"), month_and_year(date(2024, 4, 30), "ko")
    ('April 2024', '2024년 4월')
    """
    if code == "en":
        return f"{_ENGLISH_MONTHS[day.month - 1]} {day.year}"
    from builder.language import cldr

    return cldr.month_and_year(day, code)
