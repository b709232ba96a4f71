"""A study file to a validated Study: every problem at once, each with file, line, field, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from builder.errors import Problem, StudyError
from builder.study.dates import check_dates
from builder.study.document import Document, Mark, Path, laid_over
from builder.study.problems import Problems, closest
from builder.study.reader import MAX_BYTES, read_document, too_large
from builder.study.references import check_references
from builder.study.schema import Study
from builder.study.settings import with_settings
from builder.study.sources import with_sources
from builder.study.texts import check_texts
from builder.study.unused import unused_parts, without_parts
from builder.study.validation import validate

if TYPE_CHECKING:
    from builder.benchmarks import Doubt

MAX_EXTENDS = 5
_ZIP = b"PK\x03\x04"
"""How Excel workbooks begin, as all that is zipped."""
_PDF = b"%PDF-"

__all__ = ["LoadedStudy", "closest", "load_study", "read_study", "validated", "with_case"]


@dataclass(frozen=True, slots=True)
class LoadedStudy:
    """A study and where each of its values was written.

    `left_out` are the parts that are wrong and were taken out, to look for further problems in the rest. `written` is
    the document without what prices and measurements of other files say, `doubts` what a reader should know of the
    points measured for each workload. `unused` are the parts that no scenario has; the study is without them.
    """

    study: Study
    document: Document
    name: str
    folder: FilePath
    left_out: tuple[Path, ...] = ()
    written: Document | None = None
    doubts: Mapping[str, tuple[Doubt, ...]] = field(default_factory=dict)
    unused: tuple[Path, ...] = ()
    cases: dict[str, LoadedStudy] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Cases that were asked for: sheets and papers ask again in each language. A changed copy has none of them."""


def load_study(file: FilePath, settings: Iterable[tuple[str, Any]] = ()) -> LoadedStudy:
    """Read, lay settings over, and validate a study file. Raises StudyError with every problem found."""
    loaded, problems = read_study(file, settings)
    if problems or loaded is None:
        raise StudyError(*problems)
    return loaded


def read_study(file: FilePath, settings: Iterable[tuple[str, Any]] = ()) -> tuple[LoadedStudy | None, list[Problem]]:
    """A study file with its problems; what is wrong is left out of the study, None where too little is left.

    Raises StudyError where the file cannot be read at all, or a setting leads nowhere.
    """
    return read_written(with_settings(read_base(file), list(settings), "--set"), file.stem, file.parent)


def read_base(file: FilePath, text: str | None = None) -> Document:
    """The document of a study file, laid over those it extends. Raises StudyError where one cannot be read.

    `text` is read in place of what the file holds.
    """
    return _with_bases(file, (), text)


def read_written(written: Document, name: str, folder: FilePath) -> tuple[LoadedStudy | None, list[Problem]]:
    """The study in a document with the prices and measurements that it names, and everything that is wrong."""
    found = with_sources(written, folder, _text_of)
    loaded, problems = _examined(found.document, name, folder)
    if loaded is not None:
        left_out = (*loaded.left_out, *found.lost)
        loaded = replace(loaded, left_out=left_out, written=written, doubts=found.doubts)
    return loaded, [*problems, *found.problems]


def validated(document: Document, name: str, folder: FilePath) -> LoadedStudy:
    """The study in a document. Raises StudyError with every problem found."""
    loaded, problems = _examined(document, name, folder)
    if problems or loaded is None:
        raise StudyError(*problems)
    return loaded


def _examined(document: Document, name: str, folder: FilePath) -> tuple[LoadedStudy | None, list[Problem]]:
    problems = Problems(document)
    study, left_out = validate(document, problems)
    if study is None:
        return None, problems.found
    later = Problems(document, left_out)
    check_texts(study, later)
    check_dates(study, later)
    rest, dangling = check_references(study, later)
    found = [*problems.found, *later.found]
    if rest is None:
        return None, found
    unused = () if found else unused_parts(rest)  # beside what is wrong, all is looked at
    return LoadedStudy(
        without_parts(rest, unused), document, name, folder, (*left_out, *dangling), unused=unused
    ), found


def with_case(loaded: LoadedStudy, case: str) -> LoadedStudy:
    """The study with a case's overrides laid over it. Raises StudyError with every problem that they make."""
    known = loaded.cases
    if case not in known:
        known[case] = _overridden(loaded, case)
    return known[case]


def _overridden(loaded: LoadedStudy, case: str) -> LoadedStudy:
    def mark_of(setting: str) -> Mark:
        path: Path = ("cases", case, "set", setting)
        place = loaded.document.marks.get(path, Mark(loaded.name, 0))
        return Mark(place.file, place.line, told=f"cases.{case}.set.{setting}")

    said = loaded.study.cases[case].set
    document = with_settings(loaded.written or loaded.document, said, "case", mark_of, f"case {case}")
    overridden, problems = read_written(document, loaded.name, loaded.folder)
    if problems or overridden is None:
        raise StudyError(*problems)
    return overridden


def _with_bases(file: FilePath, extended_by: tuple[FilePath, ...], text: str | None = None) -> Document:
    """The document of a file, laid over the one it extends, if it does."""
    document = read_document(_text_of(file) if text is None else text, str(file))
    base = document.value.get("extends") if isinstance(document.value, dict) else None
    if not isinstance(base, str):
        return document
    where, path = document.where(("extends",)), file.parent / base
    chain = (*extended_by, file.resolve())
    if path.resolve() in chain:
        what = "this file extends itself" if len(chain) == 1 else f"{base} extends this file in turn"
        raise StudyError(Problem(where, what, "name the file that holds what the two have in common"))
    if len(chain) > MAX_EXTENDS:
        raise StudyError(Problem(where, f"more than {MAX_EXTENDS} files extend each other", "merge some of them"))
    if not path.is_file():
        raise StudyError(Problem(where, f"there is no file {path}", "write the path as seen from this file's folder"))
    below = _with_bases(path, chain)
    if not isinstance(below.value, dict):
        raise StudyError(Problem(where, f"{path} is no study: it has no keys", "name a study's YAML file"))
    return laid_over(below, document)


def _text_of(file: FilePath) -> str:
    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise too_large(str(file))
        if content.startswith(_ZIP):
            remedy = "`tco pull WORKBOOK --into STUDY` brings a workbook's inputs into its study"
            raise StudyError(Problem(str(file), "this is a workbook, not a study", remedy))
        if content.startswith(_PDF):
            raise StudyError(Problem(str(file), "this is a PDF, not a study", "name the YAML file it was made from"))
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except IsADirectoryError:
        raise StudyError(Problem(str(file), "this is a folder", "name a study's YAML file in it")) from None
    except FileNotFoundError:
        raise StudyError(
            Problem(str(file), "there is no such file", "check the path; `tco new` makes a study")
        ) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise StudyError(Problem(f"{file}:{line}", "the file is not UTF-8 text", "save it as UTF-8")) from None
    except (OSError, ValueError) as error:
        what = getattr(error, "strerror", None) or error
        raise StudyError(Problem(str(file), f"cannot be read: {what}", "check the path and its rights")) from None
