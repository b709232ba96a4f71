"""A workbook seen with foreign eyes: what other programs make of its formulas.

    stored = cached_values(xlsx)
    assert not differences(stored, libreoffice_values(xlsx), formulas=formula_cells(xlsx))

Two engines that share nothing with this project recalculate a file after every stored result has
been taken out of it. LibreOffice is the judge and takes a second or more; formualizer takes
milliseconds, and answers what-ifs by the thousand.
"""

from collections.abc import Mapping, Sequence
from typing import overload

from tests.support.cells import Cell, Changes, ErrorValue, Place, SheetFormulas, SheetValues, Value
from tests.support.differences import Difference, differences
from tests.support.formualizer_book import WhatIf, formualizer_values
from tests.support.libreoffice import LibreOfficeError, resaved
from tests.support.workbook_file import (
    cached_values,
    formula_cells,
    named_cells,
    with_inputs,
    without_cached_values,
    without_formula_styles,
)

__all__ = [
    "Cell",
    "Changes",
    "Difference",
    "ErrorValue",
    "LibreOfficeError",
    "Place",
    "SheetFormulas",
    "SheetValues",
    "Value",
    "WhatIf",
    "cached_values",
    "differences",
    "formualizer_values",
    "formula_cells",
    "libreoffice_values",
    "libreoffice_what_ifs",
    "named_cells",
    "with_inputs",
    "without_cached_values",
]


@overload
def libreoffice_values(files: bytes) -> SheetValues: ...
@overload
def libreoffice_values(files: Mapping[str, bytes]) -> dict[str, SheetValues]: ...
def libreoffice_values(files: bytes | Mapping[str, bytes]) -> SheetValues | dict[str, SheetValues]:
    """The value of every formula cell as LibreOffice computes it, whatever the file has stored.

    Several files given together share one start of the program, which is most of what a small file costs.

    LibreOffice has its own ways, which the values keep: numbers come with 15 digits, and where
    Excel says #NUM! or #REF! it often says #VALUE!.

    Args:
        files: one .xlsx file, or several by any keys.

    Returns:
        The values by sheet and address; for several files, these by the files' keys.

    Raises:
        LibreOfficeError: it is missing, overran its time, or left a file out.
    """
    if isinstance(files, bytes):
        return libreoffice_values({"the file": files})["the file"]
    saved = resaved({key: _prepared(file) for key, file in files.items()})
    return {key: _values(saved[key], formula_cells(file)) for key, file in files.items()}


def libreoffice_what_ifs(xlsx: bytes, changes: Sequence[Changes], *, files_a_run: int = 25) -> list[SheetValues]:
    """For each set of changed inputs, the value of every formula cell as LibreOffice computes it.

    Each set makes a file of its own. They are converted many at a time, to share the start of the
    program, but not all at once, to bound what one failure costs.
    """
    prepared, formulas = _prepared(xlsx), formula_cells(xlsx)
    values: list[SheetValues] = []
    for first in range(0, len(changes), files_a_run):
        files = {
            f"what-if {number}: {dict(change)}": with_inputs(prepared, change)
            for number, change in enumerate(changes[first : first + files_a_run], first)
        }
        values += [_values(saved, formulas) for saved in resaved(files).values()]
    return values


def _prepared(xlsx: bytes) -> bytes:
    # To LibreOffice a boolean is a number shown as one, and a number format on the cell hides it.
    return without_formula_styles(without_cached_values(xlsx))


def _values(saved: bytes, formulas: SheetFormulas) -> SheetValues:
    computed = cached_values(saved)
    return {
        sheet: {address: computed[sheet][address] for address in cells if address in computed.get(sheet, {})}
        for sheet, cells in formulas.items()
    }
