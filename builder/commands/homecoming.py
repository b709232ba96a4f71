"""What `tco diff` and `tco pull` share: a study or a workbook as results and a state of its inputs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from builder.analysis.states import State, state_of
from builder.commands.languages import language_for
from builder.engine import run_file
from builder.errors import Problem, StudyError, WorkbookError
from builder.homecoming.arrival import arrived
from builder.homecoming.found import Found
from builder.homecoming.state import state_in
from builder.layout.identity import identity_in
from builder.layout.layout import lay_out
from builder.results import Results
from builder.workbook.reader import Contents, read_workbook

STUDIES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two things compared: what it is called, its study's results, and the state its inputs are in."""

    file: Path
    name: str
    results: Results
    state: State
    found: Found | None = None


def is_study(file: Path) -> bool:
    """Whether a file is a study by its name; all else is taken for a workbook."""
    return file.suffix.lower() in STUDIES


def arrival(contents: Contents, results: Results) -> Found:
    """A workbook read against the results of its study, in the workbook's own language and edition.

    Raises WorkbookError where it is none of this study's.
    """
    identity, loaded = identity_in(contents.properties), results.model.loaded
    code = identity.language if identity and identity.language in loaded.study.languages else None
    shown = results
    if identity and identity.audience:
        from builder.commands.build import shown_to

        shown = shown_to(identity.audience, results)
    return arrived(contents, lay_out(shown, language_for(loaded, code)))


def sides(first: Path, last: Path, study: Path | None) -> tuple[Side, Side]:
    """Both sides of a comparison; a workbook's study is the other side, the one named, or the one beside it.

    Raises TcoError for files that cannot be read or do not belong together.
    """
    run: dict[Path, Results] = {}

    def results(file: Path) -> Results:
        if file not in run:
            run[file] = run_file(file)
        return run[file]

    def side(file: Path, other: Path) -> Side:
        name = str(file) if file.name == other.name else file.name
        if is_study(file):
            return Side(file, name, results(file), state_of(results(file).model))
        contents = read_workbook(file)
        own = study or (other if is_study(other) else _beside(file, contents))
        found = arrival(contents, results(own))
        return Side(file, name, results(own), state_in(found, results(own).model), found)

    return side(first, last), side(last, first)


def _beside(file: Path, contents: Contents) -> Path:
    """The study that a workbook was built from, in the workbook's own folder."""
    identity = identity_in(contents.properties)
    if identity is None:
        what = "nothing says which study this workbook was built from"
        raise WorkbookError(Problem(str(file), what, "name it: --study STUDY.yaml"))
    for suffix in STUDIES:
        beside = file.with_name(f"{identity.study}{suffix}")
        if beside.is_file():
            return beside
    what = f"the study {identity.study} is not in the workbook's folder"
    raise StudyError(Problem(str(file), what, f"name it: --study {identity.study}.yaml"))
