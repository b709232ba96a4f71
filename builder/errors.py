"""The one family of errors: each names where, what is wrong and what to do, and carries all problems of its stage."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where it stands, what it is, what to do about it.

    >>> print(Problem("study.yaml:7 options.ec2.kind", "there is no option kind 'cloud'", "write cloud_iaas"))
    study.yaml:7 options.ec2.kind: there is no option kind 'cloud'
        -> write cloud_iaas
    """

    where: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}\n    -> {self.remedy}" if self.remedy else head


class TcoError(Exception):
    """Base of all errors a user can cause. `problems` holds every one found by the stage that raised it."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class StudyError(TcoError):
    """The study file is wrong: unreadable, unknown keys, missing values, impossible ranges."""


class ModelError(TcoError):
    """A line of the model is wrong: its formula, its unit, its names, a cycle, a number that is not finite."""


class WorkbookError(TcoError):
    """The study cannot be laid out as a workbook: names, sheets or formulas beyond what a spreadsheet takes."""


class ReportError(TcoError):
    """The whitepaper cannot be made: a claim that does not hold, a missing text, glyph, font or library."""
