"""One customer's study to its files, as `tco build` makes them; nothing of it is kept for the next."""

from __future__ import annotations

import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from builder.batch.customers import Customer
from builder.commands.build import KINDS, documents, shown_to
from builder.commands.check import warnings
from builder.commands.languages import speech_for
from builder.engine import evaluate_model
from builder.errors import Problem, TcoError
from builder.model.build import model_of
from builder.model.graph import Model
from builder.results import Results
from builder.study.document import Document, Mark
from builder.study.loader import read_written
from builder.study.settings import with_settings

_ONE_AT_A_TIME = threading.Lock()
"""A worker of a cluster may have several threads; what WeasyPrint says while a page is made is heard by the process."""


@dataclass(frozen=True, slots=True)
class Base:
    """What all rows have in common: the study that they extend and its folder, the list, what is made, for whom."""

    document: Document
    folder: FilePath
    list_name: str
    kinds: tuple[str, ...] = KINDS
    languages: tuple[str, ...] = ()
    audience: str = "internal"


@dataclass(frozen=True, slots=True)
class Headline:
    """The smallest and the largest ratio and saving of an alternative over a comparison's scenarios."""

    comparison: str
    alternative: str
    ratio: tuple[float, float]
    saving: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row: its files by name and its headlines, or why there are none.

    `memory` is what the process had when it was done, in bytes; 0 where nobody knows.
    """

    id: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    headlines: tuple[Headline, ...] = ()
    warnings: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    memory: int = 0


def make(customer: Customer, base: Base) -> Outcome:
    """A customer's files, or the problems that keep them from being made. Raises nothing."""
    with _ONE_AT_A_TIME:
        try:
            if customer.problems:
                raise TcoError(*customer.problems)
            results = shown_to(base.audience, evaluate_model(model_for(customer, base)))
            files = documents(results, base.kinds, base.languages)
            said = tuple(notice.text for notice in warnings(results, speech_for(results)))
            return Outcome(customer.id, files, tuple(headlines(results)), said, memory=memory())
        except TcoError as error:
            return Outcome(customer.id, problems=error.problems, memory=memory())
        except Exception as error:  # noqa: BLE001  # one row's mishap is no other's
            return Outcome(customer.id, problems=(_mishap(customer, base, error),), memory=memory())


def model_for(customer: Customer, base: Base) -> Model:
    """The model of a customer's study. Raises StudyError or ModelError with every problem."""

    def mark_of(setting: str) -> Mark:
        return Mark(f"{base.list_name}:{customer.line} {setting}", 0)

    written = with_settings(base.document, customer.settings, "batch", mark_of)
    return model_of(*read_written(written, customer.id, base.folder))


def headlines(results: Results) -> list[Headline]:
    """The range of each comparison and alternative, in the study's order."""

    def span(owner: str, measure: str) -> tuple[float, float]:
        return results.value(f"{owner}.{measure}_min"), results.value(f"{owner}.{measure}_max")

    comparisons = results.model.loaded.study.comparisons
    pairs = [(name, alternative) for name, each in comparisons.items() for alternative in each.alternatives]
    return [
        Headline(name, alternative, span(f"{name}:{alternative}", "ratio"), span(f"{name}:{alternative}", "saving"))
        for name, alternative in pairs
    ]


def _mishap(customer: Customer, base: Base, error: Exception) -> Problem:
    """A mistake of the program, with the place in it: nobody sees the worker's own words."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {FilePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    what = f"the program failed{place}: {type(error).__name__}: {error}"
    return Problem(f"{base.list_name}:{customer.line}", what, f"build {customer.id} alone; if it fails too, report it")


def memory() -> int:
    """The memory of this process, in bytes; the most it ever had where the system says no more, 0 where nothing."""
    try:
        import resource
    except ImportError:
        return 0
    try:
        pages = int(FilePath("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize()
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024
