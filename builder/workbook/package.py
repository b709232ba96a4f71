"""openpyxl's writer, extended by cached values and made deterministic.

openpyxl writes formulas without results and stamps the time of saving; both are decided in two classes that are meant
for itself (private names, so openpyxl is pinned below 3.2).
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from lxml import etree
from openpyxl import Workbook
from openpyxl.cell._writer import write_cell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

Values = Mapping[str, Mapping[tuple[int, int], str | float]]
"""Cached values of formula cells by sheet and (row, column)."""

_EPOCH = (1980, 1, 1, 0, 0, 0)


class _Archive(zipfile.ZipFile):
    """A zip whose entries carry no time and no machine's attributes."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *rest: Any, **options: Any) -> None:
        name = zinfo_or_arcname.filename if isinstance(zinfo_or_arcname, zipfile.ZipInfo) else zinfo_or_arcname
        entry = zipfile.ZipInfo(name, _EPOCH)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        entry.create_system = 3
        super().writestr(entry, data, *rest, **options)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        with open(filename, "rb") as source:  # noqa: PTH123  # openpyxl hands over the name of its own temporary file
            self.writestr(arcname or filename, source.read())


class PrintedWorksheet(Worksheet):  # type: ignore[misc]  # openpyxl has no annotations
    """A worksheet whose print titles are named as Excel names them, columns first.

    openpyxl writes rows first, which LibreOffice reads and then saves as two names instead of one.
    """

    @property
    def print_titles(self) -> str:
        """The columns and rows that every printed page repeats."""
        sheet = quote_sheetname(self.title)
        return ",".join(f"{sheet}!{each}" for each in (self._print_cols, self._print_rows) if each)


class _SheetWriter(WorksheetWriter):  # type: ignore[misc]
    """Writes `<v>` beside every `<f>`."""

    values: Mapping[tuple[int, int], str | float] = MappingProxyType({})

    def write_row(self, xf: Any, row: Any, row_idx: int) -> None:
        attributes = {"r": f"{row_idx}"}
        dimensions = self.ws.row_dimensions
        attributes.update(dict(dimensions[row_idx]) if row_idx in dimensions else {})
        with xf.element("row", attributes):
            for cell in row:
                if cell.data_type == "f":
                    self._write_formula(xf, cell)
                elif cell._value is not None or cell.has_style:
                    write_cell(xf, self.ws, cell, cell.has_style)

    def _write_formula(self, xf: Any, cell: Any) -> None:
        element = etree.Element("c", {"r": cell.coordinate, **({"s": f"{cell.style_id}"} if cell.has_style else {})})
        formula = etree.SubElement(element, "f")
        formula.text = cell._value[1:]
        value = self.values[cell.row, cell.column]
        if isinstance(value, str):
            element.set("t", "str")
        etree.SubElement(element, "v").text = value if isinstance(value, str) else repr(value)
        xf.write(element)


class _BookWriter(ExcelWriter):  # type: ignore[misc]
    """Writes sheets with our sheet writer."""

    cached: Values = MappingProxyType({})

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        writer = _SheetWriter(ws)
        writer.values = self.cached.get(ws.title, {})
        writer.write()
        ws._rels = writer._rels
        self._archive.write(writer.out, ws.path[1:])
        self.manifest.append(ws)
        writer.cleanup()


def packed(workbook: Workbook, values: Values, as_of: dt.date) -> bytes:
    """The bytes of a workbook with cached values, dated by the study alone."""
    moment = dt.datetime(as_of.year, as_of.month, as_of.day)  # noqa: DTZ001  # the format has no zones
    workbook.properties.created = workbook.properties.modified = moment
    buffer = io.BytesIO()
    with _Archive(buffer, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        writer = _BookWriter(workbook, archive)
        writer.cached = values
        writer.save()
    return buffer.getvalue()
