"""Where two sets of cell values disagree."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from tests.support.cells import ErrorValue, Value

_NO_CELLS: Mapping[str, Value] = {}
_NO_FORMULAS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, repr=False)
class Difference:
    """One cell whose two values disagree; None where a side has no such cell."""

    sheet: str
    cell: str
    expected: Value | None
    actual: Value | None
    formula: str | None = None

    def __repr__(self) -> str:
        where = f"{self.sheet}!{self.cell}"
        told = f"{where}: expected {_shown(self.expected)}, got {_shown(self.actual)}"
        return told if self.formula is None else f"{told}, from {self.formula}"


def differences(
    expected: Mapping[str, Mapping[str, Value]],
    actual: Mapping[str, Mapping[str, Value]],
    relative: float = 1e-9,
    absolute: float = 1e-9,
    formulas: Mapping[str, Mapping[str, str]] | None = None,
    same_errors: bool = True,
) -> list[Difference]:
    """Every cell of either side that is not the same on the other, sheet by sheet.

    Numbers may differ by `relative` of the larger or by `absolute`, whichever is more. Texts,
    booleans and errors must be equal and of one kind: TRUE is not 1, and the text `#N/A` is not
    the error. A cell that only one side has is a difference.

    Args:
        expected: values by sheet and address.
        actual: values by sheet and address.
        relative: how far apart numbers may be as a share of the larger.
        absolute: how far apart numbers may be however small they are.
        formulas: `formula_cells` of the file, to be told with each difference.
        same_errors: False where any error may stand for any other, as against LibreOffice, which
            saves its own errors as #VALUE! or #N/A where Excel says #NUM! or #REF!.
    """
    found = []
    for sheet in {**expected, **actual}:
        here, there = expected.get(sheet, _NO_CELLS), actual.get(sheet, _NO_CELLS)
        told = (formulas or {}).get(sheet, _NO_FORMULAS)
        found += [
            Difference(sheet, cell, here.get(cell), there.get(cell), told.get(cell))
            for cell in {**here, **there}
            if not _same(here.get(cell), there.get(cell), relative, absolute)
            and (same_errors or not _both_errors(here.get(cell), there.get(cell)))
        ]
    return found


def _same(expected: Value | None, actual: Value | None, relative: float, absolute: float) -> bool:
    if expected is None or actual is None or _kind(expected) is not _kind(actual):
        return False
    if isinstance(expected, str) or isinstance(actual, str):
        return expected == actual
    return math.isclose(expected, actual, rel_tol=relative, abs_tol=absolute)


def _both_errors(expected: Value | None, actual: Value | None) -> bool:
    return isinstance(expected, ErrorValue) and isinstance(actual, ErrorValue)


def _kind(value: Value) -> type:
    for kind in (ErrorValue, str, bool):
        if isinstance(value, kind):
            return kind
    return float


def _shown(value: Value | None) -> str:
    return "no cell" if value is None else repr(value)
