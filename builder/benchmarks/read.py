"""A file of measurements to points: which tool wrote it, and what is wrong with it."""

from __future__ import annotations

import json

from builder.benchmarks import mlperf, table
from builder.benchmarks.consistency import completed, contradictions, doubts
from builder.benchmarks.fields import Fields
from builder.benchmarks.formats import KNOWN, REMEDIES, format_of
from builder.benchmarks.json_values import json_values
from builder.benchmarks.measurement import Doubt, Measurements, Point
from builder.errors import Problem, StudyError
from builder.study.reader import read_document

_OTHER_FILES = (
    ("experiments", "this holds every request of a GenAI-Perf run", "give profile_export_genai_perf.json beside it"),
    ("metadata", "this holds every request of an AIPerf run", "give profile_export_aiperf.json beside it"),
)


def read_measurements(text: str, file: str) -> Measurements:
    """The points of a file of measurements. Raises StudyError with everything that is wrong with them."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not text.strip():
        raise StudyError(Problem(file, "the file is empty", "measure again, or give another file"))
    if mlperf.recognises(text):
        point, fields = mlperf.read(text, file)
        return _checked(file, [(point, fields)])
    if text.lstrip().startswith("MLPerf Results Summary") or "\nMLPerf Results Summary" in text:
        raise StudyError(Problem(file, "this is MLPerf's summary", "give mlperf_log_detail.txt beside it"))
    if text.lstrip().startswith("{") or _objects_of_tools(text):
        return _from_json(text, file)
    return _from_table(text, file)


def _objects_of_tools(text: str) -> bool:
    """Whether a text is a JSON list of results; any other list is a table."""
    if not text.lstrip().startswith("["):
        return False
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return any(isinstance(each, dict) and format_of(each) for each in values)


def _from_json(text: str, file: str) -> Measurements:
    found: list[tuple[Point, Fields]] = []
    problems: list[Problem] = []
    for line, values in json_values(text, file):
        fields = Fields(values, f"{file}:{line}") if isinstance(values, dict) else None
        form = format_of(values) if fields else None
        if fields and form:
            found.append((form.read(fields, file, line), fields))
            continue
        other = next((each for each in _OTHER_FILES if isinstance(values, dict) and each[0] in values), None)
        what, remedy = other[1:] if other else ("no tool known here wrote this", KNOWN)
        if what not in {problem.what for problem in problems}:
            problems.append(Problem(f"{file}:{line}", what, remedy))
    return _checked(file, found, problems)


def _from_table(text: str, file: str) -> Measurements:
    head = text.lstrip().split("\n", 1)[0]
    is_csv = not head.startswith(("-", "[", "#")) and any(each in head for each in ",;\t")
    rows = table.csv_rows(text, file) if is_csv else _yaml_rows(text, file)
    if not rows:
        raise StudyError(Problem(file, "the table has no rows", "add one for each load measured"))
    problems = table.check_columns(rows, file)
    if problems:
        raise StudyError(*problems)
    records = [(line, Fields(values, f"{file}:{line}")) for line, values in rows]
    return _checked(file, [(table.read(fields, file, line), fields) for line, fields in records])


def _yaml_rows(text: str, file: str) -> table.Rows:
    document = read_document(text, file)
    if not isinstance(document.value, list) or not all(isinstance(each, dict) for each in document.value):
        raise StudyError(Problem(file, "no tool known here wrote this, and it is no list of rows", KNOWN))
    return [(document.marks[(index,)].line, {table.column(key): value for key, value in row.items()})
            for index, row in enumerate(document.value)]  # fmt: skip


def _checked(file: str, found: list[tuple[Point, Fields]], problems: list[Problem] | None = None) -> Measurements:
    """The points, if all of them are sound and of one tool."""
    problems = list(problems or [])
    points, warnings = list[Point](), list[Doubt]()
    for point, fields in found:
        problems += fields.problems
        warnings += fields.warnings
        if fields.problems:
            continue
        points.append(completed(point))
        problems += [*contradictions(points[-1]), *_lacking(points[-1])]
        warnings += doubts(points[-1])
    tools = list(dict.fromkeys(point.tool for point in points))
    if len(tools) > 1:
        problems.append(Problem(file, f"{' and '.join(tools)} measured this", "give one file for each tool"))
    if problems:
        raise StudyError(*problems)
    return Measurements(file, tools[0], tuple(points), tuple(warnings))


def _lacking(point: Point) -> list[Problem]:
    """What every point needs to size a server by: how long a request takes on average."""
    if table.tells_rates_only(point):
        return []
    if point.mean_latency is None:
        what = "the mean latency of a request is missing, and does not follow from other figures"
        return [Problem(point.where, what, REMEDIES[point.tool]("e2e", "mean"))]
    if point.mean_latency == 0:
        return [Problem(point.where, "the mean latency of a request is 0", "measure again")]
    return []
