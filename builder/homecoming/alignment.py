"""Which sheet, row and column of an edited workbook are those of the workbook as it was built.

People rename sheets, insert rows and columns, sort. Rows are known by their ids, other rows and columns by their texts;
what stands between two that are known, in the same number as before, is known with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.layout.book import Sheet
from builder.layout.layout import Layout
from builder.layout.place import HEAD_ROW, ID
from builder.workbook.reader import At, Cell, Contents

_HEADS = 60
"""How far down the row of headings is looked for."""
_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Alignment:
    """One sheet: its title in the edited workbook, and the rows and columns there of those that were built.

    `foreign` are rows of the edited sheet with something in them that are nobody's, `twice` ids that stand in several
    rows, with these rows.
    """

    sheet: str
    title: str
    rows: Mapping[int, int]
    columns: Mapping[int, int]
    foreign: tuple[int, ...] = ()
    twice: Mapping[str, tuple[int, ...]] | None = None

    def at(self, row: int, column: int) -> At | None:
        """Where a cell stands now; None where its row or column is not found."""
        found = self.rows.get(row), self.columns.get(column)
        return (found[0], found[1]) if found[0] is not None and found[1] is not None else None


def aligned(layout: Layout, contents: Contents) -> dict[str, Alignment]:
    """Each sheet that is found in the edited workbook, by its name as it was built."""
    named = _named_rows(layout, contents)
    return {
        name: _sheet(layout.book.sheets[name], title, contents.sheets[title], named.get(title, frozenset()))
        for name, title in _titles(layout, contents).items()
    }


# -- sheets ------------------------------------------------------------------------------------------------------------


def _titles(layout: Layout, contents: Contents) -> dict[str, str]:
    """The title of each sheet now: where its names lead, else by its own title, else by what stands on it."""
    found: dict[str, str] = {}
    led: dict[str, Counter[str]] = {name: Counter() for name in layout.book.sheets}
    for name, address in layout.book.names.items():
        if place := contents.names.get(name):
            led[address.sheet][place[0]] += 1
    for name, counted in led.items():
        if counted:
            found[name] = counted.most_common(1)[0][0]
    for name in layout.book.sheets:
        if name not in found and name in contents.sheets and name not in found.values():
            found[name] = name
    for name in layout.book.sheets:
        if name not in found and (title := _alike(layout.book.sheets[name], contents, set(found.values()))):
            found[name] = title
    return found


def _alike(sheet: Sheet, contents: Contents, taken: set[str]) -> str | None:
    """A sheet that nobody claims and that has most of another's texts."""
    texts = {cell.value for cell in sheet.cells.values() if isinstance(cell.value, str) and not cell.formula}
    for title, cells in contents.sheets.items():
        if title not in taken and texts:
            shared = texts & {cell.value for cell in cells.values() if isinstance(cell.value, str)}
            if len(shared) > _ENOUGH * len(texts):
                return title
    return None


def _named_rows(layout: Layout, contents: Contents) -> dict[str, frozenset[int]]:
    """By title, the rows that names of the workbook lead to."""
    rows: dict[str, set[int]] = {}
    for name in layout.book.names:
        if place := contents.names.get(name):
            rows.setdefault(place[0], set()).add(place[1][0])
    return {title: frozenset(each) for title, each in rows.items()}


# -- rows and columns --------------------------------------------------------------------------------------------------


def _sheet(sheet: Sheet, title: str, cells: Mapping[At, Cell], named: frozenset[int]) -> Alignment:
    columns = _columns(sheet, cells)
    built, edited = _built_rows(sheet), _edited_rows(cells)
    ids = Counter(texts[ID] for texts in built.values() if ID in texts)
    unique = {id for id, count in ids.items() if count == 1 and id}
    back = {now: then for then, now in columns.items()}

    def key(texts: Mapping[int, str]) -> Hashable:
        id = texts.get(ID, "")
        return ("id", id) if id in unique else tuple(sorted(texts.items())) or None

    keys_built = {row: key(texts) for row, texts in built.items()}
    keys_edited = {
        row: key({back[column]: text for column, text in texts.items() if column in back})
        for row, texts in edited.items()
    }
    twice = _twice(keys_edited)
    chosen = _without_copies(keys_edited, twice, named)
    rows = matched(_listed(keys_built), _listed(chosen))
    mine = set(rows.values())
    used = {row for row, _ in cells}
    return Alignment(sheet.name, title, rows, columns, tuple(sorted(used - mine)), twice)


