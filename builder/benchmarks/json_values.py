"""The JSON values of a text, or where it ceases to be JSON."""

from __future__ import annotations

import json
import math
from typing import Any

from builder.errors import Problem, StudyError


def json_values(text: str, file: str) -> list[tuple[int, Any]]:
    """The JSON values of a text with their lines: one value, a list of several, or one per line."""
    try:
        value = _parsed(text)
        return [(1, each) for each in value] if isinstance(value, list) else [(1, value)]
    except (ValueError, RecursionError) as error:
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith("{") for _, line in lines):
            raise StudyError(_not_json(error, text, file, 1)) from None
    found, problems = list[tuple[int, Any]](), list[Problem]()
    for number, line in lines:
        try:
            found.append((number, _parsed(line)))
        except (ValueError, RecursionError) as error:
            problems.append(_not_json(error, line, file, number))
    if problems:
        raise StudyError(*problems)
    return found


def _parsed(text: str) -> Any:
    """A JSON value; the NaN and Infinity that Python's own writer puts out are kept, to be refused where they stand."""
    return json.loads(text, parse_constant=lambda word: math.nan if word == "NaN" else math.inf)


def _not_json(error: Exception, text: str, file: str, first_line: int) -> Problem:
    if not isinstance(error, json.JSONDecodeError):
        what = "the JSON is nested too deeply, or holds a number of too many digits"
        return Problem(f"{file}:{first_line}", what, "give the file as the tool wrote it")
    where = f"{file}:{first_line + error.lineno - 1}:{error.colno}"
    if error.pos >= len(text.rstrip()) or "Unterminated" in error.msg:
        remedy = "copy it again; if it is whole, the run broke off: measure again"
        return Problem(where, "the file ends before the JSON does", remedy)
    return Problem(where, f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}", "give the file as the tool wrote it")
