"""A layout to the bytes of an .xlsx file."""

from __future__ import annotations

import re
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import NamedStyle
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from builder.layout.book import Book, Sheet
from builder.layout.cells import Address, Cell, Validation, quoted
from builder.layout.layout import Layout
from builder.workbook.charts import add_chart
from builder.workbook.package import packed
from builder.workbook.styles import FONT, FONTS, LOOKS, UNLOCKED

_QUOTED_STARTS = ("=", "+", "-", "@", "'")
_ESCAPE_ALIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
MAX_HEADING = 100
"""Characters of a text in a page's head: Excel takes 255 for all of it, codes counted, and `&` counts twice."""


def workbook_bytes(layout: Layout) -> bytes:
    """The workbook as a file: the same layout gives the same bytes."""
    study = layout.places.model.loaded.study
    workbook = Workbook()
    workbook.remove(workbook.active)
    for key in LOOKS:
        workbook.add_named_style(_named_style(key, _font(layout)))
    sheets = {name: workbook.create_sheet(name) for name in layout.book.sheets}
    looks: _Looks = {}
    for name, sheet in layout.book.sheets.items():
        _fill(sheets[name], sheet, looks)
        _show(sheets[name], sheet, layout)
    for name, sheet in layout.book.sheets.items():
        for chart in sheet.charts:
            add_chart(sheets[name], chart, layout.book)
    for name, address in layout.book.names.items():
        workbook.defined_names[name] = DefinedName(name, attr_text=_absolute(address))
    workbook.calculation.fullCalcOnLoad = True
    properties = workbook.properties
    properties.title = layout.speech.text(study.title)
    properties.creator = ", ".join(study.document.authors) or "tco"
    properties.lastModifiedBy = properties.creator
    properties.language = layout.speech.language.code
    return packed(workbook, _cached(layout.book), study.as_of)


def _font(layout: Layout) -> str:
    return FONTS.get(layout.speech.language.code, FONT)


def _named_style(key: str, font: str) -> NamedStyle:
    look = LOOKS[key]
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


_Looks = dict[tuple[str, str, bool, bool], Any]
"""openpyxl's own style records by what decides them: to apply a named style anew costs more than the cell."""


def _fill(worksheet: Worksheet, sheet: Sheet, looks: _Looks) -> None:
    for (row, column), cell in sheet.cells.items():
        target = worksheet.cell(row, column)
        _write(target, cell)
        quoted_text = isinstance(cell.value, str) and not cell.formula and cell.value.startswith(_QUOTED_STARTS)
        look = (cell.style, cell.number_format, (row, column) in sheet.unlocked, quoted_text)
        if look not in looks:
            _dress(target, *look)
            looks[look] = target._style
        target._style = looks[look]
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
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.page_margins.left = worksheet.page_margins.right = 0.4
    if sheet.title_rows != (1, 1):
        worksheet.print_title_rows = f"{sheet.title_rows[0]}:{sheet.title_rows[1]}"
    last_row = max((row for row, _ in sheet.cells), default=1)
    last_column = sheet.last_printed or max((column for _, column in sheet.cells), default=1)
    if sheet.charts:
        last_row += 20
    worksheet.print_area = f"A1:{get_column_letter(last_column)}{last_row}"
    font = f'&8&"{_font(layout)}"'  # the name last: a text that begins with a digit would add to the size
    worksheet.oddHeader.left.text = font + _plain(layout.speech.text(study.title))
    worksheet.oddHeader.right.text = font + "&A"
    worksheet.oddFooter.left.text = font + _plain(layout.speech.text(study.customer))
    worksheet.oddFooter.right.text = font + "&P / &N"


def _plain(text: str) -> str:
    """A text in a page's head, in one line and of a length that Excel takes: `&` begins a code there."""
    return " ".join(text.split())[:MAX_HEADING].replace("&", "&&").replace("&[", "&\u200b[")


def _validation(validation: Validation) -> DataValidation:
    ranges = " ".join(validation.cells)
    if validation.kind == "list":
        listed = ",".join(validation.choices).replace('"', '""')
        rule = DataValidation(type="list", formula1=f'"{listed}"', sqref=ranges)
    elif validation.kind == "flag":
        rule = DataValidation(type="whole", operator="between", formula1="0", formula2="1", sqref=ranges)
    elif validation.low is None and validation.high is None:
        rule = DataValidation(type="decimal", operator="between", formula1="-1E+300", formula2="1E+300", sqref=ranges)
    elif validation.high is None:
        rule = DataValidation(
            type="decimal", operator="greaterThanOrEqual", formula1=repr(validation.low), sqref=ranges
        )
    else:
        low = validation.low if validation.low is not None else -1e300
        rule = DataValidation(
            type="decimal", operator="between", formula1=repr(low), formula2=repr(validation.high), sqref=ranges
        )
    rule.allow_blank = True
    rule.showErrorMessage = rule.showInputMessage = True
    rule.errorTitle, rule.error = validation.title[:32], validation.message[:255]
    rule.promptTitle, rule.prompt = validation.title[:32], validation.message[:255]
    return rule
