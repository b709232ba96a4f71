"""A layout to the bytes of an .xlsx file."""

from __future__ import annotations

import math
import re
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import NamedStyle
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from builder.layout.book import Book, Sheet
from builder.layout.cells import Address, Cell, Validation, quoted
from builder.layout.cover import STATUSES
from builder.layout.heights import DEFAULT_WIDTH
from builder.layout.identity import as_properties, identity_of
from builder.layout.layout import Layout
from builder.layout.place import LABEL
from builder.workbook.charts import add_chart
from builder.workbook.package import PrintedWorksheet, packed
from builder.workbook.styles import FONT, FONTS, UNLOCKED, Look, Palette, looks

_QUOTED_STARTS = ("=", "+", "-", "@", "'")
_ESCAPE_ALIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
PAGE_WIDTH = 250
"""Letters of ten points side by side on a landscape page, made as small as can still be read."""
MAX_HEADING = 100
"""Characters of a text in a page's head: Excel takes 255 for all of it, codes counted, and `&` counts twice."""


def workbook_bytes(layout: Layout, palette: Palette | None = None) -> bytes:
    """The workbook as a file, in a brand's colours or in neutral ones: the same layout gives the same bytes."""
    palette = palette or Palette()
    study = layout.places.model.loaded.study
    workbook = Workbook()
    workbook.remove(workbook.active)
    for key, look in looks(palette).items():
        workbook.add_named_style(_named_style(key, look, _font(layout)))
    sheets = {name: PrintedWorksheet(workbook, name) for name in layout.book.sheets}
    for worksheet in sheets.values():
        workbook._add_sheet(worksheet)
    records: _Records = {}
    for name, sheet in layout.book.sheets.items():
        _fill(sheets[name], sheet, records)
        _show(sheets[name], sheet, layout)
    for name, sheet in layout.book.sheets.items():
        for chart in sheet.charts:
            add_chart(sheets[name], chart, layout.book, palette, _font(layout))
    for name, address in layout.book.names.items():
        workbook.defined_names[name] = DefinedName(name, attr_text=_absolute(address))
    workbook.calculation.fullCalcOnLoad = True
    properties = workbook.properties
    properties.title = layout.speech.text(study.title)
    properties.creator = ", ".join(study.document.authors) or "tco"
    properties.lastModifiedBy = properties.creator
    properties.language = layout.speech.language.code
    for name, text in as_properties(identity_of(layout)).items():
        workbook.custom_doc_props.append(StringProperty(name=name, value=text))
    return packed(workbook, _cached(layout.book), study.as_of)


def _font(layout: Layout) -> str:
    return FONTS.get(layout.speech.language.code, FONT)


def _named_style(key: str, look: Look, font: str) -> NamedStyle:
    style = NamedStyle(name=f"tco {key}")
    style.font = copy(look.font)
    style.font.name = font
    if look.fill is not None:
        style.fill = look.fill
    if look.border is not None:
        style.border = look.border
    if look.alignment is not None:
        style.alignment = look.alignment
    return style


def _absolute(address: Address) -> str:
    return f"{quoted(address.sheet)}!{address.locked('rc').seen_from(address.sheet)}"


def _cached(book: Book) -> dict[str, dict[tuple[int, int], str | float]]:
    return {
        name: {at: cell.value for at, cell in sheet.cells.items() if cell.formula and cell.value is not None}
        for name, sheet in book.sheets.items()
    }


_Records = dict[tuple[str, str, bool, bool], Any]
"""openpyxl's own style records by what decides them: to apply a named style anew costs more than the cell."""


def _fill(worksheet: Worksheet, sheet: Sheet, records: _Records) -> None:
    for (row, column), cell in sheet.cells.items():
        target = worksheet.cell(row, column)
        _write(target, cell)
        quoted_text = isinstance(cell.value, str) and not cell.formula and cell.value.startswith(_QUOTED_STARTS)
        look = (cell.style, cell.number_format, (row, column) in sheet.unlocked, quoted_text)
        if look not in records:
            _dress(target, *look)
            records[look] = target._style
        target._style = records[look]
        if cell.link:
            target.hyperlink = Hyperlink(
                ref=target.coordinate, location=f"{quoted(cell.link)}!A1", display=str(cell.value)
            )


def _dress(target: Any, style: str, number_format: str, unlocked: bool, quoted_text: bool) -> None:
    target.style = f"tco {style}"
    if number_format != "General":
        target.number_format = number_format
    if unlocked:
        target.protection = UNLOCKED
    if quoted_text:
        target.quotePrefix = True


def _write(target: Any, cell: Cell) -> None:
    """Set value and type outright: openpyxl would take a text that begins with `=` for a formula."""
    if cell.formula:
        target._value, target.data_type = cell.formula, "f"
    elif isinstance(cell.value, str):
        text = _ESCAPE_ALIKE.sub("_x005F_", target.check_string(cell.value))  # `_x0041_` would be read as `A`
        target._value, target.data_type = text, "s"
    elif cell.value is not None:
        target._value, target.data_type = cell.value, "n"


