"""A word from WeasyPrint means a page that is not as it was meant: a missing glyph, an unknown rule, a lost file."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from builder.errors import Problem, ReportError

LOGGERS = ("weasyprint", "fontTools")


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


@contextmanager
def no_word(where: str) -> Iterator[None]:
    """Raises ReportError with every line that was logged within."""
    listener = _Listener()
    loggers = [logging.getLogger(name) for name in LOGGERS]
    for logger in loggers:
        logger.addHandler(listener)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(listener)
    if listener.heard:
        raise ReportError(*(Problem(where, f"WeasyPrint says: {line}", "mend the template, style sheet, brand or text")
                            for line in dict.fromkeys(listener.heard)))  # fmt: skip
