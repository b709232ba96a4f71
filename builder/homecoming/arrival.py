"""A workbook that came home, read against its study: is it this study's, what was changed in it, can it be merged."""

from __future__ import annotations

from builder.errors import Problem, WorkbookError
from builder.homecoming.alignment import aligned
from builder.homecoming.found import Found, Notes
from builder.homecoming.overwritten import foreign, overwritten
from builder.homecoming.reading import read_inputs
from builder.homecoming.slots import particular_slots, slots
from builder.layout.identity import Identity, identity_in, identity_of, title_digest
from builder.layout.layout import Layout
from builder.layout.texts import METHOD, SOURCES
from builder.study.schema import Study
from builder.workbook.reader import Contents

_ENOUGH = 0.9
TOLD = (SOURCES, METHOD)
"""Sheets of texts alone, which follow the study's values and words."""


def arrived(contents: Contents, layout: Layout) -> Found:
    """What is found in a workbook, given the layout of its study in its language.

    Raises WorkbookError where it is another study's, or no workbook of this program at all.
    """
    identity = identity_in(contents.properties)
    check_identity(contents, identity, layout)
    sheets, notes = aligned(layout, contents), Notes(contents.file)
    cells, beside = slots(layout), particular_slots(layout)
    if identity is None:
        known = sum(contents.names.get(each.name) is not None for each in cells if each.content is not None)
        if known < _ENOUGH * sum(each.content is not None for each in cells):
            what = "nothing says which study this workbook was built from, and it lacks the names of the study's inputs"
            raise WorkbookError(Problem(contents.file, what, "name a workbook that `tco build` made of this study"))
    read_inputs((*cells, *beside), layout, contents, sheets, identity, notes)
    _check_strangers(layout, contents, identity, notes)
    told = frozenset((each.at.sheet, each.at.row, each.at.column) for each in beside)
    as_built = identity is None or identity.inputs == identity_of(layout).inputs
    only = [name for name in sheets if identity is None or identity.has(layout.book.sheets[name])]
    if not as_built:
        only = [name for name in only if name not in TOLD]
    return Found(
        contents.file, layout, identity, tuple(notes.edits), tuple(notes.problems), tuple(notes.kept), notes.read,
        tuple(overwritten(layout, contents, sheets, only, as_built, told)),
        tuple(foreign(layout, contents, sheets, only, told)),
        tuple(sheets[each].title for each in notes.sorted_sheets),
        tuple(name for name in layout.book.sheets if name not in sheets),
        tuple(sheets[name].title for name in sheets if name not in only),
    )  # fmt: skip


def check_identity(contents: Contents, identity: Identity | None, layout: Layout) -> None:
    """Raise WorkbookError for a workbook of another study, or of a model that this program does not know yet."""
    if identity is None:
        return
    loaded, version = layout.places.model.loaded, layout.places.model.library.vocabulary.version
    if identity.model.isdecimal() and int(identity.model) > version:
        what = f"the workbook was built with version {identity.model} of the model, this is version {version}"
        raise WorkbookError(Problem(contents.file, what, "install a newer builder"))
    calculated = [layout.book.sheets[name] for name in layout.places.model.scenarios]
    same_place = identity.study == loaded.name and all(identity.has(each) for each in calculated)
    if identity.title != title_digest(loaded.study) and not same_place:
        what = f"the workbook was built from the study {identity.study!r}, not from {loaded.name!r} as it stands"
        remedy = "name the study that it was built from; a study whose title changed is known by its formulas alone"
        raise WorkbookError(Problem(contents.file, what, remedy))


def study_matches(identity: Identity, study: Study, name: str) -> bool:
    """Whether a study is likely the one that a workbook was built from."""
    return identity.title == title_digest(study) or identity.study == name


def _check_strangers(layout: Layout, contents: Contents, identity: Identity | None, notes: Notes) -> None:
    """Inputs that the workbook was built with and the study has no more: a problem where they were changed."""
    if identity is None:
        return
    for name, place in contents.names.items():
        if not name.startswith("in_") or place is None or name in layout.book.names or not identity.knows(name):
            continue
        value = contents.sheets[place[0]].get(place[1])
        content = value.value if value is not None and not isinstance(value.value, bool) else None
        if not identity.had(name, content):
            what = f"{name} was changed, and the study has no such input any more"
            notes.problem(f"{place[0]}!{place[1]}", what, "undo the change, or give the study its input back")
