"""A workbook's edits merged into its study: the study's own text with the changed values, proven before writing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.engine import evaluate_model, sound
from builder.errors import Problem, StudyError, TcoError, WorkbookError
from builder.homecoming.adjusting import edited_rows
from builder.homecoming.found import Found
from builder.homecoming.planning import Origin, planned
from builder.homecoming.slots import Slot, particular_slots, slots
from builder.language import Language
from builder.layout.identity import Content, same
from builder.layout.layout import Layout, input_sheets
from builder.model.build import model_of
from builder.model.rows import grown
from builder.results import Results
from builder.study.loader import read_base, read_written
from builder.study.reader import read_document
from builder.study.rewriting import rewritten


@dataclass(frozen=True, slots=True)
class Pulled:
    """A merge: the study file's bytes before and after, and the results of the study afterwards."""

    study: Path
    before: bytes
    after: bytes
    results: Results


def origin_of(
    found: Found, saved: dt.date | None, languages: Mapping[str, Language], status: str, source: str
) -> Origin:
    """Where pulled values come from: what the user says, or the workbook with the day it was saved on."""
    if source:
        return Origin(status, source)
    file = Path(found.file).name

    def said(language: Language) -> str:
        if saved is None:
            return language.say("changed in the workbook {file}", file=file)
        return language.say("changed in the workbook {file}, {date}", file=file, date=saved.isoformat())

    texts = {code: said(language) for code, language in languages.items()}
    return Origin(status, next(iter(texts.values())) if len(texts) == 1 else texts)


def pull(found: Found, study: Path, results: Results, origin: Origin) -> Pulled:
    """The study with the workbook's edits in it; nothing is written.

    Raises TcoError with everything that stands in the way; then nothing can be merged.
    """
    if found.problems:
        raise WorkbookError(*found.problems)
    before = study.read_bytes()
    text, ending = _text(before, study)
    own = read_document(text, str(study))
    new = rewritten(text, planned(found, results.model.loaded, own, origin), str(study))
    merged = _merged(study, new, found)
    _prove(found, results, merged)
    bom = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    return Pulled(study, before, bom + new.replace("\n", ending).encode(), merged)


def _text(content: bytes, study: Path) -> tuple[str, str]:
    """The study's text with plain line ends, and what its lines end in."""
    text = content.decode("utf-8-sig")
    windows = text.count("\r\n")
    if windows and windows != text.count("\n"):
        what = "some lines of the file end in CRLF and some in LF"
        raise StudyError(Problem(str(study), what, "save it with one kind of line ends"))
    return (text.replace("\r\n", "\n"), "\r\n") if windows else (text, "\n")


def _merged(study: Path, text: str, found: Found) -> Results:
    """The results of the study with its new text. Raises StudyError or ModelError for what the edits break."""
    try:
        return sound(evaluate_model(model_of(*read_written(read_base(study, text), study.stem, study.parent))))
    except TcoError as error:
        problems = (Problem(each.where, f"with the values of {found.file}: {each.what}", each.remedy)
                    for each in error.problems)  # fmt: skip
        raise type(error)(*problems) from None


def _prove(found: Found, before: Results, merged: Results) -> None:
    """Raise StudyError unless a workbook of the merged study has every input as the edited one has it."""
    language = found.layout.speech.language
    sheets, now_sheets = input_sheets(before, language), input_sheets(merged, language)
    edits = {each.slot.name: each.new for each in found.edits}
    replaced = _replaced(found)
    wanted = {each.name: edits.get(each.name, each.content) for each in _cells(sheets, edits, replaced)}
    now: dict[str, Content] = {each.name: each.content for each in _cells(now_sheets, edits, replaced)}
    wrong = [name for name in {**wanted, **now} if not same(wanted.get(name), now.get(name))]
    if edited_rows(found, sheets) != edited_rows(Found(found.file, now_sheets, None, ()), now_sheets):
        wrong.append("adjustments")
    if wrong:
        what = f"{', '.join(sorted(wrong)[:5])} would not be what the workbook says"
        remedy = "the study, or one that it extends, says otherwise elsewhere; change it there by hand"
        raise StudyError(Problem(found.file, what, remedy))


def _replaced(found: Found) -> dict[str, tuple[str, ...]]:
    """By row, what is not told any more as it was, since it was told of a value that another one replaced."""
    gone: dict[str, tuple[str, ...]] = {}
    for edit in found.edits:
        if edit.slot.row is not None and not edit.slot.beside:
            more = ("low", "high") if edit.new is None else ()
            id = edit.slot.row.id
            id = id.removesuffix(grown("")) if edit.slot.row.is_growth else id
            gone[id] = ("source", "note", *more, *gone.get(id, ()))
    return gone


def _cells(sheets: Layout, edits: Collection[str], replaced: Mapping[str, tuple[str, ...]]) -> Iterator[Slot]:
    """Every cell that has to be in a workbook of the merged study as it is in the edited one; adjustments apart."""
    yield from (each for each in slots(sheets) if not each.option)
    for each in particular_slots(sheets):
        if each.name in edits or (each.row and each.part not in replaced.get(each.row.id, ())):
            yield each
