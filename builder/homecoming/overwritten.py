"""What was changed in an edited workbook beside its inputs: formulas overwritten, texts changed, things added."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from builder.homecoming.alignment import Alignment
from builder.homecoming.formulas import Translator
from builder.homecoming.found import Foreign, Overwritten
from builder.layout.book import Sheet
from builder.layout.cells import Address, column_letters
from builder.layout.cells import Cell as Built
from builder.layout.identity import same, shown
from builder.layout.layout import Layout
from builder.layout.place import ID, LABEL
from builder.workbook.reader import At, Cell, Contents

Place = tuple[str, int, int]
"""A sheet as it was built, a row, a column."""
_BLANK = Cell(None)


def overwritten(
    layout: Layout, contents: Contents, sheets: Mapping[str, Alignment], only: Collection[str], as_built: bool,
    told: Collection[Place],
) -> Iterator[Overwritten]:  # fmt: skip
    """Every cell of some sheets, inputs and what is `told` of them apart, in which something else stands now.

    Formulas alone where the study has other values than those the workbook was built with (not `as_built`): texts and
    numbers that are told of values, such as their sources, are then others by right.
    """
    translator = Translator(sheets)
    for name, found in sheets.items():
        if name in only:
            sheet = layout.book.sheets[name]
            yield from _of_sheet(sheet, found, contents.sheets[found.title], translator, as_built, told)


def _of_sheet(
    sheet: Sheet, found: Alignment, cells: Mapping[At, Cell], translator: Translator, as_built: bool,
    told: Collection[Place],
) -> Iterator[Overwritten]:  # fmt: skip
    for at, built in sheet.cells.items():
        constant = not built.formula and (built.value in (None, "") or not as_built)
        if at in sheet.unlocked or constant or (sheet.name, *at) in told:
            continue
        place = found.at(*at)
        if place is None:
            continue  # its row or column is gone as a whole, which is said of its inputs
        now = cells.get(place, _BLANK)
        if not _is_same(built, now, sheet.name, found.title, translator):
            id, label = (sheet.cells.get((at[0], column)) for column in (ID, LABEL))
            yield Overwritten(
                Address(found.title, *place), str(id.value) if id else "", str(label.value) if label else "",
                built.formula or _written(built.value), now.formula or now.wrong or _written(now.value),
                bool(built.formula),
            )  # fmt: skip


def _is_same(built: Built, now: Cell, sheet: str, title: str, translator: Translator) -> bool:
    if built.formula:
        return bool(now.formula) and translator.plain(now.formula, title) == translator.built(built.formula, sheet)
    if now.formula or now.wrong:
        return False
    if isinstance(built.value, str) and isinstance(now.value, str):
        return built.value.split() == now.value.split()
    return same(built.value, now.value)


def _written(value: str | float | bool | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else shown(float(value))


def foreign(
    layout: Layout, contents: Contents, sheets: Mapping[str, Alignment], only: Collection[str],
    told: Collection[Place],
) -> Iterator[Foreign]:  # fmt: skip
    """Sheets that were added, and rows and single cells on some of ours, but for what is `told` of inputs."""
    known = {each.title: name for name, each in sheets.items()}
    for title, cells in contents.sheets.items():
        if title not in known:
            yield Foreign(title, text=_first_text(cells.values()))
            continue
        if known[title] not in only:
            continue
        found = sheets[known[title]]
        for row in found.foreign:
            inside = {at: cell for at, cell in cells.items() if at[0] == row}
            yield Foreign(title, row, text=_first_text(inside.values()))
        yield from _beside(layout.book.sheets[known[title]], found, cells, told)


def _beside(
    sheet: Sheet, found: Alignment, cells: Mapping[At, Cell], told: Collection[Place]
) -> Iterator[Foreign]:
    """Cells in rows of ours where nothing stood."""
    typed = [(row, column) for name, row, column in told if name == sheet.name]
    mine = {place for at in (*sheet.cells, *typed) if (place := found.at(*at)) is not None}
    added = sorted(at for at in cells if at not in mine and at[0] not in found.foreign)
    if added:
        yield Foreign(found.title, cells=tuple(f"{column_letters(column)}{row}" for row, column in added),
                      text=_first_text(cells[at] for at in added))  # fmt: skip


def _first_text(cells: Iterable[Cell]) -> str:
    return next((each.value for each in cells if isinstance(each.value, str)), "")
