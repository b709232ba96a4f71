"""Workbooks of a few cells for the harness's own tests, with stored results true or false at will."""

import io
from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from tests.support.cells import ErrorValue, Value
from tests.support.package import MAIN, packed, parsed, parts, serialized, worksheet_parts

Contents = Mapping[str, Mapping[str, object]]


def workbook(sheets: Contents, names: Mapping[str, str] | None = None, formats: str = "General") -> bytes:
    """The file with these cells by sheet and address, names for references, and one number format."""
    book = Workbook()
    book.remove(book.active)
    for title, cells in sheets.items():
        sheet = book.create_sheet(title)
        for address, content in cells.items():
            sheet[address] = content
            sheet[address].number_format = formats
    for name, reference in (names or {}).items():
        book.defined_names[name] = DefinedName(name, attr_text=reference)
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_stored(xlsx: bytes, sheet: str, values: Mapping[str, Value]) -> bytes:
    """The file with these results stored in formula cells of a sheet, true or not."""
    contents = parts(xlsx)
    part = worksheet_parts(contents)[sheet]
    root = parsed(contents[part])
    for cell in root.iter(f"{MAIN}c"):
        if cell.get("r") in values:
            kind, text = _stored(values[cell.get("r")])
            cell.set("t", kind)
            cell.find(f"{MAIN}v").text = text
    return packed(contents | {part: serialized(root)})


def _stored(value: Value) -> tuple[str, str]:
    if isinstance(value, ErrorValue):
        return "e", value
    if isinstance(value, bool):
        return "b", str(int(value))
    return ("str", value) if isinstance(value, str) else ("n", repr(value))


def document(xlsx: bytes, sheet: str) -> str:
    """The XML of a worksheet."""
    contents = parts(xlsx)
    return contents[worksheet_parts(contents)[sheet]].decode()