def _show(worksheet: Worksheet, sheet: Sheet, layout: Layout) -> None:
    for column, width in sheet.widths.items():
        worksheet.column_dimensions[get_column_letter(column)].width = width
    for row, height in sheet.heights.items():
        worksheet.row_dimensions[row].height = height
    worksheet.sheet_view.showGridLines = False
    worksheet.sheet_view.zoomScale = 90
    if sheet.freeze != (1, 1):
        worksheet.freeze_panes = Address(sheet.name, *sheet.freeze).cell
    for validation in sheet.validations:
        worksheet.add_data_validation(_validation(validation))
    _print_set_up(worksheet, sheet, layout)
    worksheet.protection.sheet = True
    worksheet.protection.formatColumns = worksheet.protection.formatRows = False
    worksheet.sheet_properties.outlinePr.summaryBelow = False


def _print_set_up(worksheet: Worksheet, sheet: Sheet, layout: Layout) -> None:
    study = layout.places.model.loaded.study
    worksheet.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
    worksheet.page_setup.paperSize = 1 if study.document.page_size == "Letter" else 9
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.page_margins = PageMargins(left=0.45, right=0.45, top=0.7, bottom=0.6, header=0.3, footer=0.3)
    if sheet.title_rows != (1, 1):
        worksheet.print_title_rows = f"{sheet.title_rows[0]}:{sheet.title_rows[1]}"
    _print_area(worksheet, sheet)
    for row in sorted(sheet.breaks):
        worksheet.row_breaks.append(Break(id=row - 1))
    font = f'&8&"{_font(layout)}"'  # the name last: a text that begins with a digit would add to the size
    worksheet.oddHeader.left.text = font + _plain(layout.speech.text(study.title))
    if study.document.status != "final":
        worksheet.oddHeader.center.text = font + _plain(layout.speech.say(STATUSES[study.document.status]))
    worksheet.oddHeader.right.text = font + "&A"
    worksheet.oddFooter.left.text = font + _plain(layout.speech.text(study.customer))
    worksheet.oddFooter.right.text = font + "&P / &N"


def _print_area(worksheet: Worksheet, sheet: Sheet) -> None:
    """What is printed: not the column of ids, and on as many pages side by side as it takes to be read."""
    rows, columns = (sorted({at[axis] for at in sheet.cells}) or [1] for axis in (0, 1))
    covered = [coordinate_to_tuple(each.anchor)[0] + each.rows for each in sheet.charts]
    last_row = max([sheet.last_printed_row or rows[-1], *covered])
    first, last = min(LABEL, columns[-1]), sheet.last_printed or columns[-1]
    worksheet.print_area = f"{get_column_letter(first)}1:{get_column_letter(last)}{last_row}"
    widths = [sheet.widths.get(column, DEFAULT_WIDTH) for column in range(first, last + 1)]
    kept = max(0, sheet.freeze[1] - first)
    repeated = sum(widths[:kept])
    pages = max(1, math.ceil((sum(widths) - repeated) / (PAGE_WIDTH - repeated)))
    worksheet.page_setup.fitToWidth = pages
    if pages > 1 and kept:
        worksheet.print_title_cols = f"{get_column_letter(first)}:{get_column_letter(first + kept - 1)}"


def _plain(text: str) -> str:
    """A text in a page's head, in one line and of a length that Excel takes: `&` begins a code there."""
    return " ".join(text.split())[:MAX_HEADING].replace("&", "&&").replace("&[", "&\u200b[")


def _validation(validation: Validation) -> DataValidation:
    ranges = " ".join(validation.cells)
    number = "whole" if validation.kind == "whole" else "decimal"
    if validation.source is not None:
        area = validation.source
        rule = DataValidation(type="list", formula1=area.seen_from(""), sqref=ranges)
    elif validation.kind == "list":
        listed = ",".join(validation.choices).replace('"', '""')
        rule = DataValidation(type="list", formula1=f'"{listed}"', sqref=ranges)
    elif validation.kind == "text":
        longest = f"{validation.high:.0f}"
        rule = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=longest, sqref=ranges)
    elif validation.kind == "flag":
        rule = DataValidation(type="whole", operator="between", formula1="0", formula2="1", sqref=ranges)
    elif validation.low is None and validation.high is None:
        rule = DataValidation(type=number, operator="between", formula1="-1E+300", formula2="1E+300", sqref=ranges)
    elif validation.high is None:
        rule = DataValidation(
            type=number, operator="greaterThanOrEqual", formula1=repr(validation.low), sqref=ranges
        )
    else:
        low = validation.low if validation.low is not None else -1e300
        rule = DataValidation(
            type=number, operator="between", formula1=repr(low), formula2=repr(validation.high), sqref=ranges
        )
    rule.allow_blank = True
    rule.showErrorMessage = rule.showInputMessage = True
    rule.errorTitle, rule.error = validation.title[:32], validation.message[:255]
    rule.promptTitle, rule.prompt = validation.title[:32], validation.message[:255]
    return rule
