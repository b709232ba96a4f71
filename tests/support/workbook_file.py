"""Formulas, cached values and inputs of an .xlsx file, read and changed without opening it as a workbook."""

import io
from collections.abc import Callable, Iterator
from itertools import takewhile
from typing import Any

from openpyxl import load_workbook
from openpyxl.formula.translate import Translator
from openpyxl.utils.escape import unescape

from tests.support.cells import (
    Cell,
    Changes,
    ErrorValue,
    SheetFormulas,
    SheetValues,
    Value,
    cell_at,
    row_and_column,
)
from tests.support.package import MAIN, packed, parsed, parts, serialized, worksheet_parts

_CELL, _FORMULA, _VALUE, _ROW = f"{MAIN}c", f"{MAIN}f", f"{MAIN}v", f"{MAIN}row"
_INLINE, _TEXT, _DATA = f"{MAIN}is", f"{MAIN}t", f"{MAIN}sheetData"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


def formula_cells(xlsx: bytes) -> SheetFormulas:
    """The formula of every formula cell, with its `=`, by sheet and address.

    Sheets without formulas are there, empty. Formulas that a program stored as shared are written out.

    Raises:
        ValueError: a formula fills several cells (arrays, data tables), which this harness cannot vouch for.
    """
    contents = parts(xlsx)
    return {sheet: _formulas(parsed(contents[part]), sheet) for sheet, part in worksheet_parts(contents).items()}


def _formulas(root: Any, sheet: str) -> dict[str, str]:
    shared: dict[str, Translator] = {}
    formulas: dict[str, str] = {}
    for cell, formula in _formula_elements(root):
        address = cell.get("r")
        kind = formula.get("t", "normal")
        if kind == "dataTable" or (kind == "array" and ":" in formula.get("ref", "")):
            raise ValueError(f"{sheet}!{address} holds an array formula or a data table")
        text = "=" + (formula.text or "")
        if kind == "shared" and formula.text:
            shared[formula.get("si")] = Translator(text, origin=address)
        elif kind == "shared":
            text = shared[formula.get("si")].translate_formula(address)
        formulas[address] = text
    return formulas


def cached_values(xlsx: bytes) -> SheetValues:
    """The value stored with every formula cell, by sheet and address; cells without one are left out."""
    contents = parts(xlsx)
    values: SheetValues = {}
    for sheet, part in worksheet_parts(contents).items():
        stored = ((cell.get("r"), _value(cell)) for cell, _ in _formula_elements(parsed(contents[part])))
        values[sheet] = {address: value for address, value in stored if value is not None}
    return values


def _value(cell: Any) -> Value | None:
    stored = cell.find(_VALUE)
    if stored is None:
        return None
    text = stored.text or ""
    match cell.get("t", "n"):
        case "str":
            return str(unescape(text))
        case "b":
            return text == "1"
        case "e":
            return ErrorValue(text)
        case "n":
            return float(text) if text else None
        case kind:
            raise ValueError(f"{cell.get('r')}: a formula's value of type {kind!r}")


def _formula_elements(root: Any) -> Iterator[tuple[Any, Any]]:
    for cell in root.iter(_CELL):
        formula = cell.find(_FORMULA)
        if formula is not None:
            yield cell, formula


def without_cached_values(xlsx: bytes) -> bytes:
    """The file with no result left in it: no value of a formula cell, no series remembered by a chart.

    An engine that trusts what is stored would otherwise prove the file by itself. Everything else,
    inputs and styles included, stays as it was.
    """
    contents = parts(xlsx)
    for part in worksheet_parts(contents).values():
        root = parsed(contents[part])
        for cell, _ in _formula_elements(root):
            # The type of a formula cell is the type of its value, and goes with it.
            cell.attrib.pop("t", None)
            for value in cell.findall(_VALUE):
                cell.remove(value)
        contents[part] = serialized(root)
    for part in [name for name in contents if name.startswith("xl/charts/")]:
        contents[part] = _without_chart_caches(contents[part])
    return packed(contents)


def _without_chart_caches(content: bytes) -> bytes:
    if b"Cache" not in content:
        return content
    root = parsed(content)
    for cache in [element for element in root.iter("{*}*") if element.tag.endswith("Cache")]:
        cache.getparent().remove(cache)
    return serialized(root)


def without_formula_styles(xlsx: bytes) -> bytes:
    """The file without the styles of its formula cells, number formats included; values do not need them."""
    contents = parts(xlsx)
    for part in worksheet_parts(contents).values():
        root = parsed(contents[part])
        for cell, _ in _formula_elements(root):
            cell.attrib.pop("s", None)
        contents[part] = serialized(root)
    return packed(contents)


def named_cells(xlsx: bytes) -> dict[str, Cell]:
    """The cell behind each workbook-wide name; names of ranges, of several cells or of none are left out."""
    workbook = load_workbook(io.BytesIO(xlsx), read_only=True)
    cells: dict[str, Cell] = {}
    for name, definition in workbook.defined_names.items():
        destinations = list(definition.destinations)
        if len(destinations) == 1 and ":" not in destinations[0][1]:
            sheet, address = destinations[0]
            cells[name] = (sheet, address.replace("$", ""))
    workbook.close()
    return cells


def with_inputs(xlsx: bytes, changes: Changes) -> bytes:
    """The file with other values in some of its input cells, which may be blank so far; None empties one.

    Raises:
        KeyError: no such sheet or name.
        ValueError: the cell holds a formula, so it is not an input.
    """
    contents = parts(xlsx)
    sheets = worksheet_parts(contents)
    names = named_cells(xlsx) if any(isinstance(place, str) for place in changes) else {}
    cells = {cell_at(place, names, sheets): value for place, value in changes.items()}
    roots = {part: parsed(contents[part]) for part in {sheets[sheet] for sheet, _ in cells}}
    for (sheet, address), value in cells.items():
        _put(_cell(roots[sheets[sheet]], address), value, f"{sheet}!{address}")
    return packed(contents | {part: serialized(root) for part, root in roots.items()})


def _put(cell: Any, value: Value | None, where: str) -> None:
    if cell.find(_FORMULA) is not None:
        raise ValueError(f"{where} holds a formula: it is not an input")
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = cell.makeelement(_TEXT, {_PRESERVE: "preserve"})
        text.text = value
        inline = cell.makeelement(_INLINE)
        inline.append(text)
        cell.append(inline)
    elif value is not None:
        if isinstance(value, bool):
            cell.set("t", "b")
        stored = cell.makeelement(_VALUE)
        stored.text = str(int(value)) if isinstance(value, bool) else repr(float(value))
        cell.append(stored)


def _cell(root: Any, address: str) -> Any:
    """The cell element at the address, made in its right place among the others where there is none."""
    row_number, column = row_and_column(address)
    row = _placed(root.find(_DATA), _ROW, str(row_number), lambda number: int(number) < row_number)
    return _placed(row, _CELL, address, lambda other: row_and_column(other)[1] < column)


def _placed(parent: Any, tag: str, key: str, comes_before: Callable[[str], bool]) -> Any:
    children = list(parent)
    earlier = len(list(takewhile(lambda child: comes_before(child.get("r")), children)))
    if earlier < len(children) and children[earlier].get("r") == key:
        return children[earlier]
    made = parent.makeelement(tag, {"r": key})
    parent.insert(earlier, made)
    return made