def _twice(keys: Mapping[int, Hashable]) -> dict[str, tuple[int, ...]]:
    """Ids that stand in several rows, with these rows."""
    rows: dict[str, list[int]] = {}
    for row, key in keys.items():
        if isinstance(key, tuple) and key and key[0] == "id":
            rows.setdefault(str(key[1]), []).append(row)
    return {id: tuple(found) for id, found in rows.items() if len(found) > 1}


def _without_copies(
    keys: Mapping[int, Hashable], twice: Mapping[str, tuple[int, ...]], named: frozenset[int]
) -> dict[int, Hashable]:
    """Of rows with the same id, the one that the names lead to; all of them where that does not tell."""
    copies = set()
    for found in twice.values():
        own = [row for row in found if row in named]
        if len(own) == 1:
            copies.update(set(found) - set(own))
    return {row: (("copy", row) if row in copies else key) for row, key in keys.items()}


def _listed(keys: Mapping[int, Hashable]) -> list[Hashable]:
    """Keys by row, the first at 1; blank rows have none."""
    return [keys.get(row) for row in range(max(keys, default=0) + 1)]


def _built_rows(sheet: Sheet) -> dict[int, dict[int, str]]:
    """The texts of each row that nobody is meant to type over, by column."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet.cells.items():
        texts = rows.setdefault(row, {})
        if isinstance(cell.value, str) and not cell.formula and (row, column) not in sheet.unlocked:
            texts[column] = cell.value.strip()
    return rows


def _edited_rows(cells: Mapping[At, Cell]) -> dict[int, dict[int, str]]:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in cells.items():
        texts = rows.setdefault(row, {})
        if isinstance(cell.value, str) and not cell.formula:
            texts[column] = cell.value.strip()
    return rows


def _columns(sheet: Sheet, cells: Mapping[At, Cell]) -> dict[int, int]:
    """Columns by the texts of their headings; as they were where the sheet has none."""
    width = max((column for _, column in sheet.cells), default=0)
    heads = {c: cell.value for (r, c), cell in sheet.cells.items() if r == HEAD_ROW and isinstance(cell.value, str)}
    rows = _edited_rows({at: cell for at, cell in cells.items() if at[0] <= _HEADS})
    best = max(rows, key=lambda row: len(set(rows[row].values()) & set(heads.values())), default=0)
    found = {column: text for column, text in rows.get(best, {}).items() if text in heads.values()}
    if len(heads) < 3 or len(found) < _ENOUGH * len(heads):
        return {column: column for column in range(1, width + 1)}
    above = {c: cell.value for (r, c), cell in sheet.cells.items() if r == HEAD_ROW - 1 and isinstance(cell.value, str)}
    above_now = rows.get(best - 1, {})
    far = max((column for _, column in cells), default=0)
    built = [None, *((heads[c], above.get(c, "")) if c in heads else None for c in range(1, width + 1))]
    edited = [None, *((found[c], above_now.get(c, "")) if c in found else None for c in range(1, far + 1))]
    if sum(each in built for each in edited if each) < _ENOUGH * len(heads):
        built = [each and (each[0], "") for each in built]
        edited = [each and (each[0], "") for each in edited]
    return matched(built, edited)


def matched(built: Sequence[Hashable], edited: Sequence[Hashable]) -> dict[int, int]:
    """Positions (from 1) of the first list in the second: by keys that stand once in each, and between them by order.

    >>> matched([None, "a", None, "c"], [None, "new", "a", None, "c"])
    {1: 2, 3: 4, 2: 3}
    """
    once_built, once_edited = _once(built), _once(edited)
    found = {place: once_edited[key] for key, place in once_built.items() if key in once_edited}
    anchors = [(0, 0), *sorted(found.items()), (len(built), len(edited))]
    taken = set(found.values())
    for (then, now), (next_then, next_now) in pairwise(anchors):
        between = range(now + 1, next_now)
        if any(place in taken for place in between):
            continue
        last = next_then == len(built)
        if next_then - then == next_now - now or last:
            found.update(zip(range(then + 1, next_then), between, strict=False))
    return found


def _once(keys: Sequence[Hashable]) -> dict[Hashable, int]:
    counted = Counter(keys)
    return {key: place for place, key in enumerate(keys) if key is not None and counted[key] == 1 and place}
